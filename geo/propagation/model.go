// Package propagation predicts how much of a signal is lost between a mast and
// a phone. One file holds one Recommendation or part of it.
package propagation

import "phusong/geo"

// Layer is one frequency radiated from one antenna height of a mast.
type Layer struct {
	Frequency geo.MHz
	HeightM   float64 // of the antenna's centre above ground
	// MaxLoss lets a model skip work: a loss proved to exceed it may be given
	// as +Inf. Zero asks for every loss. The layers of one height are skipped
	// together, so like bounds skip most.
	MaxLoss geo.DB
}

// Radial is the ground along one azimuth from a mast, evenly sampled: Ground[i]
// is the height above sea level, in metres, at i·StepKm; Ground[0] is the foot
// of the mast. Clutter[i] is the height of trees and houses above Ground[i];
// nil means none.
type Radial struct {
	StepKm  float64
	Ground  []float64
	Clutter []float64
}

// Prediction is the median basic transmission loss of one layer at one
// receiver, and the elevation angle at which the path leaves the antenna, in
// milliradians above the horizontal.
type Prediction struct {
	Loss         geo.DB
	DepartureMrd float64
}

// Model predicts basic transmission loss over terrain. It is the one door
// between the radio and everything that uses it.
type Model interface {
	// Name is the model's name as its publisher writes it.
	Name() string
	// Parameters names every setting that changes a result, in a fixed order.
	Parameters() []Parameter
	// NewTracer returns working memory for the layers of one mast. A tracer
	// serves one goroutine; Reset re-uses it for another mast.
	NewTracer() Tracer
}

// Parameter is one setting of a model, as shown to users and kept in a release.
type Parameter struct {
	Name, Value, Source string
}

// Tracer predicts along the radials of one mast at a time.
type Tracer interface {
	// Reset starts a mast.
	Reset(layers []Layer)
	// Trace predicts every layer at every receiver of one radial: receiver i,
	// layer l goes to out[i*len(layers)+l]. Distances are in km from the mast,
	// ascending, more than zero and within the radial. The receiver's own
	// ground is read from the radial.
	Trace(radial Radial, distancesKm []float64, out []Prediction)
}

// ReceiverHeightM is the height of a phone above ground.
const ReceiverHeightM = 1.5
