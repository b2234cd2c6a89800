package propagation

import (
	"math"

	"phusong/geo"
)

// slack is more than rounding can take from a bound, in dB.
const slack = 1e-6

// prune gives +Inf to every layer whose loss is proved to exceed its MaxLoss
// before anything is asked of the hull, and says whether that was all of them.
//
// Of the ground only the antenna's horizon is taken, as a single edge. More
// ground can but raise the Bullington ν and the receiver's angle, and so each of
// the three mechanisms; and the loss of all three together is never more than
// 5·lg 2 dB below the least of them.
func (s *sweep) prune(a *antenna, row []Prediction) (all bool) {
	all = true
	nu := s.link.leastNu(&s.ground, &s.receiver)
	angled := false
	for _, i := range a.layers {
		b := &s.bands[i]
		limit := b.maxLoss + 5*math.Log10(2) + slack - b.locationDB
		row[i] = Prediction{}
		if b.maxLoss <= 0 || b.freeDB+s.link.spreadDB+s.edge.loss(nu*b.perRootWave, s.receiver.km) <= limit {
			all = false
			continue
		}
		if !angled {
			s.link.leastAngles(s)
			angled = true
		}
		if b.scatterDB+s.link.scatterDB <= limit || s.link.leastDuct(b) <= limit {
			all = false
			continue
		}
		row[i] = Prediction{Loss: geo.DB(math.Inf(1)), DepartureMrd: s.link.txMrd}
	}
	return all
}

// leastNu is ν times the root of the wavelength over the antenna's horizon
// alone.
func (l *link) leastNu(g *ground, r *receiver) float64 {
	if l.over <= 0 {
		return math.Inf(-1)
	}
	at := float64(l.antenna.covered.at)
	return l.over * math.Sqrt(0.002*r.at*at/((r.at-at)*g.stepKm))
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
