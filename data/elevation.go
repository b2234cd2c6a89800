package data

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"phusong/geo/terrain"
)

// ErrCorrupt means that stored bytes are not the ones that were stored.
var ErrCorrupt = errors.New("stored data is corrupt")

// SheetNotes are the counts an elevation importer found in one sheet.
type SheetNotes struct {
	Voids, Negatives int
}

// SaveSheet saves one elevation sheet.
func (s *Store) SaveSheet(ctx context.Context, n NewRevision, sheet *terrain.Sheet, notes SheetNotes) (Revision, error) {
	raw := columnBytes(sheet.Heights)
	sum := sha256.Sum256(raw)
	packed := s.packer.pack(raw)
	return s.save(ctx, n, func(tx pgx.Tx, revision int64) error {
		_, err := tx.Exec(ctx, `
			INSERT INTO elevation_sheets (revision_id, name, west, north, step_lon, step_lat,
				cols, rows, scale, voids, negatives, sha256, heights)
			VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)`,
			revision, sheet.Name, sheet.West, sheet.North, sheet.StepLon, sheet.StepLat,
			sheet.Cols, sheet.Rows, sheet.Scale, notes.Voids, notes.Negatives, sum[:], packed)
		return err
	})
}

// Sheets returns the elevation sheets of the given revisions by name. A sheet
// whose bytes do not match their checksum is refused by its name.
func (s *Store) Sheets(ctx context.Context, revisions []int64) ([]*terrain.Sheet, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT name, west, north, step_lon, step_lat, cols, rows, scale, sha256, heights
		FROM elevation_sheets
		WHERE revision_id = ANY($1)
		ORDER BY name, revision_id`, revisions)
	stored, err := pgx.CollectRows(rows, scanSheet)
	if err != nil {
		return nil, err
	}
	sheets := make([]*terrain.Sheet, len(stored))
	var workers errgroup.Group
	for i := range stored {
		workers.Go(func() (err error) {
			sheets[i], err = s.unpackSheet(stored[i])
			return err
		})
	}
	if err := workers.Wait(); err != nil {
		return nil, err
	}
	return sheets, nil
}

// packedSheet is a sheet as it is stored.
type packedSheet struct {
	terrain.Sheet
	sum, heights []byte
}

func scanSheet(row pgx.CollectableRow) (p packedSheet, err error) {
	err = row.Scan(&p.Name, &p.West, &p.North, &p.StepLon, &p.StepLat, &p.Cols, &p.Rows, &p.Scale, &p.sum, &p.heights)
	return p, err
}

func (s *Store) unpackSheet(p packedSheet) (*terrain.Sheet, error) {
	sheet := p.Sheet
	raw, err := s.packer.unpack(p.heights)
	if err != nil || sha256.Sum256(raw) != [32]byte(p.sum) {
		return nil, fmt.Errorf("elevation sheet %s: %w: import it again", sheet.Name, ErrCorrupt)
	}
	sheet.Heights, err = columnFrom[int16](raw, sheet.Cols*sheet.Rows)
	if err != nil {
		return nil, fmt.Errorf("elevation sheet %s: %w: import it again", sheet.Name, err)
	}
	return &sheet, nil
}
