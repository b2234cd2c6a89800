package data

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

// ChoiceState is how far a choice of sites is.
type ChoiceState string

// The states of a choice; the last three are its ends.
const (
	ChoiceWaiting   ChoiceState = "waiting"
	ChoiceComputing ChoiceState = "computing"
	ChoiceDone      ChoiceState = "done"
	ChoiceFailed    ChoiceState = "failed"
	ChoiceCancelled ChoiceState = "cancelled"
)

// Over tells whether nothing more will come of it.
func (s ChoiceState) Over() bool { return s != ChoiceWaiting && s != ChoiceComputing }

// Choice is a question where to build, and its answer once it is done. Question
// and Result are JSON that whoever computes writes and reads.
type Choice struct {
	ID        string
	Name      string
	Release   int64
	Question  json.RawMessage
	AskedBy   string
	AskedAt   time.Time
	State     ChoiceState
	Attempts  int
	Step      string
	StepDone  int
	StepTotal int
	Trouble   string
	Result    json.RawMessage
	EndedAt   *time.Time
}

// What may be wrong with a choice.
var (
	ErrNoChoice     = errors.New("no such choice of sites")
	ErrManyChoices  = errors.New("too many choices wait to be computed: cancel one, or come back when they are done")
	ErrChoiceGoesOn = errors.New("the choice is not over: stop it first")
	ErrChoiceMoved  = errors.New("the choice is over, or somebody else's to compute")
)

// mostWaiting bounds the choices that wait.
const mostWaiting = 20

const choiceColumns = `id::text, name, release_id, question, asked_by, asked_at, state, attempts, step, step_done, step_total, trouble, result, ended_at`

func scanChoice(row pgx.CollectableRow) (c Choice, err error) {
	return c, row.Scan(&c.ID, &c.Name, &c.Release, &c.Question, &c.AskedBy, &c.AskedAt, &c.State, &c.Attempts, &c.Step, &c.StepDone, &c.StepTotal, &c.Trouble, &c.Result, &c.EndedAt)
}

// AddChoice keeps a question to be computed. It fails with ErrManyChoices.
func (s *Store) AddChoice(ctx context.Context, by Actor, name string, release int64, question json.RawMessage) (Choice, error) {
	id := newID()
	var added Choice
	err := s.Audited(ctx, by, Event{"choice.add", id, map[string]string{"name": name, "release": fmt.Sprint(release)}}, func(tx pgx.Tx) error {
		if _, err := tx.Exec(ctx, `LOCK TABLE choices IN SHARE ROW EXCLUSIVE MODE`); err != nil { // two askers count one after the other
			return err
		}
		var waiting int
		if err := tx.QueryRow(ctx, `SELECT count(*) FROM choices WHERE state = 'waiting'`).Scan(&waiting); err != nil {
			return err
		}
		if waiting >= mostWaiting {
			return ErrManyChoices
		}
		rows, _ := tx.Query(ctx, `
			INSERT INTO choices (id, name, release_id, question, asked_by)
			VALUES ($1::uuid, $2, $3, $4, $5)
			RETURNING `+choiceColumns, id, name, release, question, by.Name)
		var err error
		added, err = pgx.CollectExactlyOneRow(rows, scanChoice)
		return err
	})
	if err != nil {
		return Choice{}, fmt.Errorf("keep a choice of sites: %w", err)
	}
	return added, nil
}

// Choices lists the last ones asked for, the latest first, without their answers.
func (s *Store) Choices(ctx context.Context, most int) ([]Choice, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT id::text, name, release_id, NULL::jsonb, asked_by, asked_at, state, attempts, step, step_done, step_total, trouble, NULL::jsonb, ended_at
		FROM choices
		ORDER BY asked_at DESC, id
		LIMIT $1`, most)
	found, err := pgx.CollectRows(rows, scanChoice)
	if err != nil {
		return nil, fmt.Errorf("list the choices of sites: %w", err)
	}
	return found, nil
}

// Choice returns one choice, or ErrNoChoice.
func (s *Store) Choice(ctx context.Context, id string) (Choice, error) {
	rows, _ := s.pool.Query(ctx, `SELECT `+choiceColumns+` FROM choices WHERE id = $1::uuid`, uuidOrNone(id))
	c, err := pgx.CollectExactlyOneRow(rows, scanChoice)
	if errors.Is(err, pgx.ErrNoRows) {
		err = ErrNoChoice
	}
	if err != nil {
		return Choice{}, fmt.Errorf("choice %.40q: %w", id, err)
	}
	return c, nil
}

// CancelChoice ends a choice that is not over; of one that is, it fails with
// ErrChoiceMoved.
func (s *Store) CancelChoice(ctx context.Context, by Actor, id string) error {
	if _, err := s.Choice(ctx, id); err != nil {
		return err
	}
	return s.Audited(ctx, by, Event{"choice.cancel", id, nil}, func(tx pgx.Tx) error {
		return choiceMoved(tx.Exec(ctx, `
			UPDATE choices
			SET state = 'cancelled', lease_until = NULL, ended_at = now()
			WHERE id = $1::uuid AND state IN ('waiting', 'computing')`, id))
	})
}

// DeleteChoice forgets a choice that is over, for whoever asked it; that it was
// there stays in the log. Of another's it fails with ErrNoChoice, of one that is
// not over with ErrChoiceGoesOn.
func (s *Store) DeleteChoice(ctx context.Context, by Actor, id string) error {
	c, err := s.Choice(ctx, id)
	if err == nil && c.AskedBy != by.Name {
		err = fmt.Errorf("choice %s: %w of %s", id, ErrNoChoice, by.Name)
	}
	if err != nil {
		return err
	}
	return s.Audited(ctx, by, Event{"choice.delete", id, map[string]string{"name": c.Name, "state": string(c.State)}}, func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, `
			DELETE FROM choices
			WHERE id = $1::uuid AND asked_by = $2 AND state NOT IN ('waiting', 'computing')`, id, by.Name)
		if err == nil && tag.RowsAffected() == 0 {
			err = ErrChoiceGoesOn
		}
		return err
	})
}

// TakeChoice gives the next choice to an owner until its lease runs out: one
// that another let run out first. Nil where there is none, or another computes.
func (s *Store) TakeChoice(ctx context.Context, owner string, lease time.Duration) (*Choice, error) {
	rows, _ := s.pool.Query(ctx, `
		UPDATE choices
		SET state = 'computing', owner = $1, lease_until = now() + $2::interval, attempts = attempts + 1, step = '', step_done = 0, step_total = 0
		WHERE id = (
			SELECT id
			FROM choices
			WHERE (state = 'waiting' OR lease_until < now())
				AND NOT EXISTS (SELECT FROM choices WHERE state = 'computing' AND lease_until >= now())
			ORDER BY state = 'waiting', asked_at, id
			LIMIT 1
			FOR UPDATE SKIP LOCKED)
		RETURNING `+choiceColumns, owner, lease)
	c, err := pgx.CollectExactlyOneRow(rows, scanChoice)
	var conflict *pgconn.PgError
	switch {
	case errors.Is(err, pgx.ErrNoRows), errors.As(err, &conflict) && conflict.ConstraintName == "one_choice_computing":
		return nil, nil // none is left, or another took one at the same moment
	case err != nil:
		return nil, fmt.Errorf("take a choice of sites: %w", err)
	}
	return &c, nil
}

// NoteChoice says how far the owner has come, and renews his lease. It fails
// with ErrChoiceMoved where the choice is not his any more.
func (s *Store) NoteChoice(ctx context.Context, id, owner, step string, done, total int, lease time.Duration) error {
	return choiceMoved(s.pool.Exec(ctx, `
		UPDATE choices
		SET step = $3, step_done = $4, step_total = $5, lease_until = now() + $6::interval
		WHERE id = $1::uuid AND owner = $2 AND state = 'computing'`, id, owner, step, done, total, lease))
}

// FinishChoice keeps the answer of a choice that is still the owner's.
func (s *Store) FinishChoice(ctx context.Context, id, owner string, result json.RawMessage) error {
	return choiceMoved(s.pool.Exec(ctx, `
		UPDATE choices
		SET state = 'done', result = $3, lease_until = NULL, ended_at = now()
		WHERE id = $1::uuid AND owner = $2 AND state = 'computing'`, id, owner, result))
}

// FailChoice ends a choice that cannot be computed, and says why.
func (s *Store) FailChoice(ctx context.Context, id, owner, trouble string) error {
	return choiceMoved(s.pool.Exec(ctx, `
		UPDATE choices
		SET state = 'failed', trouble = $3, lease_until = NULL, ended_at = now()
		WHERE id = $1::uuid AND owner = $2 AND state = 'computing'`, id, owner, trouble))
}

// GiveChoiceBack lets another process begin a choice again.
func (s *Store) GiveChoiceBack(ctx context.Context, id, owner string) error {
	return choiceMoved(s.pool.Exec(ctx, `
		UPDATE choices
		SET state = 'waiting', owner = '', lease_until = NULL
		WHERE id = $1::uuid AND owner = $2 AND state = 'computing'`, id, owner))
}

func choiceMoved(tag pgconn.CommandTag, err error) error {
	if err == nil && tag.RowsAffected() == 0 {
		err = ErrChoiceMoved
	}
	if err != nil {
		return fmt.Errorf("choice of sites: %w", err)
	}
	return nil
}
