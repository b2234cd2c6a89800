package problem

import (
	"net/http"

	"phusong/data"
)

// movedOn is sent where a change was made to a version that is not the last.
func movedOn(moved *data.ErrMoved) *Problem {
	vietnamese := map[string]string{"scenario": "phương án", "commitment": "cam kết"}[moved.What]
	p := coded("moved-on", http.StatusConflict, vietnamese+" đã được sửa ở nơi khác trong lúc đó: hãy tải lại rồi sửa", moved.Error()+": fetch it again")
	p.Sent, p.Current = moved.Sent, moved.Current
	return p
}
