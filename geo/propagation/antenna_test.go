package propagation

import (
	"math"
	"testing"

	"pgregory.net/rapid"
	"phusong/geo"
)

func TestSectorPatternFallsAsPublished(t *testing.T) {
	for _, tt := range []struct {
		name               string
		azimuth, elevation float64
		tilt               Tilt
		want               geo.DB
	}{
		{"nothing is lost at boresight", 0, 0, Tilt{}, 0},
		{"half the power at half the width", 35, 0, Tilt{}, -3},
		{"half the power at half the height", 0, 5, Tilt{}, -3},
		{"a quarter at the two together", 35, -5, Tilt{}, -6},
		{"never more than 25 dB behind", 180, 0, Tilt{}, -25},
		{"never more than 20 dB above", 0, 60, Tilt{}, -20},
		{"never more than 25 dB in both", 60, 60, Tilt{}, -25},
		{"electrical tilt looks down everywhere", 35, -6, Tilt{ElectricalDeg: 6}, -3},
		{"mechanical tilt looks down ahead", 0, -6, Tilt{MechanicalDeg: 6}, 0},
		{"mechanical and electrical tilt add up ahead", 0, -8, Tilt{2, 6}, 0},
		{"359 degrees is one degree to the left", 359, 0, Tilt{}, -12.0 / 4900},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := SectorPattern().Gain(tt.azimuth, tt.elevation, tt.tilt)
			if math.Abs(float64(got-tt.want)) > 1e-9 {
				t.Errorf("Gain(%v°, %v°, %+v) = %v dB, want %v", tt.azimuth, tt.elevation, tt.tilt, got, tt.want)
			}
		})
	}
}

func TestMechanicalTiltLooksUpBehind(t *testing.T) {
	p := Pattern{70, 10, 200, 60, ""}
	up := p.Gain(180, 6, Tilt{MechanicalDeg: 6})
	down := p.Gain(180, -6, Tilt{MechanicalDeg: 6})
	if up <= down {
		t.Errorf("behind a mast tilted down, %v dB upwards and %v dB downwards", up, down)
	}
}

func TestNoDirectionGainsOverThePeak(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tilt := Tilt{rapid.Float64Range(-15, 15).Draw(t, "mechanical"), rapid.Float64Range(-15, 15).Draw(t, "electrical")}
		azimuth := rapid.Float64Range(-720, 720).Draw(t, "azimuth")
		elevation := rapid.Float64Range(-90, 90).Draw(t, "elevation")
		for _, p := range []Pattern{SectorPattern(), BeamPattern()} {
			if g := p.Gain(azimuth, elevation, tilt); !(g <= 0 && g >= -p.FrontToBack) {
				t.Fatalf("Gain = %v dB", g)
			}
		}
	})
}

func TestUnknownAzimuthIsTheEnvelopeOfThreeSectors(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		bearing := rapid.Float64Range(0, 360).Draw(t, "bearing")
		elevation := rapid.Float64Range(-20, 20).Draw(t, "elevation")
		s := geo.Sector{Technology: geo.LTE, Frequency: 1800, ElectricalTilt: 3}
		unknown := NewAntenna(s)
		best := geo.DB(math.Inf(-1))
		for _, azimuth := range []float64{0, 120, 240} {
			s.AzimuthKnown, s.AzimuthDeg = true, azimuth
			known := NewAntenna(s)
			best = max(best, known.Gain(bearing, elevation))
		}
		if got := unknown.Gain(bearing, elevation); math.Abs(float64(got-best)) > 1e-9 {
			t.Fatalf("envelope %v dB, best of three %v", got, best)
		}
	})
}

func TestOmnidirectionalAntennaIsTheSameAllAround(t *testing.T) {
	a := NewAntenna(geo.Sector{Technology: geo.GSM, Frequency: 900, Omni: true, AzimuthKnown: true, ElectricalTilt: 2})
	for bearing := 0.0; bearing < 360; bearing += 15 {
		if got := a.Gain(bearing, -2); math.Abs(float64(got)) > 1e-9 {
			t.Errorf("towards %v° at its tilt: %v dB, want 0", bearing, got)
		}
	}
}

func TestBeamAgreesWithThePattern(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := geo.Sector{
			Technology: geo.LTE, Frequency: 1800, AzimuthKnown: true,
			AzimuthDeg:     rapid.Float64Range(0, 360).Draw(t, "azimuth"),
			MechanicalTilt: rapid.Float64Range(0, 8).Draw(t, "mechanical"),
			ElectricalTilt: rapid.Float64Range(0, 8).Draw(t, "electrical"),
		}
		bearing := rapid.Float64Range(0, 360).Draw(t, "bearing")
		departure := rapid.Float64Range(-300, 300).Draw(t, "departure")
		a := NewAntenna(s)
		want := SectorPattern().Gain(bearing-s.AzimuthDeg, departure*180/1000/math.Pi, Tilt{s.MechanicalTilt, s.ElectricalTilt})
		if got := a.Toward(bearing).Gain(departure); math.Abs(float64(got-want)) > 1e-9 {
			t.Fatalf("beam %v dB, pattern %v", got, want)
		}
	})
}

func TestApartIsTheRemainder(t *testing.T) {
	for deg := -1100.0; deg < 1100; deg += 0.37 {
		if got, want := apart(deg), math.Abs(math.Remainder(deg, 360)); got != want {
			t.Errorf("apart(%g) = %g, want %g", deg, got, want)
		}
	}
}
