package sample

import (
	"math"

	"github.com/paulmach/orb"
)

// vn2000 projects a WGS 84 point to VN-2000 / TM-3 with the central meridian
// 106°00′ (EPSG:9211): easting and northing in metres, good to a millimetre.
// The sample writes its own lists with it; reading them back is PostGIS' work.
func vn2000(p orb.Point) (easting, northing float64) {
	lon, lat := toVN2000(p[0]*math.Pi/180, p[1]*math.Pi/180)
	return transverseMercator(lon-106*math.Pi/180, lat, 0.9999, 500_000)
}

// The ellipsoid of both WGS 84 and VN-2000.
const (
	semiMajor  = 6378137.0
	flattening = 1 / 298.257223563
	eccentric2 = flattening * (2 - flattening)
)

// toVN2000 shifts the datum by the seven parameters of 2007 (EPSG:6960),
// backwards; angles in radians, height 0.
func toVN2000(lon, lat float64) (float64, float64) {
	const second = math.Pi / 180 / 3600
	const rx, ry, rz = -0.00928836 * second, 0.01975479 * second, -0.00427372 * second
	const scale = 1 + 0.252906278e-6
	n := semiMajor / math.Sqrt(1-eccentric2*math.Pow(math.Sin(lat), 2))
	x := (n*math.Cos(lat)*math.Cos(lon) + 191.90441429) / scale
	y := (n*math.Cos(lat)*math.Sin(lon) + 39.30318279) / scale
	z := (n*(1-eccentric2)*math.Sin(lat) + 111.45032835) / scale
	x, y, z = x-rz*y+ry*z, y+rz*x-rx*z, z-ry*x+rx*y
	p := math.Hypot(x, y)
	lat = math.Atan2(z, p*(1-eccentric2))
	for range 6 {
		n = semiMajor / math.Sqrt(1-eccentric2*math.Pow(math.Sin(lat), 2))
		lat = math.Atan2(z+eccentric2*n*math.Sin(lat), p)
	}
	return math.Atan2(y, x), lat
}

// transverseMercator is Krüger's series to the fourth order; lon is counted
// from the central meridian.
func transverseMercator(lon, lat, scale, falseEasting float64) (easting, northing float64) {
	const n = flattening / (2 - flattening)
	radius := semiMajor / (1 + n) * (1 + n*n/4 + n*n*n*n/64)
	alpha := [4]float64{
		n/2 - 2*n*n/3 + 5*n*n*n/16 + 41*n*n*n*n/180,
		13*n*n/48 - 3*n*n*n/5 + 557*n*n*n*n/1440,
		61*n*n*n/240 - 103*n*n*n*n/140,
		49561 * n * n * n * n / 161280,
	}
	e := math.Sqrt(eccentric2)
	t := math.Sinh(math.Atanh(math.Sin(lat)) - e*math.Atanh(e*math.Sin(lat)))
	xi, eta := math.Atan2(t, math.Cos(lon)), math.Asinh(math.Sin(lon)/math.Hypot(t, math.Cos(lon)))
	x, y := eta, xi
	for j, a := range alpha {
		k := 2 * float64(j+1)
		x += a * math.Cos(k*xi) * math.Sinh(k*eta)
		y += a * math.Sin(k*xi) * math.Cosh(k*eta)
	}
	return falseEasting + scale*radius*x, scale * radius * y
}
