package problem

import (
	"errors"
	"fmt"
	"net/http"

	"phusong/data"
	"phusong/data/derive"
	"phusong/geo"
)

// ErrNoBase means that a scenario's base release is not there to be changed.
var ErrNoBase = errors.New("there is no such base release here: choose the one that readers see")

// scenario returns what is sent where a what-if cannot be worked out or kept; nil
// for every other error.
func scenario(err error) *Problem {
	var change *geo.ErrChange
	switch {
	case errors.As(err, &change):
		p := coded("change", http.StatusUnprocessableEntity, fmt.Sprintf("thay đổi %d: %s", change.Place+1, change.Vietnamese), change.Error())
		p.Errors = []Fault{{Parameter: fmt.Sprintf("body.changes[%d]", change.Place), Message: change.English}}
		return p
	case errors.Is(err, geo.ErrManyChanges):
		return coded("many-changes", http.StatusUnprocessableEntity, "phương án có quá nhiều thay đổi: hãy tách làm hai", geo.ErrManyChanges.Error())
	case errors.Is(err, data.ErrNoScenario):
		return Absent()
	case errors.Is(err, data.ErrManyScenarios):
		return coded("many-scenarios", http.StatusConflict, "đã lưu quá nhiều phương án: hãy xoá bớt", data.ErrManyScenarios.Error()+": delete some")
	case errors.Is(err, derive.ErrOutdated):
		return coded("outdated", http.StatusConflict, "bản công bố gốc được tính bằng phiên bản khác của chương trình: hãy chọn bản công bố mới", derive.ErrOutdated.Error())
	case errors.Is(err, ErrNoBase):
		return coded("no-base", http.StatusConflict, "không có bản công bố gốc này: hãy chọn bản đang hiển thị", ErrNoBase.Error())
	}
	return nil
}

// Computing says that so much is being worked out that there is no room for more.
func Computing() *Problem {
	p := coded("busy", http.StatusServiceUnavailable, "đang tính nhiều phương án cùng lúc, hãy thử lại sau vài giây", "many scenarios are being worked out at once: try again in a few seconds")
	p.wait = 2
	return p
}
