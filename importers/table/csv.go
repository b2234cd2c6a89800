package table

import (
	"fmt"
	"math"
	"strings"
	"unicode"
)

// CSV reads delimited text: the encoding, the delimiter and the line ends are
// found out. It fails on a quotation mark that never closes and on tables
// beyond the limits.
func (l Limits) CSV(content []byte) (Sheet, error) {
	text, raw := Decode(content)
	delimiter, text := l.sniffDelimiter(text)
	rows, err := l.split(text, delimiter)
	if err != nil {
		return Sheet{}, err
	}
	sheet := Sheet{Rows: rows}
	sheet.convert(raw, l)
	return sheet, nil
}

// sniffDelimiter picks the mark that splits the head of text most evenly. The
// first row that has the usual width must look like a header: that is what
// tells a decimal comma from a comma between columns.
func (l Limits) sniffDelimiter(text string) (byte, string) {
	if rest, ok := strings.CutPrefix(text, "sep="); ok && len(rest) > 1 {
		mark := rest[0]
		if _, after, found := strings.Cut(rest, "\n"); found && strings.IndexByte(";,\t|", mark) >= 0 {
			return mark, "\n" + after
		}
	}
	head := text[:min(len(text), 64<<10)]
	best, bestScore := byte(','), 0.0
	for _, mark := range []byte{';', '\t', '|', ','} {
		if score := l.evenness(head, mark); score > bestScore {
			best, bestScore = mark, score
		}
	}
	return best, text
}

// evenness grows with the share of rows that have the usual width, with that
// width, and with how much the first of them reads like a header.
func (l Limits) evenness(head string, mark byte) float64 {
	l.Rows, l.Columns = 100, len(head) // what is too wide is said later, of the mark that fits
	rows, err := l.split(head, mark)
	if err != nil && len(rows) == 0 {
		return 0
	}
	widths := map[int]int{}
	usual, filled := 0, 0
	for _, row := range rows {
		if blank(row) {
			continue
		}
		filled++
		widths[len(row)]++
		if len(row) > 1 && (widths[len(row)] > widths[usual] || usual == 0) {
			usual = len(row)
		}
	}
	if usual < 2 {
		return 0
	}
	share := float64(widths[usual]) / float64(filled)
	for _, row := range rows {
		if len(row) == usual && !blank(row) {
			return share * math.Sqrt(float64(usual)) * (0.25 + wordiness(row))
		}
	}
	return 0
}

// wordiness is the share of cells that are words, as a header's are.
func wordiness(row []string) float64 {
	words := 0
	for _, cell := range row {
		if letter := strings.IndexFunc(cell, unicode.IsLetter); letter == 0 || letter > 0 && !strings.ContainsAny(cell[:letter], "0123456789") {
			words++
		}
	}
	return float64(words) / float64(len(row))
}

func blank(row []string) bool {
	for _, cell := range row {
		if strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return true
}

// split is RFC 4180 with any delimiter and any line end, and with quotation
// marks that only count where they open a cell.
func (l Limits) split(text string, mark byte) ([][]string, error) {
	var rows [][]string
	var row []string
	cells := 0
	for i := 0; i <= len(text); {
		cell, next, ok := takeCell(text, i, mark)
		if !ok {
			return append(rows, row), fmt.Errorf("row %d: a quotation mark opens and never closes: close it or remove it", len(rows)+1)
		}
		row = append(row, cell)
		cells++
		if len(row) > l.Columns {
			return rows, fmt.Errorf("row %d has over %d columns: keep only the columns of the list", len(rows)+1, l.Columns)
		}
		if next < len(text) && text[next] == mark {
			i = next + 1
			continue
		}
		if next < len(text) || len(row) > 1 || !blank(row) {
			rows = append(rows, row)
		}
		if len(rows) > l.Rows || cells > l.Cells {
			return rows[:min(l.Rows, len(rows))], l.tooLong()
		}
		row = nil
		i = afterLineEnd(text, next)
	}
	return rows, nil
}

func (l Limits) tooLong() error {
	return fmt.Errorf("the table has over %d rows or %d cells: split it", l.Rows, l.Cells)
}

// takeCell returns the cell that starts at i and where it ends. It is not ok
// when a quoted cell has no end.
func takeCell(text string, i int, mark byte) (cell string, next int, ok bool) {
	if i >= len(text) || text[i] != '"' {
		next = i
		for next < len(text) && text[next] != mark && text[next] != '\n' && text[next] != '\r' {
			next++
		}
		return text[i:next], next, true
	}
	var b strings.Builder
	for i++; i < len(text); i++ {
		if text[i] != '"' {
			b.WriteByte(text[i])
			continue
		}
		if i+1 < len(text) && text[i+1] == '"' {
			b.WriteByte('"')
			i++
			continue
		}
		tail, next, _ := takeCell(text, i+1, mark)
		return b.String() + tail, next, true
	}
	return "", i, false
}

func afterLineEnd(text string, i int) int {
	if i < len(text) && text[i] == '\r' && i+1 < len(text) && text[i+1] == '\n' {
		return i + 2
	}
	return i + 1
}
