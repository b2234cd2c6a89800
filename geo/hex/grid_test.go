package hex

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"github.com/uber/h3-go/v4"
	"pgregory.net/rapid"

	"phusong/geo"
)

// star is a closed ring of n corners around a centre, its radii between low and
// high degrees.
func star(rng *rand.Rand, centre orb.Point, n int, low, high float64) orb.Ring {
	ring := make(orb.Ring, 0, n+1)
	for i := range n {
		a := 2 * math.Pi * float64(i) / float64(n)
		r := low + (high-low)*rng.Float64()
		ring = append(ring, orb.Point{centre[0] + r*math.Cos(a), centre[1] + r*math.Sin(a)})
	}
	return append(ring, ring[0])
}

// polyfill is H3's own answer, the oracle of Fill.
func polyfill(t interface{ Fatal(...any) }, area orb.MultiPolygon, res int) []geo.Hex {
	var all []geo.Hex
	for _, polygon := range area {
		var p h3.GeoPolygon
		for i, ring := range polygon {
			var loop h3.GeoLoop
			for _, at := range ring[:len(ring)-1] {
				loop = append(loop, h3.NewLatLng(at.Lat(), at.Lon()))
			}
			if i == 0 {
				p.GeoLoop = loop
			} else {
				p.Holes = append(p.Holes, loop)
			}
		}
		cells, err := h3.PolygonToCells(p, res)
		if err != nil {
			t.Fatal(err)
		}
		for _, c := range cells {
			all = append(all, geo.Hex(c))
		}
	}
	slices.Sort(all)
	return all
}

func TestFillIsH3sOwn(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 1))
		res := rapid.IntRange(6, 10).Draw(t, "resolution")
		size := 0.4 / math.Pow(7, float64(res-6)/2) * rapid.Float64Range(0.1, 3).Draw(t, "size")
		centre := orb.Point{rapid.Float64Range(103, 107).Draw(t, "lon"), rapid.Float64Range(9, 23).Draw(t, "lat")}
		area := orb.MultiPolygon{
			{star(rng, centre, 40, size/4, size), star(rng, centre, 9, size/20, size/5)},
			{star(rng, orb.Point{centre[0] + 3*size, centre[1]}, 7, size/9, size)},
		}
		got, err := Fill(area, res, 1_000_000)
		if err != nil {
			t.Fatal(err)
		}
		if want := polyfill(t, area, res); !slices.Equal(got, want) {
			t.Errorf("%d hexes, H3 finds %d", len(got), len(want))
		}
	})
}

func TestFillOfAnAreaSmallerThanAHexIsEmpty(t *testing.T) {
	corner := Boundary(At(town, 10))[0]
	area := orb.MultiPolygon{{star(rand.New(rand.NewPCG(1, 1)), corner, 6, 1e-5, 2e-5)}}
	got, err := Fill(area, 10, 100)
	if err != nil || len(got) != 0 {
		t.Errorf("Fill = %v, %v", got, err)
	}
}

// An area that takes no more than the corner of a coarse hex still takes the
// children whose centres lie there.
func TestFillFindsWhatHidesInCorners(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := orb.Point{rapid.Float64Range(103, 107).Draw(t, "lon"), rapid.Float64Range(9, 23).Draw(t, "lat")}
		coarse := At(p, 8)
		c, corner := Centre(coarse), Boundary(coarse)[rapid.IntRange(0, 5).Draw(t, "corner")]
		out := orb.Point{corner[0] - c[0], corner[1] - c[1]}
		at := func(along, across float64) orb.Point {
			return orb.Point{corner[0] + along*out[0] - across*out[1], corner[1] + along*out[1] + across*out[0]}
		}
		left, right := rapid.Float64Range(0.5, 2).Draw(t, "left"), rapid.Float64Range(0.5, 2).Draw(t, "right")
		area := orb.MultiPolygon{{{at(-0.03, -left), at(2, -left), at(2, right), at(-0.03, right), at(-0.03, -left)}}}
		got, err := Fill(area, 10, 10_000)
		if err != nil || !slices.Equal(got, polyfill(t, area, 10)) {
			t.Errorf("%d hexes, %v; H3 finds %d", len(got), err, len(polyfill(t, area, 10)))
		}
	})
}

func TestFillRefuses(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for _, tt := range []struct {
		name string
		area orb.MultiPolygon
		res  int
		want error
	}{
		{"a province at resolution 15, before any work", orb.MultiPolygon{{star(rng, town, 90, 0.5, 0.6)}}, 15, ErrTooMany},
		{"a few hexes too many", orb.MultiPolygon{{star(rng, town, 90, 0.05, 0.06)}}, 10, ErrTooMany},
		{"an outline that goes everywhere", orb.MultiPolygon{{star(rng, town, 3000, 0, 1.2)}}, 10, ErrTooMany},
		{"a corner that is not a number", orb.MultiPolygon{{{{105, 21}, {math.NaN(), 22}, {106, 22}, {105, 21}}}}, 9, ErrNotOnEarth},
		{"a corner in metres", orb.MultiPolygon{{{{105, 21}, {583960, 2325000}, {106, 22}, {105, 21}}}}, 9, ErrNotOnEarth},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Fill(tt.area, tt.res, 3000); !errors.Is(err, tt.want) {
				t.Errorf("Fill: %v, want %v", err, tt.want)
			}
		})
	}
}

func TestGridOfOverlappingAreasIsTheirUnion(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	a := orb.MultiPolygon{{star(rng, town, 30, 0.02, 0.04)}}
	b := orb.MultiPolygon{{star(rng, orb.Point{town[0] + 0.03, town[1]}, 30, 0.02, 0.04)}}
	g, err := NewGrid([]orb.MultiPolygon{a, b}, 10, 100_000)
	if err != nil {
		t.Fatal(err)
	}
	union := append(polyfill(t, a, 10), polyfill(t, b, 10)...)
	slices.Sort(union)
	if !slices.Equal(g.Hexes, slices.Compact(union)) {
		t.Errorf("%d hexes, the union has %d", len(g.Hexes), len(slices.Compact(union)))
	}
	again, err := GridOf(g.Hexes)
	if err != nil || !slices.Equal(again.Centres, g.Centres) {
		t.Errorf("the grid does not come back from its hexes: %v", err)
	}
	for i, h := range g.Hexes {
		if at, ok := g.Index(h); !ok || at != i {
			t.Fatalf("Index(%v) = %d, %v", h, at, ok)
		}
	}
	if _, ok := g.Index(At(town, 9)); ok {
		t.Error("a hex of another resolution was found")
	}
}

func TestAssignPartitionsAMosaic(t *testing.T) {
	areas := mosaic(rand.New(rand.NewPCG(5, 6)), 12, 12)
	g, err := NewGrid(areas, 10, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	owners := make([]int, g.Len())
	for _, inside := range g.Assign(areas) {
		if !slices.IsSorted(inside) {
			t.Error("an area's hexes do not ascend")
		}
		for _, i := range inside {
			owners[i]++
		}
	}
	for i, n := range owners {
		if n != 1 {
			t.Fatalf("hex %v lies in %d areas", g.Hexes[i], n)
		}
	}
}

// Corners and sides that run through centres, and sides along the rows.
func TestAssignOnTheEdge(t *testing.T) {
	g, err := NewGrid(mosaic(rand.New(rand.NewPCG(7, 8)), 3, 3), 9, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	c := g.Centres[g.Len()/2]
	left := orb.MultiPolygon{{{{104, 20}, {c[0], 20}, {c[0], c[1]}, {c[0], 24}, {104, 24}, {104, 20}}}}
	right := orb.MultiPolygon{{{{c[0], 20}, {107, 20}, {107, 24}, {c[0], 24}, {c[0], c[1]}, {c[0], 20}}}}
	lozenge := orb.MultiPolygon{{{{c[0] - 0.02, c[1]}, {c[0], c[1] - 0.02}, {c[0] + 0.02, c[1]}, {c[0], c[1] + 0.02}, {c[0] - 0.02, c[1]}}}}
	if i := int32(g.Len() / 2); !slices.Contains(g.Assign([]orb.MultiPolygon{lozenge})[0], i) {
		t.Error("a centre level with a corner to its east is not inside")
	}
	both := g.Assign([]orb.MultiPolygon{left, right})
	if n := len(both[0]) + len(both[1]); n != g.Len() {
		t.Errorf("the two halves hold %d of %d hexes", n, g.Len())
	}
}

func TestAssignBearsWhatIsNotAnArea(t *testing.T) {
	g, err := NewGrid(mosaic(rand.New(rand.NewPCG(7, 8)), 3, 3), 9, 10_000)
	if err != nil {
		t.Fatal(err)
	}
	nan := math.NaN()
	for _, inside := range g.Assign([]orb.MultiPolygon{nil, {{}}, {{{}}}, {{{{nan, 1}, {2, nan}, {105, 21}}}}, {{{{-200, -95}, {200, 95}}}}}) {
		if len(inside) > 0 {
			t.Errorf("%d hexes lie in nothing", len(inside))
		}
	}
	empty, err := GridOf(nil)
	if err != nil || len(empty.Assign([]orb.MultiPolygon{{{{{1, 1}, {2, 1}, {2, 2}}}}})[0]) != 0 {
		t.Errorf("an empty grid: %v", err)
	}
}
