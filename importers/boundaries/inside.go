package boundaries

import (
	"sort"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

func inside(shape orb.MultiPolygon, p orb.Point) bool {
	return planar.MultiPolygonContains(shape, p)
}

// representative is a point inside a shape: the centroid of its largest part
// where that is inside, else the middle of the widest stretch across it.
func representative(shape orb.MultiPolygon) orb.Point {
	var largest orb.Polygon
	most := -1.0
	for _, polygon := range shape {
		if area := planar.Area(polygon); area > most {
			largest, most = polygon, area
		}
	}
	centroid, _ := planar.CentroidArea(largest)
	if planar.PolygonContains(largest, centroid) {
		return centroid
	}
	return widestMiddle(largest, centroid[1])
}

// widestMiddle cuts a polygon by a parallel and takes the middle of the longest
// piece inside.
func widestMiddle(polygon orb.Polygon, lat float64) orb.Point {
	var crossings []float64
	for _, ring := range polygon {
		for i := 1; i < len(ring); i++ {
			a, b := ring[i-1], ring[i]
			if (a[1] > lat) != (b[1] > lat) {
				crossings = append(crossings, a[0]+(lat-a[1])/(b[1]-a[1])*(b[0]-a[0]))
			}
		}
	}
	sort.Float64s(crossings)
	best, width := polygon[0][0], 0.0
	for i := 1; i < len(crossings); i += 2 {
		if w := crossings[i] - crossings[i-1]; w > width {
			best, width = orb.Point{(crossings[i] + crossings[i-1]) / 2, lat}, w
		}
	}
	return best
}
