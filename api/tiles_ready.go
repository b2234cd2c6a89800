package api

import (
	"log/slog"
	"net/http"
	"strconv"
	"strings"

	"github.com/prometheus/client_golang/prometheus"

	"phusong/data"
	"phusong/tiles"
)

// readyTiles gives public tiles of layers that were drawn whole before anything
// else is done: the answer is the same for everybody, so nobody is asked who he is,
// and there is nothing to route, to limit or to log. Such an answer is counted, not
// timed. Whatever is not at hand, or asked for in an unusual way, goes on to next,
// which says the same slower, and why there is none. BenchmarkTileOverHTTP holds
// this against net/http alone: each header more costs it a hundredth.
type readyTiles struct {
	*server
	next   http.Handler
	prefix string
	tag    string // with which ETags begin
	given  prometheus.Counter
	head   tileHead
}

// tileHead is the values of headers that many tiles share: one list serves all
// answers, for none is ever longer than its room.
type tileHead struct{ anybody, forever, revisit, brotli, gzip, media, vary, nosniff []string }

func (s *server) readyTiles(next http.Handler) *readyTiles {
	return &readyTiles{
		server: s, next: next, prefix: s.prefix() + "/tiles/" + string(data.PublicCut) + "/", tag: `"` + string(data.PublicCut) + "-",
		given: s.counters.requests.WithLabelValues(tileRoute, http.MethodGet, strconv.Itoa(http.StatusOK)),
		head: tileHead{
			anybody: []string{"*"}, forever: []string{forever}, revisit: []string{revisit},
			brotli: []string{brotliCoding}, gzip: []string{gzipCoding}, media: []string{tiles.MVT.ContentType()},
			vary: []string{"Accept-Encoding"}, nosniff: []string{"nosniff"},
		},
	}
}

// ServeHTTP is part of http.Handler.
func (t *readyTiles) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	if !t.plain(r) {
		t.next.ServeHTTP(w, r)
		return
	}
	tile, keep, ready := t.find(r.URL.Path[len(t.prefix):])
	if !ready || !t.give(w, r, tile, keep) {
		t.next.ServeHTTP(w, r)
	}
}

// plain tells whether a request asks for a public tile and nothing else, and no
// line of the log is wanted of it.
func (t *readyTiles) plain(r *http.Request) bool {
	return strings.HasPrefix(r.URL.Path, t.prefix) && r.URL.RawPath == "" && r.Method == http.MethodGet &&
		r.ContentLength == 0 && r.Header["If-None-Match"] == nil && !t.Logger.Enabled(r.Context(), slog.LevelDebug)
}

// find returns the tile at "release/layer/z/x/y.mvt" and how long it may be kept.
func (t *readyTiles) find(address string) (tile tiles.Tile, keep []string, ready bool) {
	id, rest, _ := strings.Cut(address, "/")
	release, err := t.Releases.Current()
	if err != nil {
		return tile, nil, false
	}
	switch id {
	case release.ID:
		keep = t.head.forever
	case latest:
		keep = t.head.revisit
	default:
		return tile, nil, false
	}
	edition, err := release.Edition(data.PublicCut)
	if err != nil {
		return tile, nil, false
	}
	layer, rest, _ := strings.Cut(rest, "/")
	z, rest, _ := strings.Cut(rest, "/")
	x, rest, _ := strings.Cut(rest, "/")
	y, isMVT := strings.CutSuffix(rest, "."+string(tiles.MVT))
	zoom, column, row := wholeNumber(z), wholeNumber(x), wholeNumber(y)
	if !isMVT || zoom < 0 || column < 0 || row < 0 {
		return tile, nil, false
	}
	tile, ready = edition.Ready(layer, uint32(zoom), uint32(column), uint32(row))
	return tile, keep, ready
}

// give sends a tile as Brotli or gzip; to those who take neither it does nothing and
// returns false.
func (t *readyTiles) give(w http.ResponseWriter, r *http.Request, tile tiles.Tile, keep []string) bool {
	var body []byte
	var coding []string
	var etag string
	switch negotiate(r.Header["Accept-Encoding"], content{Gzip: tile.Gzip, Brotli: tile.Brotli}) {
	case brotliCoding:
		body, coding, etag = tile.Brotli, t.head.brotli, t.tag+tile.ETag+`-br"`
	case gzipCoding:
		body, coding, etag = tile.Gzip, t.head.gzip, t.tag+tile.ETag+`-gz"`
	default:
		return false
	}
	head := w.Header()
	head["Access-Control-Allow-Origin"] = t.head.anybody
	head["Cache-Control"] = keep
	head["Content-Encoding"] = coding
	if len(body) > countedByItself {
		head["Content-Length"] = []string{strconv.Itoa(len(body))}
	}
	head["Content-Type"] = t.head.media
	head["Etag"] = []string{etag}
	head["Vary"] = t.head.vary
	head["X-Content-Type-Options"] = t.head.nosniff
	t.given.Inc()
	_, _ = w.Write(body) // the reader may be gone
	return true
}

// countedByItself is the length of body up to which net/http says Content-Length of
// its own accord, which costs it less than to be told.
const countedByItself = 2048

// wholeNumber reads a whole number of up to seven digits that is written in the one
// way; -1 for anything else.
func wholeNumber(text string) int {
	if len(text) == 0 || len(text) > 7 || len(text) > 1 && text[0] == '0' {
		return -1
	}
	n := 0
	for i := range len(text) {
		digit := int(text[i]) - '0'
		if digit < 0 || digit > 9 {
			return -1
		}
		n = 10*n + digit
	}
	return n
}
