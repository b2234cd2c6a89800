package propagation

import "math"

// vertex is a corner of a hull: where it stands, in profile steps from the
// mast, its height in metres, and how far the hull runs and rises to it from the
// corner before. Slopes are compared by products: a quotient would be waited for.
type vertex struct{ at, height, run, rise float64 }

// first is a corner the hull climbs to vertically, which ends every walk.
func first(at, height float64) vertex { return vertex{at, height, 0, 1} }

// hull is the upper convex hull of the points pushed so far, from the mast
// outwards.
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
		h.memory[0] = first(at, height)
		h.size = 1
		return
	}
	top := h.support(at, height)
	c := &h.memory[top]
	h.memory[top+1] = vertex{at, height, at - c.at, height - c.height}
	h.size = top + 2
}

// support is the corner that stays before a new one.
func (h *hull) support(at, height float64) int {
	top := h.size - 1
	c := &h.memory[top]
	for (height-c.height)*c.run >= c.rise*(at-c.at) {
		top--
		c = &h.memory[top]
	}
	return top
}

// pushAll pushes the samples from…to of a radial, flattened: lowered by bend·i².
// The result is that of pushing one by one, but the last sample goes first: under
// the line to its support nothing is a corner, which leaves few to be pushed.
// It adds all of them to t.
func (h *hull) pushAll(heights []float64, bend float64, from, to int, t *totals) {
	if h.size == 0 {
		h.push(float64(from), heights[from]-bend*float64(from)*float64(from))
		t.add(heights[from])
		if from++; from > to {
			return
		}
	}
	at := float64(to)
	height := heights[to] - bend*at*at
	top := h.support(at, height)
	c := &h.memory[top]
	climb := (height - c.height) / (at - c.at)
	middle := (float64(from) + at) / 2 // where the curve's own line touches it, elsewhere below
	raw := climb + 2*bend*middle
	line := c.height + climb*(float64(from)-c.at) + bend*middle*(2*float64(from)-middle)
	bulge := h.bulging(heights[:to+1], from, line, raw, 2*bend, t)
	memory := h.memory
	for _, i := range bulge {
		x := float64(i)
		top = raise(memory, top, x, heights[i]-bend*x*x)
	}
	h.size = raise(memory, top, at, height) + 1
}

// raise puts a corner on the hull that ends at corner top, and returns its place.
func raise(memory []vertex, top int, at, height float64) int {
	c := &memory[top]
	run, rise := at-c.at, height-c.height
	for rise*c.run >= c.rise*run {
		top--
		c = &memory[top]
		run, rise = at-c.at, height-c.height
	}
	memory[top+1] = vertex{at, height, run, rise}
	return top + 1
}

// totals are running sums over the samples pushed.
type totals struct{ sum, ofSums float64 } // Σ h and the sum of all Σ h so far

func (t *totals) add(height float64) {
	t.sum += height
	t.ofSums += t.sum
}

// bulging returns the samples from from to the last but one that stand over a
// line, line high at from and climbing, and less than drop below the line between
// their neighbours. It adds up all. No branch is there to be guessed wrongly:
// half the samples of rough ground pass.
func (h *hull) bulging(heights []float64, from int, line, climb, drop float64, t *totals) []int32 {
	sum, ofSums := t.sum, t.ofSums
	this := heights[from]
	rise := this - heights[from-1] + drop
	bulge, count := h.bulge, uint(0)
	for i := from + 1; i < len(heights); i++ {
		next := heights[i]
		bulge[count] = int32(i - 1)
		ahead := next - this
		count += uint((math.Float64bits(line-this) & math.Float64bits(ahead-rise)) >> 63) // where both are negative
		rise = ahead + drop
		line += climb
		sum += this
		ofSums += sum
		this = next
	}
	t.sum = sum + this
	t.ofSums = ofSums + t.sum
	return bulge[:count]
}

// horizon returns the corner which a point beyond the hull sees highest and how
// steeply it sees it. The walk starts at the near end, where that corner almost
// always is.
func (h *hull) horizon(at, height float64) (corner int, slope float64) {
	corners := h.corners()
	corner = len(corners) - 1
	c := &corners[corner]
	for (height-c.height)*c.run > c.rise*(at-c.at) {
		corner--
		c = &corners[corner]
	}
	return corner, (c.height - height) / (at - c.at)
}

// highest returns the corner, of those up to from, that stands highest over a
// line climbing climb metres a step.
func (h *hull) highest(from int, climb float64) int {
	for h.memory[from].rise < climb*h.memory[from].run {
		from--
	}
	return from
}
