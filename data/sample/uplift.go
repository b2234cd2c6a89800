package sample

import (
	"math"

	"github.com/paulmach/orb"
)

// massif is a block of mountains: the land rises faster around its middle.
type massif struct {
	middle   orb.Point
	radiusKm float64
	lift     float64 // metres a step
}

// massifs returns the mountains of the province and around it, by hand.
func massifs() []massif {
	return []massif{
		{orb.Point{105.06, 22.24}, 11, 11},
		{orb.Point{104.86, 22.12}, 10, 8},
		{orb.Point{105.44, 22.44}, 11, 6},
		{orb.Point{105.20, 22.56}, 14, 7},
		{orb.Point{105.52, 22.58}, 10, 6},
		{orb.Point{105.45, 22.03}, 12, 7},
		{orb.Point{105.34, 21.93}, 8, 4},
		{orb.Point{105.02, 21.90}, 6, 4},
		{orb.Point{105.57, 21.55}, 8, 14},
		{orb.Point{105.50, 21.68}, 6, 6},
		{orb.Point{105.34, 21.66}, 5, 2.5},
		{orb.Point{104.60, 22.60}, 25, 10},
		{orb.Point{104.40, 22.00}, 20, 6},
	}
}

// uplift sets how fast each point rises, in metres a step: little in the south
// and along the rivers, much in the north and in the massifs.
func (r *relief) uplift(seed uint64, bends noise) {
	rough := newNoise(seed, "uplift")
	near := distanceToRivers(r.lattice, bends)
	byRows(r.rows, func(from, to int) {
		for i := from * r.cols; i < to*r.cols; i++ {
			p := r.point(float64(i%r.cols), float64(i/r.cols))
			valley := 1 - 0.75*math.Exp(-float64(near[i]*near[i])/18)
			r.lift[i] = float32(liftAt(p, rough) * valley)
		}
	})
}

func liftAt(p orb.Point, rough noise) float64 {
	x, y := p[0]*kmPerDegreeLon, p[1]*kmPerDegreeLat
	lift := 0.7 + 3.2*smoothstep(21.72, 22.15, p[1]) + 5.5*smoothstep(22.1, 22.6, p[1])
	for _, m := range massifs() {
		d := kilometres(p, m.middle) / m.radiusKm
		lift += m.lift * math.Exp(-d*d)
	}
	return max(lift*(1+0.55*rough.sum(x/14, y/14, 3))+0.8*rough.at(x/3, y/3), 0.15)
}
