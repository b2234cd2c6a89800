package sample

import (
	"math"
	"runtime"
	"sync"

	"github.com/paulmach/orb"
)

// Kilometres in one degree at the middle of the province (22.1° N, WGS 84).
// The sample is drawn with these; nothing is measured with them.
const (
	kmPerDegreeLon = 103.24
	kmPerDegreeLat = 110.74
)

// kilometres returns the distance from a to b on the flat province.
func kilometres(a, b orb.Point) float64 {
	return math.Hypot((a[0]-b[0])*kmPerDegreeLon, (a[1]-b[1])*kmPerDegreeLat)
}

// lattice is a regular grid of points: the point (col, row) lies at
// West + col·Step, North − row·Step, in degrees.
type lattice struct {
	west, north, step float64
	cols, rows        int
}

func (l lattice) size() int { return l.cols * l.rows }

// point returns the place of a lattice point; fractions are allowed.
func (l lattice) point(col, row float64) orb.Point {
	return orb.Point{l.west + col*l.step, l.north - row*l.step}
}

// locate returns the (fractional) column and row of p.
func (l lattice) locate(p orb.Point) (col, row float64) {
	return (p[0] - l.west) / l.step, (l.north - p[1]) / l.step
}

// nearest returns the index of the lattice point nearest to p, clamped to the edge.
func (l lattice) nearest(p orb.Point) int {
	col, row := l.locate(p)
	c := min(max(int(math.Round(col)), 0), l.cols-1)
	r := min(max(int(math.Round(row)), 0), l.rows-1)
	return r*l.cols + c
}

// cellKm2 is the area of the ground around one point of row.
func (l lattice) cellKm2(row int) float64 {
	lat := (l.north - float64(row)*l.step) * math.Pi / 180
	mid := 22.1 * math.Pi / 180
	return l.step * l.step * kmPerDegreeLat * kmPerDegreeLon * math.Cos(lat) / math.Cos(mid)
}

// bilinear reads values between the points of l; p outside is clamped.
func (l lattice) bilinear(values []float32, p orb.Point) float64 {
	col, row := l.locate(p)
	return l.sample(values, col, row)
}

// sample reads values at a fractional column and row, bilinear and clamped.
func (l lattice) sample(values []float32, col, row float64) float64 {
	col = min(max(col, 0), float64(l.cols-1)-1e-9)
	row = min(max(row, 0), float64(l.rows-1)-1e-9)
	c, r := int(col), int(row)
	u, v := float32(col-float64(c)), float32(row-float64(r))
	at := r*l.cols + c
	top := values[at] + (values[at+1]-values[at])*u
	low := values[at+l.cols] + (values[at+l.cols+1]-values[at+l.cols])*u
	return float64(top + (low-top)*v)
}

// sampleCurved is like sample without kinks at the lattice points.
func (l lattice) sampleCurved(values []float32, col, row float64) float64 {
	c, r := int(col), int(row)
	if col < 1 || row < 1 || c+3 > l.cols || r+3 > l.rows {
		return l.sample(values, col, row)
	}
	u, v := float32(col-float64(c)), float32(row-float64(r))
	var down [4]float32
	for k := range down {
		at := (r+k-1)*l.cols + c
		down[k] = curve(values[at-1], values[at], values[at+1], values[at+2], u)
	}
	return float64(curve(down[0], down[1], down[2], down[3], v))
}

// curve is the Catmull-Rom interpolation between b and c.
func curve(a, b, c, d, t float32) float32 {
	return b + t/2*(c-a+t*(2*a-5*b+4*c-d+t*(3*(b-c)+d-a)))
}

// byRows calls work with bands of rows on all processors and waits. The bands
// do not depend on the number of processors, so that neither does any result.
func byRows(rows int, work func(from, to int)) {
	const band = 16
	var wait sync.WaitGroup
	next := make(chan int)
	for range runtime.GOMAXPROCS(0) {
		wait.Add(1)
		go func() {
			defer wait.Done()
			for from := range next {
				work(from, min(from+band, rows))
			}
		}()
	}
	for from := 0; from < rows; from += band {
		next <- from
	}
	close(next)
	wait.Wait()
}
