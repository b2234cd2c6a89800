package derive_test

import (
	"testing"
	"time"

	"phusong/data/derive"
	"phusong/geo"
	"phusong/geo/planning"
)

// BenchmarkFailure is what a province takes: the lights of all masts read anew
// and counted, and the tables of every kind, network and part; the same after a
// release in which ten masts changed; and one storm that takes a hundred masts at
// once. cpu-s/op is the processor time, without the database's.
func BenchmarkFailure(b *testing.B) {
	store := computed(b)
	shown, err := store.PublishedRelease(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	engine := derive.NewEngine(store)
	known := derive.NewReliances(engine)
	r, err := known.Reliance(b.Context(), shown.ID)
	if err != nil {
		b.Fatal(err)
	}
	b.Run("table", func(b *testing.B) {
		before := processor(b)
		for b.Loop() {
			r, err := derive.NewReliances(engine).Reliance(b.Context(), shown.ID)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(falls(r)), "falls")
		}
		b.ReportMetric((processor(b)-before).Seconds()/float64(b.N), "cpu-s/op")
	})
	b.Run("ten masts changed", func(b *testing.B) {
		falls(r)
		p := working(b, store)
		var took time.Duration
		for turn := 1; b.Loop(); turn++ {
			b.StopTimer()
			p.upload(b, 0.01*float64(turn))
			p.publish(b)
			release, err := store.PublishedRelease(b.Context())
			if err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			before := processor(b)
			r, err := known.Reliance(b.Context(), release.ID)
			if err != nil {
				b.Fatal(err)
			}
			b.ReportMetric(float64(falls(r)), "falls")
			took += processor(b) - before
		}
		b.ReportMetric(took.Seconds()/float64(b.N), "cpu-s/op")
	})
	b.Run("storm", func(b *testing.B) {
		var stations []planning.Station
		for i, part := range r.Parts(planning.KindMast) {
			if i%13 == 0 {
				stations = append(stations, part.Stations...)
			}
		}
		for b.Loop() {
			r.Without(stations)
		}
	})
}

// falls works out all tables and counts what falls in them.
func falls(r *planning.Reliance) (all int) {
	for _, kind := range planning.Kinds() {
		for n := range geo.Networks() {
			for _, f := range r.Failures(kind, n) {
				all += len(f.Falls)
			}
		}
	}
	return all
}
