package sample

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"
)

// workbook writes sheets row by row, as the file library streams them.
type workbook struct {
	file                *excelize.File
	sheet               *excelize.StreamWriter
	row                 int // the last one written
	columns             int
	title, head, ground int // styles
}

func newWorkbook() (*workbook, error) {
	b := &workbook{file: excelize.NewFile()}
	err := b.file.SetDocProps(&excelize.DocProperties{Title: labelText, Creator: "PhuSong",
		Created: "2025-01-01T00:00:00Z", Modified: "2025-01-01T00:00:00Z"})
	if err != nil {
		return nil, err
	}
	middle := &excelize.Alignment{Horizontal: "center", Vertical: "center", WrapText: true}
	for _, s := range []struct {
		style *int
		is    excelize.Style
	}{
		{&b.title, excelize.Style{Font: &excelize.Font{Bold: true, Size: 13, Family: "Times New Roman"}, Alignment: middle}},
		{&b.head, excelize.Style{Font: &excelize.Font{Bold: true, Size: 11, Family: "Times New Roman"}, Alignment: middle}},
		{&b.ground, excelize.Style{Font: &excelize.Font{Size: 11, Family: "Times New Roman"}, Alignment: &excelize.Alignment{Vertical: "center"}}},
	} {
		if *s.style, err = b.file.NewStyle(&s.is); err != nil {
			return nil, err
		}
	}
	return b, nil
}

// open starts a sheet of so many columns.
func (b *workbook) open(name string, columns int) error {
	if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	sheet, err := b.file.NewStreamWriter(name)
	if err != nil {
		return err
	}
	b.sheet, b.row, b.columns = sheet, 0, columns
	return sheet.SetColWidth(2, columns, 14)
}

// titles writes one merged row for each line.
func (b *workbook) titles(lines ...string) error {
	for _, line := range lines {
		if err := b.add(b.title, line); err != nil {
			return err
		}
		if err := b.merge(0, b.row, b.columns-1, b.row); err != nil {
			return err
		}
	}
	return nil
}

// add writes a row; numbers become numbers.
func (b *workbook) add(style int, cells ...string) error {
	b.row++
	values := make([]any, len(cells))
	for i, text := range cells {
		values[i] = excelize.Cell{StyleID: style, Value: valueOf(text)}
	}
	return b.sheet.SetRow(fmt.Sprintf("A%d", b.row), values)
}

// valueOf makes a number of what Excel would take for one.
func valueOf(text string) any {
	if text == "" {
		return nil
	}
	if n, err := strconv.ParseFloat(text, 64); err == nil {
		return n
	}
	return text
}

// merge joins the cells between two corners; columns count from 0, rows from 1.
func (b *workbook) merge(fromColumn, fromRow, toColumn, toRow int) error {
	from, err := excelize.CoordinatesToCellName(fromColumn+1, fromRow)
	if err != nil {
		return err
	}
	to, err := excelize.CoordinatesToCellName(toColumn+1, toRow)
	if err != nil {
		return err
	}
	return b.sheet.MergeCell(from, to)
}

// close ends the sheet.
func (b *workbook) close() error { return b.sheet.Flush() }

// write drops the empty first sheet and writes the file.
func (b *workbook) write(w io.Writer) error {
	if err := b.file.DeleteSheet("Sheet1"); err != nil {
		return err
	}
	b.file.SetActiveSheet(0)
	content, err := b.file.WriteToBuffer()
	if err != nil {
		return err
	}
	if err := sortParts(w, content.Bytes()); err != nil {
		return err
	}
	return b.file.Close()
}

// sortParts copies a workbook with its parts in the order of their names: the
// library writes streamed sheets in any order.
func sortParts(w io.Writer, content []byte) error {
	in, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return err
	}
	slices.SortFunc(in.File, func(a, b *zip.File) int { return strings.Compare(a.Name, b.Name) })
	out := zip.NewWriter(w)
	for _, part := range in.File {
		if err := out.Copy(part); err != nil {
			return err
		}
	}
	return out.Close()
}
