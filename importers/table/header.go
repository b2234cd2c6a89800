package table

import "strings"

// How far down a header is looked for, and how tall it may be.
const (
	maxTitleRows  = 40
	maxHeaderRows = 3
)

// Header is where a sheet's header is and what its columns mean. Columns maps
// a field to its column; a second column of the same meaning is in Others.
type Header struct {
	Top, Depth int // rows Top … Top+Depth-1, counted from 0
	Labels     []string
	Columns    map[Field]int
	Others     map[int]Field
	Score      float64
	confidence []float64    // by column
	told       map[int]bool // columns whose meaning a person gave
	stretched  map[int]bool // rows with a merge across three or more columns, as a title between the rows has
}

// Data is the first row after the header, counted from 0.
func (h *Header) Data() int { return h.Top + h.Depth }

// FindHeader looks for the rows that read most like a header and fills merged
// cells accordingly. It is not found where fewer than two columns have a
// meaning.
func FindHeader(s *Sheet, v Vocabulary) (Header, bool) {
	head := s.head(maxTitleRows + maxHeaderRows)
	var best Header
	for top := range min(len(head), maxTitleRows) {
		if blank(head[top]) {
			continue
		}
		for depth := 1; depth <= maxHeaderRows && top+depth <= len(head); depth++ {
			if h := readHeader(head, top, depth, v); h.Score > best.Score {
				best = h
			}
		}
	}
	if len(best.Columns) < 2 {
		return Header{}, false
	}
	best.stretched = map[int]bool{}
	for _, m := range s.Merges {
		best.stretched[m.Top] = best.stretched[m.Top] || m.Right-m.Left >= 2
	}
	s.fill(best.Data())
	return best, true
}

// Labelled is the header of records that have names instead of a first row; the
// labels are the names, and data begins at row 0.
func Labelled(names []string, v Vocabulary) Header {
	if len(names) == 0 {
		return Header{}
	}
	h := readHeader([][]string{names}, 0, 1, v)
	h.Depth = 0
	return h
}

// Meaning is what one column was taken for.
type Meaning struct {
	Label      string
	Field      Field // "" for none
	Confidence float64
	Second     bool // another column of that meaning counts
	Told       bool // by a person
}

// Meaning returns what the column was taken for, counted from 0.
func (h *Header) Meaning(column int) Meaning {
	if column >= len(h.Labels) {
		return Meaning{}
	}
	m := Meaning{Label: h.Labels[column], Confidence: h.confidence[column], Told: h.told[column]}
	m.Field, m.Second = h.Others[column]
	for field, at := range h.Columns {
		if at == column {
			m.Field = field
		}
	}
	return m
}

// Record is one row under the header, whatever it holds.
func (h *Header) Record(s *Sheet, row int) Record { return Record{sheet: s, header: h, Row: row} }

// head is a copy of the first rows with every merged cell written out, all of
// one width.
func (s *Sheet) head(rows int) [][]string {
	top := Sheet{}
	for _, row := range s.Rows[:min(rows, len(s.Rows))] {
		top.Rows = append(top.Rows, append(make([]string, 0, len(row)), row...))
	}
	for _, m := range s.Merges {
		if m.Top < len(top.Rows) && len(top.Merges) < 1_000 {
			top.Merges = append(top.Merges, m)
		}
	}
	top.fill(len(top.Rows))
	width := top.Width()
	for i, row := range top.Rows {
		top.Rows[i] = append(row, make([]string, width-len(row))...)
	}
	return top.Rows
}

// readHeader reads rows top … top+depth-1 as a header. Each further row must
// earn its place by half a column, lest data be taken for labels.
func readHeader(head [][]string, top, depth int, v Vocabulary) Header {
	h := Header{Top: top, Depth: depth, Columns: map[Field]int{}, Others: map[int]Field{}, told: map[int]bool{}}
	h.Score = -0.5 * float64(depth-1)
	labels := flatten(head[top : top+depth])
	sure := map[Field]float64{}
	for column, parts := range labels {
		h.Labels = append(h.Labels, strings.Join(parts, " – "))
		field, confidence := v.meaning(parts)
		if given, told := v.told[Fold(strings.Join(parts, " "))]; told && len(parts) > 0 {
			field, confidence, h.told[column] = given, 1, true
		}
		h.confidence = append(h.confidence, confidence)
		if field == "" {
			if h.told[column] {
				h.Score += confidence // whoever spoke of the label knew it for one
			}
			continue
		}
		switch before, taken := h.Columns[field]; {
		case !taken:
		case confidence > sure[field]:
			h.Others[before] = field
			h.Score -= sure[field]
		default:
			h.Others[column] = field
			continue
		}
		h.Columns[field], sure[field] = column, confidence
		h.Score += confidence
	}
	return h
}

// meaning reads the parts of one column's label, outermost first: all of them
// together, then the innermost alone. An outer part alone means nothing, or
// the first row of data would pass for the second row of a header.
func (v Vocabulary) meaning(parts []string) (Field, float64) {
	if len(parts) == 0 {
		return "", 0
	}
	whole, sure := v.Match(strings.Join(parts, " "))
	last, alone := v.Match(parts[len(parts)-1])
	if alone > sure {
		return last, alone
	}
	if len(parts) > 1 && sure < 0.9 {
		return "", 0
	}
	return whole, sure
}

// flatten gives each column its label parts from the outermost row in. Merged
// cells repeat their text; in files that lost their merges (CSV), an outer label
// stretches over the blank cells to its right that have a label below.
func flatten(rows [][]string) [][]string {
	labels := make([][]string, len(rows[0]))
	for level, row := range rows {
		outer := ""
		for column, text := range row {
			below := level+1 < len(rows) && rows[level+1][column] != ""
			switch {
			case text != "":
				outer = text
			case below:
				text = outer
			default:
				outer = ""
			}
			parts := labels[column]
			if text != "" && (len(parts) == 0 || parts[len(parts)-1] != text) {
				labels[column] = append(parts, text)
			}
		}
	}
	return labels
}
