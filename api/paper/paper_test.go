package paper_test

import (
	"bytes"
	"encoding/csv"
	"errors"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"phusong/api/paper"
	"phusong/data"
	"phusong/geo"
)

// view is a province of two districts; hostile names stand for what an operator
// or a clerk may have typed.
func view() *data.View {
	v := &data.View{Model: "p1812", Release: data.Release{ID: 7, Hash: bytes.Repeat([]byte{0xab}, 32),
		AsOf: time.Date(2024, 12, 31, 0, 0, 0, 0, time.UTC), PublishedAt: time.Date(2025, 1, 2, 3, 4, 0, 0, time.UTC), Synthetic: true}}
	unit := func(vintage geo.Vintage, level geo.Level, code, name, parent string) {
		v.Units = append(v.Units, geo.AdminUnit{Vintage: vintage, Level: level, Code: geo.AdminCode(code), Name: name, Parent: geo.AdminCode(parent)})
	}
	old, now := geo.Vintage2024, geo.Vintage2025
	unit(old, geo.LevelProvince, "08", "Tỉnh Tuyên Quang", "")
	unit(now, geo.LevelProvince, "08", "Tỉnh Tuyên Quang", "")
	unit(old, geo.LevelDistrict, "072", "Huyện Na Hang", "08")
	unit(old, geo.LevelDistrict, "073", "Huyện Đầm Hà", "08")
	unit(old, geo.LevelCommune, "1", "Xã Đà Vị", "072")
	unit(old, geo.LevelCommune, "2", "Xã Ên", "072")
	unit(old, geo.LevelCommune, "3", "Xã Dân", "072")
	unit(old, geo.LevelCommune, "4", "=HYPERLINK(\"http://x\")", "073")
	unit(now, geo.LevelCommune, "1", "Xã Yên", "08")
	unit(now, geo.LevelCommune, "9", "-Xã", "08")
	names := []string{"+1", "-2+3", "@SUM(A1)", "Bản Cằm", "=cmd|' /C calc'!A0", "Thôn Đèo"}
	for i, name := range names {
		people, households := 100+i, 20+i
		h := geo.HamletResult{Hamlet: geo.Hamlet{Code: geo.HamletCode(strconv.Itoa(i)), Name: name, Vintage: old, People: &people, Households: &households},
			Places:  map[geo.Vintage]geo.Place{old: {Province: "08", District: []geo.AdminCode{"072", "073"}[i/5], Commune: geo.AdminCode(strconv.Itoa(min(i+1, 4)))}, now: {Province: "08", Commune: "1"}},
			Reaches: make([]geo.Reach, len(geo.Networks()))}
		h.Reaches[slices.Index(geo.Networks(), lte())].PeopleCovered = float64(i) / 5
		v.Hamlets = append(v.Hamlets, h)
	}
	v.Hamlets[3].Hamlet.People = nil
	v.Hamlets[0].AreaM2 = 1_500_000
	v.Hamlets[0].Parts = map[geo.Vintage][]geo.Part{now: {{Place: geo.Place{Province: "08", Commune: "1"}, People: 0.9, Area: 0.5}, {Place: geo.Place{Province: "08", Commune: "9"}, People: 0.1, Area: 0.5}}}
	return v
}

func lte() geo.Network { return geo.Network{Operator: geo.AnyOperator, Technology: geo.LTE} }

func asked() geo.Question { return geo.Ask(lte(), geo.Definitions()[1]) }

func judged(v *data.View) []geo.Verdict { return data.NewJudge(v).Verdicts(asked()) }

func report(t *testing.T, district string) paper.Report {
	t.Helper()
	r, err := paper.New(view(), asked(), judged(view()), district)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestEveryTableOfAReportAddsUpToTheSame(t *testing.T) {
	for _, district := range []string{"", "072", "na hang"} {
		r := report(t, district)
		for _, p := range r.Parts {
			people, hamlets := 0, 0
			for _, row := range p.Rows {
				people += row.Population
				hamlets += row.Hamlets.Total()
			}
			if people != r.Total.Population || hamlets != r.Total.Hamlets.Total() || hamlets == 0 {
				t.Errorf("district %q, %s of %s: %d people in %d hamlets, the total says %d in %d", district, p.Level, p.Vintage, people, hamlets,
					r.Total.Population, r.Total.Hamlets.Total())
			}
		}
		if dark := r.Total.Hamlets.Total() - r.Total.Hamlets.Covered; len(r.Hamlets) != dark {
			t.Errorf("district %q: %d hamlets listed, %d not covered", district, len(r.Hamlets), dark)
		}
	}
	if _, err := paper.New(view(), asked(), judged(view()), "Atlantis"); !errors.Is(err, paper.ErrNoDistrict) {
		t.Errorf("a district that is none: %v", err)
	}
}

func TestNamesAreInVietnameseOrder(t *testing.T) {
	r := report(t, "072")
	var names []string
	for _, row := range r.Parts[1].Rows {
		names = append(names, row.Name)
	}
	if want := []string{"Xã Dân", "Xã Đà Vị", "Xã Ên"}; !slices.Equal(names[1:], want) {
		t.Errorf("communes stand in the order %q, want %q after the hostile one: Đ comes after D", names, want)
	}
}

func TestAWorkbookHoldsNumbersAsNumbersAndNamesAsTexts(t *testing.T) {
	r := report(t, "")
	var out bytes.Buffer
	if err := paper.WriteWorkbook(&out, r); err != nil {
		t.Fatal(err)
	}
	book, err := excelize.OpenReader(&out)
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	if got := book.GetSheetList(); !slices.Equal(got, []string{"Định nghĩa", "Huyện 2024", "Xã 2024", "Xã 2025-07", "Thôn bị chia", "Thôn chưa phủ sóng"}) {
		t.Errorf("sheets %q", got)
	}
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			for k := range row {
				at, _ := excelize.CoordinatesToCellName(k+1, i+1)
				if formula, _ := book.GetCellFormula(sheet, at); formula != "" {
					t.Errorf("%s!%s runs %q", sheet, at, formula)
				}
			}
		}
	}
	last := len(r.Parts[1].Rows) + 3
	if total, _ := book.GetCellValue("Xã 2024", "D"+strconv.Itoa(last)); total != strconv.Itoa(r.Total.Population) {
		t.Errorf("the last row says %q people, the report %d", total, r.Total.Population)
	}
	if kind, _ := book.GetCellType("Xã 2024", "D3"); kind != excelize.CellTypeNumber && kind != excelize.CellTypeUnset {
		t.Errorf("a population is of type %v", kind)
	}
	for _, sheet := range book.GetSheetList()[1:] {
		panes, err := book.GetPanes(sheet)
		if err != nil || !panes.Freeze || panes.YSplit != 2 {
			t.Errorf("%s: the header is not frozen: %+v %v", sheet, panes, err)
		}
	}
	if kind, err := book.GetCellType("Thôn bị chia", "G3"); err != nil || kind != excelize.CellTypeNumber && kind != excelize.CellTypeUnset {
		t.Errorf("the people of a piece are of type %v, %v", kind, err)
	}
	found := false
	rows, _ := book.GetRows("Thôn chưa phủ sóng")
	for _, row := range rows {
		found = found || slices.Contains(row, "@SUM(A1)")
	}
	for k := range rows[2:] {
		for _, column := range []string{"A", "B", "C", "D", "E", "H"} {
			if kind, _ := book.GetCellType("Thôn chưa phủ sóng", column+strconv.Itoa(k+3)); kind != excelize.CellTypeInlineString && kind != excelize.CellTypeSharedString {
				t.Errorf("the text in %s%d is of type %v", column, k+3, kind)
			}
		}
	}
	if !found {
		t.Error("a hostile name is not there as it was written")
	}
}

func TestLinesAddUpAndNoNameRuns(t *testing.T) {
	r := report(t, "")
	var out bytes.Buffer
	if err := paper.WriteLines(&out, r); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(bytes.TrimPrefix(out.Bytes(), []byte("\ufeff")))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	people := map[string]int{}
	for _, row := range rows[1:] {
		n, err := strconv.Atoi(row[5])
		if err != nil || strings.ContainsAny(row[3][:1], "=+-@") || row[26] != "true" {
			t.Errorf("a line is %q", row)
		}
		people[row[0]+row[1]] += n
	}
	if total := people["total2025-07"]; total != r.Total.Population || people["district2024"] != total || people["commune2024"] != total || people["commune2025-07"] != total {
		t.Errorf("people by level are %v, the total is %d", people, r.Total.Population)
	}
}

func TestReportsAreTheSameEveryTime(t *testing.T) {
	var books [2]bytes.Buffer
	for i := range books {
		if err := paper.WriteWorkbook(&books[i], report(t, "")); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(books[0].Bytes(), books[1].Bytes()) {
		t.Error("two workbooks of one report differ")
	}
	var first, second bytes.Buffer
	for _, out := range []*bytes.Buffer{&first, &second} {
		if err := paper.WriteDocument(out, report(t, ""), "UBND TỈNH"); err != nil {
			t.Fatal(err)
		}
	}
	if !bytes.Equal(first.Bytes(), second.Bytes()) || !bytes.HasPrefix(first.Bytes(), []byte("%PDF-")) || first.Len() < 20_000 {
		t.Errorf("two documents of one report differ, or are none: %d and %d bytes", first.Len(), second.Len())
	}
}
