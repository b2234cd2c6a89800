package outline

import (
	"container/heap"

	"phusong/tiles/mercator"
)

// links are the two neighbours of a vertex, the lesser first.
type links struct{ a, b mercator.Point }

// findJunctions returns the vertices that do not have the same two neighbours
// wherever they are used.
func findJunctions(areas []area) map[mercator.Point]bool {
	seen := map[mercator.Point]links{}
	junctions := map[mercator.Point]bool{}
	for _, a := range areas {
		for _, r := range a.rings {
			for i, p := range r.points {
				here := r.links(i)
				before, known := seen[p]
				if !known {
					seen[p] = here
				} else if before != here {
					junctions[p] = true
				}
			}
		}
	}
	return junctions
}

func (r ring) links(i int) links {
	n := len(r.points)
	before, after := r.points[(i+n-1)%n], r.points[(i+1)%n]
	if after.Less(before) {
		before, after = after, before
	}
	return links{before, after}
}

// rank fills from.
func (r *ring) rank(junctions map[mercator.Point]bool) {
	r.from = make([]uint8, len(r.points))
	for _, l := range r.stretches(junctions) {
		r.rankLine(l.start, l.stop)
	}
}

// stretch is the part of a ring from one junction to the next; a stop beyond the
// ring's end counts on from its beginning.
type stretch struct{ start, stop int }

// stretches are what a ring is made of. One without junctions is one line from its
// least vertex round to itself, so that a hole and the island in it agree.
func (r *ring) stretches(junctions map[mercator.Point]bool) []stretch {
	n := len(r.points)
	var ends []int
	least := 0
	for i, p := range r.points {
		if junctions[p] {
			ends = append(ends, i)
		}
		if p.Less(r.points[least]) {
			least = i
		}
	}
	if len(ends) == 0 {
		ends = []int{least}
	}
	all := make([]stretch, len(ends))
	for k, start := range ends {
		stop := ends[(k+1)%len(ends)]
		if stop <= start {
			stop += n
		}
		all[k] = stretch{start, stop}
	}
	return all
}

// rankLine ranks the vertices strictly between start and stop.
func (r *ring) rankLine(start, stop int) {
	n := len(r.points)
	line := make([]vertex, stop-start+1)
	for i := range line {
		line[i] = vertex{point: r.points[(start+i)%n], before: i - 1, after: i + 1}
	}
	for i, weight := range weigh(line) {
		if i > 0 && i < len(line)-1 {
			r.from[(start+i)%n] = zoomOf(weight)
		}
	}
}

// vertex is a place on a line while it is being thinned.
type vertex struct {
	point         mercator.Point
	before, after int
	doubled       uint64 // area of the triangle with its neighbours, twice
	place         int    // in the heap
}

// weigh returns for each inner vertex of a line twice the area the line changes
// by when it is dropped, the least important vertices being dropped first and
// no vertex weighing less than one dropped before it.
func weigh(line []vertex) []uint64 {
	weights := make([]uint64, len(line))
	queue := &thinning{line: line}
	for i := 1; i < len(line)-1; i++ {
		line[i].doubled = queue.triangle(i)
		line[i].place = len(queue.order)
		queue.order = append(queue.order, i)
	}
	heap.Init(queue)
	var heaviest uint64
	for queue.Len() > 0 {
		i := heap.Pop(queue).(int)
		heaviest = max(heaviest, line[i].doubled)
		weights[i] = heaviest
		before, after := line[i].before, line[i].after
		line[before].after, line[after].before = after, before
		queue.renew(before)
		queue.renew(after)
	}
	return weights
}

// thinning is a heap of the vertices left, the least important on top. Vertices
// of equal area stand in the order of their points, which is the same from both
// sides of a border.
type thinning struct {
	line  []vertex
	order []int
}

func (q *thinning) triangle(i int) uint64 {
	a, b, c := q.line[q.line[i].before].point, q.line[i].point, q.line[q.line[i].after].point
	cross := (int64(b.X)-int64(a.X))*(int64(c.Y)-int64(a.Y)) - (int64(c.X)-int64(a.X))*(int64(b.Y)-int64(a.Y))
	if cross < 0 {
		cross = -cross
	}
	return uint64(cross)
}

func (q *thinning) renew(i int) {
	if i > 0 && i < len(q.line)-1 {
		q.line[i].doubled = q.triangle(i)
		heap.Fix(q, q.line[i].place)
	}
}

func (q *thinning) Len() int { return len(q.order) }

func (q *thinning) Less(a, b int) bool {
	v, w := q.line[q.order[a]], q.line[q.order[b]]
	return v.doubled < w.doubled || v.doubled == w.doubled && v.point.Less(w.point)
}

func (q *thinning) Swap(a, b int) {
	q.order[a], q.order[b] = q.order[b], q.order[a]
	q.line[q.order[a]].place, q.line[q.order[b]].place = a, b
}

// Push is part of heap.Interface.
func (q *thinning) Push(i any) {
	q.line[i.(int)].place = len(q.order)
	q.order = append(q.order, i.(int))
}

// Pop is part of heap.Interface.
func (q *thinning) Pop() any {
	last := q.order[len(q.order)-1]
	q.order = q.order[:len(q.order)-1]
	return last
}
