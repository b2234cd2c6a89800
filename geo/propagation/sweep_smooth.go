package propagation

import "math"

// newSmoothPath is ν times the root of the wavelength over a profile of no
// height, for antennas tx and rx metres over it. The extremes over the samples
// are those of smooth functions, beside whose own extremes they stand.
func newSmoothPath(g *ground, r *receiver, tx, rx float64) smoothPath {
	scale := 0.002 * r.at / g.stepKm
	line := (rx - tx) * r.perStep
	fromTx := beside(math.Sqrt(tx/g.bend), r.samples, func(i float64) float64 {
		return g.bend*(r.at-i) - tx/i
	})
	if fromTx < line {
		return smoothPath{-math.Sqrt(smoothMiss(g, r, tx, rx) * scale)}
	}
	fromRx := beside(r.at-math.Sqrt(rx/g.bend), r.samples, func(i float64) float64 {
		return g.bend*i - rx/(r.at-i)
	})
	return smoothPath{math.Sqrt(max((fromTx-line)*(fromRx+line), 0) * scale)}
}

// beside is the greater of f at the two samples of 1…last around a peak.
func beside(peak float64, last int, f func(float64) float64) float64 {
	i := math.Floor(min(max(peak, 1), float64(last)))
	if i >= float64(last) {
		return f(i)
	}
	return max(f(i), f(i+1))
}

// smoothMiss is the least c²/(i·(at−i)) over samples i, where c is how far the
// curved Earth lies below the line of sight. In the logarithm of i/(at−i) its
// root is convex wherever c is positive, so it falls and then rises.
func smoothMiss(g *ground, r *receiver, tx, rx float64) float64 {
	below := func(i int) (c, reach float64) {
		at := float64(i)
		reach = at * (r.at - at)
		return (tx*(r.at-at)+rx*at)*r.perStep - g.bend*reach, reach
	}
	low, high := 1, r.samples
	for low < high {
		middle := (low + high) / 2
		c, reach := below(middle)
		c1, reach1 := below(middle + 1)
		if c*c*reach1 <= c1*c1*reach {
			high = middle
		} else {
			low = middle + 1
		}
	}
	c, reach := below(low)
	return c * c / reach
}
