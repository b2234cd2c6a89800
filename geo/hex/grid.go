package hex

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"phusong/geo"
)

// Grid is a fixed set of hexes of one resolution. Hexes ascend and never
// repeat; Centres[i] is the centre of Hexes[i]. A grid does not change once made.
type Grid struct {
	Resolution int
	Hexes      []geo.Hex
	Centres    []orb.Point

	rows rows
}

// NewGrid returns the hexes of resolution res whose centres lie in at least one
// of the areas. It fails with ErrTooMany above limit hexes and with
// ErrNotOnEarth where a corner is not a place.
func NewGrid(areas []orb.MultiPolygon, res, limit int) (*Grid, error) {
	hexes, err := candidates(areas, res, limit)
	if err != nil {
		return nil, err
	}
	wide := assemble(res, hexes, centres(hexes))
	g := wide.keep(wide.inAny(areas))
	if len(g.Hexes) > limit {
		return nil, fmt.Errorf("%d hexes at resolution %d, at most %d: %w", len(g.Hexes), res, limit, ErrTooMany)
	}
	return g, nil
}

// GridOf returns the grid of hexes that were kept earlier: in any order, all
// valid and of one resolution.
func GridOf(hexes []geo.Hex) (*Grid, error) {
	if len(hexes) == 0 {
		return assemble(0, nil, nil), nil
	}
	sorted := slices.Clone(hexes)
	slices.Sort(sorted)
	sorted = slices.Compact(sorted)
	res := sorted[0].Resolution()
	for _, h := range sorted {
		if !Valid(h) || h.Resolution() != res {
			return nil, fmt.Errorf("hex %v among hexes of resolution %d is not one of them", h, res)
		}
	}
	return assemble(res, sorted, centres(sorted)), nil
}

func assemble(res int, hexes []geo.Hex, centres []orb.Point) *Grid {
	return &Grid{Resolution: res, Hexes: hexes, Centres: centres, rows: newRows(centres)}
}

// Len is the number of hexes.
func (g *Grid) Len() int { return len(g.Hexes) }

// Index returns the place of h in the grid.
func (g *Grid) Index(h geo.Hex) (int, bool) { return slices.BinarySearch(g.Hexes, h) }

// IndexAt returns the place of the hex that holds p.
func (g *Grid) IndexAt(p orb.Point) (int, bool) { return g.Index(At(p, g.Resolution)) }

// keep returns the grid of the hexes whose marks are set.
func (g *Grid) keep(marks []bool) *Grid {
	n := 0
	for _, kept := range marks {
		if kept {
			n++
		}
	}
	hexes, at := make([]geo.Hex, 0, n), make([]orb.Point, 0, n)
	for i, kept := range marks {
		if kept {
			hexes, at = append(hexes, g.Hexes[i]), append(at, g.Centres[i])
		}
	}
	return assemble(g.Resolution, hexes, at)
}

func (g *Grid) inAny(areas []orb.MultiPolygon) []bool {
	marks := make([]bool, len(g.Hexes))
	for _, inside := range g.Assign(areas) {
		for _, i := range inside {
			marks[i] = true
		}
	}
	return marks
}
