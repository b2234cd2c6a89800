package data

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"

	"phusong/geo/coverage"
)

// FootprintKey is the hash of everything that shaped a footprint.
type FootprintKey = coverage.FootprintKey

// MissingFootprints returns those of keys that are not stored yet, and notes that
// the others are used: those are not deleted for LeastFootprintAge. One whose note
// is not fresh was being deleted or noted meanwhile, and counts as missing.
func (s *Store) MissingFootprints(ctx context.Context, keys []FootprintKey) ([]FootprintKey, error) {
	wanted := bytesOf(keys)
	if err := s.noteUse(ctx, wanted); err != nil {
		return nil, fmt.Errorf("note the use of %d footprints: %w", len(keys), err)
	}
	rows, _ := s.pool.Query(ctx, `
		SELECT w.key
		FROM unnest($1::bytea[]) WITH ORDINALITY AS w(key, i)
		WHERE NOT EXISTS (SELECT FROM footprints f WHERE f.key = w.key AND f.used_at > now() - 2 * $2::interval)
		ORDER BY w.i`, wanted, footprintNote)
	return pgx.CollectRows(rows, func(row pgx.CollectableRow) (k FootprintKey, err error) {
		var b []byte
		if err = row.Scan(&b); err == nil {
			copy(k[:], b)
		}
		return k, err
	})
}

// FinishFootprints stores what a batch worked out and closes it. The fold is
// enqueued by whichever batch is the last. ErrLeaseLost writes nothing.
func (s *Store) FinishFootprints(ctx context.Context, l *Lease, bodies map[FootprintKey][]byte, enqueue Enqueue) error {
	err := s.InTx(ctx, func(tx pgx.Tx) error {
		if err := insertFootprints(ctx, tx, bodies); err != nil {
			return err
		}
		fold, err := finish(ctx, tx, l)
		if err != nil || len(fold) == 0 {
			return err
		}
		return enqueue(ctx, tx, fold)
	})
	if err != nil {
		return fmt.Errorf("finish batch %d of run %d: %w", l.Ordinal, l.Run, err)
	}
	return nil
}

// KeepFootprints stores footprints that belong to no batch; those that are there
// already stay as they are.
func (s *Store) KeepFootprints(ctx context.Context, bodies map[FootprintKey][]byte) error {
	err := s.InTx(ctx, func(tx pgx.Tx) error { return insertFootprints(ctx, tx, bodies) })
	if err != nil {
		return fmt.Errorf("store %d footprints: %w", len(bodies), err)
	}
	return nil
}

func insertFootprints(ctx context.Context, tx pgx.Tx, bodies map[FootprintKey][]byte) error {
	keys, values := make([][]byte, 0, len(bodies)), make([][]byte, 0, len(bodies))
	for k, body := range bodies {
		keys, values = append(keys, k[:]), append(values, body)
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO footprints (key, body)
		SELECT k, b
		FROM unnest($1::bytea[], $2::bytea[]) AS f(k, b)
		ORDER BY k -- in one order for all, or two writers could wait for each other
		ON CONFLICT (key) DO NOTHING`, keys, values)
	return err
}

// EachFootprint calls do with the body of every footprint among keys that is
// stored, in no particular order; body is only valid during the call.
func (s *Store) EachFootprint(ctx context.Context, keys []FootprintKey, do func(FootprintKey, []byte) error) error {
	if len(keys) == 0 {
		return nil
	}
	rows, _ := s.pool.Query(ctx, `SELECT key, body FROM footprints WHERE key = ANY($1)`, bytesOf(keys))
	var key, body []byte
	_, err := pgx.ForEachRow(rows, []any{(*borrowed)(&key), (*borrowed)(&body)}, func() error {
		return do(FootprintKey(key), body)
	})
	if err != nil {
		return fmt.Errorf("read footprints: %w", err)
	}
	return nil
}

// borrowed scans a bytea without copying it.
type borrowed []byte

// ScanBytes keeps a view of the driver's buffer.
func (b *borrowed) ScanBytes(v []byte) error {
	*b = v
	return nil
}
