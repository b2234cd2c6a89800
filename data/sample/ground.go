package sample

import (
	"math"

	"github.com/paulmach/orb"
)

// ground is the finished land: heights in whole metres, the same that the
// sheets hold, and the coarser relief under them.
type ground struct {
	lattice
	metres []int16
	relief *relief
	slope  []float32 // of the relief, metres a metre
	// The relief is bent before it is drawn, by so many of its columns and rows,
	// since its streams know eight directions only.
	bendCol, bendRow []float32
}

// newGround makes the land with a sample every sheetSeconds arc seconds.
func newGround(seed uint64, sheetSeconds int) *ground {
	stages := []stage{{150, 90}, {300, 24}, {600, 9}}
	if sheetSeconds > 1 {
		stages = []stage{{100, 60}, {200, 12}, {400, 3}}
	}
	g := &ground{lattice: landLattice(3600 / sheetSeconds), relief: newRelief(seed, stages)}
	g.slope = g.relief.slopes()
	g.bend(newNoise(seed, "bends"))
	g.metres = make([]int16, g.size())
	fine := g.newDetail(seed)
	byRows(g.rows, func(from, to int) {
		for row := from; row < to; row++ {
			fine.render(row, g.metres[row*g.cols:(row+1)*g.cols])
		}
	})
	g.raiseTowers(seed)
	return g
}

// bend draws the bends: up to some 500 m.
func (g *ground) bend(n noise) {
	r := g.relief
	g.bendCol, g.bendRow = make([]float32, r.size()), make([]float32, r.size())
	const wide = 1.0 / 40 // degrees
	amount := 0.0035 / r.step
	byRows(r.rows, func(from, to int) {
		for i := from * r.cols; i < to*r.cols; i++ {
			x, y := float64(i%r.cols)*r.step/wide, float64(i/r.cols)*r.step/wide
			g.bendCol[i] = float32(amount * n.sum(x, y, 3))
			g.bendRow[i] = float32(amount * n.sum(x+71.3, y-37.9, 3))
		}
	})
}

// slopes returns the steepness of the relief around each point.
func (r *relief) slopes() []float32 {
	slope := make([]float32, r.size())
	dx, dy := r.step*kmPerDegreeLon*2000, r.step*kmPerDegreeLat*2000
	byRows(r.rows, func(from, to int) {
		for row := max(from, 1); row < min(to, r.rows-1); row++ {
			for i := row*r.cols + 1; i < (row+1)*r.cols-1; i++ {
				slope[i] = float32(math.Hypot(float64(r.height[i+1]-r.height[i-1])/dx,
					float64(r.height[i+r.cols]-r.height[i-r.cols])/dy))
			}
		}
	})
	return slope
}

// detail is what the relief is too coarse to hold: valleys bend, steep slopes
// have spurs and gullies, plains have low hills.
type detail struct {
	g            *ground
	spurs, hills noise
	roughness    []float32 // metres, by point of the relief
	hilliness    []float32 // metres, by point of the relief
	perPoint     float64   // samples of the ground between two points of the relief
}

func (g *ground) newDetail(seed uint64) detail {
	d := detail{g: g, spurs: newNoise(seed, "spurs"), hills: newNoise(seed, "low hills")}
	d.perPoint = float64(g.cols-1) / float64(g.relief.cols-1)
	d.roughness, d.hilliness = make([]float32, g.relief.size()), make([]float32, g.relief.size())
	for i, above := range g.relief.above {
		steep := min(80*float64(g.slope[i]), 45)
		d.roughness[i] = float32(0.5 + steep*smoothstep(1, 40, float64(above)))
		d.hilliness[i] = float32(45 * smoothstep(0.5, 7, float64(above)) * smoothstep(0.2, 0.05, float64(g.slope[i])))
	}
	return d
}

// render fills one row of heights.
func (d detail) render(row int, out []int16) {
	const spur, hill = 1.0 / 150, 1.0 / 75 // degrees
	g, r := d.g, d.g.relief
	lat := float64(row) * g.step
	for col := range out {
		c, w := float64(col)/d.perPoint, float64(row)/d.perPoint
		c, w = c+r.sample(g.bendCol, c, w), w+r.sample(g.bendRow, c, w)
		h := r.sampleCurved(r.height, c, w)
		lon := float64(col) * g.step
		h += r.sample(d.roughness, c, w) * d.spurs.ridged(lon/spur, lat/spur, 3)
		if amount := r.sample(d.hilliness, c, w); amount > 0.5 {
			h += amount * max(d.hills.sum(lon/hill, lat/hill, 2), 0)
		}
		out[col] = int16(math.Round(max(h, 2)))
	}
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

// at is the height at p in metres, bilinear.
func (g *ground) at(p orb.Point) float64 {
	col, row := g.locate(p)
	col = min(max(col, 0), float64(g.cols-1)-1e-9)
	row = min(max(row, 0), float64(g.rows-1)-1e-9)
	c, r := int(col), int(row)
	u, v := col-float64(c), row-float64(r)
	i := r*g.cols + c
	top := float64(g.metres[i])*(1-u) + float64(g.metres[i+1])*u
	low := float64(g.metres[i+g.cols])*(1-u) + float64(g.metres[i+g.cols+1])*u
	return top*(1-v) + low*v
}

// onRelief reads a column of the relief at p, as bent.
func (g *ground) onRelief(values []float32, p orb.Point) float64 {
	col, row := g.relief.locate(p)
	return g.relief.sample(values, col+g.relief.sample(g.bendCol, col, row), row+g.relief.sample(g.bendRow, col, row))
}

// steepness is the slope of the relief at p, metres a metre.
func (g *ground) steepness(p orb.Point) float64 { return g.onRelief(g.slope, p) }

// above is the height of p above the stream it drains to, in metres.
func (g *ground) above(p orb.Point) float64 { return g.onRelief(g.relief.above, p) }
