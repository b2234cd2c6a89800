package problem

import (
	"errors"
	"net/http"

	"phusong/api/auth"
	"phusong/data"
)

// Login says that a person has to log in first. It is sent only where the
// address names no object.
func Login() *Problem {
	return both(http.StatusUnauthorized, "hãy đăng nhập trước", "log in first")
}

// access returns what is sent where somebody is not let in, or asks for an
// account or a token that is not his to see; nil for every other error. People
// read these: Vietnamese first.
func access(err error) *Problem {
	var often auth.ErrTooOften
	switch {
	case errors.As(err, &often):
		p := both(http.StatusTooManyRequests, "thử quá nhiều lần, hãy đợi một lát", often.Error())
		p.wait = often.Seconds()
		return p
	case errors.Is(err, auth.ErrBusy):
		return both(http.StatusTooManyRequests, "đang có quá nhiều người đăng nhập cùng lúc, hãy thử lại sau vài giây", err.Error())
	case errors.Is(err, auth.ErrLogin):
		return both(http.StatusUnauthorized, "sai tên đăng nhập hoặc mật khẩu", "the name or the password is wrong")
	case errors.Is(err, auth.ErrToken):
		p := both(http.StatusUnauthorized, "mã truy cập không đúng, đã bị thu hồi hoặc hết hạn", err.Error())
		p.token = true
		return p
	case errors.Is(err, auth.ErrNotPrivate):
		return both(http.StatusForbidden, "chỉ đăng nhập được qua https", err.Error())
	case errors.Is(err, auth.ErrPasswordLength):
		return both(http.StatusUnprocessableEntity, "mật khẩu phải có từ 10 đến 256 ký tự", err.Error())
	}
	return account(err)
}

func account(err error) *Problem {
	switch {
	case errors.Is(err, data.ErrNoAccount), errors.Is(err, data.ErrNoSession), errors.Is(err, data.ErrNoToken), errors.Is(err, data.ErrNoChoice):
		return Absent()
	case errors.Is(err, data.ErrNoInvitation):
		return both(http.StatusNotFound, "đường dẫn mời đã dùng rồi, đã hết hạn hoặc không có", data.ErrNoInvitation.Error())
	case errors.Is(err, data.ErrNameTaken):
		return both(http.StatusConflict, "tên đăng nhập đã có người dùng", data.ErrNameTaken.Error())
	case errors.Is(err, data.ErrManyChoices):
		return both(http.StatusTooManyRequests, "đang có quá nhiều lượt chọn trạm chờ tính: hãy huỷ bớt hoặc đợi", data.ErrManyChoices.Error())
	case errors.Is(err, data.ErrChoiceGoesOn):
		return both(http.StatusConflict, "lượt chọn trạm này chưa xong: hãy dừng trước", data.ErrChoiceGoesOn.Error())
	case errors.Is(err, data.ErrChoiceMoved):
		return both(http.StatusConflict, "lượt chọn trạm này đã kết thúc", "this choice of sites is over")
	case errors.Is(err, data.ErrLastAdministrator):
		return both(http.StatusConflict, "phải còn ít nhất một quản trị viên", data.ErrLastAdministrator.Error())
	case errors.Is(err, data.ErrInvalid):
		return both(http.StatusUnprocessableEntity, "dữ liệu không hợp lệ", err.Error())
	}
	return nil
}

// Absent says that nothing is at an address: for what does not exist, and word
// for word the same for what the caller may not know of.
func Absent() *Problem {
	return New(http.StatusNotFound, "nothing is at this address; /api/openapi.json lists what there is")
}

func both(status int, vietnamese, english string) *Problem {
	return New(status, vietnamese+" · "+english)
}
