package data

import (
	"context"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/jackc/pgx/v5"
)

// Event is what was done to what: Action is "account.add", Object names the one
// thing, Detail says how. Nothing of it may be secret.
type Event struct {
	Action string
	Object string
	Detail map[string]string
}

// AuditEntry is one line of the audit log. Texts are printable: what was not is
// escaped. Hash is over the entry and the hash before it.
type AuditEntry struct {
	ID      int64
	At      time.Time
	Account string // id of who did it; "" at the command line
	Actor   string
	Address string
	Request string
	Action  string
	Object  string
	Detail  map[string]string
	Hash    []byte
}

// The longest texts the log takes, in characters; what is over is cut off.
const (
	longestAuditName   = 100
	longestAuditObject = 300
	longestAuditDetail = 500
	mostAuditDetails   = 20
)

// Audited runs a change and writes down who made it, in one transaction: both
// or neither. The event is read after the change, which may fill in its Detail.
func (s *Store) Audited(ctx context.Context, by Actor, event Event, change func(pgx.Tx) error) error {
	return s.InTx(ctx, func(tx pgx.Tx) error {
		if err := change(tx); err != nil {
			return err
		}
		return audit(ctx, tx, by, event)
	})
}

// audit appends an entry. It must be the last statement of its transaction:
// until that ends, nobody else can append.
func audit(ctx context.Context, tx pgx.Tx, by Actor, event Event) error {
	if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtext('phusong audit'))`); err != nil {
		return fmt.Errorf("lock the audit log: %w", err)
	}
	entry := newEntry(by, event)
	previous, err := lastHash(ctx, tx, &entry)
	if err != nil {
		return fmt.Errorf("read the end of the audit log: %w", err)
	}
	hash := entry.hash(previous)
	_, err = tx.Exec(ctx, `
		INSERT INTO audit_log (id, at, account, actor, address, request, action, object, detail, previous, hash)
		VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
		entry.ID, entry.At, entry.Account, entry.Actor, entry.Address, entry.Request, entry.Action, entry.Object,
		entry.Detail, previous, hash[:])
	if err != nil {
		return fmt.Errorf("write to the audit log: %w", err)
	}
	return nil
}

func newEntry(by Actor, event Event) AuditEntry {
	line := func(text string, most int) string { return shorten(printable(text), most) }
	entry := AuditEntry{
		Account: line(by.Account, longestAuditName), Actor: line(by.Name, longestAuditName),
		Address: line(by.Address, longestAuditName), Request: line(by.Request, longestAuditName),
		Action: line(event.Action, longestAuditName), Object: line(event.Object, longestAuditObject),
		Detail: map[string]string{},
	}
	for _, name := range slices.Sorted(maps.Keys(event.Detail)) {
		if len(entry.Detail) == mostAuditDetails {
			break
		}
		entry.Detail[line(name, longestAuditName)] = line(event.Detail[name], longestAuditDetail)
	}
	return entry
}

// lastHash returns the hash the chain ends with, and gives the entry the next
// number and the time, both the database's. The lock is held: under READ
// COMMITTED this statement sees what its last holder wrote.
func lastHash(ctx context.Context, tx pgx.Tx, entry *AuditEntry) (hash []byte, err error) {
	err = tx.QueryRow(ctx, `
		SELECT id + 1, hash, clock_timestamp()
		FROM audit_log
		ORDER BY id DESC
		LIMIT 1`).Scan(&entry.ID, &hash, &entry.At)
	if errors.Is(err, pgx.ErrNoRows) {
		entry.ID, hash = 1, make([]byte, sha256.Size)
		err = tx.QueryRow(ctx, `SELECT clock_timestamp()`).Scan(&entry.At)
	}
	return hash, err
}

// hash is SHA-256 over the previous hash and every field with its length before
// it, so that no two entries are the same bytes.
func (e AuditEntry) hash(previous []byte) [sha256.Size]byte {
	var line []byte
	line = append(line, previous...)
	line = binary.BigEndian.AppendUint64(line, uint64(e.ID))
	line = binary.BigEndian.AppendUint64(line, uint64(e.At.UnixMicro()))
	fields := []string{e.Account, e.Actor, e.Address, e.Request, e.Action, e.Object}
	for _, name := range slices.Sorted(maps.Keys(e.Detail)) {
		fields = append(fields, name, e.Detail[name])
	}
	for _, field := range fields {
		line = binary.BigEndian.AppendUint64(line, uint64(len(field)))
		line = append(line, field...)
	}
	return sha256.Sum256(line)
}

// AuditQuery narrows the audit log; zero fields do not. Entries come newest
// first; Before is the id the last page ended with.
type AuditQuery struct {
	Text   string // in actor, address, object or detail, in any case
	Action string // the beginning of it: "account." is all about accounts
	Actor  string
	From   time.Time
	To     time.Time // not included
	Before int64
	Limit  int // at most 1,000; 0 is 100
}

// AuditLog returns entries for administrators and auditors; others get none.
func (s *Store) AuditLog(ctx context.Context, who Audience, q AuditQuery) (found []AuditEntry, err error) {
	limit := min(q.Limit, 1000)
	if limit <= 0 {
		limit = 100
	}
	like := strings.NewReplacer(`\`, `\\`, `%`, `\%`, `_`, `\_`)
	err = s.InTenant(ctx, who, ReadOnly, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `
			SELECT id, at, account, actor, address, request, action, object, detail, hash
			FROM audit_log
			WHERE ($1 = '' OR concat_ws(' ', actor, address, request, object, detail::text) ILIKE '%' || $1 || '%')
				AND action LIKE $2 || '%'
				AND ($3 = '' OR actor = $3 OR account = $3)
				AND ($4::timestamptz IS NULL OR at >= $4)
				AND ($5::timestamptz IS NULL OR at < $5)
				AND ($6 = 0 OR id < $6)
			ORDER BY id DESC
			LIMIT $7`, like.Replace(q.Text), like.Replace(q.Action), q.Actor, orNull(q.From), orNull(q.To), q.Before, limit)
		found, err = pgx.CollectRows(rows, pgx.RowToStructByPos[AuditEntry])
		return err
	})
	return found, err
}

func orNull(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}
