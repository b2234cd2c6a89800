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
	if c.grid.Len() == 0 || len(r.Values) == 0 || r.Cols <= 0 {
		for cell := range r.Values {
			if r.counts(cell) {
				c.outside += float64(r.Values[cell])
			}
		}
		return
	}
	cellOf := make([]int32, c.grid.Len())
	held := make([]int32, len(r.Values)) // hexes of the grid in each rectangle
	for i, at := range c.grid.Centres {
		cellOf[i] = int32(r.cell(at))
		if cellOf[i] >= 0 {
			held[cellOf[i]]++
		}
	}
	usual := areaKm2(r.box(len(r.Values)/2)) / hex.AreaKm2(c.grid.Hexes[c.grid.Len()/2])
	each := make([]float64, len(r.Values)) // people of each hex in a rectangle
	for cell, n := range held {
		switch people := float64(r.Values[cell]); {
		case !r.counts(cell):
		case n == 0:
			c.add(r.box(cell).Center(), people)
		default:
			all := int(n)
			if r.onBorder(cell, held, usual) {
				all = max(all, c.hexesIn(r.box(cell)))
			}
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

// onBorder reports whether the grid ends in a rectangle: it holds fewer hexes
// than usual, and it or one beside it fewer than half. Of rectangles hardly
// larger than a hex nothing can be told.
func (r PeopleRaster) onBorder(cell int, held []int32, usual float64) bool {
	if usual < 2 || float64(held[cell]) > 0.95*usual {
		return false
	}
	x, y := cell%r.Cols, cell/r.Cols
	for ny := max(y-1, 0); ny <= min(y+1, r.Rows-1); ny++ {
		for nx := max(x-1, 0); nx <= min(x+1, r.Cols-1); nx++ {
			if beside := ny*r.Cols + nx; beside < len(held) && float64(held[beside]) < usual/2 {
				return true
			}
		}
	}
	return x == 0 || y == 0 || x == r.Cols-1 || y == r.Rows-1
}

// hexesIn is how many hexes, of the grid or not, have their centres in a rectangle.
func (c *census) hexesIn(box orb.Bound) int {
	const most = 100_000
	all, err := hex.Fill(orb.MultiPolygon{box.ToPolygon()}, c.grid.Resolution, most)
	if err != nil {
		return 0
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
