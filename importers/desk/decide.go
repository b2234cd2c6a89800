package desk

import (
	"context"
	"errors"

	"phusong/data"
)

// Take keeps a file and has it read. When it returns, the file is on disk.
func (d *Desk) Take(ctx context.Context, who data.Actor, n data.NewUpload) (u data.Upload, existed bool, err error) {
	n.Reached = d.Reached
	d.reached("received")
	u, existed, err = d.Store.TakeUpload(ctx, who, n)
	if err == nil && !existed {
		d.reached("taken")
		d.stir()
	}
	return u, existed, err
}

func refOf(u data.Upload) data.UploadRef {
	return data.UploadRef{Operator: u.Operator, ID: u.ID, Version: u.Version}
}

// again changes an upload so that there is work to do on it, and drops the work
// on what it was.
func (d *Desk) again(id string, change func() (data.Upload, error)) (data.Upload, error) {
	u, err := change()
	if err == nil {
		d.drop(id)
		d.stir()
	}
	return u, err
}

// Compute has the consequences of an upload worked out.
func (d *Desk) Compute(ctx context.Context, who data.Actor, u data.Upload) (data.Upload, error) {
	return d.again(u.ID, func() (data.Upload, error) { return d.Store.ComputeUpload(ctx, who, refOf(u)) })
}

// Withdraw takes an upload back and ends all work on it.
func (d *Desk) Withdraw(ctx context.Context, who data.Actor, u data.Upload) (data.Upload, error) {
	return d.again(u.ID, func() (data.Upload, error) { return d.Store.WithdrawUpload(ctx, who, refOf(u)) })
}

// ErrNothing means that no row of an upload could be taken: there is nothing to
// hand in.
var ErrNothing = errors.New("no row of the list could be taken")

// Submit hands an upload in for approval.
func (d *Desk) Submit(ctx context.Context, who data.Actor, u data.Upload) (data.Upload, error) {
	if u.State == data.UploadReady {
		r, err := d.Reading(ctx, u)
		if err != nil {
			return data.Upload{}, err
		}
		if len(r.Draft.Presences) == 0 {
			return data.Upload{}, ErrNothing
		}
	}
	submitted, err := d.Store.SubmitUpload(ctx, who, refOf(u))
	d.reached("submitted")
	return submitted, err
}
