package data

import (
	"context"
	"fmt"
	"math"

	"github.com/jackc/pgx/v5"
	"github.com/paulmach/orb"
)

// Voronoi shares an area out among points: each gets the part of the area that
// is nearer to it than to any other, by true distance rather than degrees. The
// parts are valid, cover the area and come in the order of the points. It fails
// where two points are the same or one gets nothing.
func (s *Store) Voronoi(ctx context.Context, area orb.MultiPolygon, points []orb.Point) ([]orb.MultiPolygon, error) {
	if len(points) == 0 {
		return nil, nil
	}
	if len(points) == 1 {
		return []orb.MultiPolygon{area}, nil
	}
	xs, ys := make([]float64, len(points)), make([]float64, len(points))
	seen := map[orb.Point]bool{}
	for i, p := range points {
		if seen[p] {
			return nil, fmt.Errorf("share an area out among %d points: two of them are at %v", len(points), p)
		}
		seen[p] = true
		xs[i], ys[i] = p[0], p[1]
	}
	rows, _ := s.pool.Query(ctx, `
		WITH area AS (SELECT ST_GeomFromEWKB($1) AS g),
		seeds AS (
			SELECT i, ST_SetSRID(ST_MakePoint(x * $4, y), 4326) AS p
			FROM unnest($2::float8[], $3::float8[]) WITH ORDINALITY AS s(x, y, i)
		),
		cells AS (
			SELECT (ST_Dump(ST_VoronoiPolygons(ST_Collect(p), 0,
				(SELECT ST_Expand(ST_Scale(ST_Envelope(g), $4, 1), 1) FROM area)))).geom AS c
			FROM seeds
		)
		SELECT ST_AsEWKB(ST_Multi(ST_CollectionExtract(ST_Intersection(g, ST_Scale(c, 1 / $4::float8, 1)), 3)))
		FROM seeds JOIN cells ON ST_Contains(c, p) CROSS JOIN area
		ORDER BY i`, toEWKB(area), xs, ys, math.Cos(area.Bound().Center()[1]*math.Pi/180))
	parts, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (orb.MultiPolygon, error) {
		var b []byte
		if err := row.Scan(&b); err != nil {
			return nil, err
		}
		return multiPolygonFrom(b)
	})
	if err != nil {
		return nil, fmt.Errorf("share an area out among %d points: %w", len(points), err)
	}
	for _, part := range parts {
		if len(part) == 0 {
			return nil, fmt.Errorf("share an area out among %d points: one of them gets nothing", len(points))
		}
	}
	if len(parts) != len(points) {
		return nil, fmt.Errorf("share an area out among %d points: got %d parts", len(points), len(parts))
	}
	return parts, nil
}
