package main

import (
	"context"
	"fmt"
	"os"
	"text/tabwriter"
	"time"

	"phusong/data"
)

type runsCommand struct {
	Cancel int64 `help:"Cancel this run; what it has stored is used by the next one." placeholder:"RUN"`
}

// Run lists the runs, the latest first, or cancels one.
func (c runsCommand) Run(ctx context.Context, p *place) error {
	return p.inStore(ctx, func(store *data.Store) error {
		if c.Cancel != 0 {
			return cancelRun(ctx, store, c.Cancel)
		}
		runs, err := store.Runs(ctx)
		if err != nil {
			return err
		}
		if len(runs) == 0 {
			fmt.Println("there has been no run yet: phusong compute starts one")
			return nil
		}
		out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(out, "run\tstate\tbatches\tstarted\ttook\trelease\t")
		for _, r := range runs {
			ended := time.Now()
			if r.EndedAt != nil {
				ended = *r.EndedAt
			}
			fmt.Fprintf(out, "%d\t%s\t%d of %d\t%s\t%s\t%s\t%s\n", r.ID, r.State, r.Done, r.Total,
				r.CreatedAt.Format("2006-01-02 15:04:05"), ended.Sub(r.CreatedAt).Round(100*time.Millisecond), releaseName(r), r.Error)
		}
		return out.Flush()
	})
}

func cancelRun(ctx context.Context, store *data.Store, id int64) error {
	run, err := store.RunByID(ctx, id)
	if err != nil {
		return err
	}
	if run.State != data.RunRunning {
		return fmt.Errorf("run %d is %s already: only a running one can be cancelled", id, run.State)
	}
	if err := store.EndRun(ctx, id, data.RunCancelled, "cancelled by hand"); err != nil {
		return err
	}
	fmt.Printf("run %d is cancelled; its workers stop at their next heartbeat\n", id)
	return nil
}

func releaseName(r data.Run) string {
	if r.Release == 0 {
		return "–"
	}
	return fmt.Sprint(r.Release)
}
