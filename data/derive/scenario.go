package derive

import (
	"context"
	"slices"

	"phusong/geo"
	"phusong/geo/coverage"
)

// Scenario works out what a release would be with the changes of a scenario, as
// WhatIf does. It fails with data.ErrNoRelease, with ErrOutdated, with a
// *geo.ErrChange, and on a sector that cannot be computed, which it names.
func (e *Engine) Scenario(ctx context.Context, s geo.Scenario, progress Progress) (WhatIf, error) {
	return e.whatIf(ctx, s.Base, s.Apply, e.predicted, progress)
}

// Count is so many hamlets with their households and people; those that are not
// known count as none.
type Count struct {
	Hamlets    int `json:"hamlets"`
	Households int `json:"households"`
	People     int `json:"people"`
}

func (c *Count) add(h *geo.Hamlet) {
	c.Hamlets++
	if h.Households != nil {
		c.Households += *h.Households
	}
	if h.People != nil {
		c.People += *h.People
	}
}

// Gain is what changes in the answer to one question: the hamlets whose
// verdict rises and falls, and Unclear those that are or were unknown. The rest
// of a commune, which is no hamlet, is left out.
type Gain struct {
	Question     geo.Question
	Gained, Lost Count
	Unclear      Count
	Flips        []Flip // by code
}

// Flip is a hamlet whose verdict changes.
type Flip struct {
	Hamlet       *geo.Hamlet
	Was, Becomes geo.Verdict
}

// Gain works out what changes for the network in place n of geo.Networks().
func (w *WhatIf) Gain(n int, d geo.Definition) Gain {
	a := w.kept(n, d)
	return a.Gain()
}

// Reached are the people who have signal of the network in place n where they
// live, before and after, wherever they are listed.
func (w *WhatIf) Reached(n int) (was, becomes float64) {
	a := w.kept(n, geo.Definition{})
	return a.Reached()
}

// Hexes are those whose level of a network changes, ascending, and the scale that
// grades them.
func (w *WhatIf) Hexes(ctx context.Context, e *Engine, network geo.Network) ([]geo.HexChange, geo.Scale, error) {
	b := w.base.basis
	var changes []Change // which ascend
	var needs []coverage.Need
	for _, c := range w.Changes {
		if c.Becomes.Network == network {
			changes, needs = append(changes, c), append(needs, c.need)
		}
	}
	found := make([][]geo.HexChange, len(needs))
	err := e.eachBlock(ctx, b, needs, func(i int, was geo.Surface) error {
		c := changes[i]
		for k, level := range c.Becomes.Levels {
			if level != was.Levels[k] {
				found[i] = append(found[i], geo.HexChange{Hex: c.Hexes[k], Was: b.signal(was, k), Becomes: w.after.signal(c.Becomes, k)})
			}
		}
		return nil
	})
	return slices.Concat(found...), b.scale(network.Technology), err
}

// signal is what a network does on the k-th hex of a surface.
func (p *prepared) signal(s geo.Surface, k int) geo.Signal {
	signal := geo.Signal{Level: s.Levels[k]}
	if place := s.Best[k]; place != geo.NoSector {
		presence, _ := p.sectors[place].Of(p.sites)
		signal.Operator = presence.Operator
	}
	return signal
}

// Resolution is that of the hexes.
func (w *WhatIf) Resolution() int { return w.base.grid.Resolution }
