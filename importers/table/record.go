package table

import (
	"regexp"
	"strconv"
	"strings"
)

// Record is one row under a header.
type Record struct {
	sheet  *Sheet
	header *Header
	Row    int // counted from 0
	cells  map[Field]string
}

// Told returns the record with what a person says its cells should hold.
func (r Record) Told(cells map[Field]string) Record {
	r.cells = cells
	return r
}

// Original is the row as it was written, before any conversion.
func (r Record) Original() []string {
	if row, changed := r.sheet.written[r.Row]; changed {
		return row
	}
	return r.sheet.Rows[r.Row]
}

// Fate says why a row is not data.
type Fate string

// The fates of rows that are not data; a row of data has none.
const (
	Data      Fate = ""
	Blank     Fate = "blank"
	Numbering Fate = "numbering" // (1) (2) (3)
	Repeated  Fate = "repeated"  // the header once more, at a page break
	Total     Fate = "total"     // Tổng cộng
	Section   Fate = "section"   // I. Huyện Na Hang; notes and signatures
)

// Records calls each for every row under the header, with what it is. Needed
// names the fields of which a row of data has at least one.
func (h *Header) Records(s *Sheet, needed []Field, each func(Record, Fate)) {
	for row := h.Data(); row < len(s.Rows); row++ {
		r := Record{sheet: s, header: h, Row: row}
		each(r, r.fate(needed))
	}
}

var (
	columnNumber = regexp.MustCompile(`^\(?\[?\d{1,3}\]?\)?$`)
	outline      = regexp.MustCompile(`^([IVXLC]+|[A-H])[.)]?$`) // I, II, A.
	totalWord    = regexp.MustCompile(`^(tong|tong cong|tong so|cong|total|grand total|sub total|cong don)( |$)`)
)

func (r Record) fate(needed []Field) Fate {
	var filled []string
	for _, text := range r.sheet.Rows[r.Row] {
		if text != "" {
			filled = append(filled, text)
		}
	}
	switch {
	case len(filled) == 0:
		return Blank
	case numbering(filled) && r.Row <= r.header.Data()+1:
		return Numbering
	case r.repeatsHeader():
		return Repeated
	case totalWord.MatchString(Fold(filled[0])), len(filled) > 1 && totalWord.MatchString(Fold(filled[1])) && !r.has(needed):
		return Total
	case !r.has(needed) && len(filled) <= 2:
		return Section
	case len(filled) <= 2 && (r.header.stretched[r.Row] || outline.MatchString(filled[0])):
		return Section
	}
	return Data
}

func (r Record) has(needed []Field) bool {
	for _, f := range needed {
		if r.Text(f) != "" {
			return true
		}
	}
	return false
}

// numbering recognises the row that numbers the columns: 1 2 3, (1) (2) (3).
func numbering(filled []string) bool {
	if len(filled) < 3 {
		return false
	}
	before := -1
	for _, text := range filled {
		n, err := strconv.Atoi(strings.Trim(text, "()[] "))
		if err != nil || !columnNumber.MatchString(text) || before >= 0 && n != before+1 || before < 0 && n > 1 {
			return false
		}
		before = n
	}
	return true
}

func (r Record) repeatsHeader() bool {
	same := 0
	for field, column := range r.header.Columns {
		text := r.Text(field)
		if text == "" {
			continue
		}
		if !strings.HasSuffix(r.header.Labels[column], text) {
			return false
		}
		same++
	}
	return same >= 2
}

// Text is the cell of a field; "" where the list has no such column.
func (r Record) Text(f Field) string {
	if text, told := r.cells[f]; told {
		return text
	}
	column, ok := r.header.Columns[f]
	if !ok {
		return ""
	}
	return r.sheet.Cell(r.Row, column)
}

// Column is where a field stands, counted from 0, or -1.
func (r Record) Column(f Field) int {
	column, ok := r.header.Columns[f]
	if !ok {
		return -1
	}
	return column
}

// Label is what the list calls a field's column; "" where there is none.
func (h *Header) Label(f Field) string {
	column, ok := h.Columns[f]
	if !ok {
		return ""
	}
	return h.Labels[column]
}

// Has reports whether the list has a column of that meaning.
func (h *Header) Has(f Field) bool {
	_, ok := h.Columns[f]
	return ok
}
