package api

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/tiles"
)

// featurePage is a page of features as a program reads it.
type featurePage struct {
	Type           string
	NumberMatched  int
	NumberReturned int
	Provenance     Provenance
	Links          []struct{ Href, Rel, Type string }
	Features       []struct {
		ID       string
		Geometry *struct {
			Type        string
			Coordinates json.RawMessage
		}
		Properties map[string]any
	}
}

// link returns the address that a relation leads to, "" for none, below the
// server's own.
func (p featurePage) link(rel string) string {
	for _, l := range p.Links {
		if l.Rel == rel {
			return strings.TrimPrefix(l.Href, "http://example.com")
		}
	}
	return ""
}

func (p featurePage) ids() []string {
	var ids []string
	for _, f := range p.Features {
		ids = append(ids, f.ID)
	}
	return ids
}

// province is a release with many small hamlets, as many as the sample has; one hex
// in nine is lived in and dark.
func province(t testing.TB, id int64, hamlets int) *tiles.Release {
	t.Helper()
	v := country(t, id)
	pattern := v.Hamlets[0]
	v.Hamlets = nil
	for i := range hamlets {
		h := pattern
		west, south := 105+0.2*float64(i%50)/50, 22+0.1*float64(i/50)/40
		h.Hamlet.Code = geo.HamletCode(fmt.Sprintf("%05d-%03d", 2200+(i*7)%97, i))
		h.Hamlet.Name, h.Hamlet.Centre = fmt.Sprint("Thôn ", i), orb.Point{west + 0.001, south + 0.001}
		h.Hamlet.Territory, h.Hamlet.People = round(west, south, 80), number(i%700)
		h.Reaches = slices.Clone(pattern.Reaches)
		for k := range h.Reaches {
			h.Reaches[k] = geo.Reach{Centre: geo.Class((i + k) % 6), PeopleCovered: float64(i%11) / 10}
		}
		v.Hamlets = append(v.Hamlets, h)
	}
	for i := 0; i < len(v.HexPeople); i += 9 {
		v.HexPeople[i] = 5
		for _, s := range v.Surfaces {
			s.Levels[i] = geo.BelowFloor
		}
	}
	r, err := tiles.New(v)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// round is a territory of so many corners, as hamlets have.
func round(west, south float64, corners int) orb.MultiPolygon {
	var ring orb.Ring
	for k := range corners {
		side, along := k*4/corners, float64(k*4%corners)/float64(corners)
		x := []float64{along, 1, 1 - along, 0}[side]
		y := []float64{0, along, 1, 1 - along}[side]
		ring = append(ring, orb.Point{west + 0.002*x, south + 0.002*y})
	}
	return orb.MultiPolygon{{append(ring, ring[0])}}
}

// theSample is how many hamlets the computed sample has.
const theSample = 1733

// provinceServer serves releases 3 and 4 of the province over a real connection.
func provinceServer(t testing.TB) string {
	t.Helper()
	o := options(t, io.Discard)
	o.Releases = shelf{province(t, 3, theSample)}
	server := httptest.NewServer(New(withRegistry(o)))
	t.Cleanup(server.Close)
	return server.URL
}

// refused checks that an address answers with a problem of a status.
func refused(t *testing.T, server http.Handler, status int, target string, headers ...string) {
	t.Helper()
	answer := ask(server, "GET", target, headers...)
	var said struct{ Detail string }
	if err := json.NewDecoder(answer.Body).Decode(&said); answer.StatusCode != status || err != nil || said.Detail == "" || answer.Header.Get("Content-Type") != "application/problem+json" {
		t.Errorf("%s: %s %s %q, want a problem %d", target, answer.Status, answer.Header.Get("Content-Type"), said.Detail, status)
	}
}
