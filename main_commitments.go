package main

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"strings"
	"text/tabwriter"
	"time"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/planning"
)

type commitmentsCommand struct {
	List     commitmentsListCommand     `cmd:"" default:"withargs" help:"What operators have promised and how far it is kept, those due first at the top."`
	Add      commitmentsAddCommand      `cmd:"" help:"Enter a promise with the document it stands in."`
	Import   commitmentsImportCommand   `cmd:"" help:"Enter the promises of a file; every row is answered."`
	Change   commitmentsChangeCommand   `cmd:"" help:"Change quarter, notes or hamlets; the terms before stay in the history."`
	Withdraw commitmentsWithdrawCommand `cmd:"" help:"Take a promise off the lists; it is kept."`
}

// Help shows the commands by example. Nothing confirms a promise but the lists and
// the release.
func (commitmentsCommand) Help() string {
	return `Examples:
  phusong commitments --operator vnpt --overdue          whose quarter is over with nothing on the air
  phusong commitments --hamlet 02230-003 --format json   promises that answer a hamlet's petition
  phusong commitments add --operator viettel --site TQG0166-13 --technology 4G --due 2026-Q4 --document "88/VT-KT" --on 2026-06-01 --tie 02230-003="đơn số 7"
  phusong commitments import cam-ket.xlsx --dry-run      every row: taken, corrected or refused, and why
  phusong commitments change 01a2 --due 2027-Q1
A promise is on the air by the operator's current list, and confirmed when the release computes its hamlets as covered: there is no command for it.
The beginning of an id will do where only one promise has it.`
}

type commitmentsListCommand struct {
	Operator  string `help:"Only this operator's promises."`
	State     string `name:"stage" help:"promised, on-air or confirmed." enum:",promised,on-air,confirmed" default:""`
	Overdue   bool   `help:"Only those whose quarter is over with nothing on the air."`
	Hamlet    string `help:"Only those tied to this hamlet, by its code."`
	Withdrawn bool   `help:"Those that were withdrawn, too."`
	Format    string `help:"table or json." enum:"table,json" default:"table"`
}

// commitmentLine is a promise with everything its state must not stand without.
type commitmentLine struct {
	ID         string   `json:"id"`
	Operator   string   `json:"operator"`
	Site       string   `json:"site"`
	Commune    string   `json:"commune"`
	Technology string   `json:"technology"`
	Due        string   `json:"due"`
	State      string   `json:"state"`
	Overdue    bool     `json:"overdue"`
	DaysLeft   int      `json:"days_left"`
	Why        string   `json:"why"`
	Document   string   `json:"document"`
	On         string   `json:"document_date"`
	Hamlets    []string `json:"hamlets"`
	Withdrawn  bool     `json:"withdrawn"`
	Definition string   `json:"definition"`
	AsOf       string   `json:"as_of"`
	Release    int64    `json:"release"`
	Synthetic  bool     `json:"synthetic"`
}

// Run lists promises against the published release and the current lists.
func (c commitmentsListCommand) Run(ctx context.Context, p *place) error {
	filter := data.CommitmentFilter{Hamlet: geo.HamletCode(c.Hamlet), Withdrawn: c.Withdrawn}
	if c.Operator != "" {
		operator, err := geo.ParseOperator(c.Operator)
		if err != nil {
			return fmt.Errorf("--operator: %w", err)
		}
		filter.Operator = operator
	}
	return p.inRelease(ctx, releaseFlags{}, func(store *data.Store, release int64) error {
		found, err := store.Commitments(ctx, atTheDesk(), filter)
		if err != nil {
			return err
		}
		view, err := store.LoadSummary(ctx, release)
		if err != nil {
			return err
		}
		d := geo.Definitions()[0]
		evidence, err := store.Evidence(ctx, atTheDesk(), view, d, data.NewJudge(view).Verdict)
		if err != nil {
			return err
		}
		lines := []commitmentLine{}
		for _, promise := range found {
			line := promiseLine(promise, planning.Stand(promise.Commitment, evidence, time.Now().In(time.FixedZone("", 7*3600))))
			if (c.State == "" || line.State == c.State) && (!c.Overdue || line.Overdue) {
				line.Definition, line.AsOf, line.Release, line.Synthetic = d.Code, view.Release.AsOf.Format(time.DateOnly), release, view.Release.Synthetic
				lines = append(lines, line)
			}
		}
		return c.write(os.Stdout, view.Release, lines)
	})
}

func promiseLine(c data.Commitment, f planning.Fulfilment) commitmentLine {
	_, why := f.Words(c.Commitment, true)
	line := commitmentLine{ID: c.ID, Operator: string(c.Operator), Site: string(c.Site), Commune: c.Commune, Technology: c.Technology.String(), Due: c.Due.String(), State: string(f.State),
		Overdue: f.Overdue && c.WithdrawnAt == nil, DaysLeft: f.DaysLeft, Why: why, Document: c.Document, On: c.On.Format(time.DateOnly), Hamlets: []string{}, Withdrawn: c.WithdrawnAt != nil}
	for _, h := range c.Hamlets {
		line.Hamlets = append(line.Hamlets, string(h.Code))
	}
	return line
}

func (c commitmentsListCommand) write(w io.Writer, release data.Release, lines []commitmentLine) error {
	if c.Format == "json" {
		out := json.NewEncoder(w)
		out.SetIndent("", "  ")
		return out.Encode(lines)
	}
	if len(lines) == 0 {
		fmt.Fprintln(w, "no such promise: phusong commitments add or import enters them")
		return nil
	}
	fmt.Fprintf(w, "by the current lists and release %d, as of %s, definition %s", release.ID, release.AsOf.Format(time.DateOnly), lines[0].Definition)
	if release.Synthetic {
		fmt.Fprint(w, " — dữ liệu mẫu, invented sample")
	}
	out := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	fmt.Fprintln(out, "\ndue\tstate\toperator\tplace\ttechnology\tdocument\thamlets\twhy\tid\t")
	for _, l := range lines {
		state, at := l.State, l.Site
		switch {
		case l.Withdrawn:
			state = "withdrawn"
		case l.Overdue:
			state += fmt.Sprintf(", overdue by %d days", -l.DaysLeft)
		}
		if at == "" {
			at = l.Commune
		}
		fmt.Fprintf(out, "%s\t%s\t%s\t%s\t%s\t%s of %s\t%s\t%s\t%s\t\n", l.Due, state, l.Operator, at, l.Technology, l.Document, l.On, firstOf(l.Hamlets, 4), l.Why, l.ID)
	}
	return out.Flush()
}

// promiseFlags are what one promise is made of.
type promiseFlags struct {
	Operator   string    `help:"Whose promise: viettel, vnpt, mobifone or vietnamobile."`
	Technology string    `help:"2G, 3G, 4G or 5G."`
	Document   string    `help:"The document it stands in: a letter's number, minutes of a meeting."`
	On         time.Time `help:"The document's day." format:"2006-01-02" placeholder:"DATE"`
}

type commitmentsAddCommand struct {
	promiseFlags
	Site    string            `help:"Code of the promised site, as the operator writes it."`
	At      string            `help:"The promised point, lon,lat, where no site is named." placeholder:"LON,LAT"`
	Commune string            `help:"Commune of the point, as the document names it."`
	Due     string            `help:"Quarter: 2026-Q4, Quý IV/2026." required:""`
	Tie     map[string]string `help:"Hamlets named in petitions: --tie 02230-003=\"đơn số 7\"." placeholder:"CODE=PETITION"`
	Notes   string            `help:"Whatever else is to be kept."`
}

// Run enters a promise.
func (c commitmentsAddCommand) Run(ctx context.Context, p *place) error {
	promise := geo.Commitment{Site: geo.SiteCode(strings.TrimSpace(c.Site)), Commune: c.Commune, Terms: geo.Terms{Notes: c.Notes, Hamlets: tiedOf(c.Tie)}}
	err := c.fill(&promise)
	if err == nil {
		promise.Due, err = geo.ParseQuarter(c.Due)
	}
	if err == nil && c.At != "" {
		at := orb.Point{}
		if _, scan := fmt.Sscanf(c.At, "%f,%f", &at[0], &at[1]); scan != nil {
			return fmt.Errorf("--at %q is no point: write it like 105.21,21.82", c.At)
		}
		promise.Position = &at
	}
	if err != nil {
		return err
	}
	return p.inRelease(ctx, releaseFlags{}, func(store *data.Store, release int64) error {
		known, err := hamletsOf(ctx, store, release)
		if err != nil {
			return err
		}
		for _, h := range promise.Hamlets {
			if !known(h.Code) {
				return fmt.Errorf("there is no hamlet %q in release %d: phusong find has the codes", h.Code, release)
			}
		}
		added, err := store.AddCommitment(ctx, atTheMachine(), promise)
		if err != nil {
			return err
		}
		fmt.Println("kept as", added.ID)
		return nil
	})
}

// fill puts what the flags say into a promise.
func (f promiseFlags) fill(c *geo.Commitment) (err error) {
	if f.Operator != "" {
		if c.Operator, err = geo.ParseOperator(f.Operator); err != nil {
			return fmt.Errorf("--operator: %w", err)
		}
	}
	if f.Technology != "" {
		if c.Technology, err = geo.ParseTechnology(f.Technology); err != nil {
			return fmt.Errorf("--technology: %w", err)
		}
	}
	c.Document, c.On = f.Document, f.On
	return nil
}
