// Package ogc answers the addresses under /ogc by the standards of the Open
// Geospatial Consortium, so that GIS programs open a release with nothing but the
// address: OGC API – Features (Part 1 core, GeoJSON, HTML, OpenAPI 3.0; Part 2
// coordinate reference systems; Part 3 filters in CQL2 text) and OGC API – Tiles.
// Everything is read from an edition in memory; what the caller's cut does not
// show is not there.
package ogc

import (
	"context"
	"net/http"

	"phusong/geo"
	"phusong/tiles"
)

// Root is where the addresses begin.
const Root = "/ogc"

// Options is what the service is made of.
type Options struct {
	// Edition returns a release by its number, as far as the one who asks may see
	// it; "" stands for the one that readers see.
	Edition func(ctx context.Context, release string) (*tiles.Edition, error)
	// Definition is the definition of a code, problem.ErrParameter where there is
	// none; Definitions are those that are offered, the usual one first.
	Definition  func(ctx context.Context, code string) (geo.Definition, error)
	Definitions func(context.Context) ([]geo.Definition, error)
	// Base is how the reader reached the server: no slash at the end.
	Base func(*http.Request) string
	// Territory names the land an edition is about.
	Territory func(*tiles.Edition) tiles.Text
	// Layer is a layer of tiles by its name, or tiles.ErrLayer.
	Layer func(ctx context.Context, e *tiles.Edition, name string) (tiles.Layer, error)
	// Tile answers with a tile of a layer.
	Tile func(w http.ResponseWriter, r *http.Request, e *tiles.Edition, layer tiles.Layer, z, x, y int)
	// Version is the program's.
	Version string
}

// Service answers the addresses.
type Service struct{ Options }

// New returns the service.
func New(o Options) *Service { return &Service{o} }

// Route is one address that is read. Raw ones are not to be compressed: their
// bytes are ready.
type Route struct {
	Pattern string
	Handler http.HandlerFunc
	Raw     bool
}

// Routes returns all addresses.
func (s *Service) Routes() []Route {
	items := append(filterParameters(), "limit", "after")
	return []Route{
		{Root, s.answer(s.landing), false},
		{Root + "/", s.answer(s.landing), false},
		{Root + "/style.css", style, false},
		{Root + "/api", s.answer(s.openAPI), false},
		{Root + "/conformance", s.answer(s.conformance), false},
		{Root + "/collections", s.answer(s.collections), false},
		{Root + "/collections/{collection}", s.answer(s.collection), false},
		{Root + "/collections/{collection}/queryables", s.answer(s.queryables), false},
		{Root + "/collections/{collection}/items", s.answer(s.items, items...), false},
		{Root + "/collections/{collection}/items/{feature}", s.answer(s.item, "crs"), false},
		{Root + "/tileMatrixSets", s.answer(s.matrixSets), false},
		{Root + "/tileMatrixSets/{matrixSet}", s.answer(s.matrixSet), false},
		{Root + "/collections/{collection}/tiles", s.answer(s.tilesets), false},
		{Root + "/collections/{collection}/tiles/{matrixSet}", s.answer(s.tileset), false},
		{Root + "/collections/{collection}/tiles/{matrixSet}/{z}/{row}/{col}", s.answer(s.tile), true},
	}
}
