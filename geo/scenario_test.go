package geo_test

import (
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"phusong/geo"
)

// standing are some sites on the air, by operator and code.
func standing() []geo.Presence {
	var all []geo.Presence
	for _, operator := range []geo.OperatorCode{geo.MobiFone, geo.Viettel} {
		for i := range 6 {
			c := geo.SiteChange{Kind: geo.AddSite, Operator: operator, Site: geo.SiteCode(fmt.Sprint("S", i)), At: &orb.Point{105 + 0.01*float64(i), 22}}
			made, err := geo.Scenario{Changes: []geo.SiteChange{c}}.Apply(nil)
			if err != nil {
				panic(err)
			}
			all = append(all, made...)
		}
	}
	return all
}

func apply(t interface{ Fatalf(string, ...any) }, before []geo.Presence, changes ...geo.SiteChange) []geo.Presence {
	after, err := geo.Scenario{Changes: changes}.Apply(before)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return after
}

// oneChange draws a change of a site named by number; those from 6 on are new.
func oneChange(t *rapid.T, site int) geo.SiteChange {
	at := &orb.Point{rapid.Float64Range(105, 106).Draw(t, "lon"), rapid.Float64Range(22, 23).Draw(t, "lat")}
	height := rapid.Float64Range(10, 90).Draw(t, "height")
	c := geo.SiteChange{Operator: geo.Viettel, Site: geo.SiteCode(fmt.Sprint("S", site)), Kind: geo.AddSite}
	if site < 6 {
		c.Kind = rapid.SampledFrom([]geo.ChangeKind{geo.MoveSite, geo.ChangeSite, geo.RemoveSite}).Draw(t, "kind")
	}
	switch c.Kind {
	case geo.AddSite:
		c.At, c.Radio = at, []geo.Radio{{Technology: "4G"}, {Technology: "2G", Omni: true}}
	case geo.MoveSite:
		c.At = at
	case geo.ChangeSite:
		c.HeightM = height
	}
	return c
}

func TestAnEmptyScenarioChangesNothing(t *testing.T) {
	if diff := cmp.Diff(standing(), apply(t, standing())); diff != "" {
		t.Error(diff)
	}
}

func TestTheOrderOfChangesOfDifferentSitesDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var changes []geo.SiteChange
		for _, site := range rapid.SliceOfNDistinct(rapid.IntRange(0, 11), 1, 8, rapid.ID[int]).Draw(t, "sites") {
			changes = append(changes, oneChange(t, site))
		}
		if diff := cmp.Diff(apply(t, standing(), changes...), apply(t, standing(), rapid.Permutation(changes).Draw(t, "order")...)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestWhatWasAddedCanBeRemovedAndWhatWasRemovedAdded(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		added := oneChange(t, 9)
		gone := geo.SiteChange{Kind: geo.RemoveSite, Operator: geo.Viettel, Site: "S9"}
		if diff := cmp.Diff(standing(), apply(t, standing(), added, gone)); diff != "" {
			t.Fatal(diff)
		}
		with := apply(t, standing(), added)
		if diff := cmp.Diff(with, apply(t, with, gone, added)); diff != "" {
			t.Fatal(diff)
		}
	})
}

func TestADroppedPointIsAUsualMast(t *testing.T) {
	after := apply(t, nil, geo.SiteChange{Kind: geo.AddSite, Operator: geo.Viettel, Site: "NEW", At: &orb.Point{105, 22}, Radio: []geo.Radio{{Technology: "5G"}}})
	var azimuths []float64
	for _, s := range after[0].Sectors {
		azimuths = append(azimuths, s.AzimuthDeg)
		if s.Technology != geo.NR || s.Frequency != 2600 || s.HeightM != geo.UsualHeightM || !s.AzimuthKnown || len(s.Assumed) != 1 {
			t.Errorf("a sector is %+v", s)
		}
	}
	if !slices.Equal(azimuths, geo.UsualAzimuths()) || after[0].Status != geo.StatusOnAir {
		t.Errorf("the mast is %+v", after[0])
	}
}

func TestAChangeLeavesTheListItWasMadeToAlone(t *testing.T) {
	before := standing()
	apply(t, before, geo.SiteChange{Kind: geo.ChangeSite, Operator: geo.Viettel, Site: "S1", HeightM: 77})
	if diff := cmp.Diff(standing(), before); diff != "" {
		t.Error(diff)
	}
}

func TestAnImpossibleChangeIsNamed(t *testing.T) {
	at := &orb.Point{105, 22}
	fine := geo.SiteChange{Kind: geo.AddSite, Operator: geo.Viettel, Site: "NEW", At: at}
	change := func(edit func(*geo.SiteChange)) geo.SiteChange {
		c := fine
		edit(&c)
		return c
	}
	for name, c := range map[string]geo.SiteChange{
		"no such kind":             change(func(c *geo.SiteChange) { c.Kind = "paint" }),
		"a zero byte":              change(func(c *geo.SiteChange) { c.Notes = "a\x00b" }),
		"any operator":             change(func(c *geo.SiteChange) { c.Operator = geo.AnyOperator }),
		"no code":                  change(func(c *geo.SiteChange) { c.Site = " " }),
		"a code that stands":       change(func(c *geo.SiteChange) { c.Site = "S1" }),
		"no place":                 change(func(c *geo.SiteChange) { c.At = nil }),
		"latitude and longitude":   change(func(c *geo.SiteChange) { c.At = &orb.Point{22, 105} }),
		"below ground":             change(func(c *geo.SiteChange) { c.HeightM = -3 }),
		"a place for a removal":    change(func(c *geo.SiteChange) { c.Kind, c.Site = geo.RemoveSite, "S1" }),
		"moving what is not there": change(func(c *geo.SiteChange) { c.Kind, c.Site = geo.MoveSite, "S99" }),
		"changing nothing":         {Kind: geo.ChangeSite, Operator: geo.Viettel, Site: "S1"},
		"6G":                       change(func(c *geo.SiteChange) { c.Radio = []geo.Radio{{Technology: "6G"}} }),
		"light":                    change(func(c *geo.SiteChange) { c.Radio = []geo.Radio{{Technology: "4G", Frequency: 5e8}} }),
		"omni and directed":        change(func(c *geo.SiteChange) { c.Radio = []geo.Radio{{Technology: "4G", Omni: true, Azimuths: []float64{0}}} }),
		"beyond the compass":       change(func(c *geo.SiteChange) { c.Radio = []geo.Radio{{Technology: "4G", Azimuths: []float64{400}}} }),
		"a broadcaster":            change(func(c *geo.SiteChange) { c.Radio = []geo.Radio{{Technology: "4G", PowerDBm: 120}} }),
	} {
		_, err := geo.Scenario{Changes: []geo.SiteChange{fine, c}}.Apply(standing())
		var wrong *geo.ErrChange
		if !errors.As(err, &wrong) || wrong.Place != 1 || wrong.Vietnamese == "" || !strings.HasPrefix(err.Error(), "change 2 (") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := (geo.Scenario{Changes: make([]geo.SiteChange, 201)}).Apply(nil); !errors.Is(err, geo.ErrManyChanges) {
		t.Errorf("201 changes: %v", err)
	}
}

func FuzzReadScenario(f *testing.F) {
	f.Add(`{"base":3,"changes":[{"kind":"add","operator":"viettel","site":"NEW","at":[105.2,22.1],"radio":[{"technology":"4G"}]}]}`)
	f.Add(`{"changes":[{"kind":"change","operator":"vnpt","site":"A","heightM":60}]}`)
	f.Add(`{"changes":[{"kind":"remove","operator":"vnpt","site":"A"}],"budget":3}`)
	f.Fuzz(func(t *testing.T, text string) {
		s, err := geo.ReadScenario(strings.NewReader(text))
		if err != nil {
			return
		}
		written, err := json.Marshal(s)
		if err != nil {
			t.Fatal(err)
		}
		again, err := geo.ReadScenario(strings.NewReader(string(written)))
		if err != nil || !cmp.Equal(s.Base, again.Base) || len(s.Changes) != len(again.Changes) {
			t.Errorf("%q was read, but not what was written of it: %v", text, err)
		}
	})
}
