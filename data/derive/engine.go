package derive

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"

	"golang.org/x/sync/errgroup"

	"phusong/data"
	"phusong/data/jobs"
	"phusong/geo"
	"phusong/geo/coverage"
	"phusong/geo/propagation"
)

// Engine plans runs and does the work of their batches. It keeps the last world
// in memory, and the last few lists of sites in it, so that a batch costs no more
// than its masts.
type Engine struct {
	store                                 *data.Store
	loading, predicting, folding, storing stopwatch

	mu       sync.Mutex
	recent   []*prepared // the latest first, all of one world
	footings []*footing  // the latest first
	ready    standby

	blocks  *shelf[blockPlace, geo.Surface]                // of footings
	untold  *shelf[data.FootprintKey, *coverage.Footprint] // of what was only asked about
	columns sync.Pool                                      // of *geo.Surface, one place for each hex of some grid
}

// mostRecent is how many lists of sites are kept: those of a run, of the release
// before it and of one more that somebody asks about.
const mostRecent = 3

// NewEngine returns an engine over a store.
func NewEngine(store *data.Store) *Engine {
	return &Engine{store: store, blocks: newShelf[blockPlace](blocksBudget, surfaceBytes), untold: newShelf[data.FootprintKey](footprintsBudget, footprintBytes)}
}

// prepared is a run ready to be worked on.
type prepared struct {
	hash     [32]byte
	settings Settings
	*sources
	*world
	engine  *coverage.Engine
	lists   lists
	sites   []geo.Site // what is on air, grouped into masts
	sectors []coverage.SectorRef
	masts   []coverage.Mast
}

// Plan starts a run from the current revisions, or returns the one that is
// already there for exactly the same inputs. Only masts whose footprints are
// not stored yet get batches.
func (e *Engine) Plan(ctx context.Context, settings Settings, enqueue data.Enqueue) (run data.Run, existed bool, err error) {
	revisions, err := e.store.CurrentRevisions(ctx)
	if err != nil {
		return data.Run{}, false, err
	}
	hash, err := inputHashOf(revisions, settings)
	if err != nil {
		return data.Run{}, false, err
	}
	if run, found, err := e.store.FindRun(ctx, hash); err != nil || found {
		return run, found, err // before a province is loaded for nothing
	}
	p, err := e.prepare(ctx, revisions, settings)
	if err != nil {
		return data.Run{}, false, err
	}
	batches, err := e.batches(ctx, p)
	if err != nil {
		return data.Run{}, false, err
	}
	model, err := propagation.Named(settings.Model)
	if err != nil {
		return data.Run{}, false, err
	}
	parameters, err := settings.Parameters()
	if err != nil {
		return data.Run{}, false, err
	}
	inputs := make([]int64, len(revisions))
	for i, r := range revisions {
		inputs[i] = r.ID
	}
	return e.store.StartRun(ctx, data.NewRun{
		InputHash: p.hash, Model: model.Name(), Parameters: parameters, Settings: settings, Inputs: inputs, Footprints: keysOf(p.masts), Batches: batches,
	}, enqueue)
}

// prepare loads what a run needs, or returns what is still at hand of a recent
// one. Batches of one run that start at once wait for one loading.
func (e *Engine) prepare(ctx context.Context, revisions []data.Revision, settings Settings) (*prepared, error) {
	hash, err := inputHashOf(revisions, settings)
	if err != nil {
		return nil, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if i := slices.IndexFunc(e.recent, func(p *prepared) bool { return p.hash == hash }); i >= 0 {
		return e.recent[i], nil
	}
	defer e.loading.start()()
	known := make([]lists, len(e.recent))
	for i, p := range e.recent {
		known[i] = p.lists
	}
	p := &prepared{hash: hash, settings: settings}
	loaders, ctx := errgroup.WithContext(ctx)
	loaders.Go(func() error { return e.surroundings(ctx, p, revisions) })
	loaders.Go(func() (err error) {
		if p.lists, err = loadLists(ctx, e.store, revisions, known); err == nil {
			p.sites = coverage.Sites(p.lists.onAir())
		}
		return err
	})
	if err := loaders.Wait(); err != nil {
		return nil, err
	}
	if len(p.sites) == 0 {
		return nil, fmt.Errorf("%w: there is no site on air: phusong import sites FILE", ErrIncomplete)
	}
	if p.sectors, p.masts, err = p.engine.Plan(p.sites); err != nil {
		return nil, err
	}
	e.recent = append([]*prepared{p}, e.recent[:min(len(e.recent), mostRecent-1)]...)
	return p, nil
}

// surroundings loads all that a run needs but its sites, or takes it from a
// recent run where only site lists have changed since.
func (e *Engine) surroundings(ctx context.Context, p *prepared, revisions []data.Revision) error {
	if len(e.recent) > 0 {
		last := e.recent[0]
		if reflect.DeepEqual(last.settings, p.settings) && slices.Equal(others(last.revisions), others(revisions)) {
			sources := *last.sources
			sources.revisions = revisions
			p.sources, p.world, p.engine = &sources, last.world, last.engine
			return nil
		}
	}
	e.recent, e.footings, e.ready = nil, nil, standby{} // let go of the old world before the new one is loaded
	like, err := e.alike(ctx, revisions, p.settings)
	if err != nil {
		return err
	}
	var run int64
	if len(like) > 0 {
		run = like[0].Run
	}
	if p.sources, p.world, err = e.load(ctx, revisions, p.settings.Coverage.Resolution, run); err != nil {
		return err
	}
	model, err := propagation.Named(p.settings.Model)
	if err != nil {
		return err
	}
	p.engine, err = coverage.NewEngine(coverage.Input{Ground: p.ground, Grid: p.grid, Model: model, Settings: p.settings.Coverage})
	return err
}

// Work does one batch and closes it.
func (e *Engine) Work(ctx context.Context, lease *data.Lease, enqueue data.Enqueue) error {
	p, err := e.prepareRun(ctx, lease.Run)
	if err != nil {
		return hopeless(err)
	}
	if lease.Kind == data.BatchFold {
		return hopeless(e.fold(ctx, p, lease))
	}
	return hopeless(e.footprints(ctx, p, lease, enqueue))
}

func (e *Engine) prepareRun(ctx context.Context, run int64) (*prepared, error) {
	revisions, err := e.store.RevisionsOf(ctx, run)
	if err != nil {
		return nil, err
	}
	var settings Settings
	if err := e.store.RunSettings(ctx, run, &settings); err != nil {
		return nil, err
	}
	return e.prepare(ctx, revisions, settings)
}

// hopeless marks the errors that would come again: stored data that cannot be
// read, and sources no run can be made from.
func hopeless(err error) error {
	if errors.Is(err, data.ErrCorrupt) || errors.Is(err, ErrIncomplete) {
		return fmt.Errorf("%w: %w", jobs.ErrHopeless, err)
	}
	return err
}
