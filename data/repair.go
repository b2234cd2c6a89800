package data

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
)

// Repair is what a polygon becomes when its invalid parts are put right. Change
// is how much area that gains or loses, as a share of what the lines of its parts
// enclose, part by part; Shape is nil where nothing is left.
type Repair struct {
	Shape               orb.MultiPolygon
	BeforeKm2, AfterKm2 float64
	Change              float64
}

// Repaired puts invalid polygons right by their structure: rings that cross are
// cut, holes outside their shell and slivers of no area go. The order is that of
// the polygons.
func (s *Store) Repaired(ctx context.Context, polygons []orb.MultiPolygon) ([]Repair, error) {
	shapes := make([][]byte, len(polygons))
	for i, p := range polygons {
		shapes[i] = toEWKB(p)
	}
	rows, _ := s.pool.Query(ctx, `
		WITH given AS (
			SELECT i, ST_GeomFromEWKB(b) AS g
			FROM unnest($1::bytea[]) WITH ORDINALITY AS p(b, i)
		),
		mended AS (
			SELECT i, g, ST_Multi(ST_CollectionExtract(ST_MakeValid(g, 'method=structure keepcollapsed=false'), 3)) AS m,
				(SELECT sum(ST_Area(ST_CollectionExtract(ST_MakeValid(d.geom, 'method=linework'), 3)::geography)) FROM ST_Dump(g) d) AS drawn
			FROM given
		)
		SELECT CASE WHEN ST_IsEmpty(m) THEN NULL ELSE m END, coalesce(drawn, 0) / 1e6, ST_Area(m::geography) / 1e6
		FROM mended
		ORDER BY i`, shapes)
	repairs, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (r Repair, err error) {
		var shape []byte
		if err := row.Scan(&shape, &r.BeforeKm2, &r.AfterKm2); err != nil || shape == nil {
			return r, err
		}
		if r.BeforeKm2 > 0 {
			r.Change = (r.AfterKm2 - r.BeforeKm2) / r.BeforeKm2
		}
		r.Shape, err = multiPolygonFrom(shape)
		return r, err
	})
	if err != nil {
		return nil, fmt.Errorf("repair polygons: %w", err)
	}
	return repairs, nil
}

// Fit is how the parts of an area lie in it, in square kilometres: what several
// of them claim, what none does, and what they hold outside it.
type Fit struct {
	AreaKm2, OverlapKm2, GapKm2, OutsideKm2 float64
}

// Fit measures the parts of an area. All must be valid.
func (s *Store) Fit(ctx context.Context, area orb.MultiPolygon, parts []orb.MultiPolygon) (Fit, error) {
	shapes := make([][]byte, len(parts))
	for i, p := range parts {
		shapes[i] = toEWKB(p)
	}
	var f Fit
	err := s.pool.QueryRow(ctx, `
		WITH whole AS (SELECT ST_GeomFromEWKB($1) AS g),
		parts AS (SELECT ST_GeomFromEWKB(b) AS g FROM unnest($2::bytea[]) AS p(b)),
		joined AS (SELECT ST_Union(g) AS g, sum(ST_Area(g::geography)) AS areas FROM parts)
		SELECT ST_Area(w.g::geography) / 1e6,
			greatest(0, j.areas - ST_Area(j.g::geography)) / 1e6,
			ST_Area(ST_Difference(w.g, j.g)::geography) / 1e6,
			ST_Area(ST_Difference(j.g, w.g)::geography) / 1e6
		FROM whole w, joined j`, toEWKB(area), shapes).Scan(&f.AreaKm2, &f.OverlapKm2, &f.GapKm2, &f.OutsideKm2)
	if err != nil {
		return Fit{}, fmt.Errorf("measure how %d parts fit an area: %w", len(parts), err)
	}
	return f, nil
}
