package sample

import (
	"math"

	"github.com/paulmach/orb"
)

// tower is one limestone hill with steep sides.
type tower struct {
	foot             orb.Point
	radiusKm, height float64
}

// raiseTowers sets karst towers into the limestone of the north, clear of the
// larger streams.
func (g *ground) raiseTowers(seed uint64) {
	rough := newNoise(seed, "tower walls")
	for _, t := range g.towers(seed) {
		g.raise(t, rough)
	}
}

// towers picks places on a jittered grid wherever there is limestone.
func (g *ground) towers(seed uint64) []tower {
	const spacing = 0.011 // degrees
	chance := stream(seed, "towers")
	limestone := newNoise(seed, "limestone")
	var all []tower
	for lat := 21.95; lat < 22.95; lat += spacing {
		for lon := 104.75; lon < 105.80; lon += spacing {
			p := orb.Point{lon + spacing*chance.Float64(), lat + spacing*chance.Float64()}
			t := tower{p, 0.3 + 0.6*chance.Float64(), 60 + 190*chance.Float64()}
			rock := limestone.sum(p[0]*9, p[1]*9, 2) + 0.9*smoothstep(22.0, 22.6, p[1]) - 0.5
			if rock < 0.35 || g.relief.area[g.relief.nearest(p)] > 25 {
				continue
			}
			t.height *= min(1, 0.4+rock)
			all = append(all, t)
		}
	}
	return all
}

// raise adds one tower: round on top, steep at the sides, bent by noise.
func (g *ground) raise(t tower, rough noise) {
	col, row := g.locate(t.foot)
	reach := 1.5 * t.radiusKm / (g.step * kmPerDegreeLon)
	for r := max(int(row-reach), 0); r <= min(int(row+reach), g.rows-1); r++ {
		for c := max(int(col-reach), 0); c <= min(int(col+reach), g.cols-1); c++ {
			p := g.point(float64(c), float64(r))
			d := kilometres(p, t.foot) / t.radiusKm
			d *= 1 + 0.35*rough.sum(p[0]*160, p[1]*160, 2)
			if d >= 1 {
				continue
			}
			rise := t.height * smoothstep(1, 0.3, d) * (1 + 0.25*rough.at(p[0]*400, p[1]*400))
			g.metres[r*g.cols+c] += int16(math.Round(rise))
		}
	}
}
