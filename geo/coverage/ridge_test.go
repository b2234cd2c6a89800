package coverage

import (
	"math"
	"testing"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/geo/propagation"
)

// The complaint this project exists for: a hamlet 2.6 km from a working mast,
// dark behind a ridge of 180 m.
func TestARidgeMakesAHamletDark(t *testing.T) {
	mast := orb.Point{105.10, 21.90}
	hamlet := metres(mast, 2600, 0)
	ridge := func(p orb.Point) float64 {
		east := (p.Lon() - mast.Lon()) * 103_200
		return 50 + 180*math.Exp(-math.Pow((east-1900)/250, 2))
	}
	for _, entry := range propagation.Models() {
		if entry.Short != "p1812" && entry.Short != "p526" {
			continue
		}
		t.Run(entry.Short, func(t *testing.T) {
			class := func(height func(orb.Point) float64) geo.Class {
				in := world(t, entry.Model, height)
				in.Settings.RadiusKm, in.Settings.Radials = 3.5, 512
				p := presence(geo.Viettel, "A", mast)
				for i := range p.Sectors {
					p.Sectors[i].HeightM = 30
				}
				s := compute(t, in, []geo.Presence{p}).Surfaces[network(geo.Viettel, geo.LTE)]
				i, _ := in.Grid.IndexAt(hamlet)
				return s.Levels[i].Class(geo.ScaleOf(geo.LTE))
			}
			if got := class(ridge); got >= geo.ClassLimited {
				t.Errorf("behind the ridge: %v", got)
			}
			if got := class(flat); got < geo.ClassLimited || got == geo.ClassUnknown {
				t.Errorf("without the ridge: %v", got)
			}
		})
	}
}
