package geo

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Quarter is a quarter of a year, as promises are dated: {2026, 4} is 2026-Q4.
// The zero Quarter is none.
type Quarter struct {
	Year   int
	Number int // 1 to 4
}

// The years a promise may be for.
const (
	firstYear = 2000
	lastYear  = 2100
)

// String returns the quarter as files and URLs write it: 2026-Q4.
func (q Quarter) String() string { return fmt.Sprintf("%04d-Q%d", q.Year, q.Number) }

// Valid reports whether there is such a quarter in the years of promises.
func (q Quarter) Valid() bool {
	return q.Year >= firstYear && q.Year <= lastYear && q.Number >= 1 && q.Number <= 4
}

// LastDay returns the quarter's last day, at midnight UTC.
func (q Quarter) LastDay() time.Time {
	return time.Date(q.Year, time.Month(3*q.Number+1), 0, 0, 0, 0, 0, time.UTC)
}

// ParseQuarter reads a quarter as files and letters write it: 2026-Q4, Q4/2026,
// quý IV/2026, quý 4 năm 2026. The error is a *PromiseFault.
func ParseQuarter(text string) (Quarter, error) {
	refused := faulty("due", "%.40q không phải là quý: viết như 2026-Q4 hoặc Quý IV/2026", "%.40q is no quarter: write it like 2026-Q4 or Quý IV/2026", text)
	form := regexp.MustCompile(`^(?:(\d{4})\s*[-/ ]\s*q\s*([1-4]))$|^(?:q|quý|quí|quy|qui)\.?\s*([1-4]|iv|i{1,3})\s*(?:[-/ ]|năm|nam)\s*(?:năm |nam )?\s*(\d{4})$`)
	found := form.FindStringSubmatch(strings.ToLower(strings.TrimSpace(text)))
	if found == nil || len(text) > 60 {
		return Quarter{}, refused
	}
	year, _ := strconv.Atoi(found[1] + found[4]) // four digits by the form
	q := Quarter{year, number(found[2] + found[3])}
	if !q.Valid() {
		return Quarter{}, refused
	}
	return q, nil
}

// number reads 1 to 4, in Roman figures too.
func number(text string) int {
	for i, roman := range []string{"i", "ii", "iii", "iv"} {
		if text == roman || text == strconv.Itoa(i+1) {
			return i + 1
		}
	}
	return 0
}
