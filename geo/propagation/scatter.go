package propagation

import "math"

// scatterLoss is L_bs, by tropospheric scatter, not exceeded for p % of the
// time (P.1812-6 §4.4, eqs. (44) to (45)). pathMrd is θ; refractivity is N0,
// the median at sea level in N-units.
//
// The form of edition 6 is meant: the one of edition 7 was withdrawn.
func scatterLoss(distanceKm, pathMrd, frequencyGHz, refractivity, timePercent float64) float64 {
	byFrequency := 25*math.Log10(frequencyGHz) - 2.5*math.Pow(math.Log10(frequencyGHz/2), 2) // L_f
	byTime := 10.125 * math.Pow(math.Log10(50/timePercent), 0.7)
	return 190.1 + byFrequency + 20*math.Log10(distanceKm) + 0.573*pathMrd - 0.15*refractivity - byTime
}
