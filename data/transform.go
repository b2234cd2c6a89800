package data

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
)

// Transform turns points of the given EPSG system (easting, northing in metres,
// or lon, lat in degrees) into WGS 84 lon, lat, in the same order.
func (s *Store) Transform(ctx context.Context, srid int, points []orb.Point) ([]orb.Point, error) {
	xs, ys := make([]float64, len(points)), make([]float64, len(points))
	for i, p := range points {
		xs[i], ys[i] = p[0], p[1]
	}
	rows, _ := s.pool.Query(ctx, `
		SELECT ST_X(w), ST_Y(w)
		FROM (
			SELECT i, ST_Transform(ST_SetSRID(ST_MakePoint(x, y), $1::int), 4326) AS w
			FROM unnest($2::float8[], $3::float8[]) WITH ORDINALITY AS p(x, y, i)
		) t
		ORDER BY i`, srid, xs, ys)
	turned, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (p orb.Point, err error) {
		err = row.Scan(&p[0], &p[1])
		return p, err
	})
	if err != nil {
		return nil, fmt.Errorf("turn EPSG:%d into WGS 84: %w", srid, err)
	}
	return turned, nil
}

// InvalidReasons says for each polygon what PostGIS finds wrong with it, with
// the place; "" for a valid one.
func (s *Store) InvalidReasons(ctx context.Context, polygons []orb.MultiPolygon) ([]string, error) {
	shapes := make([][]byte, len(polygons))
	for i, p := range polygons {
		shapes[i] = toEWKB(p)
	}
	rows, _ := s.pool.Query(ctx, `
		SELECT CASE WHEN (d).valid THEN '' ELSE (d).reason || coalesce(' at ' || ST_AsText((d).location, 6), '') END
		FROM (
			SELECT i, ST_IsValidDetail(ST_GeomFromEWKB(b)) AS d
			FROM unnest($1::bytea[]) WITH ORDINALITY AS p(b, i)
		) t
		ORDER BY i`, shapes)
	reasons, err := pgx.CollectRows(rows, pgx.RowTo[string])
	if err != nil {
		return nil, fmt.Errorf("check polygons: %w", err)
	}
	return reasons, nil
}
