package derive_test

import (
	"context"
	"encoding/json"
	"errors"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/data/derive"
	"phusong/geo"
	"phusong/geo/planning"
)

// asked is where Viettel should bring 4G to what nobody covers.
func asked() derive.Choice {
	network := geo.Network{Operator: geo.Viettel, Technology: geo.LTE}
	return derive.Choice{Network: network, DarkFor: geo.AnyOperator, Objective: derive.ForPeople, Budget: 2, ApartKm: 0.5,
		Mast: derive.MastOf(network, []float64{800}, 40), Sources: []planning.Source{planning.SourceDark, planning.SourceEdges, planning.SourceHilltops}, Most: 40}
}

// behind is the world with a wall that keeps the east dark.
func behind(t *testing.T) (*data.Store, *derive.Engine, data.Release) {
	t.Helper()
	store := datatest.New(t)
	world(t, store, 400, false)
	clustered(t, store)
	engine := derive.NewEngine(store)
	return store, engine, publish(t, store, engine)
}

// What a choice says becomes covered is what a what-if of its picks says, under
// every definition.
func TestAChoiceDoesWhatAWhatIfOfItsPicksDoes(t *testing.T) {
	_, engine, release := behind(t)
	for _, d := range geo.Definitions() {
		c := asked()
		c.Definition, c.Objective = &d, derive.ForHamlets
		chosen, err := engine.Choose(t.Context(), release.ID, c, nil)
		if err != nil {
			t.Fatal(err)
		}
		w, err := engine.WhatIf(t.Context(), release.ID, func(all []geo.Presence) []geo.Presence {
			for _, p := range chosen.Picks {
				mast := derive.MastOf(c.Network, []float64{800}, p.HeightM)
				mast.Code, mast.Position, mast.Status = p.Code, orb.Point{p.Lon, p.Lat}, geo.StatusOnAir
				all = append(all, mast)
			}
			return all
		}, nil)
		if err != nil {
			t.Fatal(err)
		}
		n := slices.Index(geo.Networks(), geo.Network{Operator: geo.AnyOperator, Technology: geo.LTE})
		var want, got []geo.HamletCode
		for i, h := range w.Hamlets {
			if d.Verdict(w.Before[i][n]) != geo.Covered && d.Verdict(w.After[i][n]) == geo.Covered {
				want = append(want, h.Code)
			}
		}
		for _, p := range chosen.Picks {
			for _, h := range p.Hamlets {
				got = append(got, h.Code)
			}
		}
		slices.Sort(got)
		slices.Sort(want)
		if diff := cmp.Diff(want, got); diff != "" || len(want) == 0 {
			t.Errorf("%s: a what-if covers %v, the choice %v", d.Code, want, got)
		}
		if chosen.Hamlets != len(got) || chosen.Value > chosen.Bound || chosen.JudgedBy != d.Code {
			t.Errorf("%s: %+v", d.Code, chosen)
		}
	}
}

func TestAChoiceIsTheSameEachTimeAndTellsItsSteps(t *testing.T) {
	store, engine, release := behind(t)
	steps := map[string]bool{}
	first, err := engine.Choose(t.Context(), release.ID, asked(), func(step string, done, total int) { steps[step] = done == total })
	if err != nil {
		t.Fatal(err)
	}
	again, err := derive.NewEngine(store).Choose(t.Context(), release.ID, asked(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(first, again); diff != "" {
		t.Errorf("twice the same question:\n%s", diff)
	}
	if diff := cmp.Diff(map[string]bool{"prepare": true, "sight": true, "reach": true, "choose": true}, steps); diff != "" {
		t.Errorf("steps and whether they came to their end:\n%s", diff)
	}
	if _, err := json.Marshal(first); err != nil {
		t.Error(err)
	}
	stopped, stop := context.WithCancel(t.Context())
	stop()
	if _, err := engine.Choose(stopped, release.ID, asked(), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

func TestWhatMustBeServedIsServedOrNamed(t *testing.T) {
	_, engine, release := behind(t)
	c := asked()
	c.Budget, c.Must = 1, []geo.HamletCode{"w1", "e1", "e2"}
	chosen, err := engine.Choose(t.Context(), release.ID, c, nil)
	if err != nil {
		t.Fatal(err)
	}
	states := map[geo.HamletCode]string{}
	for _, m := range chosen.Must {
		states[m.Code] = m.State
	}
	if states["w1"] != derive.MustAlready || states["e1"] == derive.MustAlready || states["e2"] == derive.MustAlready || len(states) != 3 {
		t.Errorf("%v", states)
	}
	c.Budget = 0
	none, err := engine.Choose(t.Context(), release.ID, c, nil)
	if err != nil || len(none.Picks) != 0 || none.Must[1].State != derive.MustUnserved || none.Must[2].State != derive.MustUnserved {
		t.Errorf("without a budget: %+v %v", none.Must, err)
	}
	c.Must = []geo.HamletCode{"nowhere"}
	if _, err := engine.Choose(t.Context(), release.ID, c, nil); !errors.Is(err, derive.ErrChoice) {
		t.Errorf("a hamlet that is none: %v", err)
	}
}

// A rival's mast that stands in the dark costs less than a new one beside it.
func TestAMastThatStandsIsSharedWhereThatIsCheaper(t *testing.T) {
	store := datatest.New(t)
	world(t, store, 400, false)
	list := presences()
	list[1].Status = geo.StatusOnAir
	for i := range list[1].Sectors {
		list[1].Sectors[i].Technology, list[1].Sectors[i].Frequency = geo.GSM, 900
	}
	list[1].Sectors = list[1].Sectors[:1]
	if _, err := store.SaveSites(t.Context(), revision(data.Sites, "all", "rival"), list); err != nil {
		t.Fatal(err)
	}
	engine := derive.NewEngine(store)
	release := publish(t, store, engine)
	c := asked()
	c.Sources, c.Unit, c.Budget = []planning.Source{planning.SourceShared, planning.SourceDark}, derive.InMoney, 1000
	c.Given = []planning.Given{{ID: "beyond", Position: orb.Point{120, 10}}, {ID: "dear", Position: orb.Point{105.1201, 22.0501}, Cost: 900}}
	chosen, err := engine.Choose(t.Context(), release.ID, c, nil)
	if err != nil || len(chosen.Picks) != 1 {
		t.Fatalf("%+v %v", chosen.Picks, err)
	}
	pick := chosen.Picks[0]
	if pick.Source != planning.SourceShared || pick.Cost.Backhaul != planning.BackhaulShared || pick.Cost.Total != 750 || pick.Mast == "" || !slices.Equal(pick.MastOperators, []geo.OperatorCode{geo.VNPT}) {
		t.Errorf("%+v", pick)
	}
	if len(chosen.Refused) != 1 || chosen.Refused[0].ID != "beyond" || chosen.Candidates[planning.SourceGiven] != 1 {
		t.Errorf("refused %+v of %v", chosen.Refused, chosen.Candidates)
	}
}

func TestAChoiceThatCannotBeIsRefused(t *testing.T) {
	store := datatest.New(t)
	for name, spoil := range map[string]func(*derive.Choice){
		"no candidates":       func(c *derive.Choice) { c.Sources = nil },
		"too many candidates": func(c *derive.Choice) { c.Most = 100_000 },
		"an odd unit":         func(c *derive.Choice) { c.Unit = "dollars" },
		"an odd objective":    func(c *derive.Choice) { c.Objective = "cows" },
		"no antenna":          func(c *derive.Choice) { c.Mast.Sectors = nil },
	} {
		c := asked()
		spoil(&c)
		if _, err := derive.NewEngine(store).Choose(t.Context(), 1, c, nil); !errors.Is(err, derive.ErrChoice) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
