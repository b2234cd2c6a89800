package propagation

// locationLoss is what is added to the median loss for it to hold at
// locationPercent of the places (the last term of eq. (69)).
func locationLoss(locationPercent, sigma float64) float64 {
	return -complementaryNormal(locationPercent/100) * sigma
}
