package data

import (
	"context"

	"github.com/jackc/pgx/v5"
)

// Peopled is a number of people at a point, or in a raster cell of Width by
// Height degrees centred on it.
type Peopled struct {
	Lon, Lat      float64
	Width, Height float64
	People        float64
}

// SavePopulation saves one population file.
func (s *Store) SavePopulation(ctx context.Context, n NewRevision, cells []Peopled) (Revision, error) {
	return s.save(ctx, n, func(tx pgx.Tx, revision int64) error {
		_, err := tx.CopyFrom(ctx, pgx.Identifier{"population"},
			[]string{"revision_id", "ordinal", "lon", "lat", "width", "height", "people"},
			pgx.CopyFromSlice(len(cells), func(i int) ([]any, error) {
				c := cells[i]
				return []any{revision, i, c.Lon, c.Lat, c.Width, c.Height, c.People}, nil
			}))
		return err
	})
}

// PopulationOf returns the people of the given revisions in the files' order.
func (s *Store) PopulationOf(ctx context.Context, revisions []int64) ([]Peopled, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT lon, lat, width, height, people
		FROM population
		WHERE revision_id = ANY($1)
		ORDER BY revision_id, ordinal`, revisions)
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Peopled])
}
