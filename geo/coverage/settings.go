package coverage

import (
	"fmt"
	"strconv"

	"phusong/geo"
	"phusong/geo/propagation"
)

// Settings are the knobs of a run. They are printed in its release.
type Settings struct {
	Resolution int     // H3 resolution of the grid
	RadiusKm   float64 // how far from a mast anything is computed
	Radials    int     // azimuths on which a mast sees the ground
	StepKm     float64 // between two samples of a radial
	SubPoints  bool    // seven points in each hex instead of its centre
	Scales     []geo.Scale
	Sigma      geo.DB // standard deviation of a level about its prediction
}

// DefaultSettings returns the settings of the first run of a newcomer. Twenty
// kilometres take half as long again as fifteen, and seven points in each hex
// three to four times as long as its centre: they are off. On the sample province
// they find one hex and operator in twenty covered in part, and the area covered
// the same within a hundredth of a percent.
func DefaultSettings() Settings {
	return Settings{
		Resolution: 10,
		RadiusKm:   20,
		Radials:    RadialsFor(20),
		StepKm:     0.03,
		Scales:     geo.DefaultScales(),
		Sigma:      8,
	}
}

// RadialsFor returns the number of radials that keeps the snap to the nearest
// one within 23 m at the rim, measured at 0.04 dB in the median.
func RadialsFor(radiusKm float64) int {
	if radiusKm <= 15 {
		return 2048
	}
	return 3072
}

// check says which knob is turned too far.
func (s Settings) check() error {
	switch {
	case s.Resolution < 7 || s.Resolution > 12:
		return fmt.Errorf("resolution %d: a grid of coverage has resolution 7 to 12", s.Resolution)
	case !(s.RadiusKm > 0 && s.RadiusKm <= 50):
		return fmt.Errorf("radius %g km: it must be more than 0 and at most 50", s.RadiusKm)
	case s.Radials < 8 || s.Radials > 16384:
		return fmt.Errorf("%d radials: there must be 8 to 16384", s.Radials)
	case !(s.StepKm >= 0.005 && s.StepKm <= 1):
		return fmt.Errorf("step %g km: it must be 0.005 to 1", s.StepKm)
	case !(s.Sigma > 0):
		return fmt.Errorf("standard deviation %g dB: it must be more than 0", float64(s.Sigma))
	}
	for _, t := range geo.Technologies() {
		if s.scale(t).Technology != t {
			return fmt.Errorf("no scale of classes for %v", t)
		}
	}
	return nil
}

// scale returns the scale of one technology, the zero one where there is none.
func (s Settings) scale(t geo.Technology) geo.Scale {
	for _, scale := range s.Scales {
		if scale.Technology == t {
			return scale
		}
	}
	return geo.Scale{}
}

// pointsPerHex is 1, the centre, or 7, the centres of its children.
func (s Settings) pointsPerHex() int {
	if s.SubPoints {
		return 7
	}
	return 1
}

// Parameters lists the settings for display, in a fixed order.
func (s Settings) Parameters() []propagation.Parameter {
	const ours = "our setting"
	number := func(v float64) string { return strconv.FormatFloat(v, 'g', -1, 64) }
	all := []propagation.Parameter{
		{Name: "H3 resolution", Value: strconv.Itoa(s.Resolution), Source: ours},
		{Name: "points per hex", Value: strconv.Itoa(s.pointsPerHex()), Source: ours},
		{Name: "radius", Value: number(s.RadiusKm) + " km", Source: ours},
		{Name: "radials", Value: strconv.Itoa(s.Radials), Source: ours},
		{Name: "profile step", Value: number(s.StepKm*1000) + " m", Source: ours},
		{Name: "standard deviation", Value: number(float64(s.Sigma)) + " dB", Source: ours},
	}
	for _, t := range geo.Technologies() {
		scale := s.scale(t)
		all = append(all,
			propagation.Parameter{Name: t.String() + " floor", Value: number(float64(scale.Floor())) + " dBm", Source: scale.Source},
			propagation.Parameter{Name: t.String() + " covered", Value: number(float64(scale.Covered())) + " dBm", Source: scale.Source})
	}
	return all
}
