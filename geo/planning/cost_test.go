package planning

import (
	"errors"
	"math"
	"testing"
)

func TestASiteCostsWhatItNeeds(t *testing.T) {
	far := math.Inf(1)
	for _, tt := range []struct {
		name            string
		at              Plot
		total           float64
		power, backhaul string
	}{
		{"beside a village, in sight of a mast", Plot{TowerM: 42, AccessKm: 0.2, GridKm: 0.2, FibreKm: far, Sees: true}, 600 + 250 + 630 + 70 + 220, PowerGrid, BackhaulMicrowave},
		{"on a summit nobody sees", Plot{TowerM: 42, AccessKm: 4, GridKm: 4, FibreKm: far}, 600 + 250 + 630 + 3000 + 400 + 300, PowerSolar, BackhaulVSAT},
		{"a line that costs more than the sun", Plot{TowerM: 30, AccessKm: 0, GridKm: 2, FibreKm: far, Sees: true}, 600 + 250 + 450 + 400 + 220, PowerSolar, BackhaulMicrowave},
		{"on fibre", Plot{TowerM: 30, GridKm: 0, FibreKm: 1, Sees: true}, 600 + 250 + 450 + 0 + 80, PowerGrid, BackhaulFibre},
		{"the list says that there is no power", Plot{TowerM: 30, Grid: "no", FibreKm: 1, Sees: true}, 600 + 250 + 450 + 400 + 80, PowerSolar, BackhaulFibre},
		{"a mast that stands", Plot{TowerM: 42, AccessKm: 9, GridKm: 9, FibreKm: far, Shared: true}, 750, PowerShared, BackhaulShared},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got := DefaultCosts().Of(tt.at)
			sum := 0.0
			for _, p := range got.Parts {
				sum += p.Amount
			}
			if math.Abs(got.Total-tt.total) > 1e-6 || math.Abs(sum-tt.total) > 1e-6 || got.Power != tt.power || got.Backhaul != tt.backhaul {
				t.Errorf("%+v, want %g, %s, %s", got, tt.total, tt.power, tt.backhaul)
			}
		})
	}
}

func TestCostFiguresAreChangedByName(t *testing.T) {
	cheap, err := DefaultCosts().With(map[string]float64{"tower.perMetre": 10}, "a tender")
	if err != nil || cheap.value("tower.perMetre") != 10 || DefaultCosts().value("tower.perMetre") != 15 {
		t.Fatal(cheap, err)
	}
	for _, f := range cheap {
		if want := map[bool]string{true: "a tender", false: assumed}[f.Name == "tower.perMetre"]; f.Source != want || f.Vietnamese == "" || f.Unit == "" {
			t.Errorf("%+v", f)
		}
	}
	for _, wrong := range []map[string]float64{{"bribes": 1}, {"share": -1}, {"share": math.NaN()}} {
		if _, err := DefaultCosts().With(wrong, ""); !errors.Is(err, ErrCost) {
			t.Errorf("%v: %v", wrong, err)
		}
	}
}
