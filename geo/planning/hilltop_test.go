package planning

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"phusong/geo/terrain"
)

// ground is a sheet of some 10 km with a height for every point.
func ground(t *testing.T, height func(orb.Point) float64) *terrain.Ground {
	t.Helper()
	const side, step = 361, 1.0 / 3600
	s := &terrain.Sheet{Name: "hills", West: 105, North: 22.1, StepLon: step, StepLat: step, Cols: side, Rows: side, Scale: 1, Heights: make([]int16, side*side)}
	for i := range s.Heights {
		s.Heights[i] = int16(math.Round(height(orb.Point{105 + float64(i%side)*step, 22.1 - float64(i/side)*step})))
	}
	g, err := terrain.NewGround([]*terrain.Sheet{s})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func TestHilltopsAreTheTopsNearThePlaces(t *testing.T) {
	peaks := []orb.Point{{105.03, 22.05}, {105.07, 22.05}}
	land := ground(t, func(p orb.Point) float64 {
		h := 100.0
		for i, peak := range peaks {
			h = math.Max(h, 400-float64(100*i)-200*terrain.DistanceKm(p, peak))
		}
		return h
	})
	village := orb.Point{105.045, 22.05}
	got := Hilltops(land, []orb.Point{village, village}, 3, 1, 0.1, 2)
	if len(got) != 2 {
		t.Fatalf("%d tops, want 2", len(got))
	}
	for i, peak := range peaks {
		if km := terrain.DistanceKm(got[i], peak); km > 0.15 {
			t.Errorf("top %d is %.2f km from the peak", i, km)
		}
	}
	if far := Hilltops(land, []orb.Point{village}, 1.8, 1, 0.1, 1); len(far) != 1 || terrain.DistanceKm(far[0], peaks[0]) > 0.15 {
		t.Errorf("within 1.8 km: %v, want the nearer peak", far)
	}
	if none := Hilltops(land, []orb.Point{{107, 22}}, 3, 1, 0.1, 9); len(none) != 0 {
		t.Errorf("on unknown ground: %v", none)
	}
}
