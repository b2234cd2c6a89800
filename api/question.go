package api

import (
	"github.com/danielgtaylor/huma/v2"

	"phusong/geo"
	"phusong/tiles"
)

// The parameters that are one of a few words. Their words come from geo, so that
// the OpenAPI document and the checks can never differ from what is computed.
type (
	technologyWord string
	operatorWord   string
	definitionWord string
	vintageWord    string
	levelWord      string
	verdictWord    string
)

// Schema is part of huma.SchemaProvider.
func (technologyWord) Schema(huma.Registry) *huma.Schema { return oneOf(geo.Technologies()) }

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
	var codes []any
	for _, d := range geo.Definitions() {
		codes = append(codes, d.Code)
	}
	return words(codes)
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
	Technology technologyWord `query:"technology" default:"4G" doc:"Technology"`
	Operator   operatorWord   `query:"operator" default:"any" doc:"Operator, or any for whichever serves best"`
	Definition definitionWord `query:"definition" default:"centre" doc:"Definition of the verdict: /api/release explains each"`
}

// asked is a question understood. Place is the network's in every list of
// networks.
type asked struct {
	network    geo.Network
	place      int
	definition geo.Definition
}

// read fails only for a network that the edition does not show: the words were
// checked on the way in.
func (q Question) read(e *tiles.Edition) (asked, error) {
	var a asked
	for i, n := range geo.Networks() {
		if string(q.Operator) == string(n.Operator) && string(q.Technology) == n.Technology.String() {
			a.network, a.place = n, i
		}
	}
	for _, d := range geo.Definitions() {
		if d.Code == string(q.Definition) {
			a.definition = d
		}
	}
	return a, mayAsk(e, a.network.Operator)
}

// Provenance is what every figure carries.
type Provenance struct {
	Release        string         `json:"release"`
	AsOf           string         `json:"asOf" doc:"Date of the newest input, YYYY-MM-DD"`
	Synthetic      bool           `json:"synthetic" doc:"True where the input is invented"`
	Territory      tiles.Text     `json:"territory"`
	Technology     technologyWord `json:"technology"`
	Operator       operatorWord   `json:"operator"`
	Definition     definitionWord `json:"definition"`
	DefinitionText tiles.Text     `json:"definitionText"`
}

func (q Question) provenance(r *tiles.Edition, a asked) Provenance {
	return Provenance{
		Release: r.ID, AsOf: day(r.View.Release.AsOf), Synthetic: r.View.Release.Synthetic,
		Territory: territory(r), Technology: q.Technology, Operator: q.Operator, Definition: q.Definition,
		DefinitionText: tiles.Text{Vietnamese: a.definition.Vietnamese, English: a.definition.English},
	}
}
