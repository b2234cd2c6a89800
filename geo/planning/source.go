package planning

import (
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"phusong/geo/terrain"
)

// Source is where a candidate comes from.
type Source string

// The sources: a list somebody gave; the fullest hexes of dark places; the
// highest ground on the edges of hamlets that are not covered; hilltops about
// them; a lattice over the territory; masts of others that stand.
const (
	SourceGiven    Source = "given"
	SourceDark     Source = "dark"
	SourceEdges    Source = "edges"
	SourceHilltops Source = "hilltops"
	SourceGrid     Source = "grid"
	SourceShared   Source = "shared"
)

// Sources returns the sources that are looked for, in the order in which they
// name candidates.
func Sources() []Source {
	return []Source{SourceDark, SourceEdges, SourceShared, SourceGrid, SourceHilltops}
}

// ParseSource reads the name of a source that is looked for.
func ParseSource(name string) (Source, error) {
	if !slices.Contains(Sources(), Source(name)) {
		return "", fmt.Errorf("candidates from %.40q are not known: use dark, edges, hilltops, grid or shared", name)
	}
	return Source(name), nil
}

// Edge is the highest known ground on the border of a territory, the first of
// equals: where a mast looks down on a hamlet and still stands by its road.
func Edge(ground *terrain.Ground, territory orb.MultiPolygon) (orb.Point, bool) {
	best, highest, found := orb.Point{}, math.Inf(-1), false
	for _, polygon := range territory {
		for _, ring := range polygon[:min(1, len(polygon))] {
			for _, at := range ring {
				if h, known := ground.HeightAt(at); known && h > highest {
					best, highest, found = at, h, true
				}
			}
		}
	}
	return best, found
}

// Lattice is the points of a rectangle stepKm apart, rows from the south. It
// fails where there would be more than limit.
func Lattice(box orb.Bound, stepKm float64, limit int) ([]orb.Point, error) {
	if !(stepKm > 0) {
		return nil, fmt.Errorf("%w: a lattice of %g km", ErrProblem, stepKm)
	}
	dLat := stepKm / kmPerDegree
	dLon := dLat / math.Cos(box.Center().Lat()*math.Pi/180)
	rows, cols := (box.Max.Lat()-box.Min.Lat())/dLat, (box.Max.Lon()-box.Min.Lon())/dLon
	if n := math.Floor(rows+1) * math.Floor(cols+1); n > float64(limit) {
		return nil, fmt.Errorf("%w: a lattice of %g km has %.0f points, more than %d: take a wider one", ErrProblem, stepKm, n, limit)
	}
	var all []orb.Point
	for row := range int(rows) + 1 {
		for col := range int(cols) + 1 {
			all = append(all, orb.Point{box.Min.Lon() + float64(col)*dLon, box.Min.Lat() + float64(row)*dLat})
		}
	}
	return all, nil
}

// Given is a candidate that somebody names. Cost, in millions of đồng, stands
// before the cost model's where it is not 0; Grid, "yes" or "no", says whether
// there is electricity, and is "" where nobody knows.
type Given struct {
	ID       string
	Position orb.Point
	Cost     float64
	Grid     string
}
