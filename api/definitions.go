package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
)

// definitionRoutes is what makes a hamlet covered: what is known, what is added.
func (s *server) definitionRoutes(api huma.API) {
	get(api, "/api/definitions", "definitions", "What may be asked for: every definition with its source, and every set of technologies", s.definitions)
	get(api, "/api/flips", "flips", "Hamlets whose verdict differs between two definitions", s.flips)
	change(api, http.MethodPost, "/api/definitions", "addDefinition", "Add a definition; it never changes", http.StatusCreated, s.addDefinition)
	change(api, http.MethodPost, "/api/definitions/{code}/retire", "retireDefinition", "No longer offer a definition; what was said by it can still be asked", http.StatusOK, s.retireDefinition)
}

type definitionsBody struct {
	Rows         []definitionRow `json:"rows" doc:"Those that are always there first"`
	Technologies []setBody       `json:"technologies"`
}

// definitionRow is a definition in full.
type definitionRow struct {
	Code        string             `json:"code"`
	Vietnamese  string             `json:"vi"`
	English     string             `json:"en"`
	Source      string             `json:"source" doc:"Where it comes from"`
	Basis       geo.Basis          `json:"basis" enum:"centre,people,area"`
	CoveredFrom float64            `json:"coveredFrom" doc:"Share, 0 to 1, from which a hamlet is covered; 0 by the centre point"`
	NoneBelow   float64            `json:"noneBelow" doc:"Share of the people, or of the area, under which it is dark"`
	Levels      map[string]float64 `json:"levels" doc:"Least level that counts as signal by technology, dBm outdoors at 1.5 m: its own, or that of the classes"`
	OwnLevels   []string           `json:"ownLevels" doc:"Technologies whose least level is the definition's own"`
	Confidence  float64            `json:"confidence" doc:"How likely what counts must have signal; 0.5 is the median"`
	AddedAt     *time.Time         `json:"addedAt" doc:"null where it is always there"`
	AddedBy     string             `json:"addedBy,omitempty" doc:"Shown to those with an account of the administration"`
	Retired     bool               `json:"retired" doc:"No longer offered"`
	BuiltIn     bool               `json:"builtin"`
}

// setBody is a set of technologies of which any will do.
type setBody struct {
	Code       string   `json:"code"`
	Vietnamese string   `json:"vi"`
	English    string   `json:"en"`
	Members    []string `json:"members"`
	Source     string   `json:"source" doc:"Why these; empty where there is nothing to say"`
}

func (s *server) definitions(ctx context.Context, _ *struct{}) (definitionsBody, error) {
	all, err := s.known(ctx)
	if err != nil {
		return definitionsBody{}, err
	}
	body := definitionsBody{Rows: []definitionRow{}}
	for _, d := range all {
		body.Rows = append(body.Rows, definitionRowOf(ctx, d))
	}
	for _, set := range geo.TechnologySets() {
		vietnamese, english := set.Words()
		row := setBody{Code: string(set), Vietnamese: vietnamese, English: english, Source: set.Source()}
		for _, t := range set.Members() {
			row.Members = append(row.Members, t.String())
		}
		body.Technologies = append(body.Technologies, row)
	}
	return body, nil
}

// known are all definitions, retired ones too. Without a store there are those
// that are always there.
func (s *server) known(ctx context.Context) ([]data.Definition, error) {
	if s.Store != nil {
		return s.Store.Definitions(ctx)
	}
	var all []data.Definition
	for _, d := range geo.Definitions() {
		all = append(all, data.Definition{Definition: d})
	}
	return all, nil
}

// offered are the definitions that are not retired.
func (s *server) offered(ctx context.Context) ([]geo.Definition, error) {
	all, err := s.known(ctx)
	var offered []geo.Definition
	for _, d := range all {
		if d.RetiredAt == nil {
			offered = append(offered, d.Definition)
		}
	}
	return offered, err
}

// definition is the one of a code; what there is none of is a wrong parameter,
// which names those there are.
func (s *server) definition(ctx context.Context, code string) (geo.Definition, error) {
	d, err := geo.ParseDefinition(code)
	if err == nil || s.Store == nil {
		if err != nil {
			err = fmt.Errorf("%w: %w", problem.ErrParameter, err)
		}
		return d, err
	}
	added, err := s.Store.Definition(ctx, code)
	if errors.Is(err, data.ErrNoDefinition) {
		err = fmt.Errorf("%w: %w", problem.ErrParameter, err)
	}
	return added.Definition, err
}

func definitionRowOf(ctx context.Context, d data.Definition) definitionRow {
	row := definitionRow{
		Code: d.Code, Vietnamese: d.Vietnamese, English: d.English, Source: d.Source, Basis: d.Basis, CoveredFrom: d.CoveredFrom, NoneBelow: d.NoneBelow,
		Levels: map[string]float64{}, OwnLevels: []string{}, Confidence: d.Confidence, Retired: d.RetiredAt != nil, BuiltIn: d.BuiltIn(),
	}
	for _, t := range geo.Technologies() {
		row.Levels[t.String()] = float64(d.Least(t))
		if _, own := d.Levels[t]; own {
			row.OwnLevels = append(row.OwnLevels, t.String())
		}
	}
	if !d.BuiltIn() {
		at := d.AddedAt.UTC()
		row.AddedAt = &at
	}
	if who := auth.From(ctx); who.Cut() == data.StaffCut || who.Role == data.Administrator || who.Role == data.Auditor {
		row.AddedBy = d.AddedBy
	}
	return row
}

type addDefinitionInput struct {
	Body struct {
		Code        string             `json:"code" minLength:"1" maxLength:"40" doc:"Small letters a to z, digits and hyphens: people-95"`
		Vietnamese  string             `json:"vi" minLength:"1" maxLength:"2000"`
		English     string             `json:"en" minLength:"1" maxLength:"2000"`
		Source      string             `json:"source" minLength:"1" maxLength:"2000" doc:"Where it comes from: a decision, a letter, a norm"`
		Basis       geo.Basis          `json:"basis" enum:"centre,people,area"`
		CoveredFrom float64            `json:"coveredFrom" required:"false" doc:"Share, 0 to 1, from which a hamlet is covered; 0 by the centre point"`
		NoneBelow   float64            `json:"noneBelow" doc:"Share under which it is dark"`
		Levels      map[string]float64 `json:"levels" required:"false" maxProperties:"8" doc:"Least level that counts as signal by technology, dBm: {\"4G\": -105}; that of the classes where not said"`
		Confidence  float64            `json:"confidence" required:"false" default:"0.5" doc:"0.5, the median, to 0.99"`
	}
}

// addDefinition keeps a definition; whoever adds it is written down.
func (s *server) addDefinition(ctx context.Context, in *addDefinitionInput) (definitionRow, error) {
	b := in.Body
	d := geo.Definition{Code: b.Code, Basis: b.Basis, CoveredFrom: b.CoveredFrom, NoneBelow: b.NoneBelow, Vietnamese: b.Vietnamese, English: b.English,
		Source: b.Source, Confidence: b.Confidence}
	for name, level := range b.Levels {
		t, err := geo.ParseTechnology(name)
		if err != nil {
			return definitionRow{}, fmt.Errorf("%w: levels: %w", problem.ErrParameter, err)
		}
		if d.Levels == nil {
			d.Levels = map[geo.Technology]geo.DBm{}
		}
		d.Levels[t] = geo.DBm(level)
	}
	added, err := s.Store.AddDefinition(ctx, auth.Actor(ctx), d)
	if errors.Is(err, data.ErrDefinitionTaken) {
		return definitionRow{}, problem.New(http.StatusConflict, err.Error())
	}
	return definitionRowOf(ctx, added), err
}

type definitionInput struct {
	Code string `path:"code" maxLength:"60"`
}

// retireDefinition takes a definition off the list of what is offered.
func (s *server) retireDefinition(ctx context.Context, in *definitionInput) (definitionRow, error) {
	retired, err := s.Store.RetireDefinition(ctx, auth.Actor(ctx), in.Code)
	if errors.Is(err, data.ErrNoDefinition) {
		return definitionRow{}, problem.Absent()
	}
	return definitionRowOf(ctx, retired), err
}
