package hex

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/uber/h3-go/v4"

	"phusong/geo"
)

// step is how many resolutions the cover is coarser than what it covers.
const step = 2

// cover is a set of coarse hexes that together hold every hex to be found.
type cover struct {
	res     int
	spacing float64 // km, less than half the narrowest hex of res
	most    int     // of hexes held: some eight candidates for each hex allowed
	held    map[geo.Hex]bool
}

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
