package data

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"phusong/geo"
)

// packedSurface is one block of one network as it is stored.
type packedSurface struct {
	geo.Network
	Levels, Covered, Best, SecondLevel, Second []byte
}

// Surfaces returns what the networks of a run do on a grid of so many hexes, in
// geo.Networks order.
func (s *Store) Surfaces(ctx context.Context, run int64, hexes int) ([]geo.Surface, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT operator, technology, levels, covered, best, second_levels, second
		FROM run_surfaces
		WHERE run_id = $1
		ORDER BY parent`, run)
	packed, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (p packedSurface, err error) {
		err = row.Scan(&p.Operator, &p.Technology, &p.Levels, &p.Covered, &p.Best, &p.SecondLevel, &p.Second)
		return p, err
	})
	if err != nil {
		return nil, fmt.Errorf("read surfaces: %w", err)
	}
	blocks := map[geo.Network][]packedSurface{}
	for _, p := range packed {
		blocks[p.Network] = append(blocks[p.Network], p)
	}
	networks := geo.Networks()
	surfaces := make([]geo.Surface, len(networks))
	var workers errgroup.Group
	for i, n := range networks {
		workers.Go(func() (err error) {
			surfaces[i], err = s.unpackSurface(n, blocks[n], hexes)
			return err
		})
	}
	return surfaces, workers.Wait()
}

// unpackSurface puts the blocks of one network together; all of them must make
// as many hexes as are wanted.
func (s *Store) unpackSurface(n geo.Network, blocks []packedSurface, hexes int) (geo.Surface, error) {
	to := geo.Surface{Network: n,
		Levels: make([]geo.Level16, 0, hexes), Covered: make([]uint8, 0, hexes), Best: make([]int32, 0, hexes),
		SecondLevel: make([]geo.Level16, 0, hexes), Second: make([]int32, 0, hexes)}
	for _, b := range blocks {
		if err := s.appendBlock(&to, b); err != nil {
			return to, fmt.Errorf("surface of %s %v: %w: %w", n.Operator, n.Technology, ErrCorrupt, err)
		}
	}
	if len(to.Levels) != hexes {
		return to, fmt.Errorf("surface of %s %v has %d hexes, want %d: %w", n.Operator, n.Technology, len(to.Levels), hexes, ErrCorrupt)
	}
	return to, nil
}

func (s *Store) appendBlock(to *geo.Surface, b packedSurface) error {
	share, err := s.packer.unpack(b.Covered)
	if err != nil {
		return err
	}
	to.Covered = append(to.Covered, share...)
	n := len(share)
	if err := appendColumn(s.packer, &to.Levels, b.Levels, n); err != nil {
		return err
	}
	if err := appendColumn(s.packer, &to.Best, b.Best, n); err != nil {
		return err
	}
	if err := appendColumn(s.packer, &to.SecondLevel, b.SecondLevel, n); err != nil {
		return err
	}
	return appendColumn(s.packer, &to.Second, b.Second, n)
}

func appendColumn[T number](p packer, to *[]T, packed []byte, n int) error {
	raw, err := p.unpack(packed)
	if err != nil {
		return err
	}
	*to, err = appendFrom(*to, raw, n)
	return err
}
