package sample

import (
	"math"

	"github.com/paulmach/orb"
)

// nowhere labels the cells outside the province.
const nowhere = math.MaxUint16

// raster labels the cells of a lattice: cell (col, row) reaches from the lattice
// point of its number to the next one east and south.
type raster struct {
	lattice
	label []uint16
	spots []spot // of the cells, once divided
}

// provinceRaster covers the province and a margin, in cells of 1.5″ (about 45 m).
func provinceRaster() *raster {
	r := &raster{lattice: lattice{104.79, 22.72, 1.0 / 2400, 2064, 3056}}
	r.label = make([]uint16, r.size())
	return r
}

// centre is the middle of cell i.
func (r *raster) centre(i int) orb.Point {
	return r.point(float64(i%r.cols)+0.5, float64(i/r.cols)+0.5)
}

// cellAt is the cell that p lies in; p must lie on the raster.
func (r *raster) cellAt(p orb.Point) int {
	col, row := r.locate(p)
	return int(row)*r.cols + int(col)
}

// drawOutline labels the inside of an invented province 0 and the rest nowhere.
// The outline lies around the communes' centroids, each of which claims a disc
// of its stated area; it is smoothed, then roughened, and cut to areaKm2.
func (r *raster) drawOutline(communes []unit, areaKm2 float64, seed uint64) {
	coarse := lattice{r.west, r.north, 16 * r.step, r.cols/16 + 1, r.rows/16 + 1}
	outside := make([]float32, coarse.size()) // km outside the discs
	byRows(coarse.rows, func(from, to int) {
		for i := from * coarse.cols; i < to*coarse.cols; i++ {
			outside[i] = float32(outsideDiscs(coarse.point(float64(i%coarse.cols), float64(i/coarse.cols)), communes))
		}
	})
	edge := r.roughened(coarse, outside, newNoise(seed, "outline"))
	wanted := areaKm2
	for range 2 { // what is cut off and filled up changes the area a little
		r.within(edge, r.limitOf(edge, wanted))
		wanted += areaKm2 - r.areaKm2()
	}
}

// roughened reads the distance outside the discs for every cell, and adds noise
// near the discs' edge.
func (r *raster) roughened(coarse lattice, outside []float32, rough noise) []float32 {
	edge := make([]float32, r.size())
	byRows(r.rows, func(from, to int) {
		for i := from * r.cols; i < to*r.cols; i++ {
			p := r.centre(i)
			d := coarse.bilinear(outside, p)
			if math.Abs(d) < 6 {
				d += 0.9 * rough.sum(p[0]*16, p[1]*16, 5)
			}
			edge[i] = float32(d)
		}
	})
	return edge
}

// within labels 0 what lies below limit, in one piece and without holes.
func (r *raster) within(edge []float32, limit float32) {
	for i := range r.label {
		r.label[i] = nowhere
		if edge[i] < limit {
			r.label[i] = 0
		}
	}
	r.keepLargest(1)
	r.fillHoles()
}

// outsideDiscs is how far p lies outside the discs of the communes, in km and
// rounded where discs meet.
func outsideDiscs(p orb.Point, communes []unit) float64 {
	const soft = 2.6 // km
	total := 0.0
	for _, c := range communes {
		total += math.Exp((math.Sqrt(c.areaKm2/math.Pi) - kilometres(p, c.centroid)) / soft)
	}
	return -soft * math.Log(total)
}

// limitOf is the value below which the cells have areaKm2 together, to 5 m.
func (r *raster) limitOf(values []float32, areaKm2 float64) float32 {
	const step = 0.005
	const lowest = -30.0
	var area [12000]float64
	for row := range r.rows {
		cell := r.cellKm2(row)
		for _, v := range values[row*r.cols : (row+1)*r.cols] {
			area[min(max(int((float64(v)-lowest)/step), 0), len(area)-1)] += cell
		}
	}
	total := 0.0
	for k, a := range area {
		if total += a; total >= areaKm2 {
			return float32(lowest + step*float64(k+1))
		}
	}
	return math.MaxFloat32
}

// fillHoles turns what is nowhere but enclosed by the province into label 0.
func (r *raster) fillHoles() {
	outer := make([]bool, r.size())
	outer[0] = true
	queue := []int{0}
	for len(queue) > 0 {
		i := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		for _, n := range r.besides(i) {
			if n >= 0 && !outer[n] && r.label[n] == nowhere {
				outer[n] = true
				queue = append(queue, n)
			}
		}
	}
	for i := range r.label {
		if r.label[i] == nowhere && !outer[i] {
			r.label[i] = 0
		}
	}
}

// besides returns the cells west, east, north and south of i; −1 is off the raster.
func (r *raster) besides(i int) [4]int {
	n := [4]int{i - 1, i + 1, i - r.cols, i + r.cols}
	if i%r.cols == 0 {
		n[0] = -1
	}
	if i%r.cols == r.cols-1 {
		n[1] = -1
	}
	if n[2] < 0 {
		n[2] = -1
	}
	if n[3] >= r.size() {
		n[3] = -1
	}
	return n
}
