package propagation

import "math"

// complementaryNormal is the inverse complementary cumulative normal
// distribution I(x) for x in 0.000001…0.999999; beyond, it stands still
// (P.1812-6 eqs. (96) to (97b)).
func complementaryNormal(x float64) float64 {
	x = min(max(x, 0.000001), 0.999999)
	if x > 0.5 {
		return -lowerTail(1 - x)
	}
	return lowerTail(x)
}

// lowerTail is T(x) − C(x) of eqs. (97a) and (97b), for x up to 0.5.
func lowerTail(x float64) float64 {
	t := math.Sqrt(-2 * math.Log(x))
	c := ((0.010328*t+0.802853)*t + 2.515516698) / (((0.001308*t+0.189269)*t+1.432788)*t + 1)
	return t - c
}
