package opendata

import (
	"context"
	"fmt"
	"io"
	"slices"
	"time"

	"phusong/importers/geopackage"
	"phusong/importers/report"
	"phusong/tiles"
)

// Format is how a dataset is written: the ending of the file.
type Format string

// The formats.
const (
	GeoPackage Format = "gpkg"
	GeoJSON    Format = "geojson"
	GeoParquet Format = "parquet"
	CSV        Format = "csv"
	XLSX       Format = "xlsx"
)

// Formats returns all formats in the order they are shown.
func Formats() []Format { return []Format{GeoPackage, GeoJSON, GeoParquet, CSV, XLSX} }

// listed are the formats of lists short enough for a spreadsheet.
func listed() []Format { return Formats() }

// ParseFormat reads a format as addresses and flags write it, or fails with
// ErrFormat.
func ParseFormat(text string) (Format, error) {
	if f := Format(text); slices.Contains(Formats(), f) {
		return f, nil
	}
	return "", fmt.Errorf("%w: %.20q; there are %v", ErrFormat, text, Formats())
}

// MediaType is the format's, as registered with IANA where it is.
func (f Format) MediaType() string {
	return map[Format]string{
		GeoPackage: "application/geopackage+sqlite3", GeoJSON: "application/geo+json", GeoParquet: "application/vnd.apache.parquet",
		CSV: "text/csv; charset=utf-8", XLSX: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	}[f]
}

// file is what a dataset is written to: GeoPackages are databases and need a
// path, the others go to w alone.
type file struct {
	path string
	w    io.Writer
}

// Stream writes a dataset of a release to w as it is made; GeoPackages need a
// path and are ErrFormat here.
func (d Dataset) Stream(ctx context.Context, f Format, e *tiles.Edition, w io.Writer) error {
	if f == GeoPackage {
		return fmt.Errorf("%w: %s is no stream", ErrFormat, f)
	}
	return d.write(ctx, f, e, file{w: w})
}

// write writes a dataset of a release. Of one release and dataset it always
// writes the same bytes.
func (d Dataset) write(ctx context.Context, f Format, e *tiles.Edition, to file) error {
	if !d.Has(f) {
		return fmt.Errorf("%w: %s as %.20q; there are %v", ErrFormat, d.Name, f, d.Formats)
	}
	rows, err := d.Rows(e)
	if err != nil {
		return err
	}
	checked := func(yield func(Row, error) bool) {
		for row := range rows {
			err := d.checked(row)
			if err == nil {
				err = ctx.Err()
			}
			if !yield(row, err) || err != nil {
				return
			}
		}
	}
	s := sheet{Dataset: d, edition: e, rows: checked}
	switch f {
	case GeoPackage:
		return s.geoPackage(ctx, to.path)
	case GeoJSON:
		return s.geoJSON(to.w)
	case GeoParquet:
		return s.parquet(to.w)
	case CSV:
		return s.csv(to.w)
	}
	return s.workbook(to.w)
}

// sheet is a dataset of one release about to be written.
type sheet struct {
	Dataset
	edition *tiles.Edition
	rows    func(yield func(Row, error) bool)
}

// says is what the figures must not stand without, in one line.
func (s sheet) says() string {
	r := s.edition.View.Release
	whose := "Mọi nhà mạng gộp lại"
	if s.own {
		whose = "Từng nhà mạng"
	}
	said := fmt.Sprintf("%s. %s Định nghĩa: %s. %s · đến ngày %s · bản công bố %d", s.Title.Vietnamese, s.About.Vietnamese, s.Definition.Vietnamese, whose, r.AsOf.UTC().Format(time.DateOnly), r.ID)
	if r.Synthetic {
		said += " · DỮ LIỆU MẪU BỊA RA, invented sample"
	}
	return said
}

// csv begins with the header; programs read it, so there is no mark before it.
func (s sheet) csv(w io.Writer) error {
	out, err := report.NewCSV(w, false)
	if err != nil {
		return err
	}
	head := make([]any, len(s.Columns))
	for i, c := range s.Columns {
		head[i] = c.Name
	}
	if err := out.Row(head...); err != nil {
		return err
	}
	for row, err := range s.rows {
		if err == nil {
			err = out.Row(row.Values...)
		}
		if err != nil {
			return err
		}
	}
	return out.End()
}

// geoPackage makes one feature table, called as the dataset.
func (s sheet) geoPackage(ctx context.Context, path string) error {
	table := geopackage.NewTable{Name: tableName(s.Name), Title: s.Title.Vietnamese, About: s.says(), Shape: s.Shape, Changed: s.edition.View.Release.PublishedAt.UTC()}
	types := map[Kind]string{Text: "TEXT", Whole: "INTEGER", Number: "REAL", Truth: "BOOLEAN"}
	for _, c := range s.Columns {
		table.Columns = append(table.Columns, geopackage.NewColumn{Name: c.Name, Type: types[c.Kind]})
	}
	return geopackage.Write(ctx, path, table, func(yield func(geopackage.NewRow, error) bool) {
		for row, err := range s.rows {
			if !yield(geopackage.NewRow{Shape: wound(row.Shape), Values: row.Values}, err) {
				return
			}
		}
	})
}

// tableName has underscores: hyphens need quotes in SQL.
func tableName(name string) string {
	text := []byte(name)
	for i, c := range text {
		if c == '-' {
			text[i] = '_'
		}
	}
	return string(text)
}
