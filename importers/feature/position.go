package feature

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"

	"github.com/paulmach/orb"
)

// positions reads the shapes of GeoJSON and counts their vertices.
type positions struct {
	limit, count int
}

type rawGeometry struct {
	Type        string            `json:"type"`
	Coordinates json.RawMessage   `json:"coordinates"`
	Geometries  []json.RawMessage `json:"geometries"`
}

// geometry reads a point, polygon or multipolygon. Other shapes are no places
// and no areas and are faults here.
func (p *positions) geometry(raw json.RawMessage) (orb.Geometry, *Fault) {
	if len(raw) == 0 || bytes.Equal(raw, []byte("null")) {
		return nil, fault("geometry-missing", "thiếu hình dạng (geometry)", "the geometry is missing")
	}
	if bytes.Count(raw, []byte("[")) > 2*p.limit {
		return nil, tooManyVertices(p.limit) // before a list is made of it
	}
	var g rawGeometry
	if err := json.Unmarshal(raw, &g); err != nil {
		return nil, unreadable()
	}
	if g.Type == "GeometryCollection" && len(g.Geometries) == 1 {
		var inner rawGeometry
		if err := json.Unmarshal(g.Geometries[0], &inner); err != nil {
			return nil, unreadable()
		}
		g = inner
	}
	switch g.Type {
	case "Point":
		return p.point(g.Coordinates)
	case "Polygon":
		polygon, f := p.polygon(g.Coordinates)
		if f != nil {
			return nil, f
		}
		return orb.MultiPolygon{polygon}, nil
	case "MultiPolygon":
		return p.multiPolygon(g.Coordinates)
	}
	return nil, wrongShape()
}

func wrongShape() *Fault {
	return fault("geometry-kind", "hình dạng không dùng được: cần điểm (Point), đa giác (Polygon) hoặc nhiều đa giác (MultiPolygon)",
		"the shape is of no use: a Point, Polygon or MultiPolygon is needed")
}

func unreadable() *Fault {
	return fault("geometry-broken", "không đọc được toạ độ của hình", "the coordinates of the shape cannot be read")
}

func (p *positions) point(raw json.RawMessage) (orb.Geometry, *Fault) {
	var values []float64
	if err := json.Unmarshal(raw, &values); err != nil || len(values) < 2 || len(values) > 4 {
		return nil, unreadable()
	}
	p.count++
	at := orb.Point{values[0], values[1]}
	if !finite(at) {
		return nil, unreadable()
	}
	return at, nil
}

func (p *positions) multiPolygon(raw json.RawMessage) (orb.Geometry, *Fault) {
	var parts []json.RawMessage
	if err := json.Unmarshal(raw, &parts); err != nil {
		return nil, unreadable()
	}
	var all orb.MultiPolygon
	for _, part := range parts {
		polygon, f := p.polygon(part)
		if f != nil {
			return nil, f
		}
		all = append(all, polygon)
	}
	if len(all) == 0 {
		return nil, fault("geometry-empty", "hình rỗng, không có đỉnh nào", "the shape is empty: it has no vertex")
	}
	return all, nil
}

func (p *positions) polygon(raw json.RawMessage) (orb.Polygon, *Fault) {
	var rings [][][]float64
	if err := json.Unmarshal(raw, &rings); err != nil {
		return nil, unreadable()
	}
	var polygon orb.Polygon
	for _, positions := range rings {
		p.count += len(positions)
		if p.count > p.limit {
			return nil, tooManyVertices(p.limit)
		}
		ring := make(orb.Ring, len(positions))
		for i, values := range positions {
			if len(values) < 2 {
				return nil, unreadable()
			}
			ring[i] = orb.Point{values[0], values[1]}
		}
		polygon = append(polygon, ring)
	}
	return polygon, checkRings(polygon)
}

func tooManyVertices(limit int) *Fault {
	return fault("vertices-many", fmt.Sprintf("hình có hơn %d đỉnh: hãy đơn giản hoá", limit), fmt.Sprintf("the shape has over %d vertices: simplify it", limit))
}

// checkRings refuses rings that are too short, open or not finite.
func checkRings(polygon orb.Polygon) *Fault {
	if len(polygon) == 0 || len(polygon[0]) == 0 {
		return fault("geometry-empty", "hình rỗng, không có đỉnh nào", "the shape is empty: it has no vertex")
	}
	for _, ring := range polygon {
		for _, p := range ring {
			if !finite(p) {
				return fault("geometry-nan", "hình có đỉnh không phải số (NaN hoặc vô hạn)", "a vertex of the shape is not a number (NaN or infinite)")
			}
		}
		switch {
		case len(ring) < 4:
			return fault("ring-short", "một vòng của đa giác có dưới 4 đỉnh", "a ring of the polygon has fewer than 4 vertices")
		case ring[0] != ring[len(ring)-1]:
			return fault("ring-open", "một vòng của đa giác không khép kín", "a ring of the polygon is not closed")
		}
	}
	return nil
}

func finite(p orb.Point) bool {
	return !math.IsNaN(p[0]) && !math.IsInf(p[0], 0) && !math.IsNaN(p[1]) && !math.IsInf(p[1], 0)
}
