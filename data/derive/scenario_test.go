package derive_test

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/data/derive"
	"phusong/geo"
)

// tried is an engine with a release of the walled land, on which everything that
// stands is on the air.
func tried(t *testing.T) (*data.Store, *derive.Engine, data.Release, []geo.Presence) {
	t.Helper()
	store := datatest.New(t)
	world(t, store, 120, false)
	clustered(t, store)
	list := presences()
	list[1].Status = geo.StatusOnAir
	if _, err := store.SaveSites(t.Context(), revision(data.Sites, "all", "both"), list); err != nil {
		t.Fatal(err)
	}
	engine := derive.NewEngine(store)
	return store, engine, publish(t, store, engine), list
}

// teller is a test or one draw of it.
type teller interface {
	Context() context.Context
	Fatal(...any)
}

func stored(t *testing.T, store *data.Store) (n int) {
	t.Helper()
	if err := store.Pool().QueryRow(t.Context(), `SELECT count(*) FROM footprints`).Scan(&n); err != nil {
		t.Fatal(err)
	}
	return n
}

func says(t teller, engine *derive.Engine, base int64, changes ...geo.SiteChange) derive.WhatIf {
	w, err := engine.Scenario(t.Context(), geo.Scenario{Base: base, Changes: changes}, nil)
	if err != nil {
		t.Fatal(err)
	}
	return w
}

// drawn draws a change of one of the sites that stand, or a new one, each other
// than those drawn before.
func drawn(t *rapid.T, site int) geo.SiteChange {
	at := &orb.Point{rapid.Float64Range(105.01, 105.19).Draw(t, "lon"), rapid.Float64Range(22.01, 22.09).Draw(t, "lat")}
	c := geo.SiteChange{Kind: geo.AddSite, Operator: rapid.SampledFrom([]geo.OperatorCode{geo.Viettel, geo.MobiFone}).Draw(t, "operator"),
		Site: geo.SiteCode(fmt.Sprint("NEW", site)), At: at, HeightM: rapid.SampledFrom([]float64{0, 20, 70}).Draw(t, "height"),
		Radio: []geo.Radio{{Technology: rapid.SampledFrom([]string{"2G", "4G", "5G"}).Draw(t, "technology")}}}
	if site < 2 {
		stands := presences()[site]
		c = geo.SiteChange{Kind: rapid.SampledFrom([]geo.ChangeKind{geo.MoveSite, geo.ChangeSite, geo.RemoveSite}).Draw(t, "kind"), Operator: stands.Operator, Site: stands.Code}
		switch c.Kind {
		case geo.MoveSite:
			c.At = at
		case geo.ChangeSite:
			c.HeightM = rapid.Float64Range(10, 80).Draw(t, "raised")
		}
	}
	return c
}

func drawnAll(t *rapid.T, most int) (changes []geo.SiteChange) {
	for _, site := range rapid.SliceOfNDistinct(rapid.IntRange(0, 6), 1, most, rapid.ID[int]).Draw(t, "sites") {
		changes = append(changes, drawn(t, site))
	}
	return changes
}

// A scenario says of every hamlet and network, to the bit, what the release says
// that comes of uploading the same masts and publishing them, whether the engine
// was made ready for it or not.
func TestAScenarioIsTheReleaseOfTheSameMasts(t *testing.T) {
	store, engine, _, list := tried(t)
	current := list
	for turn, changes := range [][]geo.SiteChange{
		{{Kind: geo.AddSite, Operator: geo.Viettel, Site: "NEW", At: &orb.Point{105.13, 22.06}, Radio: []geo.Radio{{Technology: "4G"}, {Technology: "5G"}}}},
		{{Kind: geo.MoveSite, Operator: geo.Viettel, Site: "NEW", At: &orb.Point{105.11, 22.04}}, {Kind: geo.RemoveSite, Operator: geo.VNPT, Site: "Dong_TQG"}},
		{{Kind: geo.ChangeSite, Operator: geo.Viettel, Site: "TQG0001", HeightM: 71}, {Kind: geo.RemoveSite, Operator: geo.Viettel, Site: "NEW"}},
	} {
		base, err := store.PublishedRelease(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		before := whole(t, store, base)
		unready := says(t, engine, base.ID, changes...)
		if err := engine.StandBy(t.Context(), base.ID); err != nil {
			t.Fatal(err)
		}
		w := says(t, engine, base.ID, changes...)
		if !cmp.Equal(unready.After, w.After) {
			t.Errorf("turn %d: an engine that stands by says something else", turn)
		}
		if current, err = (geo.Scenario{Changes: changes}).Apply(current); err != nil {
			t.Fatal(err)
		}
		if _, err := store.SaveSites(t.Context(), revision(data.Sites, "all", fmt.Sprint("turn ", turn)), current); err != nil {
			t.Fatal(err)
		}
		released := whole(t, store, publish(t, store, derive.NewEngine(store)))
		moved := 0
		for i, h := range w.Hamlets {
			k := slices.IndexFunc(released.Hamlets, func(r geo.HamletResult) bool { return r.Hamlet.Code == h.Code })
			if diff := cmp.Diff(released.Hamlets[k].Reaches, w.After[i]); diff != "" {
				t.Errorf("turn %d, hamlet %s (-release +scenario):\n%s", turn, h.Code, diff)
			}
			if !slices.Equal(w.Before[i], w.After[i]) {
				moved++
			}
		}
		judgedAlike(t, engine, before, &w, released)
		signalsAlike(t, engine, before, &w, released)
		if moved == 0 {
			t.Errorf("turn %d moves nothing: the test has shown little", turn)
		}
	}
}

// signalsAlike asks for the hexes that change of every network: before and after they
// are what the releases say, level and operator, and all others are in both alike.
func signalsAlike(t *testing.T, engine *derive.Engine, before *data.View, w *derive.WhatIf, after *data.View) {
	t.Helper()
	signal := func(v *data.View, network, hex int) geo.Signal {
		s := geo.Signal{Level: v.Surfaces[network].Levels[hex]}
		if best := v.Surfaces[network].Best[hex]; best != geo.NoSector {
			s.Operator = v.Sectors[best].Operator
		}
		return s
	}
	changed := 0
	for n, network := range geo.Networks() {
		hexes, _, err := w.Hexes(t.Context(), engine, network)
		if err != nil {
			t.Fatal(err)
		}
		said := map[geo.Hex]geo.HexChange{}
		for _, h := range hexes {
			said[h.Hex] = h
		}
		for i, h := range before.Grid.Hexes {
			want := geo.HexChange{Hex: h, Was: signal(before, n, i), Becomes: signal(after, n, i)}
			if got, listed := said[h]; listed && got != want || !listed && want.Was.Level != want.Becomes.Level {
				t.Fatalf("%v of %v: %+v, the releases say %+v", h, network, got, want)
			}
		}
		changed += len(hexes)
	}
	if changed == 0 {
		t.Error("no hex changes: the test has shown little")
	}
}

// judgedAlike asks several technologies at once, and by definitions that no run
// has kept: before and after a scenario they say what the releases are judged to.
func judgedAlike(t *testing.T, engine *derive.Engine, before *data.View, w *derive.WhatIf, after *data.View) {
	t.Helper()
	strict := geo.Definitions()[1]
	strict.Code, strict.Levels = "strict", map[geo.Technology]geo.DBm{geo.LTE: -90, geo.NR: -95}
	sure := geo.Definitions()[0]
	sure.Code, sure.Confidence = "sure", 0.9
	for _, d := range append(geo.Definitions(), strict, sure) {
		for _, set := range geo.TechnologySets() {
			for _, operator := range []geo.OperatorCode{geo.AnyOperator, geo.Viettel} {
				q := geo.Question{Operator: operator, Technologies: set, Definition: d}
				a, err := w.Answer(t.Context(), engine, q)
				if err != nil {
					t.Fatal(err)
				}
				old, now := data.NewJudge(before).Verdicts(q), data.NewJudge(after).Verdicts(q)
				for i, h := range w.Hamlets {
					at := func(v *data.View) int {
						return slices.IndexFunc(v.Hamlets, func(r geo.HamletResult) bool { return r.Hamlet.Code == h.Code })
					}
					if was, becomes := a.Verdicts(i); was != old[at(before)] || becomes != now[at(after)] {
						t.Errorf("%s by %s, %s, hamlet %s: %v → %v, the releases say %v → %v", set, operator, d.Code, h.Code, was, becomes, old[at(before)], now[at(after)])
					}
				}
			}
		}
	}
}

func TestAnEmptyScenarioGivesZeroOfEverything(t *testing.T) {
	_, engine, base, _ := tried(t)
	w := says(t, engine, base.ID)
	for n := range geo.Networks() {
		for _, d := range geo.Definitions() {
			if g := w.Gain(n, d); g.Gained != (derive.Count{}) || g.Lost != (derive.Count{}) || g.Unclear != (derive.Count{}) || len(g.Flips) > 0 {
				t.Errorf("nothing changes %+v", g)
			}
		}
	}
	if len(w.Changes) > 0 {
		t.Errorf("%d blocks change", len(w.Changes))
	}
}

// What is drawn is tried on one release: nothing of it is published.
func TestWhatScenariosSayHangsTogether(t *testing.T) {
	store, engine, base, list := tried(t)
	footprints := stored(t, store)
	rapid.Check(t, func(t *rapid.T) {
		changes := drawnAll(t, 3)
		w := says(t, engine, base.ID, changes...)
		again := says(t, engine, base.ID, rapid.Permutation(changes).Draw(t, "order")...)
		if !cmp.Equal(w.After, again.After) {
			t.Fatal("the order of independent changes matters")
		}
		var undone []geo.SiteChange
		for _, c := range changes {
			switch c.Kind {
			case geo.AddSite:
				undone = append(undone, c, geo.SiteChange{Kind: geo.RemoveSite, Operator: c.Operator, Site: c.Site})
			case geo.RemoveSite:
				undone = append(undone, c, standingAgain(list, c))
			}
		}
		if w := says(t, engine, base.ID, undone...); !cmp.Equal(w.Before, w.After) || len(w.Changes) > 0 {
			t.Fatal("what was added and removed, or removed and added, leaves a trace")
		}
	})
	if now := stored(t, store); now != footprints {
		t.Errorf("%d footprints were stored for nothing", now-footprints)
	}
}

// standingAgain puts up what a change took down.
func standingAgain(list []geo.Presence, c geo.SiteChange) geo.SiteChange {
	p := list[slices.IndexFunc(list, func(p geo.Presence) bool { return p.Code == c.Site })]
	c.Kind, c.At = geo.AddSite, &p.Position
	for _, s := range p.Sectors {
		c.Radio = append(c.Radio, geo.Radio{Technology: s.Technology.String(), Frequency: s.Frequency, HeightM: s.HeightM, Azimuths: []float64{s.AzimuthDeg}})
	}
	return c
}

// Masts that are only added gain together no more people with signal than each of
// them alone, and never lose any.
func TestASetGainsNoMoreThanItsMastsAlone(t *testing.T) {
	_, engine, base, _ := tried(t)
	rapid.Check(t, func(t *rapid.T) {
		var changes []geo.SiteChange
		for i := range rapid.IntRange(2, 3).Draw(t, "masts") {
			changes = append(changes, drawn(t, 10+i))
		}
		together := says(t, engine, base.ID, changes...)
		for n, network := range geo.Networks() {
			was, becomes := together.Reached(n)
			alone := 0.0
			for _, c := range changes {
				w := says(t, engine, base.ID, c)
				before, after := w.Reached(n)
				alone += after - before
			}
			if gain := becomes - was; gain > alone+1e-6 || gain < -1e-6 {
				t.Fatalf("%v gains %v together, %v alone", network, gain, alone)
			}
		}
	})
}

func TestAScenarioThatCannotBeIsRefused(t *testing.T) {
	_, engine, base, _ := tried(t)
	var wrong *geo.ErrChange
	_, err := engine.Scenario(t.Context(), geo.Scenario{Base: base.ID, Changes: []geo.SiteChange{{Kind: geo.RemoveSite, Operator: geo.VNPT, Site: "nowhere"}}}, nil)
	if !errors.As(err, &wrong) {
		t.Errorf("a site that is not there: %v", err)
	}
	if _, err := engine.Scenario(t.Context(), geo.Scenario{Base: 77}, nil); !errors.Is(err, data.ErrNoRelease) {
		t.Errorf("no base: %v", err)
	}
}
