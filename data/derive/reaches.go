package derive

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
)

// reaches are those of a basis, worked out again for the hamlets that lie in
// changed blocks.
func (e *Engine) reaches(ctx context.Context, b *basis, changed map[coverage.Need]geo.Surface) ([][]geo.Reach, error) {
	all := make([][]geo.Reach, len(b.reaches))
	for i := range all {
		all[i] = slices.Clone(b.reaches[i])
	}
	affected, lacking := b.affected(changed)
	columns, err := e.columns(ctx, b, changed, lacking)
	if err != nil {
		return nil, err
	}
	networks, home := geo.Networks(), b.settlement
	for n, hamlets := range affected {
		scale := b.scale(networks[n].Technology)
		for _, h := range hamlets {
			all[h][n] = coverage.ReachOf(b.grid, columns[n], home.Hamlets[h], home.Shares[h], scale)
		}
	}
	return all, nil
}

func (p *prepared) scale(t geo.Technology) geo.Scale {
	i := slices.IndexFunc(p.settings.Coverage.Scales, func(s geo.Scale) bool { return s.Technology == t })
	return p.settings.Coverage.Scales[max(i, 0)]
}

// affected are the hamlets that lie in changed blocks, by network, and the other
// blocks that they lie in as well.
func (b *basis) affected(changed map[coverage.Need]geo.Surface) (hamlets map[int][]int, lacking []coverage.Need) {
	in := map[int]map[int]bool{} // network, block
	for n := range changed {
		if in[n.Network] == nil {
			in[n.Network] = map[int]bool{}
		}
		in[n.Network][n.Block] = true
	}
	hamlets = map[int][]int{}
	for network, blocks := range in {
		also := map[int]bool{}
		for h, lies := range b.lies {
			if !slices.ContainsFunc(lies, func(block int) bool { return blocks[block] }) {
				continue
			}
			hamlets[network] = append(hamlets[network], h)
			for _, block := range lies {
				if !blocks[block] && !also[block] {
					also[block] = true
					lacking = append(lacking, coverage.Need{Network: network, Block: block})
				}
			}
		}
	}
	return hamlets, lacking
}

// columns are the levels and the covered shares of networks, filled in where
// blocks changed and where they are lacking.
func (e *Engine) columns(ctx context.Context, b *basis, changed map[coverage.Need]geo.Surface, lacking []coverage.Need) (map[int]*geo.Surface, error) {
	columns := map[int]*geo.Surface{}
	put := func(n coverage.Need, says geo.Surface) error {
		to, s := columns[n.Network], b.stretches[n.Block]
		if to == nil {
			hexes := b.grid.Len()
			to = &geo.Surface{Network: says.Network, Levels: make([]geo.Level16, hexes), Covered: make([]uint8, hexes)}
			columns[n.Network] = to
		}
		return written(to, s, says)
	}
	for n, says := range changed {
		if err := put(n, says); err != nil {
			return nil, err
		}
	}
	var lock sync.Mutex
	err := e.eachBlock(ctx, b, lacking, func(i int, says geo.Surface) error {
		lock.Lock()
		defer lock.Unlock()
		return put(lacking[i], says)
	})
	return columns, err
}

// written writes what a block says of levels and covered shares.
func written(to *geo.Surface, at data.Stretch, says geo.Surface) error {
	if len(says.Levels) != at.To-at.From {
		return fmt.Errorf("a block has %d hexes, want %d: %w", len(says.Levels), at.To-at.From, data.ErrCorrupt)
	}
	copy(to.Levels[at.From:], says.Levels)
	copy(to.Covered[at.From:], says.Covered)
	return nil
}
