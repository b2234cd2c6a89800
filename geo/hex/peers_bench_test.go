package hex_test

import (
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"phusong/data/datatest"
	"phusong/geo/hex"
)

// BenchmarkAssign sorts a province's hexes of resolution 10 into 1,733 areas: by
// rows of known centres, as we do; by H3, which fills each area; and by PostGIS,
// which looks for the centres in each area by an index. The first and the last
// must find the same.
func BenchmarkAssign(b *testing.B) {
	areas := hex.Province()
	grid, err := hex.NewGrid(areas, 10, 1_000_000)
	if err != nil {
		b.Fatal(err)
	}
	found := 0
	b.Run("ours", func(b *testing.B) {
		for b.Loop() {
			found = 0
			for _, hexes := range grid.Assign(areas) {
				found += len(hexes)
			}
		}
		b.ReportMetric(float64(found), "hexes")
	})
	b.Run("h3-go", func(b *testing.B) {
		for b.Loop() {
			filled := 0
			for _, area := range areas {
				filled += hex.Polyfill(b, area)
			}
			b.ReportMetric(float64(filled), "hexes")
		}
	})
	b.Run("ST_Contains", func(b *testing.B) { contains(b, grid.Centres, areas, found) })
}

// contains lets PostGIS count the centres in all areas.
func contains(b *testing.B, centres []orb.Point, areas []orb.MultiPolygon, want int) {
	pool := datatest.Pool(b)
	var shapes [][]byte
	for _, area := range areas {
		shape, err := wkb.Marshal(area)
		if err != nil {
			b.Fatal(err)
		}
		shapes = append(shapes, shape)
	}
	lon, lat := make([]float64, len(centres)), make([]float64, len(centres))
	for i, c := range centres {
		lon[i], lat[i] = c.Lon(), c.Lat()
	}
	for _, step := range []struct {
		sql  string
		args []any
	}{
		{`CREATE TABLE areas AS SELECT ST_GeomFromWKB(shape) AS shape FROM unnest($1::bytea[]) AS shape`, []any{shapes}},
		{`CREATE TABLE centres AS SELECT ST_Point(lon, lat) AS at FROM unnest($1::float8[], $2::float8[]) AS c (lon, lat)`, []any{lon, lat}},
		{`CREATE INDEX ON centres USING gist (at)`, nil},
		{`ANALYZE centres`, nil},
	} {
		if _, err := pool.Exec(b.Context(), step.sql, step.args...); err != nil {
			b.Fatal(err)
		}
	}
	found := 0
	for b.Loop() {
		if err := pool.QueryRow(b.Context(), `SELECT count(*) FROM areas JOIN centres ON ST_Contains(shape, at)`).Scan(&found); err != nil {
			b.Fatal(err)
		}
	}
	if found != want && want > 0 {
		b.Fatalf("PostGIS finds %d hexes, we %d", found, want)
	}
	b.ReportMetric(float64(found), "hexes")
}
