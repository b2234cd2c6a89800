package derive_test

import (
	"testing"
	"time"

	"phusong/data/derive"
	"phusong/geo"
	"phusong/geo/planning"
)

// BenchmarkFailure is what a province takes: the lights of all masts read anew
// and counted; the tables of every kind, network and part; the same after ten
// masts changed; and one storm that takes a hundred masts at once.
func BenchmarkFailure(b *testing.B) {
	store := computed(b)
	shown, err := store.PublishedRelease(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	engine := derive.NewEngine(store)
	if _, err := derive.NewReliances(engine).Reliance(b.Context(), shown.ID); err != nil {
		b.Fatal(err)
	}
	var r *planning.Reliance
	b.Run("table", func(b *testing.B) {
		before, counting := processor(b), time.Duration(0)
		for b.Loop() {
			started := time.Now()
			if r, err = derive.NewReliances(engine).Reliance(b.Context(), shown.ID); err != nil {
				b.Fatal(err)
			}
			counting += time.Since(started)
			falls := 0
			for _, kind := range planning.Kinds() {
				for n := range geo.Networks() {
					for _, f := range r.Failures(kind, n) {
						falls += len(f.Falls)
					}
				}
			}
			b.ReportMetric(float64(falls), "falls")
		}
		b.ReportMetric((processor(b)-before).Seconds()/float64(b.N), "cpu-s/op")
		b.ReportMetric(counting.Seconds()/float64(b.N), "lights-s/op")
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
