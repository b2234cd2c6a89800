package sample

// orphan marks a cell cut off from the rest of its region.
const orphan = nowhere - 1

// keepLargest leaves each of the labels 0…labels−1 one connected region, the
// largest. What is cut off goes to a neighbouring label.
func (r *raster) keepLargest(labels int) {
	r.keepSeated(labels, nil, func(uint16) int { return 0 })
}

// keepSeated leaves each label the largest connected region that holds a seat;
// without seats every region will do. What is cut off goes to a neighbouring
// label of the same group where there is one, or else to any.
func (r *raster) keepSeated(labels int, seat []bool, group func(label uint16) int) {
	was := map[int]uint16{}
	part := make([]int32, r.size())
	best, bestSize := make([]int32, labels), make([]int, labels)
	parts := int32(0)
	for i := range r.label {
		if r.label[i] == nowhere || part[i] != 0 {
			continue
		}
		parts++
		size, seated := r.flood(i, part, parts, seat)
		if l := r.label[i]; seated && size > bestSize[l] {
			best[l], bestSize[l] = parts, size
		}
	}
	for i, l := range r.label {
		if l != nowhere && part[i] != best[l] {
			r.label[i] = orphan
			was[i] = l
		}
	}
	r.adoptOrphans(func(from, cell int) bool { return group(r.label[from]) == group(was[cell]) })
	r.adoptOrphans(func(int, int) bool { return true })
	for i, l := range r.label {
		if l == orphan {
			r.label[i] = nowhere
		}
	}
}

// flood marks the connected region of cell i and returns its size and whether
// it holds a seat.
func (r *raster) flood(i int, part []int32, number int32, seat []bool) (size int, seated bool) {
	stack := []int{i}
	part[i], seated = number, seat == nil
	for len(stack) > 0 {
		c := stack[len(stack)-1]
		stack = stack[:len(stack)-1]
		size++
		seated = seated || seat[c]
		for _, n := range r.besides(c) {
			if n >= 0 && part[n] == 0 && r.label[n] == r.label[i] {
				part[n] = number
				stack = append(stack, n)
			}
		}
	}
	return size, seated
}

// adoptOrphans gives every orphan the label of the nearest region that may take it.
func (r *raster) adoptOrphans(mayTake func(from, orphan int) bool) {
	var front []int
	for i, l := range r.label {
		if l >= orphan {
			continue
		}
		for _, n := range r.besides(i) {
			if n >= 0 && r.label[n] == orphan {
				front = append(front, i)
				break
			}
		}
	}
	for len(front) > 0 {
		var next []int
		for _, i := range front {
			for _, n := range r.besides(i) {
				if n >= 0 && r.label[n] == orphan && mayTake(i, n) {
					r.label[n] = r.label[i]
					next = append(next, n)
				}
			}
		}
		front = next
	}
}

// untieKnots changes single cells until no four borders meet in a point, so
// that no region touches itself at a corner. Cells change within the same group
// where they can; seats keep their label.
func (r *raster) untieKnots(group func(label uint16) int, seat []bool) {
	for range 20 {
		changed := false
		for row := 0; row+1 < r.rows; row++ {
			for i := row * r.cols; i+1 < (row+1)*r.cols; i++ {
				a, b, c, d := r.label[i], r.label[i+1], r.label[i+r.cols], r.label[i+r.cols+1]
				if a != b && b != d && d != c && c != a {
					r.untie([4]int{i, i + 1, i + r.cols + 1, i + r.cols}, group, seat)
					changed = true
				}
			}
		}
		if !changed {
			return
		}
	}
}

// untie gives one of four cells around a point the label of the next one round.
func (r *raster) untie(around [4]int, group func(label uint16) int, seat []bool) {
	for _, strict := range []bool{true, false} {
		for k, i := range around {
			for _, n := range []int{around[(k+1)%4], around[(k+3)%4]} {
				same := group(r.label[i]) == group(r.label[n])
				if !seat[i] && (same || !strict) {
					r.label[i] = r.label[n]
					return
				}
			}
		}
	}
}
