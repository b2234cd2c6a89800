package data

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// UnfinishedUploads returns the oldest 200 uploads that some process must go on with: those
// that are to be read, and those whose consequences are to be worked out.
func (s *Store) UnfinishedUploads(ctx context.Context) ([]Upload, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT `+uploadColumns+`
		FROM uploads u
		WHERE u.state IN ('reading', 'computing')
		ORDER BY u.id
		LIMIT 200`)
	return pgx.CollectRows(rows, scanUpload)
}

// BeginUpload counts one more attempt to read a version of an upload, and returns
// how many there were with it.
func (s *Store) BeginUpload(ctx context.Context, id string, version int) (attempts int, err error) {
	err = s.pool.QueryRow(ctx, `
		UPDATE uploads
		SET attempts = attempts + 1
		WHERE id = $1::uuid AND version = $2 AND state = 'reading'
		RETURNING attempts`, id, version).Scan(&attempts)
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrUploadMoved
	}
	if err != nil {
		return 0, fmt.Errorf("begin to read upload %s: %w", id, err)
	}
	return attempts, nil
}

// UploadRead notes that a version of an upload is understood and what it was
// compared with. ErrUploadMoved says that it has a newer version or an end.
func (s *Store) UploadRead(ctx context.Context, id string, version int, counts Counts, base int64) error {
	return s.moveUpload(ctx, `
		UPDATE uploads
		SET state = 'ready', counts = $3, base_revision = nullif($4::bigint, 0), changed_at = now()
		WHERE id = $1::uuid AND version = $2 AND state = 'reading'`, id, version, counts, base)
}

// FailUpload ends an upload whose file cannot be read.
func (s *Store) FailUpload(ctx context.Context, id string, version int, why UploadTrouble) error {
	return s.moveUpload(ctx, `
		UPDATE uploads
		SET state = 'failed', trouble = $3, changed_at = now()
		WHERE id = $1::uuid AND version = $2 AND state = 'reading'`, id, version, why)
}

// FinishImpact keeps the consequences of a version of an upload.
func (s *Store) FinishImpact(ctx context.Context, id string, version int, impact json.RawMessage) error {
	return s.moveUpload(ctx, `
		UPDATE uploads
		SET state = 'ready', impact = $3, changed_at = now()
		WHERE id = $1::uuid AND version = $2 AND state = 'computing'`, id, version, impact)
}

func (s *Store) moveUpload(ctx context.Context, sql string, args ...any) error {
	tag, err := s.pool.Exec(ctx, sql, args...)
	if err == nil && tag.RowsAffected() == 0 {
		err = ErrUploadMoved
	}
	if err != nil {
		return fmt.Errorf("upload %v: %w", args[0], err)
	}
	return nil
}

// CurrentList returns the list of an operator that computations read now, with
// its revision; none is revision 0.
func (s *Store) CurrentList(ctx context.Context, operator geo.OperatorCode) (revision int64, list []geo.Presence, err error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT c.revision_id
		FROM current_revisions c
		JOIN datasets d ON d.id = c.dataset_id
		WHERE d.kind = 'sites' AND d.name = $1`, operator)
	found, err := pgx.CollectRows(rows, pgx.RowTo[int64])
	if err != nil || len(found) == 0 {
		return 0, nil, err
	}
	list, err = s.Presences(ctx, found)
	return found[0], list, err
}

// DayOf returns the day a revision speaks of.
func (s *Store) DayOf(ctx context.Context, revision int64) (day time.Time, err error) {
	err = s.pool.QueryRow(ctx, `SELECT as_of FROM revisions WHERE id = $1`, revision).Scan(&day)
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrNoRevision
	}
	if err != nil {
		return day, fmt.Errorf("the day of revision %d: %w", revision, err)
	}
	return day, nil
}
