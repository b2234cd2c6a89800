package data

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"time"

	"github.com/jackc/pgx/v5"

	"phusong/geo"
)

// EnqueueRun asks for a new computation inside the transaction that makes one
// necessary.
type EnqueueRun func(ctx context.Context, tx pgx.Tx) error

// Approval is a submitted upload about to become its operator's current list.
type Approval struct {
	UploadRef
	Base    int64 // the revision the approver saw it compared with
	New     NewRevision
	List    []geo.Presence // the operator's whole list as it becomes
	Hash    [32]byte       // of List
	Changes UploadChanges
	Enqueue EnqueueRun
	// Reached is told how far the approval has come; nil for nobody.
	Reached func(point string)
}

// ApproveUpload makes an upload the current list of its operator: the revision,
// the pointer, the receipt, the remembered columns, the audit entry and the
// request for a run, all or nothing. Uploads of one operator are approved one
// after the other: ErrSuperseded says that the base is not the current list any
// more, ErrUploadMoved that the upload is not what the approver saw.
func (s *Store) ApproveUpload(ctx context.Context, who Actor, a Approval) (receipt UploadReceipt, err error) {
	err = s.InTx(ctx, func(tx pgx.Tx) error {
		dataset, err := lockDataset(ctx, tx, a.New.Dataset)
		if err != nil {
			return err
		}
		if err := stillSubmitted(ctx, tx, a); err != nil {
			return err
		}
		revision, err := s.approvedRevision(ctx, tx, dataset, a)
		if err != nil {
			return err
		}
		reached(a.Reached, "rows")
		if err := setCurrent(ctx, tx, dataset, revision); err != nil {
			return err
		}
		reached(a.Reached, "pointer")
		receipt, err = s.settleUpload(ctx, tx, who, a, revision)
		return err
	})
	if err != nil {
		return UploadReceipt{}, fmt.Errorf("approve upload %s: %w", a.ID, err)
	}
	return receipt, nil
}

// stillSubmitted holds the upload and makes sure that both it and the current
// list are those that the approver saw.
func stillSubmitted(ctx context.Context, tx pgx.Tx, a Approval) error {
	var state UploadState
	var version int
	err := tx.QueryRow(ctx, `
		SELECT state, version
		FROM uploads
		WHERE id = $1::uuid AND operator = $2
		FOR UPDATE`, uuidOrNone(a.ID), a.Operator).Scan(&state, &version)
	if errors.Is(err, pgx.ErrNoRows) {
		return ErrNoUpload
	}
	if err != nil {
		return err
	}
	if state != UploadSubmitted || version != a.Version {
		return fmt.Errorf("it is %s: %w", state, ErrUploadMoved)
	}
	var current int64
	err = tx.QueryRow(ctx, `
		SELECT coalesce(max(c.revision_id), 0)
		FROM current_revisions c
		JOIN datasets d ON d.id = c.dataset_id
		WHERE d.kind = $1 AND d.name = $2`, a.New.Dataset.Kind, a.New.Dataset.Name).Scan(&current)
	if err == nil && current != a.Base {
		err = ErrSuperseded
	}
	return err
}

// approvedRevision writes the list, or finds the revision that the same file
// with the same answers made before.
func (s *Store) approvedRevision(ctx context.Context, tx pgx.Tx, dataset int64, a Approval) (int64, error) {
	if found, err := findRevision(ctx, tx, a.New.Dataset, a.New.SHA256); err != nil {
		return 0, err
	} else if found != nil {
		return found.ID, nil
	}
	saved, err := insertRevision(ctx, tx, dataset, a.New)
	if err != nil {
		return 0, err
	}
	for _, write := range []func() error{
		func() error { return insertIssues(ctx, tx, saved.ID, a.New.Issues) },
		func() error { return s.insertOriginals(ctx, tx, saved.ID, a.New.Originals) },
		func() error { return copyPresences(ctx, tx, saved.ID, a.List) },
		func() error { return copySectors(ctx, tx, saved.ID, a.List) },
	} {
		if err := write(); err != nil {
			return 0, err
		}
	}
	return saved.ID, nil
}

// settleUpload ends the upload with its receipt, remembers what its columns
// mean, and asks for a run.
func (s *Store) settleUpload(ctx context.Context, tx pgx.Tx, who Actor, a Approval, revision int64) (UploadReceipt, error) {
	u, err := uploadIn(ctx, tx, a.Operator, a.ID)
	if err != nil {
		return UploadReceipt{}, err
	}
	receipt := UploadReceipt{Revision: revision, Base: a.Base, File: u.FileName, SHA256: hex.EncodeToString(u.SHA256),
		Hash: hex.EncodeToString(a.Hash[:]), By: who.Name, Counts: a.New.Counts, Changes: a.Changes}
	if err := tx.QueryRow(ctx, `SELECT now()`).Scan(&receipt.At); err != nil {
		return UploadReceipt{}, err
	}
	receipt.At = receipt.At.UTC().Truncate(time.Second)
	if _, err := tx.Exec(ctx, `
		UPDATE uploads
		SET state = 'approved', receipt = $2, revision_id = $3, changed_at = now()
		WHERE id = $1::uuid`, a.ID, receipt, revision); err != nil {
		return UploadReceipt{}, err
	}
	if _, err := tx.Exec(ctx, `
		INSERT INTO remembered_columns (operator, header, field, upload_id)
		SELECT $1, m.key, m.value, $3::uuid
		FROM jsonb_each_text($2) AS m
		ON CONFLICT (operator, header) DO UPDATE
		SET field = excluded.field, upload_id = excluded.upload_id`, a.Operator, u.Mapping, a.ID); err != nil {
		return UploadReceipt{}, err
	}
	if err := a.Enqueue(ctx, tx); err != nil {
		return UploadReceipt{}, err
	}
	return receipt, audit(ctx, tx, who, Event{Action: "upload.approve", Object: "upload " + a.ID, Detail: map[string]string{
		"revision": strconv.FormatInt(revision, 10), "base": strconv.FormatInt(a.Base, 10), "hash": receipt.Hash,
		"removed": strconv.Itoa(a.Changes.Removed)}})
}
