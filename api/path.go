package api

import (
	"context"
	"fmt"

	"phusong/data/derive"
	"phusong/geo"
	why "phusong/geo/propagation/explain"
)

type pathQuestion struct {
	From       string         `query:"from" maxLength:"60" doc:"A mast's id or an operator's site code; whichever mast serves best by default"`
	To         string         `query:"to" required:"true" maxLength:"60" doc:"A place as lon,lat, or a hamlet's code"`
	Technology technologyWord `query:"technology" default:"4G" doc:"Technology"`
	Operator   operatorWord   `query:"operator" default:"any" doc:"Operator, or any"`
}

// pathAnswer is the explanation of one path, and what it was made from.
type pathAnswer struct {
	why.Explanation
	Release   string `json:"release"`
	AsOf      string `json:"asOf"`
	Synthetic bool   `json:"synthetic"`
}

func (s *server) path(_ context.Context, q *pathQuestion) (pathAnswer, error) {
	r, err := s.Releases.Current()
	if err != nil {
		return pathAnswer{}, err
	}
	technology, err := geo.ParseTechnology(string(q.Technology))
	if err != nil {
		return pathAnswer{}, err
	}
	question := derive.PathQuestion{From: q.From, Network: geo.Network{Operator: geo.OperatorCode(q.Operator), Technology: technology}}
	if question.To, question.ToName, err = derive.Place(r.View, q.To); err != nil {
		return pathAnswer{}, fmt.Errorf("to=%w", err)
	}
	e, err := derive.Explain(r.View, question)
	if err != nil {
		return pathAnswer{}, err
	}
	return pathAnswer{e, r.ID, day(r.View.Release.AsOf), r.View.Release.Synthetic}, nil
}
