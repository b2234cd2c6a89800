package data

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/jackc/pgx/v5"
)

// Original is one row of a source file as it was written, before any reading of
// it. Row counts from 1 as a spreadsheet shows it. Reading is which way of reading
// its place won, over which others, where there were several.
type Original struct {
	Sheet   string   `json:"sheet,omitempty"`
	Row     int      `json:"row"`
	Cells   []string `json:"cells"`
	Reading string   `json:"reading,omitempty"`
}

// insertOriginals keeps the rows of a file with the revision made of it.
func (s *Store) insertOriginals(ctx context.Context, tx pgx.Tx, revision int64, rows []Original) error {
	if len(rows) == 0 {
		return nil
	}
	var lines bytes.Buffer
	out := json.NewEncoder(&lines)
	out.SetEscapeHTML(false)
	for _, row := range rows {
		if err := out.Encode(row); err != nil {
			return fmt.Errorf("write row %d of the original: %w", row.Row, err)
		}
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO originals (revision_id, lines)
		VALUES ($1, $2)`, revision, s.packer.pack(lines.Bytes()))
	return err
}

// Originals returns the rows a revision was made of, in the order of the file;
// none where the source had no rows.
func (s *Store) Originals(ctx context.Context, revision int64) ([]Original, error) {
	var packed []byte
	err := s.pool.QueryRow(ctx, `
		SELECT lines
		FROM originals
		WHERE revision_id = $1`, revision).Scan(&packed)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("read the originals of revision %d: %w", revision, err)
	}
	lines, err := s.packer.unpack(packed)
	if err != nil {
		return nil, fmt.Errorf("unpack the originals of revision %d: %w", revision, err)
	}
	var rows []Original
	for in := json.NewDecoder(bytes.NewReader(lines)); ; {
		var row Original
		switch err := in.Decode(&row); {
		case errors.Is(err, io.EOF):
			return rows, nil
		case err != nil:
			return nil, fmt.Errorf("read the originals of revision %d: %w", revision, err)
		}
		rows = append(rows, row)
	}
}
