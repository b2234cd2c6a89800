package data

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// Claim is a claim that was entered, by whom and when.
type Claim struct {
	geo.Claim
	ID        string
	EnteredBy string
	EnteredAt time.Time
}

// ErrNoClaim means that no claim stands under that id.
var ErrNoClaim = errors.New("no such claim")

// AddClaim keeps a claim. It fails with ErrInvalid where the claim is none, or
// hamlets are judged by what is no definition.
func (s *Store) AddClaim(ctx context.Context, by Actor, c geo.Claim) (Claim, error) {
	if err := c.Check(); err != nil {
		return Claim{}, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	if c.Subject.OfHamlets() {
		_, err := s.Definition(ctx, c.Definition)
		if errors.Is(err, ErrNoDefinition) {
			err = fmt.Errorf("%w: %w", ErrInvalid, err)
		}
		if err != nil {
			return Claim{}, err
		}
	}
	added := Claim{Claim: c, ID: newID(), EnteredBy: by.Name}
	err := s.Audited(ctx, by, Event{"claim.add", added.ID, map[string]string{"words": c.Words, "source": c.Source}}, func(tx pgx.Tx) error {
		return tx.QueryRow(ctx, `
			INSERT INTO claims (id, subject, value, operator, technology, definition, district, said_on, source, words, entered_by)
			VALUES ($1::uuid, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
			RETURNING entered_at`,
			added.ID, c.Subject, c.Value, c.Operator, c.Technologies, c.Definition, c.District, c.On, c.Source, c.Words, by.Name).Scan(&added.EnteredAt)
	})
	if err != nil {
		return Claim{}, fmt.Errorf("keep a claim: %w", err)
	}
	return added, nil
}

// Claims lists the claims that stand, the latest day first.
func (s *Store) Claims(ctx context.Context) ([]Claim, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT id::text, subject, value, operator, technology, definition, district, said_on, source, words, entered_by, entered_at
		FROM claims
		WHERE withdrawn_at IS NULL
		ORDER BY said_on DESC, id`)
	found, err := pgx.CollectRows(rows, func(row pgx.CollectableRow) (c Claim, err error) {
		return c, row.Scan(&c.ID, &c.Subject, &c.Value, &c.Operator, &c.Technologies, &c.Definition, &c.District, &c.On, &c.Source, &c.Words, &c.EnteredBy, &c.EnteredAt)
	})
	if err != nil {
		return nil, fmt.Errorf("list the claims: %w", err)
	}
	return found, nil
}

// WithdrawClaim takes a claim off the list; that it was made stays in the log.
func (s *Store) WithdrawClaim(ctx context.Context, by Actor, id string) error {
	return s.Audited(ctx, by, Event{"claim.withdraw", id, nil}, func(tx pgx.Tx) error {
		done, err := tx.Exec(ctx, `UPDATE claims SET withdrawn_at = now() WHERE id = $1::uuid AND withdrawn_at IS NULL`, uuidOrNone(id))
		if err != nil {
			return fmt.Errorf("withdraw claim %.40q: %w", id, err)
		}
		if done.RowsAffected() == 0 {
			return fmt.Errorf("claim %.40q: %w", id, ErrNoClaim)
		}
		return nil
	})
}
