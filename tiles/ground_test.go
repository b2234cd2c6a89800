package tiles

import (
	"math"
	"testing"
)

// A model that ends in the middle of a tile: what is beyond must not look like ground.
func TestHillsFadeOutWhereTheModelEnds(t *testing.T) {
	const side, metres = 64, 100
	heights := make([]float64, side*side)
	known := func(i int) bool { return i%side < side/2 && i != 20*side+10 }
	for i := range heights {
		heights[i] = math.NaN()
		if known(i) {
			heights[i] = 500 + metres*float64(i/side%2) // furrows across the edge
		}
	}
	fill(heights, side)
	for i, h := range heights {
		if known(i) && h != 500+metres*float64(i/side%2) {
			t.Fatalf("pixel %d,%d was known and became %.1f m", i%side, i/side, h)
		}
		if h < 500 || h > 500+metres || math.IsNaN(h) {
			t.Fatalf("pixel %d,%d is %.1f m, beyond all that is known", i%side, i/side, h)
		}
		if x, y := i%side, i/side; x >= side/2+4 && y > 0 && math.Abs(h-heights[i-side]) > metres/10 {
			t.Errorf("%d pixels beyond the edge a furrow of %.1f m goes on", x-side/2+1, math.Abs(h-heights[i-side]))
			return
		}
	}
}
