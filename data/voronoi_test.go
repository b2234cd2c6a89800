package data_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"phusong/data/datatest"
)

// horseshoe is an area with a bay, 22° from the equator where a degree of
// longitude is shorter than one of latitude.
func horseshoe() orb.MultiPolygon {
	return orb.MultiPolygon{{{{105, 22}, {105.3, 22}, {105.3, 22.3}, {105.2, 22.3}, {105.2, 22.1}, {105.1, 22.1}, {105.1, 22.3}, {105, 22.3}, {105, 22}}}}
}

func TestVoronoiGivesLandToTheNearestPoint(t *testing.T) {
	store, area := datatest.New(t), horseshoe()
	chance := rand.New(rand.NewPCG(1, 2))
	inArea := func() orb.Point {
		for {
			p := orb.Point{105 + 0.3*chance.Float64(), 22 + 0.3*chance.Float64()}
			if planar.MultiPolygonContains(area, p) {
				return p
			}
		}
	}
	seeds := make([]orb.Point, 20)
	for i := range seeds {
		seeds[i] = inArea()
	}
	parts, err := store.Voronoi(t.Context(), area, seeds)
	if err != nil {
		t.Fatal(err)
	}
	shrink := math.Cos(22.15 * math.Pi / 180)
	for range 500 {
		p := inArea()
		nearest, least := 0, math.Inf(1)
		for i, s := range seeds {
			if d := math.Hypot((s[0]-p[0])*shrink, s[1]-p[1]); d < least {
				nearest, least = i, d
			}
		}
		if !planar.MultiPolygonContains(parts[nearest], p) {
			t.Errorf("%v is nearest to seed %d, but not in its part", p, nearest)
		}
	}
	total := 0.0
	for _, part := range parts {
		total += planar.Area(part)
	}
	if math.Abs(total-planar.Area(area)) > 1e-12 {
		t.Errorf("the parts hold %v square degrees of %v", total, planar.Area(area))
	}
	reasons, err := store.InvalidReasons(t.Context(), parts)
	if err != nil {
		t.Fatal(err)
	}
	for i, reason := range reasons {
		if reason != "" {
			t.Errorf("part %d: %s", i, reason)
		}
	}
}

func TestVoronoiOfFewPoints(t *testing.T) {
	store, area := datatest.New(t), horseshoe()
	if parts, err := store.Voronoi(t.Context(), area, nil); err != nil || len(parts) != 0 {
		t.Errorf("no point: %v, %v", parts, err)
	}
	if parts, err := store.Voronoi(t.Context(), area, []orb.Point{{105.05, 22.05}}); err != nil || len(parts) != 1 || planar.Area(parts[0]) != planar.Area(area) {
		t.Errorf("one point: %v, %v", parts, err)
	}
	if parts, err := store.Voronoi(t.Context(), area, []orb.Point{{105.05, 22.05}, {105.25, 22.05}}); err != nil || len(parts) != 2 {
		t.Errorf("two points: %v, %v", parts, err)
	}
	if _, err := store.Voronoi(t.Context(), area, []orb.Point{{105.05, 22.05}, {105.25, 22.05}, {105.05, 22.05}}); err == nil {
		t.Error("two hamlets on one point were each given land")
	}
}
