package paper

import (
	_ "embed"
	"fmt"
	"io"

	"codeberg.org/go-pdf/fpdf"

	"phusong/geo"
)

// Be Vietnam Pro, under the SIL Open Font License: font/OFL.txt.
var (
	//go:embed font/BeVietnamPro-Regular.ttf
	regular []byte
	//go:embed font/BeVietnamPro-Bold.ttf
	bold []byte
)

// The sheet of paper, in millimetres and points.
const (
	family    = "Be Vietnam Pro"
	margin    = 15.0
	textWidth = 210 - 2*margin
	line      = 5.2
	body      = 9.0
)

// WriteDocument writes the report as an A4 PDF in the layout of Vietnamese
// official papers: national heading, title, tables, sources, signatures. Agency
// is who signs, "" leaves a dotted line to be filled in.
func WriteDocument(w io.Writer, r Report, agency string) error {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.AddUTF8FontFromBytes(family, "", regular)
	pdf.AddUTF8FontFromBytes(family, "B", bold)
	pdf.SetTitle(r.title()+" – "+r.subtitle(), true)
	pdf.SetLang("vi-VN")
	pdf.SetCatalogSort(true) // the same report is the same bytes
	pdf.SetCreationDate(r.Release.PublishedAt)
	pdf.SetModificationDate(r.Release.PublishedAt)
	pdf.SetMargins(margin, margin, margin)
	pdf.SetAutoPageBreak(true, 20)
	d := document{pdf, r}
	pdf.SetFooterFunc(d.footer)
	pdf.AliasNbPages("{pages}")
	pdf.AddPage()
	d.heading(agency)
	d.summary()
	for _, p := range r.Parts {
		d.units(p)
	}
	d.divided()
	d.hamlets()
	d.signatures()
	if err := pdf.Output(w); err != nil {
		return fmt.Errorf("write the document of %s: %w", r.Area, err)
	}
	return nil
}

type document struct {
	*fpdf.Fpdf
	report Report
}

// footer is at the foot of every page: what its figures are, and which page.
func (d document) footer() {
	r := d.report
	d.SetY(-15)
	d.SetFont(family, "", 7)
	d.SetTextColor(90, 90, 90)
	said := fmt.Sprintf("PhuSong · bản phát hành %d · số liệu đến %s · %s · %s · định nghĩa %s · dự báo", r.Release.ID, r.asOf(), r.technologies(), r.operator(), r.Definition.Code)
	d.CellFormat(textWidth-20, 4, said, "T", 0, "L", false, 0, "")
	d.CellFormat(20, 4, fmt.Sprintf("%d/{pages}", d.PageNo()), "T", 1, "R", false, 0, "")
	if r.Release.Synthetic {
		d.SetTextColor(170, 0, 0)
		d.CellFormat(textWidth, 4, sampleWarning, "", 0, "C", false, 0, "")
	}
	d.SetTextColor(0, 0, 0)
}

func (d document) heading(agency string) {
	if agency == "" {
		agency = "…………………………………………"
	}
	half := textWidth / 2
	d.SetFont(family, "B", body)
	d.CellFormat(half, line, agency, "", 0, "C", false, 0, "")
	d.CellFormat(half, line, "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "", 1, "C", false, 0, "")
	d.SetFont(family, "", body)
	d.CellFormat(half, line, "Số: ………/BC-………", "", 0, "C", false, 0, "")
	d.SetFont(family, "B", body)
	d.CellFormat(half, line, "Độc lập – Tự do – Hạnh phúc", "", 1, "C", false, 0, "")
	d.Line(margin+half+24, d.GetY()+0.5, margin+textWidth-24, d.GetY()+0.5)
	d.Ln(9)
	d.SetFont(family, "B", 14)
	d.MultiCell(textWidth, 7, d.report.title(), "", "C", false)
	d.SetFont(family, "", 10.5)
	d.MultiCell(textWidth, 6, d.report.subtitle(), "", "C", false)
	if d.report.Release.Synthetic {
		d.SetFont(family, "B", body)
		d.SetTextColor(170, 0, 0)
		d.MultiCell(textWidth, 6, sampleWarning, "", "C", false)
		d.SetTextColor(0, 0, 0)
	}
	d.Ln(3)
}

// summary is the sentence leaders read, and what its figures mean.
func (d document) summary() {
	t := d.report.Total
	d.SetFont(family, "", 10)
	d.MultiCell(textWidth, 5.8, fmt.Sprintf("Trong %s thôn, bản, tổ dân phố: %s phủ sóng, %s lõm sóng, %s trắng sóng, %s không đủ dữ liệu. "+
		"Sống tại các thôn lõm sóng và trắng sóng: %s người (trên %s người).",
		whole(t.Hamlets.Total()), whole(t.Hamlets.Covered), whole(t.Hamlets.Partial), whole(t.Hamlets.None), whole(t.Hamlets.Unknown),
		whole(t.People.Partial+t.People.None), whole(t.Population)), "", "L", false)
	d.Ln(2)
	for _, f := range d.report.facts() {
		d.SetFont(family, "B", 8.5)
		top := d.GetY()
		d.CellFormat(34, 4.6, f.name, "", 0, "L", false, 0, "")
		d.SetFont(family, "", 8.5)
		d.SetXY(margin+34, top)
		d.MultiCell(textWidth-34, 4.6, f.value, "", "L", false)
	}
	d.Ln(3)
}

func (d document) units(p Part) {
	columns := []column{{"Đơn vị", 60, "L"}, {"Dân số", 20, "R"}}
	for _, v := range geo.Verdicts() {
		columns = append(columns, column{verdictWord(v), 18, "R"})
	}
	columns = append(columns, column{"Dân ở thôn lõm, trắng", 28, "R"})
	row := func(name string, g geo.GapRow) []string {
		return []string{name, whole(g.Population), whole(g.Hamlets.Covered), whole(g.Hamlets.Partial), whole(g.Hamlets.None), whole(g.Hamlets.Unknown),
			whole(g.People.Partial + g.People.None)}
	}
	var rows [][]string
	for _, g := range p.Rows {
		rows = append(rows, row(orUnnamed(g.Name), g))
	}
	d.table(p.levelName()+" – số thôn", columns, append(rows, row("Tổng cộng", d.report.Total)), true)
}

func (d document) hamlets() {
	columns := []column{{"Thôn, bản, tổ dân phố", 46, "L"}, {"Xã 2024", 36, "L"}, {"Xã từ 7/2025", 36, "L"}, {"Dân số", 17, "R"}, {"Số hộ", 15, "R"}, {"Kết luận", 30, "L"}}
	var rows [][]string
	for _, h := range d.report.Hamlets {
		rows = append(rows, []string{h.Name, orUnnamed(h.Commune), orUnnamed(h.CommuneNow), wholeOrBlank(h.People), wholeOrBlank(h.Households), h.Verdict.Vietnamese()})
	}
	if len(rows) == 0 {
		return
	}
	d.table("Các thôn chưa phủ sóng", columns, rows, false)
}

// signatures is where the paper is signed; never parted from itself.
func (d document) signatures() {
	if d.GetY() > 297-70 {
		d.AddPage()
	}
	d.Ln(8)
	half := textWidth / 2
	d.SetFont(family, "", body)
	d.CellFormat(half, line, "", "", 0, "C", false, 0, "")
	d.CellFormat(half, line, "…………, ngày …… tháng …… năm ………", "", 1, "C", false, 0, "")
	d.SetFont(family, "B", body)
	d.CellFormat(half, line, "NGƯỜI LẬP BIỂU", "", 0, "C", false, 0, "")
	d.CellFormat(half, line, "THỦ TRƯỞNG ĐƠN VỊ", "", 1, "C", false, 0, "")
	d.SetFont(family, "", 8)
	d.CellFormat(half, line, "(Ký, ghi rõ họ tên)", "", 0, "C", false, 0, "")
	d.CellFormat(half, line, "(Ký, đóng dấu, ghi rõ họ tên)", "", 1, "C", false, 0, "")
}
