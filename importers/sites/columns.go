package sites

import (
	"phusong/importers/coordinate"
	"phusong/importers/table"
)

// Ignored says why a column is not read.
type Ignored string

// Why columns are not read; "" for those that are.
const (
	IgnoredUnknown Ignored = "unknown"   // the header means nothing here
	IgnoredSecond  Ignored = "second"    // another column of the same meaning counts
	IgnoredUnused  Ignored = "unused"    // understood, but nothing is done with it
	IgnoredTold    Ignored = "confirmed" // a person said so
	IgnoredBlank   Ignored = "blank"     // no header and no values
)

// Words says it in the two languages of the product.
func (i Ignored) Words() (vietnamese, english string) {
	switch i {
	case IgnoredUnknown:
		return "không nhận ra tiêu đề", "the header is not known"
	case IgnoredSecond:
		return "đã có cột khác cùng nghĩa", "another column of the same meaning counts"
	case IgnoredUnused:
		return "hiểu được nhưng không dùng đến", "understood, but nothing is done with it"
	case IgnoredTold:
		return "người dùng bỏ cột này", "left out by a person"
	case IgnoredBlank:
		return "cột trống", "the column is blank"
	}
	return "", ""
}

const (
	sampleCells = 3   // shown of a column
	sampleRows  = 200 // looked at for them
)

// reading says what the columns of a sheet were taken for.
func (s *sheetReader) reading() SheetReading {
	reading := SheetReading{Name: s.sheet.Name, HeaderRow: s.header.Top + 1}
	if s.shapes != nil {
		reading.HeaderRow = 0
	}
	encodings := map[int]string{}
	for _, c := range s.conversions {
		encodings[c.Column] = string(c.Encoding)
	}
	for column := range max(len(s.header.Labels), s.sheet.Width()) {
		c := s.header.Meaning(column)
		reading.Columns = append(reading.Columns, ColumnReading{
			Index: column, Header: c.Label, Field: c.Field, Confidence: c.Confidence * s.likeness(column, c), Encoding: encodings[column],
			Samples: s.samples(column), Ignored: ignored(c),
		})
		if last := &reading.Columns[column]; last.Header == "" && len(last.Samples) == 0 {
			last.Ignored = IgnoredBlank
		}
	}
	return reading
}

func ignored(c table.Meaning) Ignored {
	switch {
	case c.Told && c.Field == "":
		return IgnoredTold
	case c.Field == "":
		return IgnoredUnknown
	case c.Second:
		return IgnoredSecond
	case unusedFields()[c.Field]:
		return IgnoredUnused
	}
	return ""
}

// likeness is how much the texts of a column look like what its header says, for
// the fields where that can be told: 1 for all, a half for none.
func (s *sheetReader) likeness(column int, c table.Meaning) float64 {
	read := readable(c.Field)
	if read == nil || c.Told {
		return 1
	}
	filled, like := 0, 0
	for row := s.header.Data(); row < min(len(s.sheet.Rows), s.header.Data()+sampleRows); row++ {
		if text := s.sheet.Cell(row, column); text != "" {
			filled++
			if read(text) {
				like++
			}
		}
	}
	if filled == 0 {
		return 1
	}
	return 0.5 + 0.5*float64(like)/float64(filled)
}

// readable tells whether a text can be a value of the field; nil where any can.
func readable(field table.Field) func(string) bool {
	switch field {
	case fieldLon, fieldLat, fieldX, fieldY:
		return func(text string) bool { _, err := coordinate.Parse(text); return err == nil }
	case fieldCoord:
		return func(text string) bool { _, err := coordinate.Pair(text); return err == nil }
	case fieldStatus:
		return func(text string) bool { _, ok := readStatus(text); return ok }
	case fieldOperator:
		return func(text string) bool { return len(OperatorsIn(text)) > 0 || isNetworkless(text) }
	case fieldOnAir:
		return func(text string) bool { _, ok := readDate(text); return ok }
	}
	return nil
}

// samples are the first different texts of a column.
func (s *sheetReader) samples(column int) []string {
	samples := []string{}
	seen := map[string]bool{"": true}
	for row := s.header.Data(); row < min(len(s.sheet.Rows), s.header.Data()+sampleRows) && len(samples) < sampleCells; row++ {
		if text := s.sheet.Cell(row, column); !seen[text] {
			seen[text] = true
			samples = append(samples, shorten(text))
		}
	}
	return samples
}
