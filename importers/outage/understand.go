package outage

import (
	"fmt"
	"time"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/planning"
)

// Meant is what is said of all lines that do not say it themselves.
type Meant struct {
	Operator    geo.OperatorCode // "" where a line or a code must tell
	Restored    bool
	Cause       string
	Power       string
	ExpectedAt  *time.Time
	Unestimated bool
}

// Change is what is said of one station.
func (m Meant) Change(s planning.Station) data.OutageChange {
	return data.OutageChange{Operator: s.Operator, Code: s.Code, Down: !m.Restored, Cause: m.Cause, Power: m.Power, ExpectedAt: m.ExpectedAt, Unestimated: m.Unestimated}
}

// Answer is a line and what became of it: stations that are meant, words that may
// mean several or nobody's. A line that names nothing has neither.
type Answer struct {
	Line
	planning.Heard
}

// Fate is a line's end in one word: taken, corrected (taken, but read otherwise
// than written), unsure (nothing of it was taken, or not all) or nothing.
func (a Answer) Fate() string {
	switch {
	case len(a.Unsure) > 0:
		return "unsure"
	case len(a.Stations) == 0:
		return "nothing"
	case len(a.Issues) > 0:
		return "corrected"
	}
	return "taken"
}

// Free is plain text as lines.
func Free(text string) (lines []Line) {
	for i, row := range plain([]byte(text)).Rows {
		if text := written(row); text != "" {
			lines = append(lines, Line{Row: i + 1, Text: text, Free: true})
		}
	}
	return lines
}

// Understand finds the stations that lines name. Of a station that several lines
// name the last one counts. Every line is answered, in order.
func Understand(lines []Line, m Meant, book *planning.Codebook) (answers []Answer, changes []data.OutageChange) {
	at, first := map[planning.Station]int{}, map[planning.Station]int{}
	for _, l := range lines {
		a := Answer{Line: l, Heard: hear(l, m.Operator, book)}
		for _, s := range a.Stations {
			change := l.meant(m).Change(s)
			i, twice := at[s]
			if !twice {
				at[s], first[s] = len(changes), l.Row
				changes = append(changes, change)
				continue
			}
			if changes[i] = change; first[s] != l.Row {
				a.Issues = append(a.Issues, data.Issue{Sheet: l.Sheet, Row: l.Row, Code: "twice", Severity: data.Warning, Raw: string(s.Code),
					Vietnamese: fmt.Sprintf("%s đã có ở dòng %d: dòng này được dùng", s.Code, first[s]), English: fmt.Sprintf("%s stands in row %d, too: this row counts", s.Code, first[s])})
			}
		}
		answers = append(answers, a)
	}
	return answers, changes
}

// meant is what a line says, and for the rest what is said of all.
func (l Line) meant(m Meant) Meant {
	m.Restored = m.Restored || l.Restored
	if l.Cause != "" {
		m.Cause = l.Cause
	}
	if l.Power != "" {
		m.Power = l.Power
	}
	if l.ExpectedAt != nil {
		m.ExpectedAt, m.Unestimated = l.ExpectedAt, false
	}
	if m.Restored {
		m.Cause, m.Power, m.ExpectedAt, m.Unestimated = "", "", nil, false
	}
	return m
}

// hear finds what a line names: whatever stands in its column of codes, or any
// word of a text. A cell may hold several codes.
func hear(l Line, operator geo.OperatorCode, book *planning.Codebook) planning.Heard {
	if l.Operator != "" {
		operator = l.Operator
	}
	if l.Free {
		return book.Hear(l.Text, operator)
	}
	if found := book.Find(l.Code, operator); len(found) == 1 {
		return planning.Heard{Line: l.Text, Stations: found}
	} else if len(found) > 1 {
		return planning.Heard{Line: l.Text, Unsure: []planning.Unsure{{Word: l.Code, Near: found}}}
	}
	h := book.Hear(l.Code, operator)
	if h.Line = l.Text; len(h.Stations)+len(h.Unsure) == 0 && l.Code != "" {
		h.Unsure = []planning.Unsure{{Word: l.Code, Near: book.Near(l.Code, operator)}}
	}
	return h
}
