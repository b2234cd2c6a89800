package jobs_test

import (
	"context"
	"errors"
	"log/slog"
	"testing"

	"github.com/jackc/pgx/v5"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/data/jobs"
)

func ask(t *testing.T, store *data.Store, q *jobs.Queue) {
	t.Helper()
	if err := store.InTx(t.Context(), func(tx pgx.Tx) error { return q.EnqueuePlan(t.Context(), tx) }); err != nil {
		t.Fatal(err)
	}
}

func TestRunsThatWereAskedForArePlannedOnce(t *testing.T) {
	store := datatest.New(t)
	queue, err := jobs.NewQueue(store)
	if err != nil {
		t.Fatal(err)
	}
	abandoned := errors.New("abandoned")
	if err := store.InTx(t.Context(), func(tx pgx.Tx) error {
		return errors.Join(queue.EnqueuePlan(t.Context(), tx), abandoned)
	}); !errors.Is(err, abandoned) {
		t.Fatal(err)
	}
	ask(t, store, queue)
	ask(t, store, queue)
	planned := make(chan struct{}, 10)
	planner, err := jobs.NewPlanner(store, func(ctx context.Context, enqueue data.Enqueue) error {
		err := store.Enqueue(ctx, []data.BatchRef{{Run: 1}}, enqueue) // as a run does
		if err == nil {
			planned <- struct{}{}
		}
		return err
	}, slog.New(slog.DiscardHandler))
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error, 1)
	go func() { ended <- planner.Run(ctx) }()
	<-planned
	ask(t, store, queue) // after the first has begun: a run of its own
	<-planned
	cancel()
	if err := <-ended; err != nil || len(planned) > 0 {
		t.Errorf("%v; %d more were planned", err, len(planned))
	}
}
