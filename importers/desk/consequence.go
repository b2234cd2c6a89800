package desk

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"

	"phusong/data"
	"phusong/geo"
)

// Consequence is what a list would change on the map that readers see now.
type Consequence struct {
	Release    int64             `json:"base"`
	Definition string            `json:"definition"` // by which verdicts are given
	Hamlets    []HamletChange    `json:"hamlets"`
	People     PeopleChange      `json:"people"` // of any operator, with the technology most people ask for
	Networks   []NetworkChange   `json:"networks"`
	Trouble    *ConsequenceFault `json:"trouble,omitempty"` // where it could not be worked out; the rest is empty then
}

// ConsequenceFault is why consequences could not be worked out.
type ConsequenceFault struct {
	Vietnamese string `json:"vi"`
	English    string `json:"en"`
}

// HamletChange is a hamlet whose verdict would change.
type HamletChange struct {
	Code       geo.HamletCode   `json:"code"`
	Name       string           `json:"name"`
	Commune    string           `json:"commune"`
	Technology string           `json:"technology"`
	Operator   geo.OperatorCode `json:"operator"`
	Was        string           `json:"was"`
	Becomes    string           `json:"becomes"`
	People     int              `json:"people"`
}

// PeopleChange counts the people of hamlets whose verdict rises or falls.
type PeopleChange struct {
	Gained int `json:"gained"`
	Lost   int `json:"lost"`
}

// NetworkChange is PeopleChange for one network.
type NetworkChange struct {
	Technology string           `json:"technology"`
	Operator   geo.OperatorCode `json:"operator"`
	PeopleChange
}

// Consequences works out what the map would be if an operator's whole list were
// another one.
type Consequences func(ctx context.Context, operator geo.OperatorCode, list []geo.Presence, progress func(done, total int)) (Consequence, error)

// ErrNoConsequence means that no consequences can be told, and why: nothing is
// published, or not by this program. Sending the list again would not help.
var ErrNoConsequence = errors.New("the consequences cannot be worked out")

// think works out the consequences of an upload, one upload at a time.
func (d *Desk) think(ctx context.Context, u data.Upload) error {
	d.note(u.ID, Progress{Step: StepWaiting})
	leave, err := seat(ctx, d.thinker)
	if err != nil {
		return err
	}
	defer leave()
	r, err := d.Reading(ctx, u)
	if err != nil {
		return err
	}
	d.note(u.ID, Progress{Step: StepComputing})
	c, err := d.consequence(ctx, u, r)
	if ctx.Err() != nil {
		return ctx.Err()
	}
	if err != nil {
		d.Log.Warn("work out consequences", "upload", u.ID, "error", err)
		c = Consequence{Trouble: &ConsequenceFault{
			Vietnamese: "chưa tính được ảnh hưởng lên bản đồ: vẫn có thể gửi và duyệt danh sách",
			English:    fmt.Sprintf("what it changes on the map could not be worked out (%s); the list can be submitted and approved all the same", reasonOf(err)),
		}}
	}
	stored, err := json.Marshal(c)
	if err != nil {
		return fmt.Errorf("write consequences down: %w", err)
	}
	d.reached("computed")
	err = d.Store.FinishImpact(ctx, u.ID, u.Version, stored)
	if errors.Is(err, data.ErrUploadMoved) {
		return nil // withdrawn, or answered again, meanwhile
	}
	return err
}

func (d *Desk) consequence(ctx context.Context, u data.Upload, r *Reading) (c Consequence, err error) {
	if d.Consequences == nil {
		return c, ErrNoConsequence
	}
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("panic: %v", broken)
		}
	}()
	return d.Consequences(ctx, u.Operator, r.Becomes, func(done, total int) {
		d.note(u.ID, Progress{Step: StepComputing, Done: done, Total: total})
	})
}

// reasonOf is what a sender is told of an error: the known reasons, and of
// others only that the log has it.
func reasonOf(err error) string {
	if errors.Is(err, ErrNoConsequence) {
		return err.Error()
	}
	return "the server's log says why"
}
