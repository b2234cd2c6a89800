package tiles

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/hex"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

// patchwork is a country whose hexes have classes in patches with islands, as
// dense as share of them says: no neighbour is like another at 1.
func patchwork(t testing.TB, resolution int, share float64) *data.View {
	view := country(t, resolution)
	rng := rand.New(rand.NewPCG(5, 6))
	for _, s := range view.Surfaces {
		for i := range s.Levels {
			if rng.Float64() < share {
				s.Levels[i] = geo.ToLevel16(geo.DBm(-125 + 45*rng.Float64()))
			}
		}
	}
	return view
}

// areasByClass adds up twice the area of the parts of each class; holes count
// against.
func areasByClass(features []mvt.Feature) map[any]int64 {
	sums := map[any]int64{}
	for _, f := range features {
		for _, part := range f.Parts {
			sums[f.Attributes["class"]] += mvt.Area(part)
		}
	}
	return sums
}

// The corners of hexes are the tile's steps, and the sides inside an area cancel:
// the areas must be equal to the step, not nearly.
func TestTheAreaOfAClassIsThatOfItsHexes(t *testing.T) {
	for _, share := range []float64{0, 0.05, 1} {
		r := newRelease(t, patchwork(t, 9, share))
		for z := coverageMinZoom; z <= 14; z++ {
			for k, at := range tilesOf(r.release.grid.bounds(), z) {
				if z > 11 && k%7 != 0 {
					continue
				}
				c := newCoverage(r.release.grid, r.View.Surfaces[0], r.View)
				p := newPalette()
				rung, values := c.at(at.Z)
				l := p.layer("hexes")
				var tags hexTags
				p.hexes(l, rung, at, func(i int32) []mvt.Tag { return tags.of(l, values.classes[i], noLevel) })
				single, err := mvt.Decode(p.write(l))
				if err != nil {
					t.Fatal(err)
				}
				merged, err := mvt.Decode(classAreas{c}.paint(at, p))
				if err != nil {
					t.Fatal(err)
				}
				want, got := areasByClass(single[0].Features), areasByClass(merged[0].Features)
				if len(got) != len(merged[0].Features) || len(got) != len(want) {
					t.Fatalf("%v: %d features of %d classes", at, len(merged[0].Features), len(want))
				}
				for class := range want {
					if got[class] != want[class] {
						t.Fatalf("%v: class %v has %d steps², its hexes %d", at, class, got[class], want[class])
					}
				}
			}
		}
	}
}

func TestAnAreaIsARingAndItsHoles(t *testing.T) {
	r := newRelease(t, patchwork(t, 9, 0.1))
	holes := 0
	for _, at := range tilesOf(r.release.grid.bounds(), 10) {
		for _, f := range read(t, r, "coverage-4G-any", at)["coverage"] {
			var around []mvt.Point
			for _, part := range f.Parts {
				if mvt.Area(part) > 0 {
					around = part
					continue
				}
				holes++
				for _, p := range part {
					if !holds(around, p) && !slices.Contains(around, p) {
						t.Fatalf("%v: the hole at %v is not in the ring before it", at, p)
					}
				}
			}
		}
	}
	if holes == 0 {
		t.Error("the test saw no hole")
	}
}

// holds tells by the even-odd rule whether p is inside a ring.
func holds(ring []mvt.Point, p mvt.Point) (inside bool) {
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		if (a.Y > p.Y) != (b.Y > p.Y) && float64(p.X) < float64(b.X-a.X)*float64(p.Y-a.Y)/float64(b.Y-a.Y)+float64(a.X) {
			inside = !inside
		}
	}
	return inside
}

func TestAHexKnowsWhatLiesAcrossEachSide(t *testing.T) {
	// A pentagon and its neighbours, where H3's faces meet, and a plain place.
	for _, at := range []orb.Point{{10.536, 64.7}, {105.2, 22.1}} {
		for _, resolution := range []int{6, 7} {
			area := orb.MultiPolygon{{orb.Ring{{at[0] - 1, at[1] - 0.6}, {at[0] + 1, at[1] - 0.6}, {at[0] + 1, at[1] + 0.6}, {at[0] - 1, at[1] + 0.6}, {at[0] - 1, at[1] - 0.6}}}}
			grid, err := hex.NewGrid([]orb.MultiPolygon{area}, resolution, 100_000)
			if err != nil {
				t.Fatal(err)
			}
			r := newRung(grid.Hexes, resolution)
			for i, h := range r.hexes {
				want := map[geo.Hex]bool{}
				for _, n := range hex.Neighbours(h) {
					if _, inside := grid.Index(n); inside && n != 0 {
						want[n] = true
					}
				}
				got := map[geo.Hex]bool{}
				for k, j := range r.across[r.first[i]:r.first[i+1]] {
					if j == edgeOfGrid {
						continue
					}
					got[r.hexes[j]] = true
					ring, other := r.ring(i), r.ring(int(j))
					if !slices.Contains(other, ring[k]) || !slices.Contains(other, ring[(k+1)%len(ring)]) {
						t.Fatalf("%v and %v do not share their corners", h, r.hexes[j])
					}
				}
				if len(got) != len(want) {
					t.Fatalf("%v near %v has the neighbours %v, want %v", h, at, got, want)
				}
			}
		}
	}
}

func TestACoverageTileIsMuchSmallerThanItsHexes(t *testing.T) {
	r := newRelease(t, country(t, 10))
	at := mercator.TileAt(mercator.FromLonLat(orb.Point{105.2, 22.15}), 12)
	merged, err := r.Tile("coverage-4G-any", int(at.Z), int(at.X), int(at.Y))
	if err != nil {
		t.Fatal(err)
	}
	single, err := r.Tile("hexes-4G-any", int(at.Z), int(at.X), int(at.Y))
	if err != nil || 10*len(merged.Gzip) > len(single.Gzip) {
		t.Errorf("%d bytes of areas, %d of hexes (%v)", len(merged.Gzip), len(single.Gzip), err)
	}
}
