package api

import (
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"phusong/data"
	"phusong/data/datatest"
)

// BenchmarkServedTile is what a tile in memory costs to serve: everybody's, one
// of the staff's, whose session is looked up once a second, and as many constant bytes with
// nothing around them, which is the least that net/http can do.
func BenchmarkServedTile(b *testing.B) {
	c := newCrew(b, datatest.New(b))
	o := c.open(b, options(b, io.Discard))
	o.Logger, o.Metrics = slog.New(slog.DiscardHandler), prometheus.NewRegistry()
	current, err := o.Releases.Current()
	if err != nil {
		b.Fatal(err)
	}
	if err := current.Prepare(b.Context()); err != nil {
		b.Fatal(err)
	}
	server := New(o)
	zipped := []string{"Accept-Encoding", "gzip"}
	const target = "/4/coverage-4G-any/9/405/223.mvt"
	body, _ := io.ReadAll(ask(server, "GET", "/tiles/public"+target).Body)
	constant := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.Write(body) })
	for _, bench := range []struct {
		name, target string
		handler      http.Handler
		headers      []string
	}{
		{"constant", "/", constant, nil},
		{"public", "/tiles/public" + target, server, zipped},
		{"staff", "/tiles/staff" + target, server, append(zipped, c.cookie(data.Audience{Role: data.Planner})...)},
	} {
		b.Run(bench.name, func(b *testing.B) {
			r := httptest.NewRequest(http.MethodGet, bench.target, nil)
			for i := 0; i+1 < len(bench.headers); i += 2 {
				r.Header.Set(bench.headers[i], bench.headers[i+1])
			}
			for b.Loop() {
				w := httptest.NewRecorder()
				if bench.handler.ServeHTTP(w, r); w.Code != http.StatusOK {
					b.Fatal(w.Code)
				}
			}
		})
	}
}
