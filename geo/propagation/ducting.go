package propagation

import "math"

// duct is what the loss by ducting and layer reflection depends on.
type duct struct {
	frequencyGHz     float64
	timePercent      float64
	distanceKm       float64
	radiusKm         float64 // a_e
	tx, rx           float64 // antennas above sea level, m
	horizon          horizon
	smooth           smooth
	stretches        stretches
	anomalous        float64 // β0, %
	coastTx, coastRx float64 // from each antenna to the coast, km
}

// loss is L_ba, during periods of anomalous propagation (P.1812-6 §4.5, eq.
// (46)).
func (a *duct) loss() float64 {
	return a.fixedCoupling() + a.angularLoss() + a.timeLoss()
}

// fixedCoupling is A_f, the coupling of the antennas into the layer without
// local clutter (eqs. (47), (47a)).
func (a *duct) fixedCoupling() float64 {
	lowFrequency := 0.0 // A_lf
	if a.frequencyGHz < 0.5 {
		lowFrequency = 45.375 - 137*a.frequencyGHz + 92.5*a.frequencyGHz*a.frequencyGHz
	}
	return 102.45 + 20*math.Log10(a.frequencyGHz) + 20*math.Log10(a.horizon.txKm+a.horizon.rxKm) + lowFrequency +
		a.shielding(a.horizon.txMrd, a.horizon.txKm) + a.shielding(a.horizon.rxMrd, a.horizon.rxKm) +
		a.overSea(a.coastTx, a.horizon.txKm, a.tx) + a.overSea(a.coastRx, a.horizon.rxKm, a.rx)
}

// shielding is A_st or A_sr, by the ground around an antenna (eqs. (48), (48a)).
func (a *duct) shielding(horizonMrd, horizonKm float64) float64 {
	angle := horizonMrd - 0.1*horizonKm
	if angle <= 0 {
		return 0
	}
	return 20*math.Log10(1+0.361*angle*math.Sqrt(a.frequencyGHz*horizonKm)) + 0.264*angle*math.Cbrt(a.frequencyGHz)
}

// overSea is A_ct or A_cr, the easier coupling into a duct over the sea (eqs.
// (49), (49a)).
func (a *duct) overSea(coastKm, horizonKm, heightM float64) float64 {
	if a.stretches.sea < 0.75 || coastKm > horizonKm || coastKm > 5 {
		return 0
	}
	return -3 * math.Exp(-0.25*coastKm*coastKm) * (1 + math.Tanh(0.07*(50-heightM)))
}

// angularLoss is γ_d·θ' (eqs. (51) to (52a)).
func (a *duct) angularLoss() float64 {
	perMrd := 5e-5 * a.radiusKm * math.Cbrt(a.frequencyGHz)
	angle := 1000*a.distanceKm/a.radiusKm +
		min(a.horizon.txMrd, 0.1*a.horizon.txKm) + min(a.horizon.rxMrd, 0.1*a.horizon.rxKm)
	return perMrd * angle
}

// timeLoss is A(p), the variability with time (eqs. (53) to (53b)).
func (a *duct) timeLoss() float64 {
	beta, d := a.share(), a.distanceKm
	logBeta := math.Log10(beta)
	gamma := 1.076 / math.Pow(2.0058-logBeta, 1.012) *
		math.Exp(-(9.51-4.8*logBeta+0.198*logBeta*logBeta)*1e-6*math.Pow(d, 1.13))
	return -12 + (1.2+3.7e-3*d)*math.Log10(a.timePercent/beta) + 12*math.Pow(a.timePercent/beta, gamma)
}

// share is β, the percentage of time with ducting on this path (eqs. (54) to
// (56a)).
func (a *duct) share() float64 {
	d := a.distanceKm
	tau := landFactor(a.stretches.inland)
	alpha := max(-0.6-3.5e-9*math.Pow(d, 3.1)*tau, -3.4)
	roots := math.Sqrt(a.smooth.effectiveTx) + math.Sqrt(a.smooth.effectiveRx)
	geometry := min(math.Pow(500/a.radiusKm*d*d/(roots*roots), alpha), 1) // µ2, eq. (55)
	rough := 1.0                                                          // µ3, eq. (56)
	if a.smooth.roughnessM > 10 {
		between := min(d-a.horizon.txKm-a.horizon.rxKm, 40) // d_i, eq. (56a)
		rough = math.Exp(-4.6e-5 * (a.smooth.roughnessM - 10) * (43 + 6*between))
	}
	return a.anomalous * geometry * rough
}
