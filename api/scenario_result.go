package api

import (
	"context"
	"strconv"

	"phusong/api/auth"
	"phusong/geo"
	"phusong/tiles"
)

type resultQuestion struct {
	ScenarioInput
	TrialQuestion
}

func (s *server) scenarioResult(ctx context.Context, q *resultQuestion) (whatIfBody, error) {
	e, err := s.edition(ctx)
	if err != nil {
		return whatIfBody{}, err
	}
	c, err := s.Store.Scenario(ctx, auth.From(ctx), q.ID, q.Version)
	if err != nil {
		return whatIfBody{}, err
	}
	return s.tried(ctx, e, c.Scenario, q.TrialQuestion, false)
}

type hexesQuestion struct {
	ScenarioInput
	Technology technologyWord `query:"technology" default:"4G" doc:"Technology"`
	Operator   operatorWord   `query:"operator" default:"any" doc:"Operator, or any for whichever serves best"`
}

type hexesBody struct {
	Release   string       `json:"release"`
	AsOf      string       `json:"asOf"`
	Synthetic bool         `json:"synthetic"`
	Predicted bool         `json:"predicted"`
	Newer     *releaseMark `json:"newer"`
	HexesChanged
}

func (s *server) scenarioHexes(ctx context.Context, q *hexesQuestion) (hexesBody, error) {
	e, err := s.edition(ctx)
	if err != nil {
		return hexesBody{}, err
	}
	c, err := s.Store.Scenario(ctx, auth.From(ctx), q.ID, q.Version)
	if err != nil {
		return hexesBody{}, err
	}
	a, err := s.readTrial(ctx, TrialQuestion{setWord(q.Technology), q.Operator, definitionWord(geo.Definitions()[0].Code)}, e)
	if err != nil {
		return hexesBody{}, err
	}
	w, err := s.trials.of(ctx, based(c.Scenario, e))
	if err != nil {
		return hexesBody{}, err
	}
	hexes, err := s.hexesOf(ctx, w, a.first)
	if err != nil {
		return hexesBody{}, err
	}
	return hexesBody{strconv.FormatInt(w.Release.ID, 10), day(w.Release.AsOf), w.Release.Synthetic, true, newer(e, w.Release.ID), *hexes}, nil
}

type compareQuestion struct {
	A string `query:"a" required:"true" maxLength:"60" doc:"Id of a scenario"`
	B string `query:"b" required:"true" maxLength:"60" doc:"Id of another"`
	TrialQuestion
}

// compareBody sets two scenarios beside the baseline, which is what the networks
// and the definition asked for come to without either.
type compareBody struct {
	Provenance
	Baseline []baselineBody `json:"baseline" doc:"Of the base of a, and of b's where that is another"`
	SameBase bool           `json:"sameBase" doc:"Where they are not on one base, their figures are gains over different releases"`
	A        comparedBody   `json:"a"`
	B        comparedBody   `json:"b"`
}

type baselineBody struct {
	Release   string    `json:"release"`
	Covered   countBody `json:"covered"`
	Partial   countBody `json:"partial"`
	None      countBody `json:"none"`
	Unknown   countBody `json:"unknown"`
	Reached   float64   `json:"reached" doc:"People who have signal where they live"`
	AsOf      string    `json:"asOf"`
	Synthetic bool      `json:"synthetic"`
}

type comparedBody struct {
	ScenarioRow
	Result whatIfBody `json:"result"`
}

func (s *server) compareScenarios(ctx context.Context, q *compareQuestion) (body compareBody, err error) {
	e, err := s.edition(ctx)
	if err != nil {
		return body, err
	}
	a, err := s.readTrial(ctx, q.TrialQuestion, e)
	if err != nil {
		return body, err
	}
	body.Provenance = q.provenance(e, asked{Question: a.Question})
	bases := map[int64]bool{}
	for i, id := range []string{q.A, q.B} {
		c, err := s.Store.Scenario(ctx, auth.From(ctx), id, 0)
		if err != nil {
			return body, err
		}
		to := []*comparedBody{&body.A, &body.B}[i]
		to.ScenarioRow = scenarioRowOf(ctx, e, c)
		if to.Result, err = s.tried(ctx, e, c.Scenario, q.TrialQuestion, false); err != nil {
			return body, err
		}
		if !bases[c.Base] {
			bases[c.Base] = true
			before, err := s.baseline(ctx, e, c.Scenario, a)
			if err != nil {
				return body, err
			}
			body.Baseline = append(body.Baseline, before)
		}
	}
	body.SameBase = len(bases) == 1
	return body, nil
}

// baseline counts what stands before a scenario.
func (s *server) baseline(ctx context.Context, e *tiles.Edition, scenario geo.Scenario, a trialAsked) (baselineBody, error) {
	w, err := s.trials.of(ctx, based(scenario, e))
	if err != nil {
		return baselineBody{}, err
	}
	answer, err := w.Answer(ctx, s.Engine, a.Question)
	if err != nil {
		return baselineBody{}, err
	}
	counts := answer.Stands()
	was, _ := answer.Reached()
	return baselineBody{Release: strconv.FormatInt(w.Release.ID, 10), AsOf: day(w.Release.AsOf), Synthetic: w.Release.Synthetic, Reached: was,
		Covered: countBody(counts[geo.Covered]), Partial: countBody(counts[geo.Partial]), None: countBody(counts[geo.None]), Unknown: countBody(counts[geo.Unknown])}, nil
}
