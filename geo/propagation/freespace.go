package propagation

import (
	"fmt"
	"math"

	"phusong/geo"
)

// freeSpaceLoss is the basic transmission loss between isotropic antennas
// slantKm apart (ITU-R P.525-4 eq. (4), the same as P.1812-6 eq. (8)).
func freeSpaceLoss(slantKm, frequencyGHz float64) geo.DB {
	return geo.DB(92.4 + 20*math.Log10(frequencyGHz) + 20*math.Log10(slantKm))
}

// slantKm is the straight distance between two antennas whose heights above
// sea level are in metres (P.1812-6 eq. (8a)).
func slantKm(distanceKm, txM, rxM float64) float64 {
	return math.Hypot(distanceKm, (txM-rxM)/1000)
}

// FreeSpace is the model of an empty world: no ground, no curvature. It is the
// upper bound on every level and is offered for comparison only.
type FreeSpace struct{}

// Name returns the publisher's name of the model.
func (FreeSpace) Name() string { return "Free space (ITU-R P.525-4)" }

// Parameters returns the one setting there is.
func (FreeSpace) Parameters() []Parameter { return []Parameter{receiverHeight()} }

// NewTracer returns working memory for one goroutine.
func (FreeSpace) NewTracer() Tracer { return newPathwise(freeSpacePrediction) }

func freeSpacePrediction(path *Path) Prediction {
	tx, rx := path.antennas()
	distance := path.lengthKm()
	return Prediction{
		Loss:         freeSpaceLoss(slantKm(distance, tx, rx), path.Frequency.GHz()),
		DepartureMrd: 1000 * math.Atan((rx-tx)/(1000*distance)),
	}
}

func receiverHeight() Parameter {
	return Parameter{
		Name:   "receiver height above ground",
		Value:  fmt.Sprintf("%g m", ReceiverHeightM),
		Source: "height of a phone outdoors; 3GPP TR 38.901 §7.2",
	}
}
