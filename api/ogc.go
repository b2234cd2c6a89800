package api

import (
	"context"
	"net/http"

	"github.com/go-chi/chi/v5"

	"phusong/api/auth"
	"phusong/api/ogc"
	"phusong/tiles"
)

// ogcRoutes are the addresses that GIS programs know by themselves.
func (s *server) ogcRoutes(r chi.Router) {
	service := ogc.New(ogc.Options{
		Edition: s.numbered, Definition: s.definition, Definitions: s.offered, Base: s.base, Territory: territory, Layer: s.layer, Tile: s.ogcTile, Version: s.Version,
	})
	for _, route := range service.Routes() {
		if route.Raw {
			r.Get(route.Pattern, route.Handler)
			continue
		}
		r.With(compressed).Get(route.Pattern, route.Handler)
	}
}

// numbered returns a release by its number, "" for the one that readers see, as
// far as the one who asks may see it.
func (s *server) numbered(ctx context.Context, release string) (*tiles.Edition, error) {
	if release == "" {
		return s.edition(ctx)
	}
	r, err := s.Releases.Release(ctx, release)
	if err != nil {
		return nil, err
	}
	return r.Edition(auth.From(ctx).Cut())
}

// ogcTile answers with a tile. Its address does not say whose cut it is of, so
// that whoever keeps it has to ask again.
func (s *server) ogcTile(w http.ResponseWriter, r *http.Request, e *tiles.Edition, layer tiles.Layer, z, x, y int) {
	tile, err := e.Tile(layer.Name, z, x, y)
	sendDrawn(w, r, tile, err, layer.Format, keeping(r.Context(), revisit))
}
