package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"text/tabwriter"
	"time"

	"phusong/data"
	"phusong/data/derive"
	"phusong/geo"
	"phusong/geo/planning"
	"phusong/importers/candidate"
)

type chooseCommand struct {
	Budget     float64            `help:"What may be spent: masts, or millions of đồng with --unit money." default:"12"`
	Unit       string             `help:"What the budget counts: masts or money." enum:"masts,money" default:"masts"`
	Operator   string             `help:"Who builds: viettel, vnpt, mobifone or vietnamobile." enum:"viettel,vnpt,mobifone,vietnamobile" default:"viettel"`
	DarkFor    string             `help:"Count the places that nobody covers (any), or that this operator does not." default:"any"`
	Technology string             `help:"2G, 3G, 4G or 5G." default:"4G"`
	Objective  string             `help:"What to light up: people, households or hamlets." enum:"people,households,hamlets" default:"people"`
	Definition string             `help:"Count hamlets by how far they come towards covered under this definition; without it, people and households where they live, and hamlets by the first definition."`
	Candidates string             `help:"Places to choose from: CSV, XLSX, GeoJSON or another map file with id, lon, lat and, if known, cost and grid." type:"existingfile" placeholder:"FILE"`
	From       []string           `help:"Where candidates are looked for: dark places, hamlet edges, hilltops, grid, masts to be shared. By default dark and hilltops, where no file is given."`
	Count      int                `help:"How many candidates to look for." default:"2000"`
	GridKm     float64            `help:"Distance between the points of --from grid, km." default:"2" name:"grid-km"`
	Frequency  []float64          `help:"Downlink frequencies of what is built, MHz." default:"800"`
	Height     float64            `help:"Antenna height above ground, m." default:"42"`
	Apart      float64            `help:"Least distance between two new masts, km." default:"1"`
	Must       []string           `help:"Hamlets that have to be served, by code." placeholder:"CODE"`
	Cost       map[string]float64 `help:"Change figures of the cost model: --cost tower.perMetre=12;equipment=500 (names stand in --format json)." placeholder:"NAME=VALUE"`
	Microwave  float64            `help:"Frequency of microwave hops, GHz." default:"7.5"`
	Format     string             `help:"table, json or geojson." enum:"table,json,geojson" default:"table"`
	releaseFlags
}

// Run chooses where to build.
func (c chooseCommand) Run(ctx context.Context, p *place) error {
	choice, err := c.choice()
	if err != nil {
		return err
	}
	return p.inRelease(ctx, c.releaseFlags, func(store *data.Store, release int64) error {
		if c.Definition != "" {
			definition, err := store.Definition(ctx, c.Definition)
			if err != nil {
				return err
			}
			choice.Definition = &definition.Definition
		}
		shown := begin("what candidates reach")
		chosen, err := derive.NewEngine(store).Choose(ctx, release, choice, func(_ string, done, total int) {
			shown.progress(done, total)
		})
		if err != nil {
			return err
		}
		shown.end("%d chosen", len(chosen.Picks))
		return c.write(os.Stdout, chosen)
	})
}

// openChooser makes what computes the choices asked for on the page, until ctx
// ends; stop waits for it.
func openChooser(ctx context.Context, store *data.Store, engine *derive.Engine, log *slog.Logger) (c *derive.Chooser, stop func(), err error) {
	if c, err = derive.NewChooser(store, engine, log, derive.DefaultChooserTimes()); err != nil {
		return nil, nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	go c.Run(ctx)
	return c, func() {
		cancel()
		<-c.Closed()
	}, nil
}

func (c chooseCommand) choice() (derive.Choice, error) {
	network, err := geo.ParseNetwork(c.Operator, c.Technology)
	if err != nil {
		return derive.Choice{}, err
	}
	darkFor, err := geo.ParseOperator(c.DarkFor)
	if err != nil {
		return derive.Choice{}, fmt.Errorf("--dark-for: %w", err)
	}
	choice := derive.Choice{Network: network, DarkFor: darkFor, Objective: derive.Objective(c.Objective), Budget: c.Budget, Unit: derive.Unit(c.Unit), ApartKm: c.Apart,
		Mast: derive.MastOf(network, c.Frequency, c.Height), Most: c.Count, GridKm: c.GridKm, Hops: planning.DefaultHops()}
	choice.Hops.FrequencyGHz = c.Microwave
	for _, code := range c.Must {
		choice.Must = append(choice.Must, geo.HamletCode(code))
	}
	if choice.Costs, err = planning.DefaultCosts().With(c.Cost, "--cost"); err != nil {
		return derive.Choice{}, err
	}
	return choice, c.candidates(&choice)
}

// candidates reads the given ones and where others are looked for.
func (c chooseCommand) candidates(to *derive.Choice) error {
	from := c.From
	if c.Candidates == "" && len(from) == 0 {
		from = []string{"dark", "hilltops"}
	}
	for _, name := range from {
		source, err := planning.ParseSource(name)
		if err != nil {
			return fmt.Errorf("--from: %w", err)
		}
		to.Sources = append(to.Sources, source)
	}
	if c.Candidates == "" {
		return nil
	}
	content, err := os.ReadFile(c.Candidates)
	if err != nil {
		return err
	}
	list, err := candidate.Read(filepath.Base(c.Candidates), content, derive.MostGiven)
	if err != nil {
		return fmt.Errorf("%s: %w", c.Candidates, err)
	}
	for _, i := range list.Refused {
		fmt.Fprintf(os.Stderr, "%s, row %d: %s\n", c.Candidates, i.Row, i.English)
	}
	to.Given = list.Given()
	return nil
}

// pickLine is one chosen mast with everything its figures must not stand without.
type pickLine struct {
	derive.ChosenPick
	Objective  string `json:"objective"`
	Definition string `json:"definition"`
	JudgedBy   string `json:"judgedBy"`
	Technology string `json:"technology"`
	Operator   string `json:"operator"`
	DarkFor    string `json:"darkFor"`
	AsOf       string `json:"asOf"`
	Release    string `json:"release"`
	Synthetic  bool   `json:"synthetic"`
}

func (c chooseCommand) lines(chosen derive.Chosen) []pickLine {
	lines := []pickLine{}
	for _, pick := range chosen.Picks {
		lines = append(lines, pickLine{pick, c.Objective, chosen.Definition, chosen.JudgedBy, c.Technology, c.Operator, c.DarkFor,
			chosen.AsOf.Format(time.DateOnly), strconv.FormatInt(chosen.Release, 10), chosen.Synthetic})
	}
	return lines
}

func (c chooseCommand) write(w io.Writer, chosen derive.Chosen) error {
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	switch c.Format {
	case "json":
		return out.Encode(chosen)
	case "geojson":
		return out.Encode(picksOnMap(c.lines(chosen)))
	}
	return c.writeTable(w, chosen)
}

// picksOnMap is a work list for any GIS: GeoJSON (RFC 7946).
func picksOnMap(lines []pickLine) any {
	type geometry struct {
		Type        string     `json:"type"`
		Coordinates [2]float64 `json:"coordinates"`
	}
	type feature struct {
		Type       string   `json:"type"`
		ID         string   `json:"id"`
		Geometry   geometry `json:"geometry"`
		Properties pickLine `json:"properties"`
	}
	features := []feature{}
	for _, l := range lines {
		features = append(features, feature{"Feature", l.ID, geometry{"Point", [2]float64{l.Lon, l.Lat}}, l})
	}
	return map[string]any{"type": "FeatureCollection", "features": features}
}

func (c chooseCommand) writeTable(w io.Writer, chosen derive.Chosen) error {
	counted := "where they live"
	if chosen.Definition != "" {
		counted = "by how far their hamlets come towards covered, definition " + chosen.Definition
	}
	fmt.Fprintf(w, "%s of %s at %s MHz, %g m; dark for %s: %.0f %s (%s), as of %s, release %d", c.Technology, c.Operator, chosen.Said(), c.Height, c.DarkFor,
		chosen.Open, c.Objective, counted, chosen.AsOf.Format(time.DateOnly), chosen.Release)
	if chosen.Synthetic {
		fmt.Fprint(w, " — dữ liệu mẫu, invented sample")
	}
	fmt.Fprintf(w, "\n%d masts for %g %s light up %.0f. %s\n", len(chosen.Picks), chosen.Spent, c.Unit, chosen.Value, chosen.Proof.English)
	fmt.Fprintf(w, "%d hamlets with %d people become covered (definition %s); the cost model, assumed where --cost says nothing, comes to %.0f million đồng\n",
		chosen.Hamlets, chosen.People, chosen.JudgedBy, chosen.Money)
	for _, r := range chosen.Refused {
		fmt.Fprintf(w, "candidate %s was left out: %s\n", r.ID, r.English)
	}
	for _, m := range chosen.Must {
		if m.State == derive.MustUnserved {
			fmt.Fprintf(w, "%s (%s) must be served and cannot be by any candidate within the budget\n", m.Name, m.Code)
		}
	}
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "order\tid\tplace\tadds\tin all\tspent\tpower\tbackhaul\tcovers\t")
	for _, l := range chosen.Picks {
		var named []string
		for _, h := range l.Hamlets[:min(3, len(l.Hamlets))] {
			named = append(named, h.Name+" ("+string(h.Code)+")")
		}
		if more := len(l.Hamlets) - len(named); more > 0 {
			named = append(named, fmt.Sprintf("and %d more", more))
		}
		backhaul := l.Cost.Backhaul
		if len(l.Hops) > 0 && l.Hops[0].Clear {
			backhaul += fmt.Sprintf(" %s %.1f km", l.Hops[0].Mast, l.Hops[0].DistanceKm)
		}
		fmt.Fprintf(out, "%d\t%s\t%.4f,%.4f\t%.0f\t%.0f\t%g\t%s\t%s\t%s\t\n", l.Order, l.ID, l.Lon, l.Lat, l.Gain, l.Value, l.Spent, l.Cost.Power, backhaul, strings.Join(named, ", "))
	}
	return out.Flush()
}
