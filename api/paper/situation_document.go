package paper

import (
	"fmt"
	"io"
	"slices"

	"phusong/geo"
	"phusong/geo/alphabet"
)

// WriteSituationDocument writes a situation as an A4 PDF in the layout of official papers:
// what leaders read, what it means, the communes and hamlets without anybody,
// who could be let roam, and the sites with what was said of each. The same
// situation is the same bytes.
func WriteSituationDocument(w io.Writer, s Situation, agency string) error {
	says := fmt.Sprintf("PhuSong · báo cáo số %d, %s · bản phát hành %d · số liệu đến %s · thoại · %s · định nghĩa %s · dự báo", s.Known.Number, moment(s.At()), s.Release.ID, s.Release.AsOf.Format("02/01/2006"), operatorName(s.Operator), s.Definition.Code)
	p := newLeaf(s.title()+" – "+s.subtitle(), s.At(), says, s.Release.Synthetic)
	p.heading(agency, s.title(), s.subtitle())
	p.SetFont(family, "", 10)
	p.MultiCell(textWidth, 5.8, s.told(), "", "L", false)
	p.Ln(2)
	p.facts(s.facts())
	p.silenced(s)
	p.isolated(s)
	p.roaming(s)
	p.down(s)
	p.signatures()
	if err := p.Output(w); err != nil {
		return fmt.Errorf("write the situation of %s: %w", s.Outage.Name, err)
	}
	return nil
}

// vintageWord is boundaries in words.
func vintageWord(v geo.Vintage) string {
	if v == geo.Vintage2024 {
		return "2024"
	}
	return "từ 7/2025"
}

// byCommune is the order of the paper: hamlets of a commune stand together.
func byCommune(all []IsolatedHamlet) []IsolatedHamlet {
	all = slices.Clone(all)
	alphabet.Sort(all, func(h IsolatedHamlet) []string { return []string{h.District, h.Commune, h.Hamlet.Name} })
	return all
}

func roamingByCommune(all []RoamingHamlet) []RoamingHamlet {
	all = slices.Clone(all)
	alphabet.Sort(all, func(h RoamingHamlet) []string { return []string{h.District, h.Commune, h.Hamlet.Name} })
	return all
}

func (p leaf) silenced(s Situation) {
	var rows [][]string
	for _, c := range s.Silenced {
		rows = append(rows, []string{orUnnamed(c.Name), vintageWord(c.Vintage), c.Code})
	}
	if len(rows) > 0 {
		p.table("Các xã không còn ai liên lạc được", []column{{"Xã, phường, thị trấn", 90, "L"}, {"Địa giới", 40, "L"}, {"Mã", 50, "L"}}, rows, false)
	}
}

func (p leaf) isolated(s Situation) {
	if len(s.Isolated) == 0 {
		return
	}
	columns := []column{{"Xã 2024", 42, "L"}, {"Thôn, bản, tổ dân phố", 50, "L"}, {"Huyện 2024", 30, "L"}, {"Xã từ 7/2025", 30, "L"}, {"Dân số", 14, "R"}, {"Số hộ", 14, "R"}}
	var rows [][]string
	households := 0
	for _, h := range byCommune(s.Isolated) {
		rows = append(rows, []string{orUnnamed(h.Commune), h.Hamlet.Name, orUnnamed(h.District), orUnnamed(h.CommuneNow), wholeOrBlank(h.Hamlet.People), wholeOrBlank(h.Hamlet.Households)})
		if h.Hamlet.Households != nil {
			households += *h.Hamlet.Households
		}
	}
	rows = append(rows, []string{"Tổng cộng", whole(len(s.Isolated)) + " thôn", "", "", whole(s.People()), whole(households)})
	p.table("Các thôn không còn "+s.network(), columns, rows, true)
}

func (p leaf) roaming(s Situation) {
	var rows [][]string
	for _, h := range roamingByCommune(s.Roaming) {
		rows = append(rows, []string{orUnnamed(h.Commune), h.Hamlet.Name, wholeOrBlank(h.Hamlet.People), operatorNames(h.Lost), operatorNames(h.By)})
	}
	if len(rows) > 0 {
		p.table("Các thôn có thể dùng mạng khác nếu cho chuyển vùng", []column{{"Xã 2024", 40, "L"}, {"Thôn, bản, tổ dân phố", 46, "L"}, {"Dân số", 14, "R"}, {"Đã mất", 40, "L"}, {"Còn", 40, "L"}}, rows, false)
	}
}

func (p leaf) down(s Situation) {
	var rows [][]string
	for _, d := range s.Sites {
		rows = append(rows, []string{operatorName(d.Station.Operator), orUnnamed(d.Station.Code), orUnnamed(d.Name), causeWord(d.Cause), orUnnamed(d.Power), momentOrBlank(&d.Since), momentOrBlank(d.ExpectedAt)})
	}
	if len(rows) > 0 {
		p.table("Các trạm đang mất liên lạc, theo người báo", []column{{"Nhà mạng", 22, "L"}, {"Mã trạm", 28, "L"}, {"Tên trạm", 36, "L"}, {"Nguyên nhân", 26, "L"}, {"Nguồn điện", 26, "L"},
			{"Mất từ", 21, "L"}, {"Dự kiến có lại", 21, "L"}}, rows, false)
	}
}
