package main

import (
	"context"
	"encoding/csv"
	"encoding/json"
	"errors"
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
	"phusong/geo/planning"
)

type chooseCommand struct {
	Budget     float64  `help:"What may be spent: masts, or money where --candidates states costs." default:"12"`
	Operator   string   `help:"Who builds: viettel, vnpt, mobifone or vietnamobile." enum:"viettel,vnpt,mobifone,vietnamobile" default:"viettel"`
	DarkFor    string   `help:"Count the places that nobody covers (any), or that this operator does not." default:"any"`
	Technology string   `help:"2G, 3G, 4G or 5G." default:"4G"`
	Objective  string   `help:"What to light up: people, households or hamlets' centres." enum:"people,households,hamlets" default:"people"`
	Candidates string   `help:"Points to choose from: a CSV with the columns id,lon,lat and, if known, cost. By default dark places and the hilltops about them." type:"existingfile" placeholder:"FILE"`
	Count      int      `help:"How many candidates to look for where none are given." default:"2000"`
	Frequency  float64  `help:"Downlink frequency of what is built, MHz." default:"800"`
	Height     float64  `help:"Antenna height above ground, m." default:"42"`
	Apart      float64  `help:"Least distance between two new masts, km." default:"1"`
	Must       []string `help:"Hamlets that have to be served, by code." placeholder:"CODE"`
	Format     string   `help:"table, json or geojson." enum:"table,json,geojson" default:"table"`
	Release    int64    `help:"The release to build on; the published one by default."`
}

// Run chooses where to build.
func (c chooseCommand) Run(ctx context.Context, p *place) error {
	choice, err := c.choice()
	if err != nil {
		return err
	}
	return p.inRelease(ctx, c.Release, func(store *data.Store, release int64) error {
		engine := derive.NewEngine(store)
		if c.Candidates == "" {
			dark := geo.Network{Operator: choice.DarkFor, Technology: choice.Network.Technology}
			if choice.Candidates, err = engine.Candidates(ctx, release, dark, c.Count); err != nil {
				return err
			}
		}
		shown := begin(fmt.Sprintf("what %d candidates reach", len(choice.Candidates)))
		chosen, err := engine.Choose(ctx, release, choice, func(_ string, done, total int) { shown.progress(done, total) })
		if err != nil {
			return err
		}
		shown.end("%d chosen", len(chosen.Plan.Picks))
		return c.write(os.Stdout, chosen)
	})
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
	choice := derive.Choice{Network: network, DarkFor: darkFor, Objective: derive.Objective(c.Objective), Budget: c.Budget, ApartKm: c.Apart, Mast: c.mast(network)}
	for _, code := range c.Must {
		choice.Must = append(choice.Must, geo.HamletCode(code))
	}
	if c.Candidates != "" {
		choice.Candidates, err = readCandidates(c.Candidates)
	}
	return choice, err
}

// mast is what would be built: three sectors, everything else by default.
func (c chooseCommand) mast(network geo.Network) geo.Presence {
	p := geo.Presence{Operator: network.Operator, MastHeightM: c.Height}
	for _, azimuth := range []float64{0, 120, 240} {
		p.Sectors = append(p.Sectors, geo.Sector{Technology: network.Technology, Frequency: geo.MHz(c.Frequency), HeightM: c.Height, AzimuthDeg: azimuth, AzimuthKnown: true})
	}
	return p
}

// mostCandidates bounds what a file may ask for.
const mostCandidates = 20_000

// readCandidates reads id,lon,lat[,cost].
func readCandidates(path string) ([]planning.Candidate, error) {
	file, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	in := csv.NewReader(io.LimitReader(file, 8<<20))
	in.FieldsPerRecord = -1
	var all []planning.Candidate
	for {
		record, err := in.Read()
		switch {
		case errors.Is(err, io.EOF):
			return all, nil
		case err != nil:
			return nil, fmt.Errorf("%s: %w", path, err)
		case len(all) == 0 && strings.EqualFold(strings.TrimSpace(record[0]), "id"):
			continue // the header
		case len(all) == mostCandidates:
			return nil, fmt.Errorf("%s: more than %d candidates: choose among fewer at a time", path, mostCandidates)
		}
		line, _ := in.FieldPos(0)
		candidate, err := candidateOf(record)
		if err != nil {
			return nil, fmt.Errorf("%s, line %d: %w", path, line, err)
		}
		all = append(all, candidate)
	}
}

func candidateOf(record []string) (planning.Candidate, error) {
	if len(record) < 3 {
		return planning.Candidate{}, fmt.Errorf("%d columns; id,lon,lat and, if known, cost are needed", len(record))
	}
	numbers := []float64{0, 0, 1}
	for i, text := range record[1:min(len(record), 4)] {
		if i == 2 && strings.TrimSpace(text) == "" {
			continue
		}
		n, err := strconv.ParseFloat(strings.TrimSpace(text), 64)
		if err != nil {
			return planning.Candidate{}, fmt.Errorf("%.40q is no number", text)
		}
		numbers[i] = n
	}
	at := orb.Point{numbers[0], numbers[1]}
	if !(at.Lon() >= -180 && at.Lon() <= 180 && at.Lat() >= -90 && at.Lat() <= 90) {
		return planning.Candidate{}, fmt.Errorf("%v is no longitude and latitude in degrees", at)
	}
	return planning.Candidate{ID: strings.TrimSpace(record[0]), Position: at, Cost: numbers[2]}, nil
}

// pickLine is one chosen mast with everything its figures must not stand without.
type pickLine struct {
	Order      int      `json:"order"`
	ID         string   `json:"id"`
	Lon        float64  `json:"lon"`
	Lat        float64  `json:"lat"`
	Gain       float64  `json:"gain"`
	Total      float64  `json:"total"`
	Spent      float64  `json:"spent"`
	Hamlets    []string `json:"hamlets"`
	Objective  string   `json:"objective"`
	Technology string   `json:"technology"`
	Operator   string   `json:"operator"`
	DarkFor    string   `json:"dark_for"`
	AsOf       string   `json:"as_of"`
	Release    string   `json:"release"`
	Synthetic  bool     `json:"synthetic"`
}

func (c chooseCommand) lines(chosen derive.Chosen) []pickLine {
	lines := []pickLine{}
	for i, pick := range chosen.Plan.Picks {
		at := chosen.Problem.Candidates[pick.Candidate]
		line := pickLine{Order: i + 1, ID: at.ID, Lon: at.Position.Lon(), Lat: at.Position.Lat(), Gain: pick.Gain, Total: pick.Value, Spent: pick.Spent,
			Hamlets: []string{}, Objective: c.Objective, Technology: c.Technology, Operator: c.Operator, DarkFor: c.DarkFor,
			AsOf: chosen.Release.AsOf.Format(time.DateOnly), Release: strconv.FormatInt(chosen.Release.ID, 10), Synthetic: chosen.Release.Synthetic}
		for _, h := range chosen.Reached[i] {
			line.Hamlets = append(line.Hamlets, h.Name+" ("+string(h.Code)+")")
		}
		lines = append(lines, line)
	}
	return lines
}

func (c chooseCommand) write(w io.Writer, chosen derive.Chosen) error {
	lines := c.lines(chosen)
	out := json.NewEncoder(w)
	out.SetIndent("", "  ")
	switch c.Format {
	case "json":
		return out.Encode(map[string]any{"picks": lines, "value": chosen.Plan.Value, "bound": chosen.Plan.Bound, "dark": chosen.Dark, "unserved": len(chosen.Plan.Unserved)})
	case "geojson":
		return out.Encode(picksOnMap(lines))
	}
	return c.writeTable(w, chosen, lines)
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

func (c chooseCommand) writeTable(w io.Writer, chosen derive.Chosen, lines []pickLine) error {
	plan := chosen.Plan
	fmt.Fprintf(w, "%s of %s at %g MHz, %g m; dark for %s: %.0f %s, as of %s, release %d", c.Technology, c.Operator, c.Frequency, c.Height, c.DarkFor,
		chosen.Dark, c.Objective, chosen.Release.AsOf.Format(time.DateOnly), chosen.Release.ID)
	if chosen.Release.Synthetic {
		fmt.Fprint(w, " — dữ liệu mẫu, invented sample")
	}
	fmt.Fprintf(w, "\n%d masts for %g light up %.0f; no choice among the %d candidates can exceed %.0f (at most %.1f %% more)\n",
		len(plan.Picks), plan.Cost, plan.Value, len(chosen.Problem.Candidates), plan.Bound, 100*(plan.Bound/max(plan.Value, 1)-1))
	if n := len(plan.Unserved); n > 0 {
		fmt.Fprintf(w, "%d places that must be served cannot be by any candidate within the budget\n", n)
	}
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "order\tid\tplace\tadds\tin all\tspent\tlights the centre of\t")
	for _, l := range lines {
		named, more := l.Hamlets, ""
		if len(named) > 3 {
			named, more = named[:3], fmt.Sprintf(" and %d more", len(l.Hamlets)-3)
		}
		fmt.Fprintf(out, "%d\t%s\t%.4f,%.4f\t%.0f\t%.0f\t%g\t%s%s\t\n", l.Order, l.ID, l.Lon, l.Lat, l.Gain, l.Total, l.Spent, strings.Join(named, ", "), more)
	}
	return out.Flush()
}
