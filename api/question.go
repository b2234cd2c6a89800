package api

import (
	"context"
	"fmt"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"phusong/geo"
	"phusong/tiles"
)

// The parameters that are one of a few words. Their words come from geo, so that
// the OpenAPI document and the checks can never differ from what is computed. A
// definition may have been added since: its form alone is checked on the way in.
type (
	technologyWord string
	setWord        string
	operatorWord   string
	definitionWord string
	vintageWord    string
	levelWord      string
	verdictWord    string
)

// Schema is part of huma.SchemaProvider.
func (technologyWord) Schema(huma.Registry) *huma.Schema { return oneOf(geo.Technologies()) }

// Schema is part of huma.SchemaProvider.
func (setWord) Schema(huma.Registry) *huma.Schema { return oneOf(geo.TechnologySets()) }

// Schema is part of huma.SchemaProvider.
func (operatorWord) Schema(huma.Registry) *huma.Schema {
	codes := []any{string(geo.AnyOperator)}
	for _, o := range geo.Operators() {
		codes = append(codes, string(o.Code))
	}
	return words(codes)
}

// Schema is part of huma.SchemaProvider.
func (definitionWord) Schema(huma.Registry) *huma.Schema {
	var always []any
	for _, d := range geo.Definitions() {
		always = append(always, d.Code)
	}
	longest := 60
	s := &huma.Schema{Type: huma.TypeString, MaxLength: &longest,
		Description: fmt.Sprintf("The code of a definition: one of %v, or one that was added; /api/definitions lists them all", always)}
	s.PrecomputeMessages()
	return s
}

// Schema is part of huma.SchemaProvider.
func (vintageWord) Schema(huma.Registry) *huma.Schema {
	var codes []any
	for _, v := range geo.Vintages() {
		codes = append(codes, string(v))
	}
	return words(codes)
}

// Schema is part of huma.SchemaProvider.
func (levelWord) Schema(huma.Registry) *huma.Schema {
	return oneOf([]geo.Level{geo.LevelProvince, geo.LevelDistrict, geo.LevelCommune, geo.LevelHamlet})
}

// Schema is part of huma.SchemaProvider.
func (verdictWord) Schema(huma.Registry) *huma.Schema { return oneOf(geo.Verdicts()) }

func oneOf[T interface{ String() string }](values []T) *huma.Schema {
	codes := make([]any, len(values))
	for i, v := range values {
		codes[i] = v.String()
	}
	return words(codes)
}

func words(codes []any) *huma.Schema {
	s := &huma.Schema{Type: huma.TypeString, Enum: codes}
	s.PrecomputeMessages()
	return s
}

// Question is what every question about verdicts says: whose signal, of which
// technology, judged how.
type Question struct {
	Technology setWord        `query:"technology" default:"4G" doc:"Technology, or several of which any will do: voice, 3G+, 4G+ (write + as %2B); /api/definitions says which"`
	Operator   operatorWord   `query:"operator" default:"any" doc:"Operator, or any for whichever serves best"`
	Definition definitionWord `query:"definition" default:"centre" doc:"Code of the definition of the verdict: /api/definitions explains each"`
}

// asked is a question understood and the verdicts that answer it: element i is of
// hamlet i of the edition's view. Places are the networks' in every list of
// networks.
type asked struct {
	geo.Question
	places   []int
	verdicts []geo.Verdict
}

// read fails for a network that the edition does not show, and for a definition
// that nobody has added.
func (s *server) read(ctx context.Context, q Question, e *tiles.Edition) (asked, error) {
	a := asked{Question: geo.Question{Operator: geo.OperatorCode(q.Operator), Technologies: geo.TechnologySet(q.Technology)}}
	if err := mayAsk(e, a.Operator); err != nil {
		return asked{}, err
	}
	var err error
	if a.Definition, err = s.definition(ctx, string(q.Definition)); err != nil {
		return asked{}, err
	}
	for _, n := range a.Networks() {
		a.places = append(a.places, slices.Index(geo.Networks(), n))
	}
	a.verdicts = e.Verdicts(a.Question)
	return a, nil
}

// Provenance is what every figure carries.
type Provenance struct {
	Release        string         `json:"release"`
	AsOf           string         `json:"asOf" doc:"Date of the newest input, YYYY-MM-DD"`
	Synthetic      bool           `json:"synthetic" doc:"True where the input is invented"`
	Territory      tiles.Text     `json:"territory"`
	Technology     setWord        `json:"technology"`
	Operator       operatorWord   `json:"operator"`
	Definition     definitionWord `json:"definition"`
	DefinitionText tiles.Text     `json:"definitionText"`
}

func (q Question) provenance(r *tiles.Edition, a asked) Provenance {
	return Provenance{
		Release: r.ID, AsOf: day(r.View.Release.AsOf), Synthetic: r.View.Release.Synthetic,
		Territory: territory(r), Technology: q.Technology, Operator: q.Operator, Definition: q.Definition,
		DefinitionText: tiles.Text{Vietnamese: a.Definition.Vietnamese, English: a.Definition.English},
	}
}
