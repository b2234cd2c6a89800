package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"

	"phusong/api/auth"
	"phusong/geo"
	"phusong/tiles"
)

// triedRoutes are the hexes that scenarios would change, in numbers: what the page
// paints, and tells of the hex that is pointed at.
func (s *server) triedRoutes(api huma.API) {
	add(api, http.MethodPost, "/api/what-if/columns", "whatIfColumns", "The hexes a what-if would change for one network, before and after, as hex columns; nothing is kept", http.StatusOK, s.whatIfColumns)
	add(api, http.MethodGet, "/api/scenarios/{id}/columns", "scenarioColumns", "The hexes a scenario would change for one network, before and after, as hex columns", http.StatusOK, s.scenarioColumns)
	paths := api.OpenAPI().Paths
	for _, operation := range []*huma.Operation{paths["/api/what-if/columns"].Post, paths["/api/scenarios/{id}/columns"].Get} {
		operation.Responses["200"] = &huma.Response{
			Description: "Class, level and operator, and the same before; all of it is predicted",
			Content:     map[string]*huma.MediaType{tiles.HexColumns.ContentType(): {Schema: &huma.Schema{Type: huma.TypeString, Format: "binary"}}}}
		operation.Responses["204"] = &huma.Response{Description: "No hex changes"}
	}
}

type triedInput struct {
	Body struct {
		geo.Scenario
		Technology technologyWord `json:"technology" required:"false" default:"4G"`
		Operator   operatorWord   `json:"operator" required:"false" default:"any"`
	}
}

// drawn is an answer whose bytes are ready.
type drawn struct {
	Body func(huma.Context)
}

func (s *server) whatIfColumns(ctx context.Context, in *triedInput) (*drawn, error) {
	e, err := s.edition(ctx)
	if err != nil {
		return nil, err
	}
	return s.triedColumns(ctx, e, in.Body.Scenario, in.Body.Technology, in.Body.Operator)
}

func (s *server) scenarioColumns(ctx context.Context, q *hexesQuestion) (*drawn, error) {
	e, err := s.edition(ctx)
	if err != nil {
		return nil, err
	}
	c, err := s.Store.Scenario(ctx, auth.From(ctx), q.ID, q.Version)
	if err != nil {
		return nil, err
	}
	return s.triedColumns(ctx, e, c.Scenario, q.Technology, q.Operator)
}

// triedColumns works a scenario out and answers with what it changes for a network.
func (s *server) triedColumns(ctx context.Context, e *tiles.Edition, scenario geo.Scenario, technology technologyWord, operator operatorWord) (*drawn, error) {
	a, err := s.readTrial(ctx, TrialQuestion{setWord(technology), operator, definitionWord(geo.Definitions()[0].Code)}, e)
	if err != nil {
		return nil, err
	}
	scenario = based(scenario, e)
	w, err := s.trials.of(ctx, scenario)
	if err != nil {
		return nil, err
	}
	key, err := keyOf(scenario)
	if err != nil {
		return nil, err
	}
	tile, err := e.Tried(fmt.Sprintf("%x %s-%s", key, technology, operator), func() ([]geo.HexChange, geo.Scale, error) {
		return w.Hexes(context.WithoutCancel(ctx), s.Engine, a.first) // others may be waiting for it
	})
	if err != nil && !errors.Is(err, tiles.ErrEmpty) {
		return nil, err
	}
	return &drawn{func(at huma.Context) {
		r, to := humachi.Unwrap(at)
		sendDrawn(to, r, tile, err, tiles.HexColumns, never)
	}}, nil
}
