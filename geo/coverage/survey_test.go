package coverage

import (
	"context"
	"math/rand/v2"
	"slices"
	"testing"

	"phusong/geo"
)

func TestASurveyedMastCoversWhatItWouldAlone(t *testing.T) {
	for _, sub := range []bool{false, true} {
		in := world(t, sight{}, hilly)
		in.Settings.SubPoints = sub
		engine, err := NewEngine(in)
		if err != nil {
			t.Fatal(err)
		}
		for i, p := range presences(rand.New(rand.NewPCG(7, 8)), 4) {
			network := geo.Network{Operator: p.Operator, Technology: geo.LTE}
			_, masts, err := engine.Plan([]geo.Site{{ID: "m", Position: p.Position, Presences: []geo.Presence{p}}})
			if err != nil {
				t.Fatal(err)
			}
			var got []int32
			survey := engine.NewSurvey(network)
			if err := engine.Footprints(context.Background(), masts, func(m *Mast, f []*Footprint) error {
				got = survey.Covers(m, f)
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			alone := compute(t, in, []geo.Presence{p}).Surfaces[slices.Index(geo.Networks(), network)]
			var want []int32
			for h, level := range alone.Levels {
				if class := level.Class(geo.ScaleOf(geo.LTE)); class >= geo.ClassLimited && class != geo.ClassUnknown {
					want = append(want, int32(h))
				}
			}
			if !slices.Equal(got, want) || len(want) == 0 {
				t.Errorf("sub-points %v, mast %d: %d hexes surveyed, %d covered alone", sub, i, len(got), len(want))
			}
		}
	}
}
