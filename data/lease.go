package data

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Lease is the right to work on one batch until it runs out. Fence grows with
// every lease of the batch, so that a worker that was thought dead cannot write
// over the one that took its place.
type Lease struct {
	BatchRef
	Kind  string
	Sites []string
	Fence int64
}

// BatchFootprints and BatchFold are the kinds of batch.
const (
	BatchFootprints = "footprints"
	BatchFold       = "fold"
)

// ErrLeaseLost means that somebody else has the batch now; what was worked out
// must be thrown away.
var ErrLeaseLost = errors.New("the lease was lost")

// Lease takes a batch for owner, for ttl. It returns nil when there is nothing
// to do: the batch is done, held by somebody alive, or its run is over.
func (s *Store) Lease(ctx context.Context, ref BatchRef, owner string, ttl time.Duration) (*Lease, error) {
	lease := Lease{BatchRef: ref}
	err := s.pool.QueryRow(ctx, `
		UPDATE run_batches b
		SET state = 'leased', owner = $3, lease_until = now() + $4, fence = fence + 1
		FROM runs r
		WHERE b.run_id = $1 AND b.ordinal = $2 AND r.id = b.run_id AND r.state = 'running'
			AND (b.state = 'waiting' OR b.state = 'leased' AND b.lease_until < now())
		RETURNING b.kind, b.sites, b.fence`, ref.Run, ref.Ordinal, owner, ttl).
		Scan(&lease.Kind, &lease.Sites, &lease.Fence)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("lease batch %d of run %d: %w", ref.Ordinal, ref.Run, err)
	}
	return &lease, nil
}

// Renew holds a lease for another ttl. ErrLeaseLost also comes when the run was
// cancelled.
func (s *Store) Renew(ctx context.Context, l *Lease, ttl time.Duration) error {
	tag, err := s.pool.Exec(ctx, `
		UPDATE run_batches b
		SET lease_until = now() + $4
		FROM runs r
		WHERE b.run_id = $1 AND b.ordinal = $2 AND b.fence = $3 AND b.state = 'leased'
			AND r.id = b.run_id AND r.state = 'running'`, l.Run, l.Ordinal, l.Fence, ttl)
	if err != nil {
		return fmt.Errorf("renew batch %d of run %d: %w", l.Ordinal, l.Run, err)
	}
	if tag.RowsAffected() == 0 {
		return fmt.Errorf("renew batch %d of run %d: %w", l.Ordinal, l.Run, ErrLeaseLost)
	}
	return nil
}

// Release gives a batch back unfinished, so that another worker need not wait
// for the lease to run out.
func (s *Store) Release(ctx context.Context, l *Lease) error {
	_, err := s.pool.Exec(ctx, `
		UPDATE run_batches
		SET state = 'waiting', lease_until = NULL
		WHERE run_id = $1 AND ordinal = $2 AND fence = $3 AND state = 'leased'`, l.Run, l.Ordinal, l.Fence)
	return err
}

// FreeExpired frees the batches whose holders have gone silent and returns them.
func (s *Store) FreeExpired(ctx context.Context) ([]BatchRef, error) {
	rows, _ := s.pool.Query(ctx, `
		UPDATE run_batches
		SET state = 'waiting', lease_until = NULL
		WHERE state = 'leased' AND lease_until < now()
		RETURNING run_id, ordinal`)
	freed, err := pgx.CollectRows(rows, pgx.RowToStructByPos[BatchRef])
	if err != nil {
		return nil, fmt.Errorf("free abandoned batches: %w", err)
	}
	return freed, nil
}

// Waiting returns every batch that may be worked on now, so that none is
// forgotten whatever the queue remembers. The fold waits for all footprints.
func (s *Store) Waiting(ctx context.Context) ([]BatchRef, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT b.run_id, b.ordinal
		FROM run_batches b
		JOIN runs r ON r.id = b.run_id
		WHERE r.state = 'running' AND b.state = 'waiting'
			AND (b.kind = 'footprints' OR NOT EXISTS (
				SELECT FROM run_batches o
				WHERE o.run_id = b.run_id AND o.kind = 'footprints' AND o.state <> 'done'))
		ORDER BY b.run_id, b.ordinal`)
	waiting, err := pgx.CollectRows(rows, pgx.RowToStructByPos[BatchRef])
	if err != nil {
		return nil, fmt.Errorf("look for waiting batches: %w", err)
	}
	return waiting, nil
}

// finish closes a batch inside tx if the lease still holds, and returns the
// fold batch when this was the last of the others.
func finish(ctx context.Context, tx pgx.Tx, l *Lease) ([]BatchRef, error) {
	// The run's row orders the finishers, so that exactly one sees itself last.
	var state RunState
	if err := tx.QueryRow(ctx, `SELECT state FROM runs WHERE id = $1 FOR UPDATE`, l.Run).Scan(&state); err != nil {
		return nil, err
	}
	tag, err := tx.Exec(ctx, `
		UPDATE run_batches
		SET state = 'done', lease_until = NULL
		WHERE run_id = $1 AND ordinal = $2 AND fence = $3 AND state = 'leased'`, l.Run, l.Ordinal, l.Fence)
	if err != nil {
		return nil, err
	}
	if tag.RowsAffected() == 0 || state != RunRunning {
		return nil, ErrLeaseLost
	}
	rows, _ := tx.Query(ctx, `
		UPDATE runs SET step = 'fold'
		FROM run_batches b
		WHERE runs.id = $1 AND b.run_id = $1 AND b.kind = 'fold' AND b.state = 'waiting'
			AND NOT EXISTS (
				SELECT FROM run_batches o
				WHERE o.run_id = $1 AND o.kind = 'footprints' AND o.state <> 'done')
		RETURNING b.run_id, b.ordinal`, l.Run)
	return pgx.CollectRows(rows, pgx.RowToStructByPos[BatchRef])
}
