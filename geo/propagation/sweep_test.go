package propagation

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"phusong/geo"
)

// mastLayers are the bands of a busy mast, on two heights.
func mastLayers(rng *rand.Rand) []Layer {
	low, high := 8+rng.Float64()*40, 8+rng.Float64()*80
	layers := []Layer{{Frequency: 700, HeightM: high}, {Frequency: 900, HeightM: high}, {Frequency: 1800, HeightM: low}}
	return append(layers, Layer{Frequency: 2600, HeightM: low}, Layer{Frequency: 3500, HeightM: high})
}

func receiversOn(rng *rand.Rand, r Radial, count int) []float64 {
	reach := r.StepKm * float64(len(r.Ground)-1)
	all := make([]float64, count)
	for i := range all {
		all[i] = reach * math.Sqrt(rng.Float64())
		if rng.IntN(4) == 0 { // right over a sample, or a hair beside it
			all[i] = r.StepKm * (float64(1+rng.IntN(len(r.Ground)-2)) + []float64{0, 0.009, -0.009, 0.011}[rng.IntN(4)])
		}
	}
	slices.Sort(all)
	return all
}

// worst compares a sweep with the oracle over one radial and returns the
// greatest difference of loss in dB.
func worst(t *testing.T, s P1812Settings, r Radial, layers []Layer, receivers []float64) float64 {
	t.Helper()
	tracer := newSweep(s)
	tracer.Reset(layers)
	out := make([]Prediction, len(layers)*len(receivers))
	tracer.Trace(r, receivers, out)
	greatest := 0.0
	for i, km := range receivers {
		path := Path{Profile: r.Profile(km), RxHeightM: ReceiverHeightM}
		for l, layer := range layers {
			path.Frequency, path.TxHeightM = layer.Frequency, layer.HeightM
			want, got := s.explain(&path), out[i*len(layers)+l]
			off := math.Abs(float64(got.Loss) - want.Lb)
			if !(off <= 1e-6) || !(math.Abs(got.DepartureMrd-want.ThetaT) <= 1e-6) {
				t.Errorf("%.4f km, %g MHz from %.1f m: %.9f dB at %.6f mrad, oracle %.9f at %.6f (sight %v, Ld %.3f, Lba %.3f, Lbs %.3f)", km,
					float64(layer.Frequency), layer.HeightM, float64(got.Loss), got.DepartureMrd, want.Lb, want.ThetaT,
					want.LineOfSight, want.Ld50, want.Lba, want.Lbs)
			}
			greatest = max(greatest, off)
		}
	}
	return greatest
}

func TestSweepMeetsTheOracleOnEveryGround(t *testing.T) {
	rng := rand.New(rand.NewPCG(7, 7))
	for kind := range terrainKinds {
		t.Run(kind.String(), func(t *testing.T) {
			greatest, paths := 0.0, 0
			for n := range 60 {
				r := terrainRadial(rng, kind, []float64{0.02, 0.03, 0.1}[n%3], 20+rng.IntN(640))
				if n%2 == 1 {
					r = withClutter(rng, r)
				}
				s := DefaultP1812()
				s.Polarisation = Polarisation(1 + n%2)
				layers, receivers := mastLayers(rng), receiversOn(rng, r, 25)
				greatest = max(greatest, worst(t, s, r, layers, receivers))
				paths += len(layers) * len(receivers)
				if t.Failed() {
					t.Fatalf("stopped after %d paths", paths)
				}
			}
			t.Logf("%d paths, worst %.2g dB", paths, greatest)
		})
	}
}

func TestSweepMeetsTheOracleOnRealMountains(t *testing.T) {
	ground := realDEM(t)
	rng := rand.New(rand.NewPCG(11, 3))
	greatest, paths := 0.0, 0
	for n := range 150 {
		r := Radial{StepKm: 0.03, Ground: make([]float64, 660)}
		ground.radial(250+rng.Float64()*700, 250+rng.Float64()*700, rng.Float64()*2*math.Pi, r.StepKm, r.Ground)
		if n%3 == 2 {
			r = withClutter(rng, r)
		}
		layers, receivers := mastLayers(rng), receiversOn(rng, r, 30)
		greatest = max(greatest, worst(t, DefaultP1812(), r, layers, receivers))
		paths += len(layers) * len(receivers)
		if t.Failed() {
			t.Fatalf("stopped after %d paths", paths)
		}
	}
	t.Logf("%d paths, worst %.2g dB", paths, greatest)
}

func TestPrunedLossIsNeverBelowMaxLossByTheOracle(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 21))
	pruned, kept, needless := 0, 0, 0
	for n := range 120 {
		r := terrainRadial(rng, terrainKind(n%int(terrainKinds)), 0.03, 40+rng.IntN(600))
		if n%4 == 3 {
			r = withClutter(rng, r)
		}
		s := DefaultP1812()
		s.LocationSigma, s.LocationPercent = geo.DB(rng.IntN(2)*5), 50+40*float64(n%3-1)
		layers, receivers := mastLayers(rng), receiversOn(rng, r, 30)
		limit, alike := geo.DB(110+rng.IntN(60)), n%2 == 0
		for l := range layers {
			layers[l].MaxLoss = limit
			if !alike {
				layers[l].MaxLoss = geo.DB(rng.IntN(8)/7*1000 + 110 + rng.IntN(60))
			}
		}
		if n%8 == 1 {
			layers[2].MaxLoss = 0
		}
		tracer := newSweep(s)
		tracer.Reset(layers)
		out := make([]Prediction, len(layers)*len(receivers))
		tracer.Trace(r, receivers, out)
		for i, p := range out {
			layer, km := layers[i%len(layers)], receivers[i/len(layers)]
			path := Path{r.Profile(km), layer.Frequency, layer.HeightM, ReceiverHeightM}
			want := s.explain(&path)
			switch {
			case math.IsInf(float64(p.Loss), 1):
				pruned++
				if layer.MaxLoss == 0 || want.Lb <= float64(layer.MaxLoss) || math.Abs(p.DepartureMrd-want.ThetaT) > 1e-6 {
					t.Fatalf("%.4f km, %+v: pruned, oracle %.6f dB", km, layer, want.Lb)
				}
			case math.Abs(float64(p.Loss)-want.Lb) > 1e-6:
				t.Fatalf("%.4f km, %+v: %.9f dB, oracle %.9f", km, layer, float64(p.Loss), want.Lb)
			default:
				kept++
				if alike && want.Lb > float64(layer.MaxLoss) {
					needless++
				}
			}
		}
	}
	t.Logf("%d pruned, %d kept of which %d beyond their MaxLoss", pruned, kept, needless)
	if pruned < needless {
		t.Errorf("only %d of %d losses beyond their MaxLoss were pruned", pruned, pruned+needless)
	}
}

func TestTracerForgetsTheMastAndTheRadialBefore(t *testing.T) {
	rng := rand.New(rand.NewPCG(9, 9))
	used := newSweep(DefaultP1812())
	for n := range 40 {
		r := terrainRadial(rng, mountains, []float64{0.03, 0.05}[n%2], 30+rng.IntN(400))
		if n%3 == 0 {
			r = withClutter(rng, r)
		}
		layers, receivers := mastLayers(rng)[:1+n%5], receiversOn(rng, r, 20)
		if n%4 == 0 {
			slices.Reverse(receivers) // out of order is slow, not wrong
		}
		fresh := newSweep(DefaultP1812())
		var got, want [100]Prediction
		for tracer, out := range map[*sweep][]Prediction{used: got[:], fresh: want[:]} {
			tracer.Reset(layers)
			tracer.Trace(r, receivers, out)
		}
		if got != want {
			t.Fatalf("run %d: a used tracer differs from a fresh one", n)
		}
	}
}

func TestSweepAllocatesNothingForAReceiver(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 1))
	r := withClutter(rng, terrainRadial(rng, mountains, 0.03, 500))
	layers, receivers := mastLayers(rng), receiversOn(rng, r, 50)
	out := make([]Prediction, len(layers)*len(receivers))
	tracer := newSweep(DefaultP1812())
	tracer.Reset(layers)
	tracer.Trace(r, receivers, out)
	if n := testing.AllocsPerRun(20, func() { tracer.Trace(r, receivers, out) }); n != 0 {
		t.Errorf("%v allocations a radial", n)
	}
}

// A path below 50 % of the time is computed whole.
func TestOtherTimesThanTheMedianGoThroughTheOracle(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 1))
	s := DefaultP1812()
	s.TimePercent = 5
	m, err := NewP1812(s)
	if err != nil {
		t.Fatal(err)
	}
	r := terrainRadial(rng, mountains, 0.03, 400)
	got := predictOne(t, m, r, 9.5, Layer{Frequency: 900, HeightM: 30})
	want, err := m.Explain(Path{r.Profile(9.5), 900, 30, ReceiverHeightM})
	if err != nil || float64(got.Loss) != want.Lb {
		t.Errorf("%v dB, explained %v (%v)", got.Loss, want.Lb, err)
	}
}

func FuzzSweepMeetsTheOracle(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed, byte(seed), seed%2 == 0)
	}
	f.Fuzz(func(t *testing.T, seed uint64, kind byte, clutter bool) {
		rng := rand.New(rand.NewPCG(seed, 0))
		r := terrainRadial(rng, terrainKind(kind)%terrainKinds, 0.01+0.1*rng.Float64(), 8+rng.IntN(300))
		if clutter {
			r = withClutter(rng, r)
		}
		worst(t, DefaultP1812(), r, mastLayers(rng), receiversOn(rng, r, 12))
	})
}
