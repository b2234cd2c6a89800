package propagation

import (
	"fmt"
	"math"

	"phusong/geo"
)

// P1812 is ITU-R P.1812-6, the model of the map.
type P1812 struct{ settings P1812Settings }

// NewP1812 returns the model, or an error where a setting lies outside the
// Recommendation.
func NewP1812(settings P1812Settings) (P1812, error) {
	if err := settings.validate(); err != nil {
		return P1812{}, err
	}
	return P1812{settings}, nil
}

// Name returns the publisher's name of the model.
func (P1812) Name() string { return "ITU-R P.1812-6" }

// Parameters returns every setting that changes a loss.
func (m P1812) Parameters() []Parameter { return m.settings.parameters() }

func (m P1812) predict(path *Path) Prediction {
	r := m.settings.explain(path)
	return Prediction{Loss: geo.DB(r.Lb), DepartureMrd: r.ThetaT}
}

// nearSteps is how many profile steps away a receiver must be for the
// Recommendation to apply: nearer, a profile has too few points to be one.
const nearSteps = 3

// Explain computes one path as the map does and keeps every intermediate. A
// receiver nearer than three profile steps is beyond the Recommendation: its
// loss is free space and the worst knife edge, and Near says so.
func (m P1812) Explain(path Path) (Result, error) {
	if err := path.validate(); err != nil {
		return Result{}, fmt.Errorf("explain %g MHz: %w", float64(path.Frequency), err)
	}
	return m.settings.explain(&path), nil
}

func (s P1812Settings) explain(path *Path) Result {
	if isNear(path.lengthKm(), path.DistancesKm[1]) {
		return s.evaluateNear(path)
	}
	return s.evaluate(path)
}

// isNear says whether a receiver is too near for the Recommendation.
func isNear(distanceKm, stepKm float64) bool {
	return distanceKm < (nearSteps-clearance)*stepKm
}

// evaluateNear is the loss over the few points of a near receiver.
func (s P1812Settings) evaluateNear(path *Path) Result {
	r := Result{Near: true, D: path.lengthKm(), Ae: medianRadiusKm(s.DeltaN), LineOfSight: true}
	r.Hts, r.Hrs = path.antennas()
	r.Htc, r.Hrc = r.Hts, r.Hrs
	r.Lbfs = float64(freeSpaceLoss(slantKm(r.D, r.Hts, r.Hrs), path.Frequency.GHz()))
	wavelength := speedOfLight / path.Frequency.GHz()
	nu, steepest := math.Inf(-1), elevation(r.Hrs-r.Hts, r.D, r.Ae)
	for i := 1; i < path.last(); i++ {
		d := path.DistancesKm[i]
		over := path.surface(i) + bend(r.Ae)*d*(r.D-d) - (r.Hts*(r.D-d)+r.Hrs*d)/r.D
		nu = max(nu, over*fresnel(d, r.D, wavelength))
		steepest = max(steepest, elevation(path.GroundM[i]-r.Hts, d, r.Ae))
	}
	r.Ld50 = knifeEdge(nu)
	r.ThetaT = 1000 * math.Atan(steepest)
	r.Lb = r.Lbfs + r.Ld50
	return r
}
