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
// The hexes that differ all lie in Changes.
type WhatIf struct {
	Release       data.Release
	Hamlets       []geo.Hamlet
	Before, After [][]geo.Reach
	Changes       []Change

	base  *footing
	after *prepared
}

// Sectors are those that would be on the air.
func (w *WhatIf) Sectors() []data.SectorRef { return w.after.sectorRefs() }

// Change is what one network would do on some neighbouring hexes, which ascend;
// Best of Becomes are places in the Sectors of the WhatIf. Second servers are not
// worked out.
type Change struct {
	Hexes   []geo.Hex
	Becomes geo.Surface

	need coverage.Need
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
// on the air, for what differs only. Nothing is published, and nothing stored:
// footprints that were missing stay in memory, as far as there is room.
func (e *Engine) WhatIf(ctx context.Context, release int64, change func([]geo.Presence) []geo.Presence, progress Progress) (WhatIf, error) {
	return e.whatIf(ctx, release, func(p []geo.Presence) ([]geo.Presence, error) { return change(p), nil }, e.predicted, progress)
}

// predicting makes sure of the footprints of masts, and returns those that are
// not stored.
type predicting func(context.Context, *prepared, []coverage.Mast, Progress) (fresh, error)

func (e *Engine) whatIf(ctx context.Context, release int64, change func([]geo.Presence) ([]geo.Presence, error), predict predicting, progress Progress) (WhatIf, error) {
	f, err := e.footing(ctx, release)
	if err != nil {
		return WhatIf{}, fmt.Errorf("what if in release %d: %w", release, err)
	}
	presences, err := change(f.presences())
	if err != nil {
		return WhatIf{}, err
	}
	after, err := f.with(presences)
	if err != nil {
		return WhatIf{}, err
	}
	w := WhatIf{Release: f.release, Hamlets: f.settlement.Hamlets, Before: f.reaches, base: f, after: after}
	if err := e.try(ctx, &w, predict, progress); err != nil {
		return WhatIf{}, fmt.Errorf("what if in release %d: %w", release, err)
	}
	return w, nil
}

// try fills in what comes after and what changes.
func (e *Engine) try(ctx context.Context, w *WhatIf, predict predicting, progress Progress) error {
	b, after := w.base.basis, w.after
	update, ok := after.engine.NewUpdate(b.base(), after.masts)
	if !ok { // hexes of several points are folded anew
		if _, err := e.stored(ctx, after, after.masts, progress); err != nil {
			return err
		}
		o, err := e.outcome(ctx, b, after)
		if err != nil {
			return err
		}
		w.After = o.reaches
		w.list(o.changed)
		return nil
	}
	update.BestOnly()
	if reserve := e.standing(b.run); reserve != nil {
		update.From(reserve)
	}
	fresh, err := predict(ctx, after, update.Came(), progress)
	if err != nil {
		return err
	}
	if err := e.refold(ctx, b, after, fresh, update); err != nil {
		return err
	}
	changed, err := e.differs(ctx, b, update)
	if err != nil {
		return err
	}
	w.After, err = e.reaches(ctx, b, changed)
	w.list(changed)
	return err
}

// list lists what changed, by hexes and networks.
func (w *WhatIf) list(changed map[coverage.Need]geo.Surface) {
	for n, becomes := range changed {
		s := w.base.stretches[n.Block]
		w.Changes = append(w.Changes, Change{Hexes: w.base.grid.Hexes[s.From:s.To], Becomes: becomes, need: n})
	}
	slices.SortFunc(w.Changes, func(a, b Change) int {
		return cmp.Or(cmp.Compare(a.Hexes[0], b.Hexes[0]), a.need.Network-b.need.Network)
	})
}

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
	plan, err := p.engine.PlanLike(coverage.Plan{Sites: p.sites, Sectors: p.sectors, Masts: p.masts}, after.sites)
	after.sectors, after.masts = plan.Sectors, plan.Masts
	return after, err
}

// stored computes the footprints of masts that are not stored yet, and stores them.
func (e *Engine) stored(ctx context.Context, p *prepared, masts []coverage.Mast, progress Progress) (fresh, error) {
	missing, err := e.missing(ctx, masts)
	if err != nil || len(missing) == 0 {
		return nil, err
	}
	var lock sync.Mutex
	made := map[data.FootprintKey][]byte{}
	err = e.sweep(ctx, p, missing, progress, func(key data.FootprintKey, f *coverage.Footprint) {
		body := f.Append(nil)
		lock.Lock()
		defer lock.Unlock()
		made[key] = body
	})
	if err != nil {
		return nil, err
	}
	return nil, e.store.KeepFootprints(ctx, made)
}

// predicted returns those footprints of masts that are not stored; what was
// predicted for an earlier question is in memory still.
func (e *Engine) predicted(ctx context.Context, p *prepared, masts []coverage.Mast, progress Progress) (fresh, error) {
	made := fresh{}
	for _, key := range keysOf(masts) {
		if f, kept := e.untold.get(key); kept {
			made[key] = f
		}
	}
	held := func(key data.FootprintKey) bool { return made[key] != nil }
	missing, err := e.missing(ctx, coverage.Without(masts, held))
	if err != nil || len(missing) == 0 {
		return made, err
	}
	var lock sync.Mutex
	err = e.sweep(ctx, p, missing, progress, func(key data.FootprintKey, f *coverage.Footprint) {
		e.untold.put(key, f)
		lock.Lock()
		defer lock.Unlock()
		made[key] = f
	})
	return made, err
}

// sweep computes the footprints of masts and calls take with each, from several
// goroutines at once.
func (e *Engine) sweep(ctx context.Context, p *prepared, masts []coverage.Mast, progress Progress, take func(data.FootprintKey, *coverage.Footprint)) error {
	var done atomic.Int32
	return p.engine.Footprints(ctx, masts, func(m *coverage.Mast, footprints []*coverage.Footprint) error {
		for i, f := range footprints {
			take(m.Layers[i].Key, f)
		}
		progress.tell("footprints", int(done.Add(1)), len(masts))
		return nil
	})
}

// placeOf is the place of a network in geo.Networks().
func placeOf(n geo.Network) int { return slices.Index(geo.Networks(), n) }
