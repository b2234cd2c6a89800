package main

import (
	"context"
	"log/slog"
	"strconv"
	"time"

	"phusong/data/derive"
	"phusong/tiles"
)

// foresee works out who relies on what in every release that readers come to
// see, before anybody asks: in a storm nobody waits for it. Then it makes ready
// for what-ifs.
func foresee(ctx context.Context, shelf *tiles.Shelf, reliances *derive.Reliances, engine *derive.Engine, log *slog.Logger) {
	known := ""
	for tick := time.NewTicker(3 * time.Second); ; {
		if r, err := shelf.Current(); err == nil && r.ID != known {
			known = r.ID
			started := time.Now()
			id, _ := strconv.ParseInt(known, 10, 64) // releases are called by their numbers
			if _, err := reliances.Reliance(ctx, id); err != nil {
				log.Warn("who relies on what", "release", known, "error", err)
			} else {
				log.Info("who relies on what is known", "release", known, "seconds", time.Since(started).Seconds())
			}
			started = time.Now()
			if err := engine.StandBy(ctx, id); err != nil {
				log.Warn("what-ifs take longer than they need", "release", known, "error", err)
			} else {
				log.Info("ready for what-ifs", "release", known, "seconds", time.Since(started).Seconds())
			}
		}
		select {
		case <-ctx.Done():
			tick.Stop()
			return
		case <-tick.C:
		}
	}
}
