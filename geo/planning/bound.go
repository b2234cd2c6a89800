package planning

import (
	"cmp"
	"math"
	"slices"
)

// bound proves what no choice can exceed. What a set reaches is submodular: for
// any choice S, the best one reaches at most what S reaches and, on top, the
// gains over S of what else the budget buys, at most as a knapsack that may be
// filled with fractions. It holds for every S, so the least over a greedy
// choice's beginnings and the final one stands. What must be reached or kept
// apart only lowers what is possible.
func (s *state) bound() float64 {
	least := math.Min(s.boundOver(), s.most())
	path := newState(s.Problem)
	least = math.Min(least, path.boundOver())
	for _, rule := range []rule{byGain, byGainForCost} {
		path = newState(s.Problem)
		queue := newQueue(path, rule)
		for c, ok := queue.next(path); ok; c, ok = queue.next(path) {
			path.pick(c)
			least = math.Min(least, path.boundOver())
		}
	}
	return least
}

// boundOver is the bound by the present choice.
func (s *state) boundOver() float64 {
	type offer struct{ gain, cost float64 }
	var offers []offer
	for c := range s.Candidates {
		if gain := s.gain(c); gain > 0 && s.Candidates[c].Cost <= s.Budget+precision {
			offers = append(offers, offer{gain, s.Candidates[c].Cost})
		}
	}
	slices.SortFunc(offers, func(a, b offer) int { return cmp.Compare(b.gain*a.cost, a.gain*b.cost) })
	bound, free := s.value, s.Budget
	for _, o := range offers {
		if o.cost >= free {
			return bound + o.gain*free/o.cost
		}
		bound, free = bound+o.gain, free-o.cost
	}
	return bound
}
