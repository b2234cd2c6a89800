package main

import (
	"context"
	"fmt"
	"io"
	"strings"
	"text/tabwriter"

	"phusong/data"
	"phusong/geo"
	"phusong/importers"
	"phusong/importers/sites"
	"phusong/importers/table"
)

// siteReport is what the command says of a site list besides its receipt: the
// same as the upload page does.
type siteReport struct {
	Sheets  []sites.SheetReading `json:"sheets"`
	Changes data.UploadChanges   `json:"changes"`
	Remarks []remark             `json:"remarks"`
}

// remark is one kind of issue, in the words of the first row it is about.
type remark struct {
	Severity   data.Severity `json:"severity"`
	Code       string        `json:"code"`
	Rows       int           `json:"rows"`
	First      string        `json:"first"` // where it stands first
	Vietnamese string        `json:"vi"`
	English    string        `json:"en"`
}

// report keeps what a list is understood as, to be printed with its receipt.
func (c *importCommand) report(ctx context.Context, store *data.Store) func(*sites.Draft) error {
	return func(d *sites.Draft) (err error) {
		c.sites, err = reportOf(ctx, store, d)
		return err
	}
}

// wholeReceipt is a receipt with what is said of a site list besides.
type wholeReceipt struct {
	importers.Receipt
	*siteReport
}

func (c *importCommand) whole(r importers.Receipt) wholeReceipt { return wholeReceipt{r, c.sites} }

// reportOf puts a list beside the one of its operator in force.
func reportOf(ctx context.Context, store *data.Store, d *sites.Draft) (*siteReport, error) {
	r := &siteReport{Sheets: d.Sheets, Remarks: remarksOf(d.Issues)}
	operators := map[geo.OperatorCode]bool{}
	var was []geo.Presence
	for _, p := range d.Presences {
		if operators[p.Operator] {
			continue
		}
		operators[p.Operator] = true
		_, list, err := store.CurrentList(ctx, p.Operator)
		if err != nil {
			return nil, err
		}
		was = append(was, list...)
	}
	c := sites.Compare(was, d.Presences, sites.Terms{Full: true, Unsettled: d.Unsettled()})
	r.Changes = data.UploadChanges{New: len(c.New), Changed: len(c.Changed), Moved: len(c.Moved), Removed: len(c.Removed), Kept: len(c.Kept), Same: c.Same}
	return r, nil
}

func remarksOf(issues []data.Issue) []remark {
	type kind struct {
		severity data.Severity
		code     string
	}
	remarks := []remark{}
	at := map[kind]int{}
	for _, issue := range issues {
		k := kind{issue.Severity, issue.Code}
		i, known := at[k]
		if !known {
			i, at[k] = len(remarks), len(remarks)
			remarks = append(remarks, remark{Severity: issue.Severity, Code: issue.Code, First: placeOfIssue(issue), Vietnamese: issue.Vietnamese, English: issue.English})
		}
		remarks[i].Rows++
	}
	return remarks
}

// placeOfIssue is where a reader of the spreadsheet finds it; row 0 is the file.
func placeOfIssue(issue data.Issue) string {
	where := fmt.Sprintf("row %d", issue.Row)
	if issue.Cell != "" {
		where = issue.Cell
	}
	if issue.Sheet != "" {
		where = issue.Sheet + "!" + where
	}
	return where
}

// print writes what columns were taken for, what the list changes, and every
// kind of remark once, as tables.
func (r *siteReport) print(w io.Writer) {
	if r == nil {
		return
	}
	t := tabwriter.NewWriter(w, 2, 8, 2, ' ', 0)
	c := r.Changes
	fmt.Fprintf(t, "  trạm / sites\tmới/new %d\tđổi/changed %d\tdời/moved %d\tbỏ/removed %d\tgiữ/kept %d\tnhư cũ/same %d\n", c.New, c.Changed, c.Moved, c.Removed, c.Kept, c.Same)
	t.Flush()
	for _, sheet := range r.Sheets {
		if sheet.Skipped != "" {
			fmt.Fprintf(t, "  sheet %q: %s\n", sheet.Name, sheet.Skipped)
			continue
		}
		fmt.Fprintf(t, "  CỘT\tTIÊU ĐỀ\tHIỂU LÀ\tĐỘ CHẮC\tBẢNG MÃ\tVÍ DỤ\n")
		for _, column := range sheet.Columns {
			fmt.Fprintf(t, "  %s\t%s\t%s\t%.0f %%\t%s\t%s\n", table.ColumnName(column.Index), brief(column.Header, 30), meaningOf(column),
				100*column.Confidence, column.Encoding, brief(strings.Join(column.Samples, " · "), 40))
		}
		t.Flush()
	}
	if len(r.Remarks) > 0 {
		fmt.Fprintf(t, "  \tMÃ\tHÀNG\tĐẦU TIÊN\tNỘI DUNG\n")
		for _, m := range r.Remarks {
			fmt.Fprintf(t, "  %s\t%s\t%d\t%s\t%s — %s\n", m.Severity, m.Code, m.Rows, m.First, m.Vietnamese, m.English)
		}
		t.Flush()
	}
}

// meaningOf is the field in words, or why the column is not read.
func meaningOf(c sites.ColumnReading) string {
	if c.Ignored != "" {
		vietnamese, _ := c.Ignored.Words()
		return "— " + vietnamese
	}
	for _, f := range sites.Fields() {
		if f.Code == c.Field {
			return f.Vietnamese
		}
	}
	return string(c.Field)
}

// brief keeps a text on one line of a terminal.
func brief(text string, most int) string {
	runes := []rune(strings.Join(strings.Fields(text), " "))
	if len(runes) > most {
		return string(runes[:most-1]) + "…"
	}
	return string(runes)
}
