package data

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// What the doors of promises refuse for. One that is a rival's is refused as if it
// were not there.
var (
	ErrNoCommitment        = errors.New("no such commitment")
	ErrCommitmentWithdrawn = errors.New("the commitment is withdrawn: add another")
	ErrCommitmentThere     = errors.New("the same commitment stands already: same place, technology and document")
	ErrManyCommitments     = fmt.Errorf("at most %d commitments of one operator stand at once", mostCommitments)
)

// The bounds of what is kept: promises of one operator that stand, and versions of
// one promise.
const (
	mostCommitments        = 2000
	mostCommitmentVersions = 500
)

// Commitment is a promise with its current terms, by whom it was entered and when.
type Commitment struct {
	geo.Commitment
	ID          string
	Version     int
	AddedBy     string
	AddedAt     time.Time
	WithdrawnBy string
	WithdrawnAt *time.Time
}

// CommitmentVersion is the terms of a promise as they once were.
type CommitmentVersion struct {
	geo.Terms
	Version int
	SaidBy  string
	SaidAt  time.Time
}

const commitmentColumns = `
	c.id::text, c.operator, c.site_code, c.position, c.commune, c.technology, c.source_document, c.source_date,
	c.version, c.added_by, c.added_at, c.withdrawn_by, c.withdrawn_at, v.due_year, v.due_quarter, v.notes, v.hamlets`

func scanCommitment(row pgx.CollectableRow) (c Commitment, err error) {
	var position []byte
	err = row.Scan(&c.ID, &c.Operator, &c.Site, &position, &c.Commune, &c.Technology, &c.Document, &c.On,
		&c.Version, &c.AddedBy, &c.AddedAt, &c.WithdrawnBy, &c.WithdrawnAt, &c.Due.Year, &c.Due.Number, &c.Notes, &c.Hamlets)
	if err != nil || position == nil {
		return c, err
	}
	at, err := pointFrom(position)
	c.Position = &at
	return c, err
}

// CommitmentFilter narrows a list of promises; zero fields do not.
type CommitmentFilter struct {
	Operator  geo.OperatorCode
	Hamlet    geo.HamletCode
	Withdrawn bool // those that were withdrawn too
}

// Commitments lists the promises an audience may see, those due first before the
// others, then by operator and id.
func (s *Store) Commitments(ctx context.Context, who Audience, f CommitmentFilter) (found []Commitment, err error) {
	err = s.InTenant(ctx, who, ReadOnly, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `
			SELECT `+commitmentColumns+`
			FROM commitments c
			JOIN commitment_versions v ON v.commitment_id = c.id AND v.version = c.version
			WHERE ($1 = '' OR c.operator = $1)
				AND ($2 = '' OR v.hamlets @> jsonb_build_array(jsonb_build_object('code', $2::text)))
				AND ($3 OR c.withdrawn_at IS NULL)
			ORDER BY v.due_year, v.due_quarter, c.operator, c.id`, string(f.Operator), string(f.Hamlet), f.Withdrawn)
		found, err = pgx.CollectRows(rows, scanCommitment)
		return err
	})
	if err != nil {
		return nil, fmt.Errorf("list the commitments: %w", err)
	}
	return found, nil
}

// Commitment returns one promise that the audience may see, withdrawn or not, and
// its versions from the first; or ErrNoCommitment.
func (s *Store) Commitment(ctx context.Context, who Audience, id string) (c Commitment, history []CommitmentVersion, err error) {
	err = s.InTenant(ctx, who, ReadOnly, func(tx pgx.Tx) error {
		if c, err = commitmentIn(ctx, tx, id); err != nil {
			return err
		}
		rows, _ := tx.Query(ctx, `
			SELECT version, due_year, due_quarter, notes, hamlets, said_by, said_at
			FROM commitment_versions
			WHERE commitment_id = $1::uuid
			ORDER BY version`, c.ID)
		history, err = pgx.CollectRows(rows, func(row pgx.CollectableRow) (v CommitmentVersion, err error) {
			return v, row.Scan(&v.Version, &v.Due.Year, &v.Due.Number, &v.Notes, &v.Hamlets, &v.SaidBy, &v.SaidAt)
		})
		return err
	})
	return c, history, err
}

func commitmentIn(ctx context.Context, tx pgx.Tx, id string) (Commitment, error) {
	rows, _ := tx.Query(ctx, `
		SELECT `+commitmentColumns+`
		FROM commitments c
		JOIN commitment_versions v ON v.commitment_id = c.id AND v.version = c.version
		WHERE c.id = $1::uuid`, uuidOrNone(id))
	c, err := pgx.CollectExactlyOneRow(rows, scanCommitment)
	if errors.Is(err, pgx.ErrNoRows) {
		return Commitment{}, fmt.Errorf("commitment %.40q: %w", id, ErrNoCommitment)
	}
	return c, err
}
