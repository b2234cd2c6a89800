package sites

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"phusong/data"
	"phusong/geo"
	"phusong/importers"
	"phusong/importers/feature"
	"phusong/importers/gazetteer"
	"phusong/importers/intake"
)

// Options name a site list and say what is known about it beforehand.
type Options struct {
	FileName string
	Content  []byte
	Operator geo.OperatorCode // "" lets the rows, titles and file name say it
	Dataset  string           // "" makes the operator's list one dataset
	AsOf     time.Time        // zero means today
	DryRun   bool
}

// Import reads a site list and saves it as one revision. Rows with something
// wrong are in the receipt, not in the error; the error is a *intake.Refusal
// for a file that cannot be taken, importers.ErrNothing beside a full receipt
// when no row can, and otherwise the database's.
func Import(ctx context.Context, store *data.Store, o Options) (importers.Receipt, error) {
	file, err := intake.Open(o.FileName, o.Content, intake.TableLimits())
	if err != nil {
		return importers.Receipt{}, err
	}
	l, err := open(file, o.Operator, func(c *feature.Collection) error {
		if _, err := c.Turn(ctx, store.Transform); err != nil {
			return fmt.Errorf("%s: %w", file.Name, err)
		}
		return nil
	})
	if err != nil {
		return importers.Receipt{}, err
	}
	units, err := store.CurrentUnits(ctx)
	if err != nil {
		return importers.Receipt{}, fmt.Errorf("%s: %w", file.Name, err)
	}
	if err := l.settle(ctx, gazetteer.New(units), store.Transform); err != nil {
		return importers.Receipt{}, fmt.Errorf("%s: %w", file.Name, err)
	}
	presences := l.presences()
	l.count(presences)
	im := importers.Import{
		File: file, Dataset: dataset(o, presences), AsOf: o.AsOf, DryRun: o.DryRun,
		Synthetic: l.synthetic || importers.Invented(file.Name), Ledger: l.ledger, Notes: l.notes,
	}
	return im.Finish(ctx, len(presences), func(ctx context.Context, n data.NewRevision) (data.Revision, error) {
		return store.SaveSites(ctx, n, presences)
	})
}

// dataset names the list after its operator, so that the operator's next list
// takes its place.
func dataset(o Options, presences []geo.Presence) data.Dataset {
	name, title := string(o.Operator), ""
	for _, p := range presences {
		if name == "" {
			name = string(p.Operator)
		}
		if name != string(p.Operator) {
			name = "several-operators"
			break
		}
	}
	title = "Danh sách trạm của nhiều nhà mạng"
	if rank := geo.OperatorRank(geo.OperatorCode(name)); rank >= 0 {
		title = "Danh sách trạm " + geo.Operators()[rank].Name
	}
	if o.Dataset != "" {
		name = o.Dataset
	}
	return data.Dataset{Kind: data.Sites, Name: name, Title: title}
}

// count writes into the notes how many of what the list holds: 1,283 of what is
// always said.
func (l *list) count(presences []geo.Presence) {
	sectors, silent := 0, 0
	for _, p := range presences {
		sectors += len(p.Sectors)
		if p.Status != geo.StatusOnAir || len(p.Sectors) == 0 {
			silent++
		}
	}
	l.notes["presences"] = strconv.Itoa(len(presences))
	l.notes["sectors"] = strconv.Itoa(sectors)
	l.notes["not-radiating"] = strconv.Itoa(silent)
}
