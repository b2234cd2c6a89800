package data_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
	"phusong/geo/hex"
	"phusong/geo/propagation"
)

// handed remembers what a queue was given.
type handed struct{ refs []data.BatchRef }

func (h *handed) enqueue(_ context.Context, _ pgx.Tx, refs []data.BatchRef) error {
	h.refs = append(h.refs, refs...)
	return nil
}

func newRun(hash byte, batches ...[]string) data.NewRun {
	return data.NewRun{InputHash: [32]byte{hash}, Model: "test", Settings: map[string]any{"resolution": 9},
		Parameters: []propagation.Parameter{{Name: "p", Value: "50 %", Source: "test"}}, Batches: batches}
}

func lease(t *testing.T, store *data.Store, ref data.BatchRef, ttl time.Duration) *data.Lease {
	t.Helper()
	l, err := store.Lease(t.Context(), ref, "tester", ttl)
	if err != nil || l == nil {
		t.Fatalf("lease of %+v: %v %v", ref, l, err)
	}
	return l
}

func TestTheFoldComesOnceAfterTheLastBatch(t *testing.T) {
	store, ctx, queue := datatest.New(t), t.Context(), &handed{}
	run, existed, err := store.StartRun(ctx, newRun(1, []string{"a"}, []string{"b"}), queue.enqueue)
	if err != nil || existed {
		t.Fatal(run, existed, err)
	}
	if len(queue.refs) != 2 {
		t.Fatalf("%d batches were enqueued, want the two of footprints", len(queue.refs))
	}
	key := data.FootprintKey{7}
	for i, ref := range queue.refs[:2] {
		if err := store.FinishFootprints(ctx, lease(t, store, ref, time.Minute), map[data.FootprintKey][]byte{key: []byte("body")}, queue.enqueue); err != nil {
			t.Fatal(err)
		}
		if enqueued := len(queue.refs) - 2; enqueued != i {
			t.Errorf("after batch %d the fold was enqueued %d times", i, enqueued)
		}
	}
	missing, err := store.MissingFootprints(ctx, []data.FootprintKey{{8}, key})
	if err != nil || len(missing) != 1 || missing[0] != (data.FootprintKey{8}) {
		t.Errorf("missing %v %v, want only the one never stored", missing, err)
	}
}

func TestALateWriterIsTurnedAway(t *testing.T) {
	store, ctx, queue := datatest.New(t), t.Context(), &handed{}
	if _, _, err := store.StartRun(ctx, newRun(1, []string{"a"}), queue.enqueue); err != nil {
		t.Fatal(err)
	}
	late := lease(t, store, queue.refs[0], -time.Second) // it has run out already
	if freed, err := store.FreeExpired(ctx); err != nil || len(freed) != 1 {
		t.Fatalf("freed %v %v, want the one batch", freed, err)
	}
	fresh := lease(t, store, queue.refs[0], time.Minute)
	if again, err := store.Lease(ctx, queue.refs[0], "third", time.Minute); err != nil || again != nil {
		t.Errorf("a batch somebody holds was leased again: %v %v", again, err)
	}
	err := store.FinishFootprints(ctx, late, map[data.FootprintKey][]byte{{1}: []byte("late")}, queue.enqueue)
	if !errors.Is(err, data.ErrLeaseLost) {
		t.Errorf("the late writer got %v, want ErrLeaseLost", err)
	}
	if missing, err := store.MissingFootprints(ctx, []data.FootprintKey{{1}}); err != nil || len(missing) != 1 {
		t.Errorf("the late writer left something behind: %v %v", missing, err)
	}
	if err := store.FinishFootprints(ctx, fresh, nil, queue.enqueue); err != nil {
		t.Errorf("the holder was turned away: %v", err)
	}
}

func TestTheSameInputsAreNotComputedTwice(t *testing.T) {
	store, ctx, queue := datatest.New(t), t.Context(), &handed{}
	first, _, err := store.StartRun(ctx, newRun(1, []string{"a"}), queue.enqueue)
	if err != nil {
		t.Fatal(err)
	}
	second, existed, err := store.StartRun(ctx, newRun(1, []string{"a"}), queue.enqueue)
	if err != nil || !existed || second.ID != first.ID {
		t.Errorf("a second run %d of the same inputs (existed %v, %v)", second.ID, existed, err)
	}
	if err := store.EndRun(ctx, first.ID, data.RunFailed, "broken"); err != nil {
		t.Fatal(err)
	}
	if third, existed, err := store.StartRun(ctx, newRun(1, []string{"a"}), queue.enqueue); err != nil || existed || third.ID == first.ID {
		t.Errorf("after a failure the run was not tried again: %+v %v", third, err)
	}
	if l, err := store.Lease(ctx, data.BatchRef{Run: first.ID}, "tester", time.Minute); err != nil || l != nil {
		t.Errorf("a batch of a failed run was leased: %v %v", l, err)
	}
}

func TestAPublishedReleaseIsReadBackWhole(t *testing.T) {
	store, ctx, queue := datatest.New(t), t.Context(), &handed{}
	r := results(t, store)
	run, _, err := store.StartRun(ctx, newRun(1), queue.enqueue)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.PublishedRelease(ctx); !errors.Is(err, data.ErrNoRelease) {
		t.Fatalf("before publishing: %v", err)
	}
	l := lease(t, store, queue.refs[0], time.Minute)
	release, err := store.Publish(ctx, l, r)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Publish(ctx, l, r); !errors.Is(err, data.ErrLeaseLost) {
		t.Errorf("publishing twice gave %v", err)
	}
	published, err := store.PublishedRelease(ctx)
	if err != nil || published.ID != release.ID || published.Run != run.ID {
		t.Fatalf("published %+v %v", published, err)
	}
	v, err := store.LoadView(ctx, published.ID)
	if err != nil {
		t.Fatal(err)
	}
	back := data.Results{Resolution: v.Grid.Resolution, Hexes: v.Grid.Hexes, HexPeople: v.HexPeople, Masts: v.Masts,
		Sectors: v.Sectors, Blocks: store.Blocks(data.Stretches(v.Grid.Hexes, v.Grid.Resolution), v.Surfaces), Hamlets: v.Hamlets, AsOf: v.Release.AsOf}
	if diff := cmp.Diff(*r, back, cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("the release changed on the way (-want +got):\n%s", diff)
	}
	if back.Hash() != r.Hash() || string(release.Hash) != string(published.Hash) {
		t.Error("the hash changed on the way")
	}
	again, err := store.LoadViewAfter(ctx, published.ID, v)
	if err != nil || again.Grid != v.Grid || again.Ground != v.Ground {
		t.Fatalf("what was at hand was made again (%v)", err)
	}
	if diff := cmp.Diff(v, again, cmp.Comparer(func(a, b *hex.Grid) bool { return a == b }), cmpopts.EquateEmpty()); diff != "" {
		t.Errorf("beside another a release is read as something else (-want +got):\n%s", diff)
	}
}

// results are those of a run over two far-apart patches of hexes, so that they
// fill several blocks.
func results(t *testing.T, store *data.Store) *data.Results {
	t.Helper()
	grid, err := hex.NewGrid([]orb.MultiPolygon{square(105, 21.5, 0.03), square(105.5, 22.5, 0.03)}, 9, 1e5)
	if err != nil {
		t.Fatal(err)
	}
	n := grid.Len()
	r := &data.Results{Resolution: 9, Hexes: grid.Hexes, HexPeople: make([]float32, n), AsOf: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC),
		Masts: []data.Mast{{ID: "m1", Position: orb.Point{105.01, 21.51}}},
		Sectors: []data.SectorRef{{Site: 0, Operator: geo.Viettel, SiteCode: "TQG0001",
			Sector: geo.Sector{Technology: geo.LTE, Frequency: 1800, HeightM: 40, AzimuthKnown: true, AzimuthDeg: 30}}}}
	var surfaces []geo.Surface
	for k, network := range geo.Networks() {
		s := geo.Surface{Network: network, Levels: make([]geo.Level16, n), Covered: make([]uint8, n), Best: make([]int32, n),
			SecondLevel: make([]geo.Level16, n), Second: make([]int32, n)}
		for i := range n {
			r.HexPeople[i] = float32(i) / 7
			s.Levels[i], s.Covered[i], s.Best[i] = geo.Level16(-900-i-k), uint8(i%101), int32(i%2)-1
			s.SecondLevel[i], s.Second[i] = geo.BelowFloor, geo.NoSector
		}
		surfaces = append(surfaces, s)
	}
	r.Blocks = store.Blocks(data.Stretches(r.Hexes, r.Resolution), surfaces)
	h := geo.HamletResult{Hamlet: geo.Hamlet{Code: "h1", Vintage: geo.Vintage2024, Commune: "c1", Name: "Bản Bung", Kind: geo.HamletBan,
		Centre: orb.Point{105.01, 21.51}, Territory: square(105, 21.5, 0.03), People: number(120), Households: number(30)},
		AreaM2: 10324841, Places: map[geo.Vintage]geo.Place{geo.Vintage2024: {Province: "08", District: "072", Commune: "c1"}}}
	for k := range geo.Networks() {
		h.Reaches = append(h.Reaches, geo.Reach{Centre: geo.ClassFair, CentreLevel: -100.5, PeopleCovered: float64(k) / 20, AreaUnknown: 0.25})
	}
	r.Hamlets = []geo.HamletResult{h}
	return r
}
