package planning

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// The search for prices: the most steps and elements looked at, how often the
// bound is reckoned, after how many steps without progress it ends, and the share
// of the value that is near enough to end it.
const (
	dualSteps  = 2400
	dualEffort = 4.8e9
	reckoned   = 20
	patience   = 200
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
// fractions. Every set of prices is a proof, whoever found it; the market looks
// for those of the linear relaxation, which is the least bound of this kind.
// value is what a plan reaches.
func (p *Problem) prove(ctx context.Context, value float64, progress stage) proof {
	m := newMarket(newDual(p))
	least := proof{bound: math.Inf(1), worth: make([]float64, len(p.Candidates))}
	since, steps := 0, min(dualSteps, int(dualEffort/float64(2*p.extent()+1)))
	for i := 0; ; i += reckoned {
		progress.tell(i, steps)
		bound, rest := m.sell()
		if since += reckoned; bound < least.bound*(1-1e-6) || math.IsInf(least.bound, 1) {
			since = 0
		}
		if bound < least.bound {
			least.bound, least.rest = bound, rest
			copy(least.worth, m.worth)
		}
		if least.bound <= value*(1+near) || since >= patience || i >= steps {
			return least
		}
		for range reckoned {
			if ctx.Err() != nil {
				return least
			}
			m.step()
		}
	}
}

// dual is a problem without the elements that nobody reaches or that count nothing.
type dual struct {
	problem *Problem
	weights []float64 // of each element; 0 where no candidate reaches it or its goal counts nothing
	price   []float64
	ofGoal  []int       // the place of each element's goal among goals; -1 for none
	goals   []span      // of elements that count together, where they exceed their cap
	parts   [][]portion // of the goals, by candidate
	worth   []float64   // of each candidate
	order   []int
}

func newDual(p *Problem) *dual {
	d := &dual{problem: p, weights: make([]float64, len(p.Weights)), price: make([]float64, len(p.Weights)),
		ofGoal: slices.Repeat([]int{-1}, len(p.Weights)), worth: make([]float64, len(p.Candidates))}
	for c, candidate := range p.Candidates {
		if candidate.Cost > p.Budget+precision {
			continue
		}
		d.order = append(d.order, c)
		for _, e := range candidate.Reaches {
			if p.Goals == nil || p.Caps[p.Goals[e]] > 0 {
				d.weights[e] = p.Weights[e]
			}
		}
	}
	for e, w := range d.weights {
		d.price[e] = w / 2
	}
	var ofGoal []int
	d.goals, ofGoal = spans(p, d.weights)
	for i := range d.goals {
		d.goals[i].price = d.goals[i].cap / 2
		for _, e := range d.goals[i].order {
			d.ofGoal[e] = i
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
	for e, w := range d.weights {
		if d.ofGoal[e] < 0 {
			rest += w - d.price[e]
		}
	}
	for i := range d.goals {
		rest += d.goals[i].beyond(d)
	}
	d.weigh()
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
	}
	return bound, rest
}

// weigh adds up what every candidate is worth by the present prices.
func (d *dual) weigh() {
	for _, c := range d.order {
		worth := 0.0
		for _, e := range d.problem.Candidates[c].Reaches {
			worth += d.price[e]
		}
		for _, p := range d.parts[c] {
			worth += p.share * d.goals[p.span].price
		}
		d.worth[c] = worth
	}
}
