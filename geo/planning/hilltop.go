package planning

import (
	"cmp"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"phusong/geo/terrain"
)

// Hilltops finds where masts see far: points of the ground within nearKm of any
// of places that nothing within aboutKm stands above, the highest above the
// place nearest to them first, at most limit. The ground is looked at every
// stepKm; where it is unknown there is no hilltop.
func Hilltops(ground *terrain.Ground, places []orb.Point, nearKm, aboutKm, stepKm float64, limit int) []orb.Point {
	type top struct {
		at   orb.Point
		over float64
	}
	var tops []top
	seen := map[[2]int]bool{}
	dLat := stepKm / kmPerDegree
	for _, place := range places {
		low, known := ground.HeightAt(place)
		if !known {
			continue
		}
		dLon := dLat / math.Cos(math.Round(place.Lat())*math.Pi/180) // one raster for a degree
		half := int(math.Ceil(nearKm / stepKm))
		row0, col0 := int(math.Floor(place.Lat()/dLat)), int(math.Floor(place.Lon()/dLon))
		for row := row0 - half; row <= row0+half; row++ {
			for col := col0 - half; col <= col0+half; col++ {
				at := orb.Point{float64(col) * dLon, float64(row) * dLat}
				if seen[[2]int{row, col}] || terrain.DistanceKm(place, at) > nearKm {
					continue
				}
				seen[[2]int{row, col}] = true
				if height, ok := ground.HeightAt(at); ok && highest(ground, at, height, aboutKm, dLon, dLat) {
					tops = append(tops, top{at, height - low})
				}
			}
		}
	}
	slices.SortFunc(tops, func(a, b top) int {
		return cmp.Or(cmp.Compare(b.over, a.over), cmp.Compare(a.at.Lon(), b.at.Lon()), cmp.Compare(a.at.Lat(), b.at.Lat()))
	})
	found := make([]orb.Point, 0, min(limit, len(tops)))
	for _, t := range tops[:min(limit, len(tops))] {
		found = append(found, t.at)
	}
	return found
}

const kmPerDegree = 111.195

// highest reports whether no point of the raster within aboutKm stands above
// height; of equal ones the north-eastern one is the top.
func highest(ground *terrain.Ground, at orb.Point, height, aboutKm, dLon, dLat float64) bool {
	half := int(aboutKm / kmPerDegree / dLat)
	for row := -half; row <= half; row++ {
		for col := -half; col <= half; col++ {
			other := orb.Point{at.Lon() + float64(col)*dLon, at.Lat() + float64(row)*dLat}
			if row == 0 && col == 0 || terrain.DistanceKm(at, other) > aboutKm {
				continue
			}
			h, ok := ground.HeightAt(other)
			if ok && (h > height || h == height && (row > 0 || row == 0 && col > 0)) {
				return false
			}
		}
	}
	return true
}
