package derive

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"sync"

	"golang.org/x/sync/errgroup"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
)

// outcome is what the masts of a run come to: its blocks, and what they do for
// the hamlets of the settlement. Changed are the blocks that say something else
// than in the basis, where there was one. Like is the run it was worked out from,
// or 0.
type outcome struct {
	blocks  []data.Block
	reaches [][]geo.Reach
	changed map[coverage.Need]geo.Surface
	like    int64
}

// outcome is worked out from a basis, which may be nil, or else from the
// footprints of all masts: the same to the bit.
func (e *Engine) outcome(ctx context.Context, b *basis, p *prepared) (*outcome, error) {
	if b != nil {
		if update, ok := p.engine.NewUpdate(b.base(), p.masts); ok {
			o, err := e.change(ctx, b, p, update)
			if !errors.Is(err, data.ErrCorrupt) { // the footprints tell the same
				return o, err
			}
		}
	}
	fold := p.engine.NewFold()
	all := func(*coverage.MastLayer, coverage.Span) bool { return true }
	if err := e.addAll(ctx, p, nil, p.masts, all, fold.Add); err != nil {
		return nil, err
	}
	surfaces, home := fold.Surfaces(), p.settlement
	o := &outcome{
		blocks:  e.store.Blocks(p.stretches, surfaces),
		reaches: coverage.Reaches(p.grid, surfaces, home.Hamlets, home.Shares, p.settings.Coverage.Scales),
	}
	if b != nil {
		o.changed = differing(b, o.blocks, surfaces)
	}
	return o, nil
}

// differing is what surfaces say in the blocks that say something else than in
// the basis.
func differing(b *basis, blocks []data.Block, surfaces []geo.Surface) map[coverage.Need]geo.Surface {
	changed := map[coverage.Need]geo.Surface{}
	for i := range blocks {
		n := coverage.Need{Network: i % len(surfaces), Block: i / len(surfaces)}
		if blocks[i].Key != b.blocks[i].Key {
			s := b.stretches[n.Block]
			changed[n] = data.Piece(&surfaces[n.Network], s.From, s.To)
		}
	}
	return changed
}

// change works out what differs from a basis, with all blocks packed.
func (e *Engine) change(ctx context.Context, b *basis, p *prepared, update *coverage.Update) (*outcome, error) {
	if err := e.refold(ctx, b, p, nil, update); err != nil {
		return nil, err
	}
	o := &outcome{like: b.run, blocks: make([]data.Block, len(b.blocks))}
	for i, block := range b.blocks {
		block.Sectors = renumbered(block.Sectors, update)
		o.blocks[i] = block
	}
	o.changed = e.repack(b, o, update)
	var err error
	o.reaches, err = e.reaches(ctx, b, o.changed)
	return o, err
}

// refold brings an update to where its blocks can be asked for. Made are
// footprints that are not stored.
func (e *Engine) refold(ctx context.Context, b *basis, p *prepared, made fresh, update *coverage.Update) error {
	if err := e.reach(ctx, made, update); err != nil {
		return err
	}
	if err := e.restore(ctx, b, update); err != nil {
		return err
	}
	wanted := update.Wanted()
	if len(wanted) < foldMasts { // nor would they go round
		wanted = byLayer(wanted)
	}
	return e.addAll(ctx, p, made, wanted, update.Within, update.Add)
}

// byLayer are masts cut into one for each of their layers.
func byLayer(masts []coverage.Mast) []coverage.Mast {
	var all []coverage.Mast
	for _, m := range masts {
		for i := range m.Layers {
			all = append(all, coverage.Mast{Site: m.Site, Position: m.Position, Layers: m.Layers[i : i+1]})
		}
	}
	return all
}

// reach tells an update where the sectors that came may be heard.
func (e *Engine) reach(ctx context.Context, made fresh, update *coverage.Update) error {
	layers := map[data.FootprintKey][]*coverage.MastLayer{}
	came := update.Came()
	for i := range came {
		for j := range came[i].Layers {
			l := &came[i].Layers[j]
			layers[l.Key] = append(layers[l.Key], l)
		}
	}
	for key, f := range made {
		for _, l := range layers[key] {
			update.Reach(l, f.Spans())
		}
	}
	return e.store.EachFootprint(ctx, made.absent(keysOf(came)), func(key data.FootprintKey, body []byte) error {
		spans, err := coverage.FootprintSpans(body)
		if err != nil {
			return fmt.Errorf("footprint %v: %w: %w", key, data.ErrCorrupt, err)
		}
		for _, l := range layers[key] {
			update.Reach(l, spans)
		}
		return nil
	})
}

// restore gives an update what it needs of a basis.
func (e *Engine) restore(ctx context.Context, b *basis, update *coverage.Update) error {
	needs := update.Needs()
	return e.eachBlock(ctx, b, needs, func(i int, says geo.Surface) error {
		if err := b.fits(needs[i].Block, says); err != nil {
			return err
		}
		update.Restore(needs[i], says)
		return nil
	})
}

// renumbered are sectors of the basis by their new numbers. What is left out has
// gone: its block is made anew.
func renumbered(sectors []int32, update *coverage.Update) []int32 {
	now := make([]int32, 0, len(sectors))
	for _, sector := range sectors {
		if n := update.Now(sector); n != geo.NoSector {
			now = append(now, n)
		}
	}
	return now
}

// repack packs what an update made of each block, and returns what is said in
// those that say something else than in the basis.
func (e *Engine) repack(b *basis, o *outcome, update *coverage.Update) map[coverage.Need]geo.Surface {
	var lock sync.Mutex
	changed := map[coverage.Need]geo.Surface{}
	var packers errgroup.Group
	packers.SetLimit(runtime.GOMAXPROCS(0))
	update.Each(func(n coverage.Need, is geo.Surface) {
		packers.Go(func() error {
			i := n.Block*len(geo.Networks()) + n.Network
			o.blocks[i] = e.store.Block(b.blocks[i].Parent, is)
			if o.blocks[i].Key == b.blocks[i].Key {
				o.blocks[i].Body = nil
				return nil
			}
			lock.Lock()
			defer lock.Unlock()
			changed[n] = is
			return nil
		})
	})
	packers.Wait() // none of them fails
	return changed
}
