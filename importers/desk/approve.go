package desk

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"maps"
	"strconv"

	"phusong/data"
	"phusong/geo"
)

// manyRemoved is the share of an operator's list that may go without being
// asked about a second time.
const manyRemoved = 0.05

// ErrRemoval means that an approval would take away many sites and was not
// confirmed.
type ErrRemoval struct{ Removed, Of int }

// Error says how many.
func (e ErrRemoval) Error() string {
	return fmt.Sprintf("%d of %d sites would be removed: confirm that they are gone, or declare the list a part", e.Removed, e.Of)
}

// Approve makes a submitted upload its operator's current list. Where another
// list was approved meanwhile, the upload is compared again with that one and
// data.ErrSuperseded returned.
func (d *Desk) Approve(ctx context.Context, who data.Actor, u data.Upload, confirmed bool) (data.UploadReceipt, error) {
	if u.State != data.UploadSubmitted {
		return data.UploadReceipt{}, fmt.Errorf("it is %s: %w", u.State, data.ErrUploadMoved)
	}
	r, err := d.Reading(ctx, u)
	if err != nil {
		return data.UploadReceipt{}, err
	}
	if !confirmed && r.RemovedShare() > manyRemoved {
		return data.UploadReceipt{}, ErrRemoval{len(r.Removed), len(r.Was)}
	}
	d.reached("approving")
	receipt, err := d.Store.ApproveUpload(ctx, who, d.approval(who, u, r))
	if errors.Is(err, data.ErrSuperseded) {
		if _, again := d.again(u.ID, func() (data.Upload, error) { return d.Store.RereadUpload(ctx, who, refOf(u)) }); again != nil {
			return data.UploadReceipt{}, again
		}
	}
	d.reached("approved")
	return receipt, err
}

func (d *Desk) approval(who data.Actor, u data.Upload, r *Reading) data.Approval {
	draft := r.Draft
	notes := maps.Clone(draft.Notes)
	if notes == nil {
		notes = map[string]string{}
	}
	notes["by"], notes["upload"], notes["hash"] = who.Name, u.ID, hex.EncodeToString(r.Hash[:])
	notes["scope"], notes["sites"] = string(u.Scope), strconv.Itoa(len(r.Becomes))
	if u.District != "" {
		notes["district"] = u.District
	}
	return data.Approval{
		UploadRef: refOf(u), Base: u.Base, List: r.Becomes, Hash: r.Hash, Changes: r.Changes(), Enqueue: d.EnqueueRun, Reached: d.Reached,
		New: data.NewRevision{
			Dataset: ListOf(u.Operator), FileName: draft.FileName, SHA256: r.identity(u), AsOf: u.AsOf, Synthetic: draft.Synthetic,
			Counts: draft.Counts, Notes: notes, Issues: draft.Issues, Originals: draft.Originals(),
		},
	}
}

// ListOf is the dataset of an operator's own list.
func ListOf(operator geo.OperatorCode) data.Dataset {
	title := string(operator)
	if rank := geo.OperatorRank(operator); rank >= 0 {
		title = geo.Operators()[rank].Name
	}
	return data.Dataset{Kind: data.Sites, Name: string(operator), Title: "Danh sách trạm " + title}
}

// identity is what makes two uploads the same revision: the file alone, where
// nobody said more than it does; else what it gave, too.
func (r *Reading) identity(u data.Upload) [32]byte {
	answers, _ := Answers(u) // they were read when the file was
	if len(u.Mapping) == 0 && len(answers) == 0 && u.Scope == data.FullList && len(r.Kept) == 0 {
		return r.File.SHA256
	}
	return sha256.Sum256(fmt.Appendf(nil, "%x %x", r.File.SHA256, r.Hash))
}

// Restore makes an earlier list of an operator current again.
func (d *Desk) Restore(ctx context.Context, who data.Actor, operator geo.OperatorCode, revision int64) error {
	return d.Store.RestoreRevision(ctx, who, operator, revision, d.EnqueueRun)
}
