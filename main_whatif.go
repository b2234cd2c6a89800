package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/data/derive"
	"phusong/geo"
)

type whatIfCommand struct {
	Scenario string   `help:"A scenario as JSON: base and changes, as the API takes them." type:"existingfile" placeholder:"FILE"`
	Add      []string `help:"A mast to put up: lon,lat,operator,technology,… such as 105.21,22.35,viettel,4G. May be given again." placeholder:"MAST" sep:"none"`
	Remove   []string `help:"A site to take down: operator,code. May be given again." placeholder:"SITE" sep:"none"`
	Height   float64  `help:"Antenna height of what is added, m above ground." default:"42"`
	askFlags
	Format string `help:"table, json or geojson: the hamlets that change and the masts." enum:"table,json,geojson" default:"table"`
}

// Run prints what masts would change; nothing is kept.
func (c whatIfCommand) Run(ctx context.Context, p *place) error {
	scenario, err := c.scenario()
	if err != nil {
		return err
	}
	if c.AsOf == "" {
		c.Release = cmp.Or(c.Release, scenario.Base)
	}
	return p.inRelease(ctx, c.releaseFlags, func(store *data.Store, release int64) error {
		question, err := c.read(ctx, store)
		if err != nil {
			return err
		}
		scenario.Base = release
		engine := derive.NewEngine(store)
		shown := begin(fmt.Sprintf("what %d changes would do", len(scenario.Changes)))
		w, err := engine.Scenario(ctx, scenario, func(_ string, done, total int) { shown.progress(done, total) })
		if err != nil {
			return err
		}
		shown.end("")
		answer, err := w.Answer(ctx, engine, question)
		if err != nil {
			return err
		}
		if c.Format == "geojson" {
			return json.NewEncoder(os.Stdout).Encode(whatIfOnMap(scenario, &w, &answer))
		}
		return c.write(os.Stdout, &w, &answer)
	})
}

func (c whatIfCommand) scenario() (s geo.Scenario, err error) {
	if c.Scenario != "" {
		file, err := os.Open(c.Scenario)
		if err != nil {
			return s, err
		}
		defer file.Close()
		if s, err = geo.ReadScenario(file); err != nil {
			return s, fmt.Errorf("%s: %w", c.Scenario, err)
		}
	}
	for i, text := range c.Add {
		added, err := c.added(text, i+1)
		if err != nil {
			return s, fmt.Errorf("--add %s: %w", text, err)
		}
		s.Changes = append(s.Changes, added)
	}
	for _, text := range c.Remove {
		operator, code, _ := strings.Cut(text, ",")
		s.Changes = append(s.Changes, geo.SiteChange{Kind: geo.RemoveSite, Operator: geo.OperatorCode(operator), Site: geo.SiteCode(code)})
	}
	if len(s.Changes) == 0 && c.Scenario == "" {
		return s, fmt.Errorf("nothing changes: give --scenario, --add or --remove")
	}
	return s, s.Check()
}

// added reads lon,lat,operator,technology,….
func (c whatIfCommand) added(text string, number int) (geo.SiteChange, error) {
	words := strings.Split(text, ",")
	if len(words) < 4 {
		return geo.SiteChange{}, fmt.Errorf("lon,lat,operator and one technology or more are needed")
	}
	var at orb.Point
	for i := range at {
		degrees, err := strconv.ParseFloat(strings.TrimSpace(words[i]), 64)
		if err != nil {
			return geo.SiteChange{}, fmt.Errorf("%.40q is no number of degrees", words[i])
		}
		at[i] = degrees
	}
	added := geo.SiteChange{Kind: geo.AddSite, Operator: geo.OperatorCode(strings.TrimSpace(words[2])), Site: geo.SiteCode(fmt.Sprintf("WHAT-IF-%d", number)), At: &at, HeightM: c.Height}
	for _, technology := range words[3:] {
		added.Radio = append(added.Radio, geo.Radio{Technology: strings.TrimSpace(technology)})
	}
	return added, nil
}

// gainLine is what changes for one network under one definition, with everything
// a figure must not stand without.
type gainLine struct {
	Technology string       `json:"technology"`
	Operator   string       `json:"operator"`
	Definition string       `json:"definition"`
	Gained     derive.Count `json:"gained"`
	Lost       derive.Count `json:"lost"`
	Unclear    derive.Count `json:"unclear"`
	Reached    [2]float64   `json:"people_reached"` // before, after
	Release    string       `json:"base_release"`
	AsOf       string       `json:"as_of"`
	Synthetic  bool         `json:"synthetic"`
	Predicted  bool         `json:"predicted"`
}

// gainLines are those of every network by the definition asked for, or by the
// first where runs do not keep it, and then last of what was asked.
func gainLines(w *derive.WhatIf, asked *derive.Answer) []gainLine {
	lineOf := func(g derive.Gain, was, becomes float64) gainLine {
		return gainLine{Technology: string(g.Question.Technologies), Operator: string(g.Question.Operator), Definition: g.Question.Definition.Code,
			Gained: g.Gained, Lost: g.Lost, Unclear: g.Unclear, Reached: [2]float64{was, becomes},
			Release: strconv.FormatInt(w.Release.ID, 10), AsOf: w.Release.AsOf.Format(time.DateOnly), Synthetic: w.Release.Synthetic, Predicted: true}
	}
	d := asked.Question.Definition
	if !d.Plain() {
		d = geo.Definitions()[0]
	}
	var lines []gainLine
	for n := range geo.Networks() {
		was, becomes := w.Reached(n)
		lines = append(lines, lineOf(w.Gain(n, d), was, becomes))
	}
	if _, listed := asked.Question.Stored(); !listed {
		was, becomes := asked.Reached()
		lines = append(lines, lineOf(asked.Gain(), was, becomes))
	}
	return lines
}

func (c whatIfCommand) write(to io.Writer, w *derive.WhatIf, asked *derive.Answer) error {
	lines := gainLines(w, asked)
	if c.Format == "json" {
		out := json.NewEncoder(to)
		out.SetIndent("", "  ")
		return out.Encode(lines)
	}
	fmt.Fprintf(to, "predicted, beside release %d as of %s", w.Release.ID, w.Release.AsOf.Format(time.DateOnly))
	fmt.Fprintln(to, invented(w.Release.Synthetic))
	out := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "technology\toperator\tdefinition\thamlets\thouseholds\tpeople\tpeople reached\t")
	for _, l := range lines {
		if l.Gained == l.Lost && l.Reached[0] == l.Reached[1] {
			continue
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t+%d −%d\t+%d −%d\t+%d −%d\t%+.0f\t\n", l.Technology, l.Operator, l.Definition, l.Gained.Hamlets, l.Lost.Hamlets,
			l.Gained.Households, l.Lost.Households, l.Gained.People, l.Lost.People, l.Reached[1]-l.Reached[0])
	}
	if err := out.Flush(); err != nil {
		return err
	}
	return c.writeFlips(to, asked.Gain())
}

func (c whatIfCommand) writeFlips(to io.Writer, g derive.Gain) error {
	fmt.Fprintf(to, "\n%d hamlets change for %s, operator %s, definition %s\n", len(g.Flips), c.Technology, c.Operator, c.Definition)
	out := tabwriter.NewWriter(to, 0, 0, 2, ' ', 0)
	for _, f := range g.Flips {
		fmt.Fprintf(out, "%s\t%s\t%s\t%v → %v\t\n", f.Hamlet.Code, f.Hamlet.Name, figure(f.Hamlet.People), f.Was, f.Becomes)
	}
	return out.Flush()
}
