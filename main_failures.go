package main

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strconv"
	"strings"
	"text/tabwriter"

	"phusong/data"
	"phusong/data/derive"
	"phusong/geo"
	"phusong/geo/planning"
)

// failureFlags say whose signal is asked about.
type failureFlags struct {
	askFlags
	Format string `help:"table or json." enum:"table,json" default:"table"`
}

type failuresCommand struct {
	failureFlags
	Kind  string `help:"What fails: mast, site, feeder, fibre or operator." enum:"mast,site,feeder,fibre,operator" default:"mast"`
	Limit int    `help:"At most so many lines." default:"30"`
}

type failCommand struct {
	failureFlags
	Sites []string `arg:"" help:"Sites as OPERATOR:CODE, or a code that only one operator has; or ids of masts."`
}

// failureLine is a part or an event, with everything its figures must not stand
// without. Dark is what falls to none, Fell what falls at all.
type failureLine struct {
	Kind       string   `json:"kind"`
	Name       string   `json:"name"`
	Stations   []string `json:"stations"`
	Dark       int      `json:"dark_hamlets"`
	DarkPeople int      `json:"dark_people"`
	Fell       int      `json:"fell_hamlets"`
	FellPeople int      `json:"fell_people"`
	Hamlets    []string `json:"hamlets"`
	Technology string   `json:"technology"`
	Operator   string   `json:"operator"`
	Definition string   `json:"definition"`
	AsOf       string   `json:"as_of"`
	Release    string   `json:"release"`
	Synthetic  bool     `json:"synthetic"`
}

// reliance opens a release and works out who relies on what in it.
func (f failureFlags) reliance(ctx context.Context, p *place, do func(data.Release, *planning.Reliance, int, geo.Definition) error) error {
	return p.inRelease(ctx, f.releaseFlags, func(store *data.Store, id int64) error {
		q, err := f.read(ctx, store)
		if err != nil {
			return err
		}
		if !q.Definition.Plain() {
			return fmt.Errorf("definition %s counts signal by levels of its own, which is not told of what fails: use %s", f.Definition, "centre, people, area or one without levels")
		}
		release, err := store.ReleaseByID(ctx, id)
		if err != nil {
			return err
		}
		r, err := derive.NewReliances(derive.NewEngine(store)).Reliance(ctx, id)
		if err != nil {
			return err
		}
		return do(release, r, planning.PlaceOf(planning.Channel{Operator: q.Operator, Technologies: q.Technologies}), q.Definition)
	})
}

// Run ranks what may fail by the people who depend on it alone.
func (c failuresCommand) Run(ctx context.Context, p *place) error {
	return c.reliance(ctx, p, func(release data.Release, r *planning.Reliance, channel int, d geo.Definition) error {
		parts, lines := r.Parts(planning.Kind(c.Kind)), []failureLine{}
		for _, f := range r.Failures(planning.Kind(c.Kind), channel) {
			if line := c.line(release, r, parts[f.Part].Stations, f.Falls, d); line.Fell > 0 {
				line.Kind, line.Name = c.Kind, parts[f.Part].ID
				lines = append(lines, line)
			}
		}
		slices.SortStableFunc(lines, func(a, b failureLine) int {
			return cmp.Or(cmp.Compare(b.DarkPeople, a.DarkPeople), cmp.Compare(b.FellPeople, a.FellPeople))
		})
		if len(parts) == 0 {
			fmt.Printf("no list names what sites hang on: kind %s is not known\n", c.Kind)
		}
		return c.write(lines[:min(c.Limit, len(lines))])
	})
}

// Run tells what is left when some sites fail at once.
func (c failCommand) Run(ctx context.Context, p *place) error {
	return c.reliance(ctx, p, func(release data.Release, r *planning.Reliance, channel int, d geo.Definition) error {
		var stations []planning.Station
		for _, name := range c.Sites {
			found, err := stationsNamed(r, name)
			if err != nil {
				return err
			}
			stations = append(stations, found...)
		}
		line := c.line(release, r, stations, r.Without(stations)[channel], d)
		line.Kind, line.Name = "event", strings.Join(c.Sites, " ")
		return c.write([]failureLine{line})
	})
}

// stationsNamed finds OPERATOR:CODE, a code of one operator, or all of a mast.
func stationsNamed(r *planning.Reliance, name string) ([]planning.Station, error) {
	operator, code, named := strings.Cut(name, ":")
	if !named {
		operator, code = "", name
	}
	var found []planning.Station
	for _, part := range r.Parts(planning.KindMast) {
		if part.ID == name {
			return part.Stations, nil
		}
		for _, s := range part.Stations {
			if strings.EqualFold(string(s.Code), code) && (operator == "" || string(s.Operator) == operator) {
				found = append(found, s)
			}
		}
	}
	if len(found) != 1 {
		return nil, fmt.Errorf("%d sites on the air are called %q: write OPERATOR:CODE as the list has it", len(found), name)
	}
	return found, nil
}

func (f failureFlags) line(release data.Release, r *planning.Reliance, stations []planning.Station, falls []planning.Fall, d geo.Definition) failureLine {
	line := failureLine{Hamlets: []string{}, Technology: f.Technology, Operator: f.Operator, Definition: d.Code,
		AsOf: release.AsOf.Format("2006-01-02"), Release: strconv.FormatInt(release.ID, 10), Synthetic: release.Synthetic}
	for _, s := range stations {
		line.Stations = append(line.Stations, string(s.Operator)+":"+string(s.Code))
	}
	for _, fall := range falls {
		h, was, is := r.Hamlets[fall.Hamlet], d.Verdict(fall.Was), d.Verdict(fall.Leaves)
		if h.Kind == geo.HamletRest || !planning.Fell(was, is) {
			continue
		}
		people := 0
		if h.People != nil {
			people = *h.People
		}
		line.Fell, line.FellPeople = line.Fell+1, line.FellPeople+people
		if planning.Dark(was, is) {
			line.Dark, line.DarkPeople = line.Dark+1, line.DarkPeople+people
		}
		line.Hamlets = append(line.Hamlets, string(h.Code))
	}
	return line
}

func (f failureFlags) write(lines []failureLine) error {
	if f.Format == "json" {
		out := json.NewEncoder(os.Stdout)
		out.SetIndent("", "  ")
		return out.Encode(lines)
	}
	if len(lines) == 0 {
		fmt.Println("nothing falls")
		return nil
	}
	l := lines[0]
	fmt.Printf("%s, operator %s, definition %s, as of %s, release %s", l.Technology, l.Operator, l.Definition, l.AsOf, l.Release)
	fmt.Println(invented(l.Synthetic))
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "name\tto none: hamlets\tpeople\tfell: hamlets\tpeople\tstations\thamlets")
	for _, l := range lines {
		fmt.Fprintf(out, "%s\t%d\t%d\t%d\t%d\t%s\t%s\n", l.Name, l.Dark, l.DarkPeople, l.Fell, l.FellPeople, firstOf(l.Stations, 4), firstOf(l.Hamlets, 6))
	}
	return out.Flush()
}

// firstOf joins some of many words.
func firstOf(all []string, most int) string {
	if len(all) <= most {
		return strings.Join(all, " ")
	}
	return fmt.Sprintf("%s … and %d more", strings.Join(all[:most], " "), len(all)-most)
}
