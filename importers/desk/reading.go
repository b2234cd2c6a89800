package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"phusong/data"
	"phusong/geo"
	"phusong/importers/intake"
	"phusong/importers/sites"
	"phusong/importers/table"
)

// Reading is an upload as it is understood, beside the list it would change.
type Reading struct {
	File  intake.File
	Draft *sites.Draft
	Base  int64          // the revision it is compared with; 0 for none
	Was   []geo.Presence // the list of that revision
	sites.Difference
	Becomes []geo.Presence // the operator's whole list with it
	Hash    [32]byte       // of Becomes
}

// StoredAnswer is a person's answer to one row, as an upload keeps it.
type StoredAnswer struct {
	sites.RowRef
	sites.Answer
}

// read understands an upload and makes it ready, or ends it where that cannot be.
func (d *Desk) read(ctx context.Context, u data.Upload) error {
	d.note(u.ID, Progress{Step: StepWaiting})
	attempts, err := d.Store.BeginUpload(ctx, u.ID, u.Version)
	if errors.Is(err, data.ErrUploadMoved) {
		return nil
	}
	if err != nil {
		return err
	}
	if attempts > 3 {
		return d.fail(ctx, u, intake.Refuse("unreadable", "tệp làm chương trình đọc dừng lại ba lần: hãy mở và lưu lại tệp rồi gửi lại",
			"reading this file stopped the program three times: open it, save it and send it again"))
	}
	d.reached("reading")
	base, was, err := d.Store.CurrentList(ctx, u.Operator)
	if err != nil {
		return err
	}
	u.Base = base
	r, err := d.understand(ctx, u, was)
	var refusal *intake.Refusal
	if errors.As(err, &refusal) {
		return d.fail(ctx, u, refusal)
	}
	if err != nil {
		return err
	}
	d.reached("understood")
	err = d.Store.UploadRead(ctx, u.ID, u.Version, r.Draft.Counts, base)
	d.reached("ready")
	if errors.Is(err, data.ErrUploadMoved) {
		return nil // withdrawn, or answered again, meanwhile
	}
	return err
}

func (d *Desk) fail(ctx context.Context, u data.Upload, why *intake.Refusal) error {
	err := d.Store.FailUpload(ctx, u.ID, u.Version, data.UploadTrouble{Code: why.Code, Vietnamese: why.Vietnamese, English: why.English})
	if errors.Is(err, data.ErrUploadMoved) {
		return nil
	}
	return err
}

// lookLasts bounds how long an upload is read again for those who look at it.
const lookLasts = 2 * time.Minute

// Reading returns an upload as it is understood, worked out again where it is
// not at hand. The upload must be ready, or beyond.
func (d *Desk) Reading(ctx context.Context, u data.Upload) (*Reading, error) {
	if r := d.drafts.get(keyOf(u)); r != nil {
		return r, nil
	}
	// Others may wait for this reading when the first who asked has gone.
	ctx, cancel := context.WithTimeout(context.WithoutCancel(ctx), lookLasts)
	defer cancel()
	var was []geo.Presence
	if u.Base != 0 {
		var err error
		if was, err = d.Store.Presences(ctx, []int64{u.Base}); err != nil {
			return nil, err
		}
	}
	return d.understand(ctx, u, was)
}

// understand reads an upload once, however many ask for it at the same time.
func (d *Desk) understand(ctx context.Context, u data.Upload, was []geo.Presence) (*Reading, error) {
	made, err, _ := d.flights.Do(keyOf(u), func() (any, error) {
		if r := d.drafts.get(keyOf(u)); r != nil {
			return r, nil
		}
		leave, err := seat(ctx, d.readers)
		if err != nil {
			return nil, err
		}
		defer leave()
		d.note(u.ID, Progress{Step: StepReading, Total: 2})
		content, err := d.Store.UploadFile(ctx, u.ID)
		if err != nil {
			return nil, err
		}
		r, err := d.interpret(ctx, u, content, was)
		if err != nil {
			return nil, err
		}
		d.drafts.put(keyOf(u), r)
		return r, nil
	})
	if err != nil {
		return nil, err
	}
	return made.(*Reading), nil
}

// keyOf names what a reading depends on, besides the units the province has.
func keyOf(u data.Upload) string { return fmt.Sprintf("%s %d %d", u.ID, u.Version, u.Base) }

// interpret understands the bytes of an upload and compares them with the list
// that was. A file that breaks its reader is refused; the program lives on.
func (d *Desk) interpret(ctx context.Context, u data.Upload, content []byte, was []geo.Presence) (r *Reading, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			d.Log.Error("a file broke its reader", "upload", u.ID, "panic", fmt.Sprint(broken))
			err = intake.Refuse("unreadable", "không đọc được tệp: hãy mở và lưu lại tệp rồi gửi lại", "the file cannot be read: open it, save it and send it again")
		}
	}()
	file, err := intake.Open(u.FileName, content, *d.Limits)
	if err != nil {
		return nil, err
	}
	options, err := optionsOf(u)
	if err != nil {
		return nil, err
	}
	places, err := d.places.current(ctx)
	if err != nil {
		return nil, err
	}
	draft, err := sites.Understand(ctx, file, options, places, d.Store.Transform)
	if err != nil {
		return nil, err
	}
	d.note(u.ID, Progress{Step: StepComparing, Done: 1, Total: 2})
	if err := d.warnOfOlder(ctx, u, draft); err != nil {
		return nil, err
	}
	r = &Reading{File: file, Draft: draft, Base: u.Base, Was: was}
	r.compare(u.Scope)
	return r, ctx.Err()
}

// warnOfOlder says where a list speaks of an earlier day than the one in force.
func (d *Desk) warnOfOlder(ctx context.Context, u data.Upload, draft *sites.Draft) error {
	if u.Base == 0 {
		return nil
	}
	day, err := d.Store.DayOf(ctx, u.Base)
	if issue, older := sites.Older(u.AsOf, day); err == nil && older {
		draft.Issues = append([]data.Issue{issue}, draft.Issues...)
	}
	return err
}

func optionsOf(u data.Upload) (sites.Options, error) {
	o := sites.Options{Operator: u.Operator, AsOf: u.AsOf, Columns: map[string]table.Field{}, Answers: map[sites.RowRef]sites.Answer{}}
	for header, field := range u.Mapping {
		o.Columns[header] = table.Field(field)
	}
	answers, err := Answers(u)
	for _, a := range answers {
		o.Answers[a.RowRef] = a.Answer
	}
	return o, err
}

// Answers returns the answers an upload holds.
func Answers(u data.Upload) (answers []StoredAnswer, err error) {
	if len(u.Answers) == 0 {
		return nil, nil
	}
	if err := json.Unmarshal(u.Answers, &answers); err != nil {
		return nil, fmt.Errorf("read the answers of upload %s: %w", u.ID, err)
	}
	return answers, nil
}
