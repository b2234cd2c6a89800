package outline

import (
	"cmp"
	"iter"
	"math"
	"slices"

	"phusong/tiles/mvt"
)

// mending makes one polygon valid again. Where a ring leaves a tile several times
// and comes back, cutting leaves bridges along the edge that run there and back;
// where only whole steps are left, two places of a border may have become one. It
// keeps the sides that no other runs against and joins them anew, so that no ring
// meets itself; the area stays the same.
type mending struct {
	sides   []side
	corners []mvt.Point // by x, then y
	rings   [][]mvt.Point
}

// side leads from one corner to another, the area where Area is positive.
type side struct{ from, to mvt.Point }

func comparePoints(a, b mvt.Point) int { return cmp.Or(cmp.Compare(a.X, b.X), cmp.Compare(a.Y, b.Y)) }

// begin takes the sides of a polygon: a ring and its holes, in any direction.
func (m *mending) begin(rings [][]mvt.Point) {
	m.sides, m.corners, m.rings = m.sides[:0], m.corners[:0], m.rings[:0]
	for i, ring := range rings {
		area, hole := mvt.Area(ring), i > 0
		if area == 0 {
			continue
		}
		for k, from := range ring {
			to := ring[(k+1)%len(ring)]
			if from == to {
				continue
			}
			if (area < 0) != hole {
				from, to = to, from
			}
			m.sides = append(m.sides, side{from, to})
			m.corners = append(m.corners, from)
		}
	}
	slices.SortFunc(m.corners, comparePoints)
}

// touches tells whether a corner stands in the rings twice, or on another's side.
func (m *mending) touches() bool {
	for i := 1; i < len(m.corners); i++ {
		if m.corners[i] == m.corners[i-1] {
			return true
		}
	}
	for _, s := range m.sides {
		for range m.between(s) {
			return true
		}
	}
	return false
}

// between are the corners on a side, its ends left out, in the order of corners.
func (m *mending) between(s side) iter.Seq[mvt.Point] {
	west, east := min(s.from.X, s.to.X), max(s.from.X, s.to.X)
	north, south := min(s.from.Y, s.to.Y), max(s.from.Y, s.to.Y)
	dx, dy := int64(s.to.X-s.from.X), int64(s.to.Y-s.from.Y)
	return func(yield func(mvt.Point) bool) {
		first, _ := slices.BinarySearchFunc(m.corners, mvt.Point{X: west, Y: north}, comparePoints)
		for _, p := range m.corners[first:] {
			if p.X > east {
				return
			}
			on := p.Y >= north && p.Y <= south && p != s.from && p != s.to && dx*int64(p.Y-s.from.Y) == dy*int64(p.X-s.from.X)
			if on && !yield(p) {
				return
			}
		}
	}
}

// draw draws what is mended.
func (m *mending) draw(g *mvt.Geometry) {
	m.part()
	m.cancel()
	m.join()
	var outer, holes [][]mvt.Point
	for _, ring := range m.rings {
		if area := mvt.Area(ring); area > 0 {
			outer = append(outer, ring)
		} else if area < 0 {
			holes = append(holes, ring)
		}
	}
	for _, around := range outer {
		g.Ring(around, false)
		for _, hole := range holes {
			if len(outer) == 1 || within(hole, around) {
				g.Ring(hole, true)
			}
		}
	}
}

// part parts the sides at all corners that lie on them.
func (m *mending) part() {
	m.corners = slices.Compact(m.corners)
	var all []side
	for _, s := range m.sides {
		on := slices.AppendSeq([]mvt.Point(nil), m.between(s))
		if comparePoints(s.to, s.from) < 0 {
			slices.Reverse(on)
		}
		for _, p := range on {
			all = append(all, side{s.from, p})
			s.from = p
		}
		all = append(all, s)
	}
	m.sides = all
}

// cancel takes away sides that run against each other, pair by pair.
func (m *mending) cancel() {
	key := func(s side) side {
		if comparePoints(s.to, s.from) < 0 {
			return side{s.to, s.from}
		}
		return s
	}
	slices.SortFunc(m.sides, func(a, b side) int {
		ka, kb := key(a), key(b)
		return cmp.Or(comparePoints(ka.from, kb.from), comparePoints(ka.to, kb.to), comparePoints(a.from, b.from))
	})
	left := m.sides[:0]
	for i := 0; i < len(m.sides); {
		end, net := i, 0
		for ; end < len(m.sides) && key(m.sides[end]) == key(m.sides[i]); end++ {
			net++
			if m.sides[end] != key(m.sides[end]) {
				net -= 2
			}
		}
		s := key(m.sides[i])
		if net < 0 {
			s, net = side{s.to, s.from}, -net
		}
		for range net {
			left = append(left, s)
		}
		i = end
	}
	m.sides = left
}

// join makes rings of the sides, each of which passes a corner once: where several
// sides go on, the one that turns to the area most; what comes back to a corner is
// a ring of its own.
func (m *mending) join() {
	slices.SortFunc(m.sides, func(a, b side) int { return cmp.Or(comparePoints(a.from, b.from), comparePoints(a.to, b.to)) })
	used := make([]bool, len(m.sides))
	for start := range m.sides {
		if used[start] {
			continue
		}
		used[start] = true
		path := []mvt.Point{m.sides[start].from}
		for at := m.sides[start]; ; {
			if k := slices.Index(path, at.to); k >= 0 {
				m.rings = append(m.rings, slices.Clone(path[k:]))
				path = path[:k]
			}
			path = append(path, at.to)
			next := m.next(at, used)
			if next < 0 {
				break
			}
			used[next] = true
			at = m.sides[next]
		}
	}
}

// next is the unused side that goes on from the end of another, -1 for none.
func (m *mending) next(at side, used []bool) int {
	first, _ := slices.BinarySearchFunc(m.sides, at.to, func(s side, p mvt.Point) int { return comparePoints(s.from, p) })
	best, least := -1, math.Inf(1)
	for i := first; i < len(m.sides) && m.sides[i].from == at.to; i++ {
		if used[i] {
			continue
		}
		back := math.Atan2(float64(at.from.Y-at.to.Y), float64(at.from.X-at.to.X))
		on := math.Atan2(float64(m.sides[i].to.Y-at.to.Y), float64(m.sides[i].to.X-at.to.X))
		wedge := math.Mod(back-on+4*math.Pi, 2*math.Pi)
		if wedge < least {
			best, least = i, wedge
		}
	}
	return best
}

// within tells whether a ring lies in another, which it may touch at corners.
func within(inner, around []mvt.Point) bool {
	for _, p := range inner {
		if !slices.Contains(around, p) {
			return holds(around, p)
		}
	}
	return true
}

// holds tells by the even-odd rule whether p is inside a ring.
func holds(ring []mvt.Point, p mvt.Point) (inside bool) {
	for i, a := range ring {
		b := ring[(i+1)%len(ring)]
		if (a.Y > p.Y) != (b.Y > p.Y) && float64(p.X) < float64(b.X-a.X)*float64(p.Y-a.Y)/float64(b.Y-a.Y)+float64(a.X) {
			inside = !inside
		}
	}
	return inside
}
