package data

import (
	"fmt"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/ewkb"
)

const wgs84 = 4326

// toEWKB writes g as PostGIS reads it. The geometries of this package always
// have one of orb's own types, which cannot fail to be written.
func toEWKB(g orb.Geometry) []byte {
	return ewkb.MustMarshal(g, wgs84)
}

func pointFrom(b []byte) (orb.Point, error) {
	g, _, err := ewkb.Unmarshal(b)
	if err != nil {
		return orb.Point{}, fmt.Errorf("read point: %w", err)
	}
	p, ok := g.(orb.Point)
	if !ok {
		return orb.Point{}, fmt.Errorf("read point: got %s", g.GeoJSONType())
	}
	return p, nil
}

func multiPolygonFrom(b []byte) (orb.MultiPolygon, error) {
	g, _, err := ewkb.Unmarshal(b)
	if err != nil {
		return nil, fmt.Errorf("read polygon: %w", err)
	}
	switch g := g.(type) {
	case orb.MultiPolygon:
		return g, nil
	case orb.Polygon:
		return orb.MultiPolygon{g}, nil
	}
	return nil, fmt.Errorf("read polygon: got %s", g.GeoJSONType())
}
