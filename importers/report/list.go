package report

import (
	"encoding/json"
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"phusong/geo"
)

// syntheticTitle marks a list of invented sites; the importer knows it.
const syntheticTitle = "Dữ liệu mẫu (invented sample)"

// List is a stored list to be written down.
type List struct {
	Title     string // above the table of a workbook
	Synthetic bool
	Sites     []geo.Presence
}

// XLSX writes the list as a workbook. Texts are texts, whatever they begin with;
// numbers are numbers.
func (l List) XLSX(w io.Writer) error {
	f := excelize.NewFile()
	defer f.Close()
	const sheet = "Danh sách trạm"
	if err := f.SetSheetName("Sheet1", sheet); err != nil {
		return err
	}
	bold, err := f.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	if err != nil {
		return err
	}
	s, err := f.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	shown := columns()
	header := make([]any, len(shown))
	for i, c := range shown {
		if err := s.SetColWidth(i+1, i+1, c.width); err != nil {
			return err
		}
		header[i] = excelize.Cell{StyleID: bold, Value: c.header}
	}
	titles := l.titles()
	if err := s.SetPanes(&excelize.Panes{Freeze: true, YSplit: len(titles) + 1, TopLeftCell: fmt.Sprintf("A%d", len(titles)+2), ActivePane: "bottomLeft"}); err != nil {
		return err
	}
	row := 1
	for _, title := range titles {
		if err := s.SetRow(fmt.Sprintf("A%d", row), []any{excelize.Cell{StyleID: bold, Value: title}}); err != nil {
			return err
		}
		row++
	}
	if err := s.SetRow(fmt.Sprintf("A%d", row), header); err != nil {
		return err
	}
	for i, line := range lines(l.Sites) {
		if err := s.SetRow(fmt.Sprintf("A%d", row+1+i), workbookRow(shown, line)); err != nil {
			return err
		}
	}
	if err := s.Flush(); err != nil {
		return fmt.Errorf("write the workbook: %w", err)
	}
	return f.Write(w)
}

func (l List) titles() []string {
	var titles []string
	if l.Title != "" {
		titles = append(titles, l.Title)
	}
	if l.Synthetic {
		titles = append(titles, syntheticTitle)
	}
	return titles
}

// workbookRow gives the writer strings, which it writes as strings and never as
// formulas, and numbers.
func workbookRow(shown []column, l line) []any {
	row := make([]any, len(shown))
	for i, column := range shown {
		switch c := column.of(l); {
		case c.text == "":
		case c.number:
			row[i] = c.value
		default:
			row[i] = c.text
		}
	}
	return row
}

// CSV writes the list as UTF-8 text with commas, marked so that Excel reads the
// letters right.
func (l List) CSV(w io.Writer) error {
	out, err := NewCSV(w, true)
	if err != nil {
		return err
	}
	for _, title := range l.titles() {
		if err := out.Row(title); err != nil {
			return err
		}
	}
	shown := columns()
	row := make([]any, len(shown))
	for i, c := range shown {
		row[i] = c.header
	}
	if err := out.Row(row...); err != nil {
		return err
	}
	for _, line := range lines(l.Sites) {
		if err := out.Row(workbookRow(shown, line)...); err != nil {
			return err
		}
	}
	return out.End()
}

// GeoJSON writes every row as a point with the columns as its properties.
func (l List) GeoJSON(w io.Writer) error {
	type geometry struct {
		Type        string     `json:"type"`
		Coordinates [2]float64 `json:"coordinates"`
	}
	type feature struct {
		Type       string         `json:"type"`
		Geometry   geometry       `json:"geometry"`
		Properties map[string]any `json:"properties"`
	}
	out := struct {
		Type      string    `json:"type"`
		Title     string    `json:"title,omitempty"`
		Synthetic bool      `json:"synthetic,omitempty"`
		Features  []feature `json:"features"`
	}{Type: "FeatureCollection", Title: l.Title, Synthetic: l.Synthetic, Features: []feature{}}
	shown := columns()
	for _, line := range lines(l.Sites) {
		properties := map[string]any{}
		for _, column := range shown {
			if c := column.of(line); c.number {
				properties[column.header] = json.Number(c.text)
			} else if c.text != "" {
				properties[column.header] = c.text
			}
		}
		out.Features = append(out.Features, feature{"Feature", geometry{"Point", line.Position}, properties})
	}
	encoder := json.NewEncoder(w)
	encoder.SetEscapeHTML(false)
	return encoder.Encode(out)
}
