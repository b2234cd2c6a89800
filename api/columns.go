package api

import (
	"net/http"

	"github.com/go-chi/chi/v5"

	"phusong/api/problem"
	"phusong/geo"
	"phusong/tiles"
)

// columnRoutes are what networks do by hex, in numbers: whole, or under one hex.
func (s *server) columnRoutes(r chi.Router) {
	r.Get("/tiles/{cut}/{release}/columns/{network}.hexcol", s.columns)
	r.Get("/tiles/{cut}/{release}/columns/{network}/{parent}.hexcol", s.columns)
}

func (s *server) columns(w http.ResponseWriter, r *http.Request) {
	edition, keep, err := s.chosen(r)
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	under := geo.Hex(0)
	if parent := chi.URLParam(r, "parent"); parent != "" {
		if under, err = tiles.ParseBlock(parent); err != nil {
			problem.Write(w, r, err)
			return
		}
	}
	found, err := edition.Columns(unescaped(chi.URLParam(r, "network")), under)
	sendDrawn(w, r, found, err, tiles.HexColumns, keep)
}
