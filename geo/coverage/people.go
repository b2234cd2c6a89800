package coverage

import (
	"math"

	"github.com/paulmach/orb"

	"phusong/geo/hex"
	"phusong/geo/terrain"
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
// centres lie in it, those beyond the grid too, or where there is none to the
// hex of its own centre. People beyond the grid are not in hexes but in outside:
// nobody is lost, and neighbours of the territory are not counted into it.
func HexPeople(grid *hex.Grid, points []PeopleAt, rasters []PeopleRaster) (hexes []float32, outside float64) {
	c := census{grid: grid, hexes: make([]float64, grid.Len())}
	for _, p := range points {
		if p.People > 0 && !math.IsInf(p.People, 1) {
			c.add(p.At, p.People)
		}
	}
	for _, r := range rasters {
		c.spread(r)
	}
	hexes = make([]float32, len(c.hexes))
	for i, n := range c.hexes {
		hexes[i] = float32(n)
	}
	return hexes, c.outside
}

// census is people on a grid and beyond it.
type census struct {
	grid    *hex.Grid
	hexes   []float64
	outside float64
}

func (c *census) add(p orb.Point, people float64) {
	if i, ok := c.grid.IndexAt(p); ok {
		c.hexes[i] += people
		return
	}
	c.outside += people
}

// spread adds one raster.
func (c *census) spread(r PeopleRaster) {
	cellOf := make([]int32, c.grid.Len())
	held := make([]int32, len(r.Values)) // hexes of the grid in each rectangle
	for i, at := range c.grid.Centres {
		cellOf[i] = int32(r.cell(at))
		if cellOf[i] >= 0 {
			held[cellOf[i]]++
		}
	}
	each := make([]float64, len(r.Values)) // people of each hex in a rectangle
	for cell, n := range held {
		switch people := float64(r.Values[cell]); {
		case !r.counts(cell):
		case n == 0:
			c.add(r.box(cell).Center(), people)
		default:
			all := max(int(n), c.hexesIn(r.box(cell), int(n)))
			each[cell] = people / float64(all)
			c.outside += each[cell] * float64(all-int(n))
		}
	}
	for i, cell := range cellOf {
		if cell >= 0 {
			c.hexes[i] += each[cell]
		}
	}
}

// hexesIn is how many hexes have their centres in a rectangle of which the grid
// holds some. They are counted only where there should clearly be more, on the
// border of the grid: elsewhere the grid holds all.
func (c *census) hexesIn(box orb.Bound, held int) int {
	const most, clearly = 100_000, 0.95
	ground := areaKm2(box)
	if float64(held) > clearly*ground/hex.AreaKm2(c.grid.Hexes[c.grid.Len()/2]) {
		return held
	}
	all, err := hex.Fill(orb.MultiPolygon{box.ToPolygon()}, c.grid.Resolution, most)
	if err != nil {
		return held
	}
	return len(all)
}

// areaKm2 is the ground of a small rectangle.
func areaKm2(box orb.Bound) float64 {
	return terrain.DistanceKm(orb.Point{box.Min.Lon(), box.Center().Lat()}, orb.Point{box.Max.Lon(), box.Center().Lat()}) *
		terrain.DistanceKm(box.Min, orb.Point{box.Min.Lon(), box.Max.Lat()})
}

// box is the rectangle of one value.
func (r PeopleRaster) box(cell int) orb.Bound {
	west, north := r.West+float64(cell%r.Cols)*r.StepLon, r.North-float64(cell/r.Cols)*r.StepLat
	return orb.Bound{Min: orb.Point{west, north - r.StepLat}, Max: orb.Point{west + r.StepLon, north}}
}

func (r PeopleRaster) counts(cell int) bool {
	v := float64(r.Values[cell])
	return v > 0 && !math.IsInf(v, 1)
}

// cell returns the place of the value whose rectangle holds p, -1 for none.
func (r PeopleRaster) cell(p orb.Point) int {
	x := math.Floor((p.Lon() - r.West) / r.StepLon)
	y := math.Floor((r.North - p.Lat()) / r.StepLat)
	if !(x >= 0 && y >= 0 && x < float64(r.Cols) && y < float64(r.Rows)) {
		return -1
	}
	if cell := int(y)*r.Cols + int(x); cell < len(r.Values) {
		return cell
	}
	return -1
}
