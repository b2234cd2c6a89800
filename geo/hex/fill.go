package hex

import (
	"errors"
	"fmt"
	"math"
	"slices"
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

// step is how many resolutions the cover is coarser than what it covers.
const step = 2

// cover is a set of coarse hexes that together hold every hex to be found.
type cover struct {
	res     int
	spacing float64 // km, less than half the narrowest hex of res
	most    int     // of hexes held: some eight candidates for each hex allowed
	held    map[geo.Hex]bool
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

func newCover(res, limit int) *cover {
	edge, err := h3.HexagonEdgeLengthAvgKm(res)
	if err != nil {
		edge = 1
	}
	return &cover{res: res, spacing: edge / 2, most: limit/6 + 1000, held: map[geo.Hex]bool{}}
}

// add holds the coarse hexes on which the polygon's sides lie and those met on
// a lattice inside it. Every point of the polygon is then in a held hex or in a
// neighbour of one.
func (c *cover) add(p orb.Polygon) error {
	for _, ring := range p {
		for i := range ring {
			c.side(ring[i], ring[(i+1)%len(ring)])
			if len(c.held) > c.most {
				return fmt.Errorf("an outline over more than %d coarse hexes: %w", c.most, ErrTooMany)
			}
		}
	}
	pitch := c.spacing / kmPerDegree
	south, north := latRange(p)
	for y := south; y <= north; y += pitch {
		across := pitch / max(math.Cos(y*math.Pi/180), 0.01)
		xs := crossings(p, y)
		for i := 1; i < len(xs); i += 2 {
			for x := xs[i-1]; x <= xs[i]; x += across {
				c.held[At(orb.Point{x, y}, c.res)] = true
			}
		}
		if len(c.held) > c.most {
			return fmt.Errorf("an area over more than %d coarse hexes: %w", c.most, ErrTooMany)
		}
	}
	return nil
}

// kmPerDegree is the length of a degree of a meridian, a little long, so that
// pitches made from it come out short.
const kmPerDegree = 111.7

func (c *cover) side(a, b orb.Point) {
	long := math.Hypot(b.Lon()-a.Lon(), b.Lat()-a.Lat()) * kmPerDegree
	n := max(int(math.Ceil(long/c.spacing)), 1)
	for i := range n {
		if len(c.held) > c.most {
			return
		}
		t := float64(i) / float64(n)
		c.held[At(orb.Point{a.Lon() + t*(b.Lon()-a.Lon()), a.Lat() + t*(b.Lat()-a.Lat())}, c.res)] = true
	}
}

// padded returns the held hexes and their neighbours, ascending: a side may cut
// a corner between two samples, and centres of children lie on the very border
// of their parents.
func (c *cover) padded() []geo.Hex {
	all := make(map[geo.Hex]bool, 2*len(c.held))
	for h := range c.held {
		all[h] = true
		for _, n := range Neighbours(h) {
			all[n] = true
		}
	}
	delete(all, 0)
	list := make([]geo.Hex, 0, len(all))
	for h := range all {
		list = append(list, h)
	}
	slices.Sort(list)
	return list
}

func latRange(p orb.Polygon) (south, north float64) {
	south, north = math.Inf(1), math.Inf(-1)
	for _, ring := range p {
		for _, at := range ring {
			south, north = min(south, at.Lat()), max(north, at.Lat())
		}
	}
	return south, north
}

// crossings returns the longitudes, ascending and even in number, at which the
// parallel at lat crosses the polygon's sides.
func crossings(p orb.Polygon, lat float64) []float64 {
	var xs []float64
	for _, ring := range p {
		for i := range ring {
			a, b := ring[i], ring[(i+1)%len(ring)]
			if (a.Lat() > lat) != (b.Lat() > lat) {
				xs = append(xs, a.Lon()+(lat-a.Lat())/(b.Lat()-a.Lat())*(b.Lon()-a.Lon()))
			}
		}
	}
	slices.Sort(xs)
	return xs
}

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
