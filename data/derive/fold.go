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
	b, err := e.basis(ctx, p)
	if err != nil {
		return err
	}
	folded := e.folding.start()
	o, err := e.outcome(ctx, b, p)
	if err != nil {
		return err
	}
	results := p.results(o)
	folded()
	defer e.storing.start()()
	_, err = e.store.Publish(ctx, lease, results)
	return err
}

// foldMasts is how many masts' footprints are in memory at a time, for each
// processor.
const foldMasts = 16

// addAll adds the footprints of masts as far as they are within, some masts at a
// time on every processor. The result does not depend on their order.
func (e *Engine) addAll(ctx context.Context, p *prepared, made fresh, masts []coverage.Mast,
	within func(*coverage.MastLayer, coverage.Span) bool, to func(*coverage.Mast, []*coverage.Footprint)) error {
	workers, ctx := errgroup.WithContext(ctx)
	workers.SetLimit(runtime.GOMAXPROCS(0))
	each := min(foldMasts, (len(masts)+runtime.GOMAXPROCS(0)-1)/runtime.GOMAXPROCS(0))
	for some := range slices.Chunk(masts, max(1, each)) {
		workers.Go(func() error {
			a := adding{layers: map[data.FootprintKey][]place{}, masts: some, within: within}
			return a.addAll(ctx, e, made, p, to)
		})
	}
	return workers.Wait()
}

// adding is some masts on their way into a fold.
type adding struct {
	masts  []coverage.Mast
	layers map[data.FootprintKey][]place // that have a footprint
	within func(*coverage.MastLayer, coverage.Span) bool
}

// place finds a layer of the masts.
type place struct{ mast, layer int }

func (a *adding) addAll(ctx context.Context, e *Engine, made fresh, p *prepared, to func(*coverage.Mast, []*coverage.Footprint)) error {
	footprints := make([][]*coverage.Footprint, len(a.masts))
	for i := range a.masts {
		footprints[i] = make([]*coverage.Footprint, len(a.masts[i].Layers))
		for j, l := range a.masts[i].Layers {
			if footprints[i][j] = made[l.Key]; footprints[i][j] == nil {
				a.layers[l.Key] = append(a.layers[l.Key], place{i, j})
			}
		}
	}
	err := e.store.EachFootprint(ctx, made.absent(keysOf(a.masts)), func(key data.FootprintKey, body []byte) (err error) {
		for _, at := range a.layers[key] {
			l := &a.masts[at.mast].Layers[at.layer]
			footprints[at.mast][at.layer], err = coverage.ParseFootprintWithin(body, func(s coverage.Span) bool { return a.within(l, s) })
			if err != nil {
				return fmt.Errorf("footprint %v: %w: %w", key, data.ErrCorrupt, err)
			}
		}
		return nil
	})
	if err != nil {
		return err
	}
	for i := range a.masts {
		if err := context.Cause(ctx); err != nil { // nobody waits for it any more
			return err
		}
		m := &a.masts[i]
		for j, f := range footprints[i] {
			if f == nil || !f.Fits(p.grid.Len()) {
				return fmt.Errorf("footprint of site %s at %v MHz: %w", p.sites[m.Site].ID, float64(m.Layers[j].Frequency), data.ErrCorrupt)
			}
		}
		to(m, footprints[i])
	}
	return nil
}

// results turns an outcome into everything a release holds.
func (p *prepared) results(o *outcome) *data.Results {
	home := p.settlement
	r := &data.Results{
		Resolution: p.grid.Resolution, Hexes: p.grid.Hexes, HexPeople: home.HexPeople, Blocks: o.blocks,
		AsOf: p.asOf(), Synthetic: p.synthetic(), Like: o.like,
	}
	for i, h := range home.Hamlets {
		r.Hamlets = append(r.Hamlets, geo.HamletResult{Hamlet: h, Places: home.Places[i], Reaches: o.reaches[i]})
	}
	for _, s := range p.sites {
		r.Masts = append(r.Masts, data.Mast{ID: s.ID, Position: s.Position})
	}
	r.Sectors = p.sectorRefs()
	return r
}

// sectorRefs are the sectors on the air as a release holds them.
func (p *prepared) sectorRefs() []data.SectorRef {
	var all []data.SectorRef
	for _, ref := range p.sectors {
		presence, sector := ref.Of(p.sites)
		all = append(all, data.SectorRef{Site: int(ref.Site), Operator: presence.Operator, SiteCode: presence.Code, Sector: sector})
	}
	return all
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
