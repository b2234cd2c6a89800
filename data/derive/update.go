package derive

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"phusong/data"
	"phusong/geo/coverage"
)

// update begins a fold with the surfaces of an earlier release that differs in
// its site lists only; nil where there is none.
func (e *Engine) update(ctx context.Context, p *prepared) (*coverage.Update, error) {
	earlier, err := e.store.Predecessors(ctx)
	if err != nil {
		return nil, err
	}
	for _, release := range earlier {
		revisions, err := e.store.RevisionsOf(ctx, release.Run)
		if err != nil {
			return nil, err
		}
		fits, err := p.differsInSites(revisions, release.InputHash)
		if err != nil {
			return nil, err
		}
		if !fits {
			continue
		}
		base, err := e.base(ctx, p, release, revisions)
		if errors.Is(err, data.ErrCorrupt) {
			continue // the footprints tell the same
		}
		if err != nil {
			return nil, err
		}
		if update, ok := p.engine.NewUpdate(base, p.masts); ok {
			return update, nil
		}
	}
	return nil, nil
}

// differsInSites reports whether a release of the given inputs was computed as
// this run is, settings and program and all, but for the site lists.
func (p *prepared) differsInSites(revisions []data.Revision, inputHash [32]byte) (bool, error) {
	hash, err := inputHashOf(revisions, p.settings)
	if err != nil || hash != inputHash {
		return false, err
	}
	return slices.Equal(others(revisions), others(p.revisions)), nil
}

// others are the fingerprints of all revisions but site lists.
func others(revisions []data.Revision) []string {
	var all []string
	for _, r := range revisions {
		if r.Dataset.Kind != data.Sites {
			all = append(all, fmt.Sprintf("%s %q %x", r.Dataset.Kind, r.Dataset.Name, r.SHA256))
		}
	}
	return all
}

// base loads what a release was folded from and to.
func (e *Engine) base(ctx context.Context, p *prepared, release data.Predecessor, revisions []data.Revision) (coverage.Base, error) {
	presences, err := e.store.Presences(ctx, data.IDs(revisions, data.Sites))
	if err != nil {
		return coverage.Base{}, fmt.Errorf("load the site lists of release %d: %w", release.ID, err)
	}
	_, masts, err := p.engine.Plan(coverage.Sites(onAir(presences)))
	if err != nil {
		return coverage.Base{}, err
	}
	surfaces, err := e.store.Surfaces(ctx, release.Run, p.grid.Len())
	return coverage.Base{Masts: masts, Surfaces: surfaces}, err
}
