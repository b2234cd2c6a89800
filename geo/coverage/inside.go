package coverage

import (
	"slices"

	"github.com/paulmach/orb"
)

// pointIn returns a point of an area that lies well inside it: on the parallel
// through the middle of its longest stretch, of seven parallels. An area
// without any ground gives the middle of its bounds.
func pointIn(area orb.MultiPolygon) orb.Point {
	box := area.Bound()
	if len(area) == 0 {
		return orb.Point{}
	}
	best, widest := box.Center(), 0.0
	const parallels = 7
	for i := range parallels {
		lat := box.Min.Lat() + (box.Max.Lat()-box.Min.Lat())*(float64(i)+0.5)/parallels
		xs := crossings(area, lat)
		for j := 1; j < len(xs); j += 2 {
			if width := xs[j] - xs[j-1]; width > widest {
				best, widest = orb.Point{(xs[j] + xs[j-1]) / 2, lat}, width
			}
		}
	}
	return best
}

// crossings returns the longitudes, ascending, at which a parallel crosses the
// sides of an area.
func crossings(area orb.MultiPolygon, lat float64) []float64 {
	var xs []float64
	for _, polygon := range area {
		for _, ring := range polygon {
			for i := range ring {
				a, b := ring[i], ring[(i+1)%len(ring)]
				if (a.Lat() > lat) != (b.Lat() > lat) {
					xs = append(xs, a.Lon()+(lat-a.Lat())/(b.Lat()-a.Lat())*(b.Lon()-a.Lon()))
				}
			}
		}
	}
	slices.Sort(xs)
	return xs
}
