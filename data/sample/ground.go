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
	stages := []stage{{150, 60}, {300, 14}, {600, 5}}
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

// bend draws the bends: up to some 800 m.
func (g *ground) bend(n noise) {
	r := g.relief
	g.bendCol, g.bendRow = make([]float32, r.size()), make([]float32, r.size())
	const wide = 1.0 / 22 // degrees
	amount := 0.0062 / r.step
	byRows(r.rows, func(from, to int) {
		for i := from * r.cols; i < to*r.cols; i++ {
			x, y := float64(i%r.cols)*r.step/wide, float64(i/r.cols)*r.step/wide
			g.bendCol[i] = float32(amount * n.sum(x, y, 4))
			g.bendRow[i] = float32(amount * n.sum(x+71.3, y-37.9, 4))
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
		seen := inSight(g.relief.point(float64(i%g.relief.cols), float64(i/g.relief.cols)))
		d.roughness[i] = float32(seen * (0.5 + steep*smoothstep(1, 40, float64(above))))
		d.hilliness[i] = float32(seen * 45 * smoothstep(0.5, 7, float64(above)) * smoothstep(0.2, 0.05, float64(g.slope[i])))
	}
	return d
}

// inSight is 1 in the province and some 20 km around it and falls to 0 beyond,
// where nobody looks and no wave of the province's masts goes.
func inSight(p orb.Point) float64 {
	return smoothstep(104.55, 104.62, p[0]) * smoothstep(105.86, 105.79, p[0]) * smoothstep(21.22, 21.28, p[1]) * smoothstep(22.98, 22.92, p[1])
}

// render fills one row of heights. What changes slowly is read at the points of
// the relief only, and runs straight between them.
func (d detail) render(row int, out []int16) {
	k := int(d.perPoint)
	west := d.grainAt(0, row)
	for from := 0; from < len(out); from += k {
		east := d.grainAt(from+k, row)
		for col := from; col < min(from+k, len(out)); col++ {
			out[col] = d.height(col, row, west.towards(east, float64(col-from)/d.perPoint))
		}
		west = east
	}
}

// grain is what the detail at one sample needs to know of the relief: where it
// lies on it once bent, and how rough and hilly it is there.
type grain struct{ col, row, rough, hilly float64 }

func (d detail) grainAt(col, row int) grain {
	r := d.g.relief
	c, w := float64(col)/d.perPoint, float64(row)/d.perPoint
	c, w = c+r.sample(d.g.bendCol, c, w), w+r.sample(d.g.bendRow, c, w)
	return grain{c, w, r.sample(d.roughness, c, w), r.sample(d.hilliness, c, w)}
}

func (a grain) towards(b grain, t float64) grain {
	return grain{a.col + (b.col-a.col)*t, a.row + (b.row-a.row)*t, a.rough + (b.rough-a.rough)*t, a.hilly + (b.hilly-a.hilly)*t}
}

func (d detail) height(col, row int, at grain) int16 {
	const spur, hill = 1.0 / 150, 1.0 / 75 // degrees
	x, y := float64(col)*d.g.step, float64(row)*d.g.step
	h := d.g.relief.sampleCurved(d.g.relief.height, at.col, at.row)
	if at.rough > 0.3 {
		h += at.rough * d.spurs.ridged(x/spur, y/spur, 3)
	}
	if at.hilly > 0.5 {
		h += at.hilly * max(d.hills.sum(x/hill, y/hill, 2), 0)
	}
	return int16(math.Round(max(h, 2)))
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
