package report

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"phusong/data"
	"phusong/importers"
	"phusong/importers/intake"
	"phusong/importers/sites"
)

// statusHeader heads the column that says where each row ended.
const statusHeader = "Kết quả (PhuSong)"

// maxComments bounds the comments in one workbook; Excel itself grows slow with
// more. The status column says the same of every row.
const maxComments = 2_000

// Answered writes a sender's workbook again with a coloured column that says
// where each row ended and why, and comments on the cells that are meant. Of a
// file that is no workbook it writes one with the rows as they were sent.
func Answered(w io.Writer, file intake.File, draft *sites.Draft) error {
	var answer bytes.Buffer
	err := answered(&answer, file, draft, file.Kind == intake.Workbook)
	if err != nil && file.Kind == intake.Workbook {
		// What was read may still be more than the guest can write: parts of the
		// file that no reader needs may be missing.
		answer.Reset()
		err = answered(&answer, file, draft, false)
	}
	if err != nil {
		return fmt.Errorf("answer %s: %w", file.Name, err)
	}
	_, err = answer.WriteTo(w)
	return err
}

// answered writes the answer into the sender's own workbook, or into a new one.
func answered(w io.Writer, file intake.File, draft *sites.Draft, own bool) (err error) {
	defer func() {
		// The writer of workbooks is a guest that meets strangers' bytes.
		if r := recover(); r != nil {
			err = errors.New("the workbook is broken: open it in Excel, save it and send it again")
		}
	}()
	f, err := openAgain(file, draft, own)
	if err != nil {
		return err
	}
	defer f.Close()
	a := answering{File: f, left: maxComments}
	if err := a.prepare(draft); err != nil {
		return err
	}
	for _, row := range draft.Rows {
		if err := a.row(row); err != nil {
			return fmt.Errorf("row %d: %w", row.Row, err)
		}
	}
	return f.Write(w)
}

// openAgain opens the sender's workbook, or makes one of the rows as they came.
func openAgain(file intake.File, draft *sites.Draft, own bool) (*excelize.File, error) {
	if own {
		return excelize.OpenReader(bytes.NewReader(file.Content), excelize.Options{UnzipSizeLimit: 64 << 20, UnzipXMLSizeLimit: 64 << 20})
	}
	f := excelize.NewFile()
	for i, sheet := range draft.Sheets {
		if err := nameSheet(f, i, sheet.Name); err != nil {
			return nil, err
		}
		if sheet.HeaderRow > 0 {
			for _, c := range sheet.Columns {
				if err := setText(f, sheet.Name, c.Index, sheet.HeaderRow, c.Header); err != nil {
					return nil, err
				}
			}
		}
	}
	for _, row := range draft.Rows {
		for column, cell := range row.Original {
			if err := setText(f, row.Sheet, column, row.Row, cell); err != nil {
				return nil, err
			}
		}
	}
	return f, nil
}

// nameSheet makes the sheet in place i; a text file's has no name of its own.
func nameSheet(f *excelize.File, i int, name string) error {
	if name == "" {
		return nil
	}
	if i == 0 {
		return f.SetSheetName("Sheet1", name)
	}
	_, err := f.NewSheet(name)
	return err
}

// setText writes a text as a text, whatever it begins with.
func setText(f *excelize.File, sheet string, column, row int, s string) error {
	if s == "" {
		return nil
	}
	cell, err := excelize.CoordinatesToCellName(column+1, row)
	if err != nil {
		return err
	}
	return f.SetCellStr(sheetOf(f, sheet), cell, s)
}

// sheetOf is the sheet's name in the workbook. Names are cleaned when a list is
// read; text files have one sheet without a name.
func sheetOf(f *excelize.File, name string) string {
	for _, real := range f.GetSheetList() {
		if real == name || name == "" {
			return real
		}
	}
	for _, real := range f.GetSheetList() {
		if strings.TrimSpace(real) == name {
			return real
		}
	}
	return name
}

// answering is a workbook on its way back to its sender.
type answering struct {
	*excelize.File
	columns map[string]int // of each sheet, the one after the last
	styles  map[importers.Place]int
	left    int // comments that may still be written
}

// prepare heads the new column of every sheet that was read.
func (a *answering) prepare(draft *sites.Draft) error {
	a.columns, a.styles = map[string]int{}, map[importers.Place]int{}
	for _, place := range []importers.Place{importers.Accepted, importers.Corrected, importers.Waiting, importers.Refused, importers.Dropped} {
		style, err := a.NewStyle(&excelize.Style{Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colour(place)}},
			Alignment: &excelize.Alignment{WrapText: true, Vertical: "top"}, Font: &excelize.Font{Color: "000000"}})
		if err != nil {
			return err
		}
		a.styles[place] = style
	}
	for _, sheet := range draft.Sheets {
		if sheet.Hidden || len(sheet.Columns) == 0 {
			continue
		}
		width := len(sheet.Columns) + 1
		a.columns[sheet.Name] = width
		name, err := excelize.ColumnNumberToName(width)
		if err != nil {
			return err
		}
		if err := a.SetColWidth(sheetOf(a.File, sheet.Name), name, name, 48); err != nil {
			return err
		}
		if err := setText(a.File, sheet.Name, width-1, max(sheet.HeaderRow, 1), statusHeader); err != nil {
			return err
		}
	}
	return nil
}

// colour is light enough to read black letters on; the word says the same.
func colour(p importers.Place) string {
	switch p {
	case importers.Accepted:
		return "D9F2E3"
	case importers.Corrected:
		return "FFF2B8"
	case importers.Waiting:
		return "CFE5FF"
	case importers.Refused:
		return "FFD6D1"
	}
	return "E7E7E7"
}

func word(p importers.Place) string {
	switch p {
	case importers.Accepted:
		return "Đã nhận"
	case importers.Corrected:
		return "Đã sửa"
	case importers.Waiting:
		return "Cần trả lời"
	case importers.Refused:
		return "Từ chối"
	}
	return "Bỏ qua"
}

func (a *answering) row(row sites.DraftRow) error {
	column, known := a.columns[row.Sheet]
	if !known || row.Row < 1 || blank(row) {
		return nil
	}
	cell, err := excelize.CoordinatesToCellName(column, row.Row)
	if err != nil {
		return err
	}
	sheet := sheetOf(a.File, row.Sheet)
	if err := a.SetCellStr(sheet, cell, status(row)); err != nil {
		return err
	}
	if err := a.SetCellStyle(sheet, cell, cell, a.styles[row.Place]); err != nil {
		return err
	}
	return a.comment(sheet, row.Issues)
}

// blank rows were dropped without a word and get none.
func blank(row sites.DraftRow) bool {
	return row.Place == importers.Dropped && len(row.Issues) == 0
}

// status is what the new column says: where the row ended, and the reasons.
func status(row sites.DraftRow) string {
	said := []string{word(row.Place)}
	for _, issue := range row.Issues {
		said = append(said, reason(issue))
	}
	return strings.Join(said, "\n")
}

func reason(issue data.Issue) string {
	said := issue.Vietnamese
	if issue.Cell != "" {
		said = issue.Cell + ": " + said
	}
	if issue.Proposed != "" {
		said += " → " + issue.Proposed
	}
	return said
}

// comment writes one comment to each cell that issues are about.
func (a *answering) comment(sheet string, issues []data.Issue) error {
	said := map[string][]string{}
	var cells []string
	for _, issue := range issues {
		if issue.Cell == "" {
			continue
		}
		if said[issue.Cell] == nil {
			cells = append(cells, issue.Cell)
		}
		said[issue.Cell] = append(said[issue.Cell], issue.Vietnamese+"\n"+issue.English)
	}
	for _, cell := range cells {
		if a.left--; a.left < 0 {
			return nil
		}
		if err := a.AddComment(sheet, excelize.Comment{Cell: cell, Author: "PhuSong", Text: strings.Join(said[cell], "\n")}); err != nil {
			return err
		}
	}
	return nil
}
