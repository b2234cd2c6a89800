package api

import (
	"context"
	"net/http"
	"path"
	"reflect"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/danielgtaylor/huma/v2/adapters/humachi"
	"github.com/go-chi/chi/v5"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/data"
)

// openAPI puts /api/openapi.json into the tree and returns what describes the
// routes that follow. Nothing of huma's own is served besides, and bodies carry
// no $schema.
func (s *server) openAPI(r chi.Router) huma.API {
	config := huma.DefaultConfig("PhuSong", s.Version)
	config.Info.Description = "Which hamlets have mobile signal, which do not. Every figure carries its definition, territory, date and release."
	config.OpenAPIPath, config.DocsPath, config.SchemasPath = "/api/openapi", "", ""
	config.CreateHooks = nil
	config.Components.Schemas = huma.NewMapRegistry("#/components/schemas/", schemaName)
	if s.BaseURL != "" {
		config.Servers = []*huma.Server{{URL: s.BaseURL}}
	}
	config.RejectUnknownQueryParameters = true
	config.Transformers = []huma.Transformer{explain}
	return humachi.New(r, config)
}

// schemaName names a type in the document. Types from below the API bear their
// package, since two of them may be called alike.
func schemaName(t reflect.Type, hint string) string {
	name := huma.DefaultSchemaNamer(t, hint)
	for t.Kind() == reflect.Pointer {
		t = t.Elem()
	}
	folder := path.Base(t.PkgPath())
	if t.Name() == "" || !strings.HasPrefix(t.PkgPath(), "phusong/data") && !strings.HasPrefix(t.PkgPath(), "phusong/importers") {
		return name
	}
	return strings.ToUpper(folder[:1]) + folder[1:] + name
}

// nullable is the schema of what may also be null: fields that point to it.
func nullable(s *huma.Schema) *huma.Schema {
	s.Nullable = true
	return s
}

// answer is what a handler gives back: how long the body may be kept, and the
// cookies to set.
type answer[T any] struct {
	CacheControl string        `header:"Cache-Control"`
	SetCookie    []http.Cookie `header:"Set-Cookie"`
	Body         T
}

// done is an answer without a body.
type done struct {
	SetCookie []http.Cookie `header:"Set-Cookie"`
}

// keeping is how long an answer may be kept: what somebody sees by logging in,
// not at all.
func keeping(ctx context.Context, public string) string {
	if auth.From(ctx).Role != data.Public {
		return never
	}
	return public
}

// never keeps an answer out of every cache.
const never = "private, no-store"

// get describes and adds one address that is read.
func get[I, O any](api huma.API, path, id, summary string, ask func(context.Context, *I) (O, error)) {
	add(api, http.MethodGet, path, id, summary, http.StatusOK, func(ctx context.Context, in *I) (*answer[O], error) {
		body, err := ask(ctx, in)
		return &answer[O]{CacheControl: keeping(ctx, revisit), Body: body}, err
	})
}

// change describes and adds one address that changes something and answers with
// what came of it.
func change[I, O any](api huma.API, method, path, id, summary string, status int, do func(context.Context, *I) (O, error)) {
	add(api, method, path, id, summary, status, func(ctx context.Context, in *I) (*answer[O], error) {
		body, err := do(ctx, in)
		return &answer[O]{CacheControl: never, Body: body}, err
	})
}

// order describes and adds one address that changes something and has nothing
// to say but that it is done.
func order[I any](api huma.API, method, path, id, summary string, do func(context.Context, *I) error) {
	add(api, method, path, id, summary, http.StatusNoContent, func(ctx context.Context, in *I) (*done, error) {
		return &done{}, do(ctx, in)
	})
}

// add describes and adds one address; errors become problems.
func add[I, O any](api huma.API, method, path, id, summary string, status int, handle func(context.Context, *I) (*O, error)) {
	operation := huma.Operation{
		OperationID: id, Method: method, Path: path, Summary: summary, DefaultStatus: status,
		Responses: map[string]*huma.Response{"default": problemResponse(api)},
	}
	huma.Register(api, operation, func(ctx context.Context, in *I) (*O, error) {
		out, err := handle(ctx, in)
		if err != nil {
			problem.Note(ctx, err)
			return nil, problem.From(err)
		}
		return out, nil
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
