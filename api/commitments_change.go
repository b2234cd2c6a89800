package api

import (
	"context"
	"fmt"
	"time"

	"github.com/paulmach/orb"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
	"phusong/geo/planning"
)

type commitmentBody struct {
	commitmentFrame
	CommitmentRow
	History []commitmentVersion `json:"history" doc:"Every version of the terms, the first first"`
}

type commitmentVersion struct {
	Version int          `json:"version"`
	Due     string       `json:"due"`
	Notes   string       `json:"notes"`
	Hamlets []tiedHamlet `json:"hamlets"`
	SaidBy  string       `json:"saidBy,omitempty" doc:"Shown to staff"`
	SaidAt  time.Time    `json:"saidAt"`
}

// tiedHamlet is a hamlet as a planner names it.
type tiedHamlet struct {
	Code     string `json:"code" minLength:"1" maxLength:"60"`
	Petition string `json:"petition" required:"false" maxLength:"300" doc:"Number or date of the petition"`
}

type commitmentInput struct {
	ID string `path:"id" maxLength:"60"`
}

func (s *server) commitment(ctx context.Context, in *commitmentInput) (commitmentBody, error) {
	l, err := s.ledger(ctx)
	if err != nil {
		return commitmentBody{}, err
	}
	c, history, err := s.Store.Commitment(ctx, l.who, in.ID)
	if err != nil {
		return commitmentBody{}, err
	}
	body := commitmentBody{commitmentFrame: l.frame, CommitmentRow: l.row(c)}
	for _, v := range history {
		version := commitmentVersion{Version: v.Version, Due: v.Due.String(), Notes: v.Notes, Hamlets: []tiedHamlet{}, SaidAt: v.SaidAt.UTC()}
		for _, h := range v.Hamlets {
			version.Hamlets = append(version.Hamlets, tiedHamlet{string(h.Code), h.Petition})
		}
		if l.who.Cut() == data.StaffCut {
			version.SaidBy = v.SaidBy
		}
		body.History = append(body.History, version)
	}
	return body, nil
}

type addCommitmentInput struct {
	Body struct {
		Operator operatorWord `json:"operator"`
		Place    struct {
			Site     string      `json:"site" required:"false" maxLength:"100" doc:"Code as the operator writes it"`
			Position *[2]float64 `json:"position" required:"false" doc:"Longitude, latitude; needed where no site is named"`
			Commune  string      `json:"commune" required:"false" maxLength:"100" doc:"Needed with a point, as the document names it"`
		} `json:"place"`
		Technology technologyWord `json:"technology"`
		Due        string         `json:"due" maxLength:"60" doc:"Quarter: 2026-Q4, Q4/2026, Quý IV/2026"`
		Source     struct {
			Document string `json:"document" minLength:"1" maxLength:"300"`
			Date     string `json:"date" format:"date"`
		} `json:"source"`
		Hamlets []tiedHamlet `json:"hamlets" required:"false" maxItems:"50"`
		Notes   string       `json:"notes" required:"false" maxLength:"5000"`
	}
}

// addCommitment keeps a promise; whoever enters it is written down.
func (s *server) addCommitment(ctx context.Context, in *addCommitmentInput) (CommitmentRow, error) {
	l, err := s.ledger(ctx)
	if err != nil {
		return CommitmentRow{}, err
	}
	c, err := in.read()
	if err != nil {
		return CommitmentRow{}, err
	}
	if err := l.knows(c.Hamlets); err != nil {
		return CommitmentRow{}, err
	}
	added, err := s.Store.AddCommitment(ctx, auth.Actor(ctx), c)
	if err != nil {
		return CommitmentRow{}, err
	}
	if l, err = s.ledger(ctx); err != nil { // the lists are read where something is promised
		return CommitmentRow{}, err
	}
	return l.row(added), nil
}

func (in *addCommitmentInput) read() (c geo.Commitment, err error) {
	b := in.Body
	c = geo.Commitment{Operator: geo.OperatorCode(b.Operator), Site: geo.SiteCode(b.Place.Site), Commune: b.Place.Commune, Document: b.Source.Document}
	c.Notes, c.Hamlets = b.Notes, tiedOf(b.Hamlets)
	if b.Place.Position != nil {
		at := orb.Point(*b.Place.Position)
		c.Position = &at
	}
	if c.Technology, err = geo.ParseTechnology(string(b.Technology)); err != nil {
		return c, &geo.PromiseFault{Part: "technology", Vietnamese: fmt.Sprintf("công nghệ %.20q không có: chọn trong %v", string(b.Technology), geo.Technologies()), English: err.Error()}
	}
	if c.Due, err = geo.ParseQuarter(b.Due); err != nil {
		return c, err
	}
	if c.On, err = time.Parse(time.DateOnly, b.Source.Date); err != nil {
		return c, &geo.PromiseFault{Part: "document", Vietnamese: fmt.Sprintf("ngày văn bản %.20q không phải là ngày: viết như 2026-05-01", b.Source.Date), English: fmt.Sprintf("source.date %.20q is no day such as 2026-05-01", b.Source.Date)}
	}
	return c, nil
}

func tiedOf(named []tiedHamlet) []geo.TiedHamlet {
	all := []geo.TiedHamlet{}
	for _, h := range named {
		all = append(all, geo.TiedHamlet{Code: geo.HamletCode(h.Code), Petition: h.Petition})
	}
	return all
}

// knows refuses hamlets that the release does not have: nothing could ever be said
// of them.
func (l *ledger) knows(hamlets []geo.TiedHamlet) error {
	for _, h := range hamlets {
		if _, known := l.places[h.Code]; !known {
			return problem.NoHamlet(string(h.Code), l.frame.Release)
		}
	}
	return nil
}

type changeCommitmentInput struct {
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Version int           `json:"version" minimum:"1" doc:"The one the change was made from"`
		Due     *string       `json:"due" required:"false" maxLength:"60"`
		Notes   *string       `json:"notes" required:"false" maxLength:"5000"`
		Hamlets *[]tiedHamlet `json:"hamlets" required:"false" maxItems:"50" doc:"All of them, not only new ones"`
	}
}

// changeCommitment changes what is said and leaves the rest as it was.
func (s *server) changeCommitment(ctx context.Context, in *changeCommitmentInput) (CommitmentRow, error) {
	l, err := s.ledger(ctx)
	if err != nil {
		return CommitmentRow{}, err
	}
	b := in.Body
	var due geo.Quarter
	if b.Due != nil {
		if due, err = geo.ParseQuarter(*b.Due); err != nil {
			return CommitmentRow{}, err
		}
	}
	var hamlets []geo.TiedHamlet
	if b.Hamlets != nil {
		hamlets = tiedOf(*b.Hamlets)
	}
	changed, err := s.Store.ChangeCommitment(ctx, auth.Actor(ctx), in.ID, b.Version, func(t *geo.Terms) error {
		if b.Due != nil {
			t.Due = due
		}
		if b.Notes != nil {
			t.Notes = *b.Notes
		}
		if b.Hamlets == nil {
			return nil
		}
		t.Hamlets = hamlets
		return l.knows(hamlets)
	})
	if err != nil {
		return CommitmentRow{}, err
	}
	return l.row(changed), nil
}

func (s *server) withdrawCommitment(ctx context.Context, in *commitmentInput) error {
	if s.Store == nil {
		return problem.Absent()
	}
	return s.Store.WithdrawCommitment(ctx, auth.Actor(ctx), in.ID)
}

type commitmentSummaryBody struct {
	commitmentFrame
	Rows []commitmentTally `json:"rows" doc:"Operators whose promises are shown"`
}

type commitmentTally struct {
	Operator   string `json:"operator"`
	Promised   int    `json:"promised" doc:"With nothing on the air yet, overdue ones among them"`
	OnAir      int    `json:"onAir" doc:"On the air and not confirmed"`
	Confirmed  int    `json:"confirmed"`
	Overdue    int    `json:"overdue"`
	OldestDays int    `json:"oldestDays" doc:"Age of the oldest that is not on the air; 0 where there is none"`
}

func (s *server) commitmentSummary(ctx context.Context, _ *struct{}) (commitmentSummaryBody, error) {
	l, err := s.ledger(ctx)
	if err != nil {
		return commitmentSummaryBody{}, err
	}
	found, err := s.Store.Commitments(ctx, l.who, data.CommitmentFilter{})
	body := commitmentSummaryBody{l.frame, []commitmentTally{}}
	for _, o := range geo.Operators() {
		if mayAsk(l.edition, o.Code) != nil {
			continue
		}
		var t planning.Tally
		for _, c := range found {
			if c.Operator == o.Code {
				t.Add(planning.Stand(c.Commitment, l.evidence, l.now))
			}
		}
		body.Rows = append(body.Rows, commitmentTally{string(o.Code), t.Promised, t.OnAir, t.Confirmed, t.Overdue, t.OldestDays})
	}
	return body, err
}
