package coverage

import (
	"context"
	"fmt"
	"math/rand/v2"
	"runtime"
	"sync/atomic"
	"testing"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/geo/hex"
	"phusong/geo/terrain"
)

// heldBytes is what the heap holds after a collection.
func heldBytes() int64 {
	runtime.GC()
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return int64(m.HeapAlloc)
}

// scattered puts n masts of two operators, with two bands of three sectors
// each, on the highlands.
func scattered(n int) []geo.Presence {
	rng := rand.New(rand.NewPCG(7, 8))
	var all []geo.Presence
	for i := range n {
		operator := []geo.OperatorCode{geo.Viettel, geo.VNPT}[i%2]
		p := presence(operator, geo.SiteCode(fmt.Sprint(i)), orb.Point{105.03 + 0.34*rng.Float64(), 21.63 + 0.34*rng.Float64()})
		for _, s := range p.Sectors[:3] {
			s.Frequency, s.HeightM, s.MechanicalTilt = 900, 35, float64(rng.IntN(4))
			p.Sectors = append(p.Sectors, s)
		}
		all = append(all, p)
	}
	return all
}

// BenchmarkProvince computes and folds a highland province of 1,500 km² to 8 km
// around each mast, all in one go on all processors. Ten times the masts on the
// same ground must take ten times as long, that is the same s/1000masts, and
// hold the same bytes; storedMB is what their footprints take in the database.
func BenchmarkProvince(b *testing.B) {
	ground, err := terrain.NewGround([]*terrain.Sheet{highlands(1)})
	if err != nil {
		b.Fatal(err)
	}
	settings := DefaultSettings()
	settings.RadiusKm, settings.Radials = 8, RadialsFor(8)
	area := orb.MultiPolygon{{{{105.02, 21.62}, {105.38, 21.62}, {105.38, 21.98}, {105.02, 21.98}, {105.02, 21.62}}}}
	grid, err := hex.NewGrid([]orb.MultiPolygon{area}, settings.Resolution, 1_000_000)
	if err != nil {
		b.Fatal(err)
	}
	in := Input{Ground: ground, Grid: grid, Model: p1812(b), Settings: settings}
	for _, n := range []int{100, 1000} {
		b.Run(fmt.Sprintf("masts=%d", n), func(b *testing.B) { benchProvince(b, in, n) })
	}
}

func benchProvince(b *testing.B, in Input, n int) {
	e, err := NewEngine(in)
	if err != nil {
		b.Fatal(err)
	}
	_, masts, err := e.Plan(Sites(scattered(n)))
	if err != nil {
		b.Fatal(err)
	}
	var held, stored int64
	for b.Loop() {
		before := heldBytes()
		var bytes atomic.Int64
		fold := e.NewFold()
		err := e.Footprints(context.Background(), masts, func(m *Mast, made []*Footprint) error {
			for _, f := range made {
				bytes.Add(int64(len(f.Append(nil))))
			}
			fold.Add(m, made)
			return nil
		})
		if err != nil {
			b.Fatal(err)
		}
		held, stored = heldBytes()-before, bytes.Load()
		runtime.KeepAlive(fold)
	}
	b.ReportMetric(b.Elapsed().Seconds()/float64(b.N)/float64(len(masts))*1000, "s/1000masts")
	b.ReportMetric(float64(held)/1e6, "heldMB")
	b.ReportMetric(float64(stored)/1e6, "storedMB")
}

// What a fold holds grows with the grid and the networks, not with the masts.
func TestAFoldHoldsNoMasts(t *testing.T) {
	in := world(t, sight{}, hilly)
	in.Settings.Radials = 64
	e, err := NewEngine(in)
	if err != nil {
		t.Fatal(err)
	}
	_, masts, err := e.Plan(Sites(presences(rand.New(rand.NewPCG(3, 5)), 60)))
	if err != nil {
		t.Fatal(err)
	}
	fold := e.NewFold()
	add := func(some []Mast) (held, footprints int64) {
		var bytes atomic.Int64
		err := e.Footprints(context.Background(), some, func(m *Mast, made []*Footprint) error {
			for _, f := range made {
				bytes.Add(int64(8 * len(f.Hexes)))
			}
			fold.Add(m, made)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
		return heldBytes(), bytes.Load()
	}
	some, _ := add(masts[:20])
	all, rest := add(masts[20:])
	if grown := all - some; grown > rest/10 {
		t.Errorf("%d masts more hold %d bytes more; their footprints have %d", len(masts)-20, grown, rest)
	}
	runtime.KeepAlive(fold)
}
