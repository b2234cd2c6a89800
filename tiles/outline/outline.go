// Package outline draws areas that share borders (communes, hamlets) at every
// zoom with fewer vertices, and so that neighbours keep the same border.
//
// A border between two areas begins and ends at a junction, a vertex where
// three areas, or two and the outside, meet. Junctions are always drawn. The
// vertices between two junctions are ranked by how much the line would change
// without them (Visvalingam and Whyatt, 1993); the rank depends on the line
// alone, not on the area it is read from nor on its direction, so both sides
// drop the same vertices at the same zoom.
package outline

import (
	"math/bits"

	"github.com/paulmach/orb"

	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

// Set is a set of areas drawn together.
type Set struct {
	areas []area
}

// area is one multipolygon. A hole follows the outer ring it belongs to.
type area struct {
	box   mercator.Box
	rings []ring
}

// ring is open: the last point is not the first. from[i] is the least zoom at
// which points[i] is drawn.
type ring struct {
	points []mercator.Point
	from   []uint8
	hole   bool
}

// New prepares areas for drawing. Area i of the set is areas[i]; rings of fewer
// than three different points are left out.
func New(areas []orb.MultiPolygon) *Set {
	set := &Set{areas: make([]area, len(areas))}
	for i, shape := range areas {
		set.areas[i] = newArea(shape)
	}
	junctions := findJunctions(set.areas)
	for _, a := range set.areas {
		for r := range a.rings {
			a.rings[r].rank(junctions)
		}
	}
	return set
}

func newArea(shape orb.MultiPolygon) area {
	a := area{box: mercator.EmptyBox()}
	for _, polygon := range shape {
		for i, line := range polygon {
			points := open(line)
			if len(points) < 3 {
				if i == 0 {
					break
				}
				continue
			}
			a.rings = append(a.rings, ring{points: points, hole: i > 0})
			a.box = a.box.Union(mercator.BoxOf(points))
		}
	}
	return a
}

// open puts a ring on the plane without repeats and without the closing point.
func open(line orb.Ring) []mercator.Point {
	points := make([]mercator.Point, 0, len(line))
	for _, p := range line {
		q := mercator.FromLonLat(p)
		if len(points) == 0 || points[len(points)-1] != q {
			points = append(points, q)
		}
	}
	for len(points) > 1 && points[0] == points[len(points)-1] {
		points = points[:len(points)-1]
	}
	return points
}

// Len returns the number of areas.
func (s *Set) Len() int { return len(s.areas) }

// Box returns the least box around area i.
func (s *Set) Box(i int) mercator.Box { return s.areas[i].box }

// Bounds returns the least box around all areas.
func (s *Set) Bounds() mercator.Box {
	all := mercator.EmptyBox()
	for _, a := range s.areas {
		all = all.Union(a.box)
	}
	return all
}

// Brush is the working memory of one drawing at a time.
type Brush struct {
	kept, cut []mercator.Point
	local     []mvt.Point
	ends      []int         // ring i of the polygon at hand is local[ends[i]:ends[i+1]]
	rings     [][]mvt.Point // the same
	mend      mending
}

// Frame is what is drawn: a tile, and so many steps beyond its edges, with the
// vertices that are seen at the zoom Detail.
type Frame struct {
	Tile   mercator.Tile
	Buffer int
	Detail uint32
}

// Sharp is a tile with the vertices that are seen at its zoom.
func Sharp(t mercator.Tile, buffer int) Frame { return Frame{t, buffer, t.Z} }

// Draw draws the part of area i that lies in the frame. It draws nothing where the
// area does not reach, or is too small to see.
func (s *Set) Draw(g *mvt.Geometry, i int, f Frame, brush *Brush) {
	window := f.Tile.Box(f.Buffer)
	if !s.areas[i].box.Meets(window) {
		return
	}
	rings := s.areas[i].rings
	for len(rings) > 0 {
		holes := 1
		for holes < len(rings) && rings[holes].hole {
			holes++
		}
		brush.polygon(g, rings[:holes], f, window)
		rings = rings[holes:]
	}
}

// polygon draws a ring and its holes. What was cut, or touches itself where only
// whole steps are left, is mended first.
func (b *Brush) polygon(g *mvt.Geometry, rings []ring, f Frame, window mercator.Box) {
	b.local, b.ends, b.cut = b.local[:0], append(b.ends[:0], 0), b.cut[:0]
	whole := true
	for _, r := range rings {
		b.keep(r.points, r.from, f.Detail)
		whole = whole && mercator.BoxOf(b.kept).Inside(window)
		b.cut = mercator.Clip(b.cut[:0], b.kept, window)
		b.add(b.cut, f.Tile)
		b.ends = append(b.ends, len(b.local))
	}
	b.rings = b.rings[:0]
	for i := range rings {
		b.rings = append(b.rings, b.local[b.ends[i]:b.ends[i+1]])
	}
	if b.mend.begin(b.rings); !whole || b.mend.touches() {
		b.mend.draw(g)
		return
	}
	for i, ring := range b.rings {
		if !g.Ring(ring, i > 0) && i == 0 {
			return
		}
	}
}

// keep leaves the points that are seen at a zoom.
func (b *Brush) keep(points []mercator.Point, from []uint8, zoom uint32) {
	b.kept = b.kept[:0]
	for i, p := range points {
		if uint32(from[i]) <= zoom {
			b.kept = append(b.kept, p)
		}
	}
}

// add appends points, in steps of a tile, to those at hand.
func (b *Brush) add(points []mercator.Point, t mercator.Tile) {
	for _, p := range points {
		x, y := t.Local(p)
		b.local = append(b.local, mvt.Point{X: x, Y: y})
	}
}

// pixelBits is the size of a screen pixel at zoom 0, as a power of two of the
// world's units: MapLibre draws a tile on 512 pixels.
const pixelBits = 32 - 9

// zoomOf is the least zoom at which a vertex is drawn that changes the line by
// a triangle of half this doubled area: where that is half a square pixel.
func zoomOf(doubled uint64) uint8 {
	if doubled == 0 {
		return mercator.MaxZoom
	}
	return uint8(max(0, pixelBits-(bits.Len64(doubled)-1)/2))
}
