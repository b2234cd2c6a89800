package gazetteer

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"phusong/geo"
)

func commune(code, name string, vintage geo.Vintage, parent geo.AdminCode, west, south, side float64) geo.AdminUnit {
	ring := orb.Ring{{west, south}, {west + side, south}, {west + side, south + side}, {west, south + side}, {west, south}}
	return geo.AdminUnit{Code: geo.AdminCode(code), Vintage: vintage, Level: geo.LevelCommune, Name: name, Parent: parent, Boundary: orb.MultiPolygon{{ring}}}
}

func sample() *Gazetteer {
	return New([]geo.AdminUnit{
		{Code: "071", Vintage: geo.Vintage2024, Level: geo.LevelDistrict, Name: "Huyện Lâm Bình"},
		{Code: "072", Vintage: geo.Vintage2024, Level: geo.LevelDistrict, Name: "Huyện Na Hang"},
		commune("02203", "Phường Minh Xuân", geo.Vintage2024, "070", 105.2, 21.8, 0.1),
		commune("02215", "Phường Minh Xuân", geo.Vintage2025, "08", 105.15, 21.75, 0.2),
		commune("00001", "Xã Tân Thành", geo.Vintage2024, "071", 105, 22, 0.1),
		commune("00002", "Xã Tân Thành", geo.Vintage2024, "072", 105.5, 22, 0.1),
	})
}

func TestCommunesAreFoundUnderEverySpellingAndVintage(t *testing.T) {
	g := sample()
	for _, name := range []string{"Minh Xuân", "phường Minh Xuân", "P. Minh Xuân", "P.Minh Xuân", "MINH XUAN"} {
		if found := g.Named(name, ""); len(found) != 2 {
			t.Errorf("%q names %d units, want one of each vintage", name, len(found))
		}
	}
	if found := g.Named("Tân Thành", "huyện Na Hang"); len(found) != 1 || found[0].Code != "00002" {
		t.Errorf("the district does not narrow the choice: %v", found)
	}
	if found := g.Named("Tân Thành", "Sơn Dương"); len(found) != 2 {
		t.Errorf("an unknown district must not hide the communes: %v", found)
	}
	if found := g.Named("Không Có", ""); len(found) != 0 {
		t.Errorf("found %v", found)
	}
}

func TestContaining(t *testing.T) {
	g := sample()
	if u, ok := g.Containing(orb.Point{105.25, 21.85}, geo.Vintage2025); !ok || u.Code != "02215" {
		t.Errorf("found %v, %v", u.Code, ok)
	}
	if u, ok := g.Containing(orb.Point{104, 21}, geo.Vintage2025); ok {
		t.Errorf("found %v where nothing is", u.Code)
	}
	if b, ok := g.Bound(); !ok || b.Min != (orb.Point{105, 21.75}) || math.Abs(b.Max[0]-105.6) > 1e-9 {
		t.Errorf("bound %v, %v", b, ok)
	}
	if _, ok := New(nil).Bound(); ok {
		t.Error("nothing has a bound")
	}
}

func TestDistanceKm(t *testing.T) {
	unit := commune("1", "Xã A", geo.Vintage2024, "", 105, 22, 0.1)
	for _, tt := range []struct {
		name string
		p    orb.Point
		want float64
	}{
		{"inside", orb.Point{105.05, 22.05}, 0},
		{"north of it", orb.Point{105.05, 22.2}, 11.12},
		{"east of it, where degrees are shorter", orb.Point{105.2, 22.05}, 10.31},
	} {
		if got := DistanceKm(tt.p, unit); math.Abs(got-tt.want) > 0.05 {
			t.Errorf("%s: %.2f km, want %.2f", tt.name, got, tt.want)
		}
	}
	if got := DistanceKm(orb.Point{105, 22}, geo.AdminUnit{}); !math.IsInf(got, 1) {
		t.Errorf("a unit without a boundary is %v km away", got)
	}
	if got := Km(orb.Point{105, 22}, orb.Point{105, 22.001}); math.Abs(got-0.1112) > 1e-4 {
		t.Errorf("Km = %v", got)
	}
}

func TestCore(t *testing.T) {
	for name, want := range map[string]string{
		"Phường Hà Giang 2": "ha giang 2", "Thị trấn Na Hang": "na hang", "TT. Na Hang": "na hang", "Thành phố Tuyên Quang": "tuyen quang", "Xã": "xa", "Xuân Quang": "xuan quang", "": "",
	} {
		if got := Core(name); got != want {
			t.Errorf("Core(%q) = %q, want %q", name, got, want)
		}
	}
}

func TestALostLetterComesBackWhereOneNameOnlyCanBeMeant(t *testing.T) {
	g := New([]geo.AdminUnit{
		commune("1", "Phường Hưng Thành", geo.Vintage2024, "", 105, 22, 0.1), commune("2", "Phường Hưng Thành", geo.Vintage2025, "", 105, 22, 0.1),
		commune("3", "Xã Hưng Lợi", geo.Vintage2024, "", 105, 22, 0.1), commune("4", "Thị trấn Vĩnh Lương", geo.Vintage2024, "", 105, 22, 0.1),
		commune("5", "Xã Mười", geo.Vintage2024, "", 105, 22, 0.1), commune("6", "Xã Mưi", geo.Vintage2024, "", 105, 22, 0.1),
	})
	for written, want := range map[string]string{
		"Phờng Hng Thành": "Phường Hưng Thành", "Hng Thành": "Phường Hưng Thành", "Phường Hng Thành": "Phường Hưng Thành",
		"TT Vĩnh Lơng": "", "Vĩnh Lơng": "Thị trấn Vĩnh Lương", "Hưng Lợi": "", "Hng": "", "": "", "Thành": "",
		"xã Mi": "Xã Mưi", // ười would have kept its ờ
	} {
		if got, _ := g.Restore(written); got != want {
			t.Errorf("%q becomes %q, want %q", written, got, want)
		}
	}
}
