package coverage

import "math"

// radialOf is the radial nearest to a direction, counted clockwise from north.
// Within a hundredth of a milliradian of the middle between two radials it may
// be either, but always the same one.
func (e *Engine) radialOf(east, north float64) int {
	n := e.settings.Radials
	turn := azimuth(east, north) * (1 / (2 * math.Pi))
	radial := int(turn*float64(n) + 0.5)
	if radial >= n {
		radial -= n
	}
	return radial
}

// azimuth is math.Atan2(east, north), from 0 to 2π, within 2e-5 radians and in
// a third of the time.
func azimuth(east, north float64) float64 {
	e, n := math.Abs(east), math.Abs(north)
	if e == 0 && n == 0 {
		return 0
	}
	steep := e > n
	if steep {
		e, n = n, e
	}
	a := arctan(e / n)
	if steep {
		a = math.Pi/2 - a
	}
	if north < 0 {
		a = math.Pi - a
	}
	if east < 0 {
		a = 2*math.Pi - a
	}
	return a
}

// arctan is the arc tangent for 0 ≤ x ≤ 1 by a polynomial of least error.
func arctan(x float64) float64 {
	s := x * x
	return x * (0.99997726 + s*(-0.33262347+s*(0.19354346+s*(-0.11643287+s*(0.05265332-s*0.01172120)))))
}

// receiver is one point to predict: point number point of the mast's points.
type receiver struct {
	km     float64
	point  int32
	radial int32
}

// sorter orders receivers by radial, then distance, then point, in three passes
// over them.
type sorter struct {
	near    []receiver // by distance, to within a bin
	inOrder []receiver
	bins    []int32
	starts  []int32 // of each radial in inOrder, and the end
}

// binKm is narrower than the mean distance between two receivers of a radial.
const binKm = 0.02

func (s *sorter) sort(receivers []receiver, radials int) {
	var farthest float64
	for _, r := range receivers {
		farthest = max(farthest, r.km)
	}
	s.near, s.inOrder = resized(s.near, len(receivers)), resized(s.inOrder, len(receivers))
	s.bins, s.starts = resized(s.bins, int(farthest/binKm)+2), resized(s.starts, radials+1)
	deal(receivers, s.near, s.bins, func(r *receiver) int { return int(r.km * (1 / binKm)) })
	deal(s.near, s.inOrder, s.starts, func(r *receiver) int { return int(r.radial) })
	for i := range radials {
		byDistance(s.group(i))
	}
}

// group returns the receivers of one radial, nearest first.
func (s *sorter) group(radial int) []receiver {
	return s.inOrder[s.starts[radial]:s.starts[radial+1]]
}

// deal copies from to to in the order of a bin number, and what stood first in
// a bin stays first. Afterwards bin i begins at starts[i].
func deal(from, to []receiver, starts []int32, bin func(*receiver) int) {
	clear(starts)
	for i := range from {
		starts[bin(&from[i])+1]++
	}
	for i := 1; i < len(starts); i++ {
		starts[i] += starts[i-1]
	}
	for i := range from {
		b := bin(&from[i])
		to[starts[b]] = from[i]
		starts[b]++
	}
	copy(starts[1:], starts)
	starts[0] = 0
}

// byDistance sorts receivers that are nearly in order.
func byDistance(group []receiver) {
	for i := 1; i < len(group); i++ {
		r := group[i]
		j := i
		for j > 0 && (group[j-1].km > r.km || group[j-1].km == r.km && group[j-1].point > r.point) {
			group[j] = group[j-1]
			j--
		}
		group[j] = r
	}
}
