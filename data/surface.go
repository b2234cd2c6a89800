package data

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"phusong/geo"
)

// RunBlocks returns the blocks of a run without their bodies, parent after parent
// and in geo.Networks order within one.
func (s *Store) RunBlocks(ctx context.Context, run int64) ([]Block, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT operator, technology, parent, block, sectors, unknown
		FROM run_blocks
		WHERE run_id = $1
		ORDER BY parent`, run)
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (b Block, err error) {
		var parent int64
		var key []byte
		err = row.Scan(&b.Operator, &b.Technology, &parent, &key, &b.Sectors, &b.Unknown)
		b.Parent = geo.Hex(parent)
		copy(b.Key[:], key)
		return b, err
	})
	if err != nil {
		return nil, fmt.Errorf("read the blocks of run %d: %w", run, err)
	}
	networks := geo.Networks()
	slices.SortStableFunc(all, func(a, b Block) int {
		return cmp.Or(cmp.Compare(a.Parent, b.Parent), cmp.Compare(slices.Index(networks, a.Network), slices.Index(networks, b.Network)))
	})
	return all, nil
}

// blocksAtOnce is how many bodies are asked for with one question.
const blocksAtOnce = 64

// EachBlock calls do with what each of blocks says, by its place among them, from
// several goroutines and in no set order.
func (s *Store) EachBlock(ctx context.Context, blocks []Block, do func(i int, says geo.Surface) error) error {
	workers, ctx := errgroup.WithContext(ctx)
	workers.SetLimit(4)
	for from := 0; from < len(blocks); from += blocksAtOnce {
		some := blocks[from:min(from+blocksAtOnce, len(blocks))]
		workers.Go(func() error {
			return s.someBlocks(ctx, some, func(i int, says geo.Surface) error { return do(from+i, says) })
		})
	}
	return workers.Wait()
}

func (s *Store) someBlocks(ctx context.Context, blocks []Block, do func(i int, says geo.Surface) error) error {
	places := map[BlockKey][]int{}
	var keys [][]byte
	for i := range blocks {
		if key := blocks[i].Key; len(places[key]) == 0 {
			keys = append(keys, key[:])
		}
		places[blocks[i].Key] = append(places[blocks[i].Key], i)
	}
	rows, _ := s.pool.Query(ctx, `SELECT key, body FROM surface_blocks WHERE key = ANY($1)`, keys)
	var key, body []byte
	found, err := pgx.ForEachRow(rows, []any{(*borrowed)(&key), (*borrowed)(&body)}, func() error {
		for _, i := range places[BlockKey(key)] {
			b := &blocks[i]
			says := geo.Surface{Network: b.Network}
			if err := s.unpackBlock(&says, b, body); err != nil {
				return fmt.Errorf("block of %s %v: %w: %w", b.Operator, b.Technology, ErrCorrupt, err)
			}
			if err := do(i, says); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return fmt.Errorf("read surfaces: %w", err)
	}
	if got := int(found.RowsAffected()); got < len(keys) {
		return fmt.Errorf("%d of %d blocks are not there: %w", len(keys)-got, len(keys), ErrCorrupt)
	}
	return nil
}

// Surfaces returns what the networks of a run do on a grid of so many hexes, in
// geo.Networks order.
func (s *Store) Surfaces(ctx context.Context, run int64, hexes int) ([]geo.Surface, error) {
	blocks, err := s.RunBlocks(ctx, run)
	if err != nil {
		return nil, err
	}
	parts := make([]geo.Surface, len(blocks))
	err = s.EachBlock(ctx, blocks, func(i int, says geo.Surface) error {
		parts[i] = says
		return nil
	})
	if err != nil {
		return nil, err
	}
	networks := geo.Networks()
	surfaces := make([]geo.Surface, len(networks))
	var workers errgroup.Group
	for i, n := range networks {
		workers.Go(func() error {
			surfaces[i] = joined(n, parts, hexes)
			if got := len(surfaces[i].Levels); got != hexes {
				return fmt.Errorf("surface of %s %v has %d hexes, want %d: %w", n.Operator, n.Technology, got, hexes, ErrCorrupt)
			}
			return nil
		})
	}
	return surfaces, workers.Wait()
}

// joined is the parts of one network, one after another.
func joined(n geo.Network, parts []geo.Surface, hexes int) geo.Surface {
	to := geo.Surface{Network: n,
		Levels: make([]geo.Level16, 0, hexes), Covered: make([]uint8, 0, hexes), Best: make([]int32, 0, hexes),
		SecondLevel: make([]geo.Level16, 0, hexes), Second: make([]int32, 0, hexes)}
	for i := range parts {
		if p := &parts[i]; p.Network == n {
			to.Levels, to.Covered, to.Best = append(to.Levels, p.Levels...), append(to.Covered, p.Covered...), append(to.Best, p.Best...)
			to.SecondLevel, to.Second = append(to.SecondLevel, p.SecondLevel...), append(to.Second, p.Second...)
		}
	}
	return to
}
