package data

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// AddScenario keeps a scenario of the account that acts. It fails with ErrInvalid,
// a *geo.ErrChange, or ErrManyScenarios.
func (s *Store) AddScenario(ctx context.Context, by Actor, d Draft) (made Scenario, err error) {
	if err := d.fit(); err != nil {
		return Scenario{}, err
	}
	event := Event{"scenario.add", "", d.detail(1)}
	err = s.InTx(ctx, func(tx pgx.Tx) error {
		if err := roomForScenario(ctx, tx, by.Account); err != nil {
			return err
		}
		id := newID()
		_, err := tx.Exec(ctx, `INSERT INTO scenarios (id, owner, owner_name) VALUES ($1::uuid, $2::uuid, $3)`, id, uuidOrNone(by.Account), by.Name)
		if err != nil {
			return fmt.Errorf("keep a scenario: %w", err)
		}
		if err := insertVersion(ctx, tx, id, 1, d); err != nil {
			return err
		}
		if made, err = scenarioIn(ctx, tx, id, 0); err != nil {
			return err
		}
		event.Object = made.object()
		return audit(ctx, tx, by, event)
	})
	return made, err
}

// roomForScenario refuses one too many. Two that come at once wait for each other.
func roomForScenario(ctx context.Context, tx pgx.Tx, owner string) error {
	var kept int
	err := tx.QueryRow(ctx, `
		WITH own AS (SELECT id FROM accounts WHERE id = $1::uuid FOR UPDATE)
		SELECT count(s.id)
		FROM own
		LEFT JOIN scenarios s ON s.owner = own.id AND s.deleted_at IS NULL`, uuidOrNone(owner)).Scan(&kept)
	if err == nil && kept >= mostScenarios {
		err = ErrManyScenarios
	}
	return err
}

// SaveScenario makes a draft the next version of a scenario of the account that
// acts; sent is the version it was made from. It fails with ErrNoScenario where it
// is not that account's, with *ErrMoved where it has another version by
// now, and as AddScenario does.
func (s *Store) SaveScenario(ctx context.Context, by Actor, id string, sent int, d Draft) (Scenario, error) {
	if err := d.fit(); err != nil {
		return Scenario{}, err
	}
	return s.nextVersion(ctx, by, id, sent, "scenario.save", func(pgx.Tx) (Draft, error) { return d, nil })
}

// RestoreScenario makes an earlier version of a scenario the next one: undo, which
// can itself be undone. It fails as SaveScenario does.
func (s *Store) RestoreScenario(ctx context.Context, by Actor, id string, sent, version int) (Scenario, error) {
	return s.nextVersion(ctx, by, id, sent, "scenario.restore", func(tx pgx.Tx) (Draft, error) {
		earlier, err := scenarioIn(ctx, tx, id, max(version, 1))
		return earlier.Draft, err
	})
}

func (s *Store) nextVersion(ctx context.Context, by Actor, id string, sent int, action string, next func(pgx.Tx) (Draft, error)) (saved Scenario, err error) {
	err = s.InTx(ctx, func(tx pgx.Tx) error {
		current, err := lockScenario(ctx, tx, by, id)
		if err != nil {
			return err
		}
		if current != sent {
			return &ErrMoved{What: "scenario", Sent: sent, Current: current}
		}
		d, err := next(tx)
		if err != nil {
			return err
		}
		if err := insertVersion(ctx, tx, id, current+1, d); err != nil {
			return err
		}
		_, err = tx.Exec(ctx, `UPDATE scenarios SET version = version + 1, changed_at = now() WHERE id = $1::uuid`, id)
		if err != nil {
			return fmt.Errorf("save scenario %s: %w", id, err)
		}
		if saved, err = scenarioIn(ctx, tx, id, 0); err != nil {
			return err
		}
		return audit(ctx, tx, by, Event{action, saved.object(), d.detail(saved.Version)})
	})
	return saved, err
}

// lockScenario returns the version of a scenario that is the account's own, which
// nobody else changes until the transaction ends.
func lockScenario(ctx context.Context, tx pgx.Tx, by Actor, id string) (version int, err error) {
	err = tx.QueryRow(ctx, `
		SELECT version
		FROM scenarios
		WHERE id = $1::uuid AND owner = $2::uuid AND deleted_at IS NULL
		FOR UPDATE`, uuidOrNone(id), uuidOrNone(by.Account)).Scan(&version)
	if errors.Is(err, pgx.ErrNoRows) {
		return 0, fmt.Errorf("scenario %.40q: %w", id, ErrNoScenario)
	}
	return version, err
}

// insertVersion writes a version down and forgets those that are too old.
func insertVersion(ctx context.Context, tx pgx.Tx, id string, version int, d Draft) error {
	changes := d.Changes
	if changes == nil {
		changes = []geo.SiteChange{}
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO scenario_versions (scenario_id, version, base, name, notes, changes)
		VALUES ($1::uuid, $2, $3, $4, $5, $6)`, id, version, d.Base, d.Name, d.Notes, changes)
	if err == nil {
		_, err = tx.Exec(ctx, `DELETE FROM scenario_versions WHERE scenario_id = $1::uuid AND version <= $2`, id, version-mostVersions)
	}
	if err != nil {
		return fmt.Errorf("save version %d of scenario %s: %w", version, id, err)
	}
	return nil
}

// DeleteScenario takes a scenario of the account that acts off the list; that it
// was there stays in the log. It fails with ErrNoScenario.
func (s *Store) DeleteScenario(ctx context.Context, by Actor, id string) error {
	return s.Audited(ctx, by, Event{"scenario.delete", "scenario " + uuidOrNone(id), nil}, func(tx pgx.Tx) error {
		if _, err := lockScenario(ctx, tx, by, id); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE scenarios SET deleted_at = now(), changed_at = now() WHERE id = $1::uuid`, id)
		return err
	})
}

func (c Scenario) object() string { return "scenario " + c.ID }

func (d Draft) detail(version int) map[string]string {
	return map[string]string{"name": d.Name, "base": strconv.FormatInt(d.Base, 10), "version": strconv.Itoa(version), "changes": strconv.Itoa(len(d.Changes))}
}
