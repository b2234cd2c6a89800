package planning

import (
	"cmp"
	"math"
	"slices"
)

// span is a goal that counts less than its elements together: which of them are
// worth buying depends on their prices. Order are those that weigh something.
//
// A part of a mast that reaches twice what the goal lacks would fill it by half
// of itself if only elements were sold. So the goal has a price, too, from 0 to
// its cap: for it a candidate sells the share of the cap that it fills alone, and
// no choice fills more than its candidates' shares together.
type span struct {
	cap   float64
	order []int
	price float64
}

// portion is the share of a span's cap that a candidate fills alone.
type portion struct {
	span  int
	share float64
}

// spans finds the goals whose caps bind; in the others all elements are wanted.
// ofGoal is the place of each goal's span; -1 for none.
func spans(p *Problem, weights []float64) (found []span, ofGoal []int) {
	ofGoal = slices.Repeat([]int{-1}, len(p.Caps))
	for from := 0; from < len(p.Goals); {
		to, sum := from, 0.0
		var order []int
		for ; to < len(p.Goals) && p.Goals[to] == p.Goals[from]; to++ {
			if sum += weights[to]; weights[to] > 0 {
				order = append(order, to)
			}
		}
		if most := p.Caps[p.Goals[from]]; sum > most {
			ofGoal[p.Goals[from]] = len(found)
			found = append(found, span{cap: most, order: order})
		}
		from = to
	}
	return found, ofGoal
}

// portions are what candidate c fills of each span alone.
func portions(p *Problem, c int, ofGoal []int, of []span) []portion {
	var found []portion
	for from, reaches := 0, p.Candidates[c].Reaches; from < len(reaches) && p.Goals != nil; {
		to, sum, goal := from, 0.0, p.Goals[reaches[from]]
		for ; to < len(reaches) && p.Goals[reaches[to]] == goal; to++ {
			sum += p.Weights[reaches[to]]
		}
		if at := ofGoal[goal]; at >= 0 && sum > 0 {
			found = append(found, portion{at, math.Min(1, sum/of[at].cap)})
		}
		from = to
	}
	return found
}

// beyond is the most that the goal can count beyond what it pays: it fills the cap
// with the elements that are cheapest for their weight, the last of them in part,
// while they cost less than the goal's price leaves of them.
func (s *span) beyond(d *dual) float64 {
	slices.SortFunc(s.order, func(a, b int) int {
		return cmp.Or(cmp.Compare(d.price[a]*d.weights[b], d.price[b]*d.weights[a]), cmp.Compare(a, b))
	})
	left, beyond, free := 1-s.price/s.cap, 0.0, s.cap
	for _, e := range s.order {
		net := left*d.weights[e] - d.price[e]
		if net <= 0 || free <= 0 {
			break
		}
		part := math.Min(1, free/d.weights[e])
		free -= part * d.weights[e]
		beyond += part * net
	}
	return beyond
}
