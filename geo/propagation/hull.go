package propagation

import "math"

// vertex is a corner of a hull: where it stands, in profile steps from the
// mast, its height in metres, and how steeply the hull climbs to it from the
// corner before, in metres a step.
type vertex struct{ at, height, climb float64 }

// hull is the upper convex hull of the points pushed so far, from the mast
// outwards. Its first corner climbs infinitely, which ends every walk.
type hull struct {
	memory []vertex
	size   int
	bulge  []int32 // working memory
}

// reset empties the hull, which never holds more than capacity corners.
func (h *hull) reset(capacity int) {
	if len(h.memory) < capacity {
		h.memory, h.bulge = make([]vertex, capacity), make([]int32, capacity)
	}
	h.size = 0
}

// corners returns the hull as it stands until the next push.
func (h *hull) corners() []vertex { return h.memory[:h.size] }

// push adds a point beyond all others. Amortised, it takes constant time: a
// corner it removes never comes back.
func (h *hull) push(at, height float64) {
	if h.size == 0 {
		h.memory[0] = vertex{at, height, math.Inf(1)}
		h.size = 1
		return
	}
	top := h.support(at, height)
	c := &h.memory[top]
	h.memory[top+1] = vertex{at, height, (height - c.height) / (at - c.at)}
	h.size = top + 2
}

// support is the corner that stays before a new one.
func (h *hull) support(at, height float64) int {
	top := h.size - 1
	c := &h.memory[top]
	for height-c.height >= c.climb*(at-c.at) {
		top--
		c = &h.memory[top]
	}
	return top
}

// pushAll pushes samples from…to, each lowered by its curve, as push would one
// by one. The last sample goes first: under the line to its support nothing is
// a corner, which leaves few samples to be pushed.
func (h *hull) pushAll(heights, curve []float64, from, to int) {
	if h.size == 0 {
		h.push(float64(from), heights[from]-curve[from])
		if from++; from > to {
			return
		}
	}
	at, height := float64(to), heights[to]-curve[to]
	top := h.support(at, height)
	c := &h.memory[top]
	climb := (height - c.height) / (at - c.at)
	line := c.height + climb*(float64(from)-c.at)
	h.size = top + 1
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

// horizon returns the corner which a point beyond the hull sees highest and how
// steeply it sees it. The walk starts at the near end, where that corner almost
// always is.
func (h *hull) horizon(at, height float64) (corner int, slope float64) {
	corners := h.corners()
	corner = len(corners) - 1
	c := &corners[corner]
	for height-c.height > c.climb*(at-c.at) {
		corner--
		c = &corners[corner]
	}
	return corner, (c.height - height) / (at - c.at)
}

// highest returns the corner, of those up to from, that stands highest over a
// line climbing climb metres a step.
func (h *hull) highest(from int, climb float64) int {
	for h.memory[from].climb < climb {
		from--
	}
	return from
}
