package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"syscall"
	"time"

	"phusong/data"
	"phusong/data/derive"
	"phusong/data/jobs"
	"phusong/geo/coverage"
)

type computeCommand struct {
	Model      string  `help:"Propagation model: p1812, p526, free-space, 38901-rma or hata." default:"p1812"`
	Resolution int     `help:"H3 resolution of the hexes." default:"10"`
	Radius     float64 `help:"How far from a mast anything is computed, in km, up to 50; 15 takes two thirds of the time of 20." default:"20"`
	SubPoints  bool    `help:"Predict seven points in each hex instead of its centre: three to four times the time." name:"sub-points"`
	NoWork     bool    `help:"Leave the work to «phusong work» processes and wait for them."`
}

// Run computes and publishes, and says which release came of it.
func (c computeCommand) Run(ctx context.Context, p *place) error {
	store, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	settings := derive.DefaultSettings()
	settings.Model, settings.Coverage.Resolution = c.Model, c.Resolution
	settings.Coverage.RadiusKm, settings.Coverage.Radials = c.Radius, coverage.RadialsFor(c.Radius)
	settings.Coverage.SubPoints = c.SubPoints
	_, err = compute(ctx, store.Store, settings, !c.NoWork)
	return err
}

// compute plans a run, works on it in this process if asked to, and waits until
// it is published.
func compute(ctx context.Context, store *data.Store, settings derive.Settings, work bool) (data.Run, error) {
	shown := begin("compute coverage")
	queue, err := jobs.NewQueue(store)
	if err != nil {
		return data.Run{}, err
	}
	engine := derive.NewEngine(store)
	run, existed, err := engine.Plan(ctx, settings, queue.Enqueue)
	if err != nil {
		return data.Run{}, err
	}
	if existed && run.State == data.RunDone {
		if err := store.Show(ctx, run.Release); err != nil {
			return data.Run{}, err
		}
		shown.end("nothing has changed, release %d stands", run.Release)
		return run, nil
	}
	if work {
		stop, err := startWorker(ctx, store, engine)
		if err != nil {
			return data.Run{}, err
		}
		defer stop()
	}
	if run, err = await(ctx, store, run.ID, shown); err != nil {
		return run, err
	}
	shown.end("release %d is published; %speak memory %d MB", run.Release, whereTimeWent(engine.Took()), peakMemory()>>20)
	return run, nil
}

// whereTimeWent is empty where others did the work.
func whereTimeWent(t derive.Took) string {
	if t.Storing == 0 {
		return ""
	}
	return fmt.Sprintf("loading %.1f s, prediction %.1f s, folding %.1f s, storing %.1f s, ",
		t.Loading.Seconds(), t.Predicting.Seconds(), t.Folding.Seconds(), t.Storing.Seconds())
}

// peakMemory is the most memory this process has held, in bytes.
func peakMemory() int64 {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		return 0
	}
	return usage.Maxrss << 10 // Linux counts in KiB
}

// await follows a run to its end.
func await(ctx context.Context, store *data.Store, id int64, shown *step) (data.Run, error) {
	tick := time.NewTicker(30 * time.Millisecond)
	defer tick.Stop()
	for {
		run, err := store.RunByID(ctx, id)
		switch {
		case err != nil:
			return run, err
		case run.State == data.RunDone:
			return run, nil
		case run.State != data.RunRunning:
			return run, fmt.Errorf("run %d %s: %s", run.ID, run.State, run.Error)
		}
		shown.progress(run.Done, run.Total)
		select {
		case <-ctx.Done():
			return run, ctx.Err()
		case <-tick.C:
		}
	}
}

// startWorker works on runs beside the caller until stop is called, which waits
// for it to give back what it holds.
func startWorker(ctx context.Context, store *data.Store, engine *derive.Engine) (stop func(), err error) {
	worker, err := jobs.NewWorker(store, engine, logger(), jobs.DefaultTimes())
	if err != nil {
		return nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- worker.Run(ctx) }()
	return func() {
		cancel()
		if err := <-ended; err != nil && !errors.Is(err, context.Canceled) {
			fmt.Fprintln(os.Stderr, "phusong: worker:", err)
		}
	}, nil
}

func logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(os.Stderr, &slog.HandlerOptions{Level: slog.LevelInfo}))
}

type workCommand struct{}

// Run works until it is interrupted.
func (workCommand) Run(ctx context.Context, p *place) error {
	store, err := p.open(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	store.keep(ctx)
	worker, err := jobs.NewWorker(store.Store, derive.NewEngine(store.Store), logger(), jobs.DefaultTimes())
	if err != nil {
		return err
	}
	fmt.Fprintln(os.Stderr, "working on runs; Ctrl-C ends it")
	return worker.Run(ctx)
}
