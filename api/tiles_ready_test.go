package api

import (
	"context"
	"io"
	"log/slog"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"
)

// A tile that lies ready is given past all routing, and a line of the log is wanted
// of no such request: where it is, all requests go the long way.
func TestATileThatLiesReadyIsGivenAsAnyOther(t *testing.T) {
	shelf := newShelf(t)
	current, err := shelf.Current()
	if err != nil {
		t.Fatal(err)
	}
	if err := current.Prepare(context.Background()); err != nil {
		t.Fatal(err)
	}
	o := options(t, io.Discard)
	o.Releases, o.BaseURL = shelf, "https://example.vn/map"
	o.Logger, o.Metrics = slog.New(slog.NewTextHandler(io.Discard, nil)), prometheus.NewRegistry()
	quick := New(o)
	quickly := listening(t, quick)
	o.Logger, o.Metrics = slog.New(slog.NewTextHandler(io.Discard, &slog.HandlerOptions{Level: slog.LevelDebug})), prometheus.NewRegistry()
	long := New(o)
	slowly := listening(t, long)
	given := 0
	for _, target := range []string{
		theTile(), strings.Replace(theTile(), ".mvt", ".png", 1), "hamlets-4G-any-centre/9/405/223.mvt", "communes-2024/6/50/27.mvt",
		"coverage-4G-any/9/0/0.mvt", "coverage-4G-any/9/512/0.mvt", "coverage-4G-any/09/405/223.mvt", "coverage-4G-any/9/405/-1.mvt",
		"coverage-4G-any/9/405/99999999999999999999.mvt", "coverage-4G-any/9/405/223", "coverage-4G-any/9/405/223/1.mvt", "coverage-4G-any/x/y/z.mvt",
		"coverage-4G-viettel/9/405/223.mvt", "sites/9/405/223.mvt", "terrain/9/405/223.png", "nothing/9/405/223.mvt", "coverage-4G%2B-any/9/405/223.mvt",
	} {
		for _, release := range []string{"4", "latest", "3", "04", "x"} {
			for _, headers := range [][]string{
				{"Accept-Encoding", "gzip"}, {"Accept-Encoding", "gzip, deflate, br, zstd"}, {"Accept-Encoding", "br;q=0.1, gzip;q=0.9"}, {"Accept-Encoding", "identity"},
				{"Accept-Encoding", "br, identity;q=0", "If-None-Match", "*"}, {"Accept-Encoding", "gzip;q=0, br;q=0, identity;q=0"}, nil,
			} {
				for _, prefix := range []string{"/map/tiles/public/", "/tiles/public/"} {
					a, b := quickly(prefix+release+"/"+target, headers...), slowly(prefix+release+"/"+target, headers...)
					if a.Header.Get("X-Request-Id") == "" {
						given++
					}
					a.Header.Del("X-Request-Id")
					b.Header.Del("X-Request-Id")
					a.Header.Del("Date")
					b.Header.Del("Date")
					ours, _ := io.ReadAll(a.Body)
					theirs, _ := io.ReadAll(b.Body)
					if strings.HasPrefix(a.Header.Get("Content-Type"), "application/problem") {
						ours, theirs = nil, nil // it has the request's own number in it
					}
					if a.StatusCode != b.StatusCode || string(ours) != string(theirs) || !maps.EqualFunc(a.Header, b.Header, slices.Equal) {
						t.Errorf("%s%s/%s %v: %s %v, the long way %s %v", prefix, release, target, headers, a.Status, a.Header, b.Status, b.Header)
					}
				}
			}
		}
	}
	// Three layers by number and as the latest, by gzip, Brotli, and the one weighed
	// more, with the prefix: 3 × 2 × 3.
	if given != 18 {
		t.Errorf("%d tiles were given at once", given)
	}
	counted, _ := io.ReadAll(ask(quick, "GET", "/metrics").Body)
	want, _ := io.ReadAll(ask(long, "GET", "/metrics").Body)
	if a, b := tileCounts(counted, `status="200"`), tileCounts(want, `status="200"`); a == "" || a != b {
		t.Errorf("counted are\n%s\nthe long way\n%s", a, b)
	}
}

// listening is how to ask a server over a connection, where all headers are told.
func listening(t *testing.T, handler http.Handler) func(target string, headers ...string) *http.Response {
	t.Helper()
	server := httptest.NewServer(handler)
	t.Cleanup(server.Close)
	client := &http.Client{Transport: &http.Transport{DisableCompression: true}}
	t.Cleanup(client.CloseIdleConnections)
	return func(target string, headers ...string) *http.Response {
		t.Helper()
		r, err := http.NewRequest(http.MethodGet, server.URL+target, nil)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(headers); i += 2 {
			r.Header.Set(headers[i], headers[i+1])
		}
		answer, err := client.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { answer.Body.Close() })
		return answer
	}
}

// tileCounts are the lines of metrics that count tiles.
func tileCounts(metrics []byte, status string) string {
	var lines []string
	for line := range strings.Lines(string(metrics)) {
		if strings.HasPrefix(line, "phusong_http_requests_total") && strings.Contains(line, tileRoute) && strings.Contains(line, status) {
			lines = append(lines, line)
		}
	}
	return strings.Join(lines, "")
}
