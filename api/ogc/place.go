package ogc

import (
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paulmach/orb"
)

// system is a coordinate reference system of answers. Turn takes longitude and
// latitude in degrees to what the system writes, in its order of axes, with so
// many digits after the point; back is the other way round.
type system struct {
	URI        string
	turn, back func(orb.Point) orb.Point
	digits     int
	degrees    bool
}

// The systems, the one that shapes are kept in first.
const (
	crs84    = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
	epsg4326 = "http://www.opengis.net/def/crs/EPSG/0/4326"
	epsg3857 = "http://www.opengis.net/def/crs/EPSG/0/3857"
)

func systems() []system {
	same := func(p orb.Point) orb.Point { return p }
	swap := func(p orb.Point) orb.Point { return orb.Point{p[1], p[0]} }
	return []system{{crs84, same, same, 7, true}, {epsg4326, swap, swap, 7, true}, {epsg3857, toMercator, fromMercator, 2, false}}
}

func systemURIs() []string {
	var all []string
	for _, s := range systems() {
		all = append(all, s.URI)
	}
	return all
}

// readSystem finds the system that a parameter names; "" is CRS84.
func (q *question) readSystem(parameter string) (system, error) {
	said := q.query.Get(parameter)
	if !q.query.Has(parameter) {
		said = crs84
	}
	for _, s := range systems() {
		if s.URI == said {
			return s, nil
		}
	}
	return system{}, wrong("%s %.80q is not one of %s", parameter, said, strings.Join(systemURIs(), ", "))
}

// earthRadiusM is the radius of the sphere of EPSG:3857.
const earthRadiusM = 6378137.0

func toMercator(p orb.Point) orb.Point {
	return orb.Point{earthRadiusM * p[0] * math.Pi / 180, earthRadiusM * math.Asinh(math.Tan(p[1]*math.Pi/180))}
}

func fromMercator(p orb.Point) orb.Point {
	return orb.Point{p[0] / earthRadiusM * 180 / math.Pi, math.Atan(math.Sinh(p[1]/earthRadiusM)) * 180 / math.Pi}
}

// shape appends a geometry as GeoJSON in the system; nil and what has no points
// is null. Outer rings run against the clock, as RFC 7946 wants.
func (s *system) shape(to []byte, g orb.Geometry) []byte {
	switch g := g.(type) {
	case orb.Point:
		to = append(to, `{"type":"Point","coordinates":`...)
		return append(s.point(to, g), '}')
	case orb.MultiPolygon:
		if len(g) == 0 {
			break
		}
		to = append(to, `{"type":"MultiPolygon","coordinates":[`...)
		for i, polygon := range g {
			to = comma(to, i)
			to = append(to, '[')
			for k, ring := range polygon {
				to = s.ring(comma(to, k), ring, k == 0)
			}
			to = append(to, ']')
		}
		return append(to, "]}"...)
	}
	return append(to, "null"...)
}

func (s *system) ring(to []byte, ring orb.Ring, outer bool) []byte {
	backwards := (ring.Orientation() == orb.CW) == outer
	to = append(to, '[')
	for i := range ring {
		p := ring[i]
		if backwards {
			p = ring[len(ring)-1-i]
		}
		to = s.point(comma(to, i), p)
	}
	return append(to, ']')
}

func (s *system) point(to []byte, p orb.Point) []byte {
	p = s.turn(p)
	to = fixed(append(to, '['), p[0], s.digits)
	to = fixed(append(to, ','), p[1], s.digits)
	return append(to, ']')
}

func comma(to []byte, i int) []byte {
	if i > 0 {
		return append(to, ',')
	}
	return to
}

// fixed appends v rounded to so many digits after the point, without the zeros at
// the end. It is some ten times as fast as strconv, and most of an answer.
func fixed(to []byte, v float64, digits int) []byte {
	scale := int64(math.Pow10(digits))
	n := int64(math.Round(v * float64(scale)))
	if n < 0 {
		to, n = append(to, '-'), -n
	}
	to = strconv.AppendInt(to, n/scale, 10)
	rest := n % scale
	if rest == 0 {
		return to
	}
	to = append(to, '.')
	for scale /= 10; rest > 0; scale /= 10 {
		to = append(to, byte('0'+rest/scale))
		rest %= scale
	}
	return to
}

// boxes are an area asked for: one box in degrees, or two where it runs across
// the antimeridian.
type boxes []orb.Bound

// boxesOf turns west, south, east, north in the order of the system's axes into
// boxes in degrees. Only in degrees may west be east of east.
func (s system) boxesOf(n [4]float64) (boxes, bool) {
	if slices.ContainsFunc(n[:], func(v float64) bool { return math.IsNaN(v) || math.IsInf(v, 0) }) {
		return nil, false
	}
	low, high := s.back(orb.Point{n[0], n[1]}), s.back(orb.Point{n[2], n[3]})
	switch {
	case low[1] > high[1]:
		return nil, false
	case low[0] <= high[0]:
		return boxes{{Min: low, Max: high}}, true
	case s.degrees:
		return boxes{{Min: low, Max: orb.Point{180, high[1]}}, {Min: orb.Point{-180, low[1]}, Max: high}}, true
	}
	return nil, false
}

// readBox reads a box of four numbers, or of six with heights, which do not count.
func (s system) readBox(text string) (boxes, error) {
	parts := strings.Split(text, ",")
	var n []float64
	for _, part := range parts[:min(len(parts), 7)] {
		v, err := strconv.ParseFloat(strings.TrimSpace(part), 64)
		if err != nil {
			return nil, wrong("bbox %.60q is not four numbers, such as 104.8,21.5,105.6,22.7", text)
		}
		n = append(n, v)
	}
	if len(n) == 6 {
		n = []float64{n[0], n[1], n[3], n[4]}
	}
	if len(n) == 4 {
		if found, ok := s.boxesOf([4]float64(n)); ok {
			return found, nil
		}
	}
	return nil, wrong("bbox %.60q is no box: west,south,east,north in the order of the axes, such as 104.8,21.5,105.6,22.7", text)
}

// meets tells whether a geometry shares a point with the area; the edge is part
// of it. What has no place meets nothing.
func (all boxes) meets(g orb.Geometry) bool {
	return slices.ContainsFunc(all, func(b orb.Bound) bool {
		switch g := g.(type) {
		case orb.Point:
			return b.Contains(g)
		case orb.MultiPolygon:
			return slices.ContainsFunc(g, func(p orb.Polygon) bool { return meetsPolygon(b, p) })
		}
		return false
	})
}

// meetsPolygon: the box meets an edge, or lies whole inside.
func meetsPolygon(b orb.Bound, p orb.Polygon) bool {
	if len(p) == 0 || !b.Intersects(p[0].Bound()) {
		return false
	}
	for _, ring := range p {
		for i := 1; i < len(ring); i++ {
			if meetsEdge(b, ring[i-1], ring[i]) {
				return true
			}
		}
	}
	return inside(p, b.Min)
}

// meetsEdge cuts an edge to the box (Liang and Barsky, 1984).
func meetsEdge(b orb.Bound, from, to orb.Point) bool {
	enter, leave := 0.0, 1.0
	for axis := range 2 {
		step := to[axis] - from[axis]
		low, high := b.Min[axis]-from[axis], b.Max[axis]-from[axis]
		if step == 0 {
			if low > 0 || high < 0 {
				return false
			}
			continue
		}
		a, z := low/step, high/step
		enter, leave = max(enter, min(a, z)), min(leave, max(a, z))
	}
	return enter <= leave
}

// inside counts the edges that a ray to the east crosses.
func inside(p orb.Polygon, at orb.Point) bool {
	odd := false
	for _, ring := range p {
		for i := 1; i < len(ring); i++ {
			a, b := ring[i-1], ring[i]
			if (a[1] > at[1]) != (b[1] > at[1]) && at[0] < a[0]+(at[1]-a[1])/(b[1]-a[1])*(b[0]-a[0]) {
				odd = !odd
			}
		}
	}
	return odd
}
