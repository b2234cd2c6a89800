package main

import (
	"context"
	"log/slog"
	"strconv"
	"time"

	"phusong/data/derive"
	"phusong/tiles"
)

// eachRelease calls do with the releases that readers come to see, one after the
// other, until ctx ends; what was passed over while do was at work is left out.
func eachRelease(ctx context.Context, shelf *tiles.Shelf, do func(*tiles.Release)) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-shelf.Turned():
			if r, err := shelf.Current(); err == nil {
				do(r)
			}
		}
	}
}

// foresee works out who relies on what in a release before anybody asks, because
// in a storm nobody waits for it, and makes ready for what-ifs.
func foresee(ctx context.Context, r *tiles.Release, reliances *derive.Reliances, log *slog.Logger) {
	started := time.Now()
	id, _ := strconv.ParseInt(r.ID, 10, 64) // releases are called by their numbers
	if err := reliances.Foresee(ctx, id); err != nil {
		log.Warn("failures and what-ifs take longer than they need", "release", r.ID, "error", err)
		return
	}
	log.Info("ready for failures and what-ifs", "release", r.ID, "seconds", time.Since(started).Seconds())
}
