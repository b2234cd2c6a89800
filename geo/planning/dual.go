package planning

import (
	"cmp"
	"context"
	"slices"
)

// The dual search: its steps, how many without progress halve its stride, and
// the share of the value that is near enough to end it.
const (
	dualSteps = 500
	patience  = 10
	near      = 0.001
)

// dualBound proves a bound by Lagrangian relaxation. Every element is given a
// price of at most its weight: then nothing can reach more than the weights left
// over and, on top, the most that the budget buys of prices, candidates sold by
// fractions. Every set of prices is a proof; they are improved by subgradient
// steps (Held and Karp 1971) towards those of the linear relaxation, which is
// the least bound of this kind. value is what a plan reaches.
func (s *state) dualBound(ctx context.Context, value, least float64) float64 {
	d := newDual(s.Problem)
	stride, since := 1.0, 0
	for range dualSteps {
		bound := d.sell()
		if bound < least-precision {
			least, since = bound, 0
		} else if since++; since == patience {
			stride, since = stride/2, 0
		}
		if ctx.Err() != nil || least <= value*(1+near) || stride < 1e-4 || !d.step(stride*(bound-value)) {
			break
		}
	}
	return max(least, value)
}

// dual is a problem without the elements nobody reaches.
type dual struct {
	problem *Problem
	weights []float64 // of each element; 0 where no candidate reaches it
	price   []float64
	sold    []float64 // how much of each element has been sold
	wanted  []float64 // how much of each element is worth its price, 0…1
	goals   []span    // of elements that count together, where they exceed their cap
	worth   []float64 // of each candidate
	order   []int
}

func newDual(p *Problem) *dual {
	d := &dual{problem: p, weights: make([]float64, len(p.Weights)), price: make([]float64, len(p.Weights)),
		sold: make([]float64, len(p.Weights)), wanted: make([]float64, len(p.Weights)), worth: make([]float64, len(p.Candidates))}
	for c, candidate := range p.Candidates {
		if candidate.Cost > p.Budget+precision {
			continue
		}
		d.order = append(d.order, c)
		for _, e := range candidate.Reaches {
			d.weights[e] = p.Weights[e]
		}
	}
	for e, w := range d.weights {
		d.price[e], d.wanted[e] = w/2, 1
	}
	d.goals = spans(p, d.weights)
	return d
}

// sell fills the budget with the candidates of most worth for their cost and
// returns the bound by the present prices.
func (d *dual) sell() float64 {
	bound := 0.0
	clear(d.sold)
	for i := range d.goals {
		d.goals[i].want(d)
	}
	for e, w := range d.weights {
		bound += d.wanted[e] * (w - d.price[e])
	}
	for _, c := range d.order {
		d.worth[c] = 0
		for _, e := range d.problem.Candidates[c].Reaches {
			d.worth[c] += d.price[e]
		}
	}
	slices.SortFunc(d.order, func(a, b int) int {
		of := d.problem.Candidates
		return cmp.Or(cmp.Compare(d.worth[b]*of[a].Cost, d.worth[a]*of[b].Cost), cmp.Compare(a, b))
	})
	free := d.problem.Budget
	for _, c := range d.order {
		if free <= 0 {
			break
		}
		part := min(1, free/d.problem.Candidates[c].Cost)
		free -= part * d.problem.Candidates[c].Cost
		bound += part * d.worth[c]
		for _, e := range d.problem.Candidates[c].Reaches {
			d.sold[e] += part
		}
	}
	return bound
}

// step lowers the prices of what was sold more than once and raises those of
// what was not, by a length that would close the distance if the bound fell
// evenly. It reports false at the optimum.
func (d *dual) step(distance float64) bool {
	square := 0.0
	for e, w := range d.weights {
		if w > 0 {
			square += d.slope(e) * d.slope(e)
		}
	}
	if square == 0 {
		return false
	}
	for e, w := range d.weights {
		if w > 0 {
			d.price[e] = min(w, max(0, d.price[e]-distance/square*d.slope(e)))
		}
	}
	return true
}

// slope is how the bound changes with the price of an element: an element at its
// full weight counts as bought as far as it was sold.
func (d *dual) slope(e int) float64 {
	if d.price[e] == d.weights[e] && d.sold[e] < d.wanted[e] {
		return 0
	}
	return d.sold[e] - d.wanted[e]
}
