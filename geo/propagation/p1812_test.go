package propagation

import (
	"errors"
	"math"
	"math/rand/v2"
	"testing"
)

// A peer takes these settings and ignores them.
func TestSettingsReachTheirFormulas(t *testing.T) {
	path := Path{ridge(180).Profile(2.6), 1800, 40, ReceiverHeightM}
	base, err := DefaultP1812().Evaluate(path)
	if err != nil {
		t.Fatal(err)
	}
	s := DefaultP1812()
	s.Refractivity += 10
	if got, _ := s.Evaluate(path); math.Abs(got.Lbs-base.Lbs+1.5) > 1e-9 {
		t.Errorf("10 N-units more: scatter %v dB, was %v", got.Lbs, base.Lbs)
	}
	s = DefaultP1812()
	s.DeltaN = 0
	if got, _ := s.Evaluate(path); got.Ae != earthRadiusKm || got.Lb <= base.Lb {
		t.Errorf("no refraction: radius %v km, loss %v dB, was %v", got.Ae, got.Lb, base.Lb)
	}
	s = DefaultP1812()
	s.LocationSigma, s.LocationPercent = 8, 95
	if got, _ := s.Evaluate(path); math.Abs(got.Lb-base.Lb-13.16) > 0.01 {
		t.Errorf("95 %% of places at 8 dB: %v dB, median %v", got.Lb, base.Lb)
	}
	s = DefaultP1812()
	s.TimePercent = 1
	if got, _ := s.Evaluate(path); got.Lb >= base.Lb {
		t.Errorf("1 %% of the time: %v dB, median %v", got.Lb, base.Lb)
	}
}

func TestUnusableInputIsRefused(t *testing.T) {
	good := func() Path { return Path{ridge(180).Profile(2.6), 1800, 40, ReceiverHeightM} }
	for name, spoil := range map[string]func(*Path){
		"no ground":               func(p *Path) { p.GroundM = nil },
		"one point":               func(p *Path) { p.DistancesKm, p.GroundM = p.DistancesKm[:1], p.GroundM[:1] },
		"a height that is none":   func(p *Path) { p.GroundM[3] = math.NaN() },
		"distances that go back":  func(p *Path) { p.DistancesKm[5] = p.DistancesKm[4] },
		"a start away from 0":     func(p *Path) { p.DistancesKm[0] = -0.01 },
		"clutter for some points": func(p *Path) { p.ClutterM = []float64{1} },
		"an antenna underground":  func(p *Path) { p.TxHeightM = 0 },
		"a frequency of light":    func(p *Path) { p.Frequency = 5e8 },
	} {
		p := good()
		spoil(&p)
		if _, err := DefaultP1812().Evaluate(p); !errors.Is(err, ErrProfile) {
			t.Errorf("%s: %v", name, err)
		}
	}
	s := DefaultP1812()
	s.TimePercent = 60
	if _, err := NewP1812(s); err == nil {
		t.Error("60 % of the time was accepted")
	}
}

func TestLossIsNeverBelowFreeSpaceAndEveryValueIsANumber(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	for n := range 60 {
		r := terrainRadial(rng, terrainKind(n%int(terrainKinds)), 0.03, 200)
		path := Path{r.Profile(0.3 + 5*rng.Float64()), 1800, 30, ReceiverHeightM}
		got, err := DefaultP1812().Evaluate(path)
		if err != nil {
			t.Fatal(err)
		}
		if got.Lb < got.Lbfs-1e-9 {
			t.Errorf("%v: %v dB, free space %v", terrainKind(n%int(terrainKinds)), got.Lb, got.Lbfs)
		}
		for _, v := range got.Values() {
			if v.Symbol == "" || math.IsNaN(v.Value) {
				t.Errorf("%v: %s = %v", terrainKind(n%int(terrainKinds)), v.Symbol, v.Value)
			}
		}
	}
}
