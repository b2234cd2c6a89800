package derive_test

import (
	"cmp"
	"errors"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/data/derive"
	"phusong/geo"
)

// flips are the verdicts that differ between two releases, as Impact tells them.
func flips(t *testing.T, store *data.Store, before, after data.Release, operator geo.OperatorCode) []derive.VerdictImpact {
	t.Helper()
	was, err := store.LoadSummary(t.Context(), before.ID)
	if err != nil {
		t.Fatal(err)
	}
	is, err := store.LoadSummary(t.Context(), after.ID)
	if err != nil {
		t.Fatal(err)
	}
	var all []derive.VerdictImpact
	for n, network := range geo.Networks() {
		if network.Operator != geo.AnyOperator && network.Operator != operator {
			continue
		}
		for _, d := range geo.Definitions() {
			v := derive.VerdictImpact{Network: network, Definition: d}
			for i, h := range was.Hamlets {
				a, b := d.Verdict(h.Reaches[n]), d.Verdict(is.Hamlets[i].Reaches[n])
				if a == b || h.Hamlet.Kind == geo.HamletRest {
					continue
				}
				v.Hamlets = append(v.Hamlets, derive.HamletImpact{Code: h.Hamlet.Code, Name: h.Hamlet.Name,
					Commune: h.Hamlet.Commune, People: *h.Hamlet.People, Was: a, Becomes: b})
				if b > a {
					v.Gained += *h.Hamlet.People
				} else {
					v.Lost += *h.Hamlet.People
				}
			}
			slices.SortFunc(v.Hamlets, func(a, b derive.HamletImpact) int { return cmp.Compare(a.Code, b.Code) })
			all = append(all, v)
		}
	}
	return all
}

// What Impact says of a list is what its import and a run then do, in an engine
// that has computed before and in a new one.
func TestTheImpactOfAListIsWhatItsImportDoes(t *testing.T) {
	higher := func(p geo.Presence, m float64) geo.Presence {
		p.Sectors = slices.Clone(p.Sectors)
		for i := range p.Sectors {
			p.Sectors[i].HeightM = m
		}
		return p
	}
	started := presences()
	elsewhere := started[1]
	elsewhere.Status = geo.StatusOnAir
	own := []geo.Presence{elsewhere}
	own[0].Operator = geo.Viettel
	for name, list := range map[string][]geo.Presence{
		"a second mast behind the wall": {started[0], own[0]},
		"a mast on the wall's far side": own,
		"a higher mast":                 {higher(started[0], 90)},
		"no mast at all":                nil,
		"one sector is left":            {func() geo.Presence { p := started[0]; p.Sectors = p.Sectors[:1]; return p }()},
	} {
		t.Run(name, func(t *testing.T) {
			store := datatest.New(t)
			world(t, store, 120, false)
			rival := elsewhere
			rival.Sectors = rival.Sectors[:1]
			save := func(content string, list []geo.Presence) {
				if _, err := store.SaveSites(t.Context(), revision(data.Sites, "all", content), append(slices.Clone(list), rival)); err != nil {
					t.Fatal(err)
				}
			}
			save("before", started[:1])
			engine := derive.NewEngine(store)
			before := publish(t, store, engine)
			told := 0
			got, err := engine.Impact(t.Context(), before.ID, geo.Viettel, list, func(_ string, done, total int) { told = total - done })
			if err != nil {
				t.Fatal(err)
			}
			anew, err := derive.NewEngine(store).Impact(t.Context(), before.ID, geo.Viettel, list, nil)
			if err != nil {
				t.Fatal(err)
			}
			save("after", list)
			want := derive.Impact{Release: before.ID, Verdicts: flips(t, store, before, publish(t, store, engine), geo.Viettel)}
			for which, impact := range map[string]derive.Impact{"warm": got, "new": anew} {
				if diff := gocmp.Diff(want, impact); diff != "" {
					t.Errorf("%s engine (-import +impact):\n%s", which, diff)
				}
			}
			if !slices.ContainsFunc(want.Verdicts, func(v derive.VerdictImpact) bool { return len(v.Hamlets) > 0 }) {
				t.Error("nothing changes: the test has shown little")
			}
			if told != 0 {
				t.Errorf("the progress ends with %d masts to do", told)
			}
			if published, err := store.Releases(t.Context()); err != nil || len(published) != 2 {
				t.Errorf("%d releases: %v", len(published), err)
			}
		})
	}
}

func TestTheImpactOnNoReleaseIsAnError(t *testing.T) {
	store := datatest.New(t)
	if _, err := derive.NewEngine(store).Impact(t.Context(), 7, geo.Viettel, nil, nil); !errors.Is(err, data.ErrNoRelease) {
		t.Errorf("got %v", err)
	}
}
