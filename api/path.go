package api

import (
	"context"
	"fmt"
	"slices"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/data"
	"phusong/data/derive"
	"phusong/geo"
	why "phusong/geo/propagation/explain"
	"phusong/tiles"
)

type pathQuestion struct {
	From       string         `query:"from" maxLength:"60" doc:"A mast's id or an operator's site code; whichever mast serves best by default"`
	To         string         `query:"to" required:"true" maxLength:"60" doc:"A place as lon,lat, or a hamlet's code"`
	Technology technologyWord `query:"technology" default:"4G" doc:"Technology"`
	Operator   operatorWord   `query:"operator" default:"any" doc:"Operator, or any of those whose masts are shown"`
	Past
}

// pathAnswer is the explanation of one path, and what it was made from. What
// tells of the transmitter stands here a second time, where it can be absent.
type pathAnswer struct {
	why.Explanation
	FrequencyMHz    *float64      `json:"frequencyMhz,omitempty"`
	LossDB          *float64      `json:"lossDb,omitempty" doc:"median basic transmission loss"`
	FreeSpaceLossDB *float64      `json:"freeSpaceLossDb,omitempty" doc:"the part of distance alone"`
	Received        *receivedBody `json:"received" doc:"null where no radiated power was given"`
	Values          []why.Value   `json:"values" doc:"every intermediate, in the order of the Recommendation; none where the transmitter's fields are hidden"`
	Hidden          []data.Field  `json:"hidden" doc:"Fields of the mast that are not shown to whoever asks, with all they could be told from"`
	Release         string        `json:"release"`
	AsOf            string        `json:"asOf"`
	Synthetic       bool          `json:"synthetic"`
}

type receivedBody struct {
	why.Received
	EIRPDBm         *float64 `json:"eirpDbm,omitempty" doc:"radiated at the antenna's peak, in what the technology measures"`
	AntennaGainDB   *float64 `json:"antennaGainDb,omitempty" doc:"relative to the peak, in the direction of the path: 0 or less"`
	OffBoresightDeg *float64 `json:"offBoresightDeg" doc:"between the antenna's azimuth and the path; null where the azimuth is not known, means nothing or is hidden"`
}

func (s *server) path(ctx context.Context, q *pathQuestion) (pathAnswer, error) {
	r, err := s.whole(ctx, q.Past)
	if err != nil {
		return pathAnswer{}, err
	}
	if r.Cut == data.PublicCut {
		return pathAnswer{}, problem.Absent()
	}
	if err := mayAsk(r, geo.OperatorCode(q.Operator)); err != nil {
		return pathAnswer{}, err
	}
	network, err := geo.ParseNetwork(string(q.Operator), string(q.Technology))
	if err != nil {
		return pathAnswer{}, err
	}
	hidden := hiddenOnPaths(auth.From(ctx), r)
	question := derive.PathQuestion{From: q.From, Network: network}
	if question.To, question.ToName, err = derive.Place(r.View, q.To); err != nil {
		return pathAnswer{}, fmt.Errorf("to=%w", err)
	}
	e, err := derive.Explain(nameless(r, hidden), question)
	if err != nil {
		return pathAnswer{}, err
	}
	a := discreet(e, hidden)
	a.Release, a.AsOf, a.Synthetic = r.ID, day(r.View.Release.AsOf), r.View.Release.Synthetic
	return a, nil
}

// hiddenOnPaths are the fields that the audience does not see of every mast the
// path may start at.
func hiddenOnPaths(who data.Audience, r *tiles.Edition) []data.Field {
	var hidden []data.Field
	for _, o := range geo.Operators() {
		if r.Cut.SeesMasts(o.Code) {
			hidden = append(hidden, hiddenFields(who, o.Code)...)
		}
	}
	slices.Sort(hidden)
	return append([]data.Field{}, slices.Compact(hidden)...)
}

// nameless is the edition's view; where site codes are hidden, masts are called
// by their ids, and nobody can try whether a code exists.
func nameless(r *tiles.Edition, hidden []data.Field) *data.View {
	if !slices.Contains(hidden, data.CodeField) {
		return r.View
	}
	view := *r.View
	view.Sectors = slices.Clone(view.Sectors)
	for i, s := range view.Sectors {
		view.Sectors[i].SiteCode = geo.SiteCode(view.Masts[s.Site].ID)
	}
	return &view
}

// discreet leaves out of an explanation what is hidden, and what could be turned
// back into it: a loss and a level make a power, a free-space loss a frequency.
func discreet(e why.Explanation, hidden []data.Field) pathAnswer {
	a := pathAnswer{Explanation: e, Hidden: hidden, Values: []why.Value{}}
	if e.Received != nil {
		a.Received = &receivedBody{Received: *e.Received}
	}
	for _, f := range []data.Field{data.FrequencyField, data.PowerField, data.GainField, data.TiltField, data.AzimuthField} {
		if slices.Contains(hidden, f) {
			if a.Received != nil {
				a.Received.Assumed = []geo.Assumption{}
			}
			return a
		}
	}
	a.FrequencyMHz, a.LossDB, a.FreeSpaceLossDB, a.Values = &e.FrequencyMHz, &e.LossDB, &e.FreeSpaceLossDB, e.Values
	if e.Received != nil {
		a.Received.EIRPDBm, a.Received.AntennaGainDB, a.Received.OffBoresightDeg = &e.Received.EIRPDBm, &e.Received.AntennaGainDB, e.Received.OffBoresightDeg
	}
	return a
}
