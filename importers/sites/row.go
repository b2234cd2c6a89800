package sites

import (
	"cmp"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/importers"
	"phusong/importers/coordinate"
	"phusong/importers/feature"
	"phusong/importers/table"
)

// row is one line of a list as far as it has been understood.
type row struct {
	table.Record
	sheet   string
	ledger  *importers.Ledger
	refused bool    // or dropped, or waiting: no longer looked at
	answer  *Answer // a person's; nil for none

	choiceUsed bool // its Choose answered a question

	readings []Reading // where the row leaves something open

	operators []geo.OperatorCode
	code      geo.SiteCode
	codeField table.Field // where it stands
	folded    string      // the code as it is compared
	name      string
	commune   string
	district  string
	status    geo.Status
	mastM     float64
	about     about
	sectors   []geo.Sector

	shape   *feature.Feature // of a file of shapes: where the site stands; nil in a table
	reading coordinate.Reading
	written table.Field // the first column of the place as written
	point   orb.Point

	unpointed []coordinate.Reading // what the place may be, where decimal points were lost
	pointless []coordinate.Reading // the same, of what else reads as metres
	datum     datum                // of a reading in degrees

	named      []geo.AdminUnit // the communes called as the row says, of any vintage
	bareCode   bool            // by a code that stands for another unit in each vintage
	candidates []candidate
	chosen     candidate
	election   *election // of the grid of the sheet's metres; nil where there was none
	answered   bool      // a person chose the place
}

// fault is something wrong with one cell of a row.
type fault struct {
	severity            data.Severity
	field               table.Field
	code                string
	vietnamese, english string
	raw, proposed       string
	group               string // of a question; "" for its code
}

// about is what a row says of its place beside the radio.
type about struct{ owner, contact, backup, feeder, fibre string }

// complain notes a fault of the row with the cell it is in.
func (r *row) complain(f fault) {
	issue := data.Issue{
		Sheet: r.sheet, Row: r.Row + 1, Code: f.code, Severity: f.severity,
		Vietnamese: f.vietnamese, English: f.english, Raw: shorten(f.raw), Proposed: f.proposed,
	}
	if f.severity == data.Question {
		issue.Group = cmp.Or(f.group, f.code)
	}
	if column := r.Column(f.field); column >= 0 && r.shape == nil {
		issue.Column, issue.Cell = column+1, table.CellName(r.Row, column)
		if f.raw == "" {
			issue.Raw = shorten(r.Text(f.field))
		}
	}
	if r.shape != nil && f.raw == "" {
		issue.Raw = shorten(r.Text(f.field))
	}
	r.ledger.Add(issue)
	r.refused = r.refused || f.severity == data.Refused || f.severity == data.Dropped || f.severity == data.Question
}

// original is the row as it was written; of a shape, its properties.
func (r *row) original() []string { return r.Original() }

// refuse complains and takes the row out.
func (r *row) refuse(field table.Field, code, vietnamese, english string) {
	r.complain(fault{severity: data.Refused, field: field, code: code, vietnamese: vietnamese, english: english})
}

// warn complains and leaves the row in.
func (r *row) warn(field table.Field, code, vietnamese, english string) {
	r.complain(fault{severity: data.Warning, field: field, code: code, vietnamese: vietnamese, english: english})
}

// placeField is the column a complaint about the place points at.
func (r *row) placeField() table.Field {
	if r.written != "" {
		return r.written
	}
	return fieldLon
}

// shorten keeps a raw text fit for a report.
func shorten(text string) string {
	runes := []rune(text)
	if len(runes) > 200 {
		return string(runes[:200]) + "…"
	}
	return text
}
