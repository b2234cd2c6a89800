package planning

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// The dual search: the most steps and elements looked at, how many steps without
// progress shorten its stride and by what, and the share of the value that is
// near enough to end it.
const (
	dualSteps  = 2500
	dualEffort = 6e9
	patience   = 20
	shorter    = 1.5
	shortest   = 1e-4
	near       = 0.001
)

// proof shows that no choice exceeds bound: each candidate is worth what its
// elements and goals are priced, and rest is what all count beyond their prices.
type proof struct {
	bound, rest float64
	worth       []float64
}

// prove finds a bound by Lagrangian relaxation. Every element is given a price
// of at most its weight: then nothing can reach more than the weights left over
// and, on top, the most that the budget buys of prices, candidates sold by
// fractions. Every set of prices is a proof; they are improved by subgradient
// steps (Held and Karp 1971) towards those of the linear relaxation, which is
// the least bound of this kind. value is what a plan reaches.
func (p *Problem) prove(ctx context.Context, value float64, progress stage) proof {
	d := newDual(p)
	least := proof{bound: math.Inf(1), worth: make([]float64, len(p.Candidates))}
	stride, since, steps := 1.0, 0, min(dualSteps, int(dualEffort/float64(2*p.extent()+1)))
	for i := range steps {
		progress.tell(i, steps)
		bound, rest := d.sell()
		if since++; bound < least.bound*(1-1e-6) || math.IsInf(least.bound, 1) {
			since = 0
		}
		if bound < least.bound {
			least.bound, least.rest = bound, rest
			copy(least.worth, d.worth)
		}
		if since == patience {
			stride, since = stride/shorter, 0
		}
		if ctx.Err() != nil || least.bound <= value*(1+near) || stride < shortest || !d.step(stride*(bound-value)) {
			break
		}
	}
	return least
}

// dual is a problem without the elements nobody reaches.
type dual struct {
	problem *Problem
	weights []float64 // of each element; 0 where no candidate reaches it
	price   []float64
	sold    []float64   // how much of each element has been sold
	wanted  []float64   // how much of each element is worth its price, 0…1
	capped  []bool      // whether an element belongs to one of the goals
	goals   []span      // of elements that count together, where they exceed their cap
	parts   [][]portion // of the goals, by candidate
	worth   []float64   // of each candidate
	order   []int
}

func newDual(p *Problem) *dual {
	d := &dual{problem: p, weights: make([]float64, len(p.Weights)), price: make([]float64, len(p.Weights)),
		sold: make([]float64, len(p.Weights)), wanted: make([]float64, len(p.Weights)), capped: make([]bool, len(p.Weights)), worth: make([]float64, len(p.Candidates))}
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
	var ofGoal []int
	d.goals, ofGoal = spans(p, d.weights)
	for i := range d.goals {
		d.goals[i].price = d.goals[i].cap / 2
		for _, e := range d.goals[i].order {
			d.capped[e] = true
			d.price[e] = d.weights[e] / 4
		}
	}
	d.parts = make([][]portion, len(p.Candidates))
	for _, c := range d.order {
		d.parts[c] = portions(p, c, ofGoal, d.goals)
	}
	return d
}

// sell fills the budget with the candidates of most worth for their cost and
// returns the bound by the present prices, and what of it no budget buys.
func (d *dual) sell() (bound, rest float64) {
	clear(d.sold)
	for e, w := range d.weights {
		if !d.capped[e] {
			rest += w - d.price[e]
		}
	}
	for i := range d.goals {
		rest += d.goals[i].want(d)
		d.goals[i].sold = 0
	}
	for _, c := range d.order {
		d.worth[c] = 0
		for _, e := range d.problem.Candidates[c].Reaches {
			d.worth[c] += d.price[e]
		}
		for _, p := range d.parts[c] {
			d.worth[c] += p.share * d.goals[p.span].price
		}
	}
	slices.SortFunc(d.order, func(a, b int) int {
		of := d.problem.Candidates
		return cmp.Or(cmp.Compare(d.worth[b]*of[a].Cost, d.worth[a]*of[b].Cost), cmp.Compare(a, b))
	})
	free := d.problem.Budget
	bound = rest
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
		for _, p := range d.parts[c] {
			d.goals[p.span].sold += part * p.share
		}
	}
	return bound, rest
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
	for i := range d.goals {
		square += d.goals[i].slope() * d.goals[i].slope()
	}
	if square == 0 {
		return false
	}
	for e, w := range d.weights {
		if w > 0 {
			d.price[e] = min(w, max(0, d.price[e]-distance/square*d.slope(e)))
		}
	}
	for i := range d.goals {
		g := &d.goals[i]
		g.price = min(g.cap, max(0, g.price-distance/square*g.slope()))
	}
	return true
}

// slope is how the bound changes with the price of an element: an element at its
// full weight counts as bought as far as it was sold.
func (d *dual) slope(e int) float64 {
	if d.price[e] == d.weights[e] && d.sold[e] < d.wanted[e] || d.price[e] == 0 && d.sold[e] > d.wanted[e] {
		return 0
	}
	return d.sold[e] - d.wanted[e]
}
