package main_test

import (
	"cmp"
	"maps"
	"slices"
	"testing"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/hex"
)

// An operator sees its own network in full besides everybody's classes: where any
// operator is better than it is, a rival must be. It looks for the rivals' masts
// where that is most so.
func TestAnOperatorThatSubtractsItsOwnNetworkDoesNotFindItsRivals(t *testing.T) {
	h := home(t)
	view := h.truth(t)
	any := map[geo.Technology]map[geo.Hex]geo.Class{}
	for _, technology := range geo.Technologies() {
		any[technology] = h.publicClasses(t, technology.String())
	}
	f := newField(slices.SortedFunc(maps.Keys(any[geo.LTE]), cmp.Compare[geo.Hex]))
	for _, o := range geo.Operators() {
		better, gain := make([]float64, len(f.hexes)), make([]float64, len(f.hexes))
		for _, s := range view.Surfaces {
			if s.Network.Operator != o.Code {
				continue
			}
			own := commonest(view, s)
			for i, x := range f.hexes {
				if theirs, ours := grade(any[s.Network.Technology][x]), grade(own[x]); theirs > ours {
					better[i], gain[i] = better[i]+theirs, gain[i]+theirs-ours
				}
			}
		}
		rivals := mastsOf(view, o.Code)
		for name, values := range map[string][]float64{"where others are better": better, "how much better": gain, "where others are better, smoothed": f.smooth(better, 1)} {
			guesses := f.maxima(values)
			right, chance := found(rivals, guesses), found(rivals, f.random(len(guesses)))
			t.Logf("%s, %s: %d guesses, %.1f %% of %d masts of others alone within 250 m; as many guesses at random %.1f %%", o.Name, name, len(guesses), 100*right, len(rivals), 100*chance)
			if right > mostFound {
				t.Errorf("%s, by %s, finds %.1f %% of its rivals' masts", o.Name, name, 100*right)
			}
		}
	}
}

// commonest is the class that most hexes of the grid within one of resolution 9
// have.
func commonest(view *data.View, s geo.Surface) map[geo.Hex]geo.Class {
	scale := geo.ScaleOf(s.Network.Technology)
	counts := map[geo.Hex]*[16]int{}
	for i, x := range view.Grid.Hexes {
		parent := hex.Parent(x, 9)
		if counts[parent] == nil {
			counts[parent] = new([16]int)
		}
		counts[parent][s.Levels[i].Class(scale)]++
	}
	classes := map[geo.Hex]geo.Class{}
	for x, n := range counts {
		classes[x] = geo.Class(slices.Index(n[:], slices.Max(n[:])))
	}
	return classes
}
