package jobs

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"phusong/data"
)

// BatchArgs names one batch of one run in the queue.
type BatchArgs struct {
	Run     int64 `json:"run"`
	Ordinal int   `json:"ordinal"`
}

// Kind is the queue's name for this sort of job.
func (BatchArgs) Kind() string { return "run_batch" }

// Queue hands batches to whichever worker is free.
type Queue struct {
	client *river.Client[pgx.Tx]
}

// NewQueue returns a queue that can be filled but does no work itself.
func NewQueue(store *data.Store) (*Queue, error) {
	client, err := river.NewClient(riverpgxv5.New(store.Pool()), &river.Config{Logger: quiet()})
	if err != nil {
		return nil, fmt.Errorf("open the job queue: %w", err)
	}
	return &Queue{client}, nil
}

// Enqueue hands batches to the queue inside tx: they are there if and only if
// the transaction commits.
func (q *Queue) Enqueue(ctx context.Context, tx pgx.Tx, batches []data.BatchRef) error {
	params := make([]river.InsertManyParams, len(batches))
	for i, b := range batches {
		params[i].Args = BatchArgs{Run: b.Run, Ordinal: b.Ordinal}
	}
	if len(params) == 0 {
		return nil
	}
	if _, err := q.client.InsertManyFastTx(ctx, tx, params); err != nil {
		return fmt.Errorf("enqueue %d batches: %w", len(batches), err)
	}
	return nil
}

// quiet keeps the queue's own chatter out of our log: what matters of it comes
// back as errors and in the state of the runs.
func quiet() *slog.Logger { return slog.New(slog.DiscardHandler) }

// Times are how long a worker's right to a batch lasts unrenewed, and how often
// it is renewed and the abandoned ones are looked for.
type Times struct {
	Lease, Heartbeat time.Duration
}

// DefaultTimes lets a batch of a killed worker go to the next one within twenty
// seconds, and a busy machine miss four heartbeats.
func DefaultTimes() Times { return Times{Lease: 15 * time.Second, Heartbeat: 3 * time.Second} }
