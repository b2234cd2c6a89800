// Package opendata writes one release as files that anybody may take: datasets
// of its public edition in the formats of GIS programs, spreadsheets and
// notebooks, and the catalogue that says what each of them means. What the
// public edition does not show cannot be in there.
package opendata

import (
	"cmp"
	"errors"
	"fmt"
	"iter"
	"slices"
	"strconv"
	"time"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/tiles"
)

// The errors of names that nobody knows, and of editions that are not for
// everybody.
var (
	ErrDataset    = errors.New("no such dataset")
	ErrFormat     = errors.New("the dataset has no such format")
	ErrNotPublic  = errors.New("open data is made from the public edition alone")
	errUnfinished = errors.New("the row does not fit the columns")
)

// Kind is what stands in a column.
type Kind uint8

// The kinds, as Go values in a row: string, int, float64, bool; nil where it is
// not known.
const (
	Text Kind = iota
	Whole
	Number
	Truth
)

// Column is one column of a dataset.
type Column struct {
	Name string
	Kind Kind
	tiles.Text
}

// Row is what the columns hold, in their order, and the shape where the dataset
// has one: a polygon or multipolygon in WGS84, lon lat, or nil. Operator is whom
// the values are about, "" for any operator.
type Row struct {
	Values   []any
	Shape    orb.Geometry
	Operator geo.OperatorCode
}

// Dataset is one table of a release. Shape is the OGC name of its geometries, ""
// where it has none.
type Dataset struct {
	Name       string
	Title      tiles.Text
	About      tiles.Text
	Definition tiles.Text
	Shape      string
	Columns    []Column
	Formats    []Format

	rows func(*tiles.Edition) iter.Seq[Row]
	own  bool // made from the edition of whoever asks
}

// Datasets returns all datasets in the order they are shown.
func Datasets() []Dataset {
	all := []Dataset{hamlets()}
	all = append(all, gaps(geo.LevelCommune, geo.Vintage2025), gaps(geo.LevelCommune, geo.Vintage2024), gaps(geo.LevelDistrict, geo.Vintage2024))
	all = append(all, units(), coverage(), availability())
	for i := range all {
		all[i].Columns = append(all[i].Columns, origin()...)
	}
	return all
}

// ByName finds a dataset, or fails with ErrDataset.
func ByName(name string) (Dataset, error) {
	all := Datasets()
	i := slices.IndexFunc(all, func(d Dataset) bool { return d.Name == name })
	if i < 0 {
		return Dataset{}, fmt.Errorf("%w: %.60q", ErrDataset, name)
	}
	return all[i], nil
}

// Has tells whether the dataset can be had in a format.
func (d Dataset) Has(f Format) bool { return slices.Contains(d.Formats, f) }

// origin are the last columns of every dataset: what no figure stands without.
func origin() []Column {
	return []Column{
		{"operator", Text, tiles.Text{Vietnamese: "nhà mạng: any là mọi nhà mạng gộp lại", English: "operator: any is the union of all of them"}},
		{"as_of", Text, tiles.Text{Vietnamese: "ngày của số liệu đầu vào", English: "day of the data that it was computed from"}},
		{"release", Whole, tiles.Text{Vietnamese: "số bản công bố", English: "number of the release"}},
		{"synthetic", Truth, tiles.Text{Vietnamese: "true: dữ liệu mẫu bịa ra, không phải hiện trạng", English: "true: an invented sample, not the state of things"}},
	}
}

// Rows goes through the dataset's rows of a release. Of open data it fails with
// ErrNotPublic where the edition is not the public one.
func (d Dataset) Rows(e *tiles.Edition) (iter.Seq[Row], error) {
	if e.Cut != data.PublicCut && !d.own {
		return nil, ErrNotPublic
	}
	number, err := strconv.Atoi(e.ID)
	if err != nil {
		return nil, fmt.Errorf("release %.20q is no number", e.ID)
	}
	last := []any{e.View.Release.AsOf.UTC().Format(time.DateOnly), number, e.View.Release.Synthetic}
	return func(yield func(Row) bool) {
		for row := range d.rows(e) {
			row.Values = append(row.Values, string(cmp.Or(row.Operator, geo.AnyOperator)))
			if row.Values = append(row.Values, last...); !yield(row) {
				return
			}
		}
	}, nil
}

// checked tells that a row has a value for each column.
func (d Dataset) checked(row Row) error {
	if len(row.Values) != len(d.Columns) {
		return fmt.Errorf("%w: %d values for %d columns of %s", errUnfinished, len(row.Values), len(d.Columns), d.Name)
	}
	return nil
}

// known is a number that may be missing.
func known(n *int) any {
	if n == nil {
		return nil
	}
	return *n
}

// said is a text that may be missing.
func said[S ~string](s S) any {
	if s == "" {
		return nil
	}
	return string(s)
}
