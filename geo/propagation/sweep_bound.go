package propagation

import (
	"math"

	"phusong/geo"
)

// slack is more than rounding can take from a bound, in dB.
const slack = 1e-6

// bound is the most favourable of everything among the bands of one antenna: a
// band no real one can be better than.
type bound struct {
	limit       float64 // the mechanism with the least loss may lose so much; +Inf: unbounded
	perRootWave float64
	freeDB      float64
	scatterDB   float64
	ductDB      float64
	cubeRoot    [2]float64 // least and greatest
}

// noBound is the bound of no band at all.
func noBound() bound {
	worst := math.Inf(1)
	return bound{math.Inf(-1), worst, worst, worst, worst, [2]float64{worst, -worst}}
}

// admit widens the bound for one more band. The loss of three mechanisms together
// is never more than 5·lg 2 dB below the least of them.
func (u *bound) admit(b *band) {
	limit := math.Inf(1)
	if b.maxLoss > 0 {
		limit = b.maxLoss + 5*math.Log10(2) + slack - b.locationDB
	}
	u.limit = max(u.limit, limit)
	u.perRootWave = min(u.perRootWave, b.perRootWave)
	u.freeDB = min(u.freeDB, b.freeDB)
	u.scatterDB = min(u.scatterDB, b.scatterDB)
	u.ductDB = min(u.ductDB, b.ductDB)
	u.cubeRoot[0], u.cubeRoot[1] = min(u.cubeRoot[0], b.cubeRoot), max(u.cubeRoot[1], b.cubeRoot)
}

// isDark says whether every layer of the antenna is proved to lose more than its
// MaxLoss, before anything is asked of the hull. Of the ground only the antenna's
// horizon is taken, as a single edge: more ground can but raise the Bullington ν
// and the receiver's angle, and so each of the three mechanisms.
func (s *sweep) isDark(a *antenna) bool {
	const edgeAtBest = 40 // dB: more is hardly ever lost over one edge, and needs no trying
	l := &s.link
	if l.over <= 0 || a.bound.limit-a.bound.freeDB-l.spreadDB > edgeAtBest {
		return false
	}
	if !s.diffractsBeyond(a, l.leastNu(&s.ground, &s.receiver)) {
		return false
	}
	l.leastAngles(s)
	return s.scattersBeyond(a)
}

// diffractsBeyond says whether free space and the edges seen so far lose more
// than every layer may.
func (s *sweep) diffractsBeyond(a *antenna, nu float64) bool {
	free := a.bound.freeDB + s.link.spreadDB
	return free+s.edge.loss(nu*a.bound.perRootWave, s.receiver.km) > a.bound.limit
}

// scattersBeyond says the same of scatter and ducting.
func (s *sweep) scattersBeyond(a *antenna) bool {
	l, u := &s.link, &a.bound
	cube := u.cubeRoot[0]
	if l.ductMrd < 0 {
		cube = u.cubeRoot[1]
	}
	return u.scatterDB+l.scatterDB > u.limit && u.ductDB+l.ductDB+cube*l.ductMrd > u.limit
}

// darken gives +Inf to every layer of an antenna.
func (s *sweep) darken(a *antenna, row []Prediction) {
	for _, i := range a.layers {
		row[i] = Prediction{Loss: geo.DB(math.Inf(1)), DepartureMrd: s.link.txMrd}
	}
}

// leastNu is ν times the root of the wavelength over the antenna's horizon
// alone, which obstructs the line of sight.
func (l *link) leastNu(g *ground, r *receiver) float64 {
	at := float64(l.antenna.covered.at)
	return l.over * math.Sqrt(2*r.at*at*g.perM/(r.at-at))
}

// leastAngles fills in angles, reach and scatter with the least they can be.
func (l *link) leastAngles(s *sweep) {
	r, g, a := &s.receiver, &s.ground, l.antenna
	reach := r.km
	if l.overBare <= 0 {
		l.directAngles(s)
	} else {
		a.horizon(s)
		at := float64(a.bare.at)
		tangent := (l.overBare*at/(r.at-at) - l.climb - g.bend*r.at) * g.perM
		up := max(tangent, 0)
		l.txMrd, l.rxMrd = a.txMrd, 1000*(tangent-up*up*up/3)
		reach = at * g.stepKm
	}
	l.total(s, reach)
}
