package outline

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

// quilt is a sheet of cols × rows patches over 105…106 E, 22…23 N whose borders
// wriggle: every border is one line of steps vertices, used by both its sides.
func quilt(rng *rand.Rand, cols, rows, steps int) []orb.MultiPolygon {
	corner := map[[2]int]orb.Point{}
	for c := range cols + 1 {
		for r := range rows + 1 {
			corner[[2]int{c, r}] = orb.Point{105 + float64(c)/float64(cols), 22 + float64(r)/float64(rows)}
		}
	}
	wriggle := map[[4]int][]orb.Point{}
	line := func(c, r, dc, dr int) []orb.Point {
		key := [4]int{c, r, dc, dr}
		if wriggle[key] == nil {
			a, b := corner[[2]int{c, r}], corner[[2]int{c + dc, r + dr}]
			points := []orb.Point{a}
			for i := 1; i < steps; i++ {
				share := float64(i) / float64(steps)
				points = append(points, orb.Point{
					a[0] + share*(b[0]-a[0]) + (rng.Float64()-0.5)*0.02*float64(dr),
					a[1] + share*(b[1]-a[1]) + (rng.Float64()-0.5)*0.02*float64(dc)})
			}
			wriggle[key] = append(points, b)
		}
		return wriggle[key]
	}
	var patches []orb.MultiPolygon
	for c := range cols {
		for r := range rows {
			var ring orb.Ring
			ring = append(ring, line(c, r, 1, 0)...)
			ring = append(ring, line(c+1, r, 0, 1)...)
			ring = append(ring, backwards(line(c, r+1, 1, 0))...)
			ring = append(ring, backwards(line(c, r, 0, 1))...)
			patches = append(patches, orb.MultiPolygon{{ring}})
		}
	}
	return patches
}

func backwards(points []orb.Point) []orb.Point {
	turned := make([]orb.Point, len(points))
	for i, p := range points {
		turned[len(points)-1-i] = p
	}
	return turned
}

type edge struct{ a, b mercator.Point }

// edges counts how often each undirected edge is drawn at zoom z.
func edges(s *Set, z uint8) map[edge]int {
	count := map[edge]int{}
	for _, a := range s.areas {
		for _, r := range a.rings {
			var kept []mercator.Point
			for i, p := range r.points {
				if r.from[i] <= z {
					kept = append(kept, p)
				}
			}
			for i, p := range kept {
				q := kept[(i+1)%len(kept)]
				if q.Less(p) {
					p, q = q, p
				}
				count[edge{p, q}]++
			}
		}
	}
	return count
}

func TestNeighboursKeepTheSameBorderAtEveryZoom(t *testing.T) {
	const cols, rows = 4, 3
	set := New(quilt(rand.New(rand.NewPCG(1, 2)), cols, rows, 40))
	last := 0
	for z := uint8(0); z <= mercator.MaxZoom; z++ {
		once, all := 0, edges(set, z)
		for e, n := range all {
			if n > 2 {
				t.Fatalf("zoom %d: %v is drawn %d times", z, e, n)
			}
			if n == 1 {
				once++
				if inside(e.a) && inside(e.b) {
					t.Fatalf("zoom %d: the inner edge %v has one side only", z, e)
				}
			}
		}
		if len(all) < last {
			t.Errorf("zoom %d has %d edges, zoom %d had %d", z, len(all), z-1, last)
		}
		last = len(all)
	}
	if coarse, fine := len(edges(set, 3)), len(edges(set, 22)); coarse*4 > fine {
		t.Errorf("zoom 3 draws %d of %d edges: that is hardly thinned", coarse, fine)
	}
}

func inside(p mercator.Point) bool {
	at := p.LonLat()
	const rim = 0.011 // the wriggle of the outer border
	return at[0] > 105+rim && at[0] < 106-rim && at[1] > 22+rim && at[1] < 23-rim
}

func TestAnIslandFillsItsHole(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	island := make(orb.Ring, 60)
	for i := range island {
		r, turn := 0.2+0.02*rng.Float64(), 2*math.Pi*float64(i)/60
		island[i] = orb.Point{105.5 + r*math.Cos(turn), 22.5 + r*math.Sin(turn)}
	}
	hole := append(orb.Ring{}, island[17:]...) // begins elsewhere
	hole = orb.Ring(backwards(append(hole, island[:17]...)))
	set := New([]orb.MultiPolygon{
		{{orb.Ring{{105, 22}, {106, 22}, {106, 23}, {105, 23}, {105, 22}}, hole}},
		{{island}},
	})
	for z := range uint8(mercator.MaxZoom) {
		once := 0
		for _, n := range edges(set, z) {
			if n == 1 {
				once++
			}
		}
		if once > 4 {
			t.Errorf("zoom %d: %d edges have one side only, the square has 4", z, once)
		}
	}
}

// drawn is the area of area i over all tiles of zoom z that meet it, in steps².
func drawn(set *Set, i, z int) (sum float64) {
	var g mvt.Geometry
	var brush Brush
	box := set.Box(i)
	from, to := mercator.TileAt(box.Min, z), mercator.TileAt(box.Max, z)
	for x := from.X; x <= to.X; x++ {
		for y := from.Y; y <= to.Y; y++ {
			g.Reset()
			set.Draw(&g, i, Sharp(mercator.Tile{Z: uint32(z), X: x, Y: y}, 0), &brush)
			if g.Empty() {
				continue
			}
			l := mvt.NewLayer("a", mercator.Extent)
			l.Add(1, &g)
			read, err := mvt.Decode(l.AppendTo(nil))
			if err != nil {
				panic(err)
			}
			for _, part := range read[0].Features[0].Parts {
				sum += float64(mvt.Area(part)) / 2
			}
		}
	}
	return sum
}

func TestTheTilesOfAnAreaAddUpToIt(t *testing.T) {
	square := orb.MultiPolygon{{
		orb.Ring{{105, 22}, {105.5, 22}, {105.5, 22.5}, {105, 22.5}, {105, 22}},
		orb.Ring{{105.2, 22.2}, {105.2, 22.3}, {105.3, 22.3}, {105.3, 22.2}, {105.2, 22.2}},
	}}
	set := New([]orb.MultiPolygon{square})
	for _, z := range []int{8, 11, 13} {
		a, b := mercator.FromLonLat(orb.Point{105, 22.5}), mercator.FromLonLat(orb.Point{105.5, 22})
		c, d := mercator.FromLonLat(orb.Point{105.2, 22.3}), mercator.FromLonLat(orb.Point{105.3, 22.2})
		step := math.Exp2(float64(32 - z - mercator.ExtentBits))
		want := (float64(b.X-a.X)*float64(b.Y-a.Y) - float64(d.X-c.X)*float64(d.Y-c.Y)) / step / step
		if got := drawn(set, 0, z); math.Abs(got/want-1) > 0.002 {
			t.Errorf("zoom %d: the tiles hold %.0f steps², the square %.0f", z, got, want)
		}
	}
}

func TestWhatIsNoAreaIsNotDrawn(t *testing.T) {
	set := New([]orb.MultiPolygon{nil, {}, {{}}, {{orb.Ring{{105, 22}, {105.1, 22}, {105, 22}}}}})
	var g mvt.Geometry
	for i := range set.Len() {
		set.Draw(&g, i, Sharp(mercator.Tile{}, 64), &Brush{})
	}
	if !g.Empty() {
		t.Error("something was drawn of nothing")
	}
}

// The weight of a vertex does not depend on the direction the line is read in.
func TestALineIsThinnedTheSameBothWays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		points := rapid.SliceOfNDistinct(rapid.Custom(func(t *rapid.T) mercator.Point {
			return mercator.Point{X: rapid.Uint32Range(0, 6).Draw(t, "x"), Y: rapid.Uint32Range(0, 6).Draw(t, "y")}
		}), 2, 20, func(p mercator.Point) mercator.Point { return p }).Draw(t, "line")
		there, back := make([]vertex, len(points)), make([]vertex, len(points))
		for i, p := range points {
			there[i] = vertex{point: p, before: i - 1, after: i + 1}
			back[len(points)-1-i] = vertex{point: p, before: len(points) - 2 - i, after: len(points) - i}
		}
		a, b := weigh(there), weigh(back)
		for i := range a {
			if a[i] != b[len(b)-1-i] {
				t.Fatalf("%v weighs %v one way and %v the other", points, a, b)
			}
		}
	})
}
