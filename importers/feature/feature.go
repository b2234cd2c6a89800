// Package feature reads shapes with properties: GeoJSON, KML, GeoPackages and
// zipped Shapefiles.
// A shape that cannot be is kept with the reason, so that one bad polygon does
// not cost the file; coordinates are checked, not judged.
package feature

import (
	"context"
	"strconv"

	"github.com/paulmach/orb"

	"phusong/importers/charset"
	"phusong/importers/intake"
	"phusong/importers/table"
)

// Collection is a file of features, or one layer of it; Name is the layer's, ""
// where the file has but one. SRID is the frame of the coordinates: 4326,
// or a VN-2000 grid that still has to be turned.
type Collection struct {
	Name      string
	SRID      int
	Synthetic bool
	Assumed   bool // the file does not say its frame
	Features  []Feature

	Fields      []string             // the names of all properties, folded and in order
	Conversions []charset.Conversion // what was done to their texts; Column is an index of Fields, or -1 for the names themselves
}

// Layers reads a file of features by its kind, under the limits it was taken in
// with. Only a GeoPackage has several layers. The error is a *intake.Refusal.
func Layers(file intake.File) ([]Collection, error) {
	var c Collection
	var err error
	switch limits := file.Limits(); file.Kind {
	case intake.GeoJSON:
		c, err = GeoJSON(file.Content, limits)
	case intake.KML:
		c, err = KML(file.Content, limits)
	case intake.Shapefile:
		c, err = Shapefile(file.Parts, limits)
	case intake.GeoPackage:
		return GeoPackage(file.Content, limits)
	default:
		return nil, file.Is(Kinds()...)
	}
	if err != nil {
		return nil, err
	}
	return []Collection{c}, nil
}

// Open reads a file of features as one, whatever its layers. The error is a
// *intake.Refusal.
func Open(file intake.File) (Collection, error) {
	layers, err := Layers(file)
	if err != nil {
		return Collection{}, err
	}
	all := layers[0]
	for _, layer := range layers[1:] {
		if layer.SRID != all.SRID {
			return Collection{}, intake.Refuse("layers-frames", "các lớp có hệ toạ độ khác nhau (%[1]s, %[2]s): hãy xuất riêng từng lớp", "the layers are in different coordinate systems (%[1]s, %[2]s): export them one by one", all.Name, layer.Name)
		}
		for _, f := range layer.Features {
			f.Number = len(all.Features) + 1
			all.Features = append(all.Features, f)
		}
		all.Assumed, all.Synthetic = all.Assumed || layer.Assumed, all.Synthetic || layer.Synthetic
		all.Conversions = append(all.Conversions, layer.Conversions...)
	}
	all.Name = ""
	return all, nil
}

// Kinds are the kinds of files that hold features.
func Kinds() []intake.Kind {
	return []intake.Kind{intake.GeoJSON, intake.KML, intake.GeoPackage, intake.Shapefile}
}

// Transform brings points of an EPSG system to WGS 84.
type Transform func(ctx context.Context, srid int, points []orb.Point) ([]orb.Point, error)

// Turn brings the shapes to WGS 84; turned tells whether they had to be.
func (c *Collection) Turn(ctx context.Context, transform Transform) (turned bool, err error) {
	if c.SRID == wgs84 {
		return false, nil
	}
	var all []orb.Point
	for i := range c.Features {
		eachPoint(c.Features[i].Geometry, func(p orb.Point) orb.Point {
			all = append(all, p)
			return p
		})
	}
	if all, err = transform(ctx, c.SRID, all); err != nil {
		return false, err
	}
	next := 0
	for i := range c.Features {
		f := &c.Features[i]
		f.Geometry = eachPoint(f.Geometry, func(orb.Point) orb.Point {
			next++
			return all[next-1]
		})
	}
	return true, nil
}

// eachPoint replaces every vertex of a shape in place, and returns the shape.
func eachPoint(g orb.Geometry, turn func(orb.Point) orb.Point) orb.Geometry {
	switch g := g.(type) {
	case orb.Point:
		return turn(g)
	case orb.MultiPolygon:
		for _, polygon := range g {
			for _, ring := range polygon {
				for i, p := range ring {
					ring[i] = turn(p)
				}
			}
		}
	}
	return g
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
		return v
	case float64:
		return strconv.FormatFloat(v, 'f', -1, 64)
	case int:
		return strconv.Itoa(v)
	case int64:
		return strconv.FormatInt(v, 10)
	case bool:
		return strconv.FormatBool(v)
	}
	return ""
}
