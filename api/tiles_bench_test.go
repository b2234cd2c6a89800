package api

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"syscall"
	"testing"
	"time"

	"phusong/data"
)

// BenchmarkTileOverHTTP asks for a tile over a connection that stays open: from the
// server, whole, and of a handler that does nothing but send as many bytes. The
// second is the limit; the same client asks both.
func BenchmarkTileOverHTTP(b *testing.B) {
	shelf := newShelf(b)
	current, err := shelf.Current()
	if err != nil {
		b.Fatal(err)
	}
	if err := current.Prepare(context.Background()); err != nil {
		b.Fatal(err)
	}
	edition, err := current.Edition(data.PublicCut)
	if err != nil {
		b.Fatal(err)
	}
	tile, err := edition.Tile("coverage-4G-any", 9, 405, 223)
	if err != nil {
		b.Fatal(err)
	}
	o := options(b, io.Discard)
	o.Releases = shelf
	constant := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/vnd.mapbox-vector-tile")
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Length", strconv.Itoa(len(tile.Gzip)))
		_, _ = w.Write(tile.Gzip)
	})
	for name, handler := range map[string]http.Handler{"ours": New(o), "constant": constant} {
		b.Run(name, func(b *testing.B) {
			server := httptest.NewServer(handler)
			defer server.Close()
			request, err := http.NewRequest(http.MethodGet, server.URL+"/tiles/public/4/coverage-4G-any/9/405/223.mvt", nil)
			if err != nil {
				b.Fatal(err)
			}
			request.Header.Set("Accept-Encoding", "gzip")
			began := processorTime(b)
			for b.Loop() {
				answer, err := server.Client().Do(request)
				if err != nil {
					b.Fatal(err)
				}
				n, err := io.Copy(io.Discard, answer.Body)
				answer.Body.Close()
				if err != nil || answer.StatusCode != http.StatusOK || int(n) != len(tile.Gzip) {
					b.Fatalf("%s, %d bytes of %d: %v", answer.Status, n, len(tile.Gzip), err)
				}
			}
			b.ReportMetric(float64((processorTime(b)-began).Microseconds())/float64(b.N), "cpu-us/op")
		})
	}
}

// processorTime is what this program has used so far: on a machine that others use
// it says more than the clock.
func processorTime(b *testing.B) time.Duration {
	b.Helper()
	var used syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &used); err != nil {
		b.Fatal(err)
	}
	return time.Duration(used.Utime.Nano() + used.Stime.Nano())
}
