package derive

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"phusong/data"
)

// basis finds an earlier release that differs from a run in its site lists only,
// the one that readers see first; nil where there is none.
func (e *Engine) basis(ctx context.Context, p *prepared) (*basis, error) {
	earlier, err := e.alike(ctx, p.revisions, p.settings)
	if err != nil {
		return nil, err
	}
	for _, release := range earlier {
		before, err := e.prepare(ctx, release.revisions, p.settings)
		if err != nil {
			return nil, fmt.Errorf("load what release %d was computed from: %w", release.ID, err)
		}
		b, err := e.basisOf(ctx, release.Run, before)
		if !errors.Is(err, data.ErrCorrupt) { // the next one, or the footprints, tell the same
			return b, err
		}
	}
	return nil, nil
}

// predecessor is an earlier release with what it was computed from.
type predecessor struct {
	data.Predecessor
	revisions []data.Revision
}

// alike returns the latest releases that were computed as a run is, settings and
// program and all, but for the site lists.
func (e *Engine) alike(ctx context.Context, revisions []data.Revision, settings Settings) ([]predecessor, error) {
	earlier, err := e.store.Predecessors(ctx)
	if err != nil {
		return nil, err
	}
	var fitting []predecessor
	for _, release := range earlier {
		its, err := e.store.RevisionsOf(ctx, release.Run)
		if err != nil {
			return nil, err
		}
		hash, err := inputHashOf(its, settings)
		if err != nil {
			return nil, err
		}
		if hash == release.InputHash && slices.Equal(others(its), others(revisions)) {
			fitting = append(fitting, predecessor{release, its})
		}
	}
	return fitting, nil
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
