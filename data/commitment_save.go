package data

import (
	"context"
	"errors"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// AddCommitment keeps a promise. It fails with ErrInvalid, ErrCommitmentThere or
// ErrManyCommitments. The log says whose promise it is and when it is due, not what
// the papers say: those who review the log need not be who may read them.
func (s *Store) AddCommitment(ctx context.Context, by Actor, c geo.Commitment) (added Commitment, err error) {
	if err := c.Check(); err != nil {
		return Commitment{}, fmt.Errorf("%w: %w", ErrInvalid, err)
	}
	id := newID()
	err = s.Audited(ctx, by, Event{"commitment.add", id, commitmentDetail(c.Operator, c.Terms, 1)}, func(tx pgx.Tx) error {
		if err := roomForCommitment(ctx, tx, c); err != nil {
			return err
		}
		var position []byte
		if c.Position != nil {
			position = toEWKB(*c.Position)
		}
		_, err := tx.Exec(ctx, `
			INSERT INTO commitments (id, operator, site_code, position, commune, technology, source_document, source_date, added_by)
			VALUES ($1::uuid, $2, $3, $4, $5, $6, $7, $8, $9)`,
			id, c.Operator, c.Site, position, c.Commune, c.Technology, c.Document, c.On, by.Name)
		if err != nil {
			return fmt.Errorf("keep a commitment: %w", err)
		}
		if err := insertTerms(ctx, tx, by, id, 1, c.Terms); err != nil {
			return err
		}
		added, err = commitmentIn(ctx, tx, id)
		return err
	})
	return added, err
}

// roomForCommitment refuses one too many and one that stands already. Those that
// are added at once wait for each other.
func roomForCommitment(ctx context.Context, tx pgx.Tx, c geo.Commitment) error {
	if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtext('phusong commitments ' || $1))`, string(c.Operator)); err != nil {
		return fmt.Errorf("lock the commitments: %w", err)
	}
	lon, lat := 0.0, 0.0
	if c.Position != nil {
		lon, lat = c.Position.Lon(), c.Position.Lat()
	}
	var standing int
	var there bool
	err := tx.QueryRow(ctx, `
		SELECT count(*), coalesce(bool_or((site_code, technology, source_document, source_date, position IS NULL) = ($2, $3, $4, $5, $6)
			AND (position IS NULL OR ST_X(position) = $7 AND ST_Y(position) = $8)), false)
		FROM commitments
		WHERE operator = $1 AND withdrawn_at IS NULL`,
		string(c.Operator), c.Site, c.Technology, c.Document, c.On, c.Position == nil, lon, lat).Scan(&standing, &there)
	switch {
	case err != nil:
		return fmt.Errorf("count the commitments: %w", err)
	case there:
		return ErrCommitmentThere
	case standing >= mostCommitments:
		return ErrManyCommitments
	}
	return nil
}

func insertTerms(ctx context.Context, tx pgx.Tx, by Actor, id string, version int, t geo.Terms) error {
	hamlets := t.Hamlets
	if hamlets == nil {
		hamlets = []geo.TiedHamlet{}
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO commitment_versions (commitment_id, version, due_year, due_quarter, notes, hamlets, said_by)
		VALUES ($1::uuid, $2, $3, $4, $5, $6, $7)`, id, version, t.Due.Year, t.Due.Number, t.Notes, hamlets, by.Name)
	if err != nil {
		return fmt.Errorf("keep version %d of commitment %s: %w", version, id, err)
	}
	return nil
}

// ChangeCommitment gives a promise other terms; sent is the version they were made
// from. The terms before stay in its history. It fails with ErrNoCommitment,
// ErrCommitmentWithdrawn, *ErrMoved or ErrInvalid.
func (s *Store) ChangeCommitment(ctx context.Context, by Actor, id string, sent int, change func(*geo.Terms) error) (changed Commitment, err error) {
	err = s.InTx(ctx, func(tx pgx.Tx) error {
		before, err := lockCommitment(ctx, tx, id)
		if err != nil {
			return err
		}
		if before.Version != sent {
			return &ErrMoved{What: "commitment", Sent: sent, Current: before.Version}
		}
		terms, next := before.Terms, sent+1
		if err := change(&terms); err != nil {
			return err
		}
		if err := terms.Check(); err != nil {
			return fmt.Errorf("%w: %w", ErrInvalid, err)
		}
		if next > mostCommitmentVersions {
			return fmt.Errorf("%w: a commitment is changed at most %d times", ErrInvalid, mostCommitmentVersions)
		}
		if err := insertTerms(ctx, tx, by, id, next, terms); err != nil {
			return err
		}
		if _, err = tx.Exec(ctx, `UPDATE commitments SET version = $2 WHERE id = $1::uuid`, id, next); err != nil {
			return fmt.Errorf("change commitment %s: %w", id, err)
		}
		if changed, err = commitmentIn(ctx, tx, id); err != nil {
			return err
		}
		return audit(ctx, tx, by, Event{"commitment.change", id, commitmentDetail(changed.Operator, terms, next)})
	})
	return changed, err
}

// lockCommitment returns a promise that stands, which nobody else changes until the
// transaction ends.
func lockCommitment(ctx context.Context, tx pgx.Tx, id string) (Commitment, error) {
	var withdrawn bool
	err := tx.QueryRow(ctx, `SELECT withdrawn_at IS NOT NULL FROM commitments WHERE id = $1::uuid FOR UPDATE`, uuidOrNone(id)).Scan(&withdrawn)
	switch {
	case errors.Is(err, pgx.ErrNoRows):
		return Commitment{}, fmt.Errorf("commitment %.40q: %w", id, ErrNoCommitment)
	case err != nil:
		return Commitment{}, err
	case withdrawn:
		return Commitment{}, fmt.Errorf("commitment %s: %w", id, ErrCommitmentWithdrawn)
	}
	return commitmentIn(ctx, tx, id)
}

// WithdrawCommitment takes a promise off the lists; it is kept and can still be
// read by its id. It fails with ErrNoCommitment or ErrCommitmentWithdrawn.
func (s *Store) WithdrawCommitment(ctx context.Context, by Actor, id string) error {
	return s.Audited(ctx, by, Event{"commitment.withdraw", id, nil}, func(tx pgx.Tx) error {
		if _, err := lockCommitment(ctx, tx, id); err != nil {
			return err
		}
		_, err := tx.Exec(ctx, `UPDATE commitments SET withdrawn_at = now(), withdrawn_by = $2 WHERE id = $1::uuid`, id, by.Name)
		return err
	})
}

func commitmentDetail(operator geo.OperatorCode, t geo.Terms, version int) map[string]string {
	return map[string]string{"operator": string(operator), "due": t.Due.String(), "hamlets": strconv.Itoa(len(t.Hamlets)), "version": strconv.Itoa(version)}
}
