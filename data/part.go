package data

import (
	"context"
	"fmt"
	"math"
	"sync"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
	"phusong/geo/coverage"
)

// sliver is the least part of a hamlet's area that counts as lying in another
// commune: less is how exactly two maps of one border were drawn.
const sliver = 0.01

// part is a piece of a hamlet in a commune of another vintage than its list's.
type part struct {
	hamlet       geo.HamletCode
	vintage      geo.Vintage
	commune      geo.AdminCode
	area, people float64 // the share of the area; the people counted there
}

// parts keeps what was cut last: it depends on immutable revisions alone, and
// most releases differ by a site list.
type parts struct {
	mu  sync.Mutex
	key string
	all []part
}

// loadParts divides the hamlets of communes that borders of another vintage cut:
// the ground by area, the people by where the population files have them.
func (s *Store) loadParts(ctx context.Context, v *View) error {
	boundaries, population := IDs(v.Inputs, Boundaries), IDs(v.Inputs, Population)
	all, err := s.cut(ctx, v.Release.Run, boundaries, population, fmt.Sprint(boundaries, population, IDs(v.Inputs, Hamlets)))
	if err != nil {
		return fmt.Errorf("divide hamlets between communes: %w", err)
	}
	placeOf := coverage.PlaceOf(v.Units)
	at := map[geo.HamletCode]int{}
	for i := range v.Hamlets {
		at[v.Hamlets[i].Hamlet.Code] = i
	}
	for from := 0; from < len(all); {
		to := from
		for to < len(all) && all[to].hamlet == all[from].hamlet && all[to].vintage == all[from].vintage {
			to++
		}
		if i, known := at[all[from].hamlet]; known && to-from > 1 {
			r := &v.Hamlets[i]
			if r.Parts == nil {
				r.Parts = map[geo.Vintage][]geo.Part{}
			}
			r.Parts[all[from].vintage] = divided(all[from:to], placeOf)
		}
		from = to
	}
	return nil
}

// divided are the shares of the pieces of one hamlet in one vintage. Where nobody
// is counted, people are divided like the ground.
func divided(pieces []part, placeOf func(geo.Vintage, geo.AdminCode) geo.Place) []geo.Part {
	var area, people float64
	for _, p := range pieces {
		area, people = area+p.area, people+p.people
	}
	shares := make([]geo.Part, len(pieces))
	for i, p := range pieces {
		shares[i] = geo.Part{Place: placeOf(p.vintage, p.commune), Area: sixDigits(p.area / area)}
		if shares[i].People = shares[i].Area; people > 0 {
			shares[i].People = sixDigits(p.people / people)
		}
	}
	return shares
}

// sixDigits takes off what one version of the geometry library computes otherwise
// than another.
func sixDigits(share float64) float64 { return math.Round(share*1e6) / 1e6 }

func (s *Store) cut(ctx context.Context, run int64, boundaries, population []int64, key string) ([]part, error) {
	s.parts.mu.Lock()
	defer s.parts.mu.Unlock()
	if s.parts.key == key {
		return s.parts.all, nil
	}
	rows, _ := s.pool.Query(ctx, `
		WITH communes AS MATERIALIZED (
			SELECT DISTINCT ON (vintage, code) vintage, code, boundary
			FROM admin_units
			WHERE revision_id = ANY($2) AND level = 3
			ORDER BY vintage, code, revision_id DESC
		), cuts AS MATERIALIZED ( -- a commune of one vintage that lies in a commune of another in part
			SELECT a.vintage, a.code, b.vintage AS other, b.code AS part, b.boundary
			FROM communes a
			JOIN communes b ON b.vintage <> a.vintage AND b.boundary && a.boundary
			WHERE ST_Relate(a.boundary, b.boundary, 'T*T******')
		), pieces AS MATERIALIZED (
			SELECT h.code, c.other, c.part, ST_Area(h.territory::geography) AS whole, ST_Intersection(h.territory, c.boundary) AS piece
			FROM run_hamlets h
			JOIN cuts c ON c.vintage = h.vintage AND c.code = h.commune AND c.boundary && h.territory
			WHERE h.run_id = $1 AND ST_Relate(h.territory, c.boundary, 'T*T******')
		), dwellings AS MATERIALIZED (
			SELECT ST_SetSRID(ST_MakePoint(p.lon, p.lat), 4326) AS at, p.people
			FROM population p, (SELECT ST_Extent(piece) AS box FROM pieces) e
			WHERE p.revision_id = ANY($3)
			  AND p.lon BETWEEN ST_XMin(e.box) AND ST_XMax(e.box) AND p.lat BETWEEN ST_YMin(e.box) AND ST_YMax(e.box)
		)
		SELECT code, other, part, ST_Area(piece::geography) / whole,
			(SELECT coalesce(sum(d.people), 0) FROM dwellings d WHERE d.at && piece AND ST_Intersects(piece, d.at))
		FROM pieces
		WHERE whole > 0 AND ST_Area(piece::geography) >= $4 * whole
		ORDER BY code, other, part`, run, boundaries, population, sliver)
	all, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (p part, err error) {
		return p, row.Scan(&p.hamlet, &p.vintage, &p.commune, &p.area, &p.people)
	})
	if err == nil {
		s.parts.key, s.parts.all = key, all
	}
	return all, err
}
