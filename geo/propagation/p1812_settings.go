package propagation

import (
	"fmt"
	"math"

	"phusong/geo"
)

// P1812Settings are the settings of ITU-R P.1812 that are the same for every
// path of a run.
type P1812Settings struct {
	TimePercent     float64 // p: share of the time the loss is not exceeded, 1…50
	LocationPercent float64 // p_L: share of the places, 1…99
	LocationSigma   geo.DB  // σ_L; see LocationSigma
	DeltaN          float64 // ΔN, N-units/km
	Refractivity    float64 // N0, N-units
	LatitudeDeg     float64 // φ of the middle of the paths
	Polarisation    Polarisation
	CoastTxKm       float64 // d_ct: along the path, 500 or more where there is no sea
	CoastRxKm       float64 // d_cr
}

// DefaultP1812 returns the settings for a map of inland northern Viet Nam.
func DefaultP1812() P1812Settings {
	return P1812Settings{
		TimePercent:     50,
		LocationPercent: 50,
		DeltaN:          60,
		Refractivity:    370,
		LatitudeDeg:     22,
		Polarisation:    Vertical,
		CoastTxKm:       500,
		CoastRxKm:       500,
	}
}

// validate refuses settings outside the Recommendation.
func (s P1812Settings) validate() error {
	for _, bound := range []struct {
		name        string
		value       float64
		least, most float64
	}{
		{"time percentage", s.TimePercent, 1, 50},
		{"location percentage", s.LocationPercent, 1, 99},
		{"location variability (dB)", float64(s.LocationSigma), 0, 30},
		{"refractive lapse rate (N-units/km)", s.DeltaN, 0, 150},
		{"refractivity (N-units)", s.Refractivity, 200, 500},
		{"latitude (degrees)", math.Abs(s.LatitudeDeg), 0, 90},
		{"polarisation", float64(s.Polarisation), 1, 2},
	} {
		if !(bound.value >= bound.least && bound.value <= bound.most) {
			return fmt.Errorf("P.1812 %s %g: give %g to %g", bound.name, bound.value, bound.least, bound.most)
		}
	}
	return nil
}

// parameters names the settings for readers.
func (s P1812Settings) parameters() []Parameter {
	const edition = "ITU-R P.1812-6 "
	number := func(format string, v float64) string { return fmt.Sprintf(format, v) }
	return []Parameter{
		{"time percentage p", number("%g %%", s.TimePercent), "median, as maps of signal are drawn"},
		{"location percentage pL", number("%g %%", s.LocationPercent), "median within the pixel; " + edition + "§4.8"},
		{"location variability σL", number("%g dB", float64(s.LocationSigma)), "within the pixel only; " + edition + "§4.8"},
		{"refractive lapse rate ΔN", number("%g N-units/km", s.DeltaN), "constant for the region; 40 to 70 moves the loss by 0.07 dB at p99"},
		{"sea-level refractivity N0", number("%g N-units", s.Refractivity), "constant for the region; only tropospheric scatter depends on it"},
		{"effective Earth radius ae", number("%.0f km", medianRadiusKm(s.DeltaN)), edition + "eq. (7a) from ΔN"},
		{"latitude φ", number("%g°", s.LatitudeDeg), "constant for the region; only ducting depends on it"},
		{"polarisation", s.Polarisation.String(), "±45° antennas; vertical is the harder case over smooth ground"},
		{"zones", "inland", "no sea within reach of the territory; " + edition + "§3.2"},
		receiverHeight(),
		{"near range", fmt.Sprintf("%d profile steps", nearSteps), "nearer than this: free space and one knife edge"},
	}
}
