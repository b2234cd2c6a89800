package table

import (
	"bytes"
	"errors"
	"fmt"
	"strings"

	"github.com/xuri/excelize/v2"
)

// Workbook reads the sheets of an XLSX in order, values as they are stored (no
// date or number formats). Hidden sheets are named, and read only where the limits
// say so; hidden rows are read and counted. It fails on workbooks that are broken
// or beyond the limits.
func (l Limits) Workbook(content []byte) (sheets []Sheet, err error) {
	defer func() {
		// The reader of workbooks is a guest that meets strangers' bytes.
		if r := recover(); r != nil {
			sheets, err = nil, errors.New("the workbook is broken: open it in Excel and save it again")
		}
	}()
	f, err := excelize.OpenReader(bytes.NewReader(content), excelize.Options{
		RawCellValue: true, UnzipSizeLimit: l.Unpacked, UnzipXMLSizeLimit: l.Unpacked,
	})
	if err != nil {
		return nil, errors.New("the workbook cannot be opened: open it in Excel and save it again as .xlsx")
	}
	defer f.Close()
	if losesCells(f) {
		return nil, errors.New("the workbook has cells without a valid style: open it in Excel and save it again")
	}
	merges := readMerges(f)
	for _, name := range f.GetSheetList() {
		sheet, err := l.readSheet(f, name)
		if err != nil {
			return nil, err
		}
		sheet.Merges = merges[name]
		sheets = append(sheets, sheet)
	}
	return sheets, nil
}

// losesCells finds the malformed cells (an empty style) that the reader would
// pass over in silence.
func losesCells(f *excelize.File) bool {
	found := false
	f.Pkg.Range(func(name, content any) bool {
		part, _ := content.([]byte)
		found = strings.Contains(name.(string), "worksheets/") && bytes.Contains(part, []byte(` s=""`))
		return !found
	})
	return found
}

func (l Limits) readSheet(f *excelize.File, name string) (Sheet, error) {
	sheet := Sheet{Name: Clean(name)}
	if visible, err := f.GetSheetVisible(name); err == nil && !visible {
		sheet.Hidden = true
		if !l.Hidden {
			return sheet, nil
		}
	}
	rows, err := f.Rows(name)
	if err != nil {
		return sheet, nil // a chart sheet, or a part that is missing: no rows
	}
	defer rows.Close()
	blanks, cells := 0, 0
	for rows.Next() && blanks <= maxBlankRun {
		columns, err := rows.Columns()
		if err != nil {
			return sheet, fmt.Errorf("sheet %s, row %d cannot be read: open the workbook in Excel and save it again", sheet.Name, len(sheet.Rows)+1)
		}
		row, err := l.filledRow(columns)
		if err != nil {
			return sheet, fmt.Errorf("sheet %s, row %d: %w", sheet.Name, len(sheet.Rows)+1, err)
		}
		blanks++
		if len(row) > 0 {
			blanks = 0
			if rows.GetRowOpts().Hidden {
				sheet.HiddenRows++
			}
		}
		cells += len(row)
		sheet.Rows = append(sheet.Rows, row)
		if len(sheet.Rows) > l.Rows+maxBlankRun || cells > l.Cells {
			return sheet, l.tooLong()
		}
	}
	sheet.convert(false, l)
	sheet.trim()
	return sheet, nil
}

// filledRow cuts the blank cells at the end.
func (l Limits) filledRow(columns []string) ([]string, error) {
	end := 0
	for i, cell := range columns {
		if strings.TrimSpace(cell) != "" {
			end = i + 1
		}
	}
	if end > l.Columns {
		return nil, fmt.Errorf("it has over %d columns: keep only the columns of the list", l.Columns)
	}
	return columns[:end:end], nil
}

// trim drops the blank rows at the end.
func (s *Sheet) trim() {
	for len(s.Rows) > 0 && blank(s.Rows[len(s.Rows)-1]) {
		s.Rows = s.Rows[:len(s.Rows)-1]
	}
}
