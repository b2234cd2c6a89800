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
// changed blocks. What stays the same is shared with the basis.
func (e *Engine) reaches(ctx context.Context, b *basis, changed map[coverage.Need]geo.Surface) ([][]geo.Reach, error) {
	affected, lacking := b.affected(changed)
	columns, err := e.columnsOf(ctx, b, changed, lacking)
	defer e.leave(columns)
	if err != nil {
		return nil, err
	}
	all, own := slices.Clone(b.reaches), make([]bool, len(b.reaches))
	for _, hamlets := range affected {
		for _, h := range hamlets {
			if !own[h] {
				all[h], own[h] = slices.Clone(all[h]), true
			}
		}
	}
	networks, home := geo.Networks(), b.settlement
	var working sync.WaitGroup
	for n, hamlets := range affected {
		working.Go(func() {
			scale := b.scale(networks[n].Technology)
			for _, h := range hamlets {
				all[h][n] = coverage.ReachOf(b.grid, columns[n], home.Hamlets[h], home.Shares[h], scale)
			}
		})
	}
	working.Wait()
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

// columnsOf are the levels and the covered shares of networks, filled in where
// blocks changed and where they are lacking; of other hexes they may say anything.
func (e *Engine) columnsOf(ctx context.Context, b *basis, changed map[coverage.Need]geo.Surface, lacking []coverage.Need) (map[int]*geo.Surface, error) {
	columns := map[int]*geo.Surface{}
	put := func(n coverage.Need, says geo.Surface) error {
		if columns[n.Network] == nil {
			columns[n.Network] = e.column(b.grid.Len())
		}
		return written(columns[n.Network], b.stretches[n.Block], says)
	}
	for n, says := range changed {
		if err := put(n, says); err != nil {
			return columns, err
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

// column has room for so many hexes, with anything in it.
func (e *Engine) column(hexes int) *geo.Surface {
	if used, ok := e.columns.Get().(*geo.Surface); ok && len(used.Levels) == hexes {
		return used
	}
	return &geo.Surface{Levels: make([]geo.Level16, hexes), Covered: make([]uint8, hexes)}
}

// leave gives columns to whoever asks next.
func (e *Engine) leave(columns map[int]*geo.Surface) {
	for _, c := range columns {
		e.columns.Put(c)
	}
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
