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

// newGround makes the land with a sample every sheetSeconds arc seconds: 1 or 3.
// Sheets of 3″ hold every third sample of those of 1″.
func newGround(seed uint64, sheetSeconds int) *ground {
	g := &ground{lattice: landLattice(3600 / sheetSeconds), relief: newRelief(seed, []stage{{150, 60}, {300, 14}, {600, 5}})}
	g.slope = g.relief.slopes()
	g.bend(newNoise(seed, "bends"))
	g.metres = make([]int16, g.size())
	newDrawing(g, seed).refine(g, newNoise(seed, "gullies"))
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

// bent returns where a column and row of the relief lie on it once it is bent.
func (g *ground) bent(col, row float64) (float64, float64) {
	return col + g.relief.sample(g.bendCol, col, row), row + g.relief.sample(g.bendRow, col, row)
}

// onRelief reads a column of the relief at p, as bent.
func (g *ground) onRelief(values []float32, p orb.Point) float64 {
	col, row := g.bent(g.relief.locate(p))
	return g.relief.sample(values, col, row)
}

// steepness is the slope of the relief at p, metres a metre.
func (g *ground) steepness(p orb.Point) float64 { return g.onRelief(g.slope, p) }

// above is the height of p above the stream it drains to, in metres.
func (g *ground) above(p orb.Point) float64 { return g.onRelief(g.relief.above, p) }
