package ogc

import (
	"strings"
	"time"
)

// span is a stretch of time; the zero time stands for no end on that side.
type span struct{ from, to time.Time }

// meets tells whether the two share a moment.
func (s span) meets(o span) bool {
	return (s.from.IsZero() || o.to.IsZero() || !s.from.After(o.to)) && (o.from.IsZero() || s.to.IsZero() || !o.from.After(s.to))
}

// readSpan reads a moment of RFC 3339, a day, or an interval "from/to" of them,
// where ".." or nothing is an open end. "" is all of time.
func readSpan(text string) (span, error) {
	if text == "" {
		return span{}, nil
	}
	from, to, interval := strings.Cut(text, "/")
	if !interval {
		to = from
	}
	var s span
	var ok [2]bool
	s.from, _, ok[0] = readMoment(from, interval)
	_, s.to, ok[1] = readMoment(to, interval)
	if !ok[0] || !ok[1] || !s.from.IsZero() && !s.to.IsZero() && s.from.After(s.to) {
		return span{}, wrong("datetime %.60q is no moment such as 2026-11-22T00:00:00Z and no interval such as 2026-01-01T00:00:00Z/..", text)
	}
	return s, nil
}

// readMoment returns when what is written begins and ends: a day is all of it, also
// with the T that GDAL leaves behind it.
func readMoment(text string, open bool) (first, last time.Time, ok bool) {
	if open && (text == "" || text == "..") {
		return first, last, true
	}
	if t, err := time.Parse(time.RFC3339, strings.ToUpper(text)); err == nil {
		return t, t, true
	}
	if t, err := time.Parse(time.DateOnly, strings.TrimSuffix(text, "T")); err == nil {
		return t, t.Add(24*time.Hour - time.Nanosecond), true
	}
	return first, last, false
}

// interval is the span as a collection's extent states it: null for no end.
func (s span) interval() [2]*string {
	write := func(t time.Time) *string {
		if t.IsZero() {
			return nil
		}
		text := t.UTC().Format(time.RFC3339)
		return &text
	}
	return [2]*string{write(s.from), write(s.to)}
}
