package paper

import (
	_ "embed"
	"fmt"
	"time"

	"codeberg.org/go-pdf/fpdf"
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

// leaf is an official paper on its way: A4 upright, its footer on every page.
type leaf struct {
	*fpdf.Fpdf
	says      string // at the foot: what its figures must not stand without
	synthetic bool
}

// newLeaf begins a paper of a time; the same words are the same bytes.
func newLeaf(title string, at time.Time, says string, synthetic bool) leaf {
	pdf := fpdf.New("P", "mm", "A4", "")
	pdf.AddUTF8FontFromBytes(family, "", regular)
	pdf.AddUTF8FontFromBytes(family, "B", bold)
	pdf.SetTitle(title, true)
	pdf.SetLang("vi-VN")
	pdf.SetCatalogSort(true) // the same report is the same bytes
	pdf.SetCreationDate(at)
	pdf.SetModificationDate(at)
	pdf.SetMargins(margin, margin, margin)
	pdf.SetAutoPageBreak(true, 20)
	p := leaf{pdf, says, synthetic}
	pdf.SetFooterFunc(p.footer)
	pdf.AliasNbPages("{pages}")
	pdf.AddPage()
	return p
}

// footer is at the foot of every page: what its figures are, and which page.
func (d leaf) footer() {
	d.SetY(-15)
	d.SetFont(family, "", 7)
	d.SetTextColor(90, 90, 90)
	d.CellFormat(textWidth-20, 4, d.fitted(d.says, textWidth-20), "T", 0, "L", false, 0, "")
	d.CellFormat(20, 4, fmt.Sprintf("%d/{pages}", d.PageNo()), "T", 1, "R", false, 0, "")
	if d.synthetic {
		d.SetTextColor(170, 0, 0)
		d.CellFormat(textWidth, 4, sampleWarning, "", 0, "C", false, 0, "")
	}
	d.SetTextColor(0, 0, 0)
}

func (d leaf) heading(agency, title, subtitle string) {
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
	d.MultiCell(textWidth, 7, title, "", "C", false)
	d.SetFont(family, "", 10.5)
	d.MultiCell(textWidth, 6, subtitle, "", "C", false)
	if d.synthetic {
		d.SetFont(family, "B", body)
		d.SetTextColor(170, 0, 0)
		d.MultiCell(textWidth, 6, sampleWarning, "", "C", false)
		d.SetTextColor(0, 0, 0)
	}
	d.Ln(3)
}

// facts are what the figures mean, line by line.
func (d leaf) facts(facts []fact) {
	for _, f := range facts {
		d.SetFont(family, "B", 8.5)
		top := d.GetY()
		d.CellFormat(34, 4.6, f.name, "", 0, "L", false, 0, "")
		d.SetFont(family, "", 8.5)
		d.SetXY(margin+34, top)
		d.MultiCell(textWidth-34, 4.6, f.value, "", "L", false)
	}
	d.Ln(3)
}

// signatures is where the paper is signed; never parted from itself.
func (d leaf) signatures() {
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
