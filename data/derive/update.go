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
		before, err := e.prepare(ctx, revisions, p.settings)
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
