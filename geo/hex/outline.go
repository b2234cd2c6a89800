package hex

import (
	"fmt"

	"github.com/paulmach/orb"
	"github.com/uber/h3-go/v4"

	"phusong/geo"
)

// Outline returns the area of hexes of one resolution, each once, as polygons
// that do not touch along a side: outer rings counter-clockwise, holes clockwise,
// WGS84. None have no area. It fails where hexes are not valid.
func Outline(hexes []geo.Hex) (orb.MultiPolygon, error) {
	cells := make([]h3.Cell, len(hexes))
	for i, h := range hexes {
		cells[i] = h3.Cell(h)
	}
	found, err := h3.CellsToMultiPolygon(cells)
	if err != nil {
		return nil, fmt.Errorf("outline of %d hexes: %w", len(hexes), err)
	}
	area := make(orb.MultiPolygon, 0, len(found))
	for _, p := range found {
		polygon := orb.Polygon{ringOf(p.GeoLoop, orb.CCW)}
		for _, hole := range p.Holes {
			polygon = append(polygon, ringOf(hole, orb.CW))
		}
		area = append(area, polygon)
	}
	return area, nil
}

// ringOf closes a loop and lets it run the way that is wanted.
func ringOf(loop h3.GeoLoop, way orb.Orientation) orb.Ring {
	ring := make(orb.Ring, 0, len(loop)+1)
	for _, c := range loop {
		ring = append(ring, orb.Point{c.Lng, c.Lat})
	}
	ring = append(ring, ring[0])
	if ring.Orientation() != way {
		ring.Reverse()
	}
	return ring
}
