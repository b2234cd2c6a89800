package paper

import (
	"fmt"
	"io"

	"phusong/geo"
)

// WriteDocument writes the report as an A4 PDF in the layout of Vietnamese
// official papers: national heading, title, tables, sources, signatures. Agency
// is who signs, "" leaves a dotted line to be filled in.
func WriteDocument(w io.Writer, r Report, agency string) error {
	says := fmt.Sprintf("PhuSong · bản phát hành %d · số liệu đến %s · %s · %s · định nghĩa %s · dự báo", r.Release.ID, r.asOf(), r.technologies(), r.operator(), r.Definition.Code)
	d := document{newLeaf(r.title()+" – "+r.subtitle(), r.Release.PublishedAt, says, r.Release.Synthetic), r}
	d.heading(agency, r.title(), r.subtitle())
	d.summary()
	for _, p := range r.Parts {
		d.units(p)
	}
	d.divided()
	d.hamlets()
	d.signatures()
	if err := d.Output(w); err != nil {
		return fmt.Errorf("write the document of %s: %w", r.Area, err)
	}
	return nil
}

type document struct {
	leaf
	report Report
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
	d.facts(d.report.facts())
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
