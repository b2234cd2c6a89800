package derive

import (
	"context"
	"sync"

	"phusong/data"
	"phusong/geo/coverage"
)

// batchMasts is how many masts a batch holds: some tens of milliseconds each,
// so that a crash costs a second or so.
const batchMasts = 32

// batches cuts the masts whose footprints are missing into batches.
func (e *Engine) batches(ctx context.Context, p *prepared) ([][]string, error) {
	missing, err := e.missing(ctx, p.masts)
	if err != nil {
		return nil, err
	}
	var all [][]string
	for i, m := range missing {
		if i%batchMasts == 0 {
			all = append(all, nil)
		}
		all[len(all)-1] = append(all[len(all)-1], p.sites[m.Site].ID)
	}
	return all, nil
}

// missing returns the masts with those of their layers that are not stored.
func (e *Engine) missing(ctx context.Context, masts []coverage.Mast) ([]coverage.Mast, error) {
	keys, err := e.store.MissingFootprints(ctx, keysOf(masts))
	if err != nil {
		return nil, err
	}
	absent := make(map[data.FootprintKey]bool, len(keys))
	for _, k := range keys {
		absent[k] = true
	}
	return coverage.Without(masts, func(k data.FootprintKey) bool { return !absent[k] }), nil
}

func keysOf(masts []coverage.Mast) []data.FootprintKey {
	var keys []data.FootprintKey
	for _, m := range masts {
		for _, l := range m.Layers {
			keys = append(keys, l.Key)
		}
	}
	return keys
}

// footprints computes one batch's masts and stores what they reach.
func (e *Engine) footprints(ctx context.Context, p *prepared, lease *data.Lease, enqueue data.Enqueue) error {
	defer e.predicting.start()()
	masts, err := e.missing(ctx, p.named(lease.Sites))
	if err != nil {
		return err
	}
	var mu sync.Mutex
	bodies := map[data.FootprintKey][]byte{}
	err = p.engine.Footprints(ctx, masts, func(m *coverage.Mast, footprints []*coverage.Footprint) error {
		for i, f := range footprints {
			body := f.Append(nil)
			mu.Lock()
			bodies[m.Layers[i].Key] = body
			mu.Unlock()
		}
		return nil
	})
	if err != nil {
		return err
	}
	return e.store.FinishFootprints(ctx, lease, bodies, enqueue)
}

// named returns the masts of the named sites.
func (p *prepared) named(sites []string) []coverage.Mast {
	wanted := make(map[string]bool, len(sites))
	for _, id := range sites {
		wanted[id] = true
	}
	var found []coverage.Mast
	for _, m := range p.masts {
		if wanted[p.sites[m.Site].ID] {
			found = append(found, m)
		}
	}
	return found
}
