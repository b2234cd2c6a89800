package data

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
	"phusong/geo/hex"
)

func (s *Store) loadHexes(ctx context.Context, v *View) error {
	rows, _ := s.pool.Query(ctx, `
		SELECT hexes, people
		FROM run_hexes
		WHERE run_id = $1
		ORDER BY parent`, v.Release.Run)
	var packedHexes, packedPeople []byte
	var hexes []geo.Hex
	_, err := pgx.ForEachRow(rows, []any{&packedHexes, &packedPeople}, func() error {
		people, err := s.packer.unpack(packedPeople)
		if err != nil {
			return err
		}
		part, err := unpackColumn[geo.Hex](s.packer, packedHexes, len(people)/4)
		hexes = append(hexes, part...)
		v.HexPeople = append(v.HexPeople, floatsFrom(people)...)
		return err
	})
	if err != nil {
		return fmt.Errorf("read hexes: %w", err)
	}
	v.Grid, err = hex.GridOf(hexes)
	return err
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
