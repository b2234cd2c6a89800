package planning

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// Plan is a choice of candidates. Value is what they reach together; no choice
// within the budget that serves as much of what must be reached can reach more
// than Bound. Unserved are the elements that had to be reached and are not.
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
// by exchanging picks while that helps, and at last by a search of all choices
// that may be better, as far as its effort goes: small problems are solved. With
// equal costs and nothing that must be reached or kept apart the greedy choice
// alone is within 1−1/e of the best (Nemhauser, Wolsey and Fisher 1978); the
// bound is computed and usually far nearer. It is deterministic. progress, which
// may be nil, is told how far it is; cancelling ctx ends it with its error.
func Choose(ctx context.Context, p Problem, progress func(done, total int)) (Plan, error) {
	if err := p.check(); err != nil {
		return Plan{}, err
	}
	return p.solve(ctx, exactEffort, progress)
}

// solve is Choose with the effort of its last step.
func (p *Problem) solve(ctx context.Context, effort int, progress func(done, total int)) (Plan, error) {
	var best *state
	for i, rule := range []rule{byGain, byGainForCost} {
		s := newState(p)
		s.serve()
		if err := s.greedy(ctx, rule); err != nil {
			return Plan{}, err
		}
		if err := s.exchange(ctx); err != nil {
			return Plan{}, err
		}
		stage{progress, 0, 10}.tell(i+1, 2)
		if best == nil || s.better(best) {
			best = s
		}
	}
	if err := best.retry(ctx, stage{progress, 10, 40}); err != nil {
		return Plan{}, err
	}
	proven := p.prove(ctx, best.value, stage{progress, 40, 80})
	bound := min(proven.bound, best.bound())
	x := newExact(best, proven, effort)
	if err := x.search(ctx, bound, stage{progress, 80, 100}); err != nil {
		return Plan{}, err
	}
	plan := x.best.plan()
	plan.Bound = math.Max(plan.Value, x.bound)
	return plan, ctx.Err()
}

// stage is a part of the work, in hundredths of the whole.
type stage struct {
	progress func(done, total int)
	from, to int
}

func (s stage) tell(done, total int) {
	if s.progress != nil {
		s.progress(s.from+(s.to-s.from)*min(done, total)/max(total, 1), 100)
	}
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
		s.look()
		best, most := -1, 0.0
		for c := range s.Candidates {
			if len(s.unserved) == 0 {
				return
			}
			if worth := float64(s.serves(c)) / s.Candidates[c].Cost; worth > most && s.fits(c) {
				best, most = c, worth
			}
		}
		if best < 0 {
			return
		}
		s.pick(best)
	}
}

// look notes what must be reached and is not.
func (s *state) look() {
	s.unserved = s.unserved[:0]
	for _, e := range s.Must {
		if s.reached[e] == 0 {
			s.unserved = append(s.unserved, e)
		}
	}
}

// serves counts what candidate c reaches of what must be and is not yet.
func (s *state) serves(c int) int {
	count := 0
	for _, e := range s.unserved {
		if _, found := slices.BinarySearch(s.Candidates[c].Reaches, e); found {
			count++
		}
	}
	return count
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

// plan puts the picks into the order of what they add.
func (s *state) plan() Plan {
	p := Plan{Value: s.value, Cost: s.spent, Unserved: slices.Clone(s.unserved)}
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
