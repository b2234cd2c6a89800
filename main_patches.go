package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
	"phusong/geo/hex"
)

type patchesCommand struct {
	networkFlags
	Limit  int    `help:"At most so many patches." default:"50"`
	Format string `help:"table or json." enum:"table,json" default:"table"`
	releaseFlags
}

// patchLine is one dark patch with everything its figures must not stand without.
type patchLine struct {
	Centre     [2]float64 `json:"centre"`
	People     int        `json:"people"`
	Hexes      int        `json:"hexes"`
	AreaKm2    float64    `json:"area_km2"`
	Hamlets    []string   `json:"hamlets"`
	Technology string     `json:"technology"`
	Operator   string     `json:"operator"`
	AsOf       string     `json:"as_of"`
	Release    string     `json:"release"`
	Synthetic  bool       `json:"synthetic"`
}

// Run prints the connected inhabited places without signal.
func (c patchesCommand) Run(ctx context.Context, p *place) error {
	network, err := c.network()
	if err != nil {
		return err
	}
	return p.inRelease(ctx, c.releaseFlags, func(store *data.Store, release int64) error {
		view, err := store.LoadView(ctx, release)
		if err != nil {
			return err
		}
		return c.write(os.Stdout, view, network)
	})
}

func (c patchesCommand) write(w io.Writer, view *data.View, network geo.Network) error {
	hamlets := make([]geo.Hamlet, len(view.Hamlets))
	names := map[geo.HamletCode]string{}
	for i, r := range view.Hamlets {
		hamlets[i], names[r.Hamlet.Code] = r.Hamlet, r.Hamlet.Name
	}
	surface := view.Surfaces[slices.Index(geo.Networks(), network)]
	gaps := coverage.DarkPatches(view.Grid, view.HexPeople, surface, geo.ScaleOf(network.Technology), hamlets)
	people := 0.0
	lines := []patchLine{}
	for _, g := range gaps {
		people += g.People
		if len(lines) == c.Limit {
			continue
		}
		line := patchLine{Centre: hex.Centre(g.Centre), People: int(math.Round(g.People)), Hexes: len(g.Hexes), AreaKm2: math.Round(g.AreaKm2*100) / 100,
			Hamlets: []string{}, Technology: network.Technology.String(), Operator: string(network.Operator),
			AsOf: view.Release.AsOf.Format(time.DateOnly), Release: strconv.FormatInt(view.Release.ID, 10), Synthetic: view.Release.Synthetic}
		for _, code := range g.Hamlets {
			line.Hamlets = append(line.Hamlets, names[code]+" ("+string(code)+")")
		}
		lines = append(lines, line)
	}
	if c.Format == "json" {
		out := json.NewEncoder(w)
		out.SetIndent("", "  ")
		return out.Encode(lines)
	}
	fmt.Fprintf(w, "%s, operator %s, as of %s, release %d: %d connected inhabited places without signal, %.0f people",
		network.Technology, network.Operator, view.Release.AsOf.Format(time.DateOnly), view.Release.ID, len(gaps), people)
	fmt.Fprintln(w, invented(view.Release.Synthetic))
	return writePatchTable(w, lines)
}

func writePatchTable(w io.Writer, lines []patchLine) error {
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "people\tkm²\tcentre\thamlets\t")
	for _, l := range lines {
		named := l.Hamlets
		more := ""
		if len(named) > 3 {
			named, more = named[:3], fmt.Sprintf(" and %d more", len(l.Hamlets)-3)
		}
		fmt.Fprintf(out, "%d\t%.2f\t%.4f,%.4f\t%s%s\t\n", l.People, l.AreaKm2, l.Centre[0], l.Centre[1], strings.Join(named, ", "), more)
	}
	return out.Flush()
}
