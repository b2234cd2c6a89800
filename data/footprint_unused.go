package data

import (
	"context"
	"fmt"
	"slices"
	"time"

	"github.com/jackc/pgx/v5"
)

// FootprintAge is how long a footprint that nothing needs stays after its last
// use: long enough for lists and scenarios that are taken up again to find it.
const FootprintAge = 30 * 24 * time.Hour

// LeastFootprintAge is the least age by which footprints may be deleted. It is
// longer than any job that found them there takes to read them.
const LeastFootprintAge = 24 * time.Hour

// footprintNote is how old the note of a footprint's last use may be before it is
// written again.
const footprintNote = time.Hour

// clearedAtOnce is how many footprints one transaction deletes.
const clearedAtOnce = 200

// FootprintStock is how many footprints there are and what they take, and how many
// of them nothing needs and nobody used since Before. Unknown counts the runs of
// which nobody has written down what they stand on: until that is done nothing is
// unused.
type FootprintStock struct {
	Stored, Bytes       int64
	Unused, UnusedBytes int64
	Before              time.Time
	Unknown             int
}

// Cleared is what was deleted; More tells that there is more of it.
type Cleared struct {
	Footprints int
	Bytes      int64
	More       bool
}

// The runs whose footprints are kept: those that readers may ask for, and those
// at work. An interrupted run is begun again as another one.
const keepingRuns = `
	SELECT r.id FROM runs r
	WHERE r.state = 'running' OR EXISTS (SELECT FROM releases p WHERE p.run_id = r.id)`

// The footprints that nothing needs: no kept run stands on them, and they were not
// used since $1. Where a kept run has not said what it stands on there are none.
const unusedFootprints = `
	WITH keeping AS (` + keepingRuns + `),
	kept AS MATERIALIZED (
		SELECT DISTINCT k.key
		FROM run_footprints u, unnest(u.keys) AS k(key)
		WHERE u.run_id IN (SELECT id FROM keeping)),
	unused AS (
		SELECT f.key, octet_length(f.body) AS bytes
		FROM footprints f
		WHERE f.used_at < $1
			AND NOT EXISTS (SELECT FROM kept k WHERE k.key = f.key)
			AND NOT EXISTS (SELECT FROM keeping r WHERE NOT EXISTS (SELECT FROM run_footprints u WHERE u.run_id = r.id)))`

// FootprintStock counts the footprints, by an age after which they may go.
func (s *Store) FootprintStock(ctx context.Context, age time.Duration) (stock FootprintStock, err error) {
	if stock.Before, err = s.unusedBefore(ctx, age); err != nil {
		return stock, err
	}
	err = s.pool.QueryRow(ctx, unusedFootprints+`
		SELECT (SELECT count(*) FROM footprints), (SELECT coalesce(sum(octet_length(body)), 0) FROM footprints),
			(SELECT count(*) FROM unused), (SELECT coalesce(sum(bytes), 0) FROM unused),
			(SELECT count(*) FROM keeping r WHERE NOT EXISTS (SELECT FROM run_footprints u WHERE u.run_id = r.id))`,
		stock.Before).Scan(&stock.Stored, &stock.Bytes, &stock.Unused, &stock.UnusedBytes, &stock.Unknown)
	if err != nil {
		return stock, fmt.Errorf("count the footprints: %w", err)
	}
	return stock, nil
}

// unusedBefore is the time since which nobody has used what may go: so long ago as
// age says, and not after a list that is still under review was sent, which was
// tried out with the footprints it needs. A list that nobody has moved for half a
// year holds nothing any more: what it needs is computed again.
func (s *Store) unusedBefore(ctx context.Context, age time.Duration) (before time.Time, err error) {
	err = s.pool.QueryRow(ctx, `
		SELECT least(now() - $1::interval, min(u.created_at))
		FROM uploads u
		WHERE u.state IN ('reading', 'ready', 'computing', 'submitted') AND u.changed_at > now() - interval '180 days'`,
		max(age, LeastFootprintAge)).Scan(&before)
	if err != nil {
		return before, fmt.Errorf("find since when footprints are unused: %w", err)
	}
	return before, nil
}

// ClearFootprints deletes footprints that nothing needs, at most so many, some at
// a time. A job that is about to use one cannot lose it: it notes the use first
// (MissingFootprints), and whether that is old is asked again of the locked row.
// Whoever comes after the deletion finds the footprint missing and makes it.
func (s *Store) ClearFootprints(ctx context.Context, age time.Duration, most int) (done Cleared, err error) {
	before, err := s.unusedBefore(ctx, age)
	if err != nil {
		return done, err
	}
	rows, _ := s.pool.Query(ctx, unusedFootprints+` SELECT key FROM unused ORDER BY key LIMIT $2`, before, most+1)
	unused, err := pgx.CollectRows(rows, pgx.RowTo[[]byte])
	if err != nil {
		return done, fmt.Errorf("look for footprints that nothing needs: %w", err)
	}
	if done.More = len(unused) > most; done.More {
		unused = unused[:most]
	}
	for some := range slices.Chunk(unused, clearedAtOnce) {
		rows, _ := s.pool.Query(ctx, `
			DELETE FROM footprints
			WHERE key IN (SELECT key FROM footprints WHERE key = ANY($1) AND used_at < $2 ORDER BY key FOR UPDATE SKIP LOCKED)
			RETURNING octet_length(body)`, some, before)
		bytes, err := pgx.CollectRows(rows, pgx.RowTo[int64])
		if err != nil {
			return done, fmt.Errorf("delete footprints that nothing needs: %w", err)
		}
		done.Footprints += len(bytes)
		for _, n := range bytes {
			done.Bytes += n
		}
	}
	return done, nil
}

// noteUse notes that footprints are used, as far as that was not noted of late:
// from then on they are there for LeastFootprintAge at least.
func (s *Store) noteUse(ctx context.Context, keys [][]byte) error {
	_, err := s.pool.Exec(ctx, `
		UPDATE footprints f
		SET used_at = now()
		FROM (SELECT key FROM footprints
			WHERE key = ANY($1) AND used_at < now() - $2::interval
			ORDER BY key -- in one order for all, or two could wait for each other
			FOR NO KEY UPDATE) AS old
		WHERE f.key = old.key`, keys, footprintNote)
	return err
}

// RunsWithUnknownFootprints are those of the kept runs that do not say what they
// stand on, ascending.
func (s *Store) RunsWithUnknownFootprints(ctx context.Context) ([]int64, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT k.id FROM (`+keepingRuns+`) AS k
		WHERE NOT EXISTS (SELECT FROM run_footprints u WHERE u.run_id = k.id)
		ORDER BY k.id`)
	return pgx.CollectRows(rows, pgx.RowTo[int64])
}

// SaveRunFootprints writes down what a run stands on; what was written before stays.
func (s *Store) SaveRunFootprints(ctx context.Context, run int64, keys []FootprintKey) error {
	err := s.InTx(ctx, func(tx pgx.Tx) error { return insertRunFootprints(ctx, tx, run, keys) })
	if err != nil {
		return fmt.Errorf("write down what run %d stands on: %w", run, err)
	}
	return nil
}

func insertRunFootprints(ctx context.Context, tx pgx.Tx, run int64, keys []FootprintKey) error {
	_, err := tx.Exec(ctx, `INSERT INTO run_footprints (run_id, keys) VALUES ($1, $2) ON CONFLICT (run_id) DO NOTHING`, run, bytesOf(keys))
	return err
}

func bytesOf(keys []FootprintKey) [][]byte {
	all := make([][]byte, len(keys))
	for i := range keys {
		all[i] = keys[i][:]
	}
	return all
}
