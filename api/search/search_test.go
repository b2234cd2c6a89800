package search_test

import (
	"fmt"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"phusong/api/search"
	"phusong/data"
	"phusong/geo"
)

// province is a small one: two communes of 2024 that became one in 2025.
func province() *data.View {
	box := func(west, south float64) orb.MultiPolygon {
		return orb.MultiPolygon{{{{west, south}, {west + 0.1, south}, {west + 0.1, south + 0.1}, {west, south + 0.1}, {west, south}}}}
	}
	old, now := geo.Vintage2024, geo.Vintage2025
	v := &data.View{Units: []geo.AdminUnit{
		{Code: "08", Vintage: old, Level: geo.LevelProvince, Name: "Tỉnh Tuyên Quang", Boundary: box(105, 22)},
		{Code: "074", Vintage: old, Level: geo.LevelDistrict, Name: "Huyện Hàm Yên", Parent: "08", Boundary: box(105, 22)},
		{Code: "02395", Vintage: old, Level: geo.LevelCommune, Name: "Xã Minh Hương", Parent: "074", Boundary: box(105, 22)},
		{Code: "02392", Vintage: old, Level: geo.LevelCommune, Name: "Xã Minh Dân", Parent: "074", Boundary: box(105.1, 22)},
		{Code: "02389", Vintage: old, Level: geo.LevelCommune, Name: "Xã Đức Xuân", Parent: "074", Boundary: box(105.2, 22)},
		{Code: "072", Vintage: old, Level: geo.LevelDistrict, Name: "Huyện Na Hang", Parent: "08", Boundary: box(105.3, 22)},
		{Code: "02221", Vintage: old, Level: geo.LevelCommune, Name: "Thị trấn Na Hang", Parent: "072", Boundary: box(105.3, 22)},
		{Code: "08", Vintage: now, Level: geo.LevelProvince, Name: "Tỉnh Tuyên Quang", Boundary: box(105, 22)},
		{Code: "02392", Vintage: now, Level: geo.LevelCommune, Name: "Xã Bình Xa", Parent: "08", Boundary: box(105, 22)},
	}}
	hamlet := func(code, name string, commune geo.AdminCode, at orb.Point) {
		v.Hamlets = append(v.Hamlets, geo.HamletResult{
			Hamlet: geo.Hamlet{Code: geo.HamletCode(code), Name: name, Vintage: old, Commune: commune, Centre: at, Kind: geo.HamletThon},
			Places: map[geo.Vintage]geo.Place{old: {Province: "08", District: "074", Commune: commune}, now: {Province: "08", Commune: "02392"}}})
	}
	hamlet("02395-005", "Thôn 5", "02395", orb.Point{105.01, 22.01})
	hamlet("02392-005", "Thôn 5", "02392", orb.Point{105.11, 22.01})
	hamlet("02395-006", "Bản Đồng Rôm", "02395", orb.Point{105.02, 22.01})
	hamlet("02395-007", "Thôn Bản Cằm", "02395", orb.Point{105.03, 22.01})
	hamlet("02395-008", "Thôn Xã Xuân", "02395", orb.Point{105.04, 22.01})
	v.Hamlets = append(v.Hamlets, geo.HamletResult{Hamlet: geo.Hamlet{Code: "02395-rest", Name: "Thôn 5", Kind: geo.HamletRest}})
	v.Masts = []data.Mast{{ID: "m1", Position: orb.Point{105.05, 22.05}}}
	v.Sectors = []data.SectorRef{{Operator: geo.Viettel, SiteCode: "TQG0324"}, {Operator: geo.Viettel, SiteCode: "TQG0324"}, {Operator: geo.VNPT, SiteCode: "HYN-7"}}
	return v
}

func everybody(geo.OperatorCode) bool { return true }

func TestWordsFindThePlace(t *testing.T) {
	x := search.New(province())
	for _, tt := range []struct{ words, code, vintage, why string }{
		{"Thôn 5 xã Minh Hương", "02395-005", "2024", "a hamlet in its commune"},
		{"thon 5 minh huong", "02395-005", "2024", "neither diacritics nor the word for the commune"},
		{"thôn 5 minh hương", "02395-005", "2024", "no word for the commune"},
		{"THÔN 5 XÃ MINH HƯƠNG", "02395-005", "2024", "capitals"},
		{"thon 5, minh huong, ham yen", "02395-005", "2024", "without diacritics, with the district"},
		{"thôn 5 xã Minh Dân huyện Hàm Yên tỉnh Tuyên Quang", "02392-005", "2024", "the whole address"},
		{"Thôn 5, X. Minh Hương, H. Hàm Yên, T. Tuyên Quang", "02395-005", "2024", "abbreviations with points"},
		{"Thôn 5, x.Minh Dân, h.Hàm Yên", "02392-005", "2024", "abbreviations without spaces"},
		{"Thôn 5 (xã Minh Dân)", "02392-005", "2024", "the commune in brackets"},
		{"Thôn 5; Minh Hương", "02395-005", "2024", "a semicolon"},
		{"Thôn 5, xã Bình Xa", "02392-005", "2025-07", "the commune of today; the lower code first"},
		{"Thôn 5, Bình Xa, Tuyên Quang", "02392-005", "2025-07", "the address of today"},
		{"thôn  5", "02392-005", "2025-07", "the address of today is the first of two"},
		{"5 minh huong", "02395-005", "2024", "a number for a name"},
		{"dong rom", "02395-006", "2025-07", "the beginning of no kind"},
		{"Bản Đồng Rôm", "02395-006", "2025-07", "its whole name"},
		{"B. Đồng Rôm", "02395-006", "2025-07", "a kind of hamlet abbreviated"},
		{"bản đồng rôm xã minh hương", "02395-006", "2024", "and the commune of then"},
		{"đong rom", "02395-006", "2025-07", "half of the diacritics"},
		{"rôm", "02395-006", "2025-07", "one word of a name"},
		{"rom dong", "02395-006", "2025-07", "words in the other order"},
		{"đồng r", "02395-006", "2025-07", "the beginning of a name"},
		{"Bản Cằm", "02395-007", "2025-07", "a kind that is part of the name"},
		{"thon xa xuan", "02395-008", "2025-07", "a commune's kind that is part of a hamlet's name"},
		{"MINH HƯƠNG", "02395", "2024", "a commune that is no more"},
		{"xã minh hương cũ", "", "", "a word that nobody has"},
		{"minh huong ham yen", "02395", "2024", "a commune and its district without a word between"},
		{"Xã Bình Xa", "02392", "2025-07", "a commune of today"},
		{"xa binh xa", "02392", "2025-07", "a kind that sounds like the name"},
		{"X. Bình Xa", "02392", "2025-07", "a commune abbreviated"},
		{"hàm yên", "074", "2024", "a district"},
		{"H. Hàm Yên", "074", "2024", "a district abbreviated"},
		{"huyen ham yen", "074", "2024", "a district without diacritics"},
		{"H. Na Hang", "072", "2024", "another"},
		{"TT Na Hang", "02221", "2024", "a town"},
		{"TT.Na Hang", "02221", "2024", "a town, without a space"},
		{"thị trấn na hang", "02221", "2024", "a town in full"},
		{"tuyen quang", "08", "2025-07", "the province of today"},
		{"đức xuân", "02389", "2024", "Đ"},
		{"duc xuan", "02389", "2024", "D for Đ"},
		{"Minh H­¬ng", "02395", "2024", "TCVN3"},
		{"X· Minh H­¬ng", "02395", "2024", "TCVN3 with the kind"},
		{"02395-007", "02395-007", "2024", "a hamlet's code"},
		{"02395-00", "02395-005", "2024", "the beginning of a hamlet's code"},
		{"02389", "02389", "2024", "a commune's code"},
		{"tqg0324", "m1", "", "an operator's site code"},
		{"TQG03", "m1", "", "the beginning of a site code"},
		{"324", "m1", "", "the digits of a site code"},
		{"22.01, 105.02", "105.020000,22.010000", "", "latitude first"},
		{"105.02 22.01", "105.020000,22.010000", "", "longitude first"},
		{"22,01; 105,02", "105.020000,22.010000", "", "decimal commas"},
		{"105°01'12\"E 22°00'36\"N", "105.020000,22.010000", "", "degrees, minutes, seconds"},
		{"22°00'36\"B 105°01'12\"Đ", "105.020000,22.010000", "", "the same with the letters of Vietnamese"},
	} {
		hits := x.Find(tt.words, everybody, 10)
		if tt.code == "" && len(hits) == 0 {
			continue
		}
		if len(hits) == 0 || hits[0].Code != tt.code || string(hits[0].Vintage) != tt.vintage {
			t.Errorf("%s: %q finds %+v, want %s of %q", tt.why, tt.words, hits, tt.code, tt.vintage)
		}
	}
}

func TestWhatIsNotThereIsNotFound(t *testing.T) {
	x := search.New(province())
	nobody := func(o geo.OperatorCode) bool { return o == geo.VNPT }
	for _, words := range []string{"", " ", "Thôn 6 xã Minh Hương", "Thôn 5 xã Đức Xuân", "xã Thôn 5", "TQG0324", "nan, nan"} {
		if hits := x.Find(words, nobody, 10); len(hits) > 0 {
			t.Errorf("%q finds %+v", words, hits)
		}
	}
	if hits := x.Find("m1", nobody, 10); len(hits) != 1 || hits[0].Name != "vnpt HYN-7" {
		t.Errorf("a shared mast is told by its owner's rival's code: %+v", hits)
	}
}

func TestAHamletIsFoundOnceByItsNewestAddress(t *testing.T) {
	if hits := search.New(province()).Find("thôn 5", everybody, 10); len(hits) != 2 || hits[0].Code == hits[1].Code || hits[0].Vintage != geo.Vintage2025 {
		t.Errorf("two hamlets are called Thôn 5; found %+v", hits)
	}
}

func TestAPartOfAListIsItsBeginning(t *testing.T) {
	x := search.New(province())
	all := x.Find("minh", everybody, 100)
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(0, 100).Draw(t, "limit")
		if got := x.Find("minh", everybody, n); fmt.Sprint(got) != fmt.Sprint(all[:min(n, len(all))]) {
			t.Errorf("%d answers are not the first of all", n)
		}
	})
}

func FuzzFind(f *testing.F) {
	for _, words := range []string{"Thôn 5 xã Minh Hương", "22.01, 105.02", ",;()", "tổ dân phố", "\xff\xfe", "105°01'12\"E 22°00'36\"N", "thị xã thị trấn"} {
		f.Add(words)
	}
	x := search.New(province())
	f.Fuzz(func(t *testing.T, words string) {
		for _, h := range x.Find(words, everybody, 5) {
			if h.Kind == search.Place && (h.Position.Lon() < -180 || h.Position.Lon() > 180 || h.Position.Lat() < -90 || h.Position.Lat() > 90) {
				t.Errorf("%q is a place at %v", words, h.Position)
			}
		}
	})
}
