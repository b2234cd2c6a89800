package sites

import (
	"fmt"
	"sort"
	"strings"

	"phusong/data"
	"phusong/importers/table"
)

// asked takes a person's answer to a row before it is read: cells that should
// have said something else, or that the row is not to be taken. It reports
// whether the row is to be read at all.
func (l *list) asked(r *row) bool {
	answer, ok := l.options.Answers[r.ref()]
	if !ok {
		return true
	}
	r.answer = &answer
	if answer.Refuse {
		r.refuse("", "answered-refuse", "người dùng chọn không nhận hàng này", "left out by a person's answer")
		return false
	}
	r.tellCells(answer.Cells)
	return true
}

// tellCells puts a person's texts in the place of the written ones, and says so.
func (r *row) tellCells(cells map[table.Field]string) {
	fields := make([]string, 0, len(cells))
	for field := range cells {
		fields = append(fields, string(field))
	}
	sort.Strings(fields)
	told := map[table.Field]string{}
	for _, name := range fields {
		field := table.Field(name)
		before, after := r.Text(field), table.Clean(cells[field])
		told[field] = after
		r.complain(fault{severity: data.Corrected, field: field, code: "answered-cell", raw: before, proposed: shorten(after),
			vietnamese: "người dùng sửa ô này", english: "the cell was corrected by a person"})
	}
	r.Record = r.Told(told)
}

// ask leaves a row to a person: what is open, and the readings to choose from.
// An answer that chooses one of them is taken at once: ask then returns its
// index and true. Questions of one code with the same kinds of readings are one
// group, for one answer may do for all of them.
func (r *row) ask(f fault, readings []Reading) (chosen int, answered bool) {
	kinds := make([]string, len(readings))
	for i, reading := range readings {
		kinds[i] = reading.Kind
	}
	f.group = strings.TrimSuffix(f.code+":"+strings.Join(kinds, "|"), ":")
	r.readings = readings
	if chosen, answered = r.chose(f.group, len(readings)); answered {
		taken := readings[chosen]
		f.severity, f.proposed = data.Corrected, ""
		f.vietnamese, f.english = fmt.Sprintf("người dùng chọn: %s", taken.Vietnamese), fmt.Sprintf("chosen by a person: %s", taken.English)
		if taken.Point != nil {
			f.proposed = degrees(*taken.Point)
		}
	} else {
		f.severity = data.Question
	}
	r.complain(f)
	return chosen, answered
}

// chose looks for a person's choice among n readings.
func (r *row) chose(group string, n int) (int, bool) {
	if r.answer == nil {
		return 0, false
	}
	index, known := r.answer.Chosen[group]
	if !known && r.answer.Choose != nil && !r.choiceUsed {
		index, known, r.choiceUsed = *r.answer.Choose, true, true
	}
	return index, known && index >= 0 && index < n
}
