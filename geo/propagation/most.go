package propagation

import (
	"math"

	"phusong/geo"
)

// Most returns a gain above every one that the antenna has towards any
// bearing within eitherWayDeg of bearingDeg, on paths that leave it between two
// departures in milliradians: what a search may rely on to leave it out.
func (a *Antenna) Most(bearingDeg, eitherWayDeg, lowMrd, highMrd float64) geo.DB {
	const degreesPerMrd = 180 / (1000 * math.Pi)
	down, low, high := a.tilt.MechanicalDeg, lowMrd*degreesPerMrd, highMrd*degreesPerMrd
	if a.omni {
		return a.pattern.best(0, low, high, a.tilt.ElectricalDeg)
	}
	off := a.Toward(bearingDeg).offDeg
	from, to := max(off-eitherWayDeg, 0), min(off+eitherWayDeg, 180)
	if down == 0 {
		return a.pattern.best(a.pattern.horizontal(from), low, high, a.tilt.ElectricalDeg)
	}
	if math.Abs(down)+max(math.Abs(low), math.Abs(high)) >= 90 {
		return 0
	}
	// Seen from the turned antenna the azimuth grows with the one off boresight,
	// and with the elevation where it looks down; the elevation grows with the
	// elevation, and falls with the azimuth where it looks down.
	ends := [2]float64{low, high}
	if down < 0 {
		ends = [2]float64{high, low}
	}
	near, far := directionOf(from), directionOf(to)
	first, last := directionOf(ends[0]), directionOf(ends[1])
	azimuth := turnedBy(near, first, a.down).azimuthDeg()
	one, other := turnedBy(far, first, a.down).elevationDeg(), turnedBy(near, last, a.down).elevationDeg()
	return a.pattern.best(a.pattern.horizontal(azimuth), min(one, other), max(one, other), a.tilt.ElectricalDeg)
}

// best is the greatest of combined over a range of elevations, and a hair more
// for the rounding of angles.
func (p Pattern) best(horizontal geo.DB, lowDeg, highDeg, downDeg float64) geo.DB {
	const hair = 1e-9
	return p.combined(horizontal, min(max(-downDeg, lowDeg), highDeg), downDeg) + hair
}
