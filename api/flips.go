package api

import (
	"context"

	"phusong/geo"
	"phusong/geo/coverage"
	"phusong/tiles"
)

type flipsQuestion struct {
	Technology setWord        `query:"technology" default:"4G" doc:"Technology, or several of which any will do: voice, 3G+, 4G+ (write + as %2B)"`
	Operator   operatorWord   `query:"operator" default:"any" doc:"Operator, or any for whichever serves best"`
	From       definitionWord `query:"from" default:"centre" doc:"Code of the one definition"`
	To         definitionWord `query:"to" required:"true" doc:"Code of the other definition"`
	Window
}

// flipsBody carries the second definition as the one its figures stand under.
type flipsBody struct {
	Provenance
	From definitionBody `json:"from"`
	To   definitionBody `json:"to"`
	ChangeSums
	Rows []flipRow `json:"rows"`
}

type flipRow struct {
	Code     string      `json:"code"`
	Name     string      `json:"name"`
	Kind     string      `json:"kind"`
	Commune  *unitName   `json:"commune"`
	District *unitName   `json:"district"`
	People   *int        `json:"people"`
	Was      verdictWord `json:"was" doc:"Under the first definition"`
	Is       verdictWord `json:"is" doc:"Under the second"`
}

// flips lists what choosing another definition changes.
func (s *server) flips(ctx context.Context, q *flipsQuestion) (flipsBody, error) {
	e, err := s.edition(ctx)
	if err != nil {
		return flipsBody{}, err
	}
	second := Question{q.Technology, q.Operator, q.To}
	was, err := s.read(ctx, Question{q.Technology, q.Operator, q.From}, e)
	if err != nil {
		return flipsBody{}, err
	}
	is, err := s.read(ctx, second, e)
	if err != nil {
		return flipsBody{}, err
	}
	found := coverage.Flips(e.View.Hamlets, was.verdicts, is.verdicts)
	body := flipsBody{Provenance: second.provenance(e, is), From: definitionBodyOf(was.Definition), To: definitionBodyOf(is.Definition),
		ChangeSums: sumsOf(found), Rows: []flipRow{}}
	names := unitNames(e, home(e))
	for _, c := range of(q.Window, found) {
		place := c.Places[home(e)]
		body.Rows = append(body.Rows, flipRow{string(c.Hamlet.Code), c.Hamlet.Name, string(c.Hamlet.Kind), names.of(place.Commune, geo.LevelCommune),
			names.of(place.District, geo.LevelDistrict), c.Hamlet.People, verdictWord(c.Was.String()), verdictWord(c.Is.String())})
	}
	return body, nil
}

func definitionBodyOf(d geo.Definition) definitionBody {
	return definitionBody{d.Code, string(d.Basis), tiles.Text{Vietnamese: d.Vietnamese, English: d.English}}
}
