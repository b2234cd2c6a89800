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
			wanted := make([]bool, in.Grid.Len())
			for h := range wanted {
				wanted[h] = (h*2654435761)>>7%3 == 0
			}
			some := slices.DeleteFunc(slices.Clone(want), func(h int32) bool { return !wanted[h] })
			if err := survey.Each(context.Background(), wanted, masts, func(_ *Mast, covers []int32) error {
				if !slices.Equal(covers, some) || len(some) == 0 {
					t.Errorf("sub-points %v, mast %d: %d hexes surveyed, %d of those wanted covered alone", sub, i, len(covers), len(some))
				}
				return nil
			}); err != nil {
				t.Fatal(err)
			}
			if !slices.Equal(got, want) || len(want) == 0 {
				t.Errorf("sub-points %v, mast %d: %d hexes surveyed, %d covered alone", sub, i, len(got), len(want))
			}
		}
	}
}
