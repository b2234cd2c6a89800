package local

import (
	"context"
	"fmt"
	"time"
)

// Keep looks every so often whether the cluster's server is still there and
// starts it again if it died, until ctx ends: somebody may have killed it, or the
// machine may have run out of memory. What had been committed is recovered. Each
// death, and each start that failed, is reported in a line that says where to
// look; a nil report means that the server is back.
func (c *Cluster) Keep(ctx context.Context, every time.Duration, report func(error)) {
	tick := time.NewTicker(every)
	defer tick.Stop()
	for down := false; ; {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if ctx.Err() != nil || c.postmaster().pid() != 0 {
			continue
		}
		if !down {
			report(fmt.Errorf("PostgreSQL in %s has died: see the end of %s", c.folder, c.folder.log()))
		}
		err := c.revive(ctx)
		if down = err != nil; ctx.Err() == nil {
			report(err)
		}
	}
}

// revive starts the server again, unless somebody else has by now.
func (c *Cluster) revive(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, startLimit)
	defer cancel()
	change, err := lockAlone(ctx, c.folder.change())
	if err != nil {
		return err
	}
	defer change.release()
	if err := c.run(ctx, true); err != nil {
		return fmt.Errorf("start PostgreSQL again: %w", err)
	}
	return nil
}
