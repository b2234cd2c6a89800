package propagation

import "math"

// clears says whether the ray stands so high over a smooth sphere everywhere that
// the sphere costs nothing (P.1812-6 eq. (25)); clearance is 17.456·√λ. Over a
// point d1 and d2 from the ends the ray stands tx·d2/d + rx·d1/d − k·d1·d2 high,
// which is at least 2·√(tx·rx)·p − k·d²·p² for p = √(d1·d2)/d, at most ½, and is
// asked to stand clearance·√d·p: it does where 2·√(tx·rx) ≥ clearance·√d + k·d²/2.
// Where it does not, the sphere may cost nothing all the same.
func (l *link) clears(r *receiver, clearance float64) bool {
	need := clearance*r.rootKm + r.bulgeM
	return l.heights > need*need
}

// spherePath is the part of the spherical-earth loss without the frequency.
type spherePath struct {
	beyond      bool    // the horizon of the sphere
	nearestKm   float64 // where the ray comes nearest to it
	clearanceM  float64 // h_se
	reach       float64 // √(d1·d2/d): h_req is 17.456·√λ of it
	inverseCube float64 // of the radius in km: a^(−1/3)
}

// overSphere is what the smooth Earth adds to the loss: L_dsph over L_bulls,
// where that is positive (P.1812-6 eq. (39)).
func (s *sweep) overSphere(b *band) float64 {
	l := &s.link
	if !l.sphereOK {
		l.sphere, l.sphereOK = newSpherePath(s.receiver.km, l.aboveTx, l.aboveRx, s.radiusKm), true
	}
	share := 1.0
	if !l.sphere.beyond {
		need := b.clearance * l.sphere.reach
		if l.sphere.clearanceM > need {
			return 0
		}
		share = 1 - l.sphere.clearanceM/need
	}
	loss := share * b.land.firstTerm(s.tables, s.receiver.km, l.aboveTx, l.aboveRx, l.sphere.inverseCube)
	if loss <= 0 {
		return 0
	}
	if !l.smoothOK {
		l.smoothNu, l.smoothOK = smoothNu(&s.ground, &s.receiver, l.aboveTx, l.aboveRx, l.sphere.nearestKm), true
	}
	return max(loss-s.edge.loss(l.smoothNu*b.perRootWave, s.receiver.km), 0)
}

// newSpherePath is sphere.loss (eqs. (22) to (26)) up to where the frequency
// comes in.
func newSpherePath(distanceKm, tx, rx, radiusKm float64) spherePath {
	roots := tx + rx + 2*math.Sqrt(tx*rx) // (√tx + √rx)²
	square := distanceKm * distanceKm
	d1, clear := nearestToSphere(distanceKm, tx, rx, radiusKm)
	if square >= 0.002*radiusKm*roots {
		return spherePath{beyond: true, nearestKm: d1, inverseCube: 1 / math.Cbrt(radiusKm)}
	}
	return spherePath{
		nearestKm:   d1,
		clearanceM:  clear,
		reach:       math.Sqrt(d1 * (distanceKm - d1) / distanceKm),
		inverseCube: math.Cbrt(roots / (500 * square)),
	}
}

// nearestToSphere is smallestClearance by Newton's steps instead of an arc
// cosine: b solves m·b³ − (m+1)·b + c = 0 and the steps rise to it from the first
// terms of its series.
func nearestToSphere(distanceKm, tx, rx, radiusKm float64) (atKm, heightM float64) {
	c := (tx - rx) / (tx + rx)
	m := 250 * distanceKm * distanceKm / (radiusKm * (tx + rx))
	target := math.Abs(c)
	b := target / (m + 1)
	q := m * b * b / (m + 1) // the root is b·(1 + q + 3q² + 12q³ + …)
	b *= 1 + q*(1+q*(3+q*12))
	for range 8 {
		fall := m + 1 - 3*m*b*b
		step := ((m*b*b-(m+1))*b + target) / fall
		b += step
		if 3*m*step*step < 1e-13*fall { // what is left to go, at most
			d1 := distanceKm / 2 * (1 + math.Copysign(b, c))
			d2 := distanceKm - d1
			k := bend(radiusKm)
			return d1, ((tx-k*d1*d1)*d2 + (rx-k*d2*d2)*d1) / distanceKm
		}
	}
	return smallestClearance(distanceKm, tx, rx, radiusKm) // a double root: the steps creep
}

// landBand is what the first term of the residue series over land takes from
// the frequency (eqs. (29) to (33)), for a radius whose inverse cube root is 1.
type landBand struct{ k, x, y float64 }

func newLandBand(s sphere) landBand {
	f := s.frequencyGHz
	return landBand{
		k: s.admittance(land(), 1),
		x: 21.88 * math.Cbrt(f),
		y: 0.9575 * math.Cbrt(f*f),
	}
}

// firstTerm is sphere.firstTermOver(land()) with the powers taken beforehand.
func (b landBand) firstTerm(t *tables, distanceKm, tx, rx, inverseCube float64) float64 {
	k := b.k * inverseCube
	k2 := k * k
	beta := (1 + 1.6*k2 + 0.67*k2*k2) / (1 + 4.5*k2 + 1.53*k2*k2)
	x := b.x * beta * inverseCube * inverseCube * distanceKm
	unit := b.y * beta * beta * inverseCube
	floor := 2 + 2*perDB*t.ln(k)
	return -t.distanceTerm(x) - max(t.heightGain(unit*tx), floor) - max(t.heightGain(unit*rx), floor)
}

// distanceTerm is F_X (eq. (34)).
func (t *tables) distanceTerm(x float64) float64 {
	ln := t.ln(x)
	if x >= 1.6 {
		return 11 + perDB*ln - 17.6*x
	}
	return -2*perDB*ln - 5.6488*t.exp(1.425*ln)
}

// heightGain is G without its floor (eq. (35)).
func (t *tables) heightGain(b float64) float64 {
	if b > 2 {
		return 17.6*math.Sqrt(b-1.1) - perDB/2*t.ln(b-1.1) - 8
	}
	return 2 * perDB * t.ln(b+0.1*b*b*b)
}
