package planning

import (
	"fmt"
	"time"

	"phusong/geo"
)

// Words returns the state in Vietnamese and in English.
func (k Keeping) Words() (vietnamese, english string) {
	switch k {
	case OnAir:
		return "đã phát sóng", "on the air"
	case Confirmed:
		return "tính toán xác nhận", "confirmed by computation"
	}
	return "đã hứa", "promised"
}

// NotMeasured says why no promise is confirmed by measurement.
func NotMeasured() (vietnamese, english string) {
	return "chưa xác nhận được bằng đo kiểm: hệ thống chưa có số liệu đo", "not confirmed by measurement: no measurements are kept"
}

// Words says what became of a promise, and by what that is known. Sites are called
// by their codes only where these may be shown.
func (s Fulfilment) Words(c geo.Commitment, codes bool) (vietnamese, english string) {
	on, covered := s.Since.Format(time.DateOnly), 0
	for _, v := range s.Verdicts {
		if v == geo.Covered {
			covered++
		}
	}
	site, there := "trạm đã hứa", "the promised site"
	if codes {
		site, there = "trạm "+string(s.Site), "site "+string(s.Site)
	}
	switch {
	case s.State == Promised:
		return awaited(c, codes)
	case s.State == Confirmed:
		return fmt.Sprintf("%s đã phát %s; bản công bố tính ra phủ sóng cả %d thôn trong kiến nghị", site, c.Technology, covered),
			fmt.Sprintf("%s has %s on the air; the release computes all %d petitioned hamlets as covered", there, c.Technology, covered)
	case !s.Confirmable():
		return fmt.Sprintf("%s phát %s từ danh sách ngày %s; không gắn thôn nào nên không xác nhận được bằng tính toán", site, c.Technology, on),
			fmt.Sprintf("%s has %s on the air since the list of %s; no hamlet is tied to the promise, so that no computation can confirm it", there, c.Technology, on)
	}
	return fmt.Sprintf("%s phát %s từ danh sách ngày %s; bản công bố tính ra phủ sóng %d trên %d thôn trong kiến nghị", site, c.Technology, on, covered, len(s.Verdicts)),
		fmt.Sprintf("%s has %s on the air since the list of %s; the release computes %d of %d petitioned hamlets as covered", there, c.Technology, on, covered, len(s.Verdicts))
}

// awaited says what no list shows yet.
func awaited(c geo.Commitment, codes bool) (vietnamese, english string) {
	place, there := "trạm đã hứa", "such site"
	switch {
	case c.Site == "":
		place = fmt.Sprintf("trạm nào trong vòng %.0f m quanh điểm đã hứa", 1000*PromiseWithinKm)
		there = fmt.Sprintf("site within %.0f m of the promised point", 1000*PromiseWithinKm)
	case codes:
		place, there = "trạm "+string(c.Site), "site "+string(c.Site)
	}
	return fmt.Sprintf("danh sách hiện hành của nhà mạng chưa có %s phát %s", place, c.Technology),
		fmt.Sprintf("the operator's current list has no %s on the air with %s", there, c.Technology)
}
