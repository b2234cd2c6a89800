package derive

import (
	"context"
	"errors"
	"fmt"
	"time"

	"phusong/data"
)

// mostCleared is how many footprints one clearance deletes at most: some seconds.
const mostCleared = 20_000

// ClearFootprints deletes footprints that nothing needs and that nobody has used
// for some time, at most mostCleared. Releases from before runs said what they
// stand on are made to say it first, by an engine of their own: this one stays
// ready for what is asked of it.
func (e *Engine) ClearFootprints(ctx context.Context, age time.Duration) (data.Cleared, error) {
	runs, err := e.store.RunsWithUnknownFootprints(ctx)
	if err != nil {
		return data.Cleared{}, err
	}
	other := NewEngine(e.store)
	for _, run := range runs {
		if err := other.tellFootprints(ctx, run); err != nil {
			return data.Cleared{}, fmt.Errorf("find what run %d stands on: %w", run, err)
		}
	}
	return e.store.ClearFootprints(ctx, age, mostCleared)
}

// tellFootprints writes down what a run stands on. One that this program would
// not compute as it was computed can use no footprint any more.
func (e *Engine) tellFootprints(ctx context.Context, run int64) error {
	computed, err := e.store.InputHash(ctx, run)
	if err != nil {
		return err
	}
	var keys []data.FootprintKey
	p, err := e.prepareRun(ctx, run)
	switch {
	case errors.Is(err, ErrIncomplete):
	case err != nil:
		return err
	case p.hash == computed:
		keys = keysOf(p.masts)
	}
	return e.store.SaveRunFootprints(ctx, run, keys)
}
