package explain

import (
	"errors"
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/geo/propagation"
)

// Transmitter is the end of a path that radiates.
type Transmitter struct {
	Name           string // what people call it: "TQG0327-12"
	Position       orb.Point
	AntennaHeightM float64 // of the antenna's centre above ground
	Technology     geo.Technology
	Frequency      geo.MHz
	EIRP           *geo.DBm // at the antenna's peak; nil: only the loss is asked for
	// Sector is read for the antenna: azimuth, tilts, pattern. nil radiates
	// alike in all directions.
	Sector  *geo.Sector
	Assumed []geo.Assumption // what its list did not say
}

// Receiver is the end that listens.
type Receiver struct {
	Name     string // "" where the place has none
	Position orb.Point
	HeightM  float64 // above ground; propagation.ReceiverHeightM for a phone
}

// Sector returns the transmitter of one sector of a mast, with the power the
// map takes it to radiate and with everything that is assumed about it.
func Sector(name string, position orb.Point, s geo.Sector) Transmitter {
	eirp, powerAssumed := propagation.EIRP(s)
	t := Transmitter{
		Name: name, Position: position, AntennaHeightM: s.HeightM,
		Technology: s.Technology, Frequency: s.Frequency,
		EIRP: &eirp, Sector: &s, Assumed: slices.Clone(s.Assumed),
	}
	t.assume(geo.AssumedPower, powerAssumed)
	t.assume(geo.AssumedAzimuth, !s.AzimuthKnown && !s.Omni)
	return t
}

func (t *Transmitter) assume(what geo.Assumption, is bool) {
	if is && !slices.Contains(t.Assumed, what) {
		t.Assumed = append(t.Assumed, what)
	}
}

// ErrPath means that what was asked for is no path the model can take.
var ErrPath = errors.New("path not usable")

// The bounds of what is explained. Frames of the terrain are right within 10 m
// up to 100 km; frequencies are those of P.1812.
const (
	leastKm, mostKm         = 0.001, 100
	leastStepKm, mostStepKm = 0.005, 1
	leastMHz, mostMHz       = 30, 6000
	mostHeightM             = 3000
	mostEIRPDBm             = 100
)

// validate refuses ends that no formula can take.
func validate(from *Transmitter, to *Receiver, distanceKm, stepKm float64) error {
	eirp := 0.0
	if from.EIRP != nil {
		eirp = float64(*from.EIRP)
	}
	for _, bound := range []struct {
		name               string
		value, least, most float64
	}{
		{"distance (km)", distanceKm, leastKm, mostKm},
		{"step (km)", stepKm, leastStepKm, mostStepKm},
		{"frequency (MHz)", float64(from.Frequency), leastMHz, mostMHz},
		{"antenna height (m)", from.AntennaHeightM, 0.5, mostHeightM},
		{"receiver height (m)", to.HeightM, 0.5, mostHeightM},
		{"EIRP (dBm)", eirp, -mostEIRPDBm, mostEIRPDBm},
	} {
		if !(bound.value >= bound.least && bound.value <= bound.most) {
			return fmt.Errorf("%w: %s %g: give %g to %g", ErrPath, bound.name, bound.value, bound.least, bound.most)
		}
	}
	return nil
}
