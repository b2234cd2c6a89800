package derive_test

import (
	"os"
	"slices"
	"testing"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/data/derive"
	"phusong/data/local"
	"phusong/geo"
	"phusong/geo/planning"
)

// without is a what-if in which some stations were never built.
func without(stations []planning.Station) func([]geo.Presence) []geo.Presence {
	return func(all []geo.Presence) []geo.Presence {
		return slices.DeleteFunc(all, func(p geo.Presence) bool {
			return slices.Contains(stations, planning.Station{Operator: p.Operator, Code: p.Code})
		})
	}
}

// sameVerdicts compares what is left with the what-if, to the bit of each share.
func sameVerdicts(t *testing.T, r *planning.Reliance, stations []planning.Station, w derive.WhatIf) (fell int) {
	t.Helper()
	falls := r.Without(stations)
	for n, network := range geo.Networks() {
		left := r.After(n, falls[n])
		for i, h := range w.Hamlets {
			want := w.After[i][n]
			if left[i].PeopleCovered != want.PeopleCovered || left[i].PeopleUnknown != want.PeopleUnknown || left[i].AreaCovered != want.AreaCovered || left[i].AreaUnknown != want.AreaUnknown {
				t.Fatalf("hamlet %s on %v: %+v left, the what-if has %+v", h.Code, network, left[i], want)
			}
			for _, d := range geo.Definitions() {
				if d.Verdict(left[i]) != d.Verdict(want) {
					t.Fatalf("hamlet %s on %v by %s: %v left, the what-if says %v", h.Code, network, d.Code, d.Verdict(left[i]), d.Verdict(want))
				}
				if d.Verdict(w.Before[i][n]) != d.Verdict(r.Now()[i][n]) {
					t.Fatalf("hamlet %s on %v by %s stands as %v, the release says %v", h.Code, network, d.Code, d.Verdict(r.Now()[i][n]), d.Verdict(w.Before[i][n]))
				}
				if d.Verdict(want) != d.Verdict(w.Before[i][n]) {
					fell++
				}
			}
		}
	}
	return fell
}

// Two masts stand on either side of the wall; whichever falls silent, with or
// without terrain sheets all around and by centres or seven points, what is left
// is what the release would be without it.
func TestWhatIsLeftIsTheReleaseWithoutTheMasts(t *testing.T) {
	for name, subPoints := range map[string]bool{"centres": false, "seven points": true} {
		t.Run(name, func(t *testing.T) {
			store := datatest.New(t)
			world(t, store, 120, false)
			clustered(t, store)
			list := presences()
			list[1].Status = geo.StatusOnAir
			far := list[0]
			far.Code, far.Position = "TQG0002", orb.Point{105.02, 22.08}
			if _, err := store.SaveSites(t.Context(), revision(data.Sites, "all", name), append(list, far)); err != nil {
				t.Fatal(err)
			}
			s := settings()
			s.Coverage.SubPoints = subPoints
			engine := derive.NewEngine(store)
			release := publishWith(t, store, s, engine)
			r, err := derive.NewReliances(engine).Reliance(t.Context(), release.ID)
			if err != nil {
				t.Fatal(err)
			}
			fell := 0
			for _, codes := range [][]geo.SiteCode{{"TQG0001"}, {"Dong_TQG"}, {"TQG0002"}, {"TQG0001", "Dong_TQG"}} {
				var stations []planning.Station
				for _, p := range append(list, far) {
					if slices.Contains(codes, p.Code) {
						stations = append(stations, planning.Station{Operator: p.Operator, Code: p.Code})
					}
				}
				w, err := engine.WhatIf(t.Context(), release.ID, without(stations), nil)
				if err != nil {
					t.Fatal(err)
				}
				fell += sameVerdicts(t, r, stations, w)
			}
			if fell == 0 {
				t.Error("nothing fell: the test has shown nothing")
			}
		})
	}
}

// After another list the lights of masts that stayed are kept, and all is as if
// it were read anew.
func TestTheNextReleaseIsToldFromWhatChanged(t *testing.T) {
	store := datatest.New(t)
	world(t, store, 120, false)
	engine := derive.NewEngine(store)
	kept := derive.NewReliances(engine)
	if err := kept.Foresee(t.Context(), publish(t, store, engine).ID); err != nil {
		t.Fatal(err)
	}
	list := presences()
	list[1].Status = geo.StatusOnAir
	if _, err := store.SaveSites(t.Context(), revision(data.Sites, "all", "both"), list); err != nil {
		t.Fatal(err)
	}
	release := publish(t, store, engine)
	updated, err := kept.Reliance(t.Context(), release.ID)
	if err != nil {
		t.Fatal(err)
	}
	anew, err := derive.NewReliances(engine).Reliance(t.Context(), release.ID)
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range planning.Kinds() {
		for n := range geo.Networks() {
			a, b := updated.Failures(kind, n), anew.Failures(kind, n)
			if !slices.EqualFunc(a, b, func(a, b planning.Failure) bool { return a.Part == b.Part && slices.Equal(a.Falls, b.Falls) }) {
				t.Errorf("%s on %v: %v kept, %v anew", kind, geo.Networks()[n], a, b)
			}
		}
	}
	if len(updated.Parts(planning.KindMast)) != 2 {
		t.Errorf("%d masts", len(updated.Parts(planning.KindMast)))
	}
}

// TestAStormInTheProvince takes masts of a computed province, some at once: it is
// run where PHUSONG_BENCH_STATE names one.
func TestAStormInTheProvince(t *testing.T) {
	dir := os.Getenv("PHUSONG_BENCH_STATE")
	if dir == "" {
		t.Skip("skipped, needs a computed province: name its state folder in PHUSONG_BENCH_STATE")
	}
	cluster, err := local.StartOrAttach(t.Context(), local.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cluster.Stop(t.Context()) })
	store, err := data.Open(t.Context(), cluster.URL("phusong"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(store.Close)
	shown, err := store.PublishedRelease(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	engine := derive.NewEngine(store)
	r, err := derive.NewReliances(engine).Reliance(t.Context(), shown.ID)
	if err != nil {
		t.Fatal(err)
	}
	masts := r.Parts(planning.KindMast)
	for _, every := range []int{len(masts), 97, 13} {
		var stations []planning.Station
		for i := 5; i < len(masts); i += every {
			stations = append(stations, masts[i].Stations...)
		}
		w, err := engine.WhatIf(t.Context(), shown.ID, without(stations), nil)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%d stations: %d verdicts fell", len(stations), sameVerdicts(t, r, stations, w))
	}
}
