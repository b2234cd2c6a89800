package sample

import (
	"math"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"
)

func reversed(line []orb.Point) []orb.Point {
	out := make([]orb.Point, len(line))
	for i, p := range line {
		out[len(line)-1-i] = p
	}
	return out
}

// assembled puts holes into the polygons that they pierce. Columns count east
// and rows count south, so a ring walked with its inside on the left is
// counter-clockwise on the map.
func assembled(rings []orb.Ring) orb.MultiPolygon {
	var polygons orb.MultiPolygon
	var holes []orb.Ring
	for _, ring := range rings {
		if ring.Orientation() == orb.CCW {
			polygons = append(polygons, orb.Polygon{ring})
		} else {
			holes = append(holes, ring)
		}
	}
	for _, hole := range holes {
		for i := range polygons {
			if len(polygons) == 1 || planar.RingContains(polygons[i][0], hole[0]) {
				polygons[i] = append(polygons[i], hole)
				break
			}
		}
	}
	return polygons
}

// smoothed averages each point with its neighbours, twice; the ends stay. A
// closed line is smoothed across its seam.
func smoothed(line []orb.Point) []orb.Point {
	n := len(line)
	closed := n > 3 && line[0] == line[n-1]
	for range 2 {
		out := append([]orb.Point(nil), line...)
		for i := 1; i+1 < n; i++ {
			out[i] = averaged(line[i-1], line[i], line[i+1])
		}
		if closed {
			out[0] = averaged(line[n-2], line[0], line[1])
			out[n-1] = out[0]
		}
		line = out
	}
	return line
}

func averaged(a, b, c orb.Point) orb.Point {
	return orb.Point{(a[0] + 2*b[0] + c[0]) / 4, (a[1] + 2*b[1] + c[1]) / 4}
}

// simplified drops points that lie within tolerance of the line without them
// (Douglas and Peucker). A closed line keeps its farthest point, too.
func simplified(line []orb.Point, tolerance float64) []orb.Point {
	n := len(line)
	if n < 3 {
		return line
	}
	if line[0] == line[n-1] {
		far, at := -1.0, 0
		for i, p := range line {
			if d := math.Hypot(p[0]-line[0][0], p[1]-line[0][1]); d > far {
				far, at = d, i
			}
		}
		head := simplified(line[:at+1:at+1], tolerance)
		tail := simplified(line[at:], tolerance)
		if len(head)+len(tail) < 5 { // a ring needs a third corner
			return line
		}
		return append(head[:len(head):len(head)], tail[1:]...)
	}
	far, at := tolerance, -1
	for i := 1; i+1 < n; i++ {
		if d := planar.DistanceFromSegment(line[0], line[n-1], line[i]); d > far {
			far, at = d, i
		}
	}
	if at < 0 {
		return []orb.Point{line[0], line[n-1]}
	}
	head := simplified(line[:at+1:at+1], tolerance)
	return append(head[:len(head):len(head)], simplified(line[at:], tolerance)[1:]...)
}
