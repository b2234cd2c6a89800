package gazetteer

import (
	"math"

	"github.com/paulmach/orb"

	"phusong/geo"
)

// DistanceKm is how far p lies from a unit: 0 inside, else to the nearest part
// of its border. It is +Inf for a unit without a boundary. The plane stands in
// for the globe, which is within 1 % over a province.
func DistanceKm(p orb.Point, unit geo.AdminUnit) float64 {
	if contains(unit.Boundary, p) {
		return 0
	}
	nearest := math.Inf(1)
	for _, polygon := range unit.Boundary {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				nearest = math.Min(nearest, toSegmentKm(p, ring[i-1], ring[i]))
			}
		}
	}
	return nearest
}

// contains reports whether p lies inside a shape: a line from it to the east
// crosses the rings an odd number of times. A point on a border may be either.
func contains(shape orb.MultiPolygon, p orb.Point) bool {
	inside := false
	for _, polygon := range shape {
		for _, ring := range polygon {
			for i := 1; i < len(ring); i++ {
				a, b := ring[i-1], ring[i]
				if (a[1] > p[1]) != (b[1] > p[1]) && p[0] < a[0]+(p[1]-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
					inside = !inside
				}
			}
		}
	}
	return inside
}

const degreeKm = 111.2

// toSegmentKm measures in a plane that touches the globe at p.
func toSegmentKm(p, a, b orb.Point) float64 {
	shrink := math.Cos(p[1] * math.Pi / 180)
	ax, ay := (a[0]-p[0])*shrink, a[1]-p[1]
	bx, by := (b[0]-p[0])*shrink, b[1]-p[1]
	dx, dy := bx-ax, by-ay
	t := 0.0
	if length := dx*dx + dy*dy; length > 0 {
		t = math.Max(0, math.Min(1, -(ax*dx+ay*dy)/length))
	}
	return degreeKm * math.Hypot(ax+t*dx, ay+t*dy)
}

// Km is the distance between two points, good to 1 % over a province.
func Km(a, b orb.Point) float64 { return toSegmentKm(a, b, b) }
