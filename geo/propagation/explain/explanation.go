package explain

import (
	"math"

	"github.com/paulmach/orb"

	"phusong/geo/propagation"
)

// Explanation is one path with everything that made its loss. Its JSON is the
// body of the API; names carry their units and are stable. Heights are above
// sea level unless said otherwise.
type Explanation struct {
	Sentence          Sentence  `json:"sentence"`
	Reason            Reason    `json:"reason" doc:"what decides the path, in one word"`
	Model             string    `json:"model" doc:"the model's name as its publisher writes it"`
	From              End       `json:"from"`
	To                End       `json:"to"`
	FrequencyMHz      float64   `json:"frequencyMhz"`
	DistanceKm        float64   `json:"distanceKm"`
	AzimuthDeg        float64   `json:"azimuthDeg" doc:"from the mast, clockwise from true north"`
	DepartureDeg      float64   `json:"departureDeg" doc:"angle above the horizontal at which the path leaves the antenna"`
	StepKm            float64   `json:"stepKm" doc:"between points of the profile"`
	EarthRadiusKm     float64   `json:"earthRadiusKm" doc:"effective radius of the Earth"`
	Near              bool      `json:"near" doc:"too near for the Recommendation: free space and one knife edge"`
	LineOfSight       bool      `json:"lineOfSight" doc:"no ground above the straight line between the antennas"`
	RidgesAboveLine   int       `json:"ridgesAboveLine" doc:"separate stretches of ground above that line"`
	Obstacle          *Obstacle `json:"obstacle" doc:"the ground that matters most; null where nothing lies between"`
	LossDB            float64   `json:"lossDb" doc:"median basic transmission loss"`
	FreeSpaceLossDB   float64   `json:"freeSpaceLossDb" doc:"the part of distance alone"`
	DiffractionLossDB float64   `json:"diffractionLossDb" doc:"the part of ground and curvature"`
	Received          *Received `json:"received" doc:"null where no radiated power was given"`
	Values            []Value   `json:"values" doc:"every intermediate, in the order of the Recommendation"`
	Points            []Point   `json:"points" doc:"the profile, from the mast to the receiver"`
}

// End is one end of the path.
type End struct {
	Name     string    `json:"name"`
	Position orb.Point `json:"position" doc:"longitude, latitude in degrees, WGS 84"`
	GroundM  float64   `json:"groundM"`
	HeightM  float64   `json:"heightM" doc:"of the antenna above ground"`
}

// antennaM is the antenna above sea level.
func (e End) antennaM() float64 { return e.GroundM + e.HeightM }

// Value is one intermediate of the model, named as in the Recommendation.
type Value struct {
	Symbol   string  `json:"symbol"`
	Equation string  `json:"equation"`
	Unit     string  `json:"unit"`
	Value    float64 `json:"value"`
}

// exactDB is how many decimals of losses and intermediates are kept: as many
// as the model is held to.
const exactDB = 6

// keep takes over the result of the model.
func (e *Explanation) keep(r *propagation.Result) {
	e.Near, e.EarthRadiusKm = r.Near, round(r.Ae, 3)
	e.DepartureDeg = round(r.ThetaT*180/(1000*math.Pi), 3)
	e.LossDB = round(r.Lb, exactDB)
	e.FreeSpaceLossDB = round(r.Lbfs, exactDB)
	e.DiffractionLossDB = round(r.Ld50, exactDB)
	for _, v := range r.Values() {
		if r.Near && !ofNearPath(v) {
			continue
		}
		v.Value = round(v.Value, exactDB)
		e.Values = append(e.Values, Value(v))
	}
}

// ofNearPath reports whether a path too near for the Recommendation has v.
func ofNearPath(v propagation.Value) bool {
	switch v.Symbol {
	case "d", "θt", "hts", "hrs", "htc", "hrc", "ae", "Lbfs", "Ld50", "Lb":
		return true
	}
	return false
}

// round keeps a number of decimals, so that JSON is short and the same on every
// machine; it never gives −0.
func round(v float64, decimals int) float64 {
	scale := math.Pow10(decimals)
	return math.Round(v*scale)/scale + 0
}
