package tiles

import (
	"math/bits"
	"slices"

	"phusong/geo"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

// dissolver merges the hexes of a tile that have one class and touch into areas.
// Three hexes meet at a corner, so the border of an area passes a corner at most
// once: rings never touch themselves or each other.
type dissolver struct {
	// state of each hex: among the tile's, seen, and by bit the sides of the border
	// that were not walked yet. All zero between tiles.
	state  []uint16
	near   []int32 // the tile's hexes
	patch  []int32 // those of the area at hand
	points []mvt.Point
	rings  []int // ring i is points[rings[i]:rings[i+1]]
	drawn  [geo.ClassUnknown + 1]mvt.Geometry
	alike  []geo.Class // one class for all, where only what is near matters
}

const (
	amongNear = 1 << 15
	seenHex   = 1 << 14
	sideBits  = seenHex - 1 // a hex has at most ten corners
)

// dissolve fills drawn, by class, with the areas of the hexes that meet the tile.
// Hexes are whole: where an area leaves the tile it ends along hexagons.
func (d *dissolver) dissolve(r *rung, classes []geo.Class, t mercator.Tile) {
	for class := range d.drawn {
		d.drawn[class].Reset()
	}
	d.near = r.meeting(d.near[:0], t)
	d.mark(r)
	for _, i := range d.near {
		if d.state[i]&seenHex == 0 {
			d.spread(r, classes, i)
			d.outline(r, classes, t, &d.drawn[classes[i]])
		}
	}
	d.unmark()
}

// merge draws, after mark, the areas of a few of the near hexes with all that are
// near and connected to them, whatever their class.
func (d *dissolver) merge(r *rung, some []int32, t mercator.Tile, g *mvt.Geometry) {
	if len(d.alike) < len(r.hexes) {
		d.alike = make([]geo.Class, len(r.hexes))
	}
	for _, i := range some {
		if d.state[i]&seenHex == 0 {
			d.spread(r, d.alike, i)
			d.outline(r, d.alike, t, g)
		}
	}
}

// mark makes the hexes of near those of the tile; unmark ends that.
func (d *dissolver) mark(r *rung) {
	if len(d.state) < len(r.hexes) {
		d.state = make([]uint16, len(r.hexes))
	}
	for _, i := range d.near {
		d.state[i] = amongNear
	}
}

func (d *dissolver) unmark() {
	for _, i := range d.near {
		d.state[i] = 0
	}
}

// spread finds the area of hex i and marks the sides of its border.
func (d *dissolver) spread(r *rung, classes []geo.Class, i int32) {
	class := classes[i]
	d.patch = append(d.patch[:0], i)
	d.state[i] |= seenHex
	for next := 0; next < len(d.patch); next++ {
		h := d.patch[next]
		border := uint16(0)
		for k, j := range r.across[r.first[h]:r.first[h+1]] {
			switch {
			case j == edgeOfGrid || d.state[j] == 0 || classes[j] != class:
				border |= 1 << k
			case d.state[j]&seenHex == 0:
				d.state[j] |= seenHex
				d.patch = append(d.patch, j)
			}
		}
		d.state[h] |= border
	}
}

// outline draws the area at hand: the one ring around it, then its holes.
func (d *dissolver) outline(r *rung, classes []geo.Class, t mercator.Tile, g *mvt.Geometry) {
	d.points, d.rings = d.points[:0], append(d.rings[:0], 0)
	around := 0
	for _, h := range d.patch {
		for d.state[h]&sideBits != 0 {
			d.walk(r, classes, h, t)
			ring := d.points[d.rings[len(d.rings)-1]:]
			if mvt.Area(ring) < 0 { // H3's corners run against the clock
				around = len(d.rings) - 1
			}
			d.rings = append(d.rings, len(d.points))
		}
	}
	if !g.Ring(d.ring(around), false) {
		return
	}
	for i := range len(d.rings) - 1 {
		if i != around {
			g.Ring(d.ring(i), true)
		}
	}
}

func (d *dissolver) ring(i int) []mvt.Point { return d.points[d.rings[i]:d.rings[i+1]] }

// walk follows the border from one side of hex h that is left, the area always to
// the left, until it comes round, and takes the sides off.
func (d *dissolver) walk(r *rung, classes []geo.Class, h int32, t mercator.Tile) {
	side := bits.TrailingZeros16(d.state[h])
	for d.state[h]&(1<<side) != 0 {
		d.state[h] &^= 1 << side
		corners := r.ring(int(h))
		x, y := t.Local(corners[side])
		d.points = append(d.points, mvt.Point{X: x, Y: y})
		side = (side + 1) % len(corners)
		turn := corners[side]
		// The border goes on along this hex, or along the one across its next side.
		for {
			j := r.across[r.first[h]+uint32(side)]
			if j == edgeOfGrid || d.state[j] == 0 || classes[j] != classes[h] {
				break
			}
			h, side = j, slices.Index(r.ring(int(j)), turn)
		}
	}
}
