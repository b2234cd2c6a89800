package desk

import (
	"cmp"
	"context"
	"crypto/sha256"
	"time"

	"phusong/data"
	"phusong/geo"
)

// Try understands a file that is not kept, beside the operator's current list.
func (d *Desk) Try(ctx context.Context, operator geo.OperatorCode, n data.NewUpload) (data.Upload, *Reading, error) {
	leave, err := seat(ctx, d.readers)
	if err != nil {
		return data.Upload{}, nil, err
	}
	defer leave()
	sum := sha256.Sum256(n.Content)
	u := data.Upload{Operator: operator, FileName: n.FileName, SHA256: sum[:], Bytes: int64(len(n.Content)), Scope: n.Scope, District: n.District,
		AsOf: n.AsOf, State: data.UploadReady, CreatedAt: time.Now()}
	if u.Mapping, err = d.Store.RememberedColumns(ctx, operator); err != nil {
		return data.Upload{}, nil, err
	}
	base, was, err := d.Store.CurrentList(ctx, operator)
	if err != nil {
		return data.Upload{}, nil, err
	}
	u.Base = base
	r, err := d.interpret(ctx, u, n.Content, was)
	if err != nil {
		return data.Upload{}, nil, err
	}
	u.Counts, u.AsOf = &r.Draft.Counts, cmp.Or(u.AsOf, r.Draft.AsOf)
	return u, r, nil
}
