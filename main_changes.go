package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"text/tabwriter"
	"time"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
	"phusong/importers/report"
)

type changesCommand struct {
	From int64  `help:"The earlier release; the one before --to by default."`
	To   int64  `help:"The later release; the published one by default." xor:"to"`
	AsOf string `help:"The later release is the last one published by the end of this day in Vietnam." name:"as-of" placeholder:"DATE" xor:"to"`
	questionFlags
	Format string `help:"table, csv or json." enum:"table,csv,json" default:"table"`
}

// changeLine is one hamlet whose verdict changed, with everything a line must
// not stand without.
type changeLine struct {
	Hamlet     string `json:"hamlet"`
	Name       string `json:"name"`
	People     *int   `json:"people"`
	Was        string `json:"was"`
	Is         string `json:"is"`
	Cause      string `json:"cause"`
	Operator   string `json:"mast_operator"`
	Site       string `json:"mast"`
	Definition string `json:"definition"`
	Technology string `json:"technology"`
	Network    string `json:"operator"`
	From       string `json:"from_release"`
	FromAsOf   string `json:"from_as_of"`
	To         string `json:"to_release"`
	ToAsOf     string `json:"to_as_of"`
	Synthetic  bool   `json:"synthetic"`
}

// Run prints the hamlets whose verdict differs between two releases.
func (c changesCommand) Run(ctx context.Context, p *place) error {
	return p.inStore(ctx, func(store *data.Store) error {
		question, err := c.questionFlags.read(ctx, store)
		if err != nil {
			return err
		}
		c.Operator, c.Technology = string(question.Operator), string(question.Technologies)
		from, to, err := c.releases(ctx, store)
		if err != nil {
			return err
		}
		before, after, err := pictures(ctx, store, from, to, question)
		if err != nil {
			return err
		}
		return c.write(os.Stdout, from, to, coverage.Changes(before, after, question))
	})
}

// releases are the two compared, the earlier one first.
func (c changesCommand) releases(ctx context.Context, store *data.Store) (from, to data.Release, err error) {
	later, err := releaseFlags{c.To, c.AsOf}.chosen(ctx, store)
	if err != nil {
		return from, to, err
	}
	if to, err = store.ReleaseByID(ctx, later); err != nil {
		return from, to, err
	}
	if c.From != 0 {
		from, err = store.ReleaseByID(ctx, c.From)
		return from, to, err
	}
	all, err := store.Releases(ctx)
	if err != nil {
		return from, to, err
	}
	for _, r := range all {
		if r.ID < to.ID {
			return r, to, nil
		}
	}
	return from, to, fmt.Errorf("release %d is the first: there is none before it to compare with", to.ID)
}

func pictures(ctx context.Context, store *data.Store, from, to data.Release, q geo.Question) (before, after coverage.Picture, err error) {
	shown := begin("load both releases")
	for i, part := range []struct {
		id int64
		to *coverage.Picture
	}{{from.ID, &before}, {to.ID, &after}} {
		view, err := store.LoadView(ctx, part.id)
		if err != nil {
			return before, after, err
		}
		if *part.to, err = view.Picture(data.NewJudge(view).Verdicts(q)); err != nil {
			return before, after, err
		}
		shown.progress(i+1, 2)
	}
	shown.end("")
	return before, after, nil
}

func (c changesCommand) write(w io.Writer, from, to data.Release, changes []geo.HamletChange) error {
	if c.Format == "table" {
		return c.writeTable(w, from, to, changes)
	}
	lines := []changeLine{}
	for _, h := range changes {
		lines = append(lines, changeLine{
			Hamlet: string(h.Hamlet.Code), Name: h.Hamlet.Name, People: h.Hamlet.People, Was: h.Was.String(), Is: h.Is.String(),
			Cause: string(h.Cause), Operator: string(h.Operator), Site: string(h.Site),
			Definition: c.Definition, Technology: c.Technology, Network: c.Operator,
			From: strconv.FormatInt(from.ID, 10), FromAsOf: from.AsOf.Format(time.DateOnly),
			To: strconv.FormatInt(to.ID, 10), ToAsOf: to.AsOf.Format(time.DateOnly), Synthetic: from.Synthetic || to.Synthetic,
		})
	}
	if c.Format == "json" {
		out := json.NewEncoder(w)
		out.SetIndent("", "  ")
		return out.Encode(lines)
	}
	return writeChangesCSV(w, lines)
}

func writeChangesCSV(w io.Writer, lines []changeLine) error {
	out, err := report.NewCSV(w, false)
	if err != nil {
		return err
	}
	if err := out.Row("hamlet", "name", "people", "was", "is", "cause", "mast_operator", "mast",
		"definition", "technology", "operator", "from_release", "from_as_of", "to_release", "to_as_of", "synthetic"); err != nil {
		return err
	}
	for _, l := range lines {
		if err := out.Row(l.Hamlet, l.Name, l.People, l.Was, l.Is, l.Cause, l.Operator, l.Site,
			l.Definition, l.Technology, l.Network, l.From, l.FromAsOf, l.To, l.ToAsOf, l.Synthetic); err != nil {
			return err
		}
	}
	return out.End()
}

func (c changesCommand) writeTable(w io.Writer, from, to data.Release, changes []geo.HamletChange) error {
	fmt.Fprintf(w, "%s, operator %s, definition %s: release %d (as of %s) → release %d (as of %s)", c.Technology, c.Operator, c.Definition,
		from.ID, from.AsOf.Format(time.DateOnly), to.ID, to.AsOf.Format(time.DateOnly))
	fmt.Fprintln(w, invented(from.Synthetic || to.Synthetic))
	if len(changes) == 0 {
		fmt.Fprintln(w, "no hamlet's verdict changed")
		return nil
	}
	tally := coverage.Sum(changes)
	fmt.Fprintf(w, "%d hamlets better (%d people), %d worse (%d people), %d not comparable\n",
		tally.Better, tally.PeopleBetter, tally.Worse, tally.PeopleWorse, tally.Unclear)
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "hamlet\tname\tpeople\twas\tis\tbecause\tmast\t")
	for _, h := range changes {
		_, because := h.Cause.Words()
		mast := ""
		if h.Site != "" {
			mast = fmt.Sprintf("%s %s", h.Operator, h.Site)
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\t%s\t\n", h.Hamlet.Code, h.Hamlet.Name, figure(h.Hamlet.People), h.Was, h.Is, because, mast)
	}
	return out.Flush()
}
