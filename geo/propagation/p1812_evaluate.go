package propagation

import "math"

// Evaluate computes one path by P.1812 as it is written, whole profile by
// whole profile, and keeps every intermediate. It is the oracle of the sweep.
func (s P1812Settings) Evaluate(path Path) (Result, error) {
	if err := s.validate(); err != nil {
		return Result{}, err
	}
	if err := path.validate(); err != nil {
		return Result{}, err
	}
	return s.evaluate(&path), nil
}

func (s P1812Settings) evaluate(path *Path) Result {
	var r Result
	zones := zoneStretches(&path.Profile)
	r.Omega, r.Dtm, r.Dlm = zones.sea, zones.land, zones.inland
	r.Phi = s.LatitudeDeg
	r.Beta0 = anomalousPercent(s.LatitudeDeg, zones.land, zones.inland)
	r.Ae = medianRadiusKm(s.DeltaN)
	r.D = path.lengthKm()
	r.Hts, r.Hrs = path.antennas()
	r.Htc = max(r.Hts, path.surface(0))
	r.Hrc = max(r.Hrs, path.surface(path.last()))
	wavelength := speedOfLight / path.Frequency.GHz()
	h := horizonOf(&path.Profile, r.Hts, r.Hrs, r.Ae, wavelength)
	fit := smoothOf(&path.Profile, r.Hts, r.Hrs, h)
	r.keepGeometry(h, fit)
	s.diffract(&r, path, fit, wavelength)
	r.Lba = s.ducting(&r, path, h, fit, zones)
	r.Lbs = scatterLoss(r.D, r.Theta, path.Frequency.GHz(), s.Refractivity, s.TimePercent)
	s.combine(&r)
	return r
}

func (r *Result) keepGeometry(h horizon, fit smooth) {
	r.Dlt, r.Dlr, r.LineOfSight = h.txKm, h.rxKm, h.lineOfSight
	r.ThetaT, r.ThetaR, r.Theta = h.txMrd, h.rxMrd, h.pathMrd
	r.HorizonTx, r.HorizonRx = h.txAt, h.rxAt
	r.Hst, r.Hsr = fit.fitTx, fit.fitRx
	r.HstDucting, r.HsrDucting = fit.roughTx, fit.roughRx
	r.Hstd, r.Hsrd = fit.diffractionTx, fit.diffractionRx
	r.HtcSmooth, r.HrcSmooth = r.Htc-r.Hstd, r.Hrc-r.Hsrd
	r.Hte, r.Hre, r.Hm = fit.effectiveTx, fit.effectiveRx, fit.roughnessM
}

// diffract computes free space and diffraction, for the median and for β0 %
// of the time (P.1812-6 §§4.2 and 4.3.5).
func (s P1812Settings) diffract(r *Result, path *Path, fit smooth, wavelength float64) {
	f := path.Frequency.GHz()
	r.Lbfs = float64(freeSpaceLoss(slantKm(r.D, r.Hts, r.Hrs), f))
	multipath := 2.6 * (1 - math.Exp(-0.1*(r.Dlt+r.Dlr)))
	r.Lb0p = r.Lbfs + multipath*math.Log10(s.TimePercent/50) // eq. (10)
	r.Lb0b = r.Lbfs + multipath*math.Log10(r.Beta0/50)       // eq. (11)
	over := sphere{f, wavelength, s.Polarisation, r.Omega}
	r.Diffraction50 = deltaBullington(&path.Profile, r.Htc, r.Hrc, fit.diffractionTx, fit.diffractionRx, r.Ae, over)
	r.DiffractionBeta = deltaBullington(&path.Profile, r.Htc, r.Hrc, fit.diffractionTx, fit.diffractionRx, anomalousRadiusKm, over)
	r.Ld50 = r.Diffraction50.Ld
	r.Fi = interpolation(s.TimePercent, r.Beta0)
	r.Ldb = r.DiffractionBeta.Ld
	r.Ldp = r.Ld50 + r.Fi*(r.Ldb-r.Ld50) // eq. (41)
	r.Lbd50 = r.Lbfs + r.Ld50            // eq. (42)
	r.Lbd = r.Lb0p + r.Ldp               // eq. (43)
}

// interpolation is F_i (eqs. (40)).
func interpolation(timePercent, beta0 float64) float64 {
	if timePercent <= beta0 {
		return 1
	}
	return complementaryNormal(timePercent/100) / complementaryNormal(beta0/100)
}

func (s P1812Settings) ducting(r *Result, path *Path, h horizon, fit smooth, zones stretches) float64 {
	layer := duct{
		frequencyGHz: path.Frequency.GHz(), timePercent: s.TimePercent,
		distanceKm: r.D, radiusKm: r.Ae, tx: r.Hts, rx: r.Hrs,
		horizon: h, smooth: fit, stretches: zones, anomalous: r.Beta0,
		coastTx: s.CoastTxKm, coastRx: s.CoastRxKm,
	}
	return layer.loss()
}

// combine blends the mechanisms into the loss (P.1812-6 §§4.6 to 4.8).
func (s P1812Settings) combine(r *Result) {
	r.Fj = 1 - 0.5*(1+math.Tanh(3*0.8*(r.Theta-0.3)/0.3)) // eq. (57)
	r.Fk = 1 - 0.5*(1+math.Tanh(3*0.5*(r.D-20)/20))       // eq. (58)
	r.Lminb0p = r.Lb0p + (1-r.Omega)*r.Ldp                // eq. (59)
	if s.TimePercent >= r.Beta0 {
		r.Lminb0p = r.Lbd50 + (r.Lb0b+(1-r.Omega)*r.Ldp-r.Lbd50)*r.Fi
	}
	r.Lminbap = logSum(2.5, r.Lba, r.Lb0p) // eq. (60)
	r.Lbda = r.Lbd                         // eq. (61)
	if r.Lminbap <= r.Lbd {
		r.Lbda = r.Lminbap + (r.Lbd-r.Lminbap)*r.Fk
	}
	r.Lbam = r.Lbda + (r.Lminb0p-r.Lbda)*r.Fj     // eq. (62)
	r.Lbc = -logSum(5/math.Ln10, -r.Lbs, -r.Lbam) // eq. (63)
	r.Lb = max(r.Lb0p, r.Lbc+locationLoss(s.LocationPercent, float64(s.LocationSigma)))
}

// logSum is η·ln(exp(a/η) + exp(b/η)): the greater of the two, rounded where
// they meet. It does not overflow.
func logSum(eta, a, b float64) float64 {
	return max(a, b) + eta*math.Log1p(math.Exp(-math.Abs(a-b)/eta))
}
