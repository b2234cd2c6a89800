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

// planQueue is apart from the batches', so that a plan never waits behind an
// hour of them.
const planQueue = "plans"

// PlanArgs asks for a run from whatever is current when it is planned.
type PlanArgs struct{}

// Kind is the queue's name for this sort of job.
func (PlanArgs) Kind() string { return "plan_run" }

// EnqueuePlan asks for a run inside the transaction that changes what is current,
// unless one that has not begun will do. One that has begun may have looked
// already, so it does not count.
func (q *Queue) EnqueuePlan(ctx context.Context, tx pgx.Tx) error {
	var waiting bool
	err := tx.QueryRow(ctx, `
		SELECT EXISTS (SELECT FROM river_job WHERE kind = $1 AND state IN ('available', 'pending', 'retryable', 'scheduled'))`,
		PlanArgs{}.Kind()).Scan(&waiting)
	if err != nil {
		return fmt.Errorf("look for a waiting plan: %w", err)
	}
	if waiting {
		return nil
	}
	if _, err := q.client.InsertTx(ctx, tx, PlanArgs{}, &river.InsertOpts{Queue: planQueue}); err != nil {
		return fmt.Errorf("ask for a run: %w", err)
	}
	return nil
}

// Plan starts a run from what is current and hands its batches to the queue.
type Plan func(ctx context.Context, enqueue data.Enqueue) error

// Planner starts the runs that were asked for, one after the other.
type Planner struct {
	river.WorkerDefaults[PlanArgs]
	plan    Plan
	batches *Queue // knows batches; the planner's own client knows plans alone
	client  *river.Client[pgx.Tx]
	log     *slog.Logger
}

// NewPlanner returns a planner that has not started.
func NewPlanner(store *data.Store, plan Plan, log *slog.Logger) (*Planner, error) {
	batches, err := NewQueue(store)
	if err != nil {
		return nil, err
	}
	p := &Planner{plan: plan, batches: batches, log: log}
	workers := river.NewWorkers()
	if err := river.AddWorkerSafely(workers, p); err != nil {
		return nil, fmt.Errorf("prepare the planner: %w", err)
	}
	p.client, err = river.NewClient(riverpgxv5.New(store.Pool()), &river.Config{
		Logger: quiet(), Workers: workers, FetchCooldown: 20 * time.Millisecond, FetchPollInterval: 500 * time.Millisecond,
		Queues: map[string]river.QueueConfig{planQueue: {MaxWorkers: 1}},
	})
	if err != nil {
		return nil, fmt.Errorf("open the job queue: %w", err)
	}
	return p, nil
}

// Run plans until ctx ends.
func (p *Planner) Run(ctx context.Context) error {
	if err := p.client.Start(context.WithoutCancel(ctx)); err != nil {
		return fmt.Errorf("start the planner: %w", err)
	}
	<-ctx.Done()
	ending, cancel := context.WithTimeout(context.Background(), 10*time.Second)
	defer cancel()
	if err := p.client.StopAndCancel(ending); err != nil {
		p.log.Warn("stop the planner", "error", err)
	}
	return nil
}

// Timeout is generous: a plan reads the whole province.
func (p *Planner) Timeout(*river.Job[PlanArgs]) time.Duration { return 30 * time.Minute }

// Work starts one run. What fails is tried again by the queue, later and later.
func (p *Planner) Work(ctx context.Context, _ *river.Job[PlanArgs]) error {
	if err := p.plan(ctx, p.batches.Enqueue); err != nil {
		p.log.Warn("plan a run", "error", err)
		return err
	}
	return nil
}
