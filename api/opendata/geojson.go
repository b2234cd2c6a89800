package opendata

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/paulmach/orb"
)

// wound returns a shape whose outer rings run counterclockwise and holes
// clockwise, as RFC 7946 and GeoParquet want them; the shape given is untouched.
func wound(g orb.Geometry) orb.Geometry {
	switch g := g.(type) {
	case orb.Polygon:
		return woundPolygon(g)
	case orb.MultiPolygon:
		turned := make(orb.MultiPolygon, len(g))
		for i, p := range g {
			turned[i] = woundPolygon(p)
		}
		return turned
	}
	return g
}

func woundPolygon(p orb.Polygon) orb.Polygon {
	turned := make(orb.Polygon, len(p))
	for i, ring := range p {
		want := orb.CCW
		if i > 0 {
			want = orb.CW
		}
		if turned[i] = ring; ring.Orientation() != want {
			turned[i] = slices.Clone(ring)
			slices.Reverse(turned[i])
		}
	}
	return turned
}

// geoJSON writes a FeatureCollection (RFC 7946), a feature a line, coordinates
// to seven digits: about a centimetre.
func (s sheet) geoJSON(w io.Writer) error {
	out := bufio.NewWriterSize(w, 1<<16)
	head, err := json.Marshal(map[string]any{"type": "FeatureCollection", "name": s.Name, "title": s.Title.Vietnamese, "description": s.says()})
	if err != nil {
		return err
	}
	if _, err := fmt.Fprintf(out, "%s,\"features\":[", head[:len(head)-1]); err != nil {
		return err
	}
	var line []byte
	first := true
	for row, err := range s.rows {
		if err != nil {
			return err
		}
		line = line[:0]
		if !first {
			line = append(line, ',')
		}
		first = false
		if line, err = s.feature(append(line, '\n'), row); err != nil {
			return err
		}
		if _, err := out.Write(line); err != nil {
			return err
		}
	}
	if _, err := out.WriteString("\n]}\n"); err != nil {
		return err
	}
	return out.Flush()
}

func (s sheet) feature(to []byte, row Row) ([]byte, error) {
	to = append(to, `{"type":"Feature","properties":{`...)
	for i, c := range s.Columns {
		if i > 0 {
			to = append(to, ',')
		}
		to = append(strconv.AppendQuote(to, c.Name), ':') // names are plain ASCII
		value, err := json.Marshal(row.Values[i])
		if err != nil {
			return nil, fmt.Errorf("%s: column %s: %w", s.Name, c.Name, err)
		}
		to = append(to, value...)
	}
	to = append(to, `},"geometry":`...)
	switch g := wound(row.Shape).(type) {
	case orb.Polygon:
		to = append(appendPolygon(append(to, `{"type":"Polygon","coordinates":`...), g), '}')
	case orb.MultiPolygon:
		to = append(to, `{"type":"MultiPolygon","coordinates":[`...)
		for i, p := range g {
			if i > 0 {
				to = append(to, ',')
			}
			to = appendPolygon(to, p)
		}
		to = append(to, `]}`...)
	default:
		to = append(to, `null`...)
	}
	return append(to, '}'), nil
}

func appendPolygon(to []byte, p orb.Polygon) []byte {
	to = append(to, '[')
	for i, ring := range p {
		if i > 0 {
			to = append(to, ',')
		}
		to = append(to, '[')
		for k, point := range ring {
			if k > 0 {
				to = append(to, ',')
			}
			to = append(appendDegree(append(appendDegree(append(to, '['), point[0]), ','), point[1]), ']')
		}
		to = append(to, ']')
	}
	return append(to, ']')
}

func appendDegree(to []byte, v float64) []byte {
	return strconv.AppendFloat(to, math.Round(v*1e7)/1e7, 'f', -1, 64)
}
