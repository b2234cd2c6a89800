package planning

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// Plan is a choice of candidates. Value is what they reach together; no choice
// within the budget can reach more than Bound, whatever is chosen. Unserved are
// the elements that had to be reached and cannot be.
type Plan struct {
	Picks    []Pick
	Value    float64
	Cost     float64
	Bound    float64
	Unserved []int32
}

// Pick is one chosen candidate, by its place in the problem: what it adds to
// those picked before it, and what all so far reach and cost. Next is the
// candidate outside the plan that would have added most in its stead, and
// NextGain that; −1 where none would have added anything.
type Pick struct {
	Candidate          int
	Gain, Value, Spent float64
	Next               int
	NextGain           float64
}

// Gap is how far the plan may be from the best one, as a share of the bound: 0
// is proven best.
func (p Plan) Gap() float64 {
	if p.Bound <= 0 {
		return 0
	}
	return max(0, 1-p.Value/p.Bound)
}

// Choose picks candidates for a problem: first what must be reached, then by
// lazy greedy choice (Minoux 1978), once by gain and once by gain for cost, then
// by exchanging picks while that helps. With equal costs and nothing that must
// be reached or kept apart the greedy choice alone is within 1−1/e of the best
// (Nemhauser, Wolsey and Fisher 1978); the bound is computed from the gains and
// usually far nearer. It is deterministic. progress, which may be nil, is told
// of picks tried; cancelling ctx ends it with its error.
func Choose(ctx context.Context, p Problem, progress func(done, total int)) (Plan, error) {
	if err := p.check(); err != nil {
		return Plan{}, err
	}
	var best *state
	for _, rule := range []rule{byGain, byGainForCost} {
		s := newState(&p)
		s.serve()
		if err := s.greedy(ctx, rule); err != nil {
			return Plan{}, err
		}
		if err := s.exchange(ctx, progress); err != nil {
			return Plan{}, err
		}
		if best == nil || s.value > best.value+precision || s.value > best.value-precision && s.spent < best.spent-precision {
			best = s
		}
	}
	plan := best.plan(ctx)
	return plan, ctx.Err()
}

// precision is the least gain worth a pick: less is rounding.
const precision = 1e-9

// rule ranks candidates by what they add and cost.
type rule func(gain, cost float64) float64

func byGain(gain, _ float64) float64           { return gain }
func byGainForCost(gain, cost float64) float64 { return gain / cost }

// serve picks candidates until all that must be reached is, as far as budget
// and distance allow: always the one that serves most of it for its cost.
func (s *state) serve() {
	for {
		open := map[int32]bool{}
		for _, e := range s.Must {
			if s.reached[e] == 0 {
				open[e] = true
			}
		}
		best, most := -1, 0.0
		for c := range s.Candidates {
			served := 0
			for _, e := range s.Candidates[c].Reaches {
				if open[e] {
					served++
				}
			}
			if worth := float64(served) / s.Candidates[c].Cost; worth > most && s.fits(c) {
				best, most = c, worth
			}
		}
		if best < 0 {
			s.kept = len(s.picks)
			for _, e := range s.Must {
				if open[e] {
					s.unserved = append(s.unserved, e)
				}
			}
			return
		}
		s.pick(best)
	}
}

// greedy picks by rule until nothing affordable adds anything.
func (s *state) greedy(ctx context.Context, by rule) error {
	queue := newQueue(s, by)
	for {
		if err := ctx.Err(); err != nil {
			return err
		}
		c, ok := queue.next(s)
		if !ok {
			return nil
		}
		s.pick(c)
	}
}

// plan puts the picks into the order of what they add and proves the bound.
func (s *state) plan(ctx context.Context) Plan {
	p := Plan{Value: s.value, Cost: s.spent, Unserved: s.unserved, Bound: s.dualBound(ctx, s.value, s.bound())}
	order := newState(s.Problem)
	left := slices.Clone(s.picks)
	for len(left) > 0 {
		next := slices.MaxFunc(left, func(a, b int) int {
			return cmp.Or(cmp.Compare(order.gain(a), order.gain(b)), cmp.Compare(b, a))
		})
		pick := Pick{Candidate: next, Gain: order.gain(next)}
		pick.Next, pick.NextGain = order.instead(s.chosen, s.Candidates[next].Cost)
		order.pick(next)
		pick.Value, pick.Spent = order.value, math.Round(order.spent*1e6)/1e6 // sums of tenths
		p.Picks = append(p.Picks, pick)
		left = slices.DeleteFunc(left, func(c int) bool { return c == next })
	}
	p.Bound = math.Max(p.Bound, p.Value)
	return p
}

// instead is the candidate not among chosen that adds most for at most a cost,
// the first of equals, and what it adds; −1 for none.
func (s *state) instead(chosen []bool, cost float64) (best int, most float64) {
	best, most = -1, precision
	for c := range s.Candidates {
		if chosen[c] || s.Candidates[c].Cost > cost+precision {
			continue
		}
		if gain := s.gain(c); gain > most && s.fits(c) {
			best, most = c, gain
		}
	}
	if best < 0 {
		most = 0
	}
	return best, most
}
