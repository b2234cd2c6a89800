package importers

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"sort"
	"time"

	"phusong/data"
	"phusong/importers/intake"
)

// Receipt says what became of a file. Rows is the sum of the five counts.
type Receipt struct {
	Kind      data.Kind `json:"kind"`
	Dataset   string    `json:"dataset"`
	Revision  int64     `json:"revision,omitempty"` // 0 for a dry run
	File      string    `json:"file"`
	SHA256    string    `json:"sha256"`
	AsOf      time.Time `json:"asOf"`
	Existed   bool      `json:"existed"` // this very file had been imported before
	DryRun    bool      `json:"dryRun"`
	Synthetic bool      `json:"synthetic"`
	data.Counts
	Issues []data.Issue      `json:"issues"`
	Notes  map[string]string `json:"notes"`
}

// Import is one file on its way into the store.
type Import struct {
	File      intake.File
	Dataset   data.Dataset
	AsOf      time.Time // zero means today
	DryRun    bool
	Synthetic bool
	Counts    data.Counts
	Issues    []data.Issue
	Notes     map[string]string
	Originals []data.Original
}

// ErrNothing means that no row of a file could be taken; nothing was saved.
var ErrNothing = errors.New("no row of the file could be taken")

// Finish saves the rows through save, unless it is a dry run, and writes the
// receipt. A file none of whose rows can be taken is not saved: the receipt
// still lists every reason, beside ErrNothing.
func (im Import) Finish(ctx context.Context, rows int, save func(context.Context, data.NewRevision) (data.Revision, error)) (Receipt, error) {
	receipt := im.receipt()
	if rows == 0 {
		return receipt, fmt.Errorf("%s: %w: %s", im.File.Name, ErrNothing, im.mainReason())
	}
	if im.DryRun {
		return receipt, nil
	}
	revision, err := save(ctx, data.NewRevision{
		Dataset: im.Dataset, FileName: im.File.Name, SHA256: im.File.SHA256, AsOf: receipt.AsOf,
		Synthetic: im.Synthetic, Counts: receipt.Counts, Notes: im.Notes, Issues: receipt.Issues,
		Originals: im.Originals,
	})
	if err != nil {
		return Receipt{}, err
	}
	receipt.Revision, receipt.Existed = revision.ID, revision.Existed
	return receipt, nil
}

func (im Import) receipt() Receipt {
	asOf := im.AsOf
	if asOf.IsZero() {
		asOf = Today()
	}
	notes := im.Notes
	if notes == nil {
		notes = map[string]string{}
	}
	return Receipt{
		Kind: im.Dataset.Kind, Dataset: im.Dataset.Name, File: im.File.Name, SHA256: hex.EncodeToString(im.File.SHA256[:]),
		AsOf: asOf, DryRun: im.DryRun, Synthetic: im.Synthetic, Counts: im.Counts, Issues: InOrder(im.Issues), Notes: notes,
	}
}

// InOrder sorts issues by sheet and row; those of one row stay as they were noted.
func InOrder(noted []data.Issue) []data.Issue {
	issues := append([]data.Issue{}, noted...)
	sort.SliceStable(issues, func(i, j int) bool {
		a, b := issues[i], issues[j]
		return a.Sheet < b.Sheet || a.Sheet == b.Sheet && a.Row < b.Row
	})
	return issues
}

// Today is the day a file speaks of where nobody says.
func Today() time.Time { return time.Now().UTC().Truncate(24 * time.Hour) }

// mainReason is the reason most rows were refused for.
func (im Import) mainReason() string {
	count, most, reason := map[string]int{}, 0, "it holds no row of data"
	for _, issue := range im.Issues {
		if issue.Severity != data.Refused {
			continue
		}
		if count[issue.Code]++; count[issue.Code] > most {
			most, reason = count[issue.Code], issue.English
		}
	}
	return reason
}
