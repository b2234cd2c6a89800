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
)

type definitionsCommand struct {
	List   definitionsListCommand   `cmd:"" default:"1" help:"List what may be asked for, retired ones too."`
	Add    definitionsAddCommand    `cmd:"" help:"Add a definition. It never changes: what is meant differently has another code."`
	Retire definitionsRetireCommand `cmd:"" help:"No longer offer a definition; what was said by it can still be asked."`
}

type definitionsListCommand struct{}

// Run lists the definitions and the sets of technologies.
func (c definitionsListCommand) Run(ctx context.Context, p *place) error {
	return p.inStore(ctx, func(store *data.Store) error {
		all, err := store.Definitions(ctx)
		if err != nil {
			return err
		}
		out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(out, "definition\tbasis\tcovered from\tdark below\tlevels dBm\tconfidence\tadded\tmeans\t")
		for _, d := range all {
			fmt.Fprintf(out, "%s\t%s\t%g\t%g\t%s\t%g\t%s\t%s\t\n", d.Code, d.Basis, d.CoveredFrom, d.NoneBelow, levelsOf(d.Definition), d.Confidence, addedOf(d), d.English)
		}
		fmt.Fprintln(out, "\t\t\t\t\t\t\t\t")
		fmt.Fprintln(out, "technology\tof which any will do\t\t\t\t\t\t\t")
		for _, set := range geo.TechnologySets() {
			_, english := set.Words()
			fmt.Fprintf(out, "%s\t%s\t\t\t\t\t\t\t\n", set, english)
		}
		return out.Flush()
	})
}

// levelsOf writes the least levels, those of the definition's own with a mark.
func levelsOf(d geo.Definition) string {
	var all []string
	for _, t := range geo.Technologies() {
		mark := ""
		if _, own := d.Levels[t]; own {
			mark = "!"
		}
		all = append(all, fmt.Sprintf("%s%s %g", t, mark, float64(d.Least(t))))
	}
	return strings.Join(all, ", ")
}

func addedOf(d data.Definition) string {
	if d.BuiltIn() {
		return "always there"
	}
	said := fmt.Sprintf("%s by %s", d.AddedAt.Format(time.DateOnly), d.AddedBy)
	if d.RetiredAt != nil {
		said += ", retired " + d.RetiredAt.Format(time.DateOnly)
	}
	return said
}

type definitionsAddCommand struct {
	Code        string             `arg:"" help:"How it is called: small letters, digits and hyphens, such as people-95."`
	Basis       string             `help:"What is counted: centre, people or area." enum:"centre,people,area" required:""`
	CoveredFrom float64            `help:"Share, 0 to 1, of people or area from which a hamlet is covered."`
	NoneBelow   float64            `help:"Share under which it is dark." default:"0.1"`
	Level       map[string]float64 `help:"Least level that counts as signal, dBm, by technology: --level 4G=-105. That of the classes by default."`
	Confidence  float64            `help:"How likely what counts must have signal: 0.5, the median, to 0.99." default:"0.5"`
	Vi          string             `help:"What it means, in Vietnamese." required:""`
	En          string             `help:"What it means, in English." required:""`
	Source      string             `help:"Where it comes from: a decision, a letter, a norm." required:""`
}

// Run adds a definition.
func (c definitionsAddCommand) Run(ctx context.Context, p *place) error {
	d := geo.Definition{Code: c.Code, Basis: geo.Basis(c.Basis), CoveredFrom: c.CoveredFrom, NoneBelow: c.NoneBelow,
		Vietnamese: c.Vi, English: c.En, Source: c.Source, Confidence: c.Confidence, Levels: map[geo.Technology]geo.DBm{}}
	for name, level := range c.Level {
		t, err := geo.ParseTechnology(name)
		if err != nil {
			return fmt.Errorf("--level: %w", err)
		}
		d.Levels[t] = geo.DBm(level)
	}
	return p.inStore(ctx, func(store *data.Store) error {
		added, err := store.AddDefinition(ctx, atTheMachine(), d)
		if err != nil {
			return err
		}
		fmt.Printf("added %s: phusong gaps --definition %s\n", added.Code, added.Code)
		return nil
	})
}

type definitionsRetireCommand struct {
	Code string `arg:"" help:"The definition's code."`
}

// Run retires a definition.
func (c definitionsRetireCommand) Run(ctx context.Context, p *place) error {
	return p.inStore(ctx, func(store *data.Store) error {
		retired, err := store.RetireDefinition(ctx, atTheMachine(), c.Code)
		if err == nil {
			fmt.Printf("%s is no longer offered, since %s\n", retired.Code, retired.RetiredAt.Format(time.DateTime))
		}
		return err
	})
}
