package propagation

import (
	"math"
	"testing"

	"phusong/geo"
)

// ridge is flat ground with a wall of a ridge halfway to a hamlet 2.6 km away.
func ridge(heightM float64) Radial {
	r := Radial{StepKm: 0.03, Ground: make([]float64, 134)}
	for i := range r.Ground {
		km := float64(i) * r.StepKm
		r.Ground[i] = 300 + heightM*math.Exp(-math.Pow((km-1.3)/0.25, 2))
	}
	return r
}

func predictOne(t *testing.T, m Model, r Radial, km float64, layer Layer) Prediction {
	t.Helper()
	var out [1]Prediction
	tracer := m.NewTracer()
	tracer.Reset([]Layer{layer})
	tracer.Trace(r, []float64{km}, out[:])
	return out[0]
}

func TestEveryModelIsNamedAndAnswers(t *testing.T) {
	seen := map[string]bool{}
	for _, e := range Models() {
		m, err := Named(e.Short)
		if err != nil || m.Name() != e.Model.Name() || seen[e.Short] {
			t.Errorf("%s: %v, %v", e.Short, m, err)
		}
		seen[e.Short] = true
		for _, p := range m.Parameters() {
			if p.Name == "" || p.Value == "" || p.Source == "" {
				t.Errorf("%s: parameter %+v is not whole", e.Short, p)
			}
		}
		free := predictOne(t, FreeSpace{}, ridge(0), 2.6, Layer{Frequency: 1800, HeightM: 40}).Loss
		got := predictOne(t, m, ridge(0), 2.6, Layer{Frequency: 1800, HeightM: 40}).Loss
		if got < free || got > free+60 {
			t.Errorf("%s: %v dB on flat ground, free space %v", e.Short, got, free)
		}
	}
}

func TestUnknownModelIsRefusedWithTheList(t *testing.T) {
	if _, err := Named("circle"); err == nil {
		t.Error("a model named circle")
	}
	if m, err := Named(""); err != nil || m.Name() != "ITU-R P.1812-6" {
		t.Errorf("the default is %v, %v", m, err)
	}
}

// A map of discs is what users complain about most: every model that looks at
// the ground must find the hamlet behind the ridge dark.
func TestHamletBehindTheRidgeIsDarkAndLightWithoutIt(t *testing.T) {
	layer := Layer{Frequency: 1800, HeightM: 40}
	const eirp, covered = geo.DBm(32.2), geo.DBm(-110)
	for _, short := range []string{"p1812", "p526"} {
		m, err := Named(short)
		if err != nil {
			t.Fatal(err)
		}
		flat := predictOne(t, m, ridge(0), 2.6, layer)
		behind := predictOne(t, m, ridge(180), 2.6, layer)
		if level := eirp.Less(flat.Loss); level < covered+15 {
			t.Errorf("%s: without the ridge the hamlet has %.1f dBm", short, level)
		}
		if level := eirp.Less(behind.Loss); level >= covered {
			t.Errorf("%s: behind the ridge the hamlet has %.1f dBm", short, level)
		}
		if behind.Loss < flat.Loss+25 {
			t.Errorf("%s: the ridge costs %.1f dB", short, behind.Loss-flat.Loss)
		}
		if behind.DepartureMrd < 90 {
			t.Errorf("%s: the path over the ridge leaves at %.1f mrad", short, behind.DepartureMrd)
		}
	}
}

func TestRuralMacroMeetsItsTable(t *testing.T) {
	for _, tt := range []struct {
		name string
		got  float64
		want float64
	}{
		// Worked separately from table 7.4.1-1 with h 5 m, W 20 m, 35 m mast, 1.5 m phone.
		{"in sight at 700 m, 0.7 GHz, before the break", DefaultRMa().inSight(700, 35, 1.5, 0.7), 87.8943},
		{"out of sight at 2 km, 1.8 GHz", DefaultRMa().outOfSight(2000, 35, 1.5, 1.8), 136.2711},
	} {
		if math.Abs(tt.got-tt.want) > 1e-4 {
			t.Errorf("%s: %.3f dB, want %.3f", tt.name, tt.got, tt.want)
		}
	}
}

func TestHataOpenMeetsTheUsualExample(t *testing.T) {
	// 900 MHz, 10 km, 100 m mast, 1.5 m phone: 150.98 dB urban, 28.51 dB less in the open.
	if got := hataOpen(900, 10, 100, 1.5); math.Abs(float64(got)-122.4707) > 1e-4 {
		t.Errorf("%.2f dB", got)
	}
}
