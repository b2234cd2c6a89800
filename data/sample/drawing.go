package sample

import (
	"math"

	"github.com/paulmach/orb"
)

// drawing is the land every 3″ (about 90 m): the relief once bent, with what it
// is too coarse to hold. Steep slopes have spurs, plains have low hills.
type drawing struct {
	lattice
	height []float32 // metres
	rough  []float32 // metres: how deep the gullies are that are still to come
}

// grain is how rough and how hilly the land is at each point of the relief, in
// metres.
type grain struct{ rough, hilly []float32 }

func newDrawing(g *ground, seed uint64) *drawing {
	d := &drawing{lattice: landLattice(1200)}
	d.height, d.rough = make([]float32, d.size()), make([]float32, d.size())
	spurs, hills := newNoise(seed, "spurs"), newNoise(seed, "low hills")
	grain := g.grain()
	byRows(d.rows, func(from, to int) {
		for i := from * d.cols; i < to*d.cols; i++ {
			d.draw(i, g, grain, spurs, hills)
		}
	})
	return d
}

func (g *ground) grain() grain {
	r := g.relief
	n := grain{make([]float32, r.size()), make([]float32, r.size())}
	byRows(r.rows, func(from, to int) {
		for i := from * r.cols; i < to*r.cols; i++ {
			above, slope := float64(r.above[i]), float64(g.slope[i])
			seen := inSight(r.point(float64(i%r.cols), float64(i/r.cols)))
			n.rough[i] = float32(seen * (0.5 + min(80*slope, 45)*smoothstep(1, 40, above)))
			n.hilly[i] = float32(seen * 45 * smoothstep(0.5, 7, above) * smoothstep(0.2, 0.05, slope))
		}
	})
	return n
}

// inSight is 1 in the province and some 20 km around it and falls to 0 beyond,
// where nobody looks and no wave of the province's masts goes.
func inSight(p orb.Point) float64 {
	return smoothstep(104.55, 104.62, p[0]) * smoothstep(105.86, 105.79, p[0]) * smoothstep(21.22, 21.28, p[1]) * smoothstep(22.98, 22.92, p[1])
}

// draw finds the height at point i.
func (d *drawing) draw(i int, g *ground, n grain, spurs, hills noise) {
	const spur, hill = 1.0 / 150, 1.0 / 75 // degrees
	r := g.relief
	x, y := float64(i%d.cols)*d.step, float64(i/d.cols)*d.step
	col, row := g.bent(x/r.step, y/r.step)
	h := r.sampleCurved(r.height, col, row)
	rough := r.sample(n.rough, col, row)
	if rough > 0.3 {
		h += rough * spurs.ridged(x/spur, y/spur, 2)
	}
	if hilly := r.sample(n.hilly, col, row); hilly > 0.5 {
		h += hilly * max(hills.sum(x/hill, y/hill, 2), 0)
	}
	d.height[i], d.rough[i] = float32(h), float32(rough)
}

// refine draws g's samples between those of d, with the last gullies.
func (d *drawing) refine(g *ground, gullies noise) {
	k := (g.cols - 1) / (d.cols - 1) // samples of g in one of d
	byRows(g.rows, func(from, to int) {
		heights, rough := make([]float32, d.cols), make([]float32, d.cols)
		for row := from; row < to; row++ {
			d.between(row/k, float32(row%k)/float32(k), heights, rough)
			for col := range g.cols {
				c, t := col/k, float32(col%k)/float32(k)
				next := min(c+1, d.cols-1)
				h := curve(heights[max(c-1, 0)], heights[c], heights[next], heights[min(c+2, d.cols-1)], t)
				if depth := rough[c] + (rough[next]-rough[c])*t; depth > 0.3 {
					h += 0.3 * depth * float32(gullies.at(float64(col)*g.step*640, float64(row)*g.step*640))
				}
				g.metres[row*g.cols+col] = int16(math.Round(float64(max(h, 2))))
			}
		}
	})
}

// between reads a line of d between row and the next one.
func (d *drawing) between(row int, t float32, heights, rough []float32) {
	line := func(values []float32, row int) []float32 {
		row = min(max(row, 0), d.rows-1)
		return values[row*d.cols : (row+1)*d.cols]
	}
	a, b, c, e := line(d.height, row-1), line(d.height, row), line(d.height, row+1), line(d.height, row+2)
	near, far := line(d.rough, row), line(d.rough, row+1)
	for i := range heights {
		heights[i] = curve(a[i], b[i], c[i], e[i], t)
		rough[i] = near[i] + (far[i]-near[i])*t
	}
}
