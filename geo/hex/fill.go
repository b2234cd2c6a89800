package hex

import (
	"errors"
	"fmt"
	"math"
	"sync"

	"github.com/paulmach/orb"
	"github.com/uber/h3-go/v4"

	"phusong/geo"
)

// ErrTooMany means that an area holds more hexes than the caller allows.
var ErrTooMany = errors.New("too many hexes")

// ErrNotOnEarth means that an area has a corner that is not a place.
var ErrNotOnEarth = errors.New("corner is not a place on Earth")

// Fill returns the hexes of resolution res whose centres lie in area, ascending.
// Sides are straight in lon, lat, as H3's own fill has them; a hex whose centre
// lies on a side shared by two areas belongs to one of them only. Areas do not
// cross the 180th meridian. Before any work an area that must hold more than
// limit hexes is refused with ErrTooMany.
func Fill(area orb.MultiPolygon, res, limit int) ([]geo.Hex, error) {
	g, err := NewGrid([]orb.MultiPolygon{area}, res, limit)
	if err != nil {
		return nil, err
	}
	return g.Hexes, nil
}

// candidates returns hexes of resolution res, ascending, among them all those
// whose centres lie in one of the areas.
func candidates(areas []orb.MultiPolygon, res, limit int) ([]geo.Hex, error) {
	if res < 0 || res > MaxResolution {
		return nil, fmt.Errorf("resolution %d: H3 has 0 to %d", res, MaxResolution)
	}
	if err := estimate(areas, res, limit); err != nil {
		return nil, err
	}
	c := newCover(max(res-step, 0), limit)
	for _, area := range areas {
		for _, polygon := range area {
			if err := c.add(polygon); err != nil {
				return nil, err
			}
		}
	}
	var found []geo.Hex
	for _, h := range c.padded() {
		found = appendChildren(found, h, res)
	}
	return found, nil
}

// estimate refuses areas that are not on Earth, and those whose ground alone
// says that they hold more than limit hexes. The smallest hexes of a resolution
// are a little over half the mean one; the areas may overlap.
func estimate(areas []orb.MultiPolygon, res, limit int) error {
	var km2 float64
	for _, area := range areas {
		for _, polygon := range area {
			for _, ring := range polygon {
				for _, p := range ring {
					if !onEarth(p) {
						return fmt.Errorf("corner %v: %w", p, ErrNotOnEarth)
					}
				}
			}
			km2 = max(km2, areaKm2(polygon))
		}
	}
	mean, err := h3.HexagonAreaAvgKm2(res)
	if err != nil {
		return fmt.Errorf("area of a hex at resolution %d: %w", res, err)
	}
	if about := km2 / (2 * mean); about > float64(limit) {
		return fmt.Errorf("an area of %.0f km² at resolution %d, at most %d: %w", km2, res, limit, ErrTooMany)
	}
	return nil
}

// areaKm2 is the ground of a polygon, holes taken off, on a sphere by Lambert's
// cylindrical projection; sides are taken as straight in it.
func areaKm2(p orb.Polygon) float64 {
	const radius = 6371.0088
	var total float64
	for i, ring := range p {
		var twice float64
		for j := 1; j < len(ring); j++ {
			a, b := ring[j-1], ring[j]
			twice += (b.Lon() - a.Lon()) * (sinDeg(a.Lat()) + sinDeg(b.Lat()))
		}
		part := math.Abs(twice) / 2 * math.Pi / 180 * radius * radius
		if i == 0 {
			total += part
		} else {
			total -= part
		}
	}
	return total
}

func sinDeg(a float64) float64 { return math.Sin(a * math.Pi / 180) }

// centres returns the centre of each hex, by all processors.
func centres(hexes []geo.Hex) []orb.Point {
	const block = 4096
	at := make([]orb.Point, len(hexes))
	var wait sync.WaitGroup
	for from := 0; from < len(hexes); from += block {
		wait.Go(func() {
			for i := from; i < min(from+block, len(hexes)); i++ {
				at[i] = Centre(hexes[i])
			}
		})
	}
	wait.Wait()
	return at
}
