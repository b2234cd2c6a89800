package propagation

import "math"

// ductCalm is, for each 50 m of distance, the least A(p) of the ducting model
// at p = 50 % (P.1812-6 eq. (53)), whatever the ground does.
type ductCalm []float64

const (
	calmPerKm = 20
	calmKm    = 100 // beyond, A(p) is only known not to be negative
)

// newDuctCalm bounds A(p) from below. It falls with β, which is at most β0(d),
// itself falling with d: with u = ln(p/β), ln of (p/β)^Γ is 1.076·u/(2.0058 −
// lg β)^1.012 times an exponential that for any β over 1e-20 and d up to 100 km
// is above 1 − ε.
func newDuctCalm(latitudeDeg float64) ductCalm {
	calm := make(ductCalm, calmKm*calmPerKm)
	for i := range calm {
		from, to := float64(i)/calmPerKm, float64(i+1)/calmPerKm
		logBeta := math.Log10(anomalousPercent(latitudeDeg, from, from))
		u := (math.Log10(50) - logBeta) * math.Ln10
		epsilon := 185e-6 * math.Pow(to, 1.13)
		gamma := 1.076 / math.Pow(2.0058-logBeta, 1.012) * (1 - epsilon)
		calm[i] = -12 + (1.2+3.7e-3*from)*u/math.Ln10 + 12*math.Exp(gamma*u)
	}
	return calm
}

// at returns the bound for one distance.
func (c ductCalm) at(km float64) float64 {
	if km >= calmKm {
		return 0
	}
	return c[int(km*calmPerKm)]
}

// leastDuct is a bound on L_ba from below which takes no more than the angles
// of the link: the shielding without its logarithm, all of an angle under what
// costs less of it, and the calmest A(p).
func (l *link) leastDuct(b *band) float64 {
	return b.ductDB + l.ductDB + b.cubeRoot*l.ductMrd
}

// duct is L_bda, which is L_bam beyond line of sight (P.1812-6 eqs. (60) to
// (62)), where ducting may undercut a diffraction loss of loss.
func (s *sweep) duct(b *band, free, loss float64) float64 {
	l := &s.link
	from, to := s.horizonSamples()
	layer := s.ductLayer(b, from, to)
	if max(layer.loss(), free) > loss {
		return loss // without roughness, which can only add to it
	}
	layer.smooth.roughnessM = s.roughness(from, to, l.antenna.heightM-layer.smooth.effectiveTx, s.receiver.heightM-layer.smooth.effectiveRx)
	ducted := logSum(2.5, layer.loss(), free)
	if ducted > loss {
		return loss
	}
	byDistance := 1 - 0.5*(1+math.Tanh(3*0.5*(s.receiver.km-20)/20)) // F_k
	byAngle := 1 - 0.5*(1+math.Tanh(3*0.8*(l.pathMrd-0.3)/0.3))      // F_j
	blended := ducted + (loss-ducted)*byDistance
	return blended + (loss-blended)*byAngle
}

// horizonSamples returns the samples both ends see: i_lt and i_lr.
func (s *sweep) horizonSamples() (from, to int) {
	l := &s.link
	if l.overBare > 0 {
		return l.antenna.bare.at, l.rxAt
	}
	g, r, at, least := &s.ground, &s.receiver, 0, math.Inf(1)
	for i := 1; i <= r.samples; i++ {
		d := float64(i)
		below := l.antenna.heightM + l.climb*d - g.heights[i] - g.bend*d*(r.at-d)
		if miss := below * math.Abs(below) / (d * (r.at - d)); miss <= least {
			at, least = i, miss
		}
	}
	return at, at
}

// ductLayer is the ducting model over the link with no roughness.
func (s *sweep) ductLayer(b *band, from, to int) duct {
	l, r := &s.link, &s.receiver
	step := s.ground.stepKm
	smoothTx, smoothRx := s.ground.fit(r)
	return duct{
		frequencyGHz: b.frequencyGHz, timePercent: s.settings.TimePercent,
		distanceKm: r.km, radiusKm: s.radiusKm,
		tx: l.antenna.heightM, rx: r.heightM,
		horizon: horizon{
			txMrd: l.txMrd, rxMrd: l.rxMrd,
			txKm: float64(from) * step, rxKm: r.km - float64(to)*step,
		},
		smooth: smooth{
			effectiveTx: l.antenna.heightM - min(smoothTx, s.ground.heights[0]), // eq. (90)
			effectiveRx: r.heightM - min(smoothRx, r.groundM),
		},
		stretches: stretches{land: r.km, inland: r.km},
		anomalous: anomalousPercent(s.settings.LatitudeDeg, r.km, r.km),
		coastTx:   s.settings.CoastTxKm, coastRx: s.settings.CoastRxKm,
	}
}

// roughness is h_m over the samples between both horizons (eq. (93)), for smooth
// ground of given heights at the ends.
func (s *sweep) roughness(from, to int, smoothTx, smoothRx float64) float64 {
	slope := (smoothRx - smoothTx) * s.receiver.perStep
	highest := math.Inf(-1)
	for i := from; i <= to; i++ {
		highest = max(highest, s.ground.heights[i]-(smoothTx+slope*float64(i)))
	}
	return highest
}
