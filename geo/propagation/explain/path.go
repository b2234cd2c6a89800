// Package explain says of one path between a mast and a phone why there is
// signal or none: the profile, the obstacle that matters, every intermediate
// value of the model, and one plain sentence.
package explain

import (
	"fmt"
	"math"
	"strings"
	"unicode"

	"github.com/paulmach/orb"

	"phusong/geo/propagation"
	"phusong/geo/terrain"
)

// Path explains the path from a mast to a receiver over the bare ground, which
// is sampled every stepKm as the map does. The error is ErrPath where an end is
// out of bounds, and holds a terrain.ErrNoElevation that names the place where
// elevation ends.
func Path(ground *terrain.Ground, model propagation.P1812, from Transmitter, to Receiver, stepKm float64) (Explanation, error) {
	frame := terrain.NewFrame(from.Position)
	km, azimuth := frame.Polar(to.Position)
	if err := validate(&from, &to, km, stepKm); err != nil {
		return Explanation{}, err
	}
	radial, err := sample(ground, frame, azimuth, km, stepKm)
	if err != nil {
		return Explanation{}, fmt.Errorf("path from %s: %w", from.Name, err)
	}
	path := propagation.Path{
		Profile:   radial.Profile(km),
		Frequency: from.Frequency,
		TxHeightM: from.AntennaHeightM,
		RxHeightM: to.HeightM,
	}
	result, err := model.Explain(path)
	if err != nil {
		return Explanation{}, fmt.Errorf("path from %s: %w", from.Name, err)
	}
	e := describe(&path, &result, from, to)
	e.Model, e.StepKm, e.AzimuthDeg = model.Name(), stepKm, round(azimuth, 2)
	e.Received = received(from, azimuth, &result)
	if o := e.Obstacle; o != nil {
		at := frame.At(azimuth, o.DistanceKm)
		o.Position = orb.Point{round(at.Lon(), 6), round(at.Lat(), 6)}
	}
	e.Reason = e.reason()
	e.Sentence = Sentence{Vietnamese: e.say(vietnamese()), English: e.say(english())}
	return e, nil
}

// sample returns the ground along one azimuth, from the mast to the first
// sample at or behind the receiver.
func sample(ground *terrain.Ground, frame terrain.Frame, azimuthDeg, km, stepKm float64) (propagation.Radial, error) {
	heights := make([]float64, int(math.Ceil(km/stepKm))+1)
	known := ground.RadialIn(frame, azimuthDeg, stepKm, heights)
	if known < len(heights) {
		endsKm := float64(known) * stepKm
		end := terrain.ErrNoElevation{At: frame.At(azimuthDeg, endsKm)}
		return propagation.Radial{}, fmt.Errorf("elevation ends %.2f km from the mast: %w", endsKm, end)
	}
	return propagation.Radial{StepKm: stepKm, Ground: heights}, nil
}

// describe turns a computed path into an explanation that has no words yet.
func describe(path *propagation.Path, result *propagation.Result, from Transmitter, to Receiver) Explanation {
	last := len(path.GroundM) - 1
	e := Explanation{
		From:         End{printable(from.Name), from.Position, path.GroundM[0], from.AntennaHeightM},
		To:           End{printable(to.Name), to.Position, path.GroundM[last], to.HeightM},
		FrequencyMHz: float64(from.Frequency),
		DistanceKm:   round(result.D, placeKm),
	}
	s := sight{path: path, radiusKm: result.Ae, lineFromM: e.From.antennaM(), lineToM: e.To.antennaM()}
	e.keep(result)
	e.Points = s.points()
	e.RidgesAboveLine = s.ridges()
	e.LineOfSight = e.RidgesAboveLine == 0
	e.Obstacle = s.obstacle(min(e.From.GroundM, e.To.GroundM))
	e.From.GroundM, e.To.GroundM = round(e.From.GroundM, 2), round(e.To.GroundM, 2)
	return e
}

// printable drops what a name from a list could do to a terminal.
func printable(name string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return -1
	}, name)
}
