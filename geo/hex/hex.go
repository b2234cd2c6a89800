// Package hex turns places into H3 hexes and back. It is the only package that
// knows h3-go, and the only place where lon,lat becomes lat,lng.
package hex

import (
	"math"
	"slices"

	"github.com/paulmach/orb"
	"github.com/uber/h3-go/v4"

	"phusong/geo"
)

// MaxResolution is the finest H3 resolution.
const MaxResolution = 15

// At returns the hex of resolution res that holds p, or 0 where p is not a
// place on Earth or res is not a resolution.
func At(p orb.Point, res int) geo.Hex {
	if !onEarth(p) || res < 0 || res > MaxResolution {
		return 0
	}
	h, err := h3.LatLngToCell(h3.LatLng{Lat: p.Lat(), Lng: p.Lon()}, res)
	if err != nil {
		return 0
	}
	return geo.Hex(h)
}

// Valid reports whether h is a hex of H3 at all.
func Valid(h geo.Hex) bool { return h3.Cell(h).IsValid() }

// Centre returns the centre of h, which must be valid.
func Centre(h geo.Hex) orb.Point {
	at, err := h3.CellToLatLng(h3.Cell(h))
	if err != nil {
		return orb.Point{math.NaN(), math.NaN()}
	}
	return orb.Point{at.Lng, at.Lat}
}

// Boundary returns the outline of h, closed and counter-clockwise. It has six
// corners, five for a pentagon, and one more for each edge of the icosahedron
// it crosses. A hex that is not valid has no outline.
func Boundary(h geo.Hex) orb.Ring {
	if !Valid(h) {
		return nil
	}
	corners, err := h3.CellToBoundary(h3.Cell(h))
	if err != nil {
		return nil
	}
	ring := make(orb.Ring, 0, len(corners)+1)
	for _, c := range corners {
		ring = append(ring, orb.Point{c.Lng, c.Lat})
	}
	return append(ring, ring[0])
}

// Parent returns the hex of the coarser resolution res above h; h itself at its
// own resolution, 0 for a finer one.
func Parent(h geo.Hex, res int) geo.Hex {
	if res < 0 || res > h.Resolution() {
		return 0
	}
	unused := geo.Hex(1)<<(3*(MaxResolution-res)) - 1
	return h&^(15<<52) | geo.Hex(res)<<52 | unused
}

// Children returns the hexes of the finer resolution res below h, ascending:
// seven for each step, six for a pentagon's. The first one shares the centre of h.
func Children(h geo.Hex, res int) []geo.Hex {
	return appendChildren(nil, h, res)
}

func appendChildren(to []geo.Hex, h geo.Hex, res int) []geo.Hex {
	if res < h.Resolution() || res > MaxResolution {
		return to
	}
	if h3.Cell(h).IsPentagon() {
		below, err := h3.Cell(h).Children(res)
		if err != nil {
			return to
		}
		from := len(to)
		for _, c := range below {
			to = append(to, geo.Hex(c))
		}
		slices.Sort(to[from:])
		return to
	}
	return appendDigits(to, h, res)
}

// appendDigits walks the seven digits of each finer resolution down to res.
func appendDigits(to []geo.Hex, h geo.Hex, res int) []geo.Hex {
	at := h.Resolution()
	if at == res {
		return append(to, h)
	}
	shift := 3 * (MaxResolution - at - 1)
	child := h&^(15<<52) | geo.Hex(at+1)<<52
	for digit := range geo.Hex(7) {
		to = appendDigits(to, child&^(7<<shift)|digit<<shift, res)
	}
	return to
}

// Neighbours returns the hexes around h counter-clockwise: element i lies across
// the side that begins at corner i of the boundary. A pentagon's last is 0.
func Neighbours(h geo.Hex) [6]geo.Hex {
	var around [6]geo.Hex
	disk, err := h3.GridDisk(h3.Cell(h), 1)
	if err != nil {
		return around
	}
	centre, first := Centre(h), Boundary(h)[0]
	start := bearing(centre, first)
	turn := func(n geo.Hex) float64 {
		return math.Mod(bearing(centre, Centre(n))-start+4*math.Pi, 2*math.Pi)
	}
	n := 0
	for _, c := range disk {
		if geo.Hex(c) != h && c != 0 && n < len(around) {
			around[n] = geo.Hex(c)
			n++
		}
	}
	slices.SortFunc(around[:n], func(a, b geo.Hex) int {
		if turn(a) < turn(b) {
			return -1
		}
		return 1
	})
	return around
}

// bearing is the angle from east, counter-clockwise, in radians, of the way
// from a to b on a map true to angles at a.
func bearing(a, b orb.Point) float64 {
	east := math.Remainder(b.Lon()-a.Lon(), 360) * math.Cos(a.Lat()*math.Pi/180)
	return math.Atan2(b.Lat()-a.Lat(), east)
}

func onEarth(p orb.Point) bool {
	return math.Abs(p.Lon()) <= 180 && math.Abs(p.Lat()) <= 90
}
