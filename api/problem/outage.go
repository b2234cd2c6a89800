package problem

import (
	"errors"
	"fmt"
	"net/http"

	"phusong/data"
)

// outage returns what is sent where nothing can be said in an outage; nil for
// every other error.
func outage(err error) *Problem {
	switch {
	case errors.Is(err, data.ErrNoOutage):
		return Absent()
	case errors.Is(err, data.ErrOutageClosed):
		return coded("closed", http.StatusConflict, "đợt sự cố đã đóng: hãy mở đợt khác", data.ErrOutageClosed.Error())
	}
	return nil
}

// ReportGone is sent where a report's figures cannot be worked out again: its
// release is not at hand, or was computed by another version of the program.
func ReportGone(number int, release int64) *Problem {
	return coded("report-gone", http.StatusConflict,
		fmt.Sprintf("báo cáo số %d tính theo bản phát hành %d, nay không tính lại được: hãy dùng tệp đã tải, hoặc báo thêm để có báo cáo mới", number, release),
		fmt.Sprintf("report %d is of release %d, which cannot be worked out again: use the file you have, or say something more for another report", number, release))
}
