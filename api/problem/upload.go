package problem

import (
	"errors"
	"net/http"

	"phusong/data"
	"phusong/importers/desk"
	"phusong/importers/intake"
)

// upload returns what is sent where an upload cannot go on; nil for every other
// error. Pages tell the reasons apart by their codes.
func upload(err error) *Problem {
	var removal desk.ErrRemoval
	var refusal *intake.Refusal
	switch {
	case errors.Is(err, data.ErrNoUpload), errors.Is(err, data.ErrNoRevision):
		return Absent()
	case errors.As(err, &removal):
		p := coded("removal", http.StatusConflict, "danh sách này bỏ đi nhiều trạm: hãy xác nhận, hoặc khai báo là danh sách một phần", removal.Error())
		p.Removed, p.Of = removal.Removed, removal.Of
		return p
	case errors.Is(err, data.ErrSuperseded):
		return coded("superseded", http.StatusConflict, "trong lúc đó một danh sách khác đã được duyệt: đang so sánh lại với danh sách mới, hãy xem lại rồi gửi",
			"another list was approved meanwhile: this one is being compared with it, look at it again and submit it")
	case errors.Is(err, data.ErrUploadMoved):
		return coded("moved-on", http.StatusConflict, "danh sách đã chuyển sang bước khác: hãy tải lại", "the upload has moved on: fetch it again")
	case errors.Is(err, desk.ErrNothing):
		return coded("nothing", http.StatusConflict, "không có hàng nào nhận được: hãy trả lời các câu hỏi hoặc sửa tệp", "no row could be taken: answer the questions or mend the file")
	case errors.Is(err, data.ErrKeyReused):
		return coded("key-reused", http.StatusConflict, "khoá Idempotency-Key đã dùng cho nội dung khác: hãy dùng khoá mới", "this Idempotency-Key was used with other content: use a new one")
	case errors.Is(err, data.ErrManyOpen):
		return coded("many-open", http.StatusConflict, "còn quá nhiều danh sách chưa duyệt: hãy duyệt hoặc rút bớt", "too many lists wait: approve or withdraw some of them")
	case errors.Is(err, desk.ErrAnswer):
		return coded("answer", http.StatusBadRequest, "câu trả lời không khớp với danh sách", err.Error())
	case errors.As(err, &refusal):
		return coded(refusal.Code, http.StatusUnprocessableEntity, refusal.Vietnamese, refusal.English)
	}
	return nil
}

// Busy says that so much is being received that there is no room for more.
func Busy() *Problem {
	return coded("busy", http.StatusServiceUnavailable, "đang nhận nhiều tệp cùng lúc, hãy thử lại sau vài giây", "many files are being received at once: try again in a few seconds")
}

// Form says what is wrong with a form, and with which of its fields.
func Form(field, vietnamese, english string) *Problem {
	p := both(http.StatusBadRequest, vietnamese, english)
	p.Errors = []Fault{{Parameter: "form." + field, Message: english}}
	return p
}

func coded(code string, status int, vietnamese, english string) *Problem {
	p := both(status, vietnamese, english)
	p.Code = code
	return p
}
