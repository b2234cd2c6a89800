package propagation

import (
	"math"

	"phusong/geo"
)

// Pattern is how an antenna's gain falls away from its peak: parabolas in dB,
// each with a floor.
type Pattern struct {
	HorizontalWidthDeg float64 // φ3dB: full width at half power
	VerticalWidthDeg   float64 // θ3dB
	FrontToBack        geo.DB  // Am: the most that is ever lost
	SideLobe           geo.DB  // SLAv: the most that is lost by elevation alone
	Source             string
}

// SectorPattern is the antenna of a macro sector of 3GPP TR 36.814.
func SectorPattern() Pattern {
	return Pattern{70, 10, 25, 20, "3GPP TR 36.814 V9.2.0 table A.2.1.1-2"}
}

// BeamPattern is the envelope of the broadcast beams of an active antenna:
// they sweep the azimuth of one element and are as narrow in elevation as a
// sector antenna.
func BeamPattern() Pattern {
	return Pattern{65, 10, 30, 20, "azimuth: one element of 3GPP TR 38.901 table 7.3-1; elevation: 3GPP TR 36.814"}
}

// Tilt is how far an antenna looks down, in degrees, positive down: turned as
// a whole, or by its phases.
type Tilt struct{ MechanicalDeg, ElectricalDeg float64 }

// Gain returns the gain relative to the peak, never above 0 dB, in a direction
// azimuthOffDeg from boresight and elevationDeg above the horizontal.
func (p Pattern) Gain(azimuthOffDeg, elevationDeg float64, tilt Tilt) geo.DB {
	if tilt.MechanicalDeg != 0 {
		return p.turnedGain(directionOf(azimuthOffDeg), directionOf(elevationDeg), directionOf(tilt.MechanicalDeg), tilt.ElectricalDeg)
	}
	return p.combined(p.horizontal(azimuthOffDeg), elevationDeg, tilt.ElectricalDeg)
}

// turnedGain is the gain of an antenna that is turned down. Behind it, where the
// azimuth alone loses the most that is ever lost, the elevation does not matter.
func (p Pattern) turnedGain(azimuth, elevation, down direction, electricalDeg float64) geo.DB {
	seen := turnedBy(azimuth, elevation, down)
	horizontal := p.horizontal(seen.azimuthDeg())
	if horizontal >= p.FrontToBack {
		return -p.FrontToBack
	}
	return p.combined(horizontal, seen.elevationDeg(), electricalDeg)
}

// horizontal is −A_H, the loss by azimuth.
func (p Pattern) horizontal(azimuthOffDeg float64) geo.DB {
	off := apart(azimuthOffDeg) / p.HorizontalWidthDeg
	return min(geo.DB(12*off*off), p.FrontToBack)
}

// apart is the angle between two bearings, 0…180 degrees, from their difference:
// exactly |math.Remainder(deg, 360)|, sooner.
func apart(deg float64) float64 {
	deg = math.Abs(deg)
	if deg > 360 {
		deg = math.Abs(math.Remainder(deg, 360))
	}
	return min(deg, 360-deg)
}

// combined adds the loss by elevation to the one by azimuth: −A of TR 36.814.
func (p Pattern) combined(horizontal geo.DB, elevationDeg, downDeg float64) geo.DB {
	off := (elevationDeg + downDeg) / p.VerticalWidthDeg
	return -min(horizontal+min(geo.DB(12*off*off), p.SideLobe), p.FrontToBack)
}

// direction is an angle by its sine and cosine.
type direction struct{ sin, cos float64 }

const degree = math.Pi / 180

func directionOf(deg float64) direction {
	sin, cos := math.Sincos(deg * degree)
	return direction{sin, cos}
}

// sight is a direction from an antenna, as a vector of length 1.
type sight struct{ aside, ahead, up float64 }

// turnedBy is a direction as seen from an antenna whose boresight is turned down
// (the rotation of 3GPP TR 38.901 §7.1.3 about one axis).
func turnedBy(azimuth, elevation, down direction) sight {
	return sight{
		aside: elevation.cos * azimuth.sin,
		ahead: elevation.cos*azimuth.cos*down.cos - elevation.sin*down.sin,
		up:    elevation.cos*azimuth.cos*down.sin + elevation.sin*down.cos,
	}
}

func (s sight) azimuthDeg() float64   { return math.Atan2(s.aside, s.ahead) / degree }
func (s sight) elevationDeg() float64 { return math.Asin(min(max(s.up, -1), 1)) / degree }
