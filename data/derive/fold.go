package derive

import (
	"context"
	"fmt"
	"runtime"
	"slices"
	"time"

	"golang.org/x/sync/errgroup"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
)

// fold makes a release of a run's footprints: best servers, hamlets, hash.
func (e *Engine) fold(ctx context.Context, p *prepared, lease *data.Lease) error {
	surfaces, err := e.surfaces(ctx, p)
	if err != nil {
		return err
	}
	results := p.results(surfaces)
	_, err = e.store.Publish(ctx, lease, results)
	return err
}

// foldMasts is how many masts' footprints are in memory at a time, for each
// processor.
const foldMasts = 16

// surfaces makes the surfaces of a run from those of an earlier one where there
// is a fitting one, and from the footprints of all masts where there is none.
func (e *Engine) surfaces(ctx context.Context, p *prepared) ([]geo.Surface, error) {
	update, err := e.update(ctx, p)
	if err != nil {
		return nil, err
	}
	if update != nil {
		if err := e.addAll(ctx, p, update.Wanted(), update.Add); err != nil {
			return nil, err
		}
		return update.Surfaces(), nil
	}
	fold := p.engine.NewFold()
	if err := e.addAll(ctx, p, p.masts, fold.Add); err != nil {
		return nil, err
	}
	return fold.Surfaces(), nil
}

// addAll adds the footprints of masts, some masts at a time on every processor.
// The result does not depend on their order.
func (e *Engine) addAll(ctx context.Context, p *prepared, masts []coverage.Mast, to func(*coverage.Mast, []*coverage.Footprint)) error {
	workers, ctx := errgroup.WithContext(ctx)
	workers.SetLimit(runtime.GOMAXPROCS(0))
	for some := range slices.Chunk(masts, foldMasts) {
		workers.Go(func() error { return e.add(ctx, p, some, to) })
	}
	return workers.Wait()
}

func (e *Engine) add(ctx context.Context, p *prepared, masts []coverage.Mast, to func(*coverage.Mast, []*coverage.Footprint)) error {
	stored := map[data.FootprintKey]*coverage.Footprint{}
	err := e.store.EachFootprint(ctx, keysOf(masts), func(key data.FootprintKey, body []byte) (err error) {
		if stored[key], err = coverage.ParseFootprint(body); err != nil {
			return fmt.Errorf("footprint %v: %w: %w", key, data.ErrCorrupt, err)
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i := range masts {
		footprints := make([]*coverage.Footprint, len(masts[i].Layers))
		for j, l := range masts[i].Layers {
			footprints[j] = stored[l.Key]
			if footprints[j] == nil || !footprints[j].Fits(p.grid.Len()) {
				return fmt.Errorf("footprint of site %s at %v MHz: %w", p.sites[masts[i].Site].ID, float64(l.Frequency), data.ErrCorrupt)
			}
		}
		to(&masts[i], footprints)
	}
	return nil
}

// results turns surfaces into everything a release holds.
func (p *prepared) results(surfaces []geo.Surface) *data.Results {
	home := p.settlement
	reaches := coverage.Reaches(p.grid, surfaces, home.Hamlets, home.Shares, p.settings.Coverage.Scales)
	r := &data.Results{
		Resolution: p.grid.Resolution, Hexes: p.grid.Hexes, HexPeople: home.HexPeople, Surfaces: surfaces,
		AsOf: p.asOf(), Synthetic: p.synthetic(),
	}
	for i, h := range home.Hamlets {
		r.Hamlets = append(r.Hamlets, geo.HamletResult{Hamlet: h, Places: home.Places[i], Reaches: reaches[i]})
	}
	for _, s := range p.sites {
		r.Masts = append(r.Masts, data.Mast{ID: s.ID, Position: s.Position})
	}
	for _, ref := range p.sectors {
		presence, sector := ref.Of(p.sites)
		r.Sectors = append(r.Sectors, data.SectorRef{Site: int(ref.Site), Operator: presence.Operator, SiteCode: presence.Code, Sector: sector})
	}
	return r
}

// asOf is the day the newest site list speaks of: what the map claims to show.
func (s *sources) asOf() time.Time {
	var latest time.Time
	for _, r := range s.revisions {
		if r.Dataset.Kind == data.Sites && r.AsOf.After(latest) {
			latest = r.AsOf
		}
	}
	return latest
}

// synthetic is true as soon as any source was invented.
func (s *sources) synthetic() bool {
	return slices.ContainsFunc(s.revisions, func(r data.Revision) bool { return r.Synthetic })
}
