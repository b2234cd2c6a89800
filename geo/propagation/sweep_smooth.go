package propagation

import "math"

// smoothNu is ν times the root of the wavelength over a profile of no height,
// for antennas tx and rx metres over it. The extremes over the samples are those
// of smooth functions of one peak, beside which they stand. nearestKm is where
// the ray comes nearest to the sphere: b of eq. (24) is also where ν is greatest.
func smoothNu(g *ground, r *receiver, tx, rx, nearestKm float64) float64 {
	scale := 2 * r.at * g.perM
	line := (rx - tx) * r.perStep
	i, next := around(math.Sqrt(tx/g.bend), r.samples)
	fromTx := max(g.bend*(r.at-i)-tx/i, g.bend*(r.at-next)-tx/next)
	if fromTx < line {
		i, next = around(nearestKm/g.stepKm, r.samples)
		return -math.Sqrt(min(smoothMiss(g, r, tx, line, i), smoothMiss(g, r, tx, line, next)) * scale)
	}
	i, next = around(r.at-math.Sqrt(rx/g.bend), r.samples)
	fromRx := max(g.bend*i-rx/(r.at-i), g.bend*next-rx/(r.at-next))
	return math.Sqrt(max((fromTx-line)*(fromRx+line), 0) * scale)
}

// around returns the samples of 1…last on both sides of a place.
func around(place float64, last int) (before, after float64) {
	most := float64(last)
	before = math.Floor(min(max(place, 1), most))
	return before, min(before+1, most)
}

// smoothMiss is c²/(i·(at−i)) at sample i, where c is how far the curved Earth
// lies below the line of sight.
func smoothMiss(g *ground, r *receiver, tx, line, i float64) float64 {
	reach := i * (r.at - i)
	below := tx + line*i - g.bend*reach
	return below * below / reach
}
