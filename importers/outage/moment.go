package outage

import (
	"math"
	"regexp"
	"strconv"
	"strings"
	"time"

	"phusong/importers/table"
)

// moment is a time that somebody wrote, in Viet Nam. Assumed says that only a day
// or only an hour was written.
type moment struct {
	at      time.Time
	assumed string // "hour", "day" or ""
}

var (
	clock    = regexp.MustCompile(`(?:^|[^\d/.\-])([01]?\d|2[0-4])\s*(?:giờ|[hg:])\s*([0-5]\d)?(?::[0-5]\d)?(?:[^\d/.\-]|$)`)
	calendar = regexp.MustCompile(`(?:^|[^\d])(\d{1,2})[/.\-](\d{1,2})(?:[/.\-](\d{4}|\d{2}))?(?:[^\d]|$)`)
	isoDay   = regexp.MustCompile(`(\d{4})[/.\-](\d{1,2})[/.\-](\d{1,2})`)
	serial   = regexp.MustCompile(`^\d{5}([.,]\d+)?$`)
)

// vietnam is seven hours ahead of UTC, all year.
func vietnam() *time.Location { return time.FixedZone("Asia/Ho_Chi_Minh", 7*3600) }

// momentOf reads "18h00 ngày 10/9/2026", "10/9 18:00", "2026-09-10T18:00", "18h30", "10/9/2026",
// or a time as a workbook counts it. A day alone is meant to its end, an hour alone
// as the next one after now; a day without its year is the nearest to now.
func momentOf(text string, now time.Time) (m moment, ok bool) {
	text, now = strings.ToLower(strings.TrimSpace(text)), now.In(vietnam())
	if len(text) > 80 {
		return m, false
	}
	if serial.MatchString(text) {
		return serialMoment(text)
	}
	day, dated := dayIn(text, now)
	rest := text
	if dated {
		rest = calendar.ReplaceAllString(isoDay.ReplaceAllString(text, " "), " ")
		rest = strings.ReplaceAll(rest, "t", " ")
	}
	hour, minute, timed := clockIn(rest)
	switch {
	case dated && timed:
		return moment{day.Add(time.Duration(hour)*time.Hour + time.Duration(minute)*time.Minute), ""}, true
	case dated:
		return moment{day.Add(23*time.Hour + 59*time.Minute), "hour"}, true
	case timed:
		at := time.Date(now.Year(), now.Month(), now.Day(), hour, minute, 0, 0, vietnam())
		if at.Before(now) {
			at = at.AddDate(0, 0, 1)
		}
		return moment{at, "day"}, true
	}
	return m, false
}

func clockIn(text string) (hour, minute int, ok bool) {
	m := clock.FindStringSubmatch(text)
	if m == nil || m[2] == "" && strings.Contains(m[0], ":") {
		return 0, 0, false
	}
	hour, _ = strconv.Atoi(m[1]) // digits by the form
	minute, _ = strconv.Atoi(m[2])
	if folded := " " + table.Fold(text) + " "; hour < 12 && (strings.Contains(folded, " chieu ") || strings.Contains(folded, " toi ") || strings.Contains(folded, " pm ")) {
		hour += 12
	}
	return hour, minute, hour < 24 || minute == 0
}

func dayIn(text string, now time.Time) (time.Time, bool) {
	y, mo, d := 0, 0, 0
	if m := isoDay.FindStringSubmatch(text); m != nil {
		y, mo, d = digits(m[1]), digits(m[2]), digits(m[3])
	} else if m := calendar.FindStringSubmatch(text); m != nil {
		y, mo, d = digits(m[3]), digits(m[2]), digits(m[1])
		switch {
		case m[3] == "":
			y = nearestYear(mo, now)
		case y < 100:
			y += 2000
		}
	}
	day := time.Date(y, time.Month(mo), d, 0, 0, 0, 0, vietnam())
	return day, y >= 2000 && y <= 2100 && int(day.Month()) == mo && day.Day() == d
}

// nearestYear is the year in which a month is nearest to now.
func nearestYear(month int, now time.Time) int {
	switch away := month - int(now.Month()); {
	case away > 6:
		return now.Year() - 1
	case away < -6:
		return now.Year() + 1
	}
	return now.Year()
}

func digits(text string) int {
	n, _ := strconv.Atoi(text) // "" is 0
	return n
}

// serialMoment reads the days since 1899-12-30 that a workbook stores, to the minute.
func serialMoment(text string) (m moment, ok bool) {
	days, ok := table.Number(text)
	whole, part := math.Modf(days)
	at := time.Date(1899, 12, 30, 0, 0, 0, 0, vietnam()).AddDate(0, 0, int(whole)).Add(time.Duration(math.Round(part*24*60)) * time.Minute)
	m = moment{at: at}
	if part == 0 {
		m = moment{at.Add(23*time.Hour + 59*time.Minute), "hour"}
	}
	return m, ok && at.Year() >= 2000 && at.Year() <= 2100
}
