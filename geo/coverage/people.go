package coverage

import (
	"math"

	"github.com/paulmach/orb"

	"phusong/geo/hex"
)

// PeopleAt is a count of people at a point.
type PeopleAt struct {
	At     orb.Point
	People float64
}

// PeopleRaster counts people in rectangles of lon, lat: West and North are the
// outer edges of the first, row 0 is the northern one. Values below zero and
// those that are not numbers mean "no data".
type PeopleRaster struct {
	West, North      float64
	StepLon, StepLat float64 // degrees, positive
	Cols, Rows       int
	Values           []float32
}

// HexPeople spreads counted people over a grid. Points go to the hex they lie
// in; each rectangle of the rasters goes in equal parts to the hexes whose
// centres lie in it, or where there is none to the hex of its own centre. What
// lies outside the grid is not in hexes but in outside: nobody is lost.
func HexPeople(grid *hex.Grid, points []PeopleAt, rasters []PeopleRaster) (hexes []float32, outside float64) {
	sums := make([]float64, grid.Len())
	add := func(p orb.Point, people float64) {
		if i, ok := grid.IndexAt(p); ok {
			sums[i] += people
			return
		}
		outside += people
	}
	for _, p := range points {
		if p.People > 0 && !math.IsInf(p.People, 1) {
			add(p.At, p.People)
		}
	}
	for _, r := range rasters {
		r.spread(grid, sums, add)
	}
	hexes = make([]float32, len(sums))
	for i, n := range sums {
		hexes[i] = float32(n)
	}
	return hexes, outside
}

// spread adds one raster to sums, and by add what no hex centre lies in.
func (r PeopleRaster) spread(grid *hex.Grid, sums []float64, add func(orb.Point, float64)) {
	cellOf := make([]int32, grid.Len())
	held := make([]int32, len(r.Values))
	for i, c := range grid.Centres {
		cellOf[i] = int32(r.cell(c))
		if cellOf[i] >= 0 {
			held[cellOf[i]]++
		}
	}
	for i, cell := range cellOf {
		if cell >= 0 && r.counts(int(cell)) {
			sums[i] += float64(r.Values[cell]) / float64(held[cell])
		}
	}
	for cell, n := range held {
		if n == 0 && r.counts(cell) {
			x, y := cell%r.Cols, cell/r.Cols
			centre := orb.Point{r.West + (float64(x)+0.5)*r.StepLon, r.North - (float64(y)+0.5)*r.StepLat}
			add(centre, float64(r.Values[cell]))
		}
	}
}

func (r PeopleRaster) counts(cell int) bool {
	v := float64(r.Values[cell])
	return v > 0 && !math.IsInf(v, 1)
}

// cell returns the place of the rectangle that holds p, -1 for none.
func (r PeopleRaster) cell(p orb.Point) int {
	x := math.Floor((p.Lon() - r.West) / r.StepLon)
	y := math.Floor((r.North - p.Lat()) / r.StepLat)
	if !(x >= 0 && y >= 0 && x < float64(r.Cols) && y < float64(r.Rows)) {
		return -1
	}
	return int(y)*r.Cols + int(x)
}
