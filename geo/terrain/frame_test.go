package terrain

import (
	"math"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"
)

// vincenty is Vincenty's direct solution (Survey Review 23, 1975): the point at
// a distance and azimuth along the geodesic on WGS 84. The oracle of Frame.
func vincenty(from orb.Point, azimuthDeg, metres float64) orb.Point {
	const f = 1 / 298.257223563
	const b = equatorM * (1 - f)
	sinA, cosA := math.Sincos(azimuthDeg * radian)
	u1 := math.Atan((1 - f) * math.Tan(from.Lat()*radian))
	sinU, cosU := math.Sincos(u1)
	s1 := math.Atan2(math.Tan(u1), cosA)
	sinAlpha := cosU * sinA
	cos2Alpha := 1 - sinAlpha*sinAlpha
	uu := cos2Alpha * (equatorM*equatorM - b*b) / (b * b)
	A := 1 + uu/16384*(4096+uu*(-768+uu*(320-175*uu)))
	B := uu / 1024 * (256 + uu*(-128+uu*(74-47*uu)))
	sigma := metres / (b * A)
	for range 20 {
		cos2 := math.Cos(2*s1 + sigma)
		sin, cos := math.Sincos(sigma)
		sigma = metres/(b*A) + B*sin*(cos2+B/4*(cos*(-1+2*cos2*cos2)-B/6*cos2*(-3+4*sin*sin)*(-3+4*cos2*cos2)))
	}
	cos2 := math.Cos(2*s1 + sigma)
	sin, cos := math.Sincos(sigma)
	lat := math.Atan2(sinU*cos+cosU*sin*cosA, (1-f)*math.Hypot(sinAlpha, sinU*sin-cosU*cos*cosA))
	lambda := math.Atan2(sin*sinA, cosU*cos-sinU*sin*cosA)
	C := f / 16 * cos2Alpha * (4 + f*(4-3*cos2Alpha))
	lambda -= (1 - C) * f * sinAlpha * (sigma + C*sin*(cos2+C*cos*(-1+2*cos2*cos2)))
	return orb.Point{from.Lon() + lambda/radian, lat / radian}
}

// Flinders Peak to Buninyong, the worked example of Vincenty's formula in the
// GDA94 technical manual.
func TestVincentyOnThePublishedExample(t *testing.T) {
	from := orb.Point{144 + 25.0/60 + 29.52440/3600, -(37 + 57.0/60 + 3.72030/3600)}
	got := vincenty(from, 306+52.0/60+5.37/3600, 54972.271)
	want := orb.Point{143 + 55.0/60 + 35.38390/3600, -(37 + 39.0/60 + 10.15610/3600)}
	if math.Abs(got[0]-want[0]) > 1e-8 || math.Abs(got[1]-want[1]) > 1e-8 {
		t.Errorf("%.9f, want %.9f", got, want)
	}
}

func apartM(a, b orb.Point) float64 {
	return math.Hypot((a[0]-b[0])*math.Cos(a[1]*radian), a[1]-b[1]) * 111_320
}

func TestFrameFollowsTheGeodesic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		from := orb.Point{rapid.Float64Range(-170, 170).Draw(t, "lon"), rapid.Float64Range(-60, 60).Draw(t, "lat")}
		azimuth := rapid.Float64Range(0, 359.9).Draw(t, "azimuth")
		km := rapid.Float64Range(0.001, 100).Draw(t, "km")
		want := vincenty(from, azimuth, km*1000)
		allowed := 0.001 + 0.5*math.Pow(km/20, 3)*(1+math.Pow(from.Lat()/60, 2))/2
		frame := NewFrame(from)
		if d := apartM(frame.At(azimuth, km), want); d > allowed {
			t.Errorf("At is %.3f m off at %.1f km, allowed %.3f", d, km, allowed)
		}
		gotKm, gotAzimuth := frame.Polar(want)
		turned := math.Remainder(gotAzimuth-azimuth, 360) * radian * km * 1000
		if d := math.Hypot((gotKm-km)*1000, turned); d > 2*allowed {
			t.Errorf("Polar is %.3f m off at %.1f km, allowed %.3f", d, km, 2*allowed)
		}
		if !frame.Box(km).Contains(want) {
			t.Errorf("the box of %g km does not hold %v", km, want)
		}
	})
}

func TestAzimuthsOfTheWinds(t *testing.T) {
	frame := NewFrame(orb.Point{105, 22})
	for want, to := range map[float64]orb.Point{
		0: {105, 22.1}, 90: {105.1, 22}, 180: {105, 21.9}, 270: {104.9, 22},
	} {
		if _, got := frame.Polar(to); math.Abs(math.Remainder(got-want, 360)) > 0.03 || got < 0 || got >= 360 {
			t.Errorf("azimuth to %v = %g, want %g", to, got, want)
		}
	}
	if km, azimuth := frame.Polar(frame.Origin); km != 0 || azimuth != 0 {
		t.Errorf("the origin lies at %g km, %g°", km, azimuth)
	}
}
