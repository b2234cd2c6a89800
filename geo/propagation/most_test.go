package propagation

import (
	"testing"

	"pgregory.net/rapid"

	"phusong/geo"
)

// No direction within the bounds given has more gain than Most, and some
// direction has nearly as much.
func TestMostIsAboveEveryGain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		degrees := func(name string, low, high float64) float64 { return rapid.Float64Range(low, high).Draw(t, name) }
		a := NewAntenna(geo.Sector{Technology: geo.LTE, Frequency: 1800, AzimuthDeg: degrees("azimuth", 0, 360),
			AzimuthKnown: rapid.Bool().Draw(t, "known"), Omni: rapid.Bool().Draw(t, "omni"),
			MechanicalTilt: rapid.SampledFrom([]float64{0, -3, 2, 12, 30}).Draw(t, "mechanical"),
			ElectricalTilt: degrees("electrical", -2, 10)})
		bearing, either := degrees("bearing", 0, 360), degrees("either way", 0, 5)
		low := degrees("low", -1200, 1200)
		high := low + degrees("range", 0, 600)
		most, found := a.Most(bearing, either, low, high), geo.DB(-100)
		for i := range 21 {
			for j := range 21 {
				x, y := float64(i)/20, float64(j)/20
				found = max(found, a.Gain(bearing+either*(2*x-1), (low+(high-low)*y)*0.18/3.141592653589793))
			}
		}
		if found > most {
			t.Fatalf("gain %v, most %v", found, most)
		}
	})
}

// Where there is but one direction, Most is its gain.
func TestMostOfOneDirectionIsItsGain(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := NewAntenna(geo.Sector{Technology: geo.LTE, Frequency: 1800, AzimuthDeg: 40, AzimuthKnown: true,
			MechanicalTilt: rapid.Float64Range(-20, 20).Draw(t, "mechanical"), ElectricalTilt: 2})
		bearing, mrd := rapid.Float64Range(0, 360).Draw(t, "bearing"), rapid.Float64Range(-500, 500).Draw(t, "mrd")
		if most, gain := a.Most(bearing, 0, mrd, mrd), a.Toward(bearing).Gain(mrd); most < gain || most > gain+1e-6 {
			t.Errorf("most %v, gain %v", most, gain)
		}
	})
}
