package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"strconv"
	"text/tabwriter"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
	"phusong/importers/report"
)

type gapsCommand struct {
	By string `help:"Level of the rows." enum:"province,district,commune,hamlet" default:"district"`
	askFlags
	Vintage string `help:"Boundaries to count by: 2024 or 2025-07. The default is that of the hamlet list; districts are always 2024."`
	Format  string `help:"table, csv or json." enum:"table,csv,json" default:"table"`
}

// gapLine is one row of the gap list with everything a number must not stand
// without. Covered…Unknown are people.
type gapLine struct {
	Code       string     `json:"code"`
	Name       string     `json:"name"`
	Level      string     `json:"level"`
	Vintage    string     `json:"vintage"`
	Population int        `json:"population"`
	Households int        `json:"households"`
	Covered    int        `json:"covered"`
	Partial    int        `json:"partial"`
	None       int        `json:"none"`
	Unknown    int        `json:"unknown"`
	Hamlets    gapCounts  `json:"hamlets"`
	AreaKm2    float64    `json:"area_km2"`
	Area       gapAreas   `json:"area"`
	Pieces     []gapPiece `json:"pieces,omitempty"`
	Definition string     `json:"definition"`
	Technology string     `json:"technology"`
	Operator   string     `json:"operator"`
	AsOf       string     `json:"as_of"`
	Release    string     `json:"release"`
	Synthetic  bool       `json:"synthetic"`
}

type gapCounts struct {
	Covered int `json:"covered"`
	Partial int `json:"partial"`
	None    int `json:"none"`
	Unknown int `json:"unknown"`
}

// gapAreas is ground in km², by the verdict of its hamlet.
type gapAreas struct {
	Covered float64 `json:"covered"`
	Partial float64 `json:"partial"`
	None    float64 `json:"none"`
	Unknown float64 `json:"unknown"`
}

// gapPiece is the part of a hamlet that counts in a unit whose border cuts it.
type gapPiece struct {
	Hamlet     string  `json:"hamlet"`
	Name       string  `json:"name"`
	Home       bool    `json:"home"`
	Share      float64 `json:"share"`
	Population int     `json:"population"`
	Households int     `json:"households"`
	AreaKm2    float64 `json:"area_km2"`
}

// Run prints the gap list.
func (c gapsCommand) Run(ctx context.Context, p *place) error {
	j, err := p.judged(ctx, c.askFlags)
	if err != nil {
		return err
	}
	lines, err := c.lines(j)
	if err != nil {
		return err
	}
	switch c.Format {
	case "json":
		out := json.NewEncoder(os.Stdout)
		out.SetIndent("", "  ")
		return out.Encode(lines)
	case "csv":
		return writeGapCSV(os.Stdout, lines)
	}
	return writeGapTable(os.Stdout, lines)
}

func (c gapsCommand) lines(j judgement) ([]gapLine, error) {
	view := j.view
	level, err := geo.ParseLevel(c.By)
	if err != nil {
		return nil, err
	}
	vintage, err := c.vintage(view, level)
	if err != nil {
		return nil, err
	}
	rows := coverage.Gaps(view.Hamlets, view.Units, level, vintage, j.verdicts)
	lines := make([]gapLine, len(rows))
	for i, r := range rows {
		lines[i] = gapLine{
			Code: r.Code, Name: r.Name, Level: r.Level.String(), Vintage: string(r.Vintage),
			Population: r.Population, Households: r.Households,
			Covered: r.People.Covered, Partial: r.People.Partial, None: r.People.None, Unknown: r.People.Unknown,
			Hamlets: gapCounts(r.Hamlets), AreaKm2: km2(r.AreaM2),
			Area:       gapAreas{km2(r.Area.Covered), km2(r.Area.Partial), km2(r.Area.None), km2(r.Area.Unknown)},
			Definition: j.question.Definition.Code, Technology: string(j.question.Technologies), Operator: string(j.question.Operator),
			AsOf: view.Release.AsOf.Format("2006-01-02"), Release: strconv.FormatInt(view.Release.ID, 10), Synthetic: view.Release.Synthetic,
		}
		for _, p := range r.Pieces {
			lines[i].Pieces = append(lines[i].Pieces, gapPiece{string(p.Hamlet), p.Name, p.Home, math.Round(p.Share*1e4) / 1e4, p.People, p.Households, km2(p.M2)})
		}
	}
	return lines, nil
}

// km2 turns whole square metres into km².
func km2(m2 int) float64 { return float64(m2) / 1e6 }

// vintage chooses the boundaries to count by, and refuses what never existed.
func (c gapsCommand) vintage(view *data.View, level geo.Level) (geo.Vintage, error) {
	if c.Vintage == "" {
		if level == geo.LevelDistrict {
			return geo.Vintage2024, nil
		}
		return view.HomeVintage(), nil
	}
	vintage, err := geo.ParseVintage(c.Vintage)
	if err == nil && level == geo.LevelDistrict && vintage != geo.Vintage2024 {
		err = fmt.Errorf("districts ended on 1 July 2025: use --vintage 2024, or --by commune")
	}
	return vintage, err
}

func writeGapCSV(w io.Writer, lines []gapLine) error {
	out, err := report.NewCSV(w, false)
	if err != nil {
		return err
	}
	if err := out.Row("code", "name", "level", "vintage", "population", "households", "covered", "partial", "none", "unknown",
		"hamlets_covered", "hamlets_partial", "hamlets_none", "hamlets_unknown", "area_km2", "covered_km2", "partial_km2", "none_km2", "unknown_km2",
		"definition", "technology", "operator", "as_of", "release", "synthetic"); err != nil {
		return err
	}
	for _, l := range lines {
		if err := out.Row(l.Code, l.Name, l.Level, l.Vintage, l.Population, l.Households, l.Covered, l.Partial, l.None, l.Unknown,
			l.Hamlets.Covered, l.Hamlets.Partial, l.Hamlets.None, l.Hamlets.Unknown, l.AreaKm2, l.Area.Covered, l.Area.Partial, l.Area.None, l.Area.Unknown,
			l.Definition, l.Technology, l.Operator, l.AsOf, l.Release, l.Synthetic); err != nil {
			return err
		}
	}
	return out.End()
}

func writeGapTable(w io.Writer, lines []gapLine) error {
	if len(lines) == 0 {
		fmt.Fprintln(w, "no units of that level and vintage in this release")
		return nil
	}
	l := lines[0]
	fmt.Fprintf(w, "%s, operator %s, definition %s, as of %s, release %s", l.Technology, l.Operator, l.Definition, l.AsOf, l.Release)
	fmt.Fprintln(w, invented(l.Synthetic))
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprintln(out, "code\tname\tkm²\tpeople\tcovered\tpartial\tnone\tunknown\thamlets\tcovered\tpartial\tnone\tunknown\t")
	var total gapLine
	for _, l := range lines {
		writeGapLine(out, l)
		total.add(l)
	}
	total.Name = "total"
	writeGapLine(out, total)
	if err := out.Flush(); err != nil {
		return err
	}
	return writePieces(w, lines)
}

// writePieces says which part of which hamlet counts where.
func writePieces(w io.Writer, lines []gapLine) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, l := range lines {
		for _, p := range l.Pieces {
			counted := "the hamlet counts elsewhere"
			if p.Home {
				counted = "the hamlet counts here"
			}
			fmt.Fprintf(out, "%s %s\tof %s %s (%s):\t%.1f %% of the ground, %d people, %d households\t%s\t\n",
				l.Code, l.Name, p.Hamlet, p.Name, l.Vintage, 100*p.Share, p.Population, p.Households, counted)
		}
	}
	return out.Flush()
}

func writeGapLine(w io.Writer, l gapLine) {
	h := l.Hamlets
	fmt.Fprintf(w, "%s\t%s\t%.1f\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t%d\t\n", l.Code, l.Name, l.AreaKm2, l.Population, l.Covered, l.Partial, l.None, l.Unknown,
		h.Covered+h.Partial+h.None+h.Unknown, h.Covered, h.Partial, h.None, h.Unknown)
}

func (l *gapLine) add(o gapLine) {
	l.AreaKm2 += o.AreaKm2
	l.Population += o.Population
	l.Households += o.Households
	l.Covered += o.Covered
	l.Partial += o.Partial
	l.None += o.None
	l.Unknown += o.Unknown
	l.Hamlets.Covered += o.Hamlets.Covered
	l.Hamlets.Partial += o.Hamlets.Partial
	l.Hamlets.None += o.Hamlets.None
	l.Hamlets.Unknown += o.Hamlets.Unknown
}
