package data

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"phusong/geo/propagation"
)

// RunState says how far a run has come.
type RunState string

// The states of a run.
const (
	RunRunning   RunState = "running"
	RunDone      RunState = "done"
	RunFailed    RunState = "failed"
	RunCancelled RunState = "cancelled"
)

// Run is one computation from named revisions. Done and Total count its
// batches. Release is the release it became, 0 until then.
type Run struct {
	ID        int64
	State     RunState
	Step      string
	Error     string
	CreatedAt time.Time
	EndedAt   *time.Time
	Done      int
	Total     int
	Release   int64
}

// NewRun is a run about to be planned. InputHash covers everything that can
// change its result. Footprints are all it stands on, made or still to be made.
// Batches[i] names the sites of batch i; one more batch, which folds the
// footprints, is added behind them.
type NewRun struct {
	InputHash  [32]byte
	Model      string
	Parameters []propagation.Parameter
	Settings   any
	Inputs     []int64
	Footprints []FootprintKey
	Batches    [][]string
}

// BatchRef names one piece of a run's work.
type BatchRef struct {
	Run     int64
	Ordinal int
}

// Enqueue hands pieces of work to the queue inside the transaction that makes
// them true.
type Enqueue func(ctx context.Context, tx pgx.Tx, batches []BatchRef) error

// ErrNoRun means that there is no such run.
var ErrNoRun = errors.New("no such run")

// StartRun plans a run, or returns the one that is being computed or was
// published from exactly the same inputs.
func (s *Store) StartRun(ctx context.Context, n NewRun, enqueue Enqueue) (run Run, existed bool, err error) {
	err = s.InTx(ctx, func(tx pgx.Tx) error {
		// Two planners of the same inputs wait for each other here.
		if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended(encode($1, 'hex'), 0))`, n.InputHash[:]); err != nil {
			return err
		}
		id, err := sameRun(ctx, tx, n.InputHash)
		if err != nil {
			return err
		}
		if existed = id != 0; !existed {
			if id, err = insertRun(ctx, tx, n, enqueue); err != nil {
				return err
			}
		}
		run, err = runIn(ctx, tx, id)
		return err
	})
	if err != nil {
		return Run{}, false, fmt.Errorf("start a run: %w", err)
	}
	return run, existed, nil
}

// FindRun returns the run that StartRun would, if there is one for these inputs.
func (s *Store) FindRun(ctx context.Context, inputHash [32]byte) (run Run, found bool, err error) {
	err = s.InTx(ctx, func(tx pgx.Tx) error {
		id, err := sameRun(ctx, tx, inputHash)
		if err != nil || id == 0 {
			return err
		}
		found = true
		run, err = runIn(ctx, tx, id)
		return err
	})
	if err != nil {
		return Run{}, false, fmt.Errorf("look for a run: %w", err)
	}
	return run, found, nil
}

func sameRun(ctx context.Context, tx pgx.Tx, inputHash [32]byte) (int64, error) {
	var id int64
	err := tx.QueryRow(ctx, `
		SELECT r.id
		FROM runs r
		LEFT JOIN releases p ON p.run_id = r.id
		WHERE r.input_hash = $1 AND (r.state = 'running' OR p.id IS NOT NULL)
		ORDER BY r.id DESC
		LIMIT 1`, inputHash[:]).Scan(&id)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, nil
	}
	return id, err
}

func insertRun(ctx context.Context, tx pgx.Tx, n NewRun, enqueue Enqueue) (int64, error) {
	var id int64
	err := tx.QueryRow(ctx, `
		INSERT INTO runs (state, input_hash, model, parameters, settings)
		VALUES ('running', $1, $2, $3, $4)
		RETURNING id`, n.InputHash[:], n.Model, n.Parameters, n.Settings).Scan(&id)
	if err != nil {
		return 0, err
	}
	if _, err = tx.Exec(ctx, `INSERT INTO run_inputs (run_id, revision_id) SELECT $1, unnest($2::bigint[])`, id, n.Inputs); err != nil {
		return 0, err
	}
	if err := insertRunFootprints(ctx, tx, id, n.Footprints); err != nil {
		return 0, err
	}
	rows := make([][]any, 0, len(n.Batches)+1)
	refs := make([]BatchRef, 0, len(n.Batches)+1)
	for i, sites := range n.Batches {
		rows = append(rows, []any{id, i, "footprints", sites})
		refs = append(refs, BatchRef{id, i})
	}
	rows = append(rows, []any{id, len(n.Batches), "fold", []string{}})
	if len(refs) == 0 { // nothing to predict: only the folding is left
		refs = append(refs, BatchRef{id, 0})
	}
	_, err = tx.CopyFrom(ctx, pgx.Identifier{"run_batches"}, []string{"run_id", "ordinal", "kind", "sites"}, pgx.CopyFromRows(rows))
	if err != nil {
		return 0, err
	}
	return id, enqueue(ctx, tx, refs)
}

// RunByID returns one run.
func (s *Store) RunByID(ctx context.Context, id int64) (run Run, err error) {
	err = s.InTx(ctx, func(tx pgx.Tx) error {
		run, err = runIn(ctx, tx, id)
		return err
	})
	return run, err
}

const runColumns = `
	r.id, r.state, r.step, r.error, r.created_at, r.ended_at,
	(SELECT count(*) FROM run_batches b WHERE b.run_id = r.id AND b.state = 'done'),
	(SELECT count(*) FROM run_batches b WHERE b.run_id = r.id),
	coalesce((SELECT p.id FROM releases p WHERE p.run_id = r.id), 0)`

func runIn(ctx context.Context, tx pgx.Tx, id int64) (Run, error) {
	rows, _ := tx.Query(ctx, `SELECT `+runColumns+` FROM runs r WHERE r.id = $1`, id)
	run, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Run])
	if errors.Is(err, pgx.ErrNoRows) {
		return Run{}, fmt.Errorf("run %d: %w", id, ErrNoRun)
	}
	return run, err
}

// Runs returns the latest hundred runs, the last one first.
func (s *Store) Runs(ctx context.Context) ([]Run, error) {
	rows, _ := s.pool.Query(ctx, `SELECT `+runColumns+` FROM runs r ORDER BY r.id DESC LIMIT 100`)
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Run])
}

// EndRun ends a run that will not be published, with the reason. A run that is
// over already stays as it is.
func (s *Store) EndRun(ctx context.Context, id int64, state RunState, reason string) error {
	_, err := s.pool.Exec(ctx, `
		UPDATE runs
		SET state = $2, error = $3, ended_at = now()
		WHERE id = $1 AND state = 'running'`, id, state, reason)
	if err != nil {
		return fmt.Errorf("end run %d: %w", id, err)
	}
	return nil
}

// Enqueue hands batches to the queue in a transaction of their own.
func (s *Store) Enqueue(ctx context.Context, refs []BatchRef, enqueue Enqueue) error {
	return s.InTx(ctx, func(tx pgx.Tx) error { return enqueue(ctx, tx, refs) })
}

// InputHash returns the fingerprint a run was planned with.
func (s *Store) InputHash(ctx context.Context, run int64) (hash [32]byte, err error) {
	var stored []byte
	err = s.pool.QueryRow(ctx, `SELECT input_hash FROM runs WHERE id = $1`, run).Scan(&stored)
	if errors.Is(err, pgx.ErrNoRows) {
		return hash, fmt.Errorf("run %d: %w", run, ErrNoRun)
	}
	if err != nil {
		return hash, fmt.Errorf("read the fingerprint of run %d: %w", run, err)
	}
	copy(hash[:], stored)
	return hash, nil
}

// RunSettings reads the settings a run was planned with into to.
func (s *Store) RunSettings(ctx context.Context, run int64, to any) error {
	err := s.pool.QueryRow(ctx, `SELECT settings FROM runs WHERE id = $1`, run).Scan(to)
	if errors.Is(err, pgx.ErrNoRows) {
		return fmt.Errorf("run %d: %w", run, ErrNoRun)
	}
	if err != nil {
		return fmt.Errorf("read the settings of run %d: %w", run, err)
	}
	return nil
}
