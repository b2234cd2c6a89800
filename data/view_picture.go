package data

import (
	"encoding/json"
	"fmt"

	"phusong/geo"
	"phusong/geo/coverage"
)

// Picture is the view as far as changes between releases are told from it, under
// the question that the verdicts answer.
func (v *View) Picture(verdicts []geo.Verdict) (coverage.Picture, error) {
	method, err := json.Marshal([]any{v.Model, v.Parameters, v.Settings})
	if err != nil {
		return coverage.Picture{}, fmt.Errorf("release %d: write its method down: %w", v.Release.ID, err)
	}
	p := coverage.Picture{
		Grid: v.Grid, HexPeople: v.HexPeople, Surfaces: v.Surfaces, Hamlets: v.Hamlets, Verdicts: verdicts, Sigma: v.Sigma(), Method: string(method),
		Land: fmt.Sprint(IDs(v.Inputs, Elevation), IDs(v.Inputs, Population)), Transmitters: make([]coverage.Transmitter, len(v.Sectors)),
	}
	for i, s := range v.Sectors {
		p.Transmitters[i] = coverage.Transmitter{Operator: s.Operator, Site: s.SiteCode, Position: v.Masts[s.Site].Position, Sector: s.Sector}
	}
	return p, nil
}
