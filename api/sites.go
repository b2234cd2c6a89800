package api

import (
	"context"
	"fmt"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
	"phusong/tiles"
)

// Window is the part of a list that is wanted.
type Window struct {
	Limit  int `query:"limit" default:"1000" minimum:"0" maximum:"10000" doc:"At most so many rows"`
	Offset int `query:"offset" default:"0" minimum:"0" maximum:"10000000" doc:"Leave out so many rows first"`
}

// of returns the window's part of all; never nil.
func of[T any](w Window, all []T) []T {
	from := min(w.Offset, len(all))
	return append([]T{}, all[from:min(from+w.Limit, len(all))]...)
}

type sitesQuestion struct {
	Technology technologyWord `query:"technology" doc:"Only masts with this technology"`
	Operator   operatorWord   `query:"operator" default:"any" doc:"Only masts this operator is on"`
	BBox       string         `query:"bbox" maxLength:"120" doc:"Only masts in west,south,east,north, degrees" example:"104.8,21.5,105.6,22.7"`
	Window
}

type sitesBody struct {
	Release       string     `json:"release"`
	AsOf          string     `json:"asOf"`
	Synthetic     bool       `json:"synthetic"`
	Territory     tiles.Text `json:"territory"`
	NumberMatched int        `json:"numberMatched"`
	Rows          []siteRow  `json:"rows"`
}

type siteRow struct {
	ID           string    `json:"id"`
	Position     orb.Point `json:"position"`
	Operators    []string  `json:"operators"`
	Technologies []string  `json:"technologies"`
	Sectors      int       `json:"sectors"`
}

func (s *server) sites(ctx context.Context, q *sitesQuestion) (sitesBody, error) {
	r, err := s.edition(ctx)
	if err != nil {
		return sitesBody{}, err
	}
	if r.Cut == data.PublicCut {
		return sitesBody{}, problem.Absent()
	}
	if err := mayAsk(r, geo.OperatorCode(q.Operator)); err != nil {
		return sitesBody{}, err
	}
	box, err := parseBox(q.BBox)
	if err != nil {
		return sitesBody{}, err
	}
	var technology geo.Technology
	if q.Technology != "" {
		if technology, err = geo.ParseTechnology(string(q.Technology)); err != nil {
			return sitesBody{}, fmt.Errorf("%w: %w", problem.ErrParameter, err)
		}
	}
	found := []siteRow{}
	for i := range r.Sites {
		site := &r.Sites[i]
		if box.Contains(site.Mast.Position) && site.Carries(geo.OperatorCode(q.Operator), technology) {
			found = append(found, rowOf(site))
		}
	}
	return sitesBody{
		Release: r.ID, AsOf: day(r.View.Release.AsOf), Synthetic: r.View.Release.Synthetic, Territory: territory(r),
		NumberMatched: len(found), Rows: of(q.Window, found),
	}, nil
}

func rowOf(site *tiles.Site) siteRow {
	row := siteRow{ID: site.Mast.ID, Position: site.Mast.Position, Operators: []string{}, Technologies: []string{}, Sectors: site.Sectors}
	for _, o := range site.Operators {
		row.Operators = append(row.Operators, string(o))
	}
	for _, t := range site.Technologies {
		row.Technologies = append(row.Technologies, t.String())
	}
	return row
}

// parseBox reads "west,south,east,north" in degrees; nothing is the whole world.
func parseBox(text string) (orb.Bound, error) {
	world := orb.Bound{Min: orb.Point{-180, -90}, Max: orb.Point{180, 90}}
	if text == "" {
		return world, nil
	}
	wrong := fmt.Errorf("%w: bbox %.60q is not west,south,east,north in degrees, such as 104.8,21.5,105.6,22.7", problem.ErrParameter, text)
	parts := strings.Split(text, ",")
	if len(parts) != 4 {
		return world, wrong
	}
	var n [4]float64
	for i, part := range parts {
		var err error
		if n[i], err = strconv.ParseFloat(strings.TrimSpace(part), 64); err != nil || math.IsNaN(n[i]) || math.IsInf(n[i], 0) {
			return world, wrong
		}
	}
	if n[0] > n[2] || n[1] > n[3] {
		return world, wrong
	}
	return orb.Bound{Min: orb.Point{n[0], n[1]}, Max: orb.Point{n[2], n[3]}}, nil
}
