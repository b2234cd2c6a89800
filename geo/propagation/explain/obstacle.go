package explain

import (
	"math"

	"github.com/paulmach/orb"
)

// Obstacle is the point of the ground with the greatest diffraction parameter.
type Obstacle struct {
	Kind             Kind      `json:"kind"`
	DistanceKm       float64   `json:"distanceKm" doc:"from the mast"`
	Position         orb.Point `json:"position" doc:"longitude, latitude in degrees, WGS 84"`
	GroundM          float64   `json:"groundM"`
	BulgeM           float64   `json:"bulgeM"`
	AboveLineM       float64   `json:"aboveLineM" doc:"with the bulge, over the straight line between the antennas; negative where it stays below"`
	FresnelM         float64   `json:"fresnelM" doc:"radius of the first Fresnel zone there"`
	FresnelFreeShare float64   `json:"fresnelFreeShare" doc:"0…1 of that radius between line and ground"`
	Nu               float64   `json:"nu" doc:"ν, diffraction parameter, P.1812-6 eq. (16)"`
}

// Kind is what people would call the ground of an obstacle.
type Kind string

// The kinds, by how high the obstacle stands over the lower end of the path.
const (
	Mountain Kind = "mountain" // dãy núi
	Hill     Kind = "hill"     // đồi
	Flat     Kind = "ground"   // mặt đất
)

// The least heights, in metres over the lower end, of a hill and a mountain.
const (
	hillM     = 15
	mountainM = 60
)

func kindOf(overLowerEndM float64) Kind {
	switch {
	case overLowerEndM >= mountainM:
		return Mountain
	case overLowerEndM >= hillM:
		return Hill
	}
	return Flat
}

// matters reports whether an obstacle reaches into the part of the first
// Fresnel zone that must be free.
func (o *Obstacle) matters() bool { return o != nil && o.FresnelFreeShare < freeEnough }

// nu is the diffraction parameter of the edge at p.
func (p Point) nu() float64 { return -p.ClearanceM * math.Sqrt2 / p.FresnelM }

// freeShare is how much of the radius of the first Fresnel zone lies free
// between line and ground at p, 0…1.
func (p Point) freeShare() float64 { return min(max(p.ClearanceM/p.FresnelM, 0), 1) }

// obstacle finds the ground that matters most; nil where no point lies between
// the ends. lowerEndM is the ground of the lower end.
func (s *sight) obstacle(lowerEndM float64) *Obstacle {
	var worst Point
	for i := 1; i < s.last(); i++ {
		if p := s.at(i); i == 1 || p.nu() > worst.nu() {
			worst = p
		}
	}
	if worst.FresnelM == 0 {
		return nil
	}
	return &Obstacle{
		Kind:             kindOf(worst.GroundM - lowerEndM),
		DistanceKm:       round(worst.DistanceKm, placeKm),
		GroundM:          round(worst.GroundM, 2),
		BulgeM:           round(worst.BulgeM, 2),
		AboveLineM:       round(-worst.ClearanceM, 2),
		FresnelM:         round(worst.FresnelM, 2),
		FresnelFreeShare: round(worst.freeShare(), 4),
		Nu:               round(worst.nu(), exactDB),
	}
}
