package data

import (
	"context"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// SaveHamlets saves one file of hamlets. Every territory must be valid.
func (s *Store) SaveHamlets(ctx context.Context, n NewRevision, hamlets []geo.Hamlet) (Revision, error) {
	return s.save(ctx, n, func(tx pgx.Tx, revision int64) error {
		_, err := tx.CopyFrom(ctx, pgx.Identifier{"hamlets"},
			[]string{"revision_id", "code", "vintage", "commune", "name", "kind", "people", "households", "centre", "territory"},
			pgx.CopyFromSlice(len(hamlets), func(i int) ([]any, error) {
				h := hamlets[i]
				return []any{revision, string(h.Code), string(h.Vintage), string(h.Commune), h.Name, string(h.Kind),
					h.People, h.Households, toEWKB(h.Centre), toEWKB(h.Territory)}, nil
			}))
		return err
	})
}

// Hamlets returns the hamlets of the given revisions, ordered by code. Where
// two revisions hold the same code, the later wins.
func (s *Store) Hamlets(ctx context.Context, revisions []int64) ([]geo.Hamlet, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT DISTINCT ON (code)
			code, vintage, commune, name, kind, people, households, centre, territory
		FROM hamlets
		WHERE revision_id = ANY($1)
		ORDER BY code, revision_id DESC`, revisions)
	return pgx.CollectRows(rows, scanHamlet)
}

func scanHamlet(row pgx.CollectableRow) (geo.Hamlet, error) {
	var h geo.Hamlet
	var centre, territory []byte
	err := row.Scan(&h.Code, &h.Vintage, &h.Commune, &h.Name, &h.Kind, &h.People, &h.Households, &centre, &territory)
	if err != nil {
		return h, err
	}
	if h.Centre, err = pointFrom(centre); err != nil {
		return h, err
	}
	h.Territory, err = multiPolygonFrom(territory)
	return h, err
}
