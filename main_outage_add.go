package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/planning"
	"phusong/importers/outage"
)

type outageAddCommand struct {
	ID       string    `arg:"" help:"The outage's id, or how it begins."`
	Sites    []string  `arg:"" optional:"" help:"Codes, or words in which codes stand: \"TQG0123, TQG0456 mất điện\"."`
	File     string    `help:"Codes in a file: .xlsx, .csv or .txt, with columns for cause, power and return if there are such." type:"existingfile" placeholder:"FILE"`
	All      bool      `help:"Every site that is down now, too."`
	Operator string    `help:"Whose codes they are, where a line does not say: viettel, vnpt, mobifone or vietnamobile."`
	Cause    string    `help:"power, fibre, flood, landslide, wind, equipment, planned or unknown, where a line does not say." enum:",power,fibre,flood,landslide,wind,equipment,planned,unknown" default:""`
	Power    string    `help:"What runs the sites meanwhile." placeholder:"WORDS"`
	Expected time.Time `help:"When they are to be back, such as 2026-11-23T18:00:00+07:00." format:"2006-01-02T15:04:05Z07:00" placeholder:"TIME"`
	Restored bool      `help:"They are back."`
	DryRun   bool      `help:"Answer every line and keep nothing." name:"dry-run"`
}

// mostOutageLines is how many lines a file may have.
const mostOutageLines = 4000

// Run answers every line and keeps what was understood.
func (c outageAddCommand) Run(ctx context.Context, p *place) error {
	lines, err := c.lines()
	if err != nil {
		return err
	}
	meant, err := c.meant()
	if err != nil {
		return err
	}
	return p.outages(ctx, func(store *data.Store, all []data.Outage) error {
		o, err := outageNamed(all, c.ID)
		if err != nil {
			return err
		}
		release, book, err := c.book(ctx, store, o.Operator)
		if err != nil {
			return err
		}
		answers, changes := outage.Understand(lines, meant, book)
		if c.All {
			if changes, err = withAllDown(ctx, store, o.ID, meant, changes); err != nil {
				return err
			}
		}
		writeAnswers(os.Stdout, answers)
		return c.keep(ctx, store, o, release, changes)
	})
}

func (c outageAddCommand) lines() ([]outage.Line, error) {
	lines := outage.Free(strings.Join(c.Sites, "\n"))
	if c.File == "" {
		if len(lines) == 0 && !c.All {
			return nil, fmt.Errorf("name sites by their codes, or a --file, or --all")
		}
		return lines, nil
	}
	content, err := os.ReadFile(c.File)
	if err != nil {
		return nil, err
	}
	written, err := outage.Read(filepath.Base(c.File), content, time.Now(), mostOutageLines)
	if err != nil {
		return nil, fmt.Errorf("%s: %w: %w", c.File, errRefused, err)
	}
	return append(lines, written...), nil
}

func (c outageAddCommand) meant() (m outage.Meant, err error) {
	m = outage.Meant{Restored: c.Restored, Cause: c.Cause, Power: c.Power}
	if !c.Expected.IsZero() {
		m.ExpectedAt = &c.Expected
	}
	if c.Operator != "" {
		if m.Operator, err = geo.ParseOperator(c.Operator); err != nil {
			return m, fmt.Errorf("--operator: %w", err)
		}
	}
	return m, nil
}

// book is the sites on the air in the published release, of one operator where the
// outage is its own.
func (c outageAddCommand) book(ctx context.Context, store *data.Store, operator geo.OperatorCode) (int64, *planning.Codebook, error) {
	release, err := releaseFlags{}.chosen(ctx, store)
	if err != nil {
		return 0, nil, err
	}
	view, err := store.LoadSummary(ctx, release)
	if err != nil {
		return 0, nil, err
	}
	var stations []planning.Station
	known := map[planning.Station]bool{}
	for _, x := range view.Sectors {
		if s := (planning.Station{Operator: x.Operator, Code: x.SiteCode}); !known[s] && (operator == "" || s.Operator == operator) {
			stations, known[s] = append(stations, s), true
		}
	}
	return release, planning.NewCodebook(stations), nil
}

// withAllDown adds every site that is down and not spoken of.
func withAllDown(ctx context.Context, store *data.Store, id string, m outage.Meant, changes []data.OutageChange) ([]data.OutageChange, error) {
	_, before, err := store.Outage(ctx, atTheDesk(), id)
	if err != nil {
		return nil, err
	}
	said := map[planning.Station]bool{}
	for _, c := range changes {
		said[planning.Station{Operator: c.Operator, Code: c.Code}] = true
	}
	for _, c := range data.OutageKnown(before).Down {
		if s := (planning.Station{Operator: c.Operator, Code: c.Code}); !said[s] {
			changes = append(changes, m.Change(s))
		}
	}
	return changes, nil
}

func (c outageAddCommand) keep(ctx context.Context, store *data.Store, o data.Outage, release int64, changes []data.OutageChange) error {
	if len(changes) == 0 {
		return fmt.Errorf("no site was understood and nothing was kept: %w", errRefused)
	}
	if c.DryRun {
		fmt.Printf("dry run: %d sites would be kept\n", len(changes))
		return nil
	}
	number, err := store.SayOutage(ctx, atTheMachine(), atTheDesk(), o.ID, release, changes)
	if err != nil {
		return err
	}
	fmt.Printf("kept %d sites as report %d of %s, release %d\n", len(changes), number, o.Name, release)
	return nil
}

// writeAnswers prints every line and what became of it.
func writeAnswers(w io.Writer, answers []outage.Answer) {
	words := map[string]string{"taken": "✓ taken", "corrected": "✓ corrected", "unsure": "? unsure", "nothing": "– no site"}
	for _, a := range answers {
		fmt.Fprintf(w, "%s  %d: %s → %s\n", words[a.Fate()], a.Row, brief(a.Text, 60), stationWords(a.Stations))
		for _, u := range a.Unsure {
			fmt.Fprintf(w, "    %q: %s\n", u.Word, nearWords(u.Near))
		}
		for _, i := range a.Issues {
			fmt.Fprintf(w, "    %s %s [%s] %s — %s\n", placeOfIssue(i), i.Severity, i.Code, i.Vietnamese, i.English)
		}
	}
}

func nearWords(near []planning.Station) string {
	if len(near) == 0 {
		return "không có trạm nào gần giống — no site is near it"
	}
	return "có phải — is it " + stationWords(near) + "?"
}

func stationWords(stations []planning.Station) string {
	var words []string
	for _, s := range stations {
		words = append(words, string(s.Operator)+":"+string(s.Code))
	}
	return strings.Join(words, ", ")
}
