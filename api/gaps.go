package api

import (
	"context"
	"fmt"

	"phusong/api/problem"
	"phusong/geo"
	"phusong/geo/alphabet"
	"phusong/geo/coverage"
	"phusong/tiles"
)

type gapsQuestion struct {
	Question
	Past
	Level   levelWord   `query:"level" default:"commune" doc:"One row for each unit of this level"`
	Vintage vintageWord `query:"vintage" doc:"State of the boundaries; the hamlets' own where not said"`
	Parent  string      `query:"parent" maxLength:"20" doc:"Only units within the unit of this code, at any depth"`
	Sorting
}

// Sorting is the order of a list.
type Sorting struct {
	Sort string `query:"sort" enum:"code,name" default:"code" doc:"By code, or by name as Vietnamese readers look it up: a ă â … d đ e, Thôn 2 before Thôn 10"`
}

type gapsBody struct {
	Provenance
	Level   levelWord `json:"level"`
	Vintage string    `json:"vintage"`
	Rows    []gapRow  `json:"rows"`
	Total   gapRow    `json:"total" doc:"The sum of the rows"`
}

// gapRow is a unit's people by verdict, and its hamlets.
type gapRow struct {
	Code       string  `json:"code"`
	Name       string  `json:"name"`
	Level      string  `json:"level"`
	Vintage    string  `json:"vintage"`
	Parent     string  `json:"parent"`
	Population int     `json:"population"`
	Households int     `json:"households"`
	AreaKm2    float64 `json:"areaKm2" doc:"Ground of the hamlets, on the ellipsoid, to the square metre"`
	Counts
	Homes   Counts      `json:"homes" doc:"Households, by the verdict of their hamlet"`
	Area    areas       `json:"area" doc:"Ground in km², by the verdict of its hamlet"`
	Hamlets Counts      `json:"hamlets"`
	Pieces  []pieceBody `json:"pieces,omitempty" doc:"Hamlets that the unit's border cuts: people, households and ground of this piece count here, the hamlet itself where its centre lies"`
}

// areas is ground by verdict, in km².
type areas struct {
	Covered float64 `json:"covered"`
	Partial float64 `json:"partial"`
	None    float64 `json:"none"`
	Unknown float64 `json:"unknown"`
}

// pieceBody is the part of a hamlet that counts in a unit.
type pieceBody struct {
	Hamlet     string  `json:"hamlet"`
	Name       string  `json:"name"`
	Commune    string  `json:"commune" doc:"Code of its commune in the vintage of the hamlet list"`
	Home       bool    `json:"home" doc:"Whether the hamlet is counted in this unit"`
	Share      float64 `json:"share" doc:"Of the hamlet's area, 0 to 1"`
	Population int     `json:"population"`
	Households int     `json:"households"`
	AreaKm2    float64 `json:"areaKm2"`
}

type Counts struct {
	Covered int `json:"covered"`
	Partial int `json:"partial"`
	None    int `json:"none"`
	Unknown int `json:"unknown"`
}

func (s *server) gaps(ctx context.Context, q *gapsQuestion) (gapsBody, error) {
	r, a, err := s.asked(ctx, q.Past, q.Question)
	if err != nil {
		return gapsBody{}, err
	}
	level, vintage, err := q.rows(r)
	if err != nil {
		return gapsBody{}, err
	}
	rows := coverage.Gaps(r.View.Hamlets, r.View.Units, level, vintage, a.verdicts)
	body := gapsBody{Provenance: q.provenance(r, a), Level: q.Level, Vintage: string(vintage), Rows: []gapRow{}}
	names := unitNames(r, vintage)
	whole := geo.GapRow{Name: body.Territory.Vietnamese, Level: geo.LevelProvince, Vintage: vintage}
	if q.Parent != "" {
		if whole, err = names.parent(q.Parent, level); err != nil {
			return gapsBody{}, err
		}
		rows = names.within(rows, geo.AdminCode(q.Parent))
	}
	if q.Sort == "name" {
		alphabet.Sort(rows, func(row geo.GapRow) []string { return []string{row.Name} })
	}
	for _, row := range rows {
		body.Rows = append(body.Rows, gapRowOf(row))
	}
	sum := coverage.Total(rows)
	sum.Code, sum.Name, sum.Level, sum.Vintage, sum.Parent = whole.Code, whole.Name, whole.Level, whole.Vintage, whole.Parent
	body.Total = gapRowOf(sum)
	return body, nil
}

// rows returns the level and vintage asked for. There are no districts since
// July 2025: asked for districts alone, the last ones are meant.
func (q *gapsQuestion) rows(r *tiles.Edition) (geo.Level, geo.Vintage, error) {
	level, err := geo.ParseLevel(string(q.Level))
	if err != nil {
		return 0, "", fmt.Errorf("%w: %w", problem.ErrParameter, err)
	}
	vintage := geo.Vintage(q.Vintage)
	switch {
	case level == geo.LevelDistrict && vintage == geo.Vintage2025:
		return 0, "", fmt.Errorf("%w: districts ended on 1 July 2025; ask with vintage=2024, or for level=commune", problem.ErrParameter)
	case vintage == "" && level == geo.LevelDistrict:
		vintage = geo.Vintage2024
	case vintage == "":
		vintage = home(r)
	}
	return level, vintage, nil
}

// parent returns the unit whose code is asked for, above a level, as a row
// without figures.
func (x unitIndex) parent(code string, below geo.Level) (geo.GapRow, error) {
	for level := geo.LevelProvince; level < below; level++ {
		if u := x.unit(geo.AdminCode(code), level); u != nil {
			return geo.GapRow{Code: code, Name: u.Name, Level: level, Vintage: x.vintage, Parent: u.Parent}, nil
		}
	}
	return geo.GapRow{}, fmt.Errorf("unit %.20q above the level of the rows: %w in the boundaries of %s", code, problem.ErrNotFound, x.vintage)
}

// within keeps the rows whose unit lies in another, at any depth.
func (x unitIndex) within(rows []geo.GapRow, code geo.AdminCode) []geo.GapRow {
	var kept []geo.GapRow
	for _, row := range rows {
		above := row.Parent
		for level := row.Level - 1; level >= geo.LevelProvince; level-- {
			if above == code && above != "" {
				kept = append(kept, row)
				break
			}
			if u := x.unit(above, level); u != nil {
				above = u.Parent
			}
		}
	}
	return kept
}

func gapRowOf(row geo.GapRow) gapRow {
	body := gapRow{
		Code: row.Code, Name: row.Name, Level: row.Level.String(), Vintage: string(row.Vintage), Parent: string(row.Parent),
		Population: row.Population, Households: row.Households,
		AreaKm2: km2(row.AreaM2), Area: areas{km2(row.Area.Covered), km2(row.Area.Partial), km2(row.Area.None), km2(row.Area.Unknown)},
		Counts: Counts(row.People), Homes: Counts(row.Homes), Hamlets: Counts(row.Hamlets),
	}
	for _, p := range row.Pieces {
		body.Pieces = append(body.Pieces, pieceBody{string(p.Hamlet), p.Name, string(p.Commune), p.Home, share(p.Share), p.People, p.Households, km2(p.M2)})
	}
	return body
}

// km2 turns whole square metres into km².
func km2(m2 int) float64 { return float64(m2) / 1e6 }
