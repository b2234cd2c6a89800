package derive

import (
	"cmp"
	"context"
	"slices"
	"sync"

	"phusong/geo"
	"phusong/geo/coverage"
)

// Answer is what the networks of a question do for the hamlets of a what-if,
// without its changes and with them.
type Answer struct {
	Question geo.Question

	hamlets       []geo.Hamlet
	before, after func(hamlet int) geo.Reach
}

// Answer answers a question that may be about several technologies, or judged by
// a definition that no run has kept: hex by hex then, from what the blocks say.
func (w *WhatIf) Answer(ctx context.Context, e *Engine, q geo.Question) (Answer, error) {
	if network, stored := q.Stored(); stored {
		return w.kept(placeOf(network), q.Definition), nil
	}
	b, home := w.base.basis, w.base.settlement
	surfaces, err := e.surfaces(ctx, b, q)
	if err != nil {
		return Answer{}, err
	}
	judge := coverage.NewJudgeOf(b.grid, home.Hamlets, home.Shares, surfaces, b.settings.Coverage.Sigma)
	before := judge.Reaches(q)
	after := slices.Clone(before)
	changed := map[coverage.Need]geo.Surface{}
	for _, c := range w.Changes {
		if slices.Contains(q.Networks(), c.Becomes.Network) {
			changed[c.need] = c.Becomes
			s := b.stretches[c.need.Block]
			copy(surfaces[c.need.Network].Levels[s.From:s.To], c.Becomes.Levels)
			copy(surfaces[c.need.Network].Covered[s.From:s.To], c.Becomes.Covered)
		}
	}
	affected, _ := b.affected(changed)
	for _, hamlets := range affected {
		for _, i := range hamlets {
			after[i] = judge.Reach(i, q)
		}
	}
	return Answer{q, w.Hamlets, func(i int) geo.Reach { return before[i] }, func(i int) geo.Reach { return after[i] }}, nil
}

// surfaces are levels and covered shares of the networks of a question, whole,
// and the caller's own; of the others there are none.
func (e *Engine) surfaces(ctx context.Context, b *basis, q geo.Question) ([]geo.Surface, error) {
	surfaces := make([]geo.Surface, len(geo.Networks()))
	var needs []coverage.Need
	for _, n := range q.Networks() {
		place, hexes := placeOf(n), b.grid.Len()
		surfaces[place] = geo.Surface{Network: n, Levels: make([]geo.Level16, hexes), Covered: make([]uint8, hexes)}
		for block := range b.stretches {
			needs = append(needs, coverage.Need{Network: place, Block: block})
		}
	}
	var lock sync.Mutex
	return surfaces, e.eachBlock(ctx, b, needs, func(i int, says geo.Surface) error {
		to, s := &surfaces[needs[i].Network], b.stretches[needs[i].Block]
		lock.Lock()
		defer lock.Unlock()
		return written(to, s, says)
	})
}

// kept is the answer about the network in place n, as runs keep it.
func (w *WhatIf) kept(n int, d geo.Definition) Answer {
	return Answer{geo.Ask(geo.Networks()[n], d), w.Hamlets,
		func(i int) geo.Reach { return w.Before[i][n] }, func(i int) geo.Reach { return w.After[i][n] }}
}

// Verdicts are those of hamlet i of the what-if.
func (a *Answer) Verdicts(i int) (was, becomes geo.Verdict) {
	d := a.Question.Definition
	return d.Verdict(a.before(i)), d.Verdict(a.after(i))
}

// Gain is what changes.
func (a *Answer) Gain() Gain {
	g := Gain{Question: a.Question}
	for i := range a.hamlets {
		h := &a.hamlets[i]
		if h.Kind == geo.HamletRest || a.before(i) == a.after(i) {
			continue
		}
		was, becomes := a.Verdicts(i)
		if was == becomes {
			continue
		}
		g.Flips = append(g.Flips, Flip{h, was, becomes})
		switch {
		case was == geo.Unknown || becomes == geo.Unknown:
			g.Unclear.add(h)
		case becomes > was:
			g.Gained.add(h)
		default:
			g.Lost.add(h)
		}
	}
	slices.SortFunc(g.Flips, func(a, b Flip) int { return cmp.Compare(a.Hamlet.Code, b.Hamlet.Code) })
	return g
}

// Reached are the people who have signal where they live, before and after,
// wherever they are listed.
func (a *Answer) Reached() (was, becomes float64) {
	for i, h := range a.hamlets {
		if h.People != nil {
			was += float64(*h.People) * a.before(i).PeopleCovered
			becomes += float64(*h.People) * a.after(i).PeopleCovered
		}
	}
	return was, becomes
}

// Stands counts the hamlets of each verdict before any change.
func (a *Answer) Stands() map[geo.Verdict]Count {
	counts := map[geo.Verdict]Count{}
	for i := range a.hamlets {
		if h := &a.hamlets[i]; h.Kind != geo.HamletRest {
			verdict, _ := a.Verdicts(i)
			c := counts[verdict]
			c.add(h)
			counts[verdict] = c
		}
	}
	return counts
}
