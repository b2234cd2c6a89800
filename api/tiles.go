package api

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"net/url"
	"strconv"

	"github.com/go-chi/chi/v5"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/data"
	"phusong/tiles"
)

// How long an answer may be kept: what carries a release's number never changes.
const (
	forever = "public, max-age=31536000, immutable"
	revisit = "no-cache"
)

// tileRoute is where tiles are.
const tileRoute = "/tiles/{cut}/{release}/{layer}/{z}/{x}/{y}.{format}"

// latest is the name of the release that readers see.
const latest = "latest"

// chosen returns the edition named in the URL and how long the answer may be
// kept. Another's cut is as absent as one that does not exist; the public one is
// there for everybody.
func (s *server) chosen(r *http.Request) (*tiles.Edition, string, error) {
	cut := data.Cut(chi.URLParam(r, "cut"))
	if cut != data.PublicCut && cut != auth.From(r.Context()).Cut() {
		return nil, "", problem.Absent()
	}
	id, keep := chi.URLParam(r, "release"), forever
	find := func() (*tiles.Release, error) { return s.Releases.Release(r.Context(), id) }
	if id == latest {
		find, keep = s.Releases.Current, revisit
	}
	release, err := find()
	if err != nil {
		return nil, "", err
	}
	if cut != data.PublicCut {
		keep = never
	}
	edition, err := release.Edition(cut)
	return edition, keep, err
}

// chosenLayer returns the layer named in the URL, too.
func (s *server) chosenLayer(r *http.Request) (*tiles.Edition, tiles.Layer, string, error) {
	release, keep, err := s.chosen(r)
	if err != nil {
		return nil, tiles.Layer{}, "", err
	}
	layer, err := s.layer(r.Context(), release, chi.URLParam(r, "layer"))
	return release, layer, keep, err
}

func (s *server) tile(w http.ResponseWriter, r *http.Request) {
	release, layer, keep, err := s.chosenLayer(r)
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	if format := chi.URLParam(r, "format"); format != string(layer.Format) {
		problem.Write(w, r, problem.New(http.StatusNotFound, fmt.Sprintf("the tiles of %s end in .%s", layer.Name, layer.Format)))
		return
	}
	z, x, y, err := tileAddress(r)
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	tile, err := release.Tile(layer.Name, z, x, y)
	if release.Cut == data.PublicCut && (err == nil || errors.Is(err, tiles.ErrEmpty)) {
		bare(w.Header())
	}
	sendDrawn(w, r, tile, err, layer.Format, keep)
}

// bare takes off what guards pages: a public tile is read by maps of any site, holds
// nothing that could run, and is sent so often that every header counts.
func bare(head http.Header) {
	for _, ofPages := range []string{
		"Content-Security-Policy", "Referrer-Policy", "Cross-Origin-Opener-Policy", "Cross-Origin-Resource-Policy",
		"Strict-Transport-Security", "Access-Control-Expose-Headers",
	} {
		delete(head, ofPages)
	}
}

// layer is a layer by its name: a listed one, or of hamlets under any definition
// that was added and for several technologies. Only those have to be looked up.
func (s *server) layer(ctx context.Context, e *tiles.Edition, name string) (tiles.Layer, error) {
	name = unescaped(name)
	layer, unlisted := e.Layer(name)
	q, hamlets := tiles.HamletsNamed(name)
	if unlisted == nil || !hamlets || mayAsk(e, q.Operator) != nil {
		return layer, unlisted
	}
	var err error
	q.Definition, err = s.definition(ctx, q.Definition.Code)
	if errors.Is(err, problem.ErrParameter) {
		return layer, unlisted
	}
	if err != nil {
		return layer, err
	}
	return e.Judge(q)
}

// unescaped is a part of an address in which a + may have been written as %2B.
func unescaped(part string) string {
	if plain, err := url.PathUnescape(part); err == nil {
		return plain
	}
	return part
}

// sendDrawn answers with what a release gave, a tile or nothing or an error, which
// may be kept as said.
func sendDrawn(w http.ResponseWriter, r *http.Request, tile tiles.Tile, err error, format tiles.Format, keep string) {
	if errors.Is(err, tiles.ErrEmpty) {
		w.Header().Set("Cache-Control", keep)
		w.WriteHeader(http.StatusNoContent)
		return
	}
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	send(w, r, content{Plain: tile.Body, Gzip: tile.Gzip, Brotli: tile.Brotli, ETag: tile.ETag, MediaType: format.ContentType(), CacheControl: keep})
}

// tileAddress reads z/x/y: whole numbers, written in one way only.
func tileAddress(r *http.Request) (z, x, y int, err error) {
	for _, part := range []struct {
		name string
		to   *int
	}{{"z", &z}, {"x", &x}, {"y", &y}} {
		text := chi.URLParam(r, part.name)
		n, err := strconv.Atoi(text)
		if err != nil || strconv.Itoa(n) != text {
			return 0, 0, 0, fmt.Errorf("%w: %s is %.20q, which is no whole number", tiles.ErrAddress, part.name, text)
		}
		*part.to = n
	}
	return z, x, y, nil
}

// lasting is how long what describes tiles may be kept: never without asking
// again, for it holds the address the server was asked at.
func lasting(keep string) string {
	if keep == never {
		return never
	}
	return revisit
}

func (s *server) tileJSON(w http.ResponseWriter, r *http.Request) {
	release, layer, keep, err := s.chosenLayer(r)
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	writeKept(w, lasting(keep), layer.TileJSON(s.base(r)+"/tiles", release.ID))
}

func (s *server) layers(w http.ResponseWriter, r *http.Request) {
	release, keep, err := s.chosen(r)
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	list := struct {
		Release string          `json:"release"`
		Layers  []tiles.Listing `json:"layers"`
	}{Release: release.ID}
	for _, layer := range release.Layers() {
		list.Layers = append(list.Layers, layer.Listing(s.base(r)+"/tiles", release.Cut, release.ID))
	}
	writeKept(w, lasting(keep), list)
}

// base is how the reader reached the server.
func (s *server) base(r *http.Request) string {
	switch {
	case s.BaseURL != "":
		return s.BaseURL
	case r.TLS != nil:
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
