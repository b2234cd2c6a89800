package derive

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"sync"

	"phusong/data"
	"phusong/data/jobs"
	"phusong/geo/coverage"
	"phusong/geo/propagation"
)

// Engine plans runs and does the work of their batches. It keeps the last run's
// world in memory, so that a batch costs no more than its masts.
type Engine struct {
	store *data.Store

	mu   sync.Mutex
	last *prepared
}

// NewEngine returns an engine over a store.
func NewEngine(store *data.Store) *Engine { return &Engine{store: store} }

// prepared is a run ready to be worked on.
type prepared struct {
	hash     [32]byte
	settings Settings
	*sources
	*world
	engine  *coverage.Engine
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
		InputHash: p.hash, Model: model.Name(), Parameters: parameters, Settings: settings, Inputs: inputs, Batches: batches,
	}, enqueue)
}

// prepare loads what a run needs, or returns what is still at hand from the
// last one. Batches of one run that start at once wait for one loading.
func (e *Engine) prepare(ctx context.Context, revisions []data.Revision, settings Settings) (*prepared, error) {
	hash, err := inputHashOf(revisions, settings)
	if err != nil {
		return nil, err
	}
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.last != nil && e.last.hash == hash {
		return e.last, nil
	}
	p, err := e.surroundings(ctx, revisions, settings)
	if err != nil {
		return nil, err
	}
	p.hash = hash
	if p.sites, err = loadSites(ctx, e.store, revisions); err != nil {
		return nil, err
	}
	if p.sectors, p.masts, err = p.engine.Plan(p.sites); err != nil {
		return nil, err
	}
	e.last = p
	return p, nil
}

// surroundings loads all that a run needs but its sites, or takes it from the
// last run where only site lists have changed since.
func (e *Engine) surroundings(ctx context.Context, revisions []data.Revision, settings Settings) (*prepared, error) {
	if last := e.last; last != nil && reflect.DeepEqual(last.settings, settings) && slices.Equal(others(last.revisions), others(revisions)) {
		sources := *last.sources
		sources.revisions = revisions
		return &prepared{settings: settings, sources: &sources, world: last.world, engine: last.engine}, nil
	}
	e.last = nil // let go of the old world before the new one is loaded
	p := &prepared{settings: settings}
	var err error
	if p.sources, p.world, err = load(ctx, e.store, revisions, settings.Coverage.Resolution); err != nil {
		return nil, err
	}
	model, err := propagation.Named(settings.Model)
	if err != nil {
		return nil, err
	}
	p.engine, err = coverage.NewEngine(coverage.Input{Ground: p.ground, Grid: p.grid, Model: model, Settings: settings.Coverage})
	return p, err
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
