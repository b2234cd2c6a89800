package sites

import (
	"regexp"
	"strconv"
	"strings"
	"time"

	"phusong/importers/table"
)

// span is the days a written date may mean: the quarter, month or day it names.
// A date "before" a day has no first day.
type span struct {
	first, last time.Time
	slashed     [3]int // day, month and year as written with marks between; zero otherwise
}

var (
	slashedDate = regexp.MustCompile(`^(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})( \d{1,2}:\d{2}(:\d{2})?)?$`)
	isoDate     = regexp.MustCompile(`^(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})([T ].*)?$`)
	monthDate   = regexp.MustCompile(`^(?:thang |t)? ?(\d{1,2})[/.\- ](\d{4})$`)
	quarterDate = regexp.MustCompile(`^(?:quy|q) ?([1-4]|i{1,3}|iv)(?: nam)?[/.\- ]+(\d{4})$`)
	yearDate    = regexp.MustCompile(`^(?:nam )?((?:19|20)\d{2})$`)
	dateSerial  = regexp.MustCompile(`^\d{5}(\.\d+)?$`)
	beforeWords = []string{"truoc ngay ", "truoc thang ", "truoc ", "den ", "before ", "by "}
)

// readDate reads "30/6/2022", "2022-06-30", "6/2022", "Quý IV/2022", "2022", a
// day as Excel counts them, and any of these after "trước". Days are written day
// first in Viet Nam; who knows better turns them round.
func readDate(text string) (span, bool) {
	text = strings.ToLower(strings.TrimSpace(text))
	if m := slashedDate.FindStringSubmatch(text); m != nil {
		d, mo, y := number(m[1]), number(m[2]), number(m[3])
		if y < 100 {
			y += 2000
		}
		s, ok := day(y, mo, d)
		if !ok {
			s, ok = day(y, d, mo)
		}
		s.slashed = [3]int{d, mo, y}
		return s, ok
	}
	if m := isoDate.FindStringSubmatch(text); m != nil {
		return day(number(m[1]), number(m[2]), number(m[3]))
	}
	if dateSerial.MatchString(text) {
		return serialDay(text)
	}
	folded := strings.NewReplacer("quý", "quy", "năm", "nam", "tháng", "thang", "trước", "truoc", "ngày", "ngay", "đến", "den").Replace(text)
	for _, word := range beforeWords {
		if rest, ok := strings.CutPrefix(folded, word); ok {
			s, ok := readDate(rest)
			s.first = time.Time{}
			return s, ok
		}
	}
	return readPeriod(folded)
}

// Days returns the days a written date may mean, as lists of sites write them: the
// day itself, or the month, quarter or year that is named; not ok where it is no
// date or has no first day.
func Days(text string) (first, last time.Time, ok bool) {
	s, ok := readDate(text)
	return s.first, s.last, ok && !s.first.IsZero()
}

func readPeriod(text string) (span, bool) {
	if m := quarterDate.FindStringSubmatch(text); m != nil {
		quarter := map[string]int{"1": 1, "2": 2, "3": 3, "4": 4, "i": 1, "ii": 2, "iii": 3, "iv": 4}[m[1]]
		return months(number(m[2]), 3*quarter-2, 3)
	}
	if m := monthDate.FindStringSubmatch(text); m != nil {
		return months(number(m[2]), number(m[1]), 1)
	}
	if m := yearDate.FindStringSubmatch(text); m != nil {
		return months(number(m[1]), 1, 12)
	}
	return span{}, false
}

func number(digits string) int {
	n, err := strconv.Atoi(digits)
	if err != nil {
		return -1
	}
	return n
}

func day(y, m, d int) (span, bool) {
	t := time.Date(y, time.Month(m), d, 0, 0, 0, 0, time.UTC)
	return span{first: t, last: t}, t.Year() == y && int(t.Month()) == m && t.Day() == d && y >= 1980 && y <= 2100
}

func months(y, m, n int) (span, bool) {
	t := time.Date(y, time.Month(m), 1, 0, 0, 0, 0, time.UTC)
	return span{first: t, last: t.AddDate(0, n, -1)}, m >= 1 && m <= 12 && y >= 1980 && y <= 2100
}

// serialDay reads the days since 1899-12-30 that a workbook stores for a date.
func serialDay(text string) (span, bool) {
	days, ok := table.Number(text)
	t := time.Date(1899, 12, 30, 0, 0, 0, 0, time.UTC).AddDate(0, 0, int(days))
	return span{first: t, last: t}, ok && t.Year() >= 1980 && t.Year() <= 2100
}

// turned is the same date with day and month the other way round.
func (s span) turned() (span, bool) {
	if s.slashed[0] == s.slashed[1] {
		return span{}, false
	}
	return day(s.slashed[2], s.slashed[0], s.slashed[1])
}
