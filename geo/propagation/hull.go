package propagation

import "math"

// vertex is a corner of a hull: where it stands, in profile steps from the
// mast, its height in metres, and how steeply the hull climbs to it from the
// corner before, in metres a step.
type vertex struct{ at, height, climb float64 }

// hull is the upper convex hull of the points pushed so far, from the mast
// outwards. Its first corner climbs infinitely, which ends every walk.
type hull struct {
	corners []vertex
	bulge   []int32 // working memory
}

// reset empties the hull, which never holds more than capacity corners.
func (h *hull) reset(capacity int) {
	if cap(h.corners) < capacity {
		h.corners, h.bulge = make([]vertex, 0, capacity), make([]int32, capacity)
	}
	h.corners = h.corners[:0]
}

// push adds a point beyond all others. Amortised, it takes constant time: a
// corner it removes never comes back.
func (h *hull) push(at, height float64) {
	if len(h.corners) == 0 {
		h.corners = append(h.corners, vertex{at, height, math.Inf(1)})
		return
	}
	top := h.support(at, height)
	c := &h.corners[top]
	climb := (height - c.height) / (at - c.at)
	h.corners = append(h.corners[:top+1], vertex{at, height, climb})
}

// support is the corner that stays before a new one.
func (h *hull) support(at, height float64) int {
	top := len(h.corners) - 1
	for height-h.corners[top].height >= h.corners[top].climb*(at-h.corners[top].at) {
		top--
	}
	return top
}

// pushAll pushes samples from…to, each lowered by its curve, as push would one
// by one. The last sample goes first: under the line to its support nothing is
// a corner, which leaves few samples to be pushed.
func (h *hull) pushAll(heights, curve []float64, from, to int) {
	if len(h.corners) == 0 {
		h.push(float64(from), heights[from]-curve[from])
		if from++; from > to {
			return
		}
	}
	at, height := float64(to), heights[to]-curve[to]
	top := h.support(at, height)
	c := &h.corners[top]
	climb := (height - c.height) / (at - c.at)
	line := c.height + climb*(float64(from)-c.at)
	h.corners = h.corners[:top+1]
	for _, i := range h.bulging(heights, curve, from, to, line, climb) {
		h.push(float64(i), heights[i]-curve[i])
	}
	h.push(at, height)
}

// bulging returns the samples from…to-1 that stand over a line, line high at
// from and climbing, and over the line between their neighbours. It has no
// branch to be guessed wrongly: half the samples of rough ground pass.
func (h *hull) bulging(heights, curve []float64, from, to int, line, climb float64) []int32 {
	ground, lowered := heights[from:to+1], curve[from:to+1]
	lowered = lowered[:len(ground)]
	before, this := heights[from-1]-curve[from-1], ground[0]-lowered[0]
	bulge, count := h.bulge, 0
	for j := 1; j < len(ground); j++ {
		next := ground[j] - lowered[j]
		bulge[count] = int32(from + j - 1)
		over, convex := 0, 0
		if this > line {
			over = 1
		}
		if this+this > before+next {
			convex = 1
		}
		count += over & convex
		line += climb
		before, this = this, next
	}
	return bulge[:count]
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
