package explain

import (
	"math"

	"phusong/geo/propagation"
)

// Point is one point of the profile. Heights are above sea level.
type Point struct {
	DistanceKm    float64 `json:"distanceKm"`
	GroundM       float64 `json:"groundM"`
	BulgeM        float64 `json:"bulgeM" doc:"how far the curve of the Earth lifts the ground over the chord between both ends"`
	CurvedGroundM float64 `json:"curvedGroundM" doc:"ground and bulge"`
	LineM         float64 `json:"lineM" doc:"the straight line between the antennas"`
	FresnelM      float64 `json:"fresnelM" doc:"radius of the first Fresnel zone"`
	ClearanceM    float64 `json:"clearanceM" doc:"line over curved ground; negative where the ground stands above the line"`
}

// sight is the straight line between both antennas over the ground of a path.
type sight struct {
	path      *propagation.Path
	radiusKm  float64 // effective radius of the Earth
	lineFromM float64 // the antennas above sea level
	lineToM   float64
}

// speedOfLight is in metres per nanosecond, as P.1812-6 §3.4 rounds it.
const speedOfLight = 0.2998

func (s *sight) last() int         { return len(s.path.DistancesKm) - 1 }
func (s *sight) lengthKm() float64 { return s.path.DistancesKm[s.last()] }

// at returns point i, not rounded.
func (s *sight) at(i int) Point {
	d, ground := s.path.DistancesKm[i], s.path.GroundM[i]
	beyond := s.lengthKm() - d
	p := Point{DistanceKm: d, GroundM: ground}
	p.BulgeM = 500 * d * beyond / s.radiusKm // of P.1812-6 eq. (14)
	p.CurvedGroundM = ground + p.BulgeM
	p.LineM = (s.lineFromM*beyond + s.lineToM*d) / s.lengthKm()
	p.FresnelM = s.fresnel(d, beyond)
	p.ClearanceM = p.LineM - p.CurvedGroundM
	return p
}

// fresnel is the radius in metres of the first Fresnel zone at distances in km
// from both ends (P.526-15 eq. (2) for n = 1).
func (s *sight) fresnel(fromKm, toKm float64) float64 {
	wavelengthM := speedOfLight / s.path.Frequency.GHz()
	return math.Sqrt(1000 * wavelengthM * fromKm * toKm / (fromKm + toKm))
}

// placeKm is how many decimals of a distance in km are kept: centimetres, less
// than ever lies between two points.
const placeKm = 5

// points returns the whole profile, rounded to centimetres.
func (s *sight) points() []Point {
	all := make([]Point, s.last()+1)
	for i := range all {
		p := s.at(i)
		all[i] = Point{
			DistanceKm: round(p.DistanceKm, placeKm), GroundM: round(p.GroundM, 2),
			BulgeM: round(p.BulgeM, 2), CurvedGroundM: round(p.CurvedGroundM, 2),
			LineM: round(p.LineM, 2), FresnelM: round(p.FresnelM, 2), ClearanceM: round(p.ClearanceM, 2),
		}
	}
	return all
}

// ridges counts the separate stretches of ground above the line.
func (s *sight) ridges() int {
	count, above := 0, false
	for i := 1; i < s.last(); i++ {
		over := s.at(i).ClearanceM < 0
		if over && !above {
			count++
		}
		above = over
	}
	return count
}
