package tiles

import (
	"fmt"
	"math"
	"slices"
	"strings"
	"testing"

	"phusong/data/datatest"
	"phusong/geo/hex"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

// PostGIS draws the same hexes in the same tiles by ST_AsMVT: the same features
// with areas within a thousandth. What we merge is valid, and as large as what
// PostGIS merges.
func TestPostGISDrawsTheSameTiles(t *testing.T) {
	const resolution = 8
	view := patchwork(t, resolution, 0.1)
	r := newRelease(t, view)
	c := newCoverage(r.release.grid, view.Surfaces[0], view)
	rung, values := c.finest()
	var ids, classes []int64
	var outlines []string
	for i, h := range rung.hexes {
		var corners []string
		for _, p := range hex.Boundary(h) {
			corners = append(corners, fmt.Sprintf("%.12f %.12f", p.Lon(), p.Lat()))
		}
		ids, classes = append(ids, int64(h.Short())), append(classes, int64(values.classes[i]))
		outlines = append(outlines, "POLYGON(("+strings.Join(corners, ",")+"))")
	}
	pool := datatest.Pool(t)
	if _, err := pool.Exec(t.Context(), `
		CREATE TABLE oracle AS
		SELECT id, class, ST_Transform(ST_GeomFromText(outline, 4326), 3857) AS shape
		FROM unnest($1::bigint[], $2::bigint[], $3::text[]) AS hexes (id, class, outline)`, ids, classes, outlines); err != nil {
		t.Fatal(err)
	}
	p := newPalette()
	for _, at := range append(tilesOf(rung.bounds, 10), tilesOf(rung.bounds, 12)[17:20]...) {
		var drawn []byte
		if err := pool.QueryRow(t.Context(), `
			SELECT ST_AsMVT(q, 'hexes', 4096, 'shape', 'id')
			FROM (
				SELECT id, class, ST_AsMVTGeom(shape, ST_TileEnvelope($1, $2, $3), 4096, 0, false) AS shape
				FROM oracle
				WHERE shape && ST_TileEnvelope($1, $2, $3)
				ORDER BY id) q`, at.Z, at.X, at.Y).Scan(&drawn); err != nil {
			t.Fatal(err)
		}
		theirs, err := mvt.Decode(drawn)
		if err != nil {
			t.Fatal(err)
		}
		l := p.layer("hexes")
		var tags hexTags
		p.hexes(l, rung, at, func(i int32) []mvt.Tag { return tags.of(l, values.classes[i], noLevel) })
		ours, err := mvt.Decode(p.write(l))
		if err != nil || len(ours) != len(theirs) {
			t.Fatalf("%v: %d layers, PostGIS draws %d (%v)", at, len(ours), len(theirs), err)
		}
		if len(ours) == 0 {
			continue
		}
		sameFeatures(t, at, ours[0].Features, theirs[0].Features)
		p.areas.dissolve(rung, values.classes, at)
		for class := range p.areas.drawn {
			if g := &p.areas.drawn[class]; !g.Empty() {
				l := p.layer("coverage")
				l.Add(1, g)
				merged, err := mvt.Decode(p.write(l))
				if err != nil {
					t.Fatal(err)
				}
				var valid string
				var area, want float64
				if err := pool.QueryRow(t.Context(), `
					SELECT ST_IsValidReason(drawn), ST_Area(drawn), coalesce(merged, 0) * power(4096 / (ST_XMax(tile) - ST_XMin(tile)), 2)
					FROM (SELECT ST_GeomFromText($1) AS drawn, ST_TileEnvelope($2, $3, $4) AS tile) a,
					LATERAL (SELECT ST_Area(ST_Union(shape)) AS merged FROM oracle WHERE class = $5 AND shape && tile) b`,
					multipolygon(merged[0].Features[0].Parts), at.Z, at.X, at.Y, class).Scan(&valid, &area, &want); err != nil {
					t.Fatal(err)
				}
				if valid != "Valid Geometry" || !alike(area, want) {
					t.Errorf("%v: class %d has %.0f steps², PostGIS merges %.0f; %s", at, class, area, want, valid)
				}
			}
		}
	}
}

// alike: within a thousandth, or within 50 of the 16 million steps² of a tile:
// PostGIS puts corners on the nearest step, we on the one north-west.
func alike(area, want float64) bool { return math.Abs(area-want) <= max(want/1000, 50) }

func sameFeatures(t *testing.T, at mercator.Tile, ours, theirs []mvt.Feature) {
	t.Helper()
	slices.SortFunc(ours, func(a, b mvt.Feature) int { return int(int64(a.ID) - int64(b.ID)) })
	if len(ours) != len(theirs) {
		t.Fatalf("%v: %d hexes, PostGIS draws %d", at, len(ours), len(theirs))
	}
	for i, f := range ours {
		ask := theirs[i]
		area, want := math.Abs(float64(mvt.Area(f.Parts[0]))), math.Abs(float64(mvt.Area(ask.Parts[0])))
		if f.ID != ask.ID || fmt.Sprint(f.Attributes["class"]) != fmt.Sprint(ask.Attributes["class"]) {
			t.Fatalf("%v: hex %d %v, PostGIS draws %d %v", at, f.ID, f.Attributes, ask.ID, ask.Attributes)
		}
		// A corner lies up to a step beside: of one hex that is the length of its rim.
		if math.Abs(area-want) > 8*math.Sqrt(want) {
			t.Fatalf("%v: hex %d has %.0f steps², PostGIS draws %.0f", at, f.ID, area, want)
		}
	}
	for class, area := range areasByClass(ours) {
		want := areasByClass(theirs)[class]
		if !alike(float64(area)/2, math.Abs(float64(want))/2) {
			t.Errorf("%v: class %v has %d steps², PostGIS draws %d", at, class, area, want)
		}
	}
}

// multipolygon writes rings, each outer one before its holes, as text of PostGIS.
func multipolygon(parts [][]mvt.Point) string {
	var polygons []string
	for _, part := range parts {
		var corners []string
		for i := range len(part) + 1 {
			p := part[i%len(part)]
			corners = append(corners, fmt.Sprintf("%d %d", p.X, p.Y))
		}
		ring := "(" + strings.Join(corners, ",") + ")"
		if mvt.Area(part) > 0 {
			polygons = append(polygons, ring)
		} else {
			polygons[len(polygons)-1] += "," + ring
		}
	}
	return "MULTIPOLYGON((" + strings.Join(polygons, "),(") + "))"
}
