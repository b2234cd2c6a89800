package sample

import (
	"math"

	"github.com/paulmach/orb"
)

// arc is a stretch of border between two points where three regions meet (or a
// whole border that meets no other). Walking along it, left and right are the
// atoms on either side; nowhere is outside the province.
type arc struct {
	from, to    int // lattice points
	left, right uint16
	line        []orb.Point
}

// topology is every border of the province, once. Whatever is built from it
// shares its borders to the last digit.
type topology struct {
	arcs []arc
}

// tracer walks the borders between the cells of a raster, along the lattice.
type tracer struct {
	*raster
	seen [2][]bool // borders walked: east from a point, south from a point
	topo topology
	raw  [][]int // the lattice points of each arc
}

// newTopology finds the borders between different labels. No point of r may
// have four borders (see untieKnots).
func newTopology(r *raster) topology {
	t := &tracer{raster: r}
	t.seen[0], t.seen[1] = make([]bool, r.size()), make([]bool, r.size())
	for _, meeting := range []int{3, 2} { // loops have no meeting point: they come last
		for i := r.cols + 1; i < r.size(); i++ {
			if i%r.cols != 0 && t.degree(i) == meeting {
				for side := range 4 {
					t.walk(i, side)
				}
			}
		}
	}
	t.draw()
	return t.topo
}

// The four ways from a lattice point: east, south, west, north.
var ways = [4]struct{ col, row int }{{1, 0}, {0, 1}, {-1, 0}, {0, -1}}

// border says whether a border runs from point i that way, and what lies left
// and right of it. The cell i lies south-east of the point i.
func (t *tracer) border(i, way int) (left, right uint16, ok bool) {
	ne, se, sw, nw := t.label[i-t.cols], t.label[i], t.label[i-1], t.label[i-t.cols-1]
	switch way {
	case 0:
		left, right = ne, se
	case 1:
		left, right = se, sw
	case 2:
		left, right = sw, nw
	default:
		left, right = nw, ne
	}
	return left, right, left != right
}

// degree is how many borders meet at point i.
func (t *tracer) degree(i int) int {
	n := 0
	for way := range 4 {
		if _, _, ok := t.border(i, way); ok {
			n++
		}
	}
	return n
}

// mark tells whether the border from i was not walked before, and notes it.
func (t *tracer) mark(i, way int) bool {
	w := ways[way]
	if way >= 2 {
		i += w.col + w.row*t.cols
	}
	if t.seen[way%2][i] {
		return false
	}
	t.seen[way%2][i] = true
	return true
}

// walk follows one border to its end and keeps it as an arc.
func (t *tracer) walk(start, way int) {
	left, right, ok := t.border(start, way)
	if !ok || !t.mark(start, way) {
		return
	}
	line := []int{start}
	for i := start; ; {
		i += ways[way].col + ways[way].row*t.cols
		line = append(line, i)
		if i == start || t.degree(i) != 2 {
			t.topo.arcs = append(t.topo.arcs, arc{from: start, to: i, left: left, right: right})
			t.raw = append(t.raw, line)
			return
		}
		for next := range 4 {
			if _, _, ok := t.border(i, next); ok && next != (way+2)%4 {
				way = next
				break
			}
		}
		t.mark(i, way)
	}
}

// draw turns the stairs of the arcs into smooth lines. An arc that would touch
// another one once it is smooth keeps a plainer line, which cannot.
func (t *tracer) draw() {
	smooth := make([][]orb.Point, len(t.raw))
	for i, stairs := range t.raw {
		smooth[i] = simplified(smoothed(t.middles(stairs)), 0.35)
	}
	for range 6 {
		bad := crossings(smooth)
		for _, i := range bad {
			smooth[i] = simplified(t.middles(t.raw[i]), 1e-9)
		}
		if len(bad) == 0 {
			break
		}
	}
	for i, line := range smooth {
		for k, p := range line {
			q := t.point(p[0], p[1])
			line[k] = orb.Point{math.Round(q[0]*1e7) / 1e7, math.Round(q[1]*1e7) / 1e7}
		}
		t.topo.arcs[i].line = line
	}
}

// middles is the line through the middles of the stairs' steps, in columns and
// rows. Such lines of different arcs never touch but where they end together.
func (t *tracer) middles(stairs []int) []orb.Point {
	at := func(i int) orb.Point { return orb.Point{float64(i % t.cols), float64(i / t.cols)} }
	last := len(stairs) - 1
	closed := stairs[0] == stairs[last]
	var line []orb.Point
	if !closed || t.degree(stairs[0]) != 2 {
		line = append(line, at(stairs[0]))
		closed = false
	}
	for k := range last {
		a, b := at(stairs[k]), at(stairs[k+1])
		line = append(line, orb.Point{(a[0] + b[0]) / 2, (a[1] + b[1]) / 2})
	}
	if closed {
		return append(line, line[0])
	}
	return append(line, at(stairs[last]))
}

// area returns the ground of the atoms chosen by inside, as one or more
// polygons: outer rings counter-clockwise, holes clockwise.
func (t topology) area(inside func(atom uint16) bool) orb.MultiPolygon {
	next := map[int][]orb.Point{}
	end := map[int]int{}
	var rings []orb.Ring
	var starts []int
	for _, a := range t.arcs {
		l, r := a.left != nowhere && inside(a.left), a.right != nowhere && inside(a.right)
		if l == r {
			continue
		}
		from, to, line := a.from, a.to, a.line
		if r {
			from, to, line = to, from, reversed(line)
		}
		if from == to {
			rings = append(rings, orb.Ring(append([]orb.Point(nil), line...)))
			continue
		}
		next[from], end[from] = line, to
		starts = append(starts, from)
	}
	for _, s := range starts {
		if next[s] == nil {
			continue
		}
		var ring orb.Ring
		for at := s; next[at] != nil; {
			line, to := next[at], end[at]
			next[at] = nil
			if len(ring) > 0 {
				line = line[1:]
			}
			ring = append(ring, line...)
			at = to
		}
		rings = append(rings, ring)
	}
	return assembled(rings)
}
