package derive_test

import (
	"slices"
	"testing"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/data/derive"
	"phusong/data/jobs"
	"phusong/geo"
)

// A list that is taken back brings back the release that was computed from the
// one before; nothing is computed again.
func TestWhatIsTakenBackIsShownAgain(t *testing.T) {
	store := datatest.New(t)
	world(t, store, 120, false)
	save := func(content string, list []geo.Presence) {
		if _, err := store.SaveSites(t.Context(), revision(data.Sites, "all", content), list); err != nil {
			t.Fatal(err)
		}
	}
	started := presences()
	save("before", started[:1])
	engine := derive.NewEngine(store)
	before := publish(t, store, engine)
	other := slices.Clone(started[:1])
	other[0].Code = "OTHER"
	save("after", other)
	after := publish(t, store, engine)
	save("before", started[:1]) // the same file again: its revision is current again
	queue, err := jobs.NewQueue(store)
	if err != nil {
		t.Fatal(err)
	}
	if err := engine.Replan(t.Context(), queue.Enqueue); err != nil {
		t.Fatal(err)
	}
	shown, err := store.PublishedRelease(t.Context())
	if err != nil || shown.ID != before.ID || after.ID == before.ID {
		t.Errorf("release %d is shown, want %d again (not %d), %v", shown.ID, before.ID, after.ID, err)
	}
	waiting, err := store.Waiting(t.Context())
	if err != nil || len(waiting) != 0 {
		t.Errorf("%d batches wait, %v", len(waiting), err)
	}
}
