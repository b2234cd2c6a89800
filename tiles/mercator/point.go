// Package mercator is the plane the tiles are drawn on: Web Mercator
// (EPSG:3857) as 32-bit fixed point. The world is 2³² units wide and high, x to
// the east, y to the south, so a tile is a run of leading bits and a coordinate
// inside it a shift. Equal vertices stay equal at every zoom.
package mercator

import (
	"math"

	"github.com/paulmach/orb"
)

// worldBits is the width of the world in bits: one unit is at most 0.94 cm.
const worldBits = 32

// MaxLatitude is where the square world ends, in degrees north and south.
const MaxLatitude = 85.05112877980659

// Point is a place on the plane, in units from the north-west corner.
type Point struct{ X, Y uint32 }

// FromLonLat places a WGS 84 point (lon, lat in degrees) on the plane. Places
// beyond the edges are put on the edge; NaN goes to the north-west corner.
func FromLonLat(p orb.Point) Point {
	sine := math.Sin(p[1] * math.Pi / 180)
	return Point{
		X: units((p[0] + 180) / 360),
		Y: units(0.5 - math.Log((1+sine)/(1-sine))/(4*math.Pi)),
	}
}

// LonLat returns the WGS 84 point in degrees.
func (p Point) LonLat() orb.Point {
	const world = 1 << worldBits
	return orb.Point{
		float64(p.X)/world*360 - 180,
		math.Atan(math.Sinh(math.Pi*(1-2*float64(p.Y)/world))) * 180 / math.Pi,
	}
}

// Less orders points by x, then y.
func (p Point) Less(q Point) bool { return p.X < q.X || p.X == q.X && p.Y < q.Y }

// units turns a share of the world's width into the nearest unit.
func units(share float64) uint32 {
	scaled := math.Round(share * (1 << worldBits))
	if scaled >= 1<<worldBits {
		return math.MaxUint32
	}
	if !(scaled > 0) {
		return 0
	}
	return uint32(scaled)
}
