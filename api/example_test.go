package api

import (
	"encoding/json"
	"io"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/getkin/kin-openapi/openapi3"
)

// read3 is the document in the version that can be judged.
func read3(t *testing.T, text []byte) *openapi3.T {
	t.Helper()
	document, err := openapi3.NewLoader().LoadFromData(text)
	if err != nil {
		t.Fatal(err)
	}
	return document
}

// Examples stand in the document for what whoever writes a program asks most:
// each is what its schema says, those of questions too.
func TestExamplesAreWhatTheirSchemasSay(t *testing.T) {
	text, _ := io.ReadAll(ask(newServer(t), "GET", "/api/openapi-3.0.json").Body)
	document := read3(t, text)
	for _, each := range []string{"GET /api/gaps", "GET /api/hamlets", "GET /api/hamlets/{code}", "GET /api/changes", "GET /api/claims", "POST /api/claims", "GET /api/patches",
		"GET /api/search", "GET /api/flips", "GET /api/failures", "GET /api/outages", "POST /api/outages", "POST /api/outages/{id}/sites"} {
		method, path, _ := strings.Cut(each, " ")
		operation := document.Paths.Find(path).GetOperation(method)
		if operation.RequestBody != nil {
			checkExample(t, each+" takes", operation.RequestBody.Value.Content["application/json"])
		}
		answered := false
		for _, status := range []string{"200", "201"} {
			if response := operation.Responses.Value(status); response != nil {
				answered = true
				checkExample(t, each+" answers", response.Value.Content["application/json"])
			}
		}
		if !answered {
			t.Errorf("%s answers nothing", each)
		}
		for _, p := range operation.Parameters {
			if p.Value.Example == nil {
				continue
			}
			if err := p.Value.Schema.Value.VisitJSON(p.Value.Example); err != nil {
				t.Errorf("%s, parameter %s: %v", each, p.Value.Name, err)
			}
		}
	}
}

func checkExample(t *testing.T, what string, media *openapi3.MediaType) {
	t.Helper()
	if media == nil || media.Example == nil {
		t.Errorf("%s without an example", what)
		return
	}
	if err := media.Schema.Value.VisitJSON(media.Example); err != nil {
		t.Errorf("%s: %v", what, err)
	}
}

// What is read answers as the document says, when asked as the example asks.
func TestAnswersHaveTheShapeOfTheirExamples(t *testing.T) {
	server := newStaffServer(t)
	text, _ := io.ReadAll(ask(server, "GET", "/api/openapi-3.0.json").Body)
	document := read3(t, text)
	for _, path := range []string{"/api/gaps", "/api/hamlets", "/api/changes", "/api/claims", "/api/patches", "/api/search", "/api/flips", "/api/outages"} {
		operation := document.Paths.Find(path).Get
		query := url.Values{}
		for _, p := range operation.Parameters {
			// Units and releases of examples are another province's.
			if p.Value.Example != nil && !slices.Contains([]string{"parent", "district", "from", "to", "release", "asOf"}, p.Value.Name) || path == "/api/flips" && p.Value.Example != nil {
				text, _ := json.Marshal(p.Value.Example)
				var word string
				if json.Unmarshal(text, &word) != nil {
					word = string(text)
				}
				query.Set(p.Value.Name, word)
			}
		}
		answer := ask(server, "GET", path+"?"+query.Encode())
		body, _ := io.ReadAll(answer.Body)
		var said, example any
		if err := json.Unmarshal(body, &said); err != nil || answer.StatusCode != 200 {
			t.Errorf("%s?%s: %s %.200s", path, query.Encode(), answer.Status, body)
			continue
		}
		media := operation.Responses.Value("200").Value.Content["application/json"]
		if err := media.Schema.Value.VisitJSON(said); err != nil {
			t.Errorf("%s answers otherwise than it says: %v", path, err)
		}
		example = media.Example
		for name := range said.(map[string]any) {
			if _, shown := example.(map[string]any)[name]; !shown {
				t.Errorf("%s answers %s, which the example does not show", path, name)
			}
		}
	}
}
