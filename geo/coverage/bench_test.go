package coverage

import (
	"context"
	"math"
	"math/rand/v2"
	"testing"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/geo/hex"
	"phusong/geo/propagation"
	"phusong/geo/terrain"
)

// highlands is a seeded sheet of 0.4° at 1″: ridges up to some 1,200 m.
func highlands(seed uint64) *terrain.Sheet {
	const side = 1441
	rng := rand.New(rand.NewPCG(seed, 1))
	heights := make([]float64, side*side)
	for range 160 {
		x, y := rng.Float64()*side, rng.Float64()*side
		high, wide := 100+600*rng.Float64(), 15+60*rng.Float64()
		for j := max(0, int(y-3*wide)); j < min(side, int(y+3*wide)); j++ {
			for i := max(0, int(x-3*wide)); i < min(side, int(x+3*wide)); i++ {
				dx, dy := (float64(i)-x)/wide, (float64(j)-y)/wide
				heights[j*side+i] += high * math.Exp(-dx*dx-dy*dy)
			}
		}
	}
	s := &terrain.Sheet{Name: "highlands", West: 105, North: 22, StepLon: 1.0 / 3600, StepLat: 1.0 / 3600,
		Cols: side, Rows: side, Scale: 1, Heights: make([]int16, side*side)}
	for i, h := range heights {
		s.Heights[i] = int16(40 + h)
	}
	return s
}

// benchEngine computes at resolution 10 to 15 km around a mast in the middle.
func benchEngine(b *testing.B, subPoints bool) (*Engine, []Mast) {
	b.Helper()
	ground, err := terrain.NewGround([]*terrain.Sheet{highlands(1)})
	if err != nil {
		b.Fatal(err)
	}
	settings := DefaultSettings()
	settings.RadiusKm, settings.Radials, settings.SubPoints = 15, RadialsFor(15), subPoints
	area := orb.MultiPolygon{{{{105.02, 21.62}, {105.38, 21.62}, {105.38, 21.98}, {105.02, 21.98}, {105.02, 21.62}}}}
	grid, err := hex.NewGrid([]orb.MultiPolygon{area}, settings.Resolution, 1_000_000)
	if err != nil {
		b.Fatal(err)
	}
	model, err := propagation.Named("")
	if err != nil {
		b.Fatal(err)
	}
	e, err := NewEngine(Input{Ground: ground, Grid: grid, Model: model, Settings: settings})
	if err != nil {
		b.Fatal(err)
	}
	p := presence(geo.Viettel, "A", orb.Point{105.2, 21.8})
	for _, frequency := range []geo.MHz{700, 900, 2100, 2600} {
		for _, s := range p.Sectors[:3] {
			s.Frequency = frequency
			p.Sectors = append(p.Sectors, s)
		}
	}
	_, masts, err := e.Plan(Sites([]geo.Presence{p}))
	if err != nil {
		b.Fatal(err)
	}
	return e, masts
}

// BenchmarkFootprint computes the five layers of one mast on one processor.
// Besides the model it holds the sampling of 2,048 radials, 10 ns a sample, and
// the geometry and sorting of the receivers.
func BenchmarkFootprint(b *testing.B) {
	for _, tt := range []struct {
		name      string
		subPoints bool
	}{{"centres", false}, {"seven", true}} {
		b.Run(tt.name, func(b *testing.B) {
			e, masts := benchEngine(b, tt.subPoints)
			t := e.trace(nil)
			for b.Loop() {
				t.mast(&masts[0], 1)
			}
			predictions := float64(len(t.receivers) * len(t.layers))
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/predictions, "ns/pred")
			b.ReportMetric(predictions, "preds")
		})
	}
}

// BenchmarkFold adds one mast's five footprints of three sectors each.
func BenchmarkFold(b *testing.B) {
	for _, tt := range []struct {
		name      string
		subPoints bool
	}{{"centres", false}, {"seven", true}} {
		b.Run(tt.name, func(b *testing.B) {
			e, masts := benchEngine(b, tt.subPoints)
			var footprints []*Footprint
			hexes := 0
			if err := e.Footprints(context.Background(), masts, func(_ *Mast, made []*Footprint) error {
				footprints = made
				return nil
			}); err != nil {
				b.Fatal(err)
			}
			for _, f := range footprints {
				hexes += 3 * len(f.Hexes)
			}
			fold := e.NewFold()
			for b.Loop() {
				fold.Add(&masts[0], footprints)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(hexes), "ns/hex")
		})
	}
}
