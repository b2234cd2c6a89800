package paper

import (
	"fmt"
	"io"

	"github.com/xuri/excelize/v2"

	"phusong/geo"
)

// WriteWorkbook writes the report as XLSX: what the figures mean, a sheet for
// each level, and the hamlets that are not covered. Names are texts and never
// run; figures are numbers.
func WriteWorkbook(w io.Writer, r Report) error {
	book := &workbook{file: excelize.NewFile(), report: r, says: r.caption()}
	defer book.file.Close()
	if err := book.fill(); err != nil {
		return fmt.Errorf("write the workbook of %s: %w", r.Area, err)
	}
	whole, err := book.file.WriteToBuffer()
	if err != nil {
		return fmt.Errorf("write the workbook of %s: %w", r.Area, err)
	}
	return ordered(w, whole.Bytes())
}

type workbook struct {
	file         *excelize.File
	report       Report
	says         string // above every table: what its figures must not stand without
	head, strong int    // styles
}

// heading is one column of a sheet and its width in letters.
type heading struct {
	name  string
	width float64
}

func (b *workbook) fill() error {
	if err := b.styles(); err != nil {
		return err
	}
	if err := b.definitions(); err != nil {
		return err
	}
	for _, p := range b.report.Parts {
		if err := b.part(p); err != nil {
			return err
		}
	}
	if err := b.divided(); err != nil {
		return err
	}
	return b.hamlets()
}

func (b *workbook) styles() (err error) {
	if b.head, err = b.file.NewStyle(&excelize.Style{
		Font: &excelize.Font{Bold: true, Color: "FFFFFF"}, Fill: excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{"1F4E79"}},
		Alignment: &excelize.Alignment{WrapText: true, Vertical: "center", Horizontal: "center"},
	}); err != nil {
		return err
	}
	b.strong, err = b.file.NewStyle(&excelize.Style{Font: &excelize.Font{Bold: true}})
	return err
}

// definitions is the first sheet.
func (b *workbook) definitions() error {
	const name = "Định nghĩa"
	if err := b.file.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	rows := [][]any{{b.report.title()}, {b.report.subtitle()}, {}}
	for _, f := range b.report.facts() {
		rows = append(rows, []any{f.name, f.value})
	}
	return b.stream(name, nil, []float64{22, 110}, rows, func(s *excelize.StreamWriter, row int) []excelize.RowOpts { return nil })
}

func (b *workbook) part(p Part) error {
	headings := []heading{{"Mã", 10}, {"Đơn vị", 34}, {"Địa giới", 10}, {"Dân số", 12}, {"Số hộ", 12}}
	for _, of := range []string{"Thôn", "Dân"} {
		for _, v := range geo.Verdicts() {
			headings = append(headings, heading{of + " – " + v.Vietnamese(), 13})
		}
	}
	headings = append(headings, heading{"Diện tích (km²)", 14})
	var rows [][]any
	for _, r := range p.Rows {
		rows = append(rows, figures(r, string(p.Vintage)))
	}
	total := figures(b.report.Total, string(p.Vintage))
	total[0], total[1] = "", "Tổng cộng"
	return b.table(p.sheet(), headings, rows, total)
}

func figures(r geo.GapRow, vintage string) []any {
	return []any{r.Code, r.Name, vintage, r.Population, r.Households,
		r.Hamlets.Covered, r.Hamlets.Partial, r.Hamlets.None, r.Hamlets.Unknown,
		r.People.Covered, r.People.Partial, r.People.None, r.People.Unknown, squareKm(r.AreaM2)}
}

func (b *workbook) hamlets() error {
	headings := []heading{{"Mã", 14}, {"Thôn, bản, tổ dân phố", 30}, {"Xã 2024", 24}, {"Huyện 2024", 24}, {"Xã từ 7/2025", 24},
		{"Dân số", 10}, {"Số hộ", 10}, {"Kết luận", 20}}
	var rows [][]any
	for _, h := range b.report.Hamlets {
		rows = append(rows, []any{h.Code, h.Name, h.Commune, h.District, h.CommuneNow, count(h.People), count(h.Households), h.Verdict.Vietnamese()})
	}
	return b.table("Thôn chưa phủ sóng", headings, rows, nil)
}

// count is a number, or a blank where nobody knows it.
func count(n *int) any {
	if n == nil {
		return nil
	}
	return *n
}

// table writes a sheet with a frozen, filterable header, the caption above it
// and the total below.
func (b *workbook) table(name string, headings []heading, rows [][]any, total []any) error {
	if _, err := b.file.NewSheet(name); err != nil {
		return err
	}
	head := make([]any, len(headings))
	widths := make([]float64, len(headings))
	for i, h := range headings {
		head[i], widths[i] = h.name, h.width
	}
	all := append([][]any{{b.says}, head}, rows...)
	if total != nil {
		all = append(all, total)
	}
	style := func(s *excelize.StreamWriter, row int) []excelize.RowOpts {
		switch {
		case row == 2:
			return []excelize.RowOpts{{Height: 32, StyleID: b.head}}
		case row == 1, total != nil && row == len(all):
			return []excelize.RowOpts{{StyleID: b.strong}}
		}
		return nil
	}
	last, err := excelize.CoordinatesToCellName(len(headings), 2+max(1, len(rows)))
	if err != nil {
		return err
	}
	if err := b.stream(name, &excelize.Panes{Freeze: true, YSplit: 2, XSplit: 2, TopLeftCell: "C3", ActivePane: "bottomRight"}, widths, all, style); err != nil {
		return err
	}
	return b.file.AutoFilter(name, "A2:"+last, nil)
}

// caption is what the figures of a sheet must not stand without.
func (r Report) caption() string {
	said := fmt.Sprintf("%s · %s · nhà mạng: %s · định nghĩa %s · đến ngày %s · bản phát hành %d", r.Area, r.technologies(), r.operator(), r.Definition.Code, r.asOf(), r.Release.ID)
	if r.Release.Synthetic {
		said += " · " + sampleWarning
	}
	return said
}

// stream writes rows; a text is written as a text, whatever it begins with.
func (b *workbook) stream(sheet string, panes *excelize.Panes, widths []float64, rows [][]any, style func(*excelize.StreamWriter, int) []excelize.RowOpts) error {
	s, err := b.file.NewStreamWriter(sheet)
	if err != nil {
		return err
	}
	for i, width := range widths {
		if err := s.SetColWidth(i+1, i+1, width); err != nil {
			return err
		}
	}
	if panes != nil {
		if err := s.SetPanes(panes); err != nil {
			return err
		}
	}
	for i, row := range rows {
		at, err := excelize.CoordinatesToCellName(1, i+1)
		if err != nil {
			return err
		}
		if err := s.SetRow(at, row, style(s, i+1)...); err != nil {
			return err
		}
	}
	return s.Flush()
}
