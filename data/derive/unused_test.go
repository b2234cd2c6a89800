package derive_test

import (
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/data/derive"
	"phusong/data/jobs"
	"phusong/geo"
)

// A list is tried out, forgotten and approved much later: what it was tried out
// with is gone by then, or goes while the run is planned, and the release is the
// same. What releases stand on stays, and so do their answers.
func TestAReleaseOutlivesTheFootprintsThatNothingNeeds(t *testing.T) {
	store := datatest.New(t)
	world(t, store, 120, false)
	engine := derive.NewEngine(store)
	before := publish(t, store, engine)
	forgotten := func() {
		t.Helper()
		if _, err := store.Pool().Exec(t.Context(), `UPDATE footprints SET used_at = now() - interval '40 days'`); err != nil {
			t.Fatal(err)
		}
	}
	clear := func() data.Cleared {
		t.Helper()
		done, err := engine.ClearFootprints(t.Context(), data.FootprintAge)
		if err != nil {
			t.Fatal(err)
		}
		return done
	}
	higher := presences()
	for i := range higher[0].Sectors {
		higher[0].Sectors[i].HeightM = 90
	}
	tried, err := engine.Impact(t.Context(), before.ID, geo.Viettel, slices.Clone(higher), nil)
	if err != nil {
		t.Fatal(err)
	}
	if done := clear(); done.Footprints != 0 {
		t.Errorf("%+v of what was made today", done)
	}
	forgotten()
	if _, err := store.Pool().Exec(t.Context(), `DELETE FROM run_footprints`); err != nil { // the release is from before they were written down
		t.Fatal(err)
	}
	if done := clear(); done.Footprints != 2 || done.Bytes == 0 {
		t.Errorf("%+v, want the two bands of the higher mast", done)
	}
	if _, err := derive.NewReliances(derive.NewEngine(store)).Reliance(t.Context(), before.ID); err != nil {
		t.Errorf("the release has lost what it stands on: %v", err)
	}
	again, err := engine.Impact(t.Context(), before.ID, geo.Viettel, slices.Clone(higher), nil)
	if diff := gocmp.Diff(tried, again); err != nil || diff != "" {
		t.Errorf("the same list has another impact (%v):\n%s", err, diff)
	}
	forgotten()
	if _, err := store.SaveSites(t.Context(), revision(data.Sites, "all", "higher"), higher); err != nil {
		t.Fatal(err)
	}
	queue, err := jobs.NewQueue(store)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := derive.NewEngine(store).Plan(t.Context(), settings(), queue.Enqueue); err != nil { // it finds them there
		t.Fatal(err)
	}
	forgotten()
	if done := clear(); done.Footprints != 0 {
		t.Errorf("%+v of a run that waits for a worker", done)
	}
	if after := publish(t, store, derive.NewEngine(store)); after.ID == before.ID {
		t.Error("the run was not published")
	}
}
