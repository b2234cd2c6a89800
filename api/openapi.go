package api

import (
	"context"
	"net/http"
	"reflect"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/go-chi/chi/v5"

	"phusong/api/problem"
)

// openAPI puts /api/openapi.json into the tree and returns what describes the
// routes that follow. Nothing of huma's own is served besides, and bodies carry
// no $schema.
func (s *server) openAPI(r chi.Router) huma.API {
	config := huma.DefaultConfig("PhuSong", s.Version)
	config.Info.Description = "Which hamlets have mobile signal, which do not. Every figure carries its definition, territory, date and release."
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "/api/openapi", "", ""
	config.CreateHooks = nil
	config.RejectUnknownQueryParameters = true
	config.Transformers = []huma.Transformer{explain}
	return humachi.New(r, config)
}

// answer is what a handler gives back: a body that may be kept only as long as
// the server confirms it.
type answer[T any] struct {
	CacheControl string `header:"Cache-Control"`
	Body         T
}

// get describes and adds one address that is read.
func get[I, O any](api huma.API, path, id, summary string, ask func(context.Context, *I) (O, error)) {
	operation := huma.Operation{
		OperationID: id, Method: http.MethodGet, Path: path, Summary: summary,
		Responses: map[string]*huma.Response{"default": problemResponse(api)},
	}
	huma.Register(api, operation, func(ctx context.Context, in *I) (*answer[O], error) {
		body, err := ask(ctx, in)
		if err != nil {
			problem.Note(ctx, err)
			return nil, problem.From(err)
		}
		return &answer[O]{CacheControl: revisit, Body: body}, nil
	})
}

func problemResponse(api huma.API) *huma.Response {
	schema := api.OpenAPI().Components.Schemas.Schema(reflect.TypeFor[problem.Problem](), true, "Problem")
	return &huma.Response{
		Description: "What went wrong, and what to do (RFC 9457)",
		Content:     map[string]*huma.MediaType{problem.MediaType: {Schema: schema}},
	}
}

// explain turns what huma says about wrong parameters into a problem of ours,
// and sets the headers of problems.
func explain(ctx huma.Context, _ string, v any) (any, error) {
	if p, ok := v.(*problem.Problem); ok {
		p.Headers(ctx.SetHeader)
	}
	said, ok := v.(*huma.ErrorModel)
	if !ok {
		return v, nil
	}
	p := problem.New(said.Status, said.Detail)
	p.Headers(ctx.SetHeader)
	for _, e := range said.Errors {
		p.Errors = append(p.Errors, problem.Fault{Parameter: e.Location, Message: e.Message})
	}
	if len(p.Errors) > 0 {
		p.Detail = p.Errors[0].Parameter + ": " + p.Errors[0].Message
	}
	return p, nil
}
