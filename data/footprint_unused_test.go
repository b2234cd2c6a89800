package data_test

import (
	"encoding/binary"
	"fmt"
	"slices"
	"sync"
	"testing"
	"time"

	"phusong/data"
	"phusong/data/datatest"
)

// printed are n footprints of ten bytes that were last used so many days ago.
func printed(t *testing.T, store *data.Store, from, n, days int) []data.FootprintKey {
	t.Helper()
	bodies := map[data.FootprintKey][]byte{}
	keys := make([]data.FootprintKey, n)
	for i := range keys {
		binary.BigEndian.PutUint32(keys[i][:], uint32(from+i))
		bodies[keys[i]] = []byte("0123456789")
	}
	if err := store.KeepFootprints(t.Context(), bodies); err != nil {
		t.Fatal(err)
	}
	unusedFor(t, store, keys, days)
	return keys
}

func unusedFor(t *testing.T, store *data.Store, keys []data.FootprintKey, days int) {
	t.Helper()
	wanted := make([][]byte, len(keys))
	for i := range keys {
		wanted[i] = keys[i][:]
	}
	if _, err := store.Pool().Exec(t.Context(), `UPDATE footprints SET used_at = now() - make_interval(days => $2) WHERE key = ANY($1)`, wanted, days); err != nil {
		t.Fatal(err)
	}
}

// stored are those of keys that are there.
func stored(t *testing.T, store *data.Store, keys []data.FootprintKey) []data.FootprintKey {
	t.Helper()
	var found []data.FootprintKey
	if err := store.EachFootprint(t.Context(), keys, func(k data.FootprintKey, _ []byte) error { found = append(found, k); return nil }); err != nil {
		t.Fatal(err)
	}
	slices.SortFunc(found, func(a, b data.FootprintKey) int { return slices.Compare(a[:], b[:]) })
	return found
}

func TestFootprintsThatNothingNeedsGoAndOthersStay(t *testing.T) {
	store, ctx, queue := datatest.New(t), t.Context(), &handed{}
	all := printed(t, store, 0, 6, 40)
	published, running, cancelled, nobodys, recent, noted := all[0], all[1], all[2], all[3], all[4], all[5]
	start := func(hash byte, key data.FootprintKey) data.Run {
		n := newRun(hash)
		n.Footprints = []data.FootprintKey{key}
		run, _, err := store.StartRun(ctx, n, queue.enqueue)
		if err != nil {
			t.Fatal(err)
		}
		return run
	}
	start(1, published)
	if _, err := store.Publish(ctx, lease(t, store, queue.refs[0], time.Minute), results(t, store)); err != nil {
		t.Fatal(err)
	}
	start(2, running)
	if err := store.EndRun(ctx, start(3, cancelled).ID, data.RunCancelled, "by hand"); err != nil {
		t.Fatal(err)
	}
	unusedFor(t, store, []data.FootprintKey{recent}, 29)
	if missing, err := store.MissingFootprints(ctx, []data.FootprintKey{noted}); err != nil || len(missing) != 0 {
		t.Fatalf("missing %v, %v", missing, err)
	}
	if stock, err := store.FootprintStock(ctx, data.FootprintAge); err != nil || stock.Stored != 6 || stock.Bytes != 60 || stock.Unused != 2 || stock.UnusedBytes != 20 {
		t.Errorf("stock %+v, %v", stock, err)
	}
	if done, err := store.ClearFootprints(ctx, data.FootprintAge, 1); err != nil || done != (data.Cleared{Footprints: 1, Bytes: 10, More: true}) {
		t.Errorf("one at most: %+v, %v", done, err)
	}
	if done, err := store.ClearFootprints(ctx, data.FootprintAge, 100); err != nil || done != (data.Cleared{Footprints: 1, Bytes: 10}) {
		t.Errorf("the rest: %+v, %v", done, err)
	}
	if left := stored(t, store, all); !slices.Equal(left, []data.FootprintKey{published, running, recent, noted}) {
		t.Errorf("%d are left of %v and %v", len(left), cancelled, nobodys)
	}
	if done, err := store.ClearFootprints(ctx, 0, 100); err != nil || done.Footprints != 1 {
		t.Errorf("whatever age is asked for, what was used today stays: %+v, %v", done, err)
	}
}

func TestNothingIsUnusedWhileARunHasNotSaidWhatItStandsOn(t *testing.T) {
	store, ctx, queue := datatest.New(t), t.Context(), &handed{}
	keys := printed(t, store, 0, 2, 40)
	run, _, err := store.StartRun(ctx, newRun(1), queue.enqueue)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Pool().Exec(ctx, `DELETE FROM run_footprints`); err != nil { // as of before there was the table
		t.Fatal(err)
	}
	if done, err := store.ClearFootprints(ctx, data.FootprintAge, 100); err != nil || done.Footprints != 0 {
		t.Errorf("%+v, %v", done, err)
	}
	if runs, err := store.RunsWithUnknownFootprints(ctx); err != nil || !slices.Equal(runs, []int64{run.ID}) {
		t.Errorf("runs %v, %v", runs, err)
	}
	if err := store.SaveRunFootprints(ctx, run.ID, keys[:1]); err != nil {
		t.Fatal(err)
	}
	if done, err := store.ClearFootprints(ctx, data.FootprintAge, 100); err != nil || done.Footprints != 1 || len(stored(t, store, keys[:1])) != 1 {
		t.Errorf("%+v, %v", done, err)
	}
}

func TestWhatAListUnderReviewWasTriedOutWithStays(t *testing.T) {
	store, ctx := datatest.New(t), t.Context()
	keys := printed(t, store, 0, 2, 40)
	unusedFor(t, store, keys[1:], 60)
	u := ready(t, store, newUpload("a"), 0)
	sentBefore := func(days int) {
		t.Helper()
		if _, err := store.Pool().Exec(ctx, fmt.Sprintf(`
			ALTER TABLE uploads DISABLE TRIGGER USER;
			UPDATE uploads SET created_at = now() - interval '%d days', changed_at = now() - interval '%[1]d days';
			ALTER TABLE uploads ENABLE TRIGGER USER`, days)); err != nil {
			t.Fatal(err)
		}
	}
	sentBefore(50)
	if done, err := store.ClearFootprints(ctx, data.FootprintAge, 100); err != nil || done.Footprints != 1 || len(stored(t, store, keys[:1])) != 1 {
		t.Errorf("list %s of 50 days ago: %+v, %v", u.ID, done, err)
	}
	sentBefore(200)
	if done, err := store.ClearFootprints(ctx, data.FootprintAge, 100); err != nil || done.Footprints != 1 {
		t.Errorf("a list nobody moved for 200 days holds %+v, %v", done, err)
	}
}

// Jobs that find footprints there and go on to use them run beside clearances of
// just these: each key is either told missing, or is there afterwards.
func TestAFootprintThatAJobFoundIsNotDeletedUnderIt(t *testing.T) {
	store, ctx := datatest.New(t), t.Context()
	kept, cleared := 0, 0
	for round := range 25 {
		keys := printed(t, store, 1000*round, 300, 40)
		var all sync.WaitGroup
		missing := make([][]data.FootprintKey, 3)
		for i := range missing {
			all.Go(func() {
				mine := slices.Clone(keys[i*60 : i*60+100])
				if i == 1 {
					slices.Reverse(mine)
				}
				var err error
				if missing[i], err = store.MissingFootprints(ctx, mine); err != nil {
					t.Error(err)
				}
			})
		}
		for range 2 {
			all.Go(func() {
				if _, err := store.ClearFootprints(ctx, data.FootprintAge, 1000); err != nil {
					t.Error(err)
				}
			})
		}
		all.Wait()
		there := stored(t, store, keys)
		for i := range missing {
			for _, k := range keys[i*60 : i*60+100] {
				if !slices.Contains(missing[i], k) && !slices.Contains(there, k) {
					t.Fatalf("round %d: job %d found %v, and it is gone", round, i, k)
				}
			}
		}
		kept, cleared = kept+len(there), cleared+len(keys)-len(there)
	}
	t.Logf("%d kept, %d cleared", kept, cleared)
	if kept == 0 || cleared == 0 {
		t.Errorf("%d kept and %d cleared: nobody was in anybody's way", kept, cleared)
	}
}
