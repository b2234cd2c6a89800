package outline

import (
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"phusong/tiles/mercator"
)

func TestEveryBorderIsDrawnOnceAtEveryZoomAsTheAreasDrawIt(t *testing.T) {
	patches := quilt(rand.New(rand.NewPCG(1, 2)), 4, 3, 40)
	island := orb.Ring{{105.6, 22.5}, {105.61, 22.5}, {105.61, 22.51}, {105.6, 22.51}, {105.6, 22.5}}
	set := New(append(patches, orb.MultiPolygon{{island}}))
	borders := set.Borders()
	if inner, rim := 3*3+2*4, 2*4+2*3-4; borders.Len() != inner+rim+1 {
		t.Errorf("%d borders of 4 × 3 patches and an island, want %d", borders.Len(), inner+rim+1)
	}
	for z := uint8(0); z <= mercator.MaxZoom; z++ {
		drawn := map[edge]int{}
		for _, l := range borders.lines {
			var before *mercator.Point
			for i := range l.points {
				p := l.points[i]
				if l.from[i] > z {
					continue
				}
				if before != nil && p.Less(*before) {
					drawn[edge{p, *before}]++
				} else if before != nil {
					drawn[edge{*before, p}]++
				}
				before = &l.points[i]
			}
		}
		areas := edges(set, z)
		for e, n := range drawn {
			if e.a != e.b && (n != 1 || areas[e] == 0) {
				t.Fatalf("zoom %d: %v is drawn %d times, by areas %d times", z, e, n, areas[e])
			}
		}
		for e := range areas {
			if e.a != e.b && drawn[e] == 0 {
				t.Fatalf("zoom %d: %v of the areas is no border", z, e)
			}
		}
	}
}

func TestABorderKnowsTheAreasOnItsSides(t *testing.T) {
	set := New(quilt(rand.New(rand.NewPCG(1, 2)), 2, 1, 10))
	sides := map[int]int{}
	borders := set.Borders()
	for i := range borders.Len() {
		sides[len(borders.Areas(i))]++
	}
	if sides[2] != 1 || sides[1] != 2 || len(sides) != 2 {
		t.Errorf("two patches have borders with so many sides: %v", sides)
	}
}
