package propagation

import "math"

// smooth holds the heights of the smooth surfaces fitted to the bare ground,
// in metres above sea level, and what follows from them (P.1812-6 Attachment
// 1 §5).
type smooth struct {
	fitTx, fitRx             float64 // h_st, h_sr as fitted, eqs. (85), (86)
	roughTx, roughRx         float64 // h_st, h_sr of the ducting model, eqs. (90)
	diffractionTx            float64 // h_std, eq. (89)
	diffractionRx            float64 // h_srd, eq. (89)
	effectiveTx, effectiveRx float64 // h_te, h_re, eqs. (92)
	roughnessM               float64 // h_m, eq. (93)
}

// smoothOf fits the smooth surfaces under antennas tx and rx.
func smoothOf(p *Profile, tx, rx float64, h horizon) smooth {
	var s smooth
	ground := p.GroundM
	s.fitTx, s.fitRx = leastSquares(p)
	s.diffractionTx, s.diffractionRx = underObstruction(p, tx, rx, s.fitTx, s.fitRx)
	s.diffractionTx = min(s.diffractionTx, ground[0]) // eqs. (89a) to (89d)
	s.diffractionRx = min(s.diffractionRx, ground[p.last()])
	s.roughTx = min(s.fitTx, ground[0]) // eqs. (90a), (90b)
	s.roughRx = min(s.fitRx, ground[p.last()])
	s.effectiveTx, s.effectiveRx = tx-s.roughTx, rx-s.roughRx
	s.roughnessM = roughness(p, s.roughTx, s.roughRx, h.txAt, h.rxAt)
	return s
}

// leastSquares returns both ends of the straight line nearest to the ground
// (eqs. (83) to (86)).
func leastSquares(p *Profile) (tx, rx float64) {
	d, h, distance := p.DistancesKm, p.GroundM, p.lengthKm()
	var v1, v2 float64
	for i := 1; i < len(d); i++ {
		v1 += (d[i] - d[i-1]) * (h[i] + h[i-1])
		v2 += (d[i] - d[i-1]) * (h[i]*(2*d[i]+d[i-1]) + h[i-1]*(d[i]+2*d[i-1]))
	}
	return (2*v1*distance - v2) / (distance * distance), (v2 - v1*distance) / (distance * distance)
}

// underObstruction lowers the fitted line where the ground rises above the
// straight line between the antennas (eqs. (87a) to (88e)).
func underObstruction(p *Profile, tx, rx, fitTx, fitRx float64) (smoothTx, smoothRx float64) {
	distance := p.lengthKm()
	highest, slopeTx, slopeRx := math.Inf(-1), math.Inf(-1), math.Inf(-1) // h_obs, α_obt, α_obr
	for i := 1; i < p.last(); i++ {
		d := p.DistancesKm[i]
		over := p.GroundM[i] - (tx*(distance-d)+rx*d)/distance // eq. (87d)
		highest = max(highest, over)
		slopeTx = max(slopeTx, over/d)
		slopeRx = max(slopeRx, over/(distance-d))
	}
	if highest <= 0 {
		return fitTx, fitRx
	}
	return fitTx - highest*slopeTx/(slopeTx+slopeRx), fitRx - highest*slopeRx/(slopeTx+slopeRx)
}

// roughness is h_m, the greatest height of the ground over the smooth surface
// between the two horizons (eq. (93)).
func roughness(p *Profile, roughTx, roughRx float64, from, to int) float64 {
	slope := (roughRx - roughTx) / p.lengthKm()
	highest := math.Inf(-1)
	for i := from; i <= to; i++ {
		highest = max(highest, p.GroundM[i]-(roughTx+slope*p.DistancesKm[i]))
	}
	return highest
}
