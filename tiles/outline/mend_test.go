package outline

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

// comb is a ring with teeth that reach out of a tile: cut, it falls into pieces.
func comb(teeth []uint32) []mercator.Point {
	ring := []mercator.Point{{X: 10 * uint32(len(teeth)) * 2, Y: 1000}, {X: 0, Y: 1000}}
	for i, y := range teeth {
		x := 20 * uint32(i)
		ring = append(ring, mercator.Point{X: x, Y: 900}, mercator.Point{X: x, Y: y}, mercator.Point{X: x + 10, Y: y}, mercator.Point{X: x + 10, Y: 900})
	}
	return ring
}

func local(ring []mercator.Point) []mvt.Point {
	points := make([]mvt.Point, len(ring))
	for i, p := range ring {
		points[i] = mvt.Point{X: int32(p.X), Y: int32(p.Y)}
	}
	return points
}

// parts are the rings that were drawn.
func parts(t *rapid.T, g *mvt.Geometry) [][]mvt.Point {
	if g.Empty() {
		return nil
	}
	l := mvt.NewLayer("a", mercator.Extent)
	l.Add(1, g)
	read, err := mvt.Decode(l.AppendTo(nil))
	if err != nil {
		t.Fatal(err)
	}
	return read[0].Features[0].Parts
}

// What is cut keeps its area; no ring passes a corner twice, no side is drawn from
// both its sides, and a hole that the edge cuts open is none any more.
func TestWhatIsCutIsMended(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ring := comb(rapid.SliceOfN(rapid.Uint32Range(0, 890), 1, 8).Draw(t, "teeth"))
		hole := []mercator.Point{{X: 3, Y: 930}, {X: 13, Y: 930}, {X: 13, Y: 960}, {X: 3, Y: 960}}
		box := mercator.Box{Min: mercator.Point{X: rapid.Uint32Range(0, 20).Draw(t, "west"), Y: rapid.Uint32Range(0, 950).Draw(t, "north")}, Max: mercator.Point{X: rapid.Uint32Range(21, 200).Draw(t, "east"), Y: 2000}}
		if rapid.Bool().Draw(t, "turned") {
			slices.Reverse(ring)
		}
		cut := [][]mvt.Point{local(mercator.Clip(nil, ring, box)), local(mercator.Clip(nil, hole, box))}
		want := max(mvt.Area(cut[0]), -mvt.Area(cut[0])) - max(mvt.Area(cut[1]), -mvt.Area(cut[1]))
		var m mending
		var g mvt.Geometry
		m.begin(cut)
		m.draw(&g)
		sides, got := map[side]bool{}, int64(0)
		for i, part := range parts(t, &g) {
			got += mvt.Area(part)
			if i == 0 && mvt.Area(part) < 0 {
				t.Fatalf("a hole comes before its ring: %v", part)
			}
			for k, p := range part {
				next := part[(k+1)%len(part)]
				if slices.Contains(part[:k], p) || sides[side{next, p}] || sides[side{p, next}] {
					t.Fatalf("%v passes %v twice, or a side of it is drawn twice", part, p)
				}
				sides[side{p, next}] = true
			}
		}
		if got != want {
			t.Fatalf("%v has the area %d, mended %d", cut, want, got)
		}
	})
}

func TestARingThatTouchesItselfFallsApart(t *testing.T) {
	for name, tt := range map[string]struct {
		ring        []mvt.Point
		outer, hole int
	}{
		"two lobes that share a corner":              {[]mvt.Point{{X: 0, Y: 0}, {X: 4, Y: 0}, {X: 4, Y: 4}, {X: 8, Y: 4}, {X: 8, Y: 8}, {X: 4, Y: 8}, {X: 4, Y: 4}, {X: 0, Y: 4}}, 2, 0},
		"a ring around a place that touches its rim": {[]mvt.Point{{X: 0, Y: 0}, {X: 9, Y: 0}, {X: 9, Y: 9}, {X: 0, Y: 9}, {X: 0, Y: 0}, {X: 3, Y: 6}, {X: 6, Y: 6}, {X: 6, Y: 3}}, 1, 1},
		"a corner on another side":                   {[]mvt.Point{{X: 0, Y: 0}, {X: 8, Y: 0}, {X: 8, Y: 8}, {X: 6, Y: 8}, {X: 4, Y: 0}, {X: 2, Y: 8}, {X: 0, Y: 8}}, 2, 0},
		"a thorn without width":                      {[]mvt.Point{{X: 0, Y: 0}, {X: 4, Y: 0}, {X: 9, Y: 0}, {X: 4, Y: 0}, {X: 4, Y: 4}, {X: 0, Y: 4}}, 1, 0},
	} {
		t.Run(name, func(t *testing.T) {
			var m mending
			var g mvt.Geometry
			if m.begin([][]mvt.Point{tt.ring}); !m.touches() {
				t.Fatal("nobody sees that it touches itself")
			}
			m.draw(&g)
			outer, hole, area := 0, 0, int64(0)
			for _, part := range m.rings {
				if area += mvt.Area(part); mvt.Area(part) > 0 {
					outer++
				} else {
					hole++
				}
			}
			if outer != tt.outer || hole != tt.hole || area != mvt.Area(tt.ring) {
				t.Errorf("%d rings and %d holes of area %d in %v, want %d and %d of %d", outer, hole, area, m.rings, tt.outer, tt.hole, mvt.Area(tt.ring))
			}
		})
	}
}
