package sites

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/importers"
	"phusong/importers/table"
)

// Draft is a site list as it was understood, before anything is saved: what its
// columns mean, where each row ended and why. Rows are all rows under the
// headers in the order of the file; Counts adds them up.
type Draft struct {
	FileName  string
	SHA256    [32]byte
	AsOf      time.Time // zero where nobody said
	Synthetic bool
	Sheets    []SheetReading
	Rows      []DraftRow
	Presences []geo.Presence // by operator and code; of accepted and corrected rows only
	Counts    data.Counts
	Issues    []data.Issue // of rows and, with row 0, of the file as a whole; in the order of the file
	Notes     map[string]string
}

// SheetReading says what a sheet was taken for. HeaderRow counts from 1; 0 where
// no header was found, or where there is none to find, in files of shapes.
type SheetReading struct {
	Name      string          `json:"name"`
	Hidden    bool            `json:"hidden"`
	HeaderRow int             `json:"headerRow"`
	Skipped   string          `json:"skipped,omitempty"` // why it was not read: "hidden", "no-header", "no-rows"
	Columns   []ColumnReading `json:"columns"`
}

// ColumnReading says what a column was taken for. Index counts from 0.
type ColumnReading struct {
	Index      int         `json:"index"`
	Header     string      `json:"header"`
	Field      table.Field `json:"field"` // "" for none
	Confidence float64     `json:"confidence"`
	Samples    []string    `json:"samples"`
	Encoding   string      `json:"encoding,omitempty"` // what its text was converted from
	Ignored    Ignored     `json:"ignored,omitempty"`
}

// DraftRow is one row of the file and what became of it.
type DraftRow struct {
	Sheet    string
	Row      int // from 1, as a spreadsheet shows it
	Place    importers.Place
	Original []string // as written, before any reading
	Operator geo.OperatorCode
	Code     geo.SiteCode
	Name     string
	Position *orb.Point // where it was put; nil for rows that were not taken
	Readings []Reading
	Issues   []data.Issue
	Site     *geo.Presence // what the row, with others of its site, became; nil for rows that were not taken
}

// Reading is one way to understand what a row leaves open, mostly where it
// stands. Readings keep one order within a group of questions, so that an index
// means the same for all its rows; the score says which is likeliest.
type Reading struct {
	Kind       string     `json:"kind"` // "EPSG:9211", "as-written"
	Point      *orb.Point `json:"point,omitempty"`
	Vietnamese string     `json:"vi"`
	English    string     `json:"en"`
	Score      float64    `json:"score"`               // 0…1
	CommuneKm  *float64   `json:"communeKm,omitempty"` // to the commune the row names; nil where that is not known
}

// RowRef names a row of a file.
type RowRef struct {
	Sheet string `json:"sheet"`
	Row   int    `json:"row"` // from 1
}

// Answer is what a person says of one row: which of its readings is meant, what
// its cells should have said, or that it is not to be taken. Choose answers the
// first question of the row, whatever it is; Chosen answers by group, so that a
// row with a second question can be answered twice.
type Answer struct {
	Choose *int                   `json:"choose,omitempty"`
	Chosen map[string]int         `json:"chosen,omitempty"`
	Cells  map[table.Field]string `json:"cells,omitempty"`
	Refuse bool                   `json:"refuse,omitempty"`
}

// And returns the answer with a later one to a question of the given group added;
// a choice where no question is open ("") takes the place of those made before.
func (a Answer) And(group string, later Answer) Answer {
	sum := Answer{Choose: a.Choose, Chosen: maps.Clone(a.Chosen), Cells: maps.Clone(a.Cells), Refuse: later.Refuse}
	switch {
	case later.Choose == nil:
	case group == "":
		sum.Choose, sum.Chosen = later.Choose, nil
	default:
		if sum.Chosen == nil {
			sum.Chosen = map[string]int{}
		}
		sum.Chosen[group] = *later.Choose
	}
	if sum.Cells == nil && len(later.Cells) > 0 {
		sum.Cells = map[table.Field]string{}
	}
	maps.Copy(sum.Cells, later.Cells)
	return sum
}

// draft writes down what became of the list.
func (l *list) draft(presences []geo.Presence) *Draft {
	d := &Draft{Synthetic: l.synthetic, Sheets: l.sheets, Presences: presences, Counts: l.ledger.Counts(), Notes: l.notes,
		Issues: importers.InOrder(l.ledger.Issues())}
	issues := map[RowRef][]data.Issue{}
	for _, issue := range d.Issues {
		at := RowRef{issue.Sheet, issue.Row}
		issues[at] = append(issues[at], issue)
	}
	sites := map[Key]*geo.Presence{}
	for i := range presences {
		sites[KeyOf(presences[i])] = &presences[i]
	}
	for _, r := range l.lines {
		d.Rows = append(d.Rows, r.draft(issues[r.ref()], sites))
	}
	return d
}

// Originals are the rows as written, without the blank ones, as a revision keeps
// them.
func (d *Draft) Originals() []data.Original {
	var originals []data.Original
	for _, r := range d.Rows {
		if len(r.Original) > 0 {
			originals = append(originals, data.Original{Sheet: r.Sheet, Row: r.Row, Cells: r.Original, Reading: r.won()})
		}
	}
	return originals
}

// Question is the group of the question a row waits with; "" for none.
func (r DraftRow) Question() string {
	for _, i := range r.Issues {
		if i.Severity == data.Question {
			return i.Group
		}
	}
	return ""
}

// won is the readings of a row by their scores: "EPSG:9211 0.88 > EPSG:9209 0.13".
func (r DraftRow) won() string {
	if len(r.Readings) < 2 {
		return ""
	}
	ranked := slices.Clone(r.Readings)
	slices.SortStableFunc(ranked, func(a, b Reading) int { return cmp.Compare(b.Score, a.Score) })
	var all []string
	for _, reading := range ranked {
		all = append(all, fmt.Sprintf("%s %.2f", reading.Kind, reading.Score))
	}
	return strings.Join(all, " > ")
}

// Unsettled are the sites of rows that were refused or wait for an answer: what
// an earlier list says of them stands until they are settled.
func (d *Draft) Unsettled() map[Key]bool {
	open := map[Key]bool{}
	for _, r := range d.Rows {
		if r.Code != "" && (r.Place == importers.Waiting || r.Place == importers.Refused) {
			open[Key{r.Operator, r.Code}] = true
		}
	}
	return open
}

func (r *row) ref() RowRef { return RowRef{r.sheet, r.Row + 1} }

func (r *row) draft(issues []data.Issue, sites map[Key]*geo.Presence) DraftRow {
	d := DraftRow{Sheet: r.sheet, Row: r.Row + 1, Place: r.ledger.Place(r.sheet, r.Row+1), Original: r.original(),
		Code: r.code, Name: r.name, Readings: r.readings, Issues: issues}
	if len(r.operators) > 0 {
		d.Operator = r.operators[0]
	}
	if d.Place == importers.Accepted || d.Place == importers.Corrected {
		point := r.point
		d.Position, d.Site = &point, sites[Key{d.Operator, d.Code}]
	}
	return d
}
