package data

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"
)

// Kind is what a dataset describes.
type Kind string

// The kinds of dataset.
const (
	Boundaries Kind = "boundaries"
	Hamlets    Kind = "hamlets"
	Clusters   Kind = "clusters" // household clusters of hamlets
	Sites      Kind = "sites"
	Elevation  Kind = "elevation"
	Population Kind = "population"
)

// Dataset is a source we keep importing: Viettel's site list, one elevation
// sheet, the communes of one vintage. (Kind, Name) is its key.
type Dataset struct {
	Kind  Kind
	Name  string
	Title string
}

// Counts says where the rows of a file ended: Rows is the sum of the others.
type Counts struct {
	Rows      int `json:"rows"`
	Accepted  int `json:"accepted"`
	Corrected int `json:"corrected"`
	Questions int `json:"questions"` // waiting for a person; not taken until answered
	Refused   int `json:"refused"`
	Dropped   int `json:"dropped"`
}

// NewRevision is an import about to be saved.
type NewRevision struct {
	Dataset   Dataset
	FileName  string
	SHA256    [32]byte
	AsOf      time.Time
	Synthetic bool
	Counts    Counts
	Notes     map[string]string
	Issues    []Issue
	Originals []Original // the rows as written, where the source has rows
}

// Revision is one immutable import of a dataset. Existed says that the same
// file had been imported before, so that nothing new was written.
type Revision struct {
	ID         int64
	Dataset    Dataset
	FileName   string
	SHA256     []byte
	AsOf       time.Time
	Synthetic  bool
	ImportedAt time.Time
	Counts     Counts
	Existed    bool
}

const revisionColumns = `
	r.id, d.kind, d.name, d.title, r.file_name, r.sha256, r.as_of, r.synthetic, r.imported_at,
	r.rows_read, r.accepted, r.corrected, r.questions, r.refused, r.dropped`

func scanRevision(row pgx.CollectableRow) (Revision, error) {
	var r Revision
	err := row.Scan(&r.ID, &r.Dataset.Kind, &r.Dataset.Name, &r.Dataset.Title, &r.FileName, &r.SHA256,
		&r.AsOf, &r.Synthetic, &r.ImportedAt,
		&r.Counts.Rows, &r.Counts.Accepted, &r.Counts.Corrected, &r.Counts.Questions, &r.Counts.Refused, &r.Counts.Dropped)
	return r, err
}

// CurrentRevisions returns the revision of every dataset that a run started now
// would read, ordered by kind and name.
func (s *Store) CurrentRevisions(ctx context.Context) ([]Revision, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT `+revisionColumns+`
		FROM current_revisions c
		JOIN revisions r ON r.id = c.revision_id
		JOIN datasets d ON d.id = r.dataset_id
		ORDER BY d.kind, d.name`)
	return pgx.CollectRows(rows, scanRevision)
}

// RevisionsOf returns the revisions a run was computed from.
func (s *Store) RevisionsOf(ctx context.Context, run int64) ([]Revision, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT `+revisionColumns+`
		FROM run_inputs i
		JOIN revisions r ON r.id = i.revision_id
		JOIN datasets d ON d.id = r.dataset_id
		WHERE i.run_id = $1
		ORDER BY d.kind, d.name`, run)
	return pgx.CollectRows(rows, scanRevision)
}

// IssuesOf returns the issues of one revision in the order of the file.
func (s *Store) IssuesOf(ctx context.Context, revision int64) ([]Issue, error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT sheet, row_number, col_number, cell, code, severity, vietnamese, english, raw, proposed, question_group
		FROM issues
		WHERE revision_id = $1
		ORDER BY ordinal`, revision)
	return pgx.CollectRows(rows, pgx.RowToStructByPos[Issue])
}

// FindRevision returns the revision of a dataset made from exactly this file,
// or nil where there is none.
func (s *Store) FindRevision(ctx context.Context, d Dataset, sha256 [32]byte) (*Revision, error) {
	var found *Revision
	err := s.InTx(ctx, func(tx pgx.Tx) (err error) {
		found, err = findRevision(ctx, tx, d, sha256)
		return err
	})
	return found, err
}

func findRevision(ctx context.Context, tx pgx.Tx, d Dataset, sha256 [32]byte) (*Revision, error) {
	rows, _ := tx.Query(ctx, `
		SELECT `+revisionColumns+`
		FROM revisions r
		JOIN datasets d ON d.id = r.dataset_id
		WHERE d.kind = $1 AND d.name = $2 AND r.sha256 = $3`, d.Kind, d.Name, sha256[:])
	found, err := pgx.CollectExactlyOneRow(rows, scanRevision)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look for an earlier import: %w", err)
	}
	found.Existed = true
	return &found, nil
}
