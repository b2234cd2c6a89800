package problem

import (
	"errors"
	"net/http"

	"phusong/data"
)

// commitment returns what is sent where a promise cannot be kept or changed; nil
// for every other error.
func commitment(err error) *Problem {
	var moved *data.ErrCommitmentMoved
	switch {
	case errors.Is(err, data.ErrNoCommitment):
		return Absent()
	case errors.As(err, &moved):
		p := coded("moved-on", http.StatusConflict, "cam kết đã được sửa ở nơi khác trong lúc đó: hãy tải lại rồi sửa", moved.Error()+": fetch it again")
		p.Sent, p.Current = moved.Sent, moved.Current
		return p
	case errors.Is(err, data.ErrCommitmentWithdrawn):
		return coded("withdrawn", http.StatusConflict, "cam kết đã được rút: hãy nhập cam kết khác", data.ErrCommitmentWithdrawn.Error())
	case errors.Is(err, data.ErrCommitmentThere):
		return coded("there", http.StatusConflict, "cam kết này đã có: cùng nơi, công nghệ và văn bản", data.ErrCommitmentThere.Error())
	case errors.Is(err, data.ErrManyCommitments):
		return coded("many-commitments", http.StatusConflict, "nhà mạng này có quá nhiều cam kết: hãy rút bớt", data.ErrManyCommitments.Error()+": withdraw some")
	}
	return nil
}
