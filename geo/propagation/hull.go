package propagation

import "math"

// vertex is a corner of a hull: where it stands, in profile steps from the
// mast, its height in metres, and how steeply the hull climbs to it from the
// corner before, in metres a step.
type vertex struct{ at, height, climb float64 }

// hull is the upper convex hull of the points pushed so far, from the mast
// outwards. Its first corner climbs infinitely, which ends every walk.
type hull struct{ corners []vertex }

// reset empties the hull, which never holds more than capacity corners.
func (h *hull) reset(capacity int) {
	if cap(h.corners) < capacity {
		h.corners = make([]vertex, 0, capacity)
	}
	h.corners = h.corners[:0]
}

// push adds a point beyond all others. Amortised, it takes constant time: a
// corner it removes never comes back.
func (h *hull) push(at, height float64) {
	corners := h.corners
	top := len(corners) - 1
	if top < 0 {
		h.corners = append(corners, vertex{at, height, math.Inf(1)})
		return
	}
	for height-corners[top].height >= corners[top].climb*(at-corners[top].at) {
		top--
	}
	climb := (height - corners[top].height) / (at - corners[top].at)
	h.corners = append(corners[:top+1], vertex{at, height, climb})
}

// tangent returns the corner which a point beyond the hull sees highest. The
// walk starts at the near end, where that corner almost always is.
func (h *hull) tangent(at, height float64) int {
	top := len(h.corners) - 1
	for height-h.corners[top].height > h.corners[top].climb*(at-h.corners[top].at) {
		top--
	}
	return top
}

// highest returns the corner, of those up to from, that stands highest over a
// line climbing climb metres a step.
func (h *hull) highest(from int, climb float64) int {
	for h.corners[from].climb < climb {
		from--
	}
	return from
}
