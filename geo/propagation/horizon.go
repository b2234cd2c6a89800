package propagation

import "math"

// horizon is what both antennas see of the bare ground (P.1812-6 Attachment 1
// §4). Angles are in milliradians above the horizontal.
type horizon struct {
	lineOfSight  bool
	txMrd, rxMrd float64 // θ_t, θ_r
	txKm, rxKm   float64 // d_lt, d_lr
	txAt, rxAt   int     // i_lt, i_lr: the points seen
	pathMrd      float64 // θ, eq. (82)
}

// horizonOf finds the horizons of antennas tx and rx metres above sea level.
// A path with no point between its ends is one of line of sight, whose nearest
// obstacle is taken to be the mast's own foot.
func horizonOf(p *Profile, tx, rx, radiusKm, wavelengthM float64) horizon {
	distance := p.lengthKm()
	at, steepest := steepestFrom(p, 1, p.last(), 0, tx, radiusKm)
	direct := elevation(rx-tx, distance, radiusKm) // θ_td, eq. (77)
	h := horizon{lineOfSight: !(steepest > direct)}
	if h.lineOfSight {
		h.txAt = nearestObstacle(p, tx, rx, radiusKm, wavelengthM)
		h.rxAt = h.txAt
		h.txMrd = 1000 * math.Atan(direct)
		h.rxMrd = 1000 * math.Atan(elevation(tx-rx, distance, radiusKm)) // eq. (80)
	} else {
		h.txAt = at
		h.txMrd = 1000 * math.Atan(steepest) // eq. (78)
		h.rxAt, steepest = steepestBack(p, rx, radiusKm)
		h.rxMrd = 1000 * math.Atan(steepest) // eq. (81)
	}
	h.txKm = p.DistancesKm[h.txAt]            // eqs. (78a), (79a)
	h.rxKm = distance - p.DistancesKm[h.rxAt] // eqs. (80a), (81a)
	h.pathMrd = 1000*distance/radiusKm + h.txMrd + h.rxMrd
	return h
}

// elevation is the tangent of the angle above the horizontal at which a point
// riseM metres higher is seen over distanceKm of curved earth (eq. (76)).
func elevation(riseM, distanceKm, radiusKm float64) float64 {
	return riseM/(1000*distanceKm) - distanceKm/(2*radiusKm)
}

// steepestFrom finds the first of points from…to-1 with the greatest elevation
// seen from antenna heightM above sea level at point eye (eq. (76)).
func steepestFrom(p *Profile, from, to, eye int, heightM, radiusKm float64) (at int, tangent float64) {
	tangent = math.Inf(-1)
	for i := from; i < to; i++ {
		away := math.Abs(p.DistancesKm[i] - p.DistancesKm[eye])
		if e := elevation(p.GroundM[i]-heightM, away, radiusKm); e > tangent {
			at, tangent = i, e
		}
	}
	return at, tangent
}

// steepestBack is the receiver's horizon; of equal points the one nearest to
// the receiver (eq. (81)).
func steepestBack(p *Profile, rx, radiusKm float64) (at int, tangent float64) {
	tangent = math.Inf(-1)
	for i := 1; i < p.last(); i++ {
		e := elevation(p.GroundM[i]-rx, p.lengthKm()-p.DistancesKm[i], radiusKm)
		if e >= tangent {
			at, tangent = i, e
		}
	}
	return at, tangent
}

// nearestObstacle is the point with the greatest diffraction parameter on a
// path of line of sight; of equal ones the last (eqs. (79), (79a)).
func nearestObstacle(p *Profile, tx, rx, radiusKm, wavelengthM float64) int {
	at, greatest, distance := 0, math.Inf(-1), p.lengthKm()
	for i := 1; i < p.last(); i++ {
		d := p.DistancesKm[i]
		over := p.GroundM[i] + bend(radiusKm)*d*(distance-d) - (tx*(distance-d)+rx*d)/distance
		if nu := over * fresnel(d, distance, wavelengthM); nu >= greatest {
			at, greatest = i, nu
		}
	}
	return at
}
