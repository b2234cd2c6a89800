package sample

import (
	"math"
	"math/rand/v2"

	"github.com/paulmach/orb"
)

// dwelling is a place of the population grid with the people around it.
type dwelling struct {
	at     orb.Point
	atom   uint16
	people int
}

// gridCells is the side of a square of the population grid, in cells of the
// raster: 4.5″, about 140 m.
const gridCells = 3

// houses spreads the people of each hamlet over the squares of the grid that lie
// wholly within it, near its centre and on the valley floor. A hamlet too small
// to hold a square has all its people at its centre.
func (r *raster) houses(hamlets []hamlet, atoms []atom, g *ground, seed uint64) []dwelling {
	squares := make([][]dwelling, len(hamlets))
	for row := gridCells / 2; row+1 < r.rows; row += gridCells {
		for i := row*r.cols + gridCells/2; i+1 < (row+1)*r.cols; i += gridCells {
			if r.label[i] != nowhere && r.inner(i) {
				h := atoms[r.label[i]].hamlet
				p := r.centre(i)
				squares[h] = append(squares[h], dwelling{orb.Point{math.Round(p[0]*1e6) / 1e6, math.Round(p[1]*1e6) / 1e6}, r.label[i], 0})
			}
		}
	}
	var all []dwelling
	chance := stream(seed, "houses")
	for h := range hamlets {
		all = append(all, hamlets[h].spread(squares[h], r.label[hamlets[h].cell], g, chance)...)
	}
	return all
}

// spread shares the hamlet's people out over its best squares.
func (h hamlet) spread(squares []dwelling, seat uint16, g *ground, chance *rand.Rand) []dwelling {
	if len(squares) == 0 {
		return []dwelling{{h.centre, seat, h.people}}
	}
	reach := 0.25 + 0.35*math.Sqrt(float64(len(squares))*0.018/math.Pi) // km
	weights, unlike := make([]float64, len(squares)), make([]float64, len(squares))
	for i, s := range squares {
		d := kilometres(s.at, h.centre) / reach
		weights[i] = math.Exp(-d*d/2+0.5*chance.NormFloat64()) * (comfort(g, s.at) + 0.02)
		unlike[i] = -weights[i]
	}
	order := ascending(unlike)[:min(len(squares), max(3, h.people/9))]
	best := make([]float64, len(order))
	for k, i := range order {
		best[k] = weights[i]
	}
	var lived []dwelling
	for k, people := range shares(h.people, best, 0) {
		if people > 0 {
			d := squares[order[k]]
			d.people = people
			lived = append(lived, d)
		}
	}
	return lived
}
