package data

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// NewUpload is a file that has just arrived whole.
type NewUpload struct {
	Operator geo.OperatorCode
	FileName string
	Content  []byte
	Scope    ListScope
	District string
	AsOf     time.Time
	Key      string // the sender's idempotency key; "" for none
	// Reached is told how far the taking has come; nil for nobody.
	Reached func(point string)
}

// TakeUpload keeps a file. When it returns, the file is on disk and will be read,
// whatever happens to this process. The same key with the same content gives the
// upload made by the first call, with existed set; with other content
// ErrKeyReused.
func (s *Store) TakeUpload(ctx context.Context, who Actor, n NewUpload) (u Upload, existed bool, err error) {
	sum := sha256.Sum256(n.Content)
	asked := n.fingerprint(sum)
	err = s.InTx(ctx, func(tx pgx.Tx) error {
		if n.Key != "" {
			if u, existed, err = keyedUpload(ctx, tx, n, asked); err != nil || existed {
				return err
			}
		}
		if err := roomForUpload(ctx, tx, n.Operator); err != nil {
			return err
		}
		if u, err = insertUpload(ctx, tx, who, n, sum, asked); err != nil {
			return err
		}
		reached(n.Reached, "stored")
		return audit(ctx, tx, who, Event{Action: "upload.take", Object: "upload " + u.ID, Detail: map[string]string{
			"operator": string(n.Operator), "file": n.FileName, "sha256": hex.EncodeToString(sum[:])}})
	})
	if err != nil && !errors.Is(err, ErrKeyReused) && !errors.Is(err, ErrManyOpen) {
		err = fmt.Errorf("take upload %s: %w", n.FileName, err)
	}
	return u, existed, err
}

// mostOpen is how many uploads of one operator may be neither approved nor ended.
const mostOpen = 50

// roomForUpload refuses what would be one too many. Two that arrive at once may
// make it one more: the bound is there for the disk.
func roomForUpload(ctx context.Context, tx pgx.Tx, operator geo.OperatorCode) error {
	var open int
	err := tx.QueryRow(ctx, `
		SELECT count(*)
		FROM uploads
		WHERE operator = $1 AND state NOT IN ('approved', 'withdrawn', 'failed')`, operator).Scan(&open)
	if err == nil && open >= mostOpen {
		err = ErrManyOpen
	}
	return err
}

func reached(tell func(string), point string) {
	if tell != nil {
		tell(point)
	}
}

// fingerprint covers all that makes two requests the same.
func (n NewUpload) fingerprint(sum [32]byte) [32]byte {
	return sha256.Sum256(fmt.Appendf(nil, "%x\n%s\n%s\n%q\n%s", sum, n.Operator, n.Scope, n.District, n.AsOf.Format(time.DateOnly)))
}

// keyedUpload looks for the upload made with the key. Two requests with one key
// wait for each other.
func keyedUpload(ctx context.Context, tx pgx.Tx, n NewUpload, asked [32]byte) (u Upload, found bool, err error) {
	if _, err := tx.Exec(ctx, `SELECT pg_advisory_xact_lock(hashtextextended($1, 7))`, string(n.Operator)+"/"+n.Key); err != nil {
		return u, false, err
	}
	var id string
	var before []byte
	err = tx.QueryRow(ctx, `
		SELECT id::text, request
		FROM uploads
		WHERE operator = $1 AND idempotency_key = $2`, n.Operator, n.Key).Scan(&id, &before)
	if errors.Is(err, pgx.ErrNoRows) {
		return u, false, nil
	}
	if err != nil {
		return u, false, err
	}
	if [32]byte(before) != asked {
		return u, false, ErrKeyReused
	}
	u, err = uploadIn(ctx, tx, n.Operator, id)
	return u, err == nil, err
}

func insertUpload(ctx context.Context, tx pgx.Tx, who Actor, n NewUpload, sum, asked [32]byte) (Upload, error) {
	id := newUUID(time.Now())
	asOf := n.AsOf
	if asOf.IsZero() {
		asOf = time.Now().UTC().Truncate(24 * time.Hour)
	}
	_, err := tx.Exec(ctx, `
		INSERT INTO uploads (id, operator, account, sent_by, file_name, sha256, bytes, scope, district, as_of,
			idempotency_key, request, mapping)
		VALUES ($1::uuid, $2, $3, $4, $5, $6, $7, $8, $9, $10, nullif($11, ''), $12,
			(SELECT coalesce(jsonb_object_agg(header, field), '{}') FROM remembered_columns WHERE operator = $2))`,
		id, n.Operator, who.Account, who.Name, n.FileName, sum[:], len(n.Content), n.Scope, n.District, asOf, n.Key, asked[:])
	if err != nil {
		return Upload{}, err
	}
	if _, err := tx.Exec(ctx, `INSERT INTO upload_files (upload_id, content) VALUES ($1::uuid, $2)`, id, n.Content); err != nil {
		return Upload{}, err
	}
	return uploadIn(ctx, tx, n.Operator, id)
}

// newUUID makes a UUID of version 7 (RFC 9562): ordered by time, and not to be
// guessed.
func newUUID(now time.Time) string {
	var b [16]byte
	rand.Read(b[:]) // never fails
	var ms [8]byte
	binary.BigEndian.PutUint64(ms[:], uint64(now.UnixMilli()))
	copy(b[:6], ms[2:])
	b[6], b[8] = b[6]&0x0f|0x70, b[8]&0x3f|0x80
	return fmt.Sprintf("%x-%x-%x-%x-%x", b[:4], b[4:6], b[6:8], b[8:10], b[10:])
}

// uuidOrNone returns the id if it is one, else an id that nothing has: what
// strangers write into an address is no reason for an error.
func uuidOrNone(id string) string {
	const none = "00000000-0000-0000-0000-000000000000"
	if len(id) != len(none) {
		return none
	}
	for i := range len(id) {
		c := id[i]
		dash := i == 8 || i == 13 || i == 18 || i == 23
		if dash != (c == '-') || !dash && !(c >= '0' && c <= '9' || c >= 'a' && c <= 'f') {
			return none
		}
	}
	return id
}
