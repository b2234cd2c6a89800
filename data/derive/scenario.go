package derive

import (
	"cmp"
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

// Gain is what changes for one network under one definition: the hamlets whose
// verdict rises and falls, and Unclear those that are or were unknown. The rest
// of a commune, which is no hamlet, is left out.
type Gain struct {
	Network      geo.Network
	Definition   geo.Definition
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
	g := Gain{Network: geo.Networks()[n], Definition: d}
	for i := range w.Hamlets {
		h := &w.Hamlets[i]
		was, becomes := d.Verdict(w.Before[i][n]), d.Verdict(w.After[i][n])
		if was == becomes || h.Kind == geo.HamletRest {
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

// Reached are the people who have signal of the network in place n where they
// live, before and after, wherever they are listed.
func (w *WhatIf) Reached(n int) (was, becomes float64) {
	for i, h := range w.Hamlets {
		if h.People != nil {
			was += float64(*h.People) * w.Before[i][n].PeopleCovered
			becomes += float64(*h.People) * w.After[i][n].PeopleCovered
		}
	}
	return was, becomes
}

// HexChange is a hex whose level changes for one network.
type HexChange struct {
	Hex          geo.Hex
	Was, Becomes geo.Level16
}

// Hexes are those whose level of a network changes, ascending, and the scale that
// grades them.
func (w *WhatIf) Hexes(ctx context.Context, e *Engine, network geo.Network) ([]HexChange, geo.Scale, error) {
	b := w.base.basis
	var changes []Change // which ascend
	var needs []coverage.Need
	for _, c := range w.Changes {
		if c.Becomes.Network == network {
			changes, needs = append(changes, c), append(needs, c.need)
		}
	}
	found := make([][]HexChange, len(needs))
	err := e.eachBlock(ctx, b, needs, func(i int, was geo.Surface) error {
		c := changes[i]
		for k, level := range c.Becomes.Levels {
			if level != was.Levels[k] {
				found[i] = append(found[i], HexChange{c.Hexes[k], was.Levels[k], level})
			}
		}
		return nil
	})
	return slices.Concat(found...), b.scale(network.Technology), err
}

// Resolution is that of the hexes.
func (w *WhatIf) Resolution() int { return w.base.grid.Resolution }

// Stands counts the hamlets of each verdict before any change, for the network in
// place n.
func (w *WhatIf) Stands(n int, d geo.Definition) map[geo.Verdict]Count {
	counts := map[geo.Verdict]Count{}
	for i := range w.Hamlets {
		if h := &w.Hamlets[i]; h.Kind != geo.HamletRest {
			verdict := d.Verdict(w.Before[i][n])
			c := counts[verdict]
			c.add(h)
			counts[verdict] = c
		}
	}
	return counts
}
