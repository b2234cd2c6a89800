package hex

import (
	"math"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
	"pgregory.net/rapid"

	"phusong/geo"
)

func TestAnOutlineHasTheAreaOfItsHexes(t *testing.T) {
	middle := At(orb.Point{105.2, 22.3}, 9)
	around := Neighbours(middle)
	disk := append(around[:], middle)
	for _, h := range Neighbours(disk[0]) {
		if !slices.Contains(disk, h) {
			disk = append(disk, h)
		}
	}
	rapid.Check(t, func(t *rapid.T) {
		some := rapid.SliceOfDistinct(rapid.SampledFrom(disk), func(h geo.Hex) geo.Hex { return h }).Draw(t, "hexes")
		area, err := Outline(some)
		if err != nil {
			t.Fatal(err)
		}
		var want float64
		for _, h := range some {
			want += planar.Area(orb.Polygon{Boundary(h)})
		}
		if got := planar.Area(area); math.Abs(got-want) > want*1e-9 {
			t.Fatalf("%d hexes have %g, their outline %g", len(some), want, got)
		}
		for _, p := range area {
			for i, ring := range p {
				if want := map[bool]orb.Orientation{true: orb.CCW, false: orb.CW}[i == 0]; !ring.Closed() || ring.Orientation() != want {
					t.Fatalf("ring %d of %v is closed %v and runs %v", i, p, ring.Closed(), ring.Orientation())
				}
			}
		}
	})
}

func TestAnOutlineHasAHole(t *testing.T) {
	middle := Neighbours(At(orb.Point{105.2, 22.3}, 9))
	area, err := Outline(middle[:])
	if err != nil || len(area) != 1 || len(area[0]) != 2 {
		t.Fatalf("six hexes around one: %v, %v", area, err)
	}
	if _, err := Outline([]geo.Hex{1}); err == nil {
		t.Error("what is no hex has an outline")
	}
}
