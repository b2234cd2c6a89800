package propagation

import "math"

// LocationSigma is σ_L, the standard deviation of the loss, in dB, over the
// places within a square of pixelM metres, for a receiver heightM above the
// ground among clutter clutterM high (P.1812-6 §4.8, eqs. (64) and (66)).
func LocationSigma(frequencyGHz, pixelM, heightM, clutterM float64) float64 {
	outdoors := min(max(1-(heightM-clutterM)/10, 0), 1) // u(h)
	return (0.52 + 0.024*frequencyGHz) * math.Pow(pixelM, 0.28) * outdoors
}

// locationLoss is what is added to the median loss for it to hold at
// locationPercent of the places (the last term of eq. (69)).
func locationLoss(locationPercent, sigma float64) float64 {
	return -complementaryNormal(locationPercent/100) * sigma
}
