package data

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// ErrNoRelease means that nothing has been published, or not under that id.
var ErrNoRelease = errors.New("no such release")

// ErrDay means that words are no day.
var ErrDay = errors.New("is no day such as 2026-03-31")

const releaseColumns = `r.id, r.run_id, r.hash, r.as_of, r.synthetic, r.published_at`

// PublishedRelease returns the release that readers see.
func (s *Store) PublishedRelease(ctx context.Context) (Release, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT `+releaseColumns+`
		FROM published p
		JOIN releases r ON r.id = p.release_id`)
	return oneRelease(rows, "nothing is published yet")
}

// ReleaseByID returns one release, published now or before.
func (s *Store) ReleaseByID(ctx context.Context, id int64) (Release, error) {
	rows, _ := s.pool.Query(ctx, `SELECT `+releaseColumns+` FROM releases r WHERE r.id = $1`, id)
	return oneRelease(rows, fmt.Sprintf("release %d", id))
}

// Releases lists all releases, the newest first.
func (s *Store) Releases(ctx context.Context) ([]Release, error) {
	rows, _ := s.pool.Query(ctx, `SELECT `+releaseColumns+` FROM releases r ORDER BY r.id DESC`)
	found, err := pgx.CollectRows(rows, pgx.RowToStructByPos[Release])
	if err != nil {
		return nil, fmt.Errorf("list the releases: %w", err)
	}
	return found, nil
}

// Vietnam is the clock of the days people ask about: seven hours ahead of UTC, all
// year.
func Vietnam() *time.Location { return time.FixedZone("Asia/Ho_Chi_Minh", 7*3600) }

// PublishedBy finds the last of releases, the newest first, that was published by
// the end of a day, YYYY-MM-DD in Vietnam. The error is ErrDay, or ErrNoRelease.
func PublishedBy(newestFirst []Release, day string) (Release, error) {
	asked, err := time.ParseInLocation(time.DateOnly, day, Vietnam())
	if err != nil {
		return Release{}, fmt.Errorf("%.20q %w", day, ErrDay)
	}
	for _, r := range newestFirst {
		if r.PublishedAt.Before(asked.AddDate(0, 0, 1)) {
			return r, nil
		}
	}
	return Release{}, fmt.Errorf("published by %s: %w", day, ErrNoRelease)
}

// Predecessor is a release and the fingerprint of what it was computed from.
type Predecessor struct {
	Release
	InputHash [32]byte
}

// Predecessors returns the last few releases, the one that readers see first:
// what the next one may be made from.
func (s *Store) Predecessors(ctx context.Context) ([]Predecessor, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT `+releaseColumns+`, u.input_hash
		FROM releases r
		JOIN runs u ON u.id = r.run_id
		LEFT JOIN published p ON p.release_id = r.id
		ORDER BY p.release_id IS NULL, r.id DESC
		LIMIT 4`)
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (p Predecessor, err error) {
		var hash []byte
		err = row.Scan(&p.ID, &p.Run, &p.Hash, &p.AsOf, &p.Synthetic, &p.PublishedAt, &hash)
		copy(p.InputHash[:], hash)
		return p, err
	})
	if err != nil {
		return nil, fmt.Errorf("look for earlier releases: %w", err)
	}
	return found, nil
}

func oneRelease(rows pgx.Rows, what string) (Release, error) {
	release, err := pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Release])
	if errors.Is(err, pgx.ErrNoRows) {
		return Release{}, fmt.Errorf("%s: %w", what, ErrNoRelease)
	}
	if err != nil {
		return Release{}, fmt.Errorf("read the release: %w", err)
	}
	return release, nil
}

// Show makes a release the one that readers see.
func (s *Store) Show(ctx context.Context, release int64) error {
	return s.InTx(ctx, func(tx pgx.Tx) error { return show(ctx, tx, release) })
}

func show(ctx context.Context, tx pgx.Tx, release int64) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO published (release_id) VALUES ($1)
		ON CONFLICT (one) DO UPDATE SET release_id = excluded.release_id`, release)
	if err == nil {
		_, err = tx.Exec(ctx, `NOTIFY release_shown`)
	}
	if err != nil {
		return fmt.Errorf("show release %d: %w", release, err)
	}
	return nil
}

// Announced calls told once it listens, and then each time readers are shown
// another release, as soon as that is committed. It returns when ctx ends or the
// connection, which is one of its own, is lost; between two calls of it something
// may have been missed. Behind a pooler that shares connections nothing is ever
// told.
func (s *Store) Announced(ctx context.Context, told func()) error {
	conn, err := pgx.ConnectConfig(ctx, s.pool.Config().ConnConfig)
	if err != nil {
		return fmt.Errorf("listen for releases: %w", err)
	}
	defer conn.Close(context.WithoutCancel(ctx))
	if _, err := conn.Exec(ctx, `LISTEN release_shown`); err != nil {
		return fmt.Errorf("listen for releases: %w", err)
	}
	for told(); ; told() {
		if _, err := conn.WaitForNotification(ctx); err != nil {
			return fmt.Errorf("listen for releases: %w", err)
		}
	}
}
