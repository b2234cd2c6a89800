package propagation

import "math"

// stand puts both antennas over smooth ground of given heights at its ends
// (P.1812-6 eqs. (89) and (37)).
func (l *link) stand(s *sweep, a *antenna, smoothTx, smoothRx float64) {
	l.aboveTx, l.aboveRx = a.aboveGroundM, ReceiverHeightM
	if foot := s.ground.heights[0]; smoothTx < foot {
		l.aboveTx = a.heightM - smoothTx
	}
	if smoothRx < s.receiver.groundM {
		l.aboveRx = s.receiver.heightM - smoothRx
	}
	l.heights = 4 * l.aboveTx * l.aboveRx
}

// standObstructed is stand for a path whose straight line the ground obstructs,
// which lowers the smooth surface (eqs. (87) and (88)). Nothing but the smooth
// Earth's loss depends on that surface, so the obstruction is first bounded by
// the two horizons alone: where the Earth proves too far below for every band,
// the bounds are left as they are.
func (l *link) standObstructed(s *sweep, a *antenna, fitTx, fitRx float64, seen int, slope float64) {
	g, r := &s.ground, &s.receiver
	slopeTx := a.bare.straight - l.climb // α_obt
	corner := &g.bare.memory[seen]
	atTx, away := float64(a.bare.at), r.at-corner.at
	climb := slope - g.bend*r.at + l.climb // of the receiver's horizon over the line of sight
	least := max(atTx*(l.overBare-g.bend*(r.at-atTx)), away*(climb-g.bend*corner.at), 0)
	part := least / (slopeTx + climb)
	l.stand(s, a, fitTx-part*slopeTx, fitRx-part*max(climb-g.bend*corner.at, 0))
	if l.clears(r, a.widest) {
		return
	}
	highest := g.highest(r, seen, a.heightM, l.climb)   // h_obs
	slopeRx := g.steepestBack(r, seen, slope) + l.climb // α_obr
	part = highest / (slopeTx + slopeRx)
	l.stand(s, a, fitTx-part*slopeTx, fitRx-part*slopeRx)
}

// highest is how high the bare ground stands over the straight line from an
// antenna to the receiver (P.1812-6 eq. (87a)). The line has no curvature but the
// hull has: the walks go on for as long as the curvature could make up the
// difference. seen is the corner at the receiver's horizon.
func (g *ground) highest(r *receiver, seen int, antennaM, climb float64) float64 {
	corners, highest := g.bare.corners(), math.Inf(-1)
	tilt := climb - g.bend*r.at
	top := g.bare.highest(seen, tilt)
	for i := top; i >= 0; i-- {
		c := &corners[i]
		over := c.height - antennaM - tilt*c.at
		if over <= highest {
			break
		}
		highest = max(highest, over-g.bend*c.at*(r.at-c.at))
	}
	for i := top + 1; i < len(corners); i++ {
		c := &corners[i]
		over := c.height - antennaM - tilt*c.at
		if over <= highest {
			break
		}
		highest = max(highest, over-g.bend*c.at*(r.at-c.at))
	}
	return highest
}

// steepestBack is the greatest slope from the receiver to the bare ground along
// straight lines. Over the curved Earth it is slope, at the corner seen, and
// falls on both sides; the straight one is less by the bend times the distance
// from the mast.
func (g *ground) steepestBack(r *receiver, seen int, slope float64) float64 {
	corners := g.bare.corners()
	fall := g.bend * r.at
	eye := r.heightM - fall*r.at
	least := g.bend * corners[seen].at
	steepest := slope - fall - least
	for i := seen - 1; i >= 0; i-- {
		c := &corners[i]
		away := r.at - c.at
		if c.height-eye <= (steepest+fall)*away {
			break
		}
		steepest = max(steepest, (c.height-eye)/away-fall-g.bend*c.at)
	}
	for i := seen + 1; i < len(corners); i++ {
		c := &corners[i]
		away := r.at - c.at
		if c.height-eye <= (steepest+fall+least)*away {
			break
		}
		steepest = max(steepest, (c.height-eye)/away-fall-g.bend*c.at)
	}
	return steepest
}
