package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"phusong/tiles"
)

func TestTheOpenAPIDocumentDescribesEveryAddress(t *testing.T) {
	server := newServer(t)
	document := askJSON[struct {
		OpenAPI    string
		Paths      map[string]map[string]struct{ Parameters []struct{ Name string } }
		Components struct{ Schemas map[string]any }
	}](t, server, "/api/openapi.json")
	if !strings.HasPrefix(document.OpenAPI, "3.1") || document.Components.Schemas["Problem"] == nil {
		t.Errorf("OpenAPI %s, schemas %v", document.OpenAPI, document.Components.Schemas)
	}
	for _, path := range []string{"/api/release", "/api/gaps", "/api/hamlets", "/api/hamlets/{code}", "/api/sites"} {
		if _, described := document.Paths[path]["get"]; !described {
			t.Errorf("%s is not described", path)
		}
	}
	if n := len(document.Paths["/api/gaps"]["get"].Parameters); n != 9 {
		t.Errorf("gaps has %d parameters", n)
	}
	body, _ := io.ReadAll(ask(server, "GET", "/api/release").Body)
	if strings.Contains(string(body), "$schema") {
		t.Error("bodies carry $schema")
	}
	for _, target := range []string{"/docs", "/schemas/ReleaseBody.json"} {
		if answer := ask(server, "GET", target); answer.StatusCode != 404 {
			t.Errorf("%s: %s", target, answer.Status)
		}
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	server := newServer(t)
	for _, target := range []string{"/", "/api/release", "/api/nothing", "/tiles/public/latest/nothing/9/0/0.mvt", "/healthz", "/metrics"} {
		head := ask(server, "GET", target).Header
		if !strings.Contains(head.Get("Content-Security-Policy"), "frame-ancestors 'none'") || head.Get("X-Content-Type-Options") != "nosniff" || head.Get("X-Request-Id") == "" {
			t.Errorf("%s: %v", target, head)
		}
	}
	answer := ask(server, "GET", "/api/hamlets", "Accept-Encoding", "gzip")
	if answer.Header.Get("Content-Encoding") != "gzip" {
		t.Error("JSON is not compressed")
	}
}

func TestHealthAndReadiness(t *testing.T) {
	o := options(t, io.Discard)
	server := New(o)
	if a, b := ask(server, "GET", "/healthz"), ask(server, "GET", "/readyz"); a.StatusCode != 200 || b.StatusCode != 200 {
		t.Errorf("alive %s, ready %s", a.Status, b.Status)
	}
	o.Ready, o.Metrics = func(context.Context) error { return errors.New("dial tcp 10.0.0.5: secret") }, prometheus.NewRegistry()
	answer := ask(New(o), "GET", "/readyz")
	if body, _ := io.ReadAll(answer.Body); answer.StatusCode != 503 || strings.Contains(string(body), "secret") {
		t.Errorf("without the database: %s %s", answer.Status, body)
	}
	o.Releases, o.Metrics = shelf{}, prometheus.NewRegistry()
	for _, target := range []string{"/readyz", "/api/gaps", "/tiles/public/latest/layers.json"} {
		if answer := ask(New(withRegistry(o)), "GET", target); answer.StatusCode != 503 || answer.Header.Get("Retry-After") == "" {
			t.Errorf("%s without a release: %s", target, answer.Status)
		}
	}
	if answer := ask(New(withRegistry(o)), "GET", "/healthz"); answer.StatusCode != 200 {
		t.Errorf("alive without a release: %s", answer.Status)
	}
}

func TestRequestsAreCountedByRoute(t *testing.T) {
	o := options(t, io.Discard)
	o.Releases = newShelf(t) // whose tiles nobody has asked for yet
	server := New(o)
	ask(server, "GET", "/tiles/public/latest/"+theTile())
	ask(server, "GET", "/tiles/public/latest/"+theTile())
	ask(server, "GET", "/some/strange/path")
	body, _ := io.ReadAll(ask(server, "GET", "/metrics").Body)
	for _, line := range []string{
		`phusong_http_requests_total{method="GET",route="/tiles/{cut}/{release}/{layer}/{z}/{x}/{y}.{format}",status="200"} 2`,
		`phusong_http_requests_total{method="GET",route="other",status="404"} 1`,
		`phusong_tile_hits_total{release="4"} 1`, `phusong_tile_misses_total{release="4"} 1`, `phusong_release 4`,
	} {
		if !strings.Contains(string(body), line+"\n") {
			t.Errorf("no line %q in\n%s", line, body)
		}
	}
}

// broken panics when it is asked anything.
type broken struct{ shelf }

func (broken) Current() (*tiles.Release, error) { panic("index out of range: password hunter2") }

func TestAPanicIsAProblemAndALogLine(t *testing.T) {
	var log strings.Builder
	o := options(t, &log)
	o.Releases = broken{}
	answer := ask(New(o), "GET", "/readyz?token=hunter3")
	body, _ := io.ReadAll(answer.Body)
	if answer.StatusCode != 500 || strings.Contains(string(body), "hunter2") || !strings.Contains(log.String(), "hunter2") || !strings.Contains(log.String(), answer.Header.Get("X-Request-Id")) {
		t.Errorf("%s %s, log:\n%s", answer.Status, body, log.String())
	}
	if strings.Contains(log.String(), "hunter3") {
		t.Error("the log holds the query")
	}
}

func TestTheLogIsOneLineARequest(t *testing.T) {
	var log strings.Builder
	server := New(options(t, &log))
	ask(server, "GET", "/a%0A%7B%22level%22:%22ERROR%22%7D%0Ab")
	if lines := strings.Split(strings.TrimSpace(log.String()), "\n"); len(lines) != 1 || !json.Valid([]byte(lines[0])) {
		t.Errorf("a path with line breaks logs\n%s", log.String())
	}
}

func TestAReaderWhoLeavesIsNoErrorOfTheServer(t *testing.T) {
	var log strings.Builder
	o := options(t, &log)
	o.Logger = slog.New(slog.NewJSONHandler(&log, nil)) // at the level of production
	ctx, leave := context.WithCancel(t.Context())
	o.Ready = func(ctx context.Context) error {
		leave()
		return fmt.Errorf("ask for a row: %w", ctx.Err())
	}
	New(o).ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, "GET", "/readyz", nil))
	if log.Len() > 0 {
		t.Errorf("the log says %s", log.String())
	}
	o.Ready, o.Metrics = func(context.Context) error { return context.Canceled }, prometheus.NewRegistry()
	if ask(New(o), "GET", "/readyz"); !strings.Contains(log.String(), `"level":"ERROR"`) {
		t.Errorf("something was cancelled while the reader waited, and the log says %q", log.String())
	}
}
