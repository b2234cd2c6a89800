package hex

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
)

// mosaic cuts a rectangle of some 60 km into cols×rows areas whose common sides
// wander; each area has some 158 corners.
func mosaic(rng *rand.Rand, cols, rows int) []orb.MultiPolygon {
	const parts, pitch = 39, 0.0165
	west, south := 104.9, 21.5
	wander := func(a, b orb.Point) orb.Ring {
		line := orb.Ring{a}
		for i := 1; i < parts; i++ {
			t := float64(i) / parts
			line = append(line, orb.Point{
				a[0] + t*(b[0]-a[0]) + (rng.Float64()-0.5)*pitch/50,
				a[1] + t*(b[1]-a[1]) + (rng.Float64()-0.5)*pitch/50,
			})
		}
		return line
	}
	at := func(i, j int) orb.Point { return orb.Point{west + float64(i)*pitch, south + float64(j)*pitch} }
	across, up := map[[2]int]orb.Ring{}, map[[2]int]orb.Ring{}
	for j := range rows + 1 {
		for i := range cols + 1 {
			across[[2]int{i, j}] = wander(at(i, j), at(i+1, j))
			up[[2]int{i, j}] = wander(at(i, j), at(i, j+1))
		}
	}
	back := func(line orb.Ring, end orb.Point) orb.Ring {
		turned := slices.Clone(line[1:])
		slices.Reverse(turned)
		return append(orb.Ring{end}, turned...)
	}
	var areas []orb.MultiPolygon
	for j := range rows {
		for i := range cols {
			ring := slices.Concat(across[[2]int{i, j}], up[[2]int{i + 1, j}],
				back(across[[2]int{i, j + 1}], at(i+1, j+1)), back(up[[2]int{i, j}], at(i, j+1)))
			areas = append(areas, orb.MultiPolygon{{append(ring, ring[0])}})
		}
	}
	return areas
}

// Province is areas like a province's hamlets: 1,733 with 273 thousand corners.
func Province() []orb.MultiPolygon {
	areas := mosaic(rand.New(rand.NewPCG(9, 10)), 41, 42)
	return append(areas, areas[:11]...)
}

// Polyfill is H3's own answer to which hexes an area holds.
func Polyfill(b *testing.B, area orb.MultiPolygon) int { return len(polyfill(b, area, 10)) }

func BenchmarkNewGrid(b *testing.B) {
	areas := mosaic(rand.New(rand.NewPCG(9, 10)), 41, 42)
	for b.Loop() {
		if _, err := NewGrid(areas, 10, 1_000_000); err != nil {
			b.Fatal(err)
		}
	}
}
