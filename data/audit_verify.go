package data

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"

	"github.com/jackc/pgx/v5"
)

// VerifyAudit computes the chain of the audit log anew. It returns how many
// entries there are and the first number where the chain breaks, 0 where it is
// whole. Entries taken off the end leave it whole: compare the count, or the
// last hash, with what was seen before.
func (s *Store) VerifyAudit(ctx context.Context) (count int, broken int64, err error) {
	rows, _ := s.pool.Query(ctx, `
		SELECT id, at, account, actor, address, request, action, object, detail, hash, previous
		FROM audit_log
		ORDER BY id`)
	var entry AuditEntry
	var previous []byte
	last := make([]byte, sha256.Size)
	_, err = pgx.ForEachRow(rows, []any{&entry.ID, &entry.At, &entry.Account, &entry.Actor, &entry.Address, &entry.Request,
		&entry.Action, &entry.Object, &entry.Detail, &entry.Hash, &previous}, func() error {
		count++
		want := entry.hash(last)
		whole := entry.ID == int64(count) && bytes.Equal(previous, last) && bytes.Equal(entry.Hash, want[:])
		if !whole && broken == 0 {
			broken = int64(count)
		}
		last = bytes.Clone(entry.Hash)
		entry.Detail = nil // a map is read into, not replaced
		return nil
	})
	if err != nil {
		return 0, 0, fmt.Errorf("verify the audit log: %w", err)
	}
	return count, broken, nil
}
