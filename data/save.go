package data

import (
	"context"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// save writes one revision with its rows and makes it the current one of its
// dataset, all in one transaction. A file imported before is not written again:
// its revision is made current and returned with Existed set.
func (s *Store) save(ctx context.Context, n NewRevision, writeRows func(tx pgx.Tx, revision int64) error) (Revision, error) {
	var saved Revision
	err := s.InTx(ctx, func(tx pgx.Tx) error {
		dataset, err := lockDataset(ctx, tx, n.Dataset)
		if err != nil {
			return err
		}
		if found, err := findRevision(ctx, tx, n.Dataset, n.SHA256); err != nil {
			return err
		} else if found != nil {
			saved = *found
			return setCurrent(ctx, tx, dataset, found.ID)
		}
		if saved, err = insertRevision(ctx, tx, dataset, n); err != nil {
			return err
		}
		if err := insertIssues(ctx, tx, saved.ID, n.Issues); err != nil {
			return err
		}
		if err := s.insertOriginals(ctx, tx, saved.ID, n.Originals); err != nil {
			return err
		}
		if err := writeRows(tx, saved.ID); err != nil {
			return err
		}
		return setCurrent(ctx, tx, dataset, saved.ID)
	})
	if err != nil {
		return Revision{}, fmt.Errorf("save %s: %w", n.FileName, err)
	}
	return saved, nil
}

// lockDataset finds or makes the dataset and holds it until the transaction
// ends, so that two imports of one dataset happen one after the other.
func lockDataset(ctx context.Context, tx pgx.Tx, d Dataset) (int64, error) {
	var id int64
	err := tx.QueryRow(ctx, `
		INSERT INTO datasets (kind, name, title)
		VALUES ($1, $2, $3)
		ON CONFLICT (kind, name) DO UPDATE SET title = excluded.title
		RETURNING id`, d.Kind, d.Name, d.Title).Scan(&id)
	return id, err
}

func insertRevision(ctx context.Context, tx pgx.Tx, dataset int64, n NewRevision) (Revision, error) {
	notes := n.Notes
	if notes == nil {
		notes = map[string]string{}
	}
	r := Revision{Dataset: n.Dataset, FileName: n.FileName, SHA256: n.SHA256[:], AsOf: n.AsOf, Synthetic: n.Synthetic, Counts: n.Counts}
	err := tx.QueryRow(ctx, `
		INSERT INTO revisions (dataset_id, file_name, sha256, as_of, synthetic,
			rows_read, accepted, corrected, questions, refused, dropped, notes)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
		RETURNING id, imported_at`,
		dataset, n.FileName, n.SHA256[:], n.AsOf, n.Synthetic,
		n.Counts.Rows, n.Counts.Accepted, n.Counts.Corrected, n.Counts.Questions, n.Counts.Refused, n.Counts.Dropped, notes).
		Scan(&r.ID, &r.ImportedAt)
	return r, err
}

func insertIssues(ctx context.Context, tx pgx.Tx, revision int64, issues []Issue) error {
	return copyRows(ctx, tx, "issues",
		[]string{"revision_id", "ordinal", "sheet", "row_number", "col_number", "cell", "code", "severity",
			"vietnamese", "english", "raw", "proposed", "question_group"},
		pgx.CopyFromSlice(len(issues), func(i int) ([]any, error) {
			v := issues[i]
			return []any{revision, i, v.Sheet, v.Row, v.Column, v.Cell, v.Code, string(v.Severity),
				v.Vietnamese, v.English, v.Raw, v.Proposed, v.Group}, nil
		}))
}

func setCurrent(ctx context.Context, tx pgx.Tx, dataset, revision int64) error {
	_, err := tx.Exec(ctx, `
		INSERT INTO current_revisions (dataset_id, revision_id)
		VALUES ($1, $2)
		ON CONFLICT (dataset_id) DO UPDATE SET revision_id = excluded.revision_id`, dataset, revision)
	return err
}
