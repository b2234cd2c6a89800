package api

import (
	"context"

	"phusong/data"
	"phusong/tiles"
)

// fieldsBody is the table of who sees which field of a site.
type fieldsBody struct {
	Fields    []namedCode             `json:"fields"`
	Audiences []namedCode             `json:"audiences"`
	Sees      map[string][]data.Field `json:"sees" doc:"By audience"`
}

type namedCode struct {
	Code string `json:"code"`
	tiles.Text
}

func (s *server) fields(context.Context, *struct{}) (fieldsBody, error) {
	body := fieldsBody{Sees: map[string][]data.Field{}}
	for _, f := range data.FieldRules() {
		body.Fields = append(body.Fields, namedCode{string(f.Field), tiles.Text{Vietnamese: f.Vietnamese, English: f.English}})
	}
	for _, v := range data.Viewers() {
		body.Audiences = append(body.Audiences, namedCode{string(v.Viewer), tiles.Text{Vietnamese: v.Vietnamese, English: v.English}})
		body.Sees[string(v.Viewer)] = append([]data.Field{}, v.Viewer.Sees()...)
	}
	return body, nil
}
