package planning

import (
	"cmp"
	"context"
	"math"
	"slices"
)

// exactEffort bounds how many elements and candidates the search looks at.
const exactEffort = 2e8

// exact searches all choices that may be better than the best one known, depth
// first (branch and bound, Land and Doig 1960): no choice that contains the
// present one exceeds what it counts and, on top, the gains of what else the
// budget buys; nor the worth that a proof gives its candidates. Where the effort
// ends before the search, bound is the most that what was left could reach.
type exact struct {
	best    *state
	bound   float64
	present *state
	proven  proof
	banned  []bool
	effort  int
	tell    func()
	ctx     context.Context
}

// offer is a candidate that could be picked next.
type offer struct {
	candidate         int
	gain, cost, worth float64
}

func newExact(best *state, proven proof, effort int) *exact {
	return &exact{best: best, present: newState(best.Problem), proven: proven, banned: make([]bool, len(best.Candidates)), effort: effort}
}

// search goes through the choices; no choice exceeds bound.
func (x *exact) search(ctx context.Context, bound float64, progress stage) error {
	x.bound = x.best.value
	x.ctx, x.tell = ctx, func() { progress.tell(x.present.visits/1e6, x.effort/1e6) }
	all := make([]offer, len(x.best.Candidates))
	for c := range all {
		all[c] = offer{candidate: c, cost: x.best.Candidates[c].Cost, worth: x.proven.worth[c]}
	}
	x.present.look()
	x.extend(0, all)
	x.bound = min(bound, x.bound)
	return ctx.Err()
}

// extend searches all choices that contain the present one and else only some
// of those offered; worth is the present one's by the proof.
func (x *exact) extend(worth float64, offered []offer) {
	s := x.present
	if s.better(x.best) {
		x.best.follow(s)
	}
	x.bound = max(x.bound, x.best.value)
	x.tell()
	offers, byWorth := x.offers(worth, offered)
	for i, o := range offers {
		s.visits += i + 20
		free := s.Budget - s.spent
		most := math.Min(s.value+buys(offers[i:], free, nil, offer.adds), x.proven.rest+worth+buys(byWorth, free, x.banned, offer.worths))
		if !x.promises(most, offers[i:]) {
			break
		}
		if s.visits > x.effort || x.ctx.Err() != nil {
			x.bound = max(x.bound, most)
			break
		}
		s.pick(o.candidate)
		s.look()
		x.extend(worth+o.worth, offers[i+1:])
		s.drop(len(s.picks) - 1)
		s.look()
		x.banned[o.candidate] = true
	}
	for _, o := range offers {
		x.banned[o.candidate] = false
	}
}

func (o offer) adds() float64   { return o.gain }
func (o offer) worths() float64 { return o.worth }

// promises reports whether the present choice with some of the offers, which is
// worth at most so much, could be better than the best.
func (x *exact) promises(most float64, offers []offer) bool {
	lacking := x.lacking(offers)
	return lacking < len(x.best.unserved) || lacking == len(x.best.unserved) && most > x.best.value+precision
}

// offers are those of the offered that fit, add something and may be part of a
// better choice, by what they add for their cost and by their worth for it.
func (x *exact) offers(worth float64, offered []offer) (byGain, byWorth []offer) {
	s := x.present
	s.visits += 30 * len(offered) // sorting them takes its time, too
	for _, o := range offered {
		if s.chosen[o.candidate] || !s.fits(o.candidate) {
			continue
		}
		if o.gain = s.gain(o.candidate); o.gain > precision || s.serves(o.candidate) > 0 {
			byWorth = append(byWorth, o)
		}
	}
	slices.SortFunc(byWorth, func(a, b offer) int {
		return cmp.Or(cmp.Compare(b.worth*a.cost, a.worth*b.cost), cmp.Compare(a.candidate, b.candidate))
	})
	free := s.Budget - s.spent
	for _, o := range byWorth {
		x.banned[o.candidate] = true
		most := x.proven.rest + worth + o.worth + buys(byWorth, free-o.cost, x.banned, offer.worths)
		x.banned[o.candidate] = false
		if len(x.best.unserved) > 0 || most > x.best.value+precision {
			byGain = append(byGain, o)
		}
	}
	slices.SortFunc(byGain, func(a, b offer) int {
		return cmp.Or(cmp.Compare(b.gain*a.cost, a.gain*b.cost), cmp.Compare(a.candidate, b.candidate))
	})
	return byGain, byWorth
}

// buys is the most that a sum of money buys of offers, which stand by what they
// bring for their cost, the last one in part.
func buys(offers []offer, free float64, banned []bool, brings func(offer) float64) float64 {
	bought := 0.0
	free += precision
	for _, o := range offers {
		if banned != nil && banned[o.candidate] {
			continue
		}
		if o.cost >= free {
			return bought + brings(o)*free/o.cost
		}
		bought, free = bought+brings(o), free-o.cost
	}
	return bought
}

// lacking is how much of what must be reached none of the offers would serve.
func (x *exact) lacking(offers []offer) int {
	lacking := 0
	for _, e := range x.present.unserved {
		if !slices.ContainsFunc(offers, func(o offer) bool {
			_, found := slices.BinarySearch(x.present.Candidates[o.candidate].Reaches, e)
			return found
		}) {
			lacking++
		}
	}
	return lacking
}
