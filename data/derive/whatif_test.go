package derive_test

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/data/derive"
	"phusong/geo"
)

// What WhatIf says of hexes is what they are in the release that comes of the
// same change, and elsewhere nothing differs: for hexes of one point, which are
// updated, and for those of seven, which are folded anew.
func TestTheHexesOfAWhatIfAreThoseOfTheRelease(t *testing.T) {
	for name, subPoints := range map[string]bool{"centres": false, "seven points": true} {
		t.Run(name, func(t *testing.T) {
			store := datatest.New(t)
			world(t, store, 120, false)
			s := settings()
			s.Coverage.SubPoints = subPoints
			engine := derive.NewEngine(store)
			before := publishWith(t, store, s, engine)
			list := presences()
			list[1].Status = geo.StatusOnAir
			w, err := engine.WhatIf(t.Context(), before.ID, func([]geo.Presence) []geo.Presence { return list }, nil)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := store.SaveSites(t.Context(), revision(data.Sites, "all", name), list); err != nil {
				t.Fatal(err)
			}
			after := publishWith(t, store, s, engine)
			compareHexes(t, w, whole(t, store, before), whole(t, store, after))
		})
	}
}

func whole(t *testing.T, store *data.Store, r data.Release) *data.View {
	t.Helper()
	v, err := store.LoadView(t.Context(), r.ID)
	if err != nil {
		t.Fatal(err)
	}
	return v
}

func compareHexes(t *testing.T, w derive.WhatIf, before, after *data.View) {
	t.Helper()
	if diff := cmp.Diff(after.Sectors, w.Sectors(), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the sectors differ:\n%s", diff)
	}
	if len(w.Changes) == 0 {
		t.Error("nothing changes: the test has shown little")
	}
	for _, c := range w.Changes {
		n := slices.Index(geo.Networks(), c.Becomes.Network)
		was, is := before.Surfaces[n], after.Surfaces[n]
		for i, h := range c.Hexes {
			at, _ := after.Grid.Index(h)
			if is.Levels[at] != c.Becomes.Levels[i] || is.Covered[at] != c.Becomes.Covered[i] || is.Best[at] != c.Becomes.Best[i] {
				t.Fatalf("hex %v of %v is not what it was said to become", h, c.Becomes.Network)
			}
			was.Levels[at] = is.Levels[at]
		}
	}
	for n := range before.Surfaces {
		if !slices.Equal(before.Surfaces[n].Levels, after.Surfaces[n].Levels) {
			t.Errorf("%v differs where nothing was said to change", before.Surfaces[n].Network)
		}
	}
}
