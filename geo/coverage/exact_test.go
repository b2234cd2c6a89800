package coverage

import (
	"context"
	"math"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/geo/propagation"
	"phusong/geo/terrain"
)

// What is skipped must not change the answer: each test here computes the same
// thing without skipping.

// thorough asks a model for every loss.
type thorough struct{ propagation.Model }

func (m thorough) NewTracer() propagation.Tracer { return thoroughTracer{m.Model.NewTracer()} }

type thoroughTracer struct{ propagation.Tracer }

func (t thoroughTracer) Reset(layers []propagation.Layer) {
	layers = slices.Clone(layers)
	for i := range layers {
		layers[i].MaxLoss = 0
	}
	t.Tracer.Reset(layers)
}

func p1812(t fataler) propagation.Model {
	t.Helper()
	m, err := propagation.Named("p1812")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func TestTheModelsShortCutsChangeNothing(t *testing.T) {
	for _, sub := range []bool{false, true} {
		in := world(t, p1812(t), hilly)
		in.Settings.SubPoints = sub
		all := presences(rand.New(rand.NewPCG(1, 2)), 5)
		want := print(compute(t, in, all))
		in.Model = thorough{in.Model}
		if got := print(compute(t, in, all)); got != want {
			t.Errorf("with sub-points %v, asking for every loss gives another result", sub)
		}
	}
}

// mastsAndFootprints runs the first of the two phases.
func mastsAndFootprints(t fataler, e *Engine, all []geo.Presence) (masts []Mast, made map[*Mast][]*Footprint) {
	t.Helper()
	_, masts, err := e.Plan(Sites(all))
	if err != nil {
		t.Fatal(err)
	}
	made = map[*Mast][]*Footprint{}
	var lock sync.Mutex
	if err := e.Footprints(context.Background(), masts, func(m *Mast, f []*Footprint) error {
		lock.Lock()
		defer lock.Unlock()
		made[m] = f
		return nil
	}); err != nil {
		t.Fatal(err)
	}
	return masts, made
}

func TestTheFoldsShortCutsChangeNothing(t *testing.T) {
	for _, sub := range []bool{false, true} {
		in := world(t, sight{}, hilly)
		in.Settings.SubPoints = sub
		e, err := NewEngine(in)
		if err != nil {
			t.Fatal(err)
		}
		all := presences(rand.New(rand.NewPCG(3, 4)), 16)
		for i := range all {
			if i%4 > 0 {
				all[i].Operator = geo.Viettel
				setAll(&all[i], func(s *geo.Sector) { s.MechanicalTilt, s.AzimuthKnown = float64(i%3), i%5 > 0 })
			}
		}
		all = append(all, presence(geo.Viettel, "twin", metres(all[0].Position, 60, 0)), presence(geo.Viettel, "other", metres(all[0].Position, -60, 0)))
		masts, made := mastsAndFootprints(t, e, all)
		fold := e.NewFold()
		for i := range masts {
			fold.Add(&masts[i], made[&masts[i]])
		}
		for i, s := range fold.Surfaces() {
			compareSurface(t, s, bruteForce(e, masts, made, geo.Networks()[i]))
		}
	}
}

func compareSurface(t *testing.T, got, want geo.Surface) {
	t.Helper()
	for h := range want.Levels {
		if got.Levels[h] != want.Levels[h] || got.Covered[h] != want.Covered[h] || got.Best[h] != want.Best[h] ||
			got.Second[h] != want.Second[h] || got.SecondLevel[h] != want.SecondLevel[h] {
			t.Fatalf("%v, hex %d: %d %d %% %d, second %d %d; want %d %d %% %d, second %d %d", got.Network, h,
				got.Levels[h], got.Covered[h], got.Best[h], got.SecondLevel[h], got.Second[h],
				want.Levels[h], want.Covered[h], want.Best[h], want.SecondLevel[h], want.Second[h])
		}
	}
}

// bruteForce asks every antenna about every hex and sorts the answers.
func bruteForce(e *Engine, masts []Mast, made map[*Mast][]*Footprint, network geo.Network) geo.Surface {
	per, hexes := e.settings.pointsPerHex(), e.grid.Len()
	scale := e.settings.scale(network.Technology)
	floor, covered := geo.ToLevel16(scale.Floor()), geo.ToLevel16(scale.Covered())
	points := slices.Repeat([]geo.Level16{geo.BelowFloor}, hexes*per)
	serving := make([][]server, hexes)
	for i := range masts {
		for l, f := range made[&masts[i]] {
			for _, emitter := range masts[i].Layers[l].Emitters {
				n := geo.Networks()[emitter.Network]
				if n.Technology != network.Technology || network.Operator != geo.AnyOperator && n != network {
					continue
				}
				for k, h := range f.Hexes {
					east, north := terrain.NewFrame(masts[i].Position).Offset(e.grid.Centres[h])
					bearing := 360 * float64(e.radialOf(east, north)) / float64(e.settings.Radials)
					gain := emitter.Antenna.Toward(bearing).Gain(float64(f.Departures[k]))
					var levels []geo.Level16
					for p := range per {
						level := geo.BelowFloor
						if loss := f.Losses[k*per+p]; loss != NoLoss {
							level = geo.ToLevel16(emitter.EIRP.Plus(gain)) - geo.Level16(loss)
						}
						if level < floor {
							level = geo.BelowFloor
						}
						levels = append(levels, level)
						points[int(h)*per+p] = max(points[int(h)*per+p], level)
					}
					slices.Sort(levels)
					if m := levels[per/2]; m != geo.BelowFloor {
						serving[h] = append(serving[h], server{m, emitter.Sector})
					}
				}
			}
		}
	}
	s := geo.Surface{Network: network, Levels: make([]geo.Level16, hexes), Covered: make([]uint8, hexes),
		Best: make([]int32, hexes), Second: make([]int32, hexes), SecondLevel: make([]geo.Level16, hexes)}
	for h := range hexes {
		ranked := append(serving[h], server{geo.BelowFloor, geo.NoSector}, server{geo.BelowFloor, geo.NoSector})
		slices.SortStableFunc(ranked[:len(ranked)-2], func(a, b server) int {
			if a.level != b.level {
				return int(b.level) - int(a.level)
			}
			return int(a.sector - b.sector)
		})
		here := points[h*per : (h+1)*per]
		lit := 0
		for _, level := range here {
			if level >= covered {
				lit++
			}
		}
		slices.Sort(here)
		s.Levels[h], s.Covered[h] = here[per/2], uint8(math.Round(float64(lit)*100/float64(per)))
		s.Best[h], s.SecondLevel[h], s.Second[h] = ranked[0].sector, ranked[1].level, ranked[1].sector
	}
	return s
}

// A footprint says what the model says of each path on its own.
func TestAFootprintIsTheModelsWord(t *testing.T) {
	for _, sub := range []bool{false, true} {
		in := world(t, p1812(t), hilly)
		in.Settings.SubPoints = sub
		e, err := NewEngine(in)
		if err != nil {
			t.Fatal(err)
		}
		masts, made := mastsAndFootprints(t, e, []geo.Presence{presence(geo.Viettel, "A", orb.Point{105.1, 21.9})})
		m, f := &masts[0], made[&masts[0]][0]
		place := map[int32]int{}
		for i, h := range f.Hexes {
			place[h] = i
		}
		frame := terrain.NewFrame(m.Position)
		tracer := in.Model.NewTracer()
		layer := m.Layers[0].Layer
		layer.MaxLoss = 0
		tracer.Reset([]propagation.Layer{layer})
		rng := rand.New(rand.NewPCG(5, 6))
		for range 3000 {
			h := int32(rng.IntN(in.Grid.Len()))
			k := rng.IntN(f.Points)
			p := e.points[int(h)*f.Points+k]
			if centre, _ := frame.Polar(in.Grid.Centres[h]); centre > in.Settings.RadiusKm {
				if _, there := place[h]; there {
					t.Fatalf("hex %d lies %g km away", h, centre)
				}
				continue
			}
			km, _ := frame.Polar(p)
			azimuth := 360 * float64(e.radialOf(frame.Offset(p))) / float64(in.Settings.Radials)
			ground := make([]float64, int(km/in.Settings.StepKm)+3)
			in.Ground.Radial(m.Position, azimuth, in.Settings.StepKm, ground)
			var out [1]propagation.Prediction
			tracer.Trace(propagation.Radial{StepKm: in.Settings.StepKm, Ground: ground}, []float64{km}, out[:])
			want, got := toLoss(out[0].Loss, m.Layers[0].MaxLoss), NoLoss
			if i, there := place[h]; there {
				got = f.Losses[i*f.Points+k]
			}
			if got != want && (got == NoLoss || want == NoLoss || max(got, want)-min(got, want) > 1) {
				t.Fatalf("point %d of hex %d, %g km away: %d, the model says %d", k, h, km, got, want)
			}
		}
	}
}
