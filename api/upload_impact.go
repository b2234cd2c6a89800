package api

import (
	"context"
	"encoding/json"
	"fmt"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/importers/desk"
	"phusong/importers/sites"
)

// mostMasts is how many masts an impact lists; the counts are whole.
const mostMasts = 5_000

// impactBody is what an upload would change.
type impactBody struct {
	State string `json:"state" enum:"none,computing,done,failed" doc:"Of the working out of hamlets; masts are known at once"`
	data.UploadChanges
	Masts []mastChange `json:"masts"`
	desk.Consequence
}

// mastChange is one mast that a list brings, changes or takes away.
type mastChange struct {
	Code     geo.SiteCode `json:"code"`
	WasCode  geo.SiteCode `json:"wasCode,omitempty"`
	Name     string       `json:"name"`
	Change   string       `json:"change" enum:"new,changed,moved,removed,recoded"`
	Position orb.Point    `json:"position"`
	Was      *orb.Point   `json:"was"`
	Metres   float64      `json:"metres"`
}

func (s *server) impact(ctx context.Context, in *uploadInput) (impactBody, error) {
	u, r, err := s.uploadReading(ctx, in.ID)
	if err != nil {
		return impactBody{}, err
	}
	body := impactBody{State: "none", UploadChanges: r.Changes(), Masts: mastsOf(r)}
	switch {
	case u.State == data.UploadComputing:
		body.State = "computing"
	case len(u.Impact) > 0:
		if err := json.Unmarshal(u.Impact, &body.Consequence); err != nil {
			return body, fmt.Errorf("read the consequences of upload %s: %w", u.ID, err)
		}
		if body.State = "done"; body.Trouble != nil {
			body.State = "failed"
		}
	}
	body.Hamlets, body.Networks = orEmpty(body.Hamlets), orEmpty(body.Networks)
	return body, nil
}

// mastsOf lists what changes: what goes first, since it is what must be seen.
func mastsOf(r *desk.Reading) []mastChange {
	masts := []mastChange{}
	for _, p := range r.Removed {
		masts = append(masts, mastChange{Code: p.Code, Name: p.Name, Change: "removed", Position: p.Position})
	}
	for _, pair := range r.Moved {
		masts = append(masts, pairChange(pair, "moved"))
	}
	for _, p := range r.New {
		masts = append(masts, mastChange{Code: p.Code, Name: p.Name, Change: "new", Position: p.Position})
	}
	for _, pair := range r.Changed {
		masts = append(masts, pairChange(pair, "changed"))
	}
	return masts[:min(len(masts), mostMasts)]
}

func pairChange(pair sites.Pair, change string) mastChange {
	m := mastChange{Code: pair.Now.Code, Name: pair.Now.Name, Change: change, Position: pair.Now.Position, Was: &pair.Was.Position, Metres: pair.Metres}
	if pair.Was.Code != pair.Now.Code {
		m.Change, m.WasCode = "recoded", pair.Was.Code
	}
	return m
}
