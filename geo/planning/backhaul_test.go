package planning

import (
	"errors"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"phusong/geo/terrain"
)

// The figures are those of hop planning by hand: P.530's formula, and the earth
// bulge d₁d₂/12.75k of the textbooks.
func TestTheFresnelZoneAndTheBulgeAreThoseOfTheTables(t *testing.T) {
	for _, tt := range []struct {
		ghz, from, to float64
		radius, bulge float64
	}{
		{7.5, 10, 10, 14.13, 5.88}, // 17.3·√(100/150); 100/(12.75·4/3)
		{6, 25, 25, 24.97, 36.76},  // 50 km at 6 GHz
		{18, 5, 5, 6.45, 1.47},     // 10 km at 18 GHz
		{7.5, 1, 19, 6.16, 1.12},   // near one end
		{2.4, 0.5, 0.5, 5.58, 0.0147},
	} {
		s := DefaultHops()
		s.FrequencyGHz = tt.ghz
		if got := s.FresnelM(tt.from, tt.to); math.Abs(got-tt.radius) > 0.01 {
			t.Errorf("%g GHz, %g + %g km: first Fresnel zone %.2f m, want %.2f", tt.ghz, tt.from, tt.to, got, tt.radius)
		}
		if got := s.BulgeM(tt.from, tt.to); math.Abs(got-tt.bulge) > 0.001*tt.bulge+0.002 {
			t.Errorf("%g + %g km: bulge %.3f m, want %.3f", tt.from, tt.to, got, tt.bulge)
		}
		if got := 0.6 * s.FresnelM(tt.from, tt.to); math.Abs(got-10.4*math.Sqrt(tt.from*tt.to/(tt.ghz*(tt.from+tt.to)))) > 0.03 {
			t.Errorf("0.6 of the zone is %.2f m: the makers' 10.4·√(d₁d₂/fD) says otherwise", got)
		}
	}
}

// A 20 km hop at 7.5 GHz between antennas 300 m up, by hand: an edge of h m in
// its middle leaves 300 − 5.88 − h over it, and 0.6 of 14.13 m are 8.48 m.
func TestAHopIsClearWhereSixTenthsOfTheZoneAre(t *testing.T) {
	s := DefaultHops()
	for _, tt := range []struct {
		edge      float64
		clearance float64
		clear     bool
	}{
		{280, 1.0, true}, {285.6, 0.603, true}, {285.7, 0.596, false}, {294.1, 0, false}, {320, -1.83, false},
	} {
		heights := make([]float64, 201)
		heights[100] = tt.edge
		got := s.over(heights, 0.1, 300, 300)
		if math.Abs(got.Clearance-tt.clearance) > 0.01 || got.Clear != tt.clear || math.Abs(got.AtKm-10) > 1e-9 || math.Abs(got.OverM-(300-5.886-tt.edge)) > 0.01 {
			t.Errorf("an edge of %g m: %+v, want %.3f of the zone, clear %v", tt.edge, got, tt.clearance, tt.clear)
		}
	}
	s.LongestKm = 19
	if s.over(make([]float64, 201), 0.1, 300, 300).Clear {
		t.Error("a hop longer than the longest is clear")
	}
}

func TestHopsGoToTheNearestMastsInSight(t *testing.T) {
	land := ground(t, func(p orb.Point) float64 {
		if math.Abs(p.Lon()-105.05) < 0.002 { // a wall
			return 400
		}
		return 100
	})
	village := Antenna{orb.Point{105.03, 22.05}, 40}
	masts := []Antenna{
		{orb.Point{105.06, 22.05}, 40}, // near, behind the wall
		{orb.Point{105.01, 22.02}, 40},
		{orb.Point{105.02, 22.05}, 40},
		{orb.Point{105.005, 22.09}, 40},
		{orb.Point{107, 22.05}, 40}, // too far
	}
	hops := DefaultHops().Hops(land, village, masts)
	if len(hops) != 2 || hops[0].Mast != 2 || hops[1].Mast != 1 || !hops[0].Clear || !hops[1].Clear {
		t.Errorf("%+v, want masts 2 and 1", hops)
	}
	if hops := DefaultHops().Hops(land, village, masts[:1]); len(hops) != 1 || hops[0].Clear || hops[0].Clearance > -10 || math.Abs(hops[0].AtKm-2) > 0.3 {
		t.Errorf("through the wall: %+v", hops)
	}
	if hops := DefaultHops().Hops(land, village, masts[4:]); len(hops) != 0 {
		t.Errorf("out of reach: %+v", hops)
	}
	var unknown terrain.ErrNoElevation
	if _, err := DefaultHops().Sight(land, village, Antenna{orb.Point{105.2, 22.05}, 40}); !errors.As(err, &unknown) {
		t.Errorf("over unknown ground: %v", err)
	}
	if s := (HopSettings{}); !errors.Is(s.Check(), ErrHops) || DefaultHops().Check() != nil {
		t.Error("settings are not checked")
	}
}
