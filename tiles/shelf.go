package tiles

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"strconv"
	"sync"
	"sync/atomic"
	"time"

	"golang.org/x/sync/singleflight"

	"phusong/data"
)

// ErrNoRelease means that there is no release under an id.
var ErrNoRelease = data.ErrNoRelease

// ErrUnpublished means that readers have nothing to see yet.
var ErrUnpublished = errors.New("nothing is published yet: import files and run «phusong compute», or wait for the running computation")

// Library is where releases come from: the store.
type Library interface {
	// PublishedRelease returns the release that readers should see, or
	// ErrNoRelease.
	PublishedRelease(ctx context.Context) (data.Release, error)
	// Announced calls told whenever readers may be shown another release, until ctx
	// ends or it cannot tell any more.
	Announced(ctx context.Context, told func()) error
	// Releases lists all releases, the newest first.
	Releases(ctx context.Context) ([]data.Release, error)
	// LoadViewAfter returns a release whole, or ErrNoRelease. What it has in common
	// with before, which may be nil, it may share.
	LoadViewAfter(ctx context.Context, id int64, before *data.View) (*data.View, error)
	// LoadSummary returns a release without its hexes, or ErrNoRelease.
	LoadSummary(ctx context.Context, id int64) (*data.View, error)
}

// Shelf holds the releases at hand: the current one, which a reader takes by one
// pointer and keeps for a whole request, and the last few others.
type Shelf struct {
	library Library
	logger  *slog.Logger
	current atomic.Pointer[Release]
	flight  singleflight.Group
	loading sync.Mutex // one at a time: loading takes as much memory as keeping
	listing sync.Mutex
	turned  chan struct{}

	kept  *recent[*Release]
	lists *recent[*listing]
}

// keptReleases is how many releases a shelf holds: each takes some hundred
// megabytes for a province.
const keptReleases = 3

// NewShelf returns an empty shelf. Watch fills it.
func NewShelf(library Library, logger *slog.Logger) *Shelf {
	return &Shelf{library: library, logger: logger, turned: make(chan struct{}, 1), kept: newRecent[*Release](keptReleases), lists: newRecent[*listing](keptLists)}
}

// Current returns the release that readers see, or ErrUnpublished.
func (s *Shelf) Current() (*Release, error) {
	if r := s.current.Load(); r != nil {
		return r, nil
	}
	return nil, ErrUnpublished
}

// Turned has a value when Current may give another release than when the last
// value was taken; one listens.
func (s *Shelf) Turned() <-chan struct{} { return s.turned }

// Before returns the id of the last release made before one, or ErrNoRelease.
func (s *Shelf) Before(ctx context.Context, id string) (string, error) {
	number, err := strconv.ParseInt(id, 10, 64)
	if err != nil {
		return "", fmt.Errorf("release %.20q: %w", id, ErrNoRelease)
	}
	all, err := s.library.Releases(ctx)
	if err != nil {
		return "", err
	}
	for _, r := range all {
		if r.ID < number {
			return strconv.FormatInt(r.ID, 10), nil
		}
	}
	return "", fmt.Errorf("before release %d: %w", number, ErrNoRelease)
}

// Release returns a release by its id, loading it when it is not at hand;
// ErrNoRelease when there is none.
func (s *Shelf) Release(ctx context.Context, id string) (*Release, error) {
	number, err := releaseNumber(id)
	if err != nil {
		return nil, err
	}
	if r := s.atHand(id); r != nil {
		return r, nil
	}
	// Whoever asks first may leave before it is loaded; the others still wait.
	loaded, err, _ := s.flight.Do(id, func() (any, error) {
		if r := s.atHand(id); r != nil {
			return r, nil
		}
		return s.load(context.WithoutCancel(ctx), number)
	})
	if err != nil {
		return nil, err
	}
	return loaded.(*Release), nil
}

func (s *Shelf) load(ctx context.Context, id int64) (*Release, error) {
	s.loading.Lock()
	defer s.loading.Unlock()
	before := s.current.Load()
	view, err := s.library.LoadViewAfter(ctx, id, before.wholeView())
	if err != nil {
		return nil, err
	}
	r, err := After(before, view)
	if err != nil {
		return nil, err
	}
	s.kept.add(r.ID, r)
	return r, nil
}

// atHand finds a kept release and marks it as used.
func (s *Shelf) atHand(id string) *Release {
	if r := s.current.Load(); r != nil && r.ID == id {
		return r
	}
	r, _ := s.kept.find(id)
	return r
}

// Refresh makes the published release current when it is not yet. Until the new
// one is ready the old one is served.
func (s *Shelf) Refresh(ctx context.Context) error {
	published, err := s.library.PublishedRelease(ctx)
	if err != nil {
		return err
	}
	id := strconv.FormatInt(published.ID, 10)
	if r := s.current.Load(); r != nil && r.ID == id {
		return nil
	}
	r, err := s.Release(ctx, id)
	if err != nil {
		return fmt.Errorf("load the published release: %w", err)
	}
	s.current.Store(r)
	tell(s.turned)
	s.logger.Info("release shown", "release", r.ID, "hexes", len(r.whole.Grid.Hexes), "hamlets", len(r.whole.Hamlets), "masts", len(r.whole.Masts))
	return nil
}

// Watch follows the published release, as it is announced and looking every so
// often besides, for news may be lost, until ctx ends; and it has the one that is shown drawn whole. That nothing is published yet is no
// error; the database being away is logged once, and what is at hand is served on.
func (s *Shelf) Watch(ctx context.Context, every time.Duration) {
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	news, ended := s.news(ctx, every)
	defer func() { <-ended }()
	drawn, stop := (*Release)(nil), func() {}
	defer func() { stop() }()
	failing := false
	for {
		err := s.Refresh(ctx)
		switch {
		case err == nil || errors.Is(err, ErrNoRelease):
			failing = false
		case !failing && ctx.Err() == nil:
			failing = true
			s.logger.Error("the published release cannot be read: serving what is at hand", "error", err)
		}
		if r := s.current.Load(); r != drawn {
			stop()
			drawn, stop = r, s.drawWhole(ctx, r)
		}
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
		case <-news:
		}
	}
}

// news has a value when something was announced since the last was taken. Where
// nothing can be told it is tried again every so often.
func (s *Shelf) news(ctx context.Context, every time.Duration) (news, ended <-chan struct{}) {
	told, done := make(chan struct{}, 1), make(chan struct{})
	go func() {
		defer close(done)
		for ctx.Err() == nil {
			err := s.library.Announced(ctx, func() { tell(told) })
			s.logger.Debug("releases are not announced: looking for them", "every", every, "error", err)
			select {
			case <-ctx.Done():
			case <-time.After(every):
			}
		}
	}()
	return told, done
}

// tell leaves a value for who listens, unless there is one already.
func tell(listener chan<- struct{}) {
	select {
	case listener <- struct{}{}:
	default:
	}
}

// drawWhole begins to draw a release whole; stop ends that and waits for the end.
func (s *Shelf) drawWhole(ctx context.Context, r *Release) (stop func()) {
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan struct{})
	go func() {
		defer close(ended)
		began := time.Now()
		if err := r.Prepare(ctx); err == nil {
			s.logger.Info("release drawn whole", "release", r.ID, "bytes", r.pressed.Load(), "took", time.Since(began).Round(time.Millisecond))
			if layer, size := r.public().largest(); size > mostBytes {
				s.logger.Warn("a tile is larger than phones on a slow line should be sent", "layer", layer, "bytes", size, "limit", mostBytes)
			}
		}
	}()
	return func() {
		cancel()
		<-ended
	}
}
