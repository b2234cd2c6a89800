package sample

import (
	"math"
	"math/rand/v2"
)

// flow is how water runs over a relief: every point passes it on to one of its
// eight neighbours, lower than itself once the hollows are full.
type flow struct {
	receiver []int32   // itself at an outlet
	distance []float32 // to the receiver, metres
	areaKm2  []float32 // of the land that drains through the point
	upstream []int32   // all points, every one before its receiver
	filled   []float32
	soft     []float32 // how easily water finds its way through the point, about 1
	buckets  bucketQueue
}

// newFlow prepares the flow over l. Soft and hard ground is strewn at random,
// or the streams would follow the lattice.
func newFlow(l lattice, chance *rand.Rand) *flow {
	n := l.size()
	f := &flow{make([]int32, n), make([]float32, n), make([]float32, n), make([]int32, 0, n), make([]float32, n),
		make([]float32, n), bucketQueue{next: make([]int32, n)}}
	for i := range f.soft {
		f.soft[i] = 0.4 + 1.2*chance.Float32()
	}
	return f
}

// route finds the flow over height. Points with outlet set give their water away.
func (f *flow) route(l lattice, height []float32, outlet []bool) {
	f.fill(l, height, outlet)
	f.steepest(l, outlet)
	f.accumulate(l)
}

// fill raises every hollow to the level of its lip, and a little more with each
// step away from it, so that water always finds a way (priority flood).
func (f *flow) fill(l lattice, height []float32, outlet []bool) {
	const lip = 0.01 // metres a step
	f.buckets.reset()
	for i := range f.filled {
		f.filled[i] = math.MaxFloat32
		if outlet[i] {
			f.filled[i] = height[i]
			f.buckets.push(int32(i), height[i])
		}
	}
	for i := f.buckets.pop(); i >= 0; i = f.buckets.pop() {
		col, row := int(i)%l.cols, int(i)/l.cols
		for r := max(row-1, 0); r <= min(row+1, l.rows-1); r++ {
			for c := max(col-1, 0); c <= min(col+1, l.cols-1); c++ {
				n := r*l.cols + c
				if f.filled[n] == math.MaxFloat32 {
					f.filled[n] = max(height[n], f.filled[i]+lip)
					f.buckets.push(int32(n), f.filled[n])
				}
			}
		}
	}
}

// steepest chooses each point's receiver on the filled relief.
func (f *flow) steepest(l lattice, outlet []bool) {
	dx, dy := l.step*kmPerDegreeLon*1000, l.step*kmPerDegreeLat*1000
	var far [3][3]float32
	for r := range far {
		for c := range far[r] {
			far[r][c] = float32(math.Hypot(float64(c-1)*dx, float64(r-1)*dy))
		}
	}
	byRows(l.rows, func(from, to int) {
		for i := from * l.cols; i < to*l.cols; i++ {
			f.receiver[i], f.distance[i] = int32(i), 1
			if outlet[i] {
				continue
			}
			best := float32(0)
			col, row := i%l.cols, i/l.cols
			for r := max(row-1, 0); r <= min(row+1, l.rows-1); r++ {
				for c := max(col-1, 0); c <= min(col+1, l.cols-1); c++ {
					n, d := r*l.cols+c, far[r-row+1][c-col+1]
					if fall := f.soft[n] * (f.filled[i] - f.filled[n]) / max(d, 1); fall > best {
						best, f.receiver[i], f.distance[i] = fall, int32(n), d
					}
				}
			}
		}
	})
}

// accumulate orders the points from the springs down and adds up their areas.
func (f *flow) accumulate(l lattice) {
	givers := f.buckets.next // free after the flood
	clear(givers)
	for row := range l.rows {
		area := float32(l.cellKm2(row))
		for i := row * l.cols; i < (row+1)*l.cols; i++ {
			f.areaKm2[i] = area
		}
	}
	for i, r := range f.receiver {
		if int(r) != i {
			givers[r]++
		}
	}
	f.upstream = f.upstream[:0]
	for i := range givers {
		if givers[i] == 0 {
			f.upstream = append(f.upstream, int32(i))
		}
	}
	for k := 0; k < len(f.upstream); k++ {
		i := f.upstream[k]
		r := f.receiver[i]
		if r == i {
			continue
		}
		f.areaKm2[r] += f.areaKm2[i]
		if givers[r]--; givers[r] == 0 {
			f.upstream = append(f.upstream, r)
		}
	}
}

// bucketQueue hands out points from low to high, to a quarter of a metre.
type bucketQueue struct {
	first []int32
	next  []int32
	low   int
}

func (q *bucketQueue) reset() {
	q.first = q.first[:0]
	q.low = 0
}

func (q *bucketQueue) push(i int32, height float32) {
	b := max(int(height*4)+400, 0)
	for len(q.first) <= b {
		q.first = append(q.first, -1)
	}
	q.next[i], q.first[b] = q.first[b], i
	q.low = min(q.low, b)
}

// pop returns the lowest point, or −1 when none is left.
func (q *bucketQueue) pop() int32 {
	for ; q.low < len(q.first); q.low++ {
		if i := q.first[q.low]; i >= 0 {
			q.first[q.low] = q.next[i]
			return i
		}
	}
	return -1
}
