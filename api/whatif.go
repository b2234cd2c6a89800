package api

import (
	"cmp"
	"context"
	"net/http"
	"strconv"

	"github.com/danielgtaylor/huma/v2"

	"phusong/data/derive"
	"phusong/geo"
	"phusong/tiles"
)

// scenarioRoutes is what planners try out before anybody builds.
func (s *server) scenarioRoutes(api huma.API) {
	change(api, http.MethodPost, "/api/what-if", "whatIf", "What masts put up, moved, changed or taken down would do; nothing is kept", http.StatusOK, s.whatIf)
	get(api, "/api/scenarios", "scenarios", "Named what-ifs, the one saved last first", s.scenarios)
	change(api, http.MethodPost, "/api/scenarios", "addScenario", "Keep a what-if under a name", http.StatusCreated, s.addScenario)
	get(api, "/api/scenario-comparison", "compareScenarios", "Two scenarios beside each other and the baseline", s.compareScenarios)
	get(api, "/api/scenarios/{id}", "scenario", "One scenario, in its current version or an earlier one", s.scenario)
	change(api, http.MethodPut, "/api/scenarios/{id}", "saveScenario", "Save a scenario of one's own as its next version", http.StatusOK, s.saveScenario)
	order(api, http.MethodDelete, "/api/scenarios/{id}", "deleteScenario", "Take a scenario of one's own off the list", s.deleteScenario)
	get(api, "/api/scenarios/{id}/versions", "scenarioVersions", "The versions that are kept of a scenario, the latest first", s.scenarioVersions)
	change(api, http.MethodPost, "/api/scenarios/{id}/restore", "restoreScenario", "Make an earlier version the next one: undo, and redo", http.StatusOK, s.restoreScenario)
	get(api, "/api/scenarios/{id}/result", "scenarioResult", "What a scenario would change", s.scenarioResult)
	get(api, "/api/scenarios/{id}/hexes", "scenarioHexes", "The hexes a scenario would change, for one network", s.scenarioHexes)
	s.triedRoutes(api)
	scenarioExamples(api)
}

type whatIfInput struct {
	Body struct {
		geo.Scenario
		Technology setWord        `json:"technology" required:"false" default:"4G" doc:"Of the networks whose hamlets are listed: one, or several of which any will do. Hexes are listed of the first"`
		Operator   operatorWord   `json:"operator" required:"false" default:"any"`
		Definition definitionWord `json:"definition" required:"false" default:"centre"`
		Hexes      bool           `json:"hexes" required:"false" doc:"Whether the hexes of that network are wanted"`
	}
}

// whatIfBody is what a scenario would change. All of it is predicted.
type whatIfBody struct {
	Provenance
	Predicted bool          `json:"predicted" doc:"Always true: nothing of this is measured"`
	Newer     *releaseMark  `json:"newer" doc:"The release that readers see by now, where the base is another: nothing is worked out anew for it unless it is made the base"`
	Changes   int           `json:"changes"`
	Gains     []gainRow     `json:"gains" doc:"For every network and every definition that each release keeps, those without a change too; last for what was asked, where that is something else"`
	Reached   []reachedRow  `json:"reached" doc:"People who have signal where they live, for every network"`
	Flips     []flippedRow  `json:"flips" doc:"Hamlets whose verdict changes, for the networks and the definition asked for"`
	Hexes     *HexesChanged `json:"hexes,omitempty"`
}

type countBody struct {
	Hamlets    int `json:"hamlets"`
	Households int `json:"households"`
	People     int `json:"people"`
}

// gainRow counts the hamlets whose verdict rises, falls, or is or was unknown.
type gainRow struct {
	Technology string    `json:"technology"`
	Operator   string    `json:"operator"`
	Definition string    `json:"definition"`
	Gained     countBody `json:"gained"`
	Lost       countBody `json:"lost"`
	Unclear    countBody `json:"unclear"`
}

func gainRowOf(g derive.Gain) gainRow {
	q := g.Question
	return gainRow{string(q.Technologies), string(q.Operator), q.Definition.Code, countBody(g.Gained), countBody(g.Lost), countBody(g.Unclear)}
}

type reachedRow struct {
	Technology string  `json:"technology"`
	Operator   string  `json:"operator"`
	Was        float64 `json:"was"`
	Becomes    float64 `json:"becomes"`
}

type flippedRow struct {
	Code       string      `json:"code"`
	Name       string      `json:"name"`
	Commune    string      `json:"commune"`
	Lon        float64     `json:"lon"`
	Lat        float64     `json:"lat"`
	People     *int        `json:"people"`
	Households *int        `json:"households"`
	Was        verdictWord `json:"was"`
	Becomes    verdictWord `json:"becomes"`
}

// HexesChanged are hexes in columns: element i of each belongs to hex i.
type HexesChanged struct {
	Technology   string        `json:"technology"`
	Operator     string        `json:"operator"`
	Resolution   int           `json:"resolution"`
	IDs          []uint64      `json:"ids" doc:"The significant digits of each H3 index, as in tiles; ascending"`
	Was          []int         `json:"was" doc:"Classes, as in tiles"`
	Becomes      []int         `json:"becomes"`
	WasLevel     []geo.Level16 `json:"wasLevel" doc:"In tenths of a dBm; -32768 below the floor, -32767 unknown"`
	BecomesLevel []geo.Level16 `json:"becomesLevel"`
}

// TrialQuestion is for which networks a scenario is asked about in full, and by
// which definition.
type TrialQuestion = Question

type trialAsked struct {
	geo.Question
	first geo.Network // of those that count
}

func (s *server) readTrial(ctx context.Context, q TrialQuestion, e *tiles.Edition) (a trialAsked, err error) {
	a.Operator, a.Technologies = geo.OperatorCode(q.Operator), geo.TechnologySet(q.Technology)
	if err := mayAsk(e, a.Operator); err != nil {
		return a, err
	}
	a.first = a.Networks()[0] // words are checked on the way in
	a.Definition, err = s.definition(ctx, string(q.Definition))
	return a, err
}

// whatIf works out what is not kept.
func (s *server) whatIf(ctx context.Context, in *whatIfInput) (whatIfBody, error) {
	e, err := s.edition(ctx)
	if err != nil {
		return whatIfBody{}, err
	}
	q := TrialQuestion{Technology: in.Body.Technology, Operator: in.Body.Operator, Definition: in.Body.Definition}
	return s.tried(ctx, e, in.Body.Scenario, q, in.Body.Hexes)
}

// tried works a scenario out and puts it in the answer's words.
func (s *server) tried(ctx context.Context, e *tiles.Edition, scenario geo.Scenario, q TrialQuestion, hexes bool) (whatIfBody, error) {
	a, err := s.readTrial(ctx, q, e)
	if err != nil {
		return whatIfBody{}, err
	}
	w, err := s.trials.of(ctx, based(scenario, e))
	if err != nil {
		return whatIfBody{}, err
	}
	body := whatIfBody{Provenance: q.provenance(e, asked{Question: a.Question}), Predicted: true, Changes: len(scenario.Changes), Flips: []flippedRow{}, Newer: newer(e, w.Release.ID)}
	body.Release, body.AsOf, body.Synthetic = strconv.FormatInt(w.Release.ID, 10), day(w.Release.AsOf), w.Release.Synthetic
	for n, network := range geo.Networks() {
		technology, operator := network.Technology.String(), string(network.Operator)
		was, becomes := w.Reached(n)
		body.Reached = append(body.Reached, reachedRow{technology, operator, was, becomes})
		for _, d := range geo.Definitions() {
			body.Gains = append(body.Gains, gainRowOf(w.Gain(n, d)))
		}
	}
	answer, err := w.Answer(ctx, s.Engine, a.Question)
	if err != nil {
		return whatIfBody{}, err
	}
	g := answer.Gain()
	if _, listed := a.Stored(); !listed {
		body.Gains = append(body.Gains, gainRowOf(g))
	}
	body.Flips = flippedOf(e, g)
	if hexes {
		body.Hexes, err = s.hexesOf(ctx, w, a.first)
	}
	return body, err
}

// based is a scenario with its base said.
func based(s geo.Scenario, e *tiles.Edition) geo.Scenario {
	if s.Base == 0 {
		s.Base = e.View.Release.ID
	}
	return s
}

// newer is the release that readers see, where a base is another.
func newer(e *tiles.Edition, base int64) *releaseMark {
	if e.View.Release.ID == base {
		return nil
	}
	mark := markOf(e)
	return &mark
}

func flippedOf(e *tiles.Edition, g derive.Gain) []flippedRow {
	rows := []flippedRow{}
	units := geo.IndexUnits(e.View.Units)
	for _, f := range g.Flips {
		h := f.Hamlet
		commune := cmp.Or(units.Name(h.Commune, geo.LevelCommune, h.Vintage), string(h.Commune))
		rows = append(rows, flippedRow{string(h.Code), h.Name, commune, h.Centre.Lon(), h.Centre.Lat(), h.People, h.Households,
			verdictWord(f.Was.String()), verdictWord(f.Becomes.String())})
	}
	return rows
}

func (s *server) hexesOf(ctx context.Context, w *derive.WhatIf, network geo.Network) (*HexesChanged, error) {
	changed, scale, err := w.Hexes(ctx, s.Engine, network)
	if err != nil {
		return nil, err
	}
	all := &HexesChanged{Technology: network.Technology.String(), Operator: string(network.Operator), Resolution: w.Resolution(),
		IDs: []uint64{}, Was: []int{}, Becomes: []int{}, WasLevel: []geo.Level16{}, BecomesLevel: []geo.Level16{}}
	for _, h := range changed {
		all.IDs = append(all.IDs, h.Hex.Short())
		all.Was, all.Becomes = append(all.Was, int(h.Was.Level.Class(scale))), append(all.Becomes, int(h.Becomes.Level.Class(scale)))
		all.WasLevel, all.BecomesLevel = append(all.WasLevel, h.Was.Level), append(all.BecomesLevel, h.Becomes.Level)
	}
	return all, nil
}
