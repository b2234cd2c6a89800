package data

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// UploadRef names one version of one operator's upload: what a person was
// looking at when they decided.
type UploadRef struct {
	Operator geo.OperatorCode
	ID       string
	Version  int
}

// change moves an upload by one statement and writes it into the audit log, both
// or neither. $1 is its id, $2 the operator, $3 the version.
func (s *Store) change(ctx context.Context, who Actor, ref UploadRef, action string, detail map[string]string, sql string, args ...any) (u Upload, err error) {
	err = s.InTx(ctx, func(tx pgx.Tx) error {
		tag, err := tx.Exec(ctx, sql, append([]any{uuidOrNone(ref.ID), ref.Operator, ref.Version}, args...)...)
		if err != nil {
			return err
		}
		if u, err = uploadIn(ctx, tx, ref.Operator, ref.ID); err != nil {
			return err
		}
		if tag.RowsAffected() == 0 {
			return fmt.Errorf("it is %s: %w", u.State, ErrUploadMoved)
		}
		return audit(ctx, tx, who, Event{Action: action, Object: "upload " + u.ID, Detail: detail})
	})
	if err != nil {
		return Upload{}, fmt.Errorf("%s: %w", action, err)
	}
	return u, nil
}

// MapUpload says what the columns of an upload mean; it is read again.
func (s *Store) MapUpload(ctx context.Context, who Actor, ref UploadRef, mapping map[string]string) (Upload, error) {
	return s.change(ctx, who, ref, "upload.columns", map[string]string{"columns": strconv.Itoa(len(mapping))}, `
		UPDATE uploads
		SET mapping = $4, state = 'reading', version = version + 1, attempts = 0, impact = NULL, counts = NULL, changed_at = now()
		WHERE id = $1::uuid AND operator = $2 AND version = $3 AND state IN ('ready', 'computing')`, mapping)
}

// AnswerUpload keeps the answers to the questions of an upload, all of them; it
// is read again.
func (s *Store) AnswerUpload(ctx context.Context, who Actor, ref UploadRef, answers json.RawMessage, rows int) (Upload, error) {
	return s.change(ctx, who, ref, "upload.answers", map[string]string{"rows": strconv.Itoa(rows)}, `
		UPDATE uploads
		SET answers = $4, state = 'reading', version = version + 1, attempts = 0, impact = NULL, counts = NULL, changed_at = now()
		WHERE id = $1::uuid AND operator = $2 AND version = $3 AND state IN ('ready', 'computing')`, answers)
}

// ComputeUpload asks for the consequences of an upload.
func (s *Store) ComputeUpload(ctx context.Context, who Actor, ref UploadRef) (Upload, error) {
	return s.change(ctx, who, ref, "upload.impact", nil, `
		UPDATE uploads
		SET state = 'computing', impact = NULL, changed_at = now()
		WHERE id = $1::uuid AND operator = $2 AND version = $3 AND state = 'ready'`)
}

// SubmitUpload hands an upload in for approval.
func (s *Store) SubmitUpload(ctx context.Context, who Actor, ref UploadRef) (Upload, error) {
	return s.change(ctx, who, ref, "upload.submit", nil, `
		UPDATE uploads
		SET state = 'submitted', changed_at = now()
		WHERE id = $1::uuid AND operator = $2 AND version = $3 AND state = 'ready'`)
}

// WithdrawUpload takes an upload back, whatever its version.
func (s *Store) WithdrawUpload(ctx context.Context, who Actor, ref UploadRef) (Upload, error) {
	return s.change(ctx, who, ref, "upload.withdraw", nil, `
		UPDATE uploads
		SET state = 'withdrawn', impact = NULL, changed_at = now()
		WHERE id = $1::uuid AND operator = $2 AND $3::int IS NOT NULL
			AND state IN ('reading', 'ready', 'computing', 'submitted')`)
}

// RereadUpload brings an upload back to where it is compared again, because the
// list it was compared with is not the current one any more.
func (s *Store) RereadUpload(ctx context.Context, who Actor, ref UploadRef) (Upload, error) {
	return s.change(ctx, who, ref, "upload.superseded", nil, `
		UPDATE uploads
		SET state = 'reading', version = version + 1, attempts = 0, impact = NULL, counts = NULL, changed_at = now()
		WHERE id = $1::uuid AND operator = $2 AND version = $3 AND state IN ('ready', 'submitted')`)
}
