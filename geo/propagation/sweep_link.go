package propagation

import "math"

// link is the path from one antenna to the receiver, as far as the frequency
// does not matter.
type link struct {
	antenna  *antenna
	climb    float64 // of the straight line between them: S_tr
	over     float64 // how much steeper the surface's horizon is: S_tim − S_tr
	overBare float64 // the same of the bare ground
	spreadDB float64 // 10·lg of the squared slant length in km
	nu       float64 // the Bullington ν times the root of the wavelength in metres

	txMrd, rxMrd, pathMrd float64 // θ_t, θ_r, θ
	ductDB, ductMrd       float64 // what the bound on ducting takes: see leastDuct
	rxAt                  int     // the receiver's horizon; with a.bare.at beyond line of sight only

	aboveTx, aboveRx   float64 // h'_tc, h'_rc: antennas over the smooth surface
	heights            float64 // 4·h'_tc·h'_rc: see clears
	scatterDB          float64 // what scatter depends on besides the frequency
	smoothNu           float64 // ν over the smooth profile, likewise
	sphere             spherePath
	smoothOK, sphereOK bool // the two above are made on demand
}

// perDB turns natural logarithms into decibels.
const perDB = 10 / math.Ln10

// face finds what a bound on the loss needs to know.
func (l *link) face(s *sweep, a *antenna) {
	r, g := &s.receiver, &s.ground
	l.antenna = a
	l.climb = (r.heightM - a.heightM) * r.perStep
	line := l.climb - g.bend*r.at
	l.over, l.overBare = a.covered.curved-line, a.bare.curved-line
	drop := l.climb * g.perM
	l.spreadDB = perDB * (2*r.lnKm + s.tables.ln1p(drop*drop))
	l.smoothOK, l.sphereOK = false, false
}

// look finds the Bullington ν and the angles, and returns the receiver's horizon
// on the bare ground: its corner and slope. The ground has been extended to the
// receiver.
func (l *link) look(s *sweep, a *antenna) (seen int, slope float64) {
	r, g := &s.receiver, &s.ground
	seen, slope = g.bare.horizon(r.at, r.heightM-g.bend*r.at*r.at)
	l.bullington(s, a, slope)
	l.angles(s, a, seen, slope)
	return seen, slope
}

// smoothen finds the smooth surfaces under the antennas.
func (l *link) smoothen(s *sweep, a *antenna, seen int, slope float64) {
	r, g := &s.receiver, &s.ground
	fitTx, fitRx := g.fit(r)
	if l.overBare > 0 && a.bare.straight > l.climb {
		l.standObstructed(s, a, fitTx, fitRx, seen, slope)
	} else {
		l.stand(s, a, fitTx, fitRx)
	}
}

// bullington finds ν over the point where both horizons of the surface meet,
// times the root of the wavelength: with a and b the slopes by which they rise
// over the line of sight, eqs. (19) and (20) of P.1812-6 are √(0.002·d·a·b).
// slope is that of the receiver's horizon on the bare ground.
func (l *link) bullington(s *sweep, a *antenna, slope float64) {
	r, g := &s.receiver, &s.ground
	if l.over < 0 {
		l.nu = s.nearMiss(a)
		return
	}
	fall := g.bend * r.at
	if g.isCovered() {
		_, slope = g.covered.horizon(r.at, r.heightM-fall*r.at)
	}
	l.nu = 0
	if square := l.over * (slope - fall + l.climb); square > 0 {
		l.nu = math.Sqrt(square * 2 * r.at * g.perM)
	}
}

// angles finds the elevations of both horizons of the bare ground and how far
// they lie. seen and slope are the receiver's.
func (l *link) angles(s *sweep, a *antenna, seen int, slope float64) {
	if l.overBare <= 0 {
		l.directAngles(s)
		l.total(s, s.receiver.km)
		return
	}
	r, g := &s.receiver, &s.ground
	a.horizon(s)
	at := g.bare.corners()[seen].at
	l.rxAt = int(at)
	l.txMrd = a.txMrd
	l.rxMrd = 1000 * atan((slope-2*g.bend*r.at)*g.perM)
	l.total(s, r.km+(float64(a.bare.at)-at)*g.stepKm)
}

// directAngles are those of a line of sight: each end sees the other.
func (l *link) directAngles(s *sweep) {
	fall := s.ground.bend * s.receiver.at
	l.txMrd = 1000 * atan((l.climb-fall)*s.ground.perM)
	l.rxMrd = 1000 * atan((-l.climb-fall)*s.ground.perM)
}

// total adds up the angles of a path whose horizons are reachKm away together.
func (l *link) total(s *sweep, reachKm float64) {
	r := &s.receiver
	curved := 2 * s.bendKm * r.km // 1000·d/a_e
	l.pathMrd = curved + l.txMrd + l.rxMrd
	l.scatterDB = 2*perDB*r.lnKm + 0.573*l.pathMrd
	l.ductDB = 2*perDB*lnBelow(reachKm) + s.calm.at(r.km)
	sum, size := l.txMrd+l.rxMrd, math.Abs(l.txMrd)+math.Abs(l.rxMrd)
	down, up := 0.5*(sum-size), 0.5*(sum+size) // of the angles below 0 and above
	l.ductMrd = 5e-5*s.radiusKm*(curved+down) + 0.264*up
}
