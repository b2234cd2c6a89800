package boundaries

import (
	"cmp"
	"context"
	"fmt"
	"math"
	"time"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/importers"
	"phusong/importers/feature"
	"phusong/importers/intake"
)

// source is a file of features on its way to becoming units or hamlets.
type source struct {
	file       intake.File
	collection feature.Collection
	ledger     *importers.Ledger
	notes      map[string]string
	repair     bool // put invalid shapes right instead of refusing them
}

// importAs is what the file becomes under a dataset, whose name the caller may
// have chosen.
func (s *source) importAs(d data.Dataset, chosen string, asOf time.Time, dryRun bool) importers.Import {
	d.Name = cmp.Or(chosen, d.Name)
	return importers.Import{
		File: s.file, Dataset: d, AsOf: asOf, DryRun: dryRun,
		Synthetic: s.collection.Synthetic || importers.Invented(s.file.Name), Counts: s.ledger.Counts(), Issues: s.ledger.Issues(), Notes: s.notes,
	}
}

// open takes a file in, reads its features and brings them to WGS 84.
func open(ctx context.Context, store *data.Store, name string, content []byte, limits *intake.Limits) (*source, error) {
	s, err := parse(name, content, limits)
	if err != nil {
		return nil, err
	}
	return s, s.turn(ctx, store)
}

// parse is open without the database: the features stay in their own frame.
func parse(name string, content []byte, limits *intake.Limits) (*source, error) {
	bounds := intake.TableLimits()
	if limits != nil {
		bounds = *limits
	}
	file, err := intake.Open(name, content, bounds)
	if err != nil {
		return nil, err
	}
	collection, err := feature.Open(file)
	if err != nil {
		return nil, err
	}
	s := &source{file: file, collection: collection, ledger: importers.NewLedger(), notes: map[string]string{}}
	s.ledger.Converted(s.notes, "", collection.Conversions, collection.FieldName)
	for i := range s.collection.Features {
		s.enter(&s.collection.Features[i])
	}
	return s, nil
}

// enter puts a feature into the ledger, refused already if it has no shape.
func (s *source) enter(f *feature.Feature) {
	s.ledger.Row("", f.Number)
	if f.Fault == nil && s.collection.SRID == 4326 && !onGlobe(f.Geometry) {
		f.Fault = &feature.Fault{Code: "geometry-degrees",
			Vietnamese: "toạ độ không phải kinh độ, vĩ độ: thiếu .prj hoặc sai hệ toạ độ",
			English:    "the coordinates are not longitudes and latitudes: the .prj is missing or the system is wrong"}
	}
	if f.Fault != nil {
		s.refuse(f, f.Fault.Code, f.Fault.Vietnamese, f.Fault.English)
	}
}

func onGlobe(g orb.Geometry) bool {
	if g == nil {
		return false
	}
	b := g.Bound()
	return b.Min[0] >= -180 && b.Max[0] <= 180 && b.Min[1] >= -90 && b.Max[1] <= 90 && b.Max[0]-b.Min[0] < 180
}

// turn brings the shapes to WGS 84 if the file is in another frame.
func (s *source) turn(ctx context.Context, store *data.Store) error {
	turned, err := s.collection.Turn(ctx, store.Transform)
	if err != nil {
		return fmt.Errorf("%s: %w", s.file.Name, err)
	}
	if turned {
		s.notes["frame"] = fmt.Sprintf("EPSG:%d", s.collection.SRID)
	}
	return nil
}

func (s *source) refuse(f *feature.Feature, code, vietnamese, english string) {
	s.add(f, data.Refused, code, vietnamese, english)
}

func (s *source) add(f *feature.Feature, severity data.Severity, code, vietnamese, english string) {
	s.ledger.Add(data.Issue{Row: f.Number, Code: code, Severity: severity, Vietnamese: vietnamese, English: english, Raw: label(f)})
}

// label is what a report calls a feature.
func label(f *feature.Feature) string {
	name := f.Text(nameNames()...)
	if code := f.Text(codeNames()...); code != "" {
		name = code + " " + name
	}
	if runes := []rune(name); len(runes) > 120 {
		return string(runes[:120]) + "…"
	}
	return name
}

// taken are the features not refused so far.
func (s *source) taken() []*feature.Feature {
	var kept []*feature.Feature
	for i := range s.collection.Features {
		if f := &s.collection.Features[i]; s.ledger.Taken("", f.Number) {
			kept = append(kept, f)
		}
	}
	return kept
}

// areaKm2 is the area on the sphere of the mean radius, good to 0.5 %.
func areaKm2(shape orb.MultiPolygon) float64 {
	const kmPerDegree = 111.195
	var total float64
	for _, polygon := range shape {
		for i, ring := range polygon {
			area := ringArea(ring) * kmPerDegree * kmPerDegree
			if i > 0 {
				area = -area
			}
			total += area
		}
	}
	return total
}

// ringArea is the area in square degrees of the equal-area plane: latitude is
// replaced by its sine.
func ringArea(ring orb.Ring) float64 {
	const radian = math.Pi / 180
	var sum float64
	for i := 1; i < len(ring); i++ {
		a, b := ring[i-1], ring[i]
		sum += (b[0] - a[0]) * (math.Sin(a[1]*radian) + math.Sin(b[1]*radian)) / radian
	}
	return math.Abs(sum / 2)
}
