package api

import (
	"context"
	"errors"
	"fmt"
	"time"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
	"phusong/tiles"
)

type claimsBody struct {
	Release   string      `json:"release"`
	AsOf      string      `json:"asOf"`
	Synthetic bool        `json:"synthetic"`
	Territory tiles.Text  `json:"territory"`
	Subjects  []claimKind `json:"subjects" doc:"What a claim may be about"`
	Rows      []claimRow  `json:"rows"`
}

type claimKind struct {
	Code geo.Subject `json:"code"`
	tiles.Text
}

// claimRow is a claim and, beside it, what the release says.
type claimRow struct {
	ID         string      `json:"id"`
	Words      string      `json:"words" doc:"As it was said"`
	Source     string      `json:"source"`
	On         string      `json:"on" doc:"The day it was said for"`
	Subject    geo.Subject `json:"subject"`
	About      tiles.Text  `json:"about"`
	Claimed    float64     `json:"claimed"`
	Computed   *float64    `json:"computed" doc:"What the release says; null where the one who asks is not shown what it takes"`
	Hamlets    int         `json:"hamlets" doc:"In the territory of the claim"`
	Unknown    int         `json:"unknown" doc:"Of them, not enough is known to judge"`
	Holds      *bool       `json:"holds"`
	Against    []string    `json:"against" doc:"Codes of the hamlets that speak against it"`
	Technology string      `json:"technology,omitempty"`
	Operator   string      `json:"operator,omitempty"`
	Definition string      `json:"definition,omitempty"`
	District   string      `json:"district,omitempty"`
	EnteredBy  string      `json:"enteredBy,omitempty" doc:"Shown to staff"`
	EnteredAt  time.Time   `json:"enteredAt"`
}

// claims sets every claim beside the release, as far as the one who asks sees it.
func (s *server) claims(ctx context.Context, q *Past) (claimsBody, error) {
	e, err := s.whole(ctx, *q)
	if err != nil {
		return claimsBody{}, err
	}
	found, err := s.Store.Claims(ctx)
	if err != nil {
		return claimsBody{}, err
	}
	body := claimsBody{Release: e.ID, AsOf: day(e.View.Release.AsOf), Synthetic: e.View.Release.Synthetic, Territory: territory(e), Rows: []claimRow{}}
	for _, subject := range geo.Subjects() {
		vietnamese, english := subject.Words()
		body.Subjects = append(body.Subjects, claimKind{subject, tiles.Text{Vietnamese: vietnamese, English: english}})
	}
	for _, c := range found {
		row, err := s.claimBeside(ctx, e, c)
		if err != nil {
			return claimsBody{}, err
		}
		body.Rows = append(body.Rows, row)
	}
	return body, nil
}

func (s *server) claimBeside(ctx context.Context, e *tiles.Edition, c data.Claim) (claimRow, error) {
	vietnamese, english := c.Subject.Words()
	row := claimRow{ID: c.ID, Words: c.Words, Source: c.Source, On: day(c.On), Subject: c.Subject, About: tiles.Text{Vietnamese: vietnamese, English: english},
		Claimed: c.Value, Against: []string{}, District: string(c.District), EnteredAt: c.EnteredAt}
	if e.Cut == data.StaffCut {
		row.EnteredBy = c.EnteredBy
	}
	if c.Subject.OfHamlets() {
		row.Technology, row.Operator, row.Definition = string(c.Technologies), string(c.Operator), c.Definition
	}
	if c.Subject.OfHamlets() && mayAsk(e, c.Operator) != nil || !c.Subject.OfHamlets() && e.Cut != data.StaffCut {
		return row, nil
	}
	var verdicts []geo.Verdict
	if c.Subject.OfHamlets() {
		definition, err := s.definition(ctx, c.Definition)
		if err != nil {
			return row, err
		}
		verdicts = e.Verdicts(geo.Question{Operator: c.Operator, Technologies: c.Technologies, Definition: definition})
	}
	answer := coverage.CheckClaim(c.Claim, e.View.Hamlets, verdicts, stockOf(e))
	row.Computed, row.Holds, row.Hamlets, row.Unknown = &answer.Computed, &answer.Holds, answer.Hamlets, answer.Unknown
	for _, code := range answer.Against {
		row.Against = append(row.Against, string(code))
	}
	return row, nil
}

// stockOf counts what stands, each kind for itself.
func stockOf(e *tiles.Edition) coverage.Stock {
	stock := coverage.Stock{Masts: len(e.Sites), Sectors: len(e.View.Sectors)}
	for _, site := range e.Sites {
		stock.Presences += len(site.Presences)
	}
	return stock
}

type addClaimInput struct {
	Body struct {
		Words      string         `json:"words" minLength:"1" maxLength:"1000"`
		Source     string         `json:"source" minLength:"1" maxLength:"500"`
		On         string         `json:"on" format:"date" doc:"The day it was said for, YYYY-MM-DD"`
		Subject    geo.Subject    `json:"subject"`
		Value      float64        `json:"value" minimum:"0"`
		Technology setWord        `json:"technology" required:"false" default:"4G"`
		Operator   operatorWord   `json:"operator" required:"false" default:"any"`
		Definition definitionWord `json:"definition" required:"false" default:"centre"`
		District   string         `json:"district" required:"false" maxLength:"20" doc:"Code of a district of 2024; the whole territory where not said"`
	}
}

// addClaim keeps what somebody said; whoever enters it is written down.
func (s *server) addClaim(ctx context.Context, in *addClaimInput) (claimRow, error) {
	e, err := s.edition(ctx)
	if err != nil {
		return claimRow{}, err
	}
	b := in.Body
	on, err := time.Parse(time.DateOnly, b.On)
	if err != nil {
		return claimRow{}, fmt.Errorf("%w: on %.20q is no day such as 2024-05-01", problem.ErrParameter, b.On)
	}
	if b.District != "" && unitNames(e, geo.Vintage2024).unit(geo.AdminCode(b.District), geo.LevelDistrict) == nil {
		return claimRow{}, fmt.Errorf("%w: there was no district %.20q in 2024", problem.ErrParameter, b.District)
	}
	added, err := s.Store.AddClaim(ctx, auth.Actor(ctx), geo.Claim{Subject: b.Subject, Value: b.Value, Operator: geo.OperatorCode(b.Operator), Technologies: geo.TechnologySet(b.Technology), Definition: string(b.Definition),
		District: geo.AdminCode(b.District), On: on, Source: b.Source, Words: b.Words})
	if err != nil {
		return claimRow{}, err
	}
	return s.claimBeside(ctx, e, added)
}

type claimInput struct {
	ID string `path:"id" maxLength:"60"`
}

// withdrawClaim takes a claim off the list.
func (s *server) withdrawClaim(ctx context.Context, in *claimInput) error {
	err := s.Store.WithdrawClaim(ctx, auth.Actor(ctx), in.ID)
	if errors.Is(err, data.ErrNoClaim) {
		return problem.Absent()
	}
	return err
}
