package planning

import (
	"cmp"
	"math"
	"slices"
)

// span is a goal that counts less than its elements together: which of them are
// worth buying depends on their prices. Order are those that weigh something.
type span struct {
	cap   float64
	order []int
}

// spans finds the goals whose caps bind; in the others all elements are wanted.
func spans(p *Problem, weights []float64) []span {
	var found []span
	for from := 0; from < len(p.Goals); {
		to, sum := from, 0.0
		var order []int
		for ; to < len(p.Goals) && p.Goals[to] == p.Goals[from]; to++ {
			if sum += weights[to]; weights[to] > 0 {
				order = append(order, to)
			}
		}
		if most := p.Caps[p.Goals[from]]; sum > most {
			found = append(found, span{most, order})
		}
		from = to
	}
	return found
}

// want fills the cap with the elements that are cheapest for their weight, the
// last of them in part: the most that the goal can count beyond what it pays.
func (s *span) want(d *dual) {
	slices.SortFunc(s.order, func(a, b int) int {
		return cmp.Or(cmp.Compare(d.price[a]*d.weights[b], d.price[b]*d.weights[a]), cmp.Compare(a, b))
	})
	free := s.cap
	for _, e := range s.order {
		d.wanted[e] = math.Min(1, free/d.weights[e])
		free = math.Max(0, free-d.weights[e])
	}
}
