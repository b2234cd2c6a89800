package terrain

import (
	"math"

	"github.com/paulmach/orb"
)

// The WGS 84 ellipsoid: its equatorial radius in metres and the square of its
// first eccentricity.
const (
	equatorM     = 6378137.0
	eccentricity = 0.00669437999014
)

// Frame measures the ground around one point: distance along the geodesic and
// azimuth at the point, on WGS 84. It is the second-order series of the geodesic
// at the origin, so that a radial is a parabola in lon, lat: right within 0.5 m
// at 20 km and 10 m at 100 km, up to the 60th parallels.
type Frame struct {
	Origin orb.Point

	meridian, normal float64 // radii of curvature at the origin, metres
	parallel         float64 // radius of the origin's parallel, metres
	tan              float64 // of the latitude
	flatten          float64 // half the growth of meridian, metres per radian
}

const radian = math.Pi / 180

// NewFrame returns the frame around origin.
func NewFrame(origin orb.Point) Frame {
	sin, cos := math.Sincos(origin.Lat() * radian)
	w := 1 - eccentricity*sin*sin
	normal := equatorM / math.Sqrt(w)
	meridian := normal * (1 - eccentricity) / w
	return Frame{
		Origin:   origin,
		meridian: meridian,
		normal:   normal,
		parallel: normal * cos,
		tan:      sin / cos,
		flatten:  1.5 * eccentricity * sin * cos / w * meridian,
	}
}

// Offset returns how far p lies east and north of the origin in metres: distance
// times the sine and the cosine of the azimuth.
func (f Frame) Offset(p orb.Point) (eastM, northM float64) {
	u := (p.Lon() - f.Origin.Lon()) * radian
	v := (p.Lat() - f.Origin.Lat()) * radian
	across := u * f.parallel
	north := v*(f.meridian+f.flatten*v) + across*across*f.tan/(2*f.normal)
	return across * (1 - north*f.tan/f.normal), north
}

// Polar returns the distance of p in km and its azimuth in degrees from true
// north, 0 ≤ azimuth < 360; the azimuth of the origin itself is 0.
func (f Frame) Polar(p orb.Point) (km, azimuthDeg float64) {
	east, north := f.Offset(p)
	azimuth := math.Atan2(east, north) / radian
	if azimuth < 0 {
		azimuth += 360
	}
	if azimuth >= 360 {
		azimuth = 0
	}
	return math.Sqrt(east*east+north*north) / 1000, azimuth
}

// At returns the point at a distance and azimuth.
func (f Frame) At(azimuthDeg, km float64) orb.Point {
	return f.ray(azimuthDeg).at(km)
}

// Box returns a rectangle of lon, lat that holds every point within km.
func (f Frame) Box(km float64) orb.Bound {
	const slack = 1.01 // for the convergence of the meridians
	lat := km * 1000 / f.meridian / radian * slack
	lon := km * 1000 / f.parallel / radian * slack * (1 + km*1000*math.Abs(f.tan)/f.normal)
	return orb.Bound{
		Min: orb.Point{f.Origin.Lon() - lon, f.Origin.Lat() - lat},
		Max: orb.Point{f.Origin.Lon() + lon, f.Origin.Lat() + lat},
	}
}

// ray is one azimuth of a frame: lon = lon0 + d·lon1 + d²·lon2, the same for
// lat; degrees, d in km.
type ray struct {
	lon0, lon1, lon2 float64
	lat0, lat1, lat2 float64
}

func (f Frame) ray(azimuthDeg float64) ray {
	sin, cos := math.Sincos(azimuthDeg * radian)
	const metres, degrees = 1000, 1 / radian
	return ray{
		lon0: f.Origin.Lon(),
		lon1: sin / f.parallel * metres * degrees,
		lon2: sin * cos * f.tan / (f.normal * f.parallel) * metres * metres * degrees,
		lat0: f.Origin.Lat(),
		lat1: cos / f.meridian * metres * degrees,
		lat2: -(sin*sin*f.tan/(2*f.normal*f.meridian) +
			cos*cos*f.flatten/(f.meridian*f.meridian*f.meridian)) * metres * metres * degrees,
	}
}

func (r ray) at(km float64) orb.Point {
	return orb.Point{r.lon0 + km*(r.lon1+km*r.lon2), r.lat0 + km*(r.lat1+km*r.lat2)}
}

// DistanceKm is the distance between two points as the frame of a measures it.
func DistanceKm(a, b orb.Point) float64 {
	km, _ := NewFrame(a).Polar(b)
	return km
}
