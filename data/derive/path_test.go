package derive_test

import (
	"errors"
	"math"
	"testing"

	"github.com/paulmach/orb"

	"phusong/data/datatest"
	"phusong/data/derive"
	"phusong/geo"
)

func TestWhyTheVillageBehindTheWallIsDark(t *testing.T) {
	store := datatest.New(t)
	world(t, store, 200, false)
	release := publish(t, store, derive.NewEngine(store))
	view, err := store.LoadPaths(t.Context(), release.ID)
	if err != nil {
		t.Fatal(err)
	}
	behind := derive.PathQuestion{To: orb.Point{105.12, 22.05}, Network: geo.Network{Operator: geo.AnyOperator, Technology: geo.LTE}}
	e, err := derive.Explain(view, behind)
	if err != nil {
		t.Fatal(err)
	}
	if e.LineOfSight || e.Obstacle == nil || e.Received == nil || e.Received.Covered {
		t.Fatalf("the village behind the wall: %+v", e)
	}
	wallKm := 2.06 // from 105.08 to 105.10 E at 22.05 N
	if math.Abs(e.Obstacle.DistanceKm-wallKm) > 0.25 {
		t.Errorf("the wall is at %.2f km, the explanation says %.2f", wallKm, e.Obstacle.DistanceKm)
	}
	before := behind
	before.To = orb.Point{105.06, 22.05}
	if e, err = derive.Explain(view, before); err != nil || !e.LineOfSight || !e.Received.Covered {
		t.Errorf("the village before the wall: %v %+v", err, e.Received)
	}
	// Of three sectors the one that looks that way is chosen: 240° for the west.
	if e.Received.AntennaGainDB < -12 {
		t.Errorf("a sector that looks away was chosen: %.1f dB", e.Received.AntennaGainDB)
	}
	planned := behind
	planned.From = "Dong_TQG"
	if _, err := derive.Explain(view, planned); !errors.Is(err, derive.ErrNoMast) {
		t.Errorf("a planned site radiates: %v", err)
	}
}
