package planning

import (
	"errors"
	"testing"

	"github.com/paulmach/orb"

	"phusong/geo/terrain"
)

func TestTheEdgeOfAHamletIsItsHighestBorder(t *testing.T) {
	land := ground(t, func(p orb.Point) float64 { return 1000 * (p.Lon() - 105) })
	square := orb.MultiPolygon{{{{105.02, 22.02}, {105.04, 22.02}, {105.04, 22.04}, {105.02, 22.04}, {105.02, 22.02}}}}
	if at, found := Edge(land, square); !found || at != (orb.Point{105.04, 22.02}) {
		t.Errorf("%v %v", at, found)
	}
	if _, found := Edge(land, nil); found {
		t.Error("nothing has an edge")
	}
}

func TestALatticeIsEvenAndBounded(t *testing.T) {
	box := orb.Bound{Min: orb.Point{105, 22}, Max: orb.Point{105.1, 22.1}}
	points, err := Lattice(box, 2, 1000)
	if err != nil || len(points) != 6*6 {
		t.Fatalf("%d points, %v", len(points), err)
	}
	for i, at := range points {
		if i > 0 && at.Lat() == points[i-1].Lat() {
			if km := terrain.DistanceKm(at, points[i-1]); km < 1.97 || km > 2.03 {
				t.Errorf("%.3f km apart", km)
			}
		}
	}
	if _, err := Lattice(box, 0.1, 1000); !errors.Is(err, ErrProblem) {
		t.Errorf("too fine: %v", err)
	}
	if _, err := Lattice(box, 0, 1000); !errors.Is(err, ErrProblem) {
		t.Errorf("no step: %v", err)
	}
}
