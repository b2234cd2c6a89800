package api

import (
	"io"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

func TestTheOpenAPIDocumentsAreValid(t *testing.T) {
	server := newServer(t)
	for _, target := range []string{"/ogc/api", "/api/openapi-3.0.json"} {
		text, err := io.ReadAll(ask(server, "GET", target).Body)
		if err != nil {
			t.Fatal(err)
		}
		document, err := openapi3.NewLoader().LoadFromData(text)
		if err != nil {
			t.Errorf("%s: %v", target, err)
			continue
		}
		if err := document.Validate(t.Context()); err != nil {
			t.Errorf("%s: %v", target, err)
		}
		if len(document.Paths.Map()) < 10 {
			t.Errorf("%s describes %d addresses", target, len(document.Paths.Map()))
		}
	}
}
