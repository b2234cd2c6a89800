package data

import (
	"context"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgtype"

	"phusong/geo"
)

// SaveUnits saves one file of administrative boundaries. Every boundary must be
// valid: see InvalidReasons.
func (s *Store) SaveUnits(ctx context.Context, n NewRevision, units []geo.AdminUnit) (Revision, error) {
	return s.save(ctx, n, func(tx pgx.Tx, revision int64) error {
		_, err := tx.CopyFrom(ctx, pgx.Identifier{"admin_units"},
			[]string{"revision_id", "code", "vintage", "level", "name", "parent", "valid", "area_km2", "population", "boundary"},
			pgx.CopyFromSlice(len(units), func(i int) ([]any, error) {
				u := units[i]
				return []any{revision, string(u.Code), string(u.Vintage), int16(u.Level), u.Name, string(u.Parent),
					validity(u.Vintage), u.AreaKm2, u.Population, toEWKB(u.Boundary)}, nil
			}))
		return err
	})
}

func validity(v geo.Vintage) pgtype.Range[pgtype.Date] {
	from, to := v.Validity()
	r := pgtype.Range[pgtype.Date]{
		Lower: pgtype.Date{Time: from, Valid: true}, LowerType: pgtype.Inclusive,
		UpperType: pgtype.Unbounded, Valid: true,
	}
	if to != (time.Time{}) {
		r.Upper, r.UpperType = pgtype.Date{Time: to, Valid: true}, pgtype.Exclusive
	}
	return r
}

// Units returns the administrative units of the given revisions, ordered by
// vintage, level and code. Where two revisions hold the same unit, the later wins.
func (s *Store) Units(ctx context.Context, revisions []int64) ([]geo.AdminUnit, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT DISTINCT ON (vintage, level, code)
			code, vintage, level, name, parent, area_km2, population, boundary
		FROM admin_units
		WHERE revision_id = ANY($1)
		ORDER BY vintage, level, code, revision_id DESC`, revisions)
	return pgx.CollectRows(rows, scanUnit)
}

func scanUnit(row pgx.CollectableRow) (geo.AdminUnit, error) {
	var u geo.AdminUnit
	var boundary []byte
	err := row.Scan(&u.Code, &u.Vintage, &u.Level, &u.Name, &u.Parent, &u.AreaKm2, &u.Population, &boundary)
	if err != nil {
		return u, err
	}
	u.Boundary, err = multiPolygonFrom(boundary)
	return u, err
}

// CurrentUnits returns the units that a run started now would read.
func (s *Store) CurrentUnits(ctx context.Context) ([]geo.AdminUnit, error) {
	current, err := s.CurrentRevisions(ctx)
	if err != nil {
		return nil, err
	}
	return s.Units(ctx, IDs(current, Boundaries))
}

// IDs returns the ids of the revisions of one kind.
func IDs(revisions []Revision, kind Kind) []int64 {
	ids := []int64{}
	for _, r := range revisions {
		if r.Dataset.Kind == kind {
			ids = append(ids, r.ID)
		}
	}
	return ids
}
