package paper

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"
)

// Sheet is one table for a workbook: what it means, by name and words, and its
// rows of texts, numbers, truths and nil.
type Sheet struct {
	Name, Caption string
	Facts         [][2]string
	Headings      []string
	Rows          [][]any
}

// WriteSheet writes a workbook of two sheets, the meaning and the table. The same
// sheet is the same bytes. Texts never run; numbers are numbers.
func WriteSheet(w io.Writer, s Sheet) error {
	book := &workbook{file: excelize.NewFile(), says: s.Caption}
	defer book.file.Close()
	if err := book.sheet(s); err != nil {
		return fmt.Errorf("write the workbook of %s: %w", s.Name, err)
	}
	whole, err := book.file.WriteToBuffer()
	if err != nil {
		return fmt.Errorf("write the workbook of %s: %w", s.Name, err)
	}
	return ordered(w, whole.Bytes())
}

func (b *workbook) sheet(s Sheet) error {
	if err := b.styles(); err != nil {
		return err
	}
	const meaning = "Định nghĩa"
	if err := b.file.SetSheetName("Sheet1", meaning); err != nil {
		return err
	}
	var facts [][]any
	for _, f := range s.Facts {
		facts = append(facts, []any{f[0], f[1]})
	}
	if err := b.stream(meaning, nil, []float64{26, 120}, facts, func(*excelize.StreamWriter, int) []excelize.RowOpts { return nil }); err != nil {
		return err
	}
	headings := make([]heading, len(s.Headings))
	for i, name := range s.Headings {
		headings[i] = heading{name, 16}
	}
	return b.table(s.Name, headings, s.Rows, nil)
}
