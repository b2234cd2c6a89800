package sites

import (
	"context"
	"fmt"
	"strconv"
	"time"

	"phusong/data"
	"phusong/geo"
	"phusong/importers"
	"phusong/importers/gazetteer"
	"phusong/importers/intake"
	"phusong/importers/table"
)

// Options name a site list and say what is known about it beforehand.
type Options struct {
	FileName string // of Import; Understand is given the opened file
	Content  []byte
	Operator geo.OperatorCode // "" lets the rows, titles and file name say it
	Dataset  string           // "" makes the operator's list one dataset
	AsOf     time.Time        // zero means today
	DryRun   bool

	Hidden bool           // read hidden sheets as well
	Limits *intake.Limits // of Import; nil for those of the product

	// Understood is told what Import understood, before anything is saved; an
	// error of it ends the import. Nil for nobody.
	Understood func(*Draft) error

	// Columns is what a person said of columns, by their labels as ColumnReading
	// gives them; a field of "" leaves the column out. Other columns are read as
	// their headers say.
	Columns map[string]table.Field
	// Answers are a person's, by row.
	Answers map[RowRef]Answer
}

// Import reads a site list and saves what is certain of it as one revision. Rows
// with something wrong or open are in the receipt, not in the error; the error is
// a *intake.Refusal for a file that cannot be taken, importers.ErrNothing beside
// a full receipt when no row can, and otherwise the database's.
func Import(ctx context.Context, store *data.Store, o Options) (importers.Receipt, error) {
	file, err := intake.Open(o.FileName, o.Content, o.limits())
	if err != nil {
		return importers.Receipt{}, err
	}
	units, err := store.CurrentUnits(ctx)
	if err != nil {
		return importers.Receipt{}, fmt.Errorf("%s: %w", file.Name, err)
	}
	if o.AsOf.IsZero() {
		o.AsOf = importers.Today()
	}
	d, err := Understand(ctx, file, o, gazetteer.New(units), store.Transform)
	if err != nil {
		return importers.Receipt{}, err
	}
	if o.Understood != nil {
		if err := o.Understood(d); err != nil {
			return importers.Receipt{}, fmt.Errorf("%s: %w", file.Name, err)
		}
	}
	into := dataset(o, d.Presences)
	if err := d.besideCurrent(ctx, store, into); err != nil {
		return importers.Receipt{}, fmt.Errorf("%s: %w", file.Name, err)
	}
	im := importers.Import{
		File: file, Dataset: into, AsOf: o.AsOf, DryRun: o.DryRun, Synthetic: d.Synthetic,
		Counts: d.Counts, Issues: d.Issues, Notes: d.Notes, Originals: d.Originals(),
	}
	return im.Finish(ctx, len(d.Presences), func(ctx context.Context, n data.NewRevision) (data.Revision, error) {
		return store.SaveSites(ctx, n, d.Presences)
	})
}

func (o Options) limits() intake.Limits {
	if o.Limits == nil {
		return intake.TableLimits()
	}
	return *o.Limits
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
