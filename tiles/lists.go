package tiles

import (
	"context"
	"fmt"
	"slices"
	"strconv"
	"sync"

	"phusong/data"
)

// keptLists is how many earlier releases' lists a shelf holds, beside the whole
// releases: each takes some tens of megabytes for a province.
const keptLists = 6

// listing is the lists of a release: units, hamlets, masts; no hexes, so no layer
// can be drawn of it. It is for nobody whole; editions are what cuts see.
type listing struct {
	id       string
	editions map[data.Cut]func() *Edition
}

func newListing(view *data.View) *listing {
	l, judge := &listing{id: strconv.FormatInt(view.Release.ID, 10), editions: map[data.Cut]func() *Edition{}}, data.NewJudge(view)
	for _, c := range data.Cuts() {
		l.editions[c] = sync.OnceValue(func() *Edition {
			seen := view.Seen(c)
			return &Edition{ID: l.id, Cut: c, View: seen, Sites: Sites(seen), judge: judge, places: map[string]int{}, asides: newRecent[*shown](0)}
		})
	}
	return l
}

// Lists returns a release by its id as a cut sees it, for questions about units,
// hamlets and masts: an edition without hexes, bounds and layers where the release
// is not at hand whole, for an earlier one is read in a fraction of the time and
// the memory. It fails with ErrNoRelease or ErrCut.
func (s *Shelf) Lists(ctx context.Context, id string, cut data.Cut) (*Edition, error) {
	number, err := releaseNumber(id)
	if err != nil {
		return nil, err
	}
	if !slices.Contains(data.Cuts(), cut) {
		return nil, fmt.Errorf("%w: %.40q", ErrCut, cut)
	}
	if r := s.atHand(id); r != nil {
		return r.Edition(cut)
	}
	if l, listed := s.lists.find(id); listed {
		return l.editions[cut](), nil
	}
	loaded, err, _ := s.flight.Do("lists "+id, func() (any, error) {
		if l, listed := s.lists.find(id); listed {
			return l, nil
		}
		s.listing.Lock()
		defer s.listing.Unlock()
		view, err := s.library.LoadSummary(context.WithoutCancel(ctx), number)
		if err != nil {
			return nil, err
		}
		l := newListing(view)
		s.lists.add(id, l)
		return l, nil
	})
	if err != nil {
		return nil, err
	}
	return loaded.(*listing).editions[cut](), nil
}

// History lists all releases, the newest first.
func (s *Shelf) History(ctx context.Context) ([]data.Release, error) { return s.library.Releases(ctx) }

// releaseNumber reads a release's id; ErrNoRelease for what can be none.
func releaseNumber(id string) (int64, error) {
	number, err := strconv.ParseInt(id, 10, 64)
	if err != nil || number <= 0 || strconv.FormatInt(number, 10) != id {
		return 0, fmt.Errorf("release %.20q: %w", id, ErrNoRelease)
	}
	return number, nil
}
