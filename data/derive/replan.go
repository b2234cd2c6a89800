package derive

import (
	"context"
	"errors"

	"phusong/data"
)

// Replan starts a run from what is current, by the settings of the release that
// readers see, or the default ones before there is any. Where exactly that was
// computed before, as after something was taken back, readers are shown it again.
func (e *Engine) Replan(ctx context.Context, enqueue data.Enqueue) error {
	settings := DefaultSettings()
	shown, err := e.store.PublishedRelease(ctx)
	if err == nil {
		err = e.store.RunSettings(ctx, shown.Run, &settings)
	}
	if err != nil && !errors.Is(err, data.ErrNoRelease) {
		return err
	}
	run, existed, err := e.Plan(ctx, settings, enqueue)
	if err != nil || !existed || run.State != data.RunDone || run.Release == shown.ID {
		return err
	}
	return e.store.Show(ctx, run.Release)
}
