package data

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// What the doors of scenarios refuse for. One that is another's is changed by
// nobody, as if it were not there.
var (
	ErrNoScenario    = errors.New("no such scenario")
	ErrManyScenarios = fmt.Errorf("one account keeps at most %d scenarios", mostScenarios)
)

// The bounds of what one account keeps: scenarios, and of each so many versions,
// the latest ones.
const (
	mostScenarios = 100
	mostVersions  = 200
)

// Scenario is a named what-if in one version of it. Owner is an account's id.
type Scenario struct {
	ID        string
	Owner     string
	OwnerName string
	Version   int
	Current   int // the version it has now
	CreatedAt time.Time
	SavedAt   time.Time
	Draft
}

// Draft is what a planner writes of a scenario.
type Draft struct {
	Name  string
	Notes string
	geo.Scenario
}

func (d Draft) fit() error {
	if !titleFits(d.Name) || len([]rune(d.Notes)) > 5000 || !utf8.ValidString(d.Notes) || strings.Contains(d.Notes, "\x00") || d.Base <= 0 {
		return fmt.Errorf("the scenario is %w: give a name of 1 to 200 characters, notes of at most 5,000 and a base release", ErrInvalid)
	}
	return d.Check()
}

const scenarioColumns = `
	s.id::text, s.owner::text, s.owner_name, v.version, s.version, s.created_at, v.saved_at, v.name, v.notes, v.base, v.changes`

func scanScenario(row pgx.CollectableRow) (c Scenario, err error) {
	err = row.Scan(&c.ID, &c.Owner, &c.OwnerName, &c.Version, &c.Current, &c.CreatedAt, &c.SavedAt, &c.Name, &c.Notes, &c.Base, &c.Changes)
	return c, err
}

// Scenarios lists those an audience may see, the one saved last first, at most so
// many: those behind before, which is the ID and the SavedAt of the last one of an
// earlier list, and from the first one where that is the zero Scenario.
func (s *Store) Scenarios(ctx context.Context, who Audience, before Scenario, limit int) (found []Scenario, err error) {
	err = s.InTenant(ctx, who, ReadOnly, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `
			SELECT `+scenarioColumns+`
			FROM scenarios s
			JOIN scenario_versions v ON v.scenario_id = s.id AND v.version = s.version
			WHERE s.deleted_at IS NULL AND ($1 = '' OR (v.saved_at, s.id) < ($2, $3::uuid))
			ORDER BY v.saved_at DESC, s.id DESC
			LIMIT $4`, before.ID, before.SavedAt, uuidOrNone(before.ID), limit)
		found, err = pgx.CollectRows(rows, scanScenario)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the scenarios: %w", err)
	}
	return found, nil
}

// Scenario returns one of those that Scenarios lists, or ErrNoScenario. Version 0
// is the current one.
func (s *Store) Scenario(ctx context.Context, who Audience, id string, version int) (found Scenario, err error) {
	err = s.InTenant(ctx, who, ReadOnly, func(tx pgx.Tx) error {
		found, err = scenarioIn(ctx, tx, id, version)
		return err
	})
	return found, err
}

func scenarioIn(ctx context.Context, tx pgx.Tx, id string, version int) (Scenario, error) {
	rows, _ := tx.Query(ctx, `
		SELECT `+scenarioColumns+`
		FROM scenarios s
		JOIN scenario_versions v ON v.scenario_id = s.id AND v.version = CASE WHEN $2 = 0 THEN s.version ELSE $2 END
		WHERE s.id = $1::uuid AND s.deleted_at IS NULL`, uuidOrNone(id), version)
	c, err := pgx.CollectExactlyOneRow(rows, scanScenario)
	if errors.Is(err, pgx.ErrNoRows) {
		return Scenario{}, fmt.Errorf("scenario %.40q: %w", id, ErrNoScenario)
	}
	return c, err
}

// ScenarioVersions lists the versions that are kept of a scenario, the latest first.
func (s *Store) ScenarioVersions(ctx context.Context, who Audience, id string) (found []Scenario, err error) {
	err = s.InTenant(ctx, who, ReadOnly, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `
			SELECT `+scenarioColumns+`
			FROM scenarios s
			JOIN scenario_versions v ON v.scenario_id = s.id
			WHERE s.id = $1::uuid AND s.deleted_at IS NULL
			ORDER BY v.version DESC`, uuidOrNone(id))
		found, err = pgx.CollectRows(rows, scanScenario)
		return err
	})
	if err == nil && len(found) == 0 {
		err = fmt.Errorf("scenario %.40q: %w", id, ErrNoScenario)
	}
	return found, err
}
