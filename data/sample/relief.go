package sample

import (
	"math"

	"github.com/paulmach/orb"
)

// relief is the land before its fine detail: heights worn down by water, the
// height of each point above the stream it drains to, and the land that drains
// through it.
type relief struct {
	lattice
	height []float32 // metres above sea level
	above  []float32 // metres above the stream it drains to
	area   []float32 // km²
	lift   []float32 // metres it rises in a step
}

// The land is 2° × 2°, the four sheets that the province and 20 km around it touch.
const (
	landWest, landSouth = 104.0, 21.0
	landDegrees         = 2
)

func landLattice(pointsPerDegree int) lattice {
	n := landDegrees*pointsPerDegree + 1
	return lattice{landWest, landSouth + landDegrees, 1 / float64(pointsPerDegree), n, n}
}

// stage is one pass of the making of the land: at this fineness, so many steps.
type stage struct{ pointsPerDegree, steps int }

// newRelief lifts the land and lets the rivers cut it until both are near
// balance, first coarsely, then finer (the stream-power law, solved as by Braun
// and Willett, 2013). Real valleys come of it: every one leads to a river.
func newRelief(seed uint64, stages []stage) *relief {
	var land *relief
	bends := newNoise(seed, "river bends")
	for _, s := range stages {
		next := &relief{lattice: landLattice(s.pointsPerDegree)}
		next.start(land, newNoise(seed, "first heights"))
		if land == nil {
			next.uplift(seed, bends)
		}
		outlet := next.fixOutlets(bends)
		f := newFlow(next.lattice, stream(seed, "soft ground"))
		for range s.steps {
			f.route(next.lattice, next.height, outlet)
			next.erode(f, outlet)
			next.creep(outlet)
		}
		f.route(next.lattice, next.height, outlet)
		next.area = f.areaKm2
		next.measureAbove(f)
		land = next
	}
	land.flattenValleys()
	return land
}

// start takes the heights of a coarser relief, roughened a little so that new
// streams find their own ways.
func (r *relief) start(coarse *relief, rough noise) {
	r.height, r.lift = make([]float32, r.size()), make([]float32, r.size())
	byRows(r.rows, func(from, to int) {
		for i := from * r.cols; i < to*r.cols; i++ {
			p := r.point(float64(i%r.cols), float64(i/r.cols))
			bump := rough.at(p[0]/(3*r.step), p[1]/(3*r.step))
			if coarse == nil {
				r.height[i] = float32(200 + 40*bump)
				continue
			}
			r.lift[i] = float32(coarse.bilinear(coarse.lift, p))
			h := coarse.bilinear(coarse.height, p)
			r.height[i] = float32(h + 0.04*coarse.bilinear(coarse.above, p)*bump)
		}
	})
}

// fixOutlets pins the rivers and the edge of the land to their heights.
func (r *relief) fixOutlets(bends noise) []bool {
	outlet := make([]bool, r.size())
	for i := range outlet {
		col, row := i%r.cols, i/r.cols
		if col == 0 || row == 0 || col == r.cols-1 || row == r.rows-1 {
			lat := r.north - float64(row)*r.step
			outlet[i] = true
			r.height[i] = float32(20 + 330*smoothstep(21.4, 22.9, lat))
		}
	}
	for _, v := range rivers() {
		v.trace(r.step*40, bends, func(p orb.Point, level float64) {
			i := r.nearest(p)
			outlet[i] = true
			r.height[i] = float32(level)
		})
	}
	return outlet
}

// erode advances the land by one step: lifted everywhere, cut by its streams in
// proportion to the root of the land they drain.
func (r *relief) erode(f *flow, outlet []bool) {
	const cut = 100      // metres a step and unit slope, for 1 km²
	const steepest = 0.9 // no slope of soil and rock stands steeper
	for k := len(f.upstream) - 1; k >= 0; k-- {
		i := f.upstream[k]
		if outlet[i] {
			continue
		}
		down := r.height[f.receiver[i]]
		pull := cut * float32(math.Sqrt(float64(f.areaKm2[i]))) / f.distance[i]
		h := (r.height[i] + r.lift[i] + pull*down) / (1 + pull)
		r.height[i] = min(h, down+steepest*f.distance[i])
	}
}

// creep lets soil move from humps to hollows.
func (r *relief) creep(outlet []bool) {
	const share = 0.06
	old := make([]float32, len(r.height))
	copy(old, r.height)
	byRows(r.rows, func(from, to int) {
		for row := max(from, 1); row < min(to, r.rows-1); row++ {
			for i := row*r.cols + 1; i < (row+1)*r.cols-1; i++ {
				if !outlet[i] {
					around := old[i-1] + old[i+1] + old[i-r.cols] + old[i+r.cols]
					r.height[i] += share * (around/4 - old[i])
				}
			}
		}
	})
}

// measureAbove finds each point's height above the stream that it drains to; a
// stream is what drains at least 3 km².
func (r *relief) measureAbove(f *flow) {
	const streamKm2 = 3
	r.above = make([]float32, r.size())
	bed := make([]float32, r.size())
	for k := len(f.upstream) - 1; k >= 0; k-- {
		i := f.upstream[k]
		bed[i] = bed[f.receiver[i]]
		if f.areaKm2[i] >= streamKm2 || f.receiver[i] == i {
			bed[i] = r.height[i]
		}
		r.above[i] = max(r.height[i]-bed[i], 0)
	}
}

// flattenValleys turns the lowest land beside the streams into valley floors.
func (r *relief) flattenValleys() {
	const soft = 28 // metres; slopes higher than this keep their shape
	for i, a := range r.above {
		flat := a * a / (a + soft)
		r.height[i] -= a - flat
		r.above[i] = flat
	}
}
