package outage

import (
	"fmt"
	"strings"
	"time"

	"phusong/data"
	"phusong/geo"
	"phusong/importers"
	"phusong/importers/intake"
	"phusong/importers/sites"
	"phusong/importers/table"
)

// Line is one line of a list. Free is text without columns; else Code is what
// stands for the site's code, "" where the line has none. What is not said is
// zero. Row counts from 1 as a spreadsheet shows it.
type Line struct {
	Sheet      string
	Row        int
	Text       string // as it was written, cells side by side
	Free       bool
	Operator   geo.OperatorCode
	Code       string
	Restored   bool
	Cause      string
	Power      string
	ExpectedAt *time.Time
	Issues     []data.Issue // what was not read, or read otherwise than written
}

// longestPower is how many letters are kept of what runs a site meanwhile.
const longestPower = 200

// Read reads a list of at most most lines. Now is when it came: it dates hours
// without a day. The error is a *intake.Refusal.
func Read(name string, content []byte, now time.Time, most int) ([]Line, error) {
	file, err := intake.Open(name, content, intake.TableLimits())
	if err != nil {
		return nil, err
	}
	sheets, err := importers.Tables(file)
	if err != nil && file.Kind != intake.Text {
		return nil, err
	}
	r := reader{now: now}
	if err != nil { // a text, but no table: a quotation mark that never closes
		sheets = []table.Sheet{plain(file.Content)}
	}
	for i := range sheets {
		r.sheet(&sheets[i])
	}
	switch {
	case len(r.lines) == 0:
		return nil, intake.Refuse("outage-empty", "tệp không có dòng nào", "the file has no lines")
	case len(r.lines) > most:
		return nil, intake.Refuse("outage-long", "tệp có hơn %d dòng: hãy chia nhỏ", "the file has over %d lines: split it", most)
	}
	return r.lines, nil
}

// plain is a text as a table of one column.
func plain(content []byte) (s table.Sheet) {
	for line := range strings.Lines(strings.ToValidUTF8(string(content), "�")) {
		s.Rows = append(s.Rows, []string{table.Clean(line)})
	}
	return s
}

type reader struct {
	now   time.Time
	lines []Line
}

// sheet reads rows under a header, or each as free text where none has the codes.
func (r *reader) sheet(s *table.Sheet) {
	header, found := table.FindHeader(s, vocabulary())
	if !found || !header.Has(fieldCode) {
		for i := range s.Rows {
			if text := written(s.Rows[i]); text != "" {
				r.lines = append(r.lines, Line{Sheet: s.Name, Row: i + 1, Text: text, Free: true})
			}
		}
		return
	}
	of := titled(s, header)
	header.Records(s, []table.Field{fieldCode}, func(row table.Record, fate table.Fate) {
		switch fate {
		case table.Blank, table.Numbering, table.Repeated:
		case table.Data:
			r.lines = append(r.lines, r.line(s.Name, row, of))
		default:
			r.lines = append(r.lines, Line{Sheet: s.Name, Row: row.Row + 1, Text: written(row.Original()), Free: true})
		}
	})
}

// titled is the one operator that the rows above a header or the sheet's name
// name, "" for none or several.
func titled(s *table.Sheet, header table.Header) geo.OperatorCode {
	named := sites.OperatorsIn(s.Name)
	for _, row := range s.Rows[:header.Top] {
		named = append(named, sites.OperatorsIn(written(row))...)
	}
	if len(named) != 1 {
		return ""
	}
	return named[0]
}

// written is a row as a person would read it out.
func written(row []string) string {
	var cells []string
	for _, cell := range row {
		if cell = strings.TrimSpace(cell); cell != "" {
			cells = append(cells, cell)
		}
	}
	return strings.Join(cells, ", ")
}

func (r *reader) line(sheet string, row table.Record, of geo.OperatorCode) Line {
	l := Line{Sheet: sheet, Row: row.Row + 1, Text: written(row.Original()), Code: strings.TrimSpace(row.Text(fieldCode)), Operator: of}
	add := func(f table.Field, s data.Severity, code, proposed, vietnamese, english string) {
		at := row.Column(f)
		l.Issues = append(l.Issues, data.Issue{Sheet: sheet, Row: l.Row, Column: at + 1, Cell: table.CellName(row.Row, at), Code: code, Severity: s,
			Vietnamese: vietnamese, English: english, Raw: row.Text(f), Proposed: proposed})
	}
	if text := row.Text(fieldOperator); text != "" {
		if named := sites.OperatorsIn(text); len(named) == 1 {
			l.Operator = named[0]
		} else {
			add(fieldOperator, data.Warning, "operator-unknown", "", "không hiểu nhà mạng: tìm theo mã trạm", "the operator is not understood: found by the code alone")
		}
	}
	if text := row.Text(fieldState); text != "" {
		back, known := backOf(text)
		if l.Restored = back; !known {
			add(fieldState, data.Warning, "state-unknown", "", "không hiểu trạng thái: coi là đang mất liên lạc", "the state is not understood: taken as down")
		}
	}
	l.circumstances(row, r.now, add)
	return l
}

// circumstances reads what is said of a site besides its code.
func (l *Line) circumstances(row table.Record, now time.Time, add func(f table.Field, s data.Severity, code, proposed, vietnamese, english string)) {
	if text := row.Text(fieldCause); text != "" {
		cause, exact, known := causeOf(text)
		l.Cause = cause
		if word := CauseWord(cause); !known {
			add(fieldCause, data.Warning, "cause-unknown", "", "không hiểu nguyên nhân nên không ghi", "the cause is not understood and not kept")
		} else if !exact {
			add(fieldCause, data.Corrected, "cause-read", word, fmt.Sprintf("nguyên nhân hiểu là “%s”", word), fmt.Sprintf("the cause is read as “%s”", cause))
		}
	}
	letters := []rune(strings.TrimSpace(row.Text(fieldPower)))
	if len(letters) > longestPower {
		letters = letters[:longestPower]
		add(fieldPower, data.Corrected, "power-cut", string(letters), "nguồn điện dài quá 200 ký tự, đã cắt bớt", "what is said of the power is over 200 letters and was cut")
	}
	l.Power = string(letters)
	text := row.Text(fieldExpected)
	if text == "" {
		return
	}
	m, ok := momentOf(text, now)
	if !ok {
		add(fieldExpected, data.Warning, "expected-unread", "", "không đọc được thời gian dự kiến nên không ghi: viết như 18:00 10/9/2026", "the estimated return cannot be read and is not kept: write it like 18:00 10/9/2026")
		return
	}
	shown := m.at.Format("15:04 02/01/2006")
	if m.at.Before(now) {
		add(fieldExpected, data.Warning, "expected-past", shown, "thời gian dự kiến đã qua: vẫn ghi", "the estimated return is past: kept as it is")
	}
	if m.assumed != "" {
		add(fieldExpected, data.Corrected, "expected-read", shown, "thời gian dự kiến thiếu "+map[string]string{"hour": "giờ", "day": "ngày"}[m.assumed]+", hiểu là "+shown,
			"the estimated return has no "+m.assumed+": read as "+shown)
	}
	l.ExpectedAt = &m.at
}

// CauseWord is a cause in Vietnamese.
func CauseWord(code string) string {
	for _, c := range data.OutageCauses() {
		if c.Code == code {
			return c.Vietnamese
		}
	}
	return ""
}
