package tiles

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"sync"
	"testing"
	"time"

	"phusong/data"
)

// books is a library in memory that counts how often each release is read.
// While gate is not nil, reading waits for it.
type books struct {
	mu        sync.Mutex
	view      *data.View
	published int64
	loads     map[int64]int
	gate      chan struct{}
	broken    error
}

func (b *books) PublishedRelease(context.Context) (data.Release, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.broken != nil {
		return data.Release{}, b.broken
	}
	if b.published == 0 {
		return data.Release{}, data.ErrNoRelease
	}
	return data.Release{ID: b.published}, nil
}

// Announced never tells anything, as behind a pooler.
func (b *books) Announced(ctx context.Context, _ func()) error {
	<-ctx.Done()
	return ctx.Err()
}

func (b *books) Releases(context.Context) ([]data.Release, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	var all []data.Release
	for id := b.published; id > 0; id-- {
		all = append(all, data.Release{ID: id})
	}
	return all, nil
}

func (b *books) LoadViewAfter(ctx context.Context, id int64, _ *data.View) (*data.View, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	b.mu.Lock()
	b.loads[id]++
	gate := b.gate
	b.mu.Unlock()
	if gate != nil {
		<-gate
	}
	if id > 9 {
		return nil, fmt.Errorf("release %d: %w", id, data.ErrNoRelease)
	}
	view := *b.view
	view.Release.ID = id
	return &view, nil
}

// LoadSummary is LoadView without hexes; it counts for itself, as −id.
func (b *books) LoadSummary(ctx context.Context, id int64) (*data.View, error) {
	b.mu.Lock()
	b.loads[-id]++
	b.mu.Unlock()
	if id > 9 {
		return nil, fmt.Errorf("release %d: %w", id, data.ErrNoRelease)
	}
	view := *b.view
	view.Release.ID, view.Grid, view.Surfaces, view.Ground = id, nil, nil, nil
	return &view, ctx.Err()
}

func TestListsOfAnEarlierReleaseAreReadWithoutItsHexes(t *testing.T) {
	library, shelf := newBooks(t)
	library.publish(3)
	if err := shelf.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	for range 2 {
		for _, cut := range data.Cuts() {
			e, err := shelf.Lists(t.Context(), "2", cut)
			if err != nil || e.ID != "2" || e.Cut != cut || len(e.View.Hamlets) != len(library.view.Hamlets) || e.View.Grid != nil || len(e.Layers()) != 0 {
				t.Fatalf("%s sees %+v, %v", cut, e, err)
			}
			if _, err := e.Tile("hamlets-4G-any-centre", 9, 405, 225); !errors.Is(err, ErrLayer) {
				t.Errorf("a tile of mere lists: %v", err)
			}
			if masts := cut != data.PublicCut; (len(e.Sites) > 0) != masts || (len(e.View.Sectors) > 0) != masts {
				t.Errorf("%s sees %d masts", cut, len(e.Sites))
			}
		}
	}
	if library.loads[2] != 0 || library.loads[-2] != 1 {
		t.Errorf("the earlier release was read %d times whole, its lists %d times", library.loads[2], library.loads[-2])
	}
	if e, err := shelf.Lists(t.Context(), "3", data.StaffCut); err != nil || e.View.Grid == nil || library.loads[-3] != 0 {
		t.Errorf("the release at hand is read again: %v", err)
	}
	for range 2 {
		for id := 1; id <= 9; id++ {
			if _, err := shelf.Lists(t.Context(), fmt.Sprint(id), data.PublicCut); err != nil {
				t.Error(err)
			}
		}
	}
	if len(shelf.lists.all()) != keptLists {
		t.Errorf("%d lists are kept", len(shelf.lists.all()))
	}
	for _, id := range []string{"", "0", "01", "12", "x"} {
		if _, err := shelf.Lists(t.Context(), id, data.PublicCut); !errors.Is(err, ErrNoRelease) {
			t.Errorf("lists of release %q: %v", id, err)
		}
	}
	if _, err := shelf.Lists(t.Context(), "2", "op-nobody"); !errors.Is(err, ErrCut) {
		t.Errorf("of no cut: %v", err)
	}
}

func TestTheReleaseBeforeIsTheLastOneMadeBefore(t *testing.T) {
	s := NewShelf(&books{published: 3}, slog.New(slog.DiscardHandler))
	for id, want := range map[string]string{"3": "2", "2": "1", "1": "", "x": ""} {
		got, err := s.Before(t.Context(), id)
		if got != want || (want == "") != errors.Is(err, ErrNoRelease) {
			t.Errorf("before %s: %q, %v; want %q", id, got, err, want)
		}
	}
}

func (b *books) publish(id int64) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.published = id
}

func newBooks(t *testing.T) (*books, *Shelf) {
	b := &books{view: country(t, 7), loads: map[int64]int{}}
	return b, NewShelf(b, slog.New(slog.NewTextHandler(io.Discard, nil)))
}

func TestNothingIsCurrentBeforeSomethingIsPublished(t *testing.T) {
	_, shelf := newBooks(t)
	if err := shelf.Refresh(t.Context()); !errors.Is(err, ErrNoRelease) {
		t.Errorf("Refresh says %v", err)
	}
	if _, err := shelf.Current(); !errors.Is(err, ErrUnpublished) {
		t.Errorf("Current says %v", err)
	}
}

func TestTheOldReleaseIsShownUntilTheNewOneIsReady(t *testing.T) {
	library, shelf := newBooks(t)
	library.publish(1)
	if err := shelf.Refresh(t.Context()); err != nil {
		t.Fatal(err)
	}
	library.gate = make(chan struct{})
	library.publish(2)
	refreshed := make(chan error)
	go func() { refreshed <- shelf.Refresh(t.Context()) }()
	if r, err := shelf.Current(); err != nil || r.ID != "1" {
		t.Errorf("while release 2 loads, %v is shown (%v)", r, err)
	}
	close(library.gate)
	if err := <-refreshed; err != nil {
		t.Fatal(err)
	}
	if r, _ := shelf.Current(); r.ID != "2" {
		t.Errorf("release %s is shown", r.ID)
	}
	if r, err := shelf.Release(t.Context(), "1"); err != nil || r.ID != "1" || library.loads[1] != 1 {
		t.Errorf("the release before is not at hand: %v, loaded %d times", err, library.loads[1])
	}
}

func TestAReleaseIsLoadedOnceForACrowd(t *testing.T) {
	library, shelf := newBooks(t)
	library.gate = make(chan struct{})
	var crowd sync.WaitGroup
	for range 50 {
		crowd.Go(func() {
			if r, err := shelf.Release(t.Context(), "5"); err != nil || r.ID != "5" {
				t.Errorf("release 5 is %v, %v", r, err)
			}
		})
	}
	close(library.gate)
	crowd.Wait()
	if library.loads[5] != 1 {
		t.Errorf("release 5 was loaded %d times", library.loads[5])
	}
}

func TestAReaderWhoLeavesDoesNotSpoilItForOthers(t *testing.T) {
	library, shelf := newBooks(t)
	gone, leave := context.WithCancel(t.Context())
	leave()
	if r, err := shelf.Release(gone, "5"); err != nil || r.ID != "5" {
		t.Errorf("a reader who left stops the loading: %v", err)
	}
	if library.loads[5] != 1 {
		t.Errorf("loaded %d times", library.loads[5])
	}
}

func TestOnlyTheLastFewReleasesAreKept(t *testing.T) {
	library, shelf := newBooks(t)
	for _, id := range []string{"1", "2", "3", "1", "4", "1", "2"} {
		if _, err := shelf.Release(t.Context(), id); err != nil {
			t.Fatal(err)
		}
	}
	if library.loads[1] != 1 || library.loads[2] != 2 || len(shelf.kept.all()) != keptReleases {
		t.Errorf("loads are %v with %d kept: the one not used for longest should go", library.loads, len(shelf.kept.all()))
	}
}

func TestWhatIsNoReleaseIsSaid(t *testing.T) {
	library, shelf := newBooks(t)
	for _, id := range []string{"", "0", "-1", "01", "+1", "1e3", "latest", "99999999999999999999", "12"} {
		if _, err := shelf.Release(t.Context(), id); !errors.Is(err, ErrNoRelease) {
			t.Errorf("release %q: %v", id, err)
		}
	}
	if len(library.loads) != 1 {
		t.Errorf("the library was asked for %v", library.loads)
	}
}

func TestWatchFollowsThePublishedRelease(t *testing.T) {
	library, shelf := newBooks(t)
	ctx, stop := context.WithTimeout(t.Context(), time.Minute)
	ended := make(chan struct{})
	go func() { shelf.Watch(ctx, time.Millisecond); close(ended) }()
	for _, id := range []string{"1", "2"} {
		library.publish(int64(id[0] - '0'))
		select {
		case <-ctx.Done():
			t.Fatalf("it is never told that release %s is shown", id)
		case <-shelf.Turned():
		}
		if r, err := shelf.Current(); err != nil || r.ID != id {
			t.Errorf("release %s is shown where %v should be (%v)", id, r, err)
		}
	}
	library.mu.Lock()
	library.broken = errors.New("the database is away")
	library.mu.Unlock()
	if r, err := shelf.Current(); err != nil || r.ID != "2" {
		t.Errorf("without the database %v is shown (%v)", r, err)
	}
	stop()
	<-ended
}
