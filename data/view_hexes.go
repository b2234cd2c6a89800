package data

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
	"phusong/geo/hex"
)

// Hexes returns the grid of a run and the people on each of its hexes.
func (s *Store) Hexes(ctx context.Context, run int64) (grid *hex.Grid, people []float32, err error) {
	hexes, people, err := s.hexesOf(ctx, run)
	if err != nil {
		return nil, nil, err
	}
	if grid, err = hex.GridOf(hexes); err != nil {
		return nil, nil, fmt.Errorf("read the hexes of run %d: %w", run, err)
	}
	return grid, people, nil
}

// hexesOf returns the hexes of a run, ascending, and the people on each.
func (s *Store) hexesOf(ctx context.Context, run int64) (hexes []geo.Hex, people []float32, err error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT hexes, people
		FROM run_hexes
		WHERE run_id = $1
		ORDER BY parent`, run)
	var packedHexes, packedPeople []byte
	_, err = pgx.ForEachRow(rows, []any{&packedHexes, &packedPeople}, func() error {
		raw, err := s.packer.unpack(packedPeople)
		if err != nil {
			return err
		}
		part, err := unpackColumn[geo.Hex](s.packer, packedHexes, len(raw)/4)
		hexes = append(hexes, part...)
		people = append(people, floatsFrom(raw)...)
		return err
	})
	if err != nil {
		return nil, nil, fmt.Errorf("read the hexes of run %d: %w", run, err)
	}
	return hexes, people, nil
}

func (s *Store) loadSurfaces(ctx context.Context, v *View) (err error) {
	v.Surfaces, err = s.Surfaces(ctx, v.Release.Run, v.Grid.Len())
	return err
}

func unpackColumn[T number](p packer, packed []byte, n int) ([]T, error) {
	raw, err := p.unpack(packed)
	if err != nil {
		return nil, err
	}
	return columnFrom[T](raw, n)
}
