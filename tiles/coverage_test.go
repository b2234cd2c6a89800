package tiles

import (
	"math"
	"testing"

	"phusong/geo"
)

func TestEveryHexThatMeetsATileIsInIt(t *testing.T) {
	r := newRelease(t, country(t, 9))
	p := newPyramid(r.View.Grid)
	for z := hexesMinZoom; z <= 14; z++ {
		rung := &p.rungs[p.place(uint32(z))]
		for _, at := range tilesOf(p.bounds(), z) {
			if z > 12 && (at.X+at.Y)%5 != 0 {
				continue
			}
			want := map[uint64]bool{}
			for i := range rung.hexes {
				if rung.box(i).Meets(at.Box(0)) {
					want[rung.hexes[i].Short()] = true
				}
			}
			features := read(t, r, "hexes-4G-any", at)["hexes"]
			for _, f := range features {
				if !want[f.ID] {
					t.Fatalf("%v: hex %v does not belong here or is there twice", at, geo.ShortHex(f.ID, rung.resolution))
				}
				delete(want, f.ID)
			}
			if len(want) > 0 {
				t.Fatalf("%v: %d of %d hexes are lost", at, len(want), len(want)+len(features))
			}
		}
	}
}

func TestAHexHasTheClassOfItsLevel(t *testing.T) {
	r := newRelease(t, country(t, 9))
	place := 0
	for i, s := range r.View.Surfaces {
		if CoverageName(geo.Only(s.Network.Technology), s.Network.Operator) == "coverage-2G-viettel" {
			place = i
		}
	}
	seen := map[geo.Class]int{}
	for _, at := range tilesOf(newPyramid(r.View.Grid).bounds(), 12) {
		for _, f := range read(t, r, "hexes-2G-viettel", at)["hexes"] {
			i, known := r.View.Grid.Index(geo.ShortHex(f.ID, 9))
			level := r.View.Surfaces[place].Levels[i]
			class := level.Class(geo.ScaleOf(geo.GSM))
			if !known || f.Attributes["class"] != uint64(class) {
				t.Fatalf("hex %d has class %v, its level %d says %d", f.ID, f.Attributes["class"], level, class)
			}
			shown, has := f.Attributes["level"]
			if hidden := class == geo.ClassNone || class == geo.ClassUnknown; hidden == has {
				t.Fatalf("a hex of class %v shows level %v", class, shown)
			}
			if has && math.Abs(float64(shown.(int64))-float64(level.DBm())) > 0.51 {
				t.Fatalf("level %v is shown as %v", level.DBm(), shown)
			}
			seen[class]++
		}
	}
	for _, class := range []geo.Class{geo.ClassNone, geo.ClassFair, geo.ClassVeryGood, geo.ClassUnknown} {
		if seen[class] == 0 {
			t.Errorf("the test saw no hex of class %v: %v", class, seen)
		}
	}
}

func TestAParentHasTheClassOfMostOfItsChildren(t *testing.T) {
	for _, tt := range []struct {
		name   string
		grades []geo.Class
		want   geo.Class
	}{
		{"most win", []geo.Class{3, 3, 0, 5}, 3},
		{"of equals the worst", []geo.Class{4, 4, 2, 2}, 2},
		{"unknown counts too", []geo.Class{15, 15, 3}, geo.ClassUnknown},
		{"unknown is the worst of equals", []geo.Class{15, 3}, geo.ClassUnknown},
		{"a single one", []geo.Class{5}, 5},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := majority(tt.grades); got != tt.want {
				t.Errorf("majority(%v) = %v, want %v", tt.grades, got, tt.want)
			}
		})
	}
	if got := meanLevel(3, []geo.Class{3, 3, 5}, []geo.Level16{-1001, -1010, -700}); got != -101 {
		t.Errorf("the mean of −100.1 and −101.0 dBm is shown as %d", got)
	}
}
