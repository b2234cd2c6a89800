package tiles

import (
	"runtime"
	"sync"

	"phusong/tiles/mercator"
)

// edgeOfGrid stands where no hex of the rung lies across a side.
const edgeOfGrid int32 = -1

// knot is a corner that up to three hexes of a rung share.
type knot struct {
	at    mercator.Point
	hexes [3]int32 // edgeOfGrid where there are fewer
}

// mesh finds the knots of a rung. H3 computes a corner once for each of its
// hexes, and on the plane the three may fall a unit apart: they are made one
// here, so that what is drawn from one hex fits what is drawn from the next.
type mesh struct {
	knots []knot
	slots []int32 // open addressing by place on the plane; knot + 1, 0 is free
	shift uint32  // 32 less the bits of a slot's number
}

// Corners of one hex lie far more than knotStep units (15 cm) apart, those of one
// knot at most knotSlack.
const (
	knotBits  = 4
	knotStep  = 1 << knotBits
	knotSlack = 2
)

func newMesh(corners int) *mesh {
	m := &mesh{knots: make([]knot, 0, corners/3+corners/16), shift: 32 - 4}
	for 1<<(32-m.shift) < corners { // a knot has three corners: a third is filled
		m.shift--
	}
	m.slots = make([]int32, 1<<(32-m.shift))
	return m
}

// link makes the corners of a rung agree and returns what lies across each side:
// element first[i]+k is the hex across the side of hex i from its corner k to the
// next, or edgeOfGrid.
func (r *rung) link() []int32 {
	m := newMesh(len(r.corners))
	at := make([]int32, len(r.corners))
	for i := range r.hexes {
		for c := r.first[i]; c < r.first[i+1]; c++ {
			at[c] = m.tie(r.corners[c], int32(i))
			r.corners[c] = m.knots[at[c]].at
		}
	}
	across := make([]int32, len(r.corners))
	inParts(len(r.hexes), func(from, to int) {
		for i := from; i < to; i++ {
			first, end := r.first[i], r.first[i+1]
			for c := first; c < end; c++ {
				next := c + 1
				if next == end {
					next = first
				}
				across[c] = m.other(at[c], at[next], int32(i))
			}
		}
	})
	return across
}

// tie returns the knot of a corner and notes whose corner it is.
func (m *mesh) tie(p mercator.Point, of int32) int32 {
	k := m.find(p)
	for n := range m.knots[k].hexes {
		if m.knots[k].hexes[n] == edgeOfGrid {
			m.knots[k].hexes[n] = of
			break
		}
	}
	return k
}

// find returns the knot at a place, a new one where there is none yet. A place
// near the edge of a square of knotStep units may have its knot in the next square.
func (m *mesh) find(p mercator.Point) int32 {
	slot, k := m.look(p, p)
	if k > 0 {
		return k - 1
	}
	for _, dx := range [...]uint32{0, knotSlack, ^uint32(knotSlack - 1)} {
		for _, dy := range [...]uint32{0, knotSlack, ^uint32(knotSlack - 1)} {
			q := mercator.Point{X: p.X + dx, Y: p.Y + dy}
			if q.X>>knotBits == p.X>>knotBits && q.Y>>knotBits == p.Y>>knotBits {
				continue
			}
			if _, k := m.look(q, p); k > 0 {
				return k - 1
			}
		}
	}
	m.knots = append(m.knots, knot{p, [3]int32{edgeOfGrid, edgeOfGrid, edgeOfGrid}})
	m.slots[slot] = int32(len(m.knots))
	return int32(len(m.knots) - 1)
}

// look seeks a knot within knotSlack of p among those of the square q lies in. It
// returns the free slot it came to and the knot + 1, or 0.
func (m *mesh) look(q, p mercator.Point) (slot uint32, k int32) {
	const odd = 2654435769 // Knuth's multiplier, 2³² over the golden ratio
	last := uint32(len(m.slots) - 1)
	slot = ((q.X>>knotBits)*odd ^ (q.Y>>knotBits)*0x85ebca6b) * odd >> m.shift
	for ; m.slots[slot] != 0; slot = (slot + 1) & last {
		k := m.slots[slot]
		if at := m.knots[k-1].at; within(at.X, p.X) && within(at.Y, p.Y) {
			return slot, k
		}
	}
	return slot, 0
}

func within(a, b uint32) bool { return a-b+knotSlack <= 2*knotSlack }

// other returns the hex that shares two knots with one.
func (m *mesh) other(a, b, one int32) int32 {
	for _, h := range m.knots[a].hexes {
		if h == one || h == edgeOfGrid {
			continue
		}
		for _, g := range m.knots[b].hexes {
			if g == h {
				return h
			}
		}
	}
	return edgeOfGrid
}

// inParts shares 0 … n-1 out to as many goroutines as there are processors.
func inParts(n int, do func(from, to int)) {
	parts := runtime.GOMAXPROCS(0)
	var wait sync.WaitGroup
	for part := range parts {
		from, to := n*part/parts, n*(part+1)/parts
		wait.Go(func() { do(from, to) })
	}
	wait.Wait()
}
