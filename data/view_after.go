package data

import (
	"context"
	"fmt"
	"slices"

	"golang.org/x/sync/errgroup"

	"phusong/geo/hex"
)

// LoadViewAfter reads a release as LoadView does. What it has in common with one
// that is at hand, which may be nil, is not read or made again but shared: ground
// and units of the same revisions, the grid of the same hexes. That is most of
// the work where only lists of masts changed.
func (s *Store) LoadViewAfter(ctx context.Context, release int64, before *View) (*View, error) {
	v, err := s.loadView(ctx, release, s.loadHead)
	if err != nil {
		return nil, err
	}
	if before == nil {
		before = &View{}
	}
	// Each of the three fills fields of its own.
	group, parts := errgroup.WithContext(ctx)
	load := func(steps ...func(context.Context, *View) error) {
		group.Go(func() error {
			for _, step := range steps {
				if err := step(parts, v); err != nil {
					return fmt.Errorf("load release %d: %w", release, err)
				}
			}
			return nil
		})
	}
	load(before.lendHexes(s), s.loadSurfaces)
	load(before.lendLand(s), s.loadPresences)
	load(s.loadHamlets, s.loadMasts, s.loadSectors)
	if err := group.Wait(); err != nil {
		return nil, err
	}
	// Hamlets are divided where the borders of units cut them.
	if err := s.loadParts(ctx, v); err != nil {
		return nil, fmt.Errorf("load release %d: %w", release, err)
	}
	return v, nil
}

// lendLand gives a view the units and the ground of b, or loads them where they
// are of other revisions.
func (b *View) lendLand(s *Store) func(context.Context, *View) error {
	return func(ctx context.Context, v *View) error {
		if slices.Equal(IDs(b.Inputs, Boundaries), IDs(v.Inputs, Boundaries)) {
			v.Units = b.Units
		} else if err := s.loadUnits(ctx, v); err != nil {
			return err
		}
		if slices.Equal(IDs(b.Inputs, Elevation), IDs(v.Inputs, Elevation)) {
			v.Ground = b.Ground
			return nil
		}
		return s.loadGround(ctx, v)
	}
}

// lendHexes loads the hexes of a view and the people on them, and gives it the
// grid of b where that is the same.
func (b *View) lendHexes(s *Store) func(context.Context, *View) error {
	return func(ctx context.Context, v *View) error {
		hexes, people, err := s.hexesOf(ctx, v.Release.Run)
		if err != nil {
			return err
		}
		v.HexPeople = people
		if b.Grid != nil && slices.Equal(b.Grid.Hexes, hexes) {
			v.Grid = b.Grid
			return nil
		}
		v.Grid, err = hex.GridOf(hexes)
		return err
	}
}
