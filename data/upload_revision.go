package data

import (
	"context"
	"errors"
	"fmt"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// RevisionLine is a revision as a list shows it. By is who approved it; "" for
// one that came by the command line.
type RevisionLine struct {
	Revision
	By      string
	Current bool
	Notes   map[string]string
}

const revisionLineFrom = `
	SELECT ` + revisionColumns + `, coalesce(r.notes->>'by', ''), c.revision_id IS NOT NULL, r.notes
	FROM revisions r
	JOIN datasets d ON d.id = r.dataset_id
	LEFT JOIN current_revisions c ON c.revision_id = r.id
	WHERE d.kind = 'sites' AND ($1 = '' OR d.name = $1)`

func scanRevisionLine(row pgx.CollectableRow) (RevisionLine, error) {
	var l RevisionLine
	err := row.Scan(&l.ID, &l.Dataset.Kind, &l.Dataset.Name, &l.Dataset.Title, &l.FileName, &l.SHA256,
		&l.AsOf, &l.Synthetic, &l.ImportedAt, &l.Counts.Rows, &l.Counts.Accepted, &l.Counts.Corrected, &l.Counts.Questions,
		&l.Counts.Refused, &l.Counts.Dropped, &l.By, &l.Current, &l.Notes)
	return l, err
}

// RevisionLines returns the site lists an audience may know of, the latest
// first: of one operator, or of all with "".
func (s *Store) RevisionLines(ctx context.Context, who Audience, operator geo.OperatorCode, limit int) (lines []RevisionLine, err error) {
	err = s.InTenant(ctx, who, ReadOnly, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, revisionLineFrom+` ORDER BY r.id DESC LIMIT $2`, operator, limit)
		lines, err = pgx.CollectRows(rows, scanRevisionLine)
		return err
	})
	return lines, err
}

// RevisionLine returns one site list; ErrNoRevision stands for one that is not
// there and for one the audience may not know of.
func (s *Store) RevisionLine(ctx context.Context, who Audience, id int64) (l RevisionLine, err error) {
	err = s.InTenant(ctx, who, ReadOnly, func(tx pgx.Tx) error {
		l, err = revisionLineIn(ctx, tx, who, id)
		return err
	})
	return l, err
}

func revisionLineIn(ctx context.Context, tx pgx.Tx, who Audience, id int64) (RevisionLine, error) {
	rows, _ := tx.Query(ctx, revisionLineFrom+` AND r.id = $2`, who.Operator, id)
	l, err := pgx.CollectExactlyOneRow(rows, scanRevisionLine)
	if errors.Is(err, pgx.ErrNoRows) {
		return l, fmt.Errorf("revision %d: %w", id, ErrNoRevision)
	}
	return l, err
}

// RevisionIssues returns a page of what was noted of the rows of a list, in the
// order of the file, and how many notes there are.
func (s *Store) RevisionIssues(ctx context.Context, who Audience, id int64, limit, offset int) (issues []Issue, all int, err error) {
	err = s.InTenant(ctx, who, ReadOnly, func(tx pgx.Tx) error {
		if _, err := revisionLineIn(ctx, tx, who, id); err != nil {
			return err
		}
		if err := tx.QueryRow(ctx, `SELECT count(*) FROM issues WHERE revision_id = $1`, id).Scan(&all); err != nil {
			return err
		}
		rows, _ := tx.Query(ctx, `
			SELECT sheet, row_number, col_number, cell, code, severity, vietnamese, english, raw, proposed, question_group
			FROM issues
			WHERE revision_id = $1
			ORDER BY ordinal
			LIMIT $2 OFFSET $3`, id, limit, offset)
		issues, err = pgx.CollectRows(rows, pgx.RowToStructByPos[Issue])
		return err
	})
	return issues, all, err
}

// RevisionSites returns a list's sites as an audience may see them, by code.
func (s *Store) RevisionSites(ctx context.Context, who Audience, id int64) (l RevisionLine, sites []geo.Presence, err error) {
	err = s.InTenant(ctx, who, ReadOnly, func(tx pgx.Tx) error {
		if l, err = revisionLineIn(ctx, tx, who, id); err != nil {
			return err
		}
		rows, _ := tx.Query(ctx, `
			SELECT `+presenceColumns+`
			FROM presences p
			WHERE p.revision_id = $1
			ORDER BY p.operator, p.code`, id)
		sites, err = pgx.CollectRows(rows, scanPresence)
		return err
	})
	return l, sites, err
}
