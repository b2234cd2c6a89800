package derive

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
)

// WhatIf is a release beside what it would be with other sites. Element i of
// Before and After belongs to Hamlets[i], element j of that to geo.Networks()[j].
// Sectors stand on Masts and are those that would be on the air; the hexes whose
// levels differ all lie in Changes.
type WhatIf struct {
	Release       data.Release
	Hamlets       []geo.Hamlet
	Before, After [][]geo.Reach
	Masts         []data.Mast
	Sectors       []data.SectorRef
	Changes       []Change
}

// Change is what one network would do on some neighbouring hexes, which ascend;
// Best and Second of Becomes are places in the Sectors of the WhatIf.
type Change struct {
	Hexes   []geo.Hex
	Becomes geo.Surface
}

// Progress is told how far a step has come; it may be nil.
type Progress func(step string, done, total int)

// tell is a call of p, if there is one.
func (p Progress) tell(step string, done, total int) {
	if p != nil {
		p(step, done, total)
	}
}

// ErrOutdated means that this program would not compute a release as it was
// computed: what another list would change in it cannot be told.
var ErrOutdated = errors.New("the release was computed by another version of the program: phusong compute makes a new one")

// WhatIf works out what a release would be if change were made to its presences
// on the air, for what differs only. Nothing is published; footprints that were
// missing are kept by what shaped them.
func (e *Engine) WhatIf(ctx context.Context, release int64, change func([]geo.Presence) []geo.Presence, progress Progress) (WhatIf, error) {
	r, before, err := e.prepareRelease(ctx, release)
	if err != nil {
		return WhatIf{}, fmt.Errorf("what if in release %d: %w", release, err)
	}
	after, err := before.with(change(before.presences()))
	if err != nil {
		return WhatIf{}, err
	}
	if err := e.predict(ctx, after, progress); err != nil {
		return WhatIf{}, fmt.Errorf("what if in release %d: %w", release, err)
	}
	b, err := e.basisOf(ctx, r.Run, before)
	if err != nil {
		return WhatIf{}, fmt.Errorf("what if in release %d: %w", release, err)
	}
	o, err := e.outcome(ctx, b, after)
	if err != nil {
		return WhatIf{}, fmt.Errorf("what if in release %d: %w", release, err)
	}
	results := after.results(o)
	w := WhatIf{Release: r, Hamlets: before.settlement.Hamlets, Before: b.reaches, After: o.reaches, Masts: results.Masts, Sectors: results.Sectors}
	for n, becomes := range o.changed {
		s := b.stretches[n.Block]
		w.Changes = append(w.Changes, Change{Hexes: b.grid.Hexes[s.From:s.To], Becomes: becomes})
	}
	slices.SortFunc(w.Changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Hexes[0], b.Hexes[0]), placeOf(a.Becomes.Network)-placeOf(b.Becomes.Network))
	})
	return w, nil
}

// placeOf is the place of a network in geo.Networks().
func placeOf(n geo.Network) int { return slices.Index(geo.Networks(), n) }

// prepareRelease prepares what a release was computed from.
func (e *Engine) prepareRelease(ctx context.Context, release int64) (data.Release, *prepared, error) {
	r, err := e.store.ReleaseByID(ctx, release)
	if err != nil {
		return r, nil, err
	}
	computed, err := e.store.InputHash(ctx, r.Run)
	if err != nil {
		return r, nil, err
	}
	p, err := e.prepareRun(ctx, r.Run)
	if err == nil && p.hash != computed {
		err = ErrOutdated
	}
	return r, p, err
}

// presences are those on the air, masts aside.
func (p *prepared) presences() []geo.Presence {
	var all []geo.Presence
	for _, site := range p.sites {
		all = append(all, site.Presences...)
	}
	return all
}

// with is the same world with other presences.
func (p *prepared) with(presences []geo.Presence) (*prepared, error) {
	after := &prepared{settings: p.settings, sources: p.sources, world: p.world, engine: p.engine, sites: coverage.Sites(onAir(presences))}
	var err error
	after.sectors, after.masts, err = p.engine.Plan(after.sites)
	return after, err
}

// predict computes the footprints that are not stored yet, and stores them.
func (e *Engine) predict(ctx context.Context, p *prepared, progress Progress) error {
	missing, err := e.missing(ctx, p.masts)
	if err != nil || len(missing) == 0 {
		return err
	}
	var lock sync.Mutex
	var done atomic.Int32
	bodies := map[data.FootprintKey][]byte{}
	err = p.engine.Footprints(ctx, missing, func(m *coverage.Mast, footprints []*coverage.Footprint) error {
		lock.Lock()
		defer lock.Unlock()
		for i, f := range footprints {
			bodies[m.Layers[i].Key] = f.Append(nil)
		}
		if progress != nil {
			progress("footprints", int(done.Add(1)), len(missing))
		}
		return nil
	})
	if err != nil {
		return err
	}
	return e.store.KeepFootprints(ctx, bodies)
}
