package paper

import (
	"fmt"
	"io"
	"strings"

	"github.com/xuri/excelize/v2"

	"phusong/data/derive"
	"phusong/geo"
	"phusong/geo/planning"
)

// WriteWorkList writes where to build as XLSX: what the figures mean and rest
// on, the picks in the order of what they add, the hamlets each covers, and the
// figures of the cost model.
func WriteWorkList(w io.Writer, title string, c derive.Chosen) error {
	book := &workbook{file: excelize.NewFile(), says: workCaption(c)}
	defer book.file.Close()
	list := workList{book, title, c}
	if err := list.fill(); err != nil {
		return fmt.Errorf("write the work list %s: %w", title, err)
	}
	_, err := book.file.WriteTo(w)
	return err
}

type workList struct {
	*workbook
	title  string
	chosen derive.Chosen
}

func (l workList) fill() error {
	if err := l.styles(); err != nil {
		return err
	}
	for _, sheet := range []func() error{l.facts, l.picks, l.covered, l.costs} {
		if err := sheet(); err != nil {
			return err
		}
	}
	return nil
}

func workCaption(c derive.Chosen) string {
	said := fmt.Sprintf("%s %s %s MHz, anten %g m · tính nơi chưa có sóng của: %s · định nghĩa %s · đến ngày %s · bản phát hành %d", c.Technology, operatorName(c.Operator),
		c.Said(), c.HeightM, operatorName(c.DarkFor), c.JudgedBy, c.AsOf.Format("02/01/2006"), c.Release)
	if c.Synthetic {
		said += " · " + sampleWarning
	}
	return said
}

func operatorName(o geo.OperatorCode) string {
	if rank := geo.OperatorRank(o); rank >= 0 {
		return geo.Operators()[rank].Name
	}
	return "bất kỳ nhà mạng nào"
}

// counted is the objective in words.
func counted(c derive.Chosen) string {
	what := map[derive.Objective]string{derive.ForPeople: "người", derive.ForHouseholds: "hộ", derive.ForHamlets: "thôn"}[c.Objective]
	if c.Definition == "" {
		return what + " có sóng tại nơi ở"
	}
	return what + ", thôn tính theo phần tiến tới phủ sóng (định nghĩa " + c.Definition + ")"
}

func (l workList) facts() error {
	const name = "Kết quả"
	if err := l.file.SetSheetName("Sheet1", name); err != nil {
		return err
	}
	c := l.chosen
	budget := fmt.Sprintf("%g cột", c.Budget)
	if c.Unit == derive.InMoney {
		budget = fmt.Sprintf("%g triệu đồng", c.Budget)
	}
	rows := [][]any{{l.title}, {l.says}, {},
		{"Mục tiêu", counted(c)}, {"Ngân sách", budget}, {"Trước khi xây", c.Open}, {"Đạt được", c.Value},
		{"Không phương án nào vượt", c.Bound}, {"Cách tối ưu nhiều nhất", fmt.Sprintf("%.1f %%", 100*c.Gap)},
		{"Thôn thành phủ sóng", c.Hamlets}, {"Dân của các thôn đó", c.People}, {"Hộ của các thôn đó", c.Households},
		{"Chi phí ước tính", fmt.Sprintf("%.0f triệu đồng, theo các số ở tờ Chi phí", c.Money)},
		{"Truyền dẫn viba", fmt.Sprintf("%g GHz, k = %.3g, thông thoáng %g bán kính Fresnel thứ nhất, xa nhất %g km (ITU-R P.530, P.526)", c.Hops.FrequencyGHz, c.Hops.EarthFactor, c.Hops.FresnelShare, c.Hops.LongestKm)},
		{"Đường và điện", "chưa có bản đồ đường và lưới điện: thôn hoặc cột gần nhất được coi là có cả hai"},
	}
	for _, m := range c.Must {
		state := map[string]string{derive.MustServed: "được phục vụ", derive.MustAlready: "đã có sóng", derive.MustUnserved: "KHÔNG phục vụ được"}[m.State]
		rows = append(rows, []any{"Thôn bắt buộc", fmt.Sprintf("%s (%s): %s", m.Name, m.Code, state)})
	}
	for _, r := range c.Refused {
		rows = append(rows, []any{"Điểm bị loại", r.ID + ": " + r.Vietnamese})
	}
	return l.stream(name, nil, []float64{28, 110}, rows, func(*excelize.StreamWriter, int) []excelize.RowOpts { return nil })
}

func (l workList) picks() error {
	headings := []heading{{"TT", 6}, {"Điểm", 16}, {"Kinh độ", 11}, {"Vĩ độ", 11}, {"Cao đất, m", 10}, {"Anten, m", 9}, {"Loại", 16}, {"Thêm", 10}, {"Cộng dồn", 10},
		{"Thôn phủ sóng", 10}, {"Dân", 9}, {"Hộ", 9}, {"Chi phí, triệu đồng", 12}, {"Điện", 14}, {"Truyền dẫn", 14}, {"Tới cột", 16}, {"Cự ly, km", 9}, {"Thông thoáng, F1", 11}, {"Vì sao", 90}}
	var rows [][]any
	for _, p := range l.chosen.Picks {
		row := []any{p.Order, p.ID, p.Lon, p.Lat, p.GroundM, p.HeightM, sourceName(p.Source), p.Gain, p.Value, len(p.Hamlets), p.People, p.Households,
			p.Cost.Total, powerName(p.Cost.Power), backhaulName(p.Cost.Backhaul), p.Mast, nil, nil, p.Why.Vietnamese}
		if len(p.Hops) > 0 {
			row[15], row[16], row[17] = p.Hops[0].Mast, p.Hops[0].DistanceKm, p.Hops[0].Clearance
			if !p.Hops[0].Clear {
				row[15] = p.Hops[0].Mast + " (bị che)"
			}
		}
		rows = append(rows, row)
	}
	return l.table("Việc cần làm", headings, rows, nil)
}

func (l workList) covered() error {
	headings := []heading{{"TT cột", 8}, {"Điểm", 16}, {"Mã thôn", 14}, {"Thôn, bản, tổ dân phố", 30}, {"Xã", 26}, {"Dân", 9}, {"Hộ", 9}, {"Trước đó", 18}}
	var rows [][]any
	for _, p := range l.chosen.Picks {
		for _, h := range p.Hamlets {
			rows = append(rows, []any{p.Order, p.ID, string(h.Code), h.Name, h.Commune, h.People, h.Households, verdictName(h.Was)})
		}
	}
	return l.table("Thôn được phủ sóng", headings, rows, nil)
}

func (l workList) costs() error {
	headings := []heading{{"Tên", 22}, {"Giá trị", 12}, {"Đơn vị", 16}, {"Nghĩa", 60}, {"Nguồn", 30}}
	var rows [][]any
	for _, f := range l.chosen.Costs {
		rows = append(rows, []any{f.Name, f.Value, f.Unit, f.Vietnamese, f.Source})
	}
	return l.table("Chi phí", headings, rows, nil)
}

func verdictName(word string) string {
	for _, v := range geo.Verdicts() {
		if v.String() == word {
			return v.Vietnamese()
		}
	}
	return word
}

func sourceName(s planning.Source) string {
	return map[planning.Source]string{planning.SourceGiven: "điểm đề nghị", planning.SourceDark: "giữa vùng lõm", planning.SourceEdges: "rìa thôn",
		planning.SourceHilltops: "đỉnh đồi", planning.SourceGrid: "lưới điểm", planning.SourceShared: "dùng chung cột"}[s]
}

func powerName(power string) string {
	return map[string]string{planning.PowerGrid: "điện lưới", planning.PowerSolar: "mặt trời", planning.PowerShared: "của cột có sẵn"}[power]
}

func backhaulName(kind string) string {
	return strings.TrimSpace(map[string]string{planning.BackhaulFibre: "cáp quang", planning.BackhaulMicrowave: "viba", planning.BackhaulVSAT: "VSAT", planning.BackhaulShared: "của cột có sẵn"}[kind])
}
