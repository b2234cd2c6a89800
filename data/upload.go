package data

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// UploadState says how far an upload has come.
type UploadState string

// The states of an upload. The last three are ends.
const (
	UploadReading   UploadState = "reading"   // being understood
	UploadReady     UploadState = "ready"     // understood; waits for its sender
	UploadComputing UploadState = "computing" // its consequences are being worked out
	UploadSubmitted UploadState = "submitted" // waits for approval
	UploadApproved  UploadState = "approved"  // became a revision
	UploadWithdrawn UploadState = "withdrawn"
	UploadFailed    UploadState = "failed" // the file cannot be read
)

// Over reports whether nothing more can happen to the upload.
func (s UploadState) Over() bool {
	return s == UploadApproved || s == UploadWithdrawn || s == UploadFailed
}

// ListScope says how much of the network a list is about.
type ListScope string

// The scopes. Only a full list takes sites away.
const (
	FullList ListScope = "full"
	PartList ListScope = "part"
)

// Upload is a site list on its way from an operator to a revision. Its bytes,
// mapping and answers are kept; what follows from them is worked out again.
type Upload struct {
	ID        string // UUID, version 7
	Operator  geo.OperatorCode
	Account   string // who sent it
	By        string // how they were called then
	FileName  string
	SHA256    []byte
	Bytes     int64
	Scope     ListScope
	District  string // what a part is about; "" where not said
	AsOf      time.Time
	State     UploadState
	Version   int               // grows whenever the mapping, the answers or the base change
	Mapping   map[string]string // folded header to field; "" for a column to be left out
	Answers   json.RawMessage   // a list, as the importer of site lists takes them
	Counts    *Counts           // nil until understood
	Base      int64             // the revision it was compared with; 0 for none
	Trouble   *UploadTrouble    // why it failed
	Impact    json.RawMessage   // the consequences, where they were worked out for this version; else nil
	Receipt   *UploadReceipt    // of an approved one
	CreatedAt time.Time
	ChangedAt time.Time
}

// UploadTrouble is why a file cannot be read, and what to do instead.
type UploadTrouble struct {
	Code       string `json:"code"`
	Vietnamese string `json:"vi"`
	English    string `json:"en"`
}

// UploadReceipt says what an approved upload became. Hash is of the operator's
// whole list as it is now, in hex.
type UploadReceipt struct {
	Revision int64         `json:"revision"`
	Base     int64         `json:"base"` // the revision it took the place of; 0 for none
	File     string        `json:"file"`
	SHA256   string        `json:"sha256"`
	Hash     string        `json:"hash"`
	At       time.Time     `json:"at"`
	By       string        `json:"by"`
	Counts   Counts        `json:"counts"`
	Changes  UploadChanges `json:"changes"`
}

// UploadChanges counts what becomes of the operator's sites.
type UploadChanges struct {
	New     int `json:"new"`
	Changed int `json:"changed"`
	Moved   int `json:"moved"`
	Removed int `json:"removed"`
	Kept    int `json:"kept"` // not in the list, and not removed
	Same    int `json:"same"`
}

// The errors of uploads.
var (
	ErrNoUpload    = errors.New("no such upload")
	ErrUploadMoved = errors.New("the upload has moved on")
	ErrSuperseded  = errors.New("another list was approved meanwhile")
	ErrManyOpen    = errors.New("too many uploads are neither approved nor withdrawn")
	ErrKeyReused   = errors.New("the idempotency key was used for another upload")
)

const uploadColumns = `
	u.id::text, u.operator, u.account, u.sent_by, u.file_name, u.sha256, u.bytes, u.scope, u.district, u.as_of,
	u.state, u.version, u.mapping, u.answers, u.counts, coalesce(u.base_revision, 0), u.trouble, u.impact, u.receipt,
	u.created_at, u.changed_at`

func scanUpload(row pgx.CollectableRow) (Upload, error) {
	var u Upload
	err := row.Scan(&u.ID, &u.Operator, &u.Account, &u.By, &u.FileName, &u.SHA256, &u.Bytes, &u.Scope, &u.District, &u.AsOf,
		&u.State, &u.Version, &u.Mapping, &u.Answers, &u.Counts, &u.Base, &u.Trouble, &u.Impact, &u.Receipt,
		&u.CreatedAt, &u.ChangedAt)
	return u, err
}

// Upload returns one upload as an audience may see it: ErrNoUpload stands for
// one that is not there and for one that is not theirs.
func (s *Store) Upload(ctx context.Context, who Audience, id string) (u Upload, err error) {
	err = s.InTenant(ctx, who, ReadOnly, func(tx pgx.Tx) error {
		u, err = uploadIn(ctx, tx, who.Operator, id)
		return err
	})
	return u, err
}

// uploadIn reads an upload of an operator inside tx.
func uploadIn(ctx context.Context, tx pgx.Tx, operator geo.OperatorCode, id string) (Upload, error) {
	rows, _ := tx.Query(ctx, `
		SELECT `+uploadColumns+`
		FROM uploads u
		WHERE u.id = $1::uuid AND u.operator = $2`, uuidOrNone(id), operator)
	u, err := pgx.CollectExactlyOneRow(rows, scanUpload)
	if errors.Is(err, pgx.ErrNoRows) {
		return Upload{}, fmt.Errorf("upload %.40q: %w", id, ErrNoUpload)
	}
	return u, err
}

// Uploads returns the latest uploads of the audience's operator, the last one
// first.
func (s *Store) Uploads(ctx context.Context, who Audience, limit int) (found []Upload, err error) {
	err = s.InTenant(ctx, who, ReadOnly, func(tx pgx.Tx) error {
		rows, _ := tx.Query(ctx, `
			SELECT `+uploadColumns+`
			FROM uploads u
			WHERE u.operator = $1
			ORDER BY u.id DESC
			LIMIT $2`, who.Operator, limit)
		found, err = pgx.CollectRows(rows, scanUpload)
		return err
	})
	return found, err
}

// UploadFile returns the bytes of an upload as they came.
func (s *Store) UploadFile(ctx context.Context, id string) ([]byte, error) {
	var content []byte
	err := s.pool.QueryRow(ctx, `SELECT content FROM upload_files WHERE upload_id = $1::uuid`, uuidOrNone(id)).Scan(&content)
	if errors.Is(err, pgx.ErrNoRows) {
		return nil, fmt.Errorf("upload %.40q: %w", id, ErrNoUpload)
	}
	return content, err
}
