package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
)

type claimsCommand struct {
	List     claimsListCommand     `cmd:"" default:"withargs" help:"Set every claim beside what is computed."`
	Add      claimsAddCommand      `cmd:"" help:"Enter what somebody said of coverage."`
	Withdraw claimsWithdrawCommand `cmd:"" help:"Take a claim off the list; the log keeps it."`
}

type claimsListCommand struct {
	Contradicting string `help:"List the hamlets that speak against this claim, by its id or the beginning of it." placeholder:"ID"`
	releaseFlags
}

// Run prints every claim beside the figure of the release.
func (c claimsListCommand) Run(ctx context.Context, p *place) error {
	return p.inRelease(ctx, c.releaseFlags, func(store *data.Store, release int64) error {
		claims, err := store.Claims(ctx)
		if err != nil {
			return err
		}
		if c.Contradicting != "" {
			claim, err := beginning(claims, c.Contradicting, func(c data.Claim) string { return c.ID }, "claims", "claims")
			if err != nil {
				return err
			}
			claims = []data.Claim{claim}
		}
		questions := make([]geo.Question, len(claims))
		for i, claim := range claims {
			if claim.Subject.OfHamlets() {
				definition, err := store.Definition(ctx, claim.Definition)
				if err != nil {
					return err
				}
				questions[i] = geo.Question{Operator: claim.Operator, Technologies: claim.Technologies, Definition: definition.Definition}
			}
		}
		view, err := viewFor(ctx, store, release, questions...)
		if err != nil {
			return err
		}
		if c.Contradicting != "" {
			return writeAgainst(os.Stdout, view, claims[0], questions[0])
		}
		return writeClaims(view, claims, questions)
	})
}

// writeClaims sets each claim beside the answer to its question.
func writeClaims(view *data.View, claims []data.Claim, questions []geo.Question) error {
	judge := data.NewJudge(view)
	if len(claims) == 0 {
		fmt.Println("nobody's claim is entered yet: phusong claims add --help")
		return nil
	}
	fmt.Printf("beside release %d, as of %s\n", view.Release.ID, view.Release.AsOf.Format(time.DateOnly))
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "said on\tclaim\tabout\tclaimed\tcomputed\tholds\thamlets against\tsource\tid\t")
	for i, claim := range claims {
		_, about := claim.Subject.Words()
		if claim.Subject.OfHamlets() {
			about += fmt.Sprintf(", %s, %s, %s", claim.Technologies, claim.Operator, claim.Definition)
		}
		var verdicts []geo.Verdict
		if claim.Subject.OfHamlets() {
			verdicts = judge.Verdicts(questions[i])
		}
		answer := coverage.CheckClaim(claim.Claim, view.Hamlets, verdicts, stock(view))
		fmt.Fprintf(out, "%s\t%s\t%s\t%g\t%g\t%v\t%d\t%s\t%s\t\n", claim.On.Format(time.DateOnly), claim.Words, about, claim.Value, answer.Computed, answer.Holds, len(answer.Against), claim.Source, claim.ID)
	}
	return out.Flush()
}

// stock counts what radiates in a view, each kind for itself.
func stock(view *data.View) coverage.Stock {
	presences := map[string]bool{}
	for _, s := range view.Sectors {
		presences[strings.Join([]string{string(s.Operator), string(s.SiteCode)}, "\x00")] = true
	}
	return coverage.Stock{Masts: len(view.Masts), Presences: len(presences), Sectors: len(view.Sectors)}
}

type claimsAddCommand struct {
	Words   string    `arg:"" help:"The claim as it was said."`
	Subject string    `help:"hamlets-covered-percent, hamlets-covered, hamlets-partial, hamlets-none, masts, presences or sectors." required:""`
	Value   float64   `help:"The number that was said." required:""`
	Source  string    `help:"Who said it, and where." required:""`
	On      time.Time `help:"The day it was said for." format:"2006-01-02" required:""`
	questionFlags
	District string `help:"Code of a district of 2024; the whole territory by default."`
}

// Run enters a claim.
func (c claimsAddCommand) Run(ctx context.Context, p *place) error {
	return p.inStore(ctx, func(store *data.Store) error {
		question, err := c.questionFlags.read(ctx, store)
		if err != nil {
			return err
		}
		added, err := store.AddClaim(ctx, atTheMachine(), geo.Claim{Subject: geo.Subject(c.Subject), Value: c.Value, Operator: question.Operator, Technologies: question.Technologies, Definition: c.Definition,
			District: geo.AdminCode(c.District), On: c.On, Source: c.Source, Words: c.Words})
		if err != nil {
			return err
		}
		fmt.Println("kept as", added.ID)
		return nil
	})
}

type claimsWithdrawCommand struct {
	ID string `arg:"" help:"The claim's id, as claims lists it."`
}

// Run withdraws a claim.
func (c claimsWithdrawCommand) Run(ctx context.Context, p *place) error {
	return p.inStore(ctx, func(store *data.Store) error {
		return store.WithdrawClaim(ctx, atTheMachine(), c.ID)
	})
}
