package data

import (
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"
	"unicode/utf8"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// Outage is an event in which sites fall silent: a storm, a cut line. It is
// staff's, about everybody's sites, where Operator is "", or else that operator's,
// about its own.
type Outage struct {
	ID        string
	Name      string
	StartedAt time.Time
	OpenedBy  string
	OpenedAt  time.Time
	ClosedAt  *time.Time
	Operator  geo.OperatorCode
}

// OutageChange is what was said of one site. Number counts what was said at once,
// from 1 in each outage. SaidFor is the operator whose people said it, "" for
// staff. Release is the one that readers saw then; nil of what was said before
// that was kept. Unestimated says that nobody tells a return any more.
type OutageChange struct {
	Number     int
	Operator   geo.OperatorCode
	Code       geo.SiteCode
	Down       bool
	Cause      string
	Power      string
	ExpectedAt *time.Time
	SaidBy     string
	SaidAt     time.Time
	SaidFor    geo.OperatorCode
	Release    *int64

	Unestimated bool `db:"-"`
}

// ErrNoOutage means that no outage is under that id.
var ErrNoOutage = errors.New("no such outage")

// ErrOutageClosed means that nothing more is said of an outage.
var ErrOutageClosed = errors.New("the outage is closed: open another")

// The bounds of what is kept of outages.
const (
	mostOutageChanges = 4000 // at once
	mostOutages       = 500
	longestOutageName = 200
)

// OpenOutage keeps a new event of whoever opens it: his operator's, or staff's.
func (s *Store) OpenOutage(ctx context.Context, by Actor, who Audience, name string, started time.Time) (Outage, error) {
	if n := utf8.RuneCountInString(name); n == 0 || n > longestOutageName || started.IsZero() {
		return Outage{}, fmt.Errorf("%w: an outage needs a name of 1 to %d characters and the time it began", ErrInvalid, longestOutageName)
	}
	o := Outage{ID: newID(), Name: name, StartedAt: started, OpenedBy: by.Name, Operator: who.Operator}
	err := s.Audited(ctx, by, Event{"outage.open", o.ID, map[string]string{"name": name, "operator": string(who.Operator)}}, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `
			INSERT INTO outages (id, name, started_at, opened_by, operator)
			VALUES ($1::uuid, $2, $3, $4, $5)
			RETURNING opened_at`, o.ID, name, started, by.Name, who.Operator).Scan(&o.OpenedAt)
	})
	if err != nil {
		return Outage{}, fmt.Errorf("open an outage: %w", err)
	}
	return o, nil
}

const outageChanges = `
	SELECT number, operator, code, down, cause, power, expected_at, said_by, said_at, said_for, release_id
	FROM outage_changes
	WHERE outage_id = $1::uuid
	ORDER BY number, operator, code`

const outageColumns = `id::text, name, started_at, opened_by, opened_at, closed_at, operator`

// Outages lists the events an audience may know of, open ones first, then the latest.
func (s *Store) Outages(ctx context.Context, who Audience) (found []Outage, err error) {
	err = s.InTenant(ctx, who, ReadOnly, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `
			SELECT `+outageColumns+`
			FROM outages
			ORDER BY closed_at IS NOT NULL, started_at DESC, id
			LIMIT $1`, mostOutages)
		found, err = pgx.CollectRows(rows, pgx.RowToStructByPos[Outage])
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the outages: %w", err)
	}
	return found, nil
}

// Outage returns an event and all that was said in it, in order; ErrNoOutage where
// the audience may not know of it.
func (s *Store) Outage(ctx context.Context, who Audience, id string) (o Outage, changes []OutageChange, err error) {
	err = s.InTenant(ctx, who, ReadOnly, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `SELECT `+outageColumns+` FROM outages WHERE id = $1::uuid`, uuidOrNone(id))
		if o, err = pgx.CollectExactlyOneRow(rows, pgx.RowToStructByPos[Outage]); err != nil {
			if errors.Is(err, pgx.ErrNoRows) {
				err = ErrNoOutage
			}
			return err
		}
		rows, _ = tx.Query(ctx, outageChanges, id)
		changes, err = pgx.CollectRows(rows, pgx.RowToStructByPos[OutageChange])
		return err
	})
	if err != nil {
		return o, nil, fmt.Errorf("outage %.40q: %w", id, err)
	}
	return o, changes, nil
}

// SayOutage appends what was said at once of some sites, each named once. Of a
// site that is down already, what is not said this time stays as it was: whoever
// moves the estimated return need not tell the cause again. Release is the one
// that readers see now: the report of this number is bound to it. It fails with
// ErrNoOutage, ErrOutageClosed or ErrInvalid.
func (s *Store) SayOutage(ctx context.Context, by Actor, who Audience, id string, release int64, changes []OutageChange) (number int, err error) {
	if len(changes) == 0 || len(changes) > mostOutageChanges {
		return 0, fmt.Errorf("%w: say something of 1 to %d sites at once, not of %d", ErrInvalid, mostOutageChanges, len(changes))
	}
	event := Event{"outage.say", id, map[string]string{"sites": strconv.Itoa(len(changes))}}
	err = s.Audited(ctx, by, event, func(tx pgx.Tx) error {
		if err := openOutage(ctx, tx, who, id, changes...); err != nil {
			return err
		}
		rows, _ := tx.Query(ctx, outageChanges, id)
		before, err := pgx.CollectRows(rows, pgx.RowToStructByPos[OutageChange])
		if err != nil {
			return err
		}
		known := OutageKnown(before)
		number = known.Number + 1
		changes = known.completed(changes)
		_, err = tx.CopyFrom(ctx, pgx.Identifier{"outage_changes"},
			[]string{"outage_id", "number", "operator", "code", "down", "cause", "power", "expected_at", "said_by", "said_for", "release_id"},
			pgx.CopyFromSlice(len(changes), func(i int) ([]any, error) {
				c := changes[i]
				return []any{id, number, string(c.Operator), string(c.Code), c.Down, c.Cause, c.Power, c.ExpectedAt, by.Name, string(who.Operator), release}, nil
			}))
		return err
	})
	if err != nil {
		return 0, fmt.Errorf("outage %.40q: %w", id, err)
	}
	return number, nil
}

// CloseOutage ends an event: nothing more is said in it.
func (s *Store) CloseOutage(ctx context.Context, by Actor, who Audience, id string) error {
	return s.Audited(ctx, by, Event{"outage.close", id, nil}, func(tx pgx.Tx) error {
		if err := openOutage(ctx, tx, who, id); err != nil {
			return fmt.Errorf("outage %.40q: %w", id, err)
		}
		_, err := tx.Exec(ctx, `UPDATE outages SET closed_at = now() WHERE id = $1::uuid`, id)
		return err
	})
}

// openOutage locks an open event that an audience may speak in, so that what is
// said in it has an order. An operator's is about its own sites alone.
func openOutage(ctx context.Context, tx pgx.Tx, who Audience, id string, changes ...OutageChange) error {
	var closed *time.Time
	var operator geo.OperatorCode
	err := tx.QueryRow(ctx, `SELECT closed_at, operator FROM outages WHERE id = $1::uuid FOR UPDATE`, uuidOrNone(id)).Scan(&closed, &operator)
	switch {
	case errors.Is(err, pgx.ErrNoRows), err == nil && who.Cut() != StaffCut && (who.Operator == "" || who.Operator != operator):
		return ErrNoOutage
	case err != nil:
		return err
	case closed != nil:
		return ErrOutageClosed
	}
	for _, c := range changes {
		if operator != "" && c.Operator != operator {
			return fmt.Errorf("%w: the outage is of %s and about its sites alone: %s %.60q is not among them", ErrInvalid, operator, c.Operator, c.Code)
		}
	}
	return nil
}
