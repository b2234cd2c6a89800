package api

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"phusong/data"
	"phusong/geo"
)

// BenchmarkTile is what one tile from memory takes: the public's, for which
// nobody is asked who he is, and an operator's own, for which the session or the
// token is looked up in the database at each request.
func BenchmarkTile(b *testing.B) {
	w := newTown(b)
	cookie := strings.SplitN(w.enter("anh.ba", data.OperatorEditor, geo.Viettel), ";", 2)[0]
	made := must[newTokenBody](w, 201, cookie, "POST", "/api/tokens", map[string]any{"title": "GIS", "scopes": []string{"read"}})
	own := privateTiles()[1]
	for _, bench := range []struct{ name, target, header, value string }{
		{"public", "/tiles/public/latest/" + theTile(), "", ""},
		{"public, logged in", "/tiles/public/latest/" + theTile(), "Cookie", cookie},
		{"own, by session", own, "Cookie", cookie},
		{"own, by token", own, "Authorization", "Bearer " + made.Secret},
	} {
		b.Run(bench.name, func(b *testing.B) {
			for b.Loop() {
				r := httptest.NewRequest("GET", "http://localhost"+bench.target, nil)
				if bench.header != "" {
					r.Header.Set(bench.header, bench.value)
				}
				answer := &tally{header: http.Header{}}
				if w.server.ServeHTTP(answer, r); answer.status != 200 {
					b.Fatal(answer.status)
				}
			}
		})
	}
}

// tally is an answer of which only the status is kept.
type tally struct {
	header http.Header
	status int
}

func (c *tally) Header() http.Header            { return c.header }
func (c *tally) WriteHeader(status int)         { c.status = status }
func (c *tally) Write(body []byte) (int, error) { return io.Discard.Write(body) }
