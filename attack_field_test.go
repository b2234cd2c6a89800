package main_test

import (
	"math/rand/v2"
	"slices"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/geo/hex"
	"phusong/geo/terrain"
)

// Where masts stand is worth money to rivals. The attack below reads all that
// everybody may read of the sample province, over HTTP, and looks for masts where
// the signal is best. It is right about a mast when it points within 250 m of it.
const rightWithinKm = 0.25

// field is the coverage everybody may see: hexes of one resolution, their
// neighbours by place, and columns of values.
type field struct {
	hexes      []geo.Hex
	neighbours [][]int32
}

func newField(hexes []geo.Hex) *field {
	f := &field{hexes: hexes, neighbours: make([][]int32, len(hexes))}
	place := map[geo.Hex]int32{}
	for i, h := range hexes {
		place[h] = int32(i)
	}
	for i, h := range hexes {
		for _, n := range hex.Neighbours(h) {
			if k, known := place[n]; known {
				f.neighbours[i] = append(f.neighbours[i], k)
			}
		}
	}
	return f
}

// maxima returns the middle of every connected patch of equal value whose
// surroundings are lower everywhere.
func (f *field) maxima(values []float64) []orb.Point {
	var found []orb.Point
	seen := make([]bool, len(values))
	for i := range values {
		if seen[i] || values[i] <= 0 {
			continue
		}
		patch, top := []int32{int32(i)}, true
		seen[i] = true
		for next := 0; next < len(patch); next++ {
			for _, n := range f.neighbours[patch[next]] {
				switch {
				case values[n] > values[i]:
					top = false
				case values[n] == values[i] && !seen[n]:
					seen[n] = true
					patch = append(patch, n)
				}
			}
		}
		if top {
			found = append(found, f.middle(patch))
		}
	}
	return found
}

func (f *field) middle(patch []int32) orb.Point {
	var sum orb.Point
	for _, i := range patch {
		c := hex.Centre(f.hexes[i])
		sum[0], sum[1] = sum[0]+c[0], sum[1]+c[1]
	}
	return orb.Point{sum[0] / float64(len(patch)), sum[1] / float64(len(patch))}
}

// smooth gives each hex the mean of itself, twice, and its neighbours.
func (f *field) smooth(values []float64, times int) []float64 {
	for range times {
		mean := make([]float64, len(values))
		for i := range values {
			sum, n := 2*values[i], 2.0
			for _, k := range f.neighbours[i] {
				sum, n = sum+values[k], n+1
			}
			mean[i] = sum / n
		}
		values = mean
	}
	return values
}

// random is n hexes' centres, each hex as likely as any other.
func (f *field) random(n int) []orb.Point {
	rng := rand.New(rand.NewPCG(1, 2))
	found := make([]orb.Point, n)
	for i := range found {
		found[i] = hex.Centre(f.hexes[rng.IntN(len(f.hexes))])
	}
	return found
}

// found is the share of the masts that have a guess within reach.
func found(masts, guesses []orb.Point) float64 {
	const square = 0.005 // degrees: wider than the reach
	at := func(p orb.Point) [2]int { return [2]int{int(p[0] / square), int(p[1] / square)} }
	near := map[[2]int][]orb.Point{}
	for _, g := range guesses {
		near[at(g)] = append(near[at(g)], g)
	}
	hits := 0
	for _, m := range masts {
		if slices.ContainsFunc(around(at(m)), func(s [2]int) bool {
			return slices.ContainsFunc(near[s], func(g orb.Point) bool { return terrain.DistanceKm(g, m) <= rightWithinKm })
		}) {
			hits++
		}
	}
	return float64(hits) / float64(len(masts))
}

func around(s [2]int) (all [][2]int) {
	for x := s[0] - 1; x <= s[0]+1; x++ {
		for y := s[1] - 1; y <= s[1]+1; y++ {
			all = append(all, [2]int{x, y})
		}
	}
	return all
}
