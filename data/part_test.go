package data_test

import (
	"math"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

// TestAHamletOnANewBorderIsDividedByGeometry: commune c1 of 2024 becomes n1 in
// the west and n2 in the east. h1 lies across the new border, h2 pokes over it by
// less than two drawings of one border differ, h3 is across and nobody is counted
// in it, h4 is of a commune that nothing cuts.
func TestAHamletOnANewBorderIsDividedByGeometry(t *testing.T) {
	store, ctx := datatest.New(t), t.Context()
	box := func(w, s, e, n float64) orb.MultiPolygon {
		return orb.MultiPolygon{{orb.Ring{{w, s}, {e, s}, {e, n}, {w, n}, {w, s}}}}
	}
	unit := func(code geo.AdminCode, v geo.Vintage, parent geo.AdminCode, area orb.MultiPolygon) geo.AdminUnit {
		return geo.AdminUnit{Code: code, Vintage: v, Level: geo.LevelCommune, Name: string(code), Parent: parent, AreaKm2: 1, Boundary: area}
	}
	boundaries, err := store.SaveUnits(ctx, revisionOf(data.Boundaries, "b", "b"), []geo.AdminUnit{
		{Code: "072", Vintage: geo.Vintage2024, Level: geo.LevelDistrict, Name: "Huyện", Parent: "08", AreaKm2: 1, Boundary: box(105, 22, 105.2, 22.2)},
		unit("c1", geo.Vintage2024, "072", box(105, 22, 105.1, 22.1)), unit("c2", geo.Vintage2024, "072", box(105, 22.1, 105.1, 22.2)),
		unit("n1", geo.Vintage2025, "08", box(105, 22, 105.06, 22.1)), unit("n2", geo.Vintage2025, "08", box(105.06, 22, 105.1, 22.1)),
		unit("n3", geo.Vintage2025, "08", box(105, 22.1, 105.1, 22.2)),
	})
	if err != nil {
		t.Fatal(err)
	}
	population, err := store.SavePopulation(ctx, revisionOf(data.Population, "p", "p"), []data.Peopled{
		{Lon: 105.055, Lat: 22.01, People: 30}, {Lon: 105.065, Lat: 22.01, People: 60}, {Lon: 105.066, Lat: 22.011, People: 30}, {Lon: 105.2, Lat: 22.01, People: 999}})
	if err != nil {
		t.Fatal(err)
	}
	r, queue := results(t, store), &handed{}
	hamlet := func(code geo.HamletCode, commune geo.AdminCode, area orb.MultiPolygon) geo.HamletResult {
		h := r.Hamlets[0]
		h.Hamlet.Code, h.Hamlet.Commune, h.Hamlet.Territory, h.Hamlet.Centre = code, commune, area, area.Bound().Center()
		return h
	}
	r.Hamlets = []geo.HamletResult{hamlet("h1", "c1", box(105.05, 22, 105.07, 22.02)), hamlet("h2", "c1", box(105.0400, 22.03, 105.0601, 22.05)),
		hamlet("h3", "c1", box(105.03, 22.06, 105.07, 22.09)), hamlet("h4", "c2", box(105.05, 22.12, 105.07, 22.14))}
	n := newRun(1)
	n.Inputs = []int64{boundaries.ID, population.ID}
	if _, _, err := store.StartRun(ctx, n, queue.enqueue); err != nil {
		t.Fatal(err)
	}
	release, err := store.Publish(ctx, lease(t, store, queue.refs[0], time.Minute), r)
	if err != nil {
		t.Fatal(err)
	}
	for range 2 { // the second time from what is kept
		v, err := store.LoadSummary(ctx, release.ID)
		if err != nil {
			t.Fatal(err)
		}
		west, east := geo.Place{Commune: "n1"}, geo.Place{Commune: "n2"}
		for i, want := range []map[geo.Vintage][]geo.Part{
			{geo.Vintage2025: {{Place: west, People: 0.25, Area: 0.5}, {Place: east, People: 0.75, Area: 0.5}}},
			nil,
			{geo.Vintage2025: {{Place: west, People: 0.75, Area: 0.75}, {Place: east, People: 0.25, Area: 0.25}}},
			nil,
		} {
			if diff := cmp.Diff(want, v.Hamlets[i].Parts, cmp.Comparer(func(a, b float64) bool { return math.Abs(a-b) < 1e-5 })); diff != "" {
				t.Errorf("%s (-want +got):\n%s", v.Hamlets[i].Hamlet.Code, diff)
			}
		}
	}
}
