package derive

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
)

// basis is an earlier run that others are worked out from: what it was computed
// from, its blocks, and what they do for the hamlets of the settlement.
type basis struct {
	*prepared
	run     int64
	blocks  []data.Block
	reaches [][]geo.Reach
}

// basisOf loads the results of a run, all but what the blocks say. It fails with
// data.ErrCorrupt where they are not those of its world.
func (e *Engine) basisOf(ctx context.Context, run int64, p *prepared) (*basis, error) {
	b := &basis{prepared: p, run: run}
	var err error
	if b.blocks, err = e.store.RunBlocks(ctx, run); err != nil {
		return nil, err
	}
	stored, err := e.store.Reaches(ctx, run)
	if err != nil {
		return nil, err
	}
	if !b.whole() || len(stored) != len(p.settlement.Hamlets) {
		return nil, fmt.Errorf("the results of run %d are not those of its hexes and hamlets: %w", run, data.ErrCorrupt)
	}
	b.reaches = make([][]geo.Reach, len(stored))
	for i, hamlet := range p.settlement.byCode() {
		b.reaches[hamlet] = stored[i]
	}
	return b, nil
}

// byCode are the hamlets in the order of their codes.
func (s *settlement) byCode() []int {
	order := make([]int, len(s.Hamlets))
	for i := range order {
		order[i] = i
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Compare(s.Hamlets[a].Code, s.Hamlets[b].Code) })
	return order
}

// whole reports whether there is a block for every stretch of the grid and every
// network, in their order.
func (b *basis) whole() bool {
	networks := geo.Networks()
	if len(b.blocks) != len(b.stretches)*len(networks) {
		return false
	}
	for i := range b.blocks {
		block := &b.blocks[i]
		if block.Sectors == nil || block.Network != networks[i%len(networks)] || block.Parent != b.stretches[i/len(networks)].Parent {
			return false
		}
	}
	return true
}

// base is the basis as coverage knows it.
func (b *basis) base() coverage.Base {
	networks := len(geo.Networks())
	base := coverage.Base{Masts: b.masts, Blocks: make([]coverage.Block, len(b.stretches))}
	for i, s := range b.stretches {
		to := coverage.Block{Span: coverage.Span{From: int32(s.From), To: int32(s.To)}}
		for _, block := range b.blocks[i*networks : (i+1)*networks] {
			to.Serving, to.Unknown = append(to.Serving, block.Sectors), append(to.Unknown, block.Unknown > 0)
		}
		base.Blocks[i] = to
	}
	return base
}
