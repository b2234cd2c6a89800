package sites

import (
	"time"

	"phusong/data"
	"phusong/geo"
)

// calendar is how the dates of one sheet are written: day first, as in Viet Nam,
// or month first; mixed where some dates can only be the one and some the other.
type calendar struct{ dayFirst, monthFirst int }

func (c calendar) mixed() bool { return c.dayFirst > 0 && c.monthFirst > 0 }

// readDates reads the days since when the rows are on air. A row that does not
// say its state and begins after the day the list speaks of is planned. Where day
// and month could be either, and only one of them has come, a person is asked.
func (l *list) readDates() {
	of := map[string]calendar{}
	dates := make([]span, len(l.rows))
	for i, r := range l.rows {
		text := r.Text(fieldOnAir)
		if text == "" || unsaid(text) {
			continue
		}
		date, ok := readDate(text)
		if !ok {
			r.warn(fieldOnAir, "date", "không đọc được ngày phát sóng nên không dùng", "the day on air cannot be read and is not used")
			continue
		}
		dates[i] = date
		c := of[r.sheet]
		if date.slashed[0] > 12 {
			c.dayFirst++
		}
		if date.slashed[1] > 12 {
			c.monthFirst++
		}
		of[r.sheet] = c
	}
	if l.options.AsOf.IsZero() {
		return
	}
	for i, r := range l.rows {
		if !dates[i].last.IsZero() && !r.refused {
			l.begin(r, dates[i], of[r.sheet])
		}
	}
	l.keepTaken()
}

// begin draws the conclusion from the day a row's station went on air.
func (l *list) begin(r *row, date span, c calendar) {
	other, ambiguous := date.turned()
	ambiguous = ambiguous && c.mixed()
	if !c.mixed() && c.monthFirst > 0 && date.slashed[0] <= 12 && date.slashed[0] != date.slashed[1] {
		date = other
	}
	future := date.first.After(l.options.AsOf)
	said := r.Text(fieldStatus) != ""
	if ambiguous && !said && future != other.first.After(l.options.AsOf) {
		chosen, answered := r.ask(fault{field: fieldOnAir, code: "date-ambiguous",
			vietnamese: "không rõ ngày hay tháng viết trước, mà chỉ một cách là đã phát sóng", english: "day or month may come first, and only one of the two has come"},
			[]Reading{dateReading("day-first", date), dateReading("month-first", other)})
		if !answered {
			return
		}
		future = []span{date, other}[chosen].first.After(l.options.AsOf)
	}
	switch {
	case !future:
	case said && r.status == geo.StatusOnAir:
		r.warn(fieldOnAir, "date-future", "ghi là đang phát sóng nhưng ngày phát sóng chưa đến", "said to be on air, but from a day still to come")
	case !said:
		r.status = geo.StatusPlanned
		r.complain(fault{severity: data.Corrected, field: fieldOnAir, code: "planned-by-date", proposed: string(geo.StatusPlanned),
			vietnamese: "không ghi trạng thái và ngày phát sóng chưa đến: coi là dự kiến", english: "no status is given and the day on air is still to come: taken as planned"})
	}
}

func dateReading(kind string, s span) Reading {
	text := s.first.Format(time.DateOnly)
	return Reading{Kind: kind, Vietnamese: "phát sóng ngày " + text, English: "on air since " + text, Score: 0.5}
}
