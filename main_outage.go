package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"text/tabwriter"
	"time"

	"phusong/api/paper"
	"phusong/data"
	"phusong/data/derive"
	"phusong/geo"
	"phusong/geo/planning"
)

type outageCommand struct {
	List   outageListCommand   `cmd:"" default:"1" help:"List the outages, open ones first."`
	Open   outageOpenCommand   `cmd:"" help:"Open an outage: a storm, a cut line."`
	Add    outageAddCommand    `cmd:"" help:"Say which sites fell silent, or are back; every line is answered."`
	Close  outageCloseCommand  `cmd:"" help:"Close an outage: nothing more is said in it."`
	Report outageReportCommand `cmd:"" help:"Tell who is cut off: in words for the phone, or as a .pdf or .xlsx."`
}

// Help shows the commands as they follow each other in a storm.
func (outageCommand) Help() string {
	return `Examples:
  phusong outage open "Bão số 3"                               prints the outage's id
  phusong outage add 01a2 TQG0123 TQG0456 --cause power        by code
  phusong outage add 01a2 --file mat-lien-lac.xlsx             as the operator sent it
  phusong outage add 01a2 TQG0123 --restored                   it is back
  phusong outage report 01a2                                   to be read over the phone
  phusong outage report 01a2 --out bao-cao.pdf --number 3      the third report, as it was
The beginning of an id will do where only one outage has it.`
}

// atTheDesk is who the commands ask and speak as: whoever is at the machine may
// read and write whatever staff may.
func atTheDesk() data.Audience { return data.Audience{Role: data.Planner} }

type outageListCommand struct{}

// Run lists the outages.
func (outageListCommand) Run(ctx context.Context, p *place) error {
	return p.outages(ctx, func(store *data.Store, all []data.Outage) error {
		if len(all) == 0 {
			fmt.Println("no outage was opened yet: phusong outage open NAME")
			return nil
		}
		out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
		fmt.Fprintln(out, "state\tname\tbegan\topened by\tof\tid\t")
		for _, o := range all {
			state, of := "open", string(o.Operator)
			if o.ClosedAt != nil {
				state = "closed"
			}
			if of == "" {
				of = "staff"
			}
			fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s\t\n", state, o.Name, localTime(o.StartedAt), o.OpenedBy, of, o.ID)
		}
		return out.Flush()
	})
}

// localTime is a time as people in Viet Nam read it.
func localTime(t time.Time) string {
	return t.In(time.FixedZone("Asia/Ho_Chi_Minh", 7*3600)).Format("2006-01-02 15:04")
}

// outages reads the list of them and asks.
func (p *place) outages(ctx context.Context, ask func(*data.Store, []data.Outage) error) error {
	return p.inStore(ctx, func(store *data.Store) error {
		all, err := store.Outages(ctx, atTheDesk())
		if err != nil {
			return err
		}
		return ask(store, all)
	})
}

// outageNamed finds the one outage whose id begins with a text.
func outageNamed(all []data.Outage, id string) (found data.Outage, err error) {
	return beginning(all, id, func(o data.Outage) string { return o.ID }, "outages", "outage")
}

type outageOpenCommand struct {
	Name    string    `arg:"" help:"What it is called: Bão số 3."`
	Started time.Time `help:"When it began, such as 2026-11-22T03:00:00+07:00; now by default." format:"2006-01-02T15:04:05Z07:00" placeholder:"TIME"`
}

// Run opens an outage.
func (c outageOpenCommand) Run(ctx context.Context, p *place) error {
	return p.inStore(ctx, func(store *data.Store) error {
		if c.Started.IsZero() {
			c.Started = time.Now()
		}
		o, err := store.OpenOutage(ctx, atTheMachine(), atTheDesk(), c.Name, c.Started)
		if err != nil {
			return err
		}
		fmt.Println(o.ID)
		return nil
	})
}

type outageCloseCommand struct {
	ID string `arg:"" help:"The outage's id, or how it begins."`
}

// Run closes an outage.
func (c outageCloseCommand) Run(ctx context.Context, p *place) error {
	return p.outages(ctx, func(store *data.Store, all []data.Outage) error {
		o, err := outageNamed(all, c.ID)
		if err != nil {
			return err
		}
		if err := store.CloseOutage(ctx, atTheMachine(), atTheDesk(), o.ID); err != nil {
			return err
		}
		fmt.Println("closed:", o.Name)
		return nil
	})
}

type outageReportCommand struct {
	ID      string `arg:"" help:"The outage's id, or how it begins."`
	Out     string `help:"File to write: .pdf or .xlsx; without it the words for the phone are printed." type:"path" placeholder:"FILE"`
	Number  int    `help:"The report of this number, as it was; the last by default."`
	Agency  string `help:"Who signs, as it stands at the head of the document; a dotted line by default."`
	English bool   `help:"Print the words in English."`
}

// Run tells an outage in the release that its report is bound to.
func (c outageReportCommand) Run(ctx context.Context, p *place) error {
	write, err := c.writer()
	if err != nil {
		return err
	}
	return p.outages(ctx, func(store *data.Store, all []data.Outage) error {
		o, err := outageNamed(all, c.ID)
		if err != nil {
			return err
		}
		s, err := c.situation(ctx, store, o.ID)
		if err != nil {
			return err
		}
		if c.Out != "" {
			return writeWhole(c.Out, func(w io.Writer) error { return write(w, s) })
		}
		if c.English {
			fmt.Println(s.EnglishWords(time.Now()))
			return nil
		}
		fmt.Println(s.Words(time.Now()))
		return nil
	})
}

// writer chooses the format by the file's name, before anything is computed.
func (c outageReportCommand) writer() (func(io.Writer, paper.Situation) error, error) {
	switch strings.ToLower(filepath.Ext(c.Out)) {
	case "", ".pdf":
		return func(w io.Writer, s paper.Situation) error { return paper.WriteSituationDocument(w, s, c.Agency) }, nil
	case ".xlsx":
		return paper.WriteSituationWorkbook, nil
	}
	return nil, fmt.Errorf("--out %s: name a file that ends in .pdf or .xlsx", c.Out)
}

func (c outageReportCommand) situation(ctx context.Context, store *data.Store, id string) (paper.Situation, error) {
	o, changes, err := store.Outage(ctx, atTheDesk(), id)
	known := data.OutageKnown(changes)
	if err == nil && c.Number > 0 {
		known, err = data.OutageAsOf(changes, c.Number)
	}
	if err != nil {
		return paper.Situation{}, err
	}
	bound := releaseFlags{}
	if known.Release != nil {
		bound.Release = *known.Release
	}
	release, err := bound.chosen(ctx, store)
	if err != nil {
		return paper.Situation{}, err
	}
	view, err := store.LoadSummary(ctx, release)
	if err != nil {
		return paper.Situation{}, err
	}
	r, err := derive.NewReliances(derive.NewEngine(store)).Reliance(ctx, release)
	if err != nil {
		return paper.Situation{}, err
	}
	names := map[planning.Station]string{}
	for _, p := range view.Presences {
		names[planning.Station{Operator: p.Operator, Code: p.Code}] = p.Name
	}
	return paper.NewSituation(paper.Asked{View: view, Reliance: r, Outage: o, Known: known, Operator: geo.AnyOperator, Definition: geo.Definitions()[0],
		See: func(s planning.Station) (paper.Station, bool) {
			name, known := names[s]
			return paper.Station{Operator: s.Operator, Code: string(s.Code), Name: name}, known
		}}), nil
}
