// Package table reads spreadsheets and delimited text as a clerk would: cells
// first, meaning later. It knows where a header is, what belongs together under
// a merge and which rows are not data; it does not know what a site is.
package table

import (
	"strconv"

	"phusong/importers/charset"
)

// Sheet is one table of a source file as it was written: text, no meaning yet.
// Rows[0] is row 1 of the spreadsheet; rows may differ in length.
type Sheet struct {
	Name       string // "" for delimited text
	Hidden     bool
	Rows       [][]string
	Merges     []Merge
	HiddenRows int // rows that the workbook does not show, filtered ones among them

	Conversions []charset.Conversion // what was done to the texts of its columns
	written     map[int][]string     // rows whose text was changed, as they were
}

// Merge is a merged rectangle of cells, inclusive, counted from 0.
type Merge struct {
	Top, Left, Bottom, Right int
}

// Cell returns the text at row and column, counted from 0; "" outside.
func (s *Sheet) Cell(row, column int) string {
	if row < 0 || row >= len(s.Rows) || column < 0 || column >= len(s.Rows[row]) {
		return ""
	}
	return s.Rows[row][column]
}

// Width is the length of the longest row.
func (s *Sheet) Width() int {
	width := 0
	for _, row := range s.Rows {
		width = max(width, len(row))
	}
	return width
}

// CellName is the spreadsheet's own name of a place counted from 0: "B7".
func CellName(row, column int) string {
	return ColumnName(column) + strconv.Itoa(row+1)
}

// ColumnName is the letters of a column counted from 0: "A", "AB".
func ColumnName(column int) string {
	letters := ""
	for n := column + 1; n > 0; n = (n - 1) / 26 {
		letters = string(rune('A'+(n-1)%26)) + letters
	}
	return letters
}

// fill writes the text of each merge's corner into the cells it covers: all of
// them above row `data`, and below it only down a column, never across.
func (s *Sheet) fill(data int) {
	left := maxFilled
	for _, m := range s.Merges {
		text := s.Cell(m.Top, m.Left)
		right := m.Right
		if m.Top >= data {
			right = m.Left
		}
		if text == "" {
			continue
		}
		for row := m.Top; row <= min(m.Bottom, len(s.Rows)-1); row++ {
			for column := m.Left; column <= min(right, m.Left+1_000) && left > 0; column++ {
				s.set(row, column, text)
				left--
			}
		}
	}
}

func (s *Sheet) set(row, column int, text string) {
	for len(s.Rows[row]) <= column {
		s.Rows[row] = append(s.Rows[row], "")
	}
	s.Rows[row][column] = text
}
