package main

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"phusong/data"
	"phusong/geo"
	"phusong/importers/commitment"
)

func tiedOf(named map[string]string) (tied []geo.TiedHamlet) {
	for _, code := range slices.Sorted(maps.Keys(named)) {
		tied = append(tied, geo.TiedHamlet{Code: geo.HamletCode(code), Petition: named[code]})
	}
	return tied
}

// hamletsOf tells which hamlets a release has.
func hamletsOf(ctx context.Context, store *data.Store, release int64) (func(geo.HamletCode) bool, error) {
	view, err := store.LoadSummary(ctx, release)
	if err != nil {
		return nil, err
	}
	known := map[geo.HamletCode]bool{}
	for i := range view.Hamlets {
		known[view.Hamlets[i].Hamlet.Code] = true
	}
	return func(code geo.HamletCode) bool { return known[code] }, nil
}

type commitmentsImportCommand struct {
	File string `arg:"" help:"List of promises: .csv or .xlsx with a quarter in each row." type:"existingfile"`
	promiseFlags
	DryRun bool `help:"Answer every row and keep nothing." name:"dry-run"`
}

// mostPromises is how many rows a file may have.
const mostPromises = 2000

// Run answers every row of a file and keeps what can be kept. It fails where no row
// could be.
func (c commitmentsImportCommand) Run(ctx context.Context, p *place) error {
	content, err := os.ReadFile(c.File)
	if err != nil {
		return err
	}
	var first geo.Commitment
	if err := c.fill(&first); err != nil {
		return err
	}
	return p.inRelease(ctx, releaseFlags{}, func(store *data.Store, release int64) error {
		known, err := hamletsOf(ctx, store, release)
		if err != nil {
			return err
		}
		rows, err := commitment.Read(filepath.Base(c.File), content, commitment.Options{Operator: first.Operator, Technology: first.Technology, Document: first.Document, On: first.On, Hamlet: known, Most: mostPromises})
		if err != nil {
			return fmt.Errorf("%s: %w: %w", c.File, errRefused, err)
		}
		return c.keep(ctx, store, rows)
	})
}

func (c commitmentsImportCommand) keep(ctx context.Context, store *data.Store, rows []commitment.Row) error {
	if !c.DryRun {
		err := commitment.Enter(ctx, rows, func(ctx context.Context, promise geo.Commitment) error {
			_, err := store.AddCommitment(ctx, atTheMachine(), promise)
			return err
		})
		if err != nil {
			return err
		}
	}
	for _, r := range rows {
		fmt.Printf("%d: %s  %s %s %s %s\n", r.Row, r.Fate(), r.Operator, r.Site, r.Commitment.Technology, r.Due)
		for _, i := range r.Issues {
			fmt.Printf("    %s %s [%s] %s — %s\n", placeOfIssue(i), i.Severity, i.Code, i.Vietnamese, i.English)
		}
	}
	dry := ""
	if c.DryRun {
		dry = " (dry run, nothing kept)"
	}
	counts := commitment.Count(rows)
	fmt.Printf("%s: %d rows = %d taken + %d corrected + %d refused%s\n", filepath.Base(c.File), len(rows), counts[commitment.Taken], counts[commitment.Corrected], counts[commitment.Refused], dry)
	if counts[commitment.Refused] == len(rows) {
		return fmt.Errorf("every row was %w", errRefused)
	}
	return nil
}

type commitmentsChangeCommand struct {
	ID    string            `arg:"" help:"The promise's id, or how it begins."`
	Due   string            `help:"Another quarter."`
	Notes *string           `help:"Other notes."`
	Tie   map[string]string `help:"Tie hamlets, or change their petitions: --tie CODE=PETITION." placeholder:"CODE=PETITION"`
	Untie []string          `help:"Hamlets that it is tied to no more." placeholder:"CODE"`
}

// Run changes the terms; those before stay in the history.
func (c commitmentsChangeCommand) Run(ctx context.Context, p *place) error {
	return p.inRelease(ctx, releaseFlags{}, func(store *data.Store, release int64) error {
		promise, err := promiseNamed(ctx, store, c.ID)
		if err != nil {
			return err
		}
		known, err := hamletsOf(ctx, store, release)
		if err != nil {
			return err
		}
		changed, err := store.ChangeCommitment(ctx, atTheMachine(), promise.ID, promise.Version, func(t *geo.Terms) (err error) {
			if c.Due != "" {
				if t.Due, err = geo.ParseQuarter(c.Due); err != nil {
					return err
				}
			}
			if c.Notes != nil {
				t.Notes = *c.Notes
			}
			return c.tie(t, known)
		})
		if err != nil {
			return err
		}
		fmt.Printf("version %d: due %s, %d hamlets\n", changed.Version, changed.Due, len(changed.Hamlets))
		return nil
	})
}

// tie changes the hamlets.
func (c commitmentsChangeCommand) tie(t *geo.Terms, known func(geo.HamletCode) bool) error {
	t.Hamlets = slices.DeleteFunc(slices.Clone(t.Hamlets), func(h geo.TiedHamlet) bool {
		_, again := c.Tie[string(h.Code)]
		return again || slices.Contains(c.Untie, string(h.Code))
	})
	for _, h := range tiedOf(c.Tie) {
		if !known(h.Code) {
			return fmt.Errorf("there is no hamlet %q: phusong find has the codes", h.Code)
		}
		t.Hamlets = append(t.Hamlets, h)
	}
	return nil
}

// promiseNamed finds the one standing promise whose id begins with a text.
func promiseNamed(ctx context.Context, store *data.Store, id string) (found data.Commitment, err error) {
	all, err := store.Commitments(ctx, atTheDesk(), data.CommitmentFilter{})
	if err != nil {
		return found, err
	}
	return beginning(all, id, func(c data.Commitment) string { return c.ID }, "standing promises", "commitments")
}

type commitmentsWithdrawCommand struct {
	ID string `arg:"" help:"The promise's id, or how it begins."`
}

// Run withdraws a promise.
func (c commitmentsWithdrawCommand) Run(ctx context.Context, p *place) error {
	return p.inStore(ctx, func(store *data.Store) error {
		promise, err := promiseNamed(ctx, store, c.ID)
		if err != nil {
			return err
		}
		return store.WithdrawCommitment(ctx, atTheMachine(), promise.ID)
	})
}
