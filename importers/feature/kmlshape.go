package feature

import (
	"encoding/xml"
	"math"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// kmlShape gathers the shapes of one Placemark.
type kmlShape struct {
	limit, count int
	points       []orb.Point
	polygons     orb.MultiPolygon
	other        bool // lines, models and tracks: of no use here
	fault        *Fault
}

// geometry is the one shape of use: the areas, or the point where there is one.
func (s *kmlShape) geometry() (orb.Geometry, *Fault) {
	switch {
	case s.fault != nil:
		return nil, s.fault
	case len(s.polygons) > 0:
		for _, polygon := range s.polygons {
			if f := checkRings(polygon); f != nil {
				return nil, f
			}
		}
		return s.polygons, nil
	case len(s.points) == 1 && !s.other:
		return s.points[0], nil
	case len(s.points) > 0 || s.other:
		return nil, wrongShape()
	}
	return nil, fault("geometry-missing", "thiếu hình dạng (geometry)", "the geometry is missing")
}

// shape reads the geometry just begun, of which kind is the name.
func (r *kmlReader) shape(s *kmlShape, kind string) error {
	switch kind {
	case "Point":
		return r.children(func(child xml.StartElement) error {
			return r.coordinates(s, child, func(at []orb.Point) {
				if len(at) != 1 {
					s.fault = unreadable()
					return
				}
				s.points = append(s.points, at[0])
			})
		})
	case "Polygon":
		return r.polygon(s)
	case "MultiGeometry":
		return r.children(func(child xml.StartElement) error { return r.shape(s, child.Name.Local) })
	}
	s.other = true
	return r.skip()
}

func (r *kmlReader) polygon(s *kmlShape) error {
	var outer orb.Ring
	var inner []orb.Ring
	err := r.children(func(boundary xml.StartElement) error {
		isOuter := boundary.Name.Local == "outerBoundaryIs"
		if !isOuter && boundary.Name.Local != "innerBoundaryIs" {
			return r.skip()
		}
		return r.children(func(_ xml.StartElement) error { // LinearRing
			return r.children(func(child xml.StartElement) error {
				return r.coordinates(s, child, func(at []orb.Point) {
					if isOuter {
						outer = at
						return
					}
					inner = append(inner, at)
				})
			})
		})
	})
	s.polygons = append(s.polygons, append(orb.Polygon{outer}, inner...))
	return err
}

// coordinates reads a child that is a list of positions, and skips any other.
func (r *kmlReader) coordinates(s *kmlShape, child xml.StartElement, take func([]orb.Point)) error {
	if child.Name.Local != "coordinates" {
		return r.skip()
	}
	text, err := r.text(math.MaxInt)
	if err != nil {
		return err
	}
	at, f := s.positions(text)
	if f != nil {
		s.fault = f
		return nil
	}
	take(at)
	return nil
}

// positions reads "lon,lat[,height]" apart by blanks. A blank behind a comma,
// which some programs write, does not part two positions.
func (s *kmlShape) positions(text string) ([]orb.Point, *Fault) {
	text = blankComma.Replace(strings.Join(strings.Fields(text), " "))
	var all []orb.Point
	for tuple := range strings.FieldsSeq(text) {
		if s.count++; s.count > s.limit {
			return nil, tooManyVertices(s.limit)
		}
		parts := strings.Split(tuple, ",")
		if len(parts) < 2 || len(parts) > 3 {
			return nil, unreadable()
		}
		lon, err1 := strconv.ParseFloat(parts[0], 64)
		lat, err2 := strconv.ParseFloat(parts[1], 64)
		p := orb.Point{lon, lat}
		if err1 != nil || err2 != nil || !finite(p) {
			return nil, unreadable()
		}
		all = append(all, p)
	}
	return all, nil
}

var blankComma = strings.NewReplacer(" , ", ",", ", ", ",", " ,", ",")
