package tiles

import (
	"sync"
	"testing"

	"github.com/jackc/pgx/v5/pgxpool"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

// In every tile of every zoom the area of a class is that of its hexes, to the step,
// for every network; and all that is drawn is valid as PostGIS sees it: areas of
// classes, gaps, hamlets and units. The town each time, the whole sample where
// PHUSONG_BENCH_STATE names a computed one.
func TestAreasAddUpAndAreValid(t *testing.T) {
	view := computed(t)
	whole := view != nil
	if !whole {
		view = dim(t)
	}
	r, err := New(view)
	if err != nil {
		t.Fatal(err)
	}
	judge := &surveyor{pool: datatest.Pool(t)}
	for _, cut := range []data.Cut{data.PublicCut, data.StaffCut} {
		e, _ := r.Edition(cut)
		var areas []classAreas
		for _, s := range e.shown {
			if s.layer.Cut != cut || s.layer.Format != MVT || !whole && !worthALook(s) {
				continue
			}
			switch p := s.painter.(type) {
			case classAreas:
				areas = append(areas, p)
			case gaps, *units:
				judge.everyTile(t, r, s)
			case *hamlets: // all of them draw the same areas
				if p.question.Technologies == "5G" && p.question.Operator == geo.AnyOperator && p.question.Definition.Code == "centre" {
					judge.everyTile(t, r, s)
				}
			}
		}
		for zoom := atlasMinZoom; zoom <= atlasMaxZoom; zoom++ {
			judge.everyClass(t, r, areas, zoom)
		}
	}
	t.Logf("%d shapes with %d corners are valid", judge.shapes, judge.corners)
}

// surveyor counts the shapes that PostGIS has judged.
type surveyor struct {
	pool            *pgxpool.Pool
	mu              sync.Mutex
	shapes, corners int
}

// everyTile judges all areas of a layer.
func (j *surveyor) everyTile(t *testing.T, r *Release, s *shown) {
	t.Helper()
	for zoom := max(atlasMinZoom, s.layer.MinZoom); zoom <= min(atlasMaxZoom, s.layer.MaxZoom); zoom++ {
		page := newPage(s.box, zoom)
		_ = r.everyone(t.Context(), int(page.columns*page.rows), func(i int, p *palette) {
			at := page.tile(i)
			j.valid(t, s.layer.Name, at, decodedTile(t, s.paint(at, p)))
		})
	}
}

// everyClass compares the areas of some networks on one grid with those of the
// hexes, which are drawn once for all of them.
func (j *surveyor) everyClass(t *testing.T, r *Release, areas []classAreas, zoom int) {
	t.Helper()
	page := newPage(areas[0].bounds(), zoom)
	_ = r.everyone(t.Context(), int(page.columns*page.rows), func(i int, p *palette) {
		at := page.tile(i)
		rung, _ := areas[0].at(at.Z)
		l := p.layer("hexes")
		p.hexes(l, rung, at, func(int32) []mvt.Tag { return nil })
		near := append([]int32(nil), p.areas.near...)
		single := decodedTile(t, p.write(l))
		for _, a := range areas {
			var want, got [geo.ClassUnknown + 1]int64
			_, values := a.at(at.Z)
			if len(single) > 0 {
				for k, f := range single[0].Features {
					for _, part := range f.Parts {
						want[values.classes[near[k]]] += mvt.Area(part)
					}
				}
			}
			drawn := decodedTile(t, a.paint(at, p))
			for _, l := range drawn {
				for _, f := range l.Features {
					for _, part := range f.Parts {
						got[f.Attributes["class"].(uint64)] += mvt.Area(part)
					}
				}
			}
			if got != want {
				t.Errorf("%v %s-%s: classes have %v steps², their hexes %v", at, a.technologies, a.operator, got, want)
			}
			j.valid(t, a.describe().Name, at, drawn)
		}
	})
}

func decodedTile(t *testing.T, body []byte) []mvt.Decoded {
	layers, err := mvt.Decode(body)
	if err != nil {
		t.Error(err)
	}
	return layers
}

// valid asks PostGIS about a tile's areas.
func (j *surveyor) valid(t *testing.T, name string, at mercator.Tile, layers []mvt.Decoded) {
	var shapes [][]byte
	corners := 0
	for _, l := range layers {
		for _, f := range l.Features {
			if f.Kind != mvt.Polygon {
				continue
			}
			shape, err := wkb.Marshal(areaOf(f.Parts))
			if err != nil {
				t.Error(err)
			}
			shapes = append(shapes, shape)
			for _, part := range f.Parts {
				corners += len(part)
			}
		}
	}
	if len(shapes) == 0 {
		return
	}
	var bad int
	var why *string
	if err := j.pool.QueryRow(t.Context(), `
		SELECT count(*), min(ST_IsValidReason(s))
		FROM (SELECT ST_GeomFromWKB(b) AS s FROM unnest($1::bytea[]) AS b) shapes
		WHERE NOT ST_IsValid(s)`, shapes).Scan(&bad, &why); err != nil {
		t.Error(err)
		return
	}
	if bad > 0 {
		t.Errorf("%s %v: %d of %d shapes are not valid: %s", name, at, bad, len(shapes), *why)
	}
	j.mu.Lock()
	defer j.mu.Unlock()
	j.shapes, j.corners = j.shapes+len(shapes), j.corners+corners
}

// areaOf is rings, each outer one before its holes, as a multipolygon.
func areaOf(parts [][]mvt.Point) orb.MultiPolygon {
	var m orb.MultiPolygon
	for _, part := range parts {
		var ring orb.Ring
		for i := range len(part) + 1 {
			p := part[i%len(part)]
			ring = append(ring, orb.Point{float64(p.X), float64(p.Y)})
		}
		if mvt.Area(part) > 0 {
			m = append(m, orb.Polygon{ring})
		} else {
			m[len(m)-1] = append(m[len(m)-1], ring)
		}
	}
	return m
}
