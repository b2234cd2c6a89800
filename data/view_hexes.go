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

func (s *Store) loadSurfaces(ctx context.Context, v *View) error {
	networks, n := geo.Networks(), len(v.Grid.Hexes)
	place := map[geo.Network]int{}
	v.Surfaces = make([]geo.Surface, len(networks))
	for i, network := range networks {
		place[network] = i
		v.Surfaces[i] = geo.Surface{Network: network,
			Levels: make([]geo.Level16, 0, n), Covered: make([]uint8, 0, n), Best: make([]int32, 0, n),
			SecondLevel: make([]geo.Level16, 0, n), Second: make([]int32, 0, n)}
	}
	rows, _ := s.pool.Query(ctx, `
		SELECT operator, technology, levels, covered, best, second_levels, second
		FROM run_surfaces
		WHERE run_id = $1
		ORDER BY parent`, v.Release.Run)
	var network geo.Network
	var levels, covered, best, secondLevels, second []byte
	_, err := pgx.ForEachRow(rows, []any{&network.Operator, &network.Technology, &levels, &covered, &best, &secondLevels, &second}, func() error {
		i, known := place[network]
		if !known {
			return fmt.Errorf("network %v is not known", network)
		}
		return s.appendBlock(&v.Surfaces[i], levels, covered, best, secondLevels, second)
	})
	if err != nil {
		return fmt.Errorf("read surfaces: %w", err)
	}
	return nil
}

func (s *Store) appendBlock(to *geo.Surface, levels, covered, best, secondLevels, second []byte) error {
	share, err := s.packer.unpack(covered)
	if err != nil {
		return err
	}
	to.Covered = append(to.Covered, share...)
	n := len(share)
	if err := appendColumn(s.packer, &to.Levels, levels, n); err != nil {
		return err
	}
	if err := appendColumn(s.packer, &to.Best, best, n); err != nil {
		return err
	}
	if err := appendColumn(s.packer, &to.SecondLevel, secondLevels, n); err != nil {
		return err
	}
	return appendColumn(s.packer, &to.Second, second, n)
}

func appendColumn[T number](p packer, to *[]T, packed []byte, n int) error {
	part, err := unpackColumn[T](p, packed, n)
	*to = append(*to, part...)
	return err
}

func unpackColumn[T number](p packer, packed []byte, n int) ([]T, error) {
	raw, err := p.unpack(packed)
	if err != nil {
		return nil, err
	}
	return columnFrom[T](raw, n)
}
