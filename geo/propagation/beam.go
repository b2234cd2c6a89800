package propagation

import (
	"math"

	"phusong/geo"
)

// Antenna is the pattern of one sector as it stands on its mast.
type Antenna struct {
	pattern Pattern
	tilt    Tilt
	omni    bool
	facing  []float64 // azimuths; more than one where the sector's own is not known
	down    direction // of the mechanical tilt
}

// NewAntenna sets up the antenna of a sector. A sector whose azimuth is not
// known radiates as the envelope of three sectors at 0, 120 and 240 degrees;
// the sector's list of assumptions says so, and only the list.
func NewAntenna(s geo.Sector) Antenna {
	a := Antenna{
		pattern: Budget(s.Technology, s.Frequency).Pattern,
		tilt:    Tilt{s.MechanicalTilt, s.ElectricalTilt},
		omni:    s.Omni,
		facing:  []float64{s.AzimuthDeg},
	}
	a.down = directionOf(s.MechanicalTilt)
	if !s.AzimuthKnown {
		a.facing = []float64{0, 120, 240}
	}
	return a
}

// Gain returns the gain relative to the peak towards bearingDeg, clockwise from
// true north, at elevationDeg above the horizontal.
func (a *Antenna) Gain(bearingDeg, elevationDeg float64) geo.DB {
	return a.Toward(bearingDeg).Gain(elevationDeg * math.Pi * 1000 / 180)
}

// Beam is an antenna along one bearing. It holds no memory of its own.
type Beam struct {
	antenna    *Antenna
	offDeg     float64   // from the nearest boresight
	off        direction // the same, where the antenna is turned
	horizontal geo.DB
}

// Toward returns the antenna as seen along one bearing: of several boresights
// the nearest one counts.
func (a *Antenna) Toward(bearingDeg float64) Beam {
	b := Beam{antenna: a}
	if a.omni {
		return b
	}
	b.offDeg = math.Inf(1)
	for _, azimuth := range a.facing {
		b.offDeg = min(b.offDeg, apart(bearingDeg-azimuth))
	}
	if a.tilt.MechanicalDeg != 0 {
		b.off = directionOf(b.offDeg)
		return b
	}
	b.horizontal = a.pattern.horizontal(b.offDeg)
	return b
}

// Gain returns the gain relative to the peak for a path that leaves the antenna
// departureMrd milliradians above the horizontal. The mechanical tilt of an
// omnidirectional antenna means nothing and is ignored.
func (b Beam) Gain(departureMrd float64) geo.DB {
	const degreesPerMrd = 180 / (1000 * math.Pi)
	elevation := departureMrd * degreesPerMrd
	tilt := b.antenna.tilt
	if tilt.MechanicalDeg != 0 && !b.antenna.omni {
		return b.antenna.pattern.turnedGain(b.off, directionOf(elevation), b.antenna.down, tilt.ElectricalDeg)
	}
	return b.antenna.pattern.combined(b.horizontal, elevation, tilt.ElectricalDeg)
}
