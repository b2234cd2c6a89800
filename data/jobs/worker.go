package jobs

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"github.com/riverqueue/river"
	"github.com/riverqueue/river/riverdriver/riverpgxv5"

	"phusong/data"
)

// Engine does the work of one leased batch and closes it. An error that no
// repetition can mend wraps ErrHopeless and ends the run.
type Engine interface {
	Work(ctx context.Context, lease *data.Lease, enqueue data.Enqueue) error
}

// ErrHopeless marks an error that would come again however often the batch is
// tried: the run must end.
var ErrHopeless = errors.New("the run cannot be finished")

// Worker takes batches from the queue until it is stopped. Any number of
// workers, in any number of processes, may share one database.
type Worker struct {
	river.WorkerDefaults[BatchArgs]
	store  *data.Store
	engine Engine
	queue  *Queue
	log    *slog.Logger
	times  Times
	owner  string
}

// NewWorker returns a worker that has not started.
func NewWorker(store *data.Store, engine Engine, log *slog.Logger, times Times) (*Worker, error) {
	name, err := os.Hostname()
	if err != nil {
		return nil, fmt.Errorf("name this worker: %w", err)
	}
	w := &Worker{store: store, engine: engine, log: log, times: times, owner: fmt.Sprintf("%s/%d", name, os.Getpid())}
	workers := river.NewWorkers()
	if err := river.AddWorkerSafely(workers, w); err != nil {
		return nil, fmt.Errorf("prepare the worker: %w", err)
	}
	client, err := river.NewClient(riverpgxv5.New(store.Pool()), &river.Config{
		Logger:            quiet(),
		Workers:           workers,
		Queues:            map[string]river.QueueConfig{river.QueueDefault: {MaxWorkers: 2}}, // one computes while the other stores
		FetchCooldown:     20 * time.Millisecond,
		FetchPollInterval: 500 * time.Millisecond,
	})
	if err != nil {
		return nil, fmt.Errorf("open the job queue: %w", err)
	}
	w.queue = &Queue{client}
	return w, nil
}

// Run works until ctx ends, then gives back what it holds and returns nil.
func (w *Worker) Run(ctx context.Context) error {
	if err := w.queue.client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start the worker: %w", err)
	}
	defer w.stop()
	if err := w.requeue(ctx, w.store.Waiting); err != nil && ctx.Err() == nil {
		return err
	}
	tick := time.NewTicker(w.times.Heartbeat)
	defer tick.Stop()
	for {
		if err := w.requeue(ctx, w.store.FreeExpired); err != nil && ctx.Err() == nil {
			w.log.Warn("look for abandoned batches", "error", err)
		}
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
	}
}

func (w *Worker) stop() {
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := w.queue.client.StopAndCancel(ctx); err != nil {
		w.log.Warn("stop the worker", "error", err)
	}
}

// requeue puts batches back into the queue. Asking twice for one does no harm:
// only one asker gets its lease.
func (w *Worker) requeue(ctx context.Context, find func(context.Context) ([]data.BatchRef, error)) error {
	refs, err := find(ctx)
	if err != nil || len(refs) == 0 {
		return err
	}
	return w.store.Enqueue(ctx, refs, w.queue.Enqueue)
}

// Timeout is generous: the lease, not the queue, says when a worker is dead.
func (w *Worker) Timeout(*river.Job[BatchArgs]) time.Duration { return time.Hour }

// Work does one batch, if it is still there to be done.
func (w *Worker) Work(ctx context.Context, job *river.Job[BatchArgs]) error {
	lease, err := w.store.Lease(ctx, data.BatchRef{Run: job.Args.Run, Ordinal: job.Args.Ordinal}, w.owner, w.times.Lease)
	if err != nil || lease == nil {
		return err
	}
	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go w.heartbeat(ctx, cancel, lease)
	err = w.engine.Work(ctx, lease, w.queue.Enqueue)
	return w.settle(lease, err)
}

// settle turns the end of a batch into what the queue and the run must know.
func (w *Worker) settle(lease *data.Lease, err error) error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	switch {
	case err == nil, errors.Is(err, data.ErrLeaseLost):
		return nil
	case errors.Is(err, ErrHopeless):
		w.log.Error("run failed", "run", lease.Run, "error", err)
		return w.store.EndRun(ctx, lease.Run, data.RunFailed, err.Error())
	}
	if giveBack := w.store.Release(ctx, lease); giveBack != nil {
		w.log.Warn("give a batch back", "error", giveBack)
	}
	return err
}

// heartbeat renews the lease until ctx ends; a lost lease ends the work.
func (w *Worker) heartbeat(ctx context.Context, cancel context.CancelCauseFunc, lease *data.Lease) {
	tick := time.NewTicker(w.times.Heartbeat)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			if err := w.store.Renew(ctx, lease, w.times.Lease); errors.Is(err, data.ErrLeaseLost) {
				cancel(err)
				return
			}
		}
	}
}
