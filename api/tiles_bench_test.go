package api

import (
	"bufio"
	"context"
	"io"
	"log/slog"
	"math/rand/v2"
	"net"
	"net/http"
	"net/http/httptest"
	"strconv"
	"sync"
	"syscall"
	"testing"
	"time"

	"phusong/data"
	"phusong/geo"
	"phusong/tiles"
)

// BenchmarkTileOverHTTP asks for a tile over connections that stay open: from the
// server as it is in production, whole, and of a handler that does nothing but send
// as many bytes, in turns. The second is the limit of net/http. Both are asked by
// the same few bytes, and of what comes back nothing is read but how much it is:
// nearly all processor time is the servers'. The tile is of 1.1 kB, as those of a
// province's coverage are in the mean.
func BenchmarkTileOverHTTP(b *testing.B) {
	release, tile := speckled(b)
	path := "/tiles/public/" + release.ID + "/coverage-4G-any/11/1621/895.mvt"
	o := options(b, io.Discard)
	o.Releases, o.Logger = shelf{release}, slog.New(slog.NewTextHandler(io.Discard, nil)) // at the level of production
	constant := http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/vnd.mapbox-vector-tile")
		w.Header().Set("Content-Encoding", "gzip")
		w.Header().Set("Content-Length", strconv.Itoa(len(tile.Gzip)))
		_, _ = w.Write(tile.Gzip)
	})
	ours, limit := newCrowd(b, New(o), path), newCrowd(b, constant, path)
	for b.Loop() {
		limit.ask(b)
		ours.ask(b)
	}
	b.ReportMetric(ours.took.Seconds()*1e6/float64(b.N*crowdRequests), "ours-cpu-us/tile")
	b.ReportMetric(limit.took.Seconds()*1e6/float64(b.N*crowdRequests), "constant-cpu-us/tile")
	b.ReportMetric(float64(limit.took)/float64(ours.took), "of-net/http")
}

// speckled is a release of the country, drawn whole, with levels by chance, and a
// tile of it.
func speckled(b *testing.B) (*tiles.Release, tiles.Tile) {
	view, rng := country(b, 4), rand.New(rand.NewPCG(17, 18))
	for i, s := range view.Surfaces {
		levels := make([]geo.Level16, len(s.Levels))
		for k := range levels {
			levels[k] = geo.ToLevel16(geo.DBm(-60 - rng.IntN(70)))
		}
		view.Surfaces[i].Levels = levels
	}
	release, err := tiles.New(view)
	if err != nil {
		b.Fatal(err)
	}
	if err := release.Prepare(context.Background()); err != nil {
		b.Fatal(err)
	}
	edition, err := release.Edition(data.PublicCut)
	if err != nil {
		b.Fatal(err)
	}
	tile, err := edition.Tile("coverage-4G-any", 11, 1621, 895)
	if err != nil {
		b.Fatal(err)
	}
	return release, tile
}

// A crowd asks over so many connections, so many requests in all at a time.
const (
	crowdConnections = 16
	crowdRequests    = 16 * 100
)

// crowd is clients of one server that ask for one thing again and again.
type crowd struct {
	request []byte
	answer  int // bytes of an answer, head and all
	lines   []net.Conn
	took    time.Duration // processor time of all asking so far
}

func newCrowd(b *testing.B, handler http.Handler, path string) *crowd {
	server := httptest.NewUnstartedServer(nil)
	server.Config = Serve(handler, slog.New(slog.DiscardHandler))
	server.Start()
	b.Cleanup(server.Close)
	address := server.Listener.Addr().String()
	c := &crowd{request: []byte("GET " + path + " HTTP/1.1\r\nHost: " + address + "\r\nAccept-Encoding: gzip\r\n\r\n")}
	for range crowdConnections {
		line, err := net.Dial("tcp", address)
		if err != nil {
			b.Fatal(err)
		}
		b.Cleanup(func() { line.Close() })
		c.lines = append(c.lines, line)
	}
	c.answer = c.measure(b)
	return c
}

// measure asks once, sees that the answer is a tile and returns its bytes.
func (c *crowd) measure(b *testing.B) int {
	_, err := c.lines[0].Write(c.request)
	if err != nil {
		b.Fatal(err)
	}
	var read counting
	answer, err := http.ReadResponse(bufio.NewReader(io.TeeReader(c.lines[0], &read)), nil)
	if err != nil {
		b.Fatal(err)
	}
	defer answer.Body.Close()
	if n, err := io.Copy(io.Discard, answer.Body); err != nil || n == 0 || answer.StatusCode != http.StatusOK {
		b.Fatalf("%s, %d bytes, %v", answer.Status, n, err)
	}
	return int(read)
}

// ask lets all ask side by side.
func (c *crowd) ask(b *testing.B) {
	began := processorTime(b)
	var wait sync.WaitGroup
	for _, line := range c.lines {
		wait.Go(func() {
			room := make([]byte, c.answer)
			for range crowdRequests / crowdConnections {
				if _, err := line.Write(c.request); err != nil {
					b.Error(err)
					return
				}
				if _, err := io.ReadFull(line, room); err != nil {
					b.Error(err)
					return
				}
			}
		})
	}
	wait.Wait()
	c.took += processorTime(b) - began
}

// counting counts what is written to it.
type counting int

// Write is part of io.Writer.
func (c *counting) Write(p []byte) (int, error) {
	*c += counting(len(p))
	return len(p), nil
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
