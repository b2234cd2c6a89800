package main

import (
	"context"
	"fmt"
	"log/slog"
	"time"

	"phusong/data"
	"phusong/data/derive"
	"phusong/data/local"
)

type footprintsCommand struct {
	OlderThan time.Duration `help:"Unused for how long, at least a day." default:"720h"`
	Delete    bool          `help:"Delete those that nothing needs. A server does so after each release, with 720h."`
}

// Run tells how many footprints there are and what nothing needs of them, or
// deletes that.
func (c footprintsCommand) Run(ctx context.Context, p *place) error {
	if c.OlderThan < data.LeastFootprintAge {
		return fmt.Errorf("--older-than %v: a job may be using what was used within the last %v: give more", c.OlderThan, data.LeastFootprintAge)
	}
	return p.inStore(ctx, func(store *data.Store) error {
		if c.Delete {
			return deleteFootprints(ctx, derive.NewEngine(store), c.OlderThan)
		}
		stock, err := store.FootprintStock(ctx, c.OlderThan)
		if err != nil {
			return err
		}
		fmt.Println(stockLine(stock))
		return nil
	})
}

// deleteFootprints clears until nothing is left to be cleared.
func deleteFootprints(ctx context.Context, engine *derive.Engine, age time.Duration) error {
	total := data.Cleared{More: true}
	for total.More {
		done, err := engine.ClearFootprints(ctx, age)
		if err != nil {
			return err
		}
		total = data.Cleared{Footprints: total.Footprints + done.Footprints, Bytes: total.Bytes + done.Bytes, More: done.More}
	}
	fmt.Printf("%d footprints deleted, %.1f MB; PostgreSQL uses the room again\n", total.Footprints, megabytes(total.Bytes))
	return nil
}

// clearFootprints deletes what nothing needs any more, after a release.
func clearFootprints(ctx context.Context, engine *derive.Engine, log *slog.Logger) {
	done, err := engine.ClearFootprints(ctx, data.FootprintAge)
	if err != nil {
		log.Warn("footprints that nothing needs stay", "error", err)
		return
	}
	log.Info("footprints that nothing needs are deleted", "footprints", done.Footprints, "bytes", done.Bytes, "more", done.More)
}

func stockLine(s data.FootprintStock) string {
	line := fmt.Sprintf("%d vùng phủ (footprints), %.1f MB; không dùng nữa (unused) %d, %.1f MB, từ trước (since before) %s",
		s.Stored, megabytes(s.Bytes), s.Unused, megabytes(s.UnusedBytes), s.Before.Format("2006-01-02"))
	if s.Unknown > 0 {
		line += fmt.Sprintf("; %d lần tính cũ chưa ghi (older runs not written down): phusong footprints --delete", s.Unknown)
	}
	return line
}

func megabytes(n int64) float64 { return float64(n) / (1 << 20) }

// footprintsCheck tells what footprints take in a database.
func footprintsCheck(ctx context.Context, databaseURL string) local.Check {
	check := local.Check{Name: "Vùng phủ đã lưu (stored footprints)"}
	store, err := data.Open(ctx, databaseURL)
	if err != nil {
		check.Found = err.Error()
		return check
	}
	defer store.Close()
	stock, err := store.FootprintStock(ctx, data.FootprintAge)
	if err != nil {
		check.Found, check.Fix = err.Error(), "phusong migrate"
		return check
	}
	check.OK, check.Found = true, stockLine(stock)
	return check
}
