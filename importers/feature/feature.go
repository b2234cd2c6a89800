// Package feature reads shapes with properties: GeoJSON and zipped Shapefiles.
// A shape that cannot be is kept with the reason, so that one bad polygon does
// not cost the file; coordinates are checked, not judged.
package feature

import (
	"strconv"
	"strings"

	"github.com/paulmach/orb"

	"phusong/importers/table"
)

// The bounds of what is taken; a vertex is one position of a shape.
const (
	MaxVertices     = 50_000    // of one feature
	MaxFileVertices = 2_000_000 // of one file
	MaxFeatures     = 200_000
	maxProperties   = 200
)

// Collection is a file of features. SRID is the frame of the coordinates: 4326,
// or a VN-2000 grid that still has to be turned.
type Collection struct {
	SRID      int
	Synthetic bool
	Assumed   bool // the file does not say its frame
	Features  []Feature
}

// Feature is one shape. Number counts from 1 in the file's order. Where Fault is
// set the shape could not be read and Geometry is nil.
type Feature struct {
	Number     int
	Geometry   orb.Geometry
	Properties map[string]string // by folded name
	Fault      *Fault
}

// Fault is why a shape could not be read.
type Fault struct {
	Code, Vietnamese, English string
}

func fault(code, vietnamese, english string) *Fault {
	return &Fault{code, vietnamese, english}
}

// Text returns the first property that is there under one of the names.
func (f *Feature) Text(names ...string) string {
	for _, name := range names {
		if text := f.Properties[table.Fold(name)]; text != "" {
			return text
		}
	}
	return ""
}

// Float returns the first property that is a number under one of the names.
func (f *Feature) Float(names ...string) (float64, bool) {
	for _, name := range names {
		if value, ok := table.Number(f.Properties[table.Fold(name)]); ok {
			return value, true
		}
	}
	return 0, false
}

// text writes a property's value as people would.
func text(value any) string {
	switch v := value.(type) {
	case string:
		return strings.TrimSpace(v)
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case int:
		return strconv.Itoa(v)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}
