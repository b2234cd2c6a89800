package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"

	"phusong/importers/table"
)

// CSV writes tables as UTF-8 text with commas (RFC 4180). Every CSV that leaves
// the house is written here, by one rule: what is given as a text stays one in a
// spreadsheet, so a text that would run there (table.Runs) gets the apostrophe
// with which spreadsheets mark texts themselves; what is given as a number stays
// a number, signed or not.
type CSV struct{ out *csv.Writer }

// NewCSV writes to w. Marked begins with the byte order mark by which Excel
// knows UTF-8; programs that read the file by its header rather go without.
func NewCSV(w io.Writer, marked bool) (*CSV, error) {
	if marked {
		if _, err := io.WriteString(w, "\ufeff"); err != nil {
			return nil, err
		}
	}
	return &CSV{csv.NewWriter(w)}, nil
}

// Row writes one row of texts, numbers, truths and, for what is not known, nil.
func (c *CSV) Row(cells ...any) error {
	row := make([]string, len(cells))
	for i, cell := range cells {
		switch v := cell.(type) {
		case nil:
		case string:
			row[i] = harmless(v)
		case int:
			row[i] = strconv.Itoa(v)
		case *int:
			if v != nil {
				row[i] = strconv.Itoa(*v)
			}
		case float64:
			row[i] = strconv.FormatFloat(v, 'f', -1, 64)
		case bool:
			row[i] = strconv.FormatBool(v)
		default:
			return fmt.Errorf("write a CSV: %T is neither text nor number", v)
		}
	}
	return c.out.Write(row)
}

// End writes what is left.
func (c *CSV) End() error {
	c.out.Flush()
	return c.out.Error()
}

// harmless keeps a text from being run as a formula by a spreadsheet that opens
// the file; the importer takes the apostrophe off again.
func harmless(s string) string {
	if table.Runs(s) {
		return "'" + s
	}
	return s
}
