package derive_test

import (
	"context"
	"log/slog"
	"os"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"phusong/data"
	"phusong/data/derive"
	"phusong/data/jobs"
	"phusong/data/local"
	"phusong/geo"
	"phusong/geo/planning"
)

// computed opens the province of the state folder PHUSONG_BENCH_STATE: .ci/bench
// fills one with the sample, computed. Releases are added to it.
func computed(b *testing.B) *data.Store {
	b.Helper()
	dir := os.Getenv("PHUSONG_BENCH_STATE")
	if dir == "" {
		b.Skip("skipped, needs a computed province: make bench makes one, or name the state folder of one you can spare in PHUSONG_BENCH_STATE")
	}
	cluster, err := local.StartOrAttach(b.Context(), local.Options{Dir: dir})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() { cluster.Stop(context.Background()) })
	store, err := data.Open(b.Context(), cluster.URL("phusong"))
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(store.Close)
	return store
}

// rebuilt is the list of the smallest operator with ten of its masts built
// higher by as many metres, and the dataset it comes from.
func rebuilt(b *testing.B, store *data.Store, metres float64) (data.Dataset, []geo.Presence) {
	b.Helper()
	revisions, err := store.CurrentRevisions(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	i := slices.IndexFunc(revisions, func(r data.Revision) bool {
		return r.Dataset.Kind == data.Sites && strings.Contains(r.Dataset.Name, string(geo.Vietnamobile))
	})
	if i < 0 {
		b.Skip("skipped, the province has no list of vietnamobile")
	}
	list, err := store.Presences(b.Context(), []int64{revisions[i].ID})
	if err != nil {
		b.Fatal(err)
	}
	masts := 0
	for k := range list {
		if list[k].Status == geo.StatusOnAir && masts < 10 {
			masts++
			for s := range list[k].Sectors {
				list[k].Sectors[s].HeightM += metres
			}
		}
	}
	return revisions[i].Dataset, list
}

// processor is the processor time this process has taken: what a busy machine
// does not blur.
func processor(b *testing.B) time.Duration {
	b.Helper()
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

// BenchmarkTenMasts is what ten masts of a province that are built higher take in
// an engine that has computed before: to say what would change, and to publish
// what changed, as a server that works does. Each turn predicts ten masts anew;
// cpu-s/op is the processor time of it, without that of the database.
func BenchmarkTenMasts(b *testing.B) {
	b.Run("impact", func(b *testing.B) {
		store := computed(b)
		engine := derive.NewEngine(store)
		shown, err := store.PublishedRelease(b.Context())
		if err != nil {
			b.Fatal(err)
		}
		_, list := rebuilt(b, store, 0)
		if _, err := engine.Impact(b.Context(), shown.ID, geo.Vietnamobile, list, nil); err != nil {
			b.Fatal(err)
		}
		var took time.Duration
		for turn := 1; b.Loop(); turn++ {
			b.StopTimer()
			_, list := rebuilt(b, store, 0.1*float64(turn))
			b.StartTimer()
			before := processor(b)
			impact, err := engine.Impact(b.Context(), shown.ID, geo.Vietnamobile, list, nil)
			if err != nil || len(impact.Verdicts) == 0 {
				b.Fatal(err)
			}
			took += processor(b) - before
		}
		b.ReportMetric(took.Seconds()/float64(b.N), "cpu-s/op")
	})
	b.Run("release", func(b *testing.B) {
		store := computed(b)
		p := working(b, store)
		p.publish(b) // the engine has computed before
		var took time.Duration
		for turn := 1; b.Loop(); turn++ {
			b.StopTimer()
			p.upload(b, 0.01*float64(turn))
			b.StartTimer()
			before := processor(b)
			p.publish(b)
			took += processor(b) - before
		}
		b.ReportMetric(took.Seconds()/float64(b.N), "cpu-s/op")
	})
}

// BenchmarkChoose picks twelve masts among two thousand candidates of a province,
// or as many as the price of twelve buys, in an engine that has loaded it. %gap is
// how far from the best there is the choice may be.
func BenchmarkChoose(b *testing.B) {
	store := computed(b)
	shown, err := store.PublishedRelease(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	network := geo.Network{Operator: geo.Viettel, Technology: geo.LTE}
	byArea := geo.Definitions()[2]
	engine := derive.NewEngine(store)
	for _, tt := range []struct {
		name       string
		objective  derive.Objective
		definition *geo.Definition
		unit       derive.Unit
		budget     float64
	}{
		{"people", derive.ForPeople, nil, derive.InMasts, 12},
		{"households", derive.ForHouseholds, nil, derive.InMasts, 12},
		{"hamlets", derive.ForHamlets, nil, derive.InMasts, 12},
		{"people by area", derive.ForPeople, &byArea, derive.InMasts, 12},
		{"people for money", derive.ForPeople, nil, derive.InMoney, 12 * 2500},
	} {
		b.Run(tt.name, func(b *testing.B) {
			choice := derive.Choice{Network: network, DarkFor: geo.AnyOperator, Mast: derive.MastOf(network, []float64{800}, 42), Objective: tt.objective, Definition: tt.definition,
				Budget: tt.budget, Unit: tt.unit, ApartKm: 1, Most: 2000, GridKm: 3.2,
				Sources: []planning.Source{planning.SourceDark, planning.SourceEdges, planning.SourceShared, planning.SourceHilltops, planning.SourceGrid}}
			if _, err := engine.WhatIf(b.Context(), shown.ID, func(p []geo.Presence) []geo.Presence { return p }, nil); err != nil {
				b.Fatal(err) // it loads the province
			}
			var took time.Duration
			for b.Loop() {
				before := processor(b)
				chosen, err := engine.Choose(b.Context(), shown.ID, choice, nil)
				if err != nil {
					b.Fatal(err)
				}
				took += processor(b) - before
				candidates := 0
				for _, n := range chosen.Candidates {
					candidates += n
				}
				b.ReportMetric(float64(candidates), "candidates")
				b.ReportMetric(float64(len(chosen.Picks)), "picks")
				b.ReportMetric(100*chosen.Gap, "%gap")
			}
			b.ReportMetric(took.Seconds()/float64(b.N), "cpu-s/op")
		})
	}
}

// press is an engine that plans runs beside a worker that does them.
type press struct {
	store  *data.Store
	engine *derive.Engine
	queue  *jobs.Queue
}

func working(b *testing.B, store *data.Store) press {
	b.Helper()
	queue, err := jobs.NewQueue(store)
	if err != nil {
		b.Fatal(err)
	}
	p := press{store, derive.NewEngine(store), queue}
	worker, err := jobs.NewWorker(store, p.engine, slog.New(slog.DiscardHandler), jobs.DefaultTimes())
	if err != nil {
		b.Fatal(err)
	}
	ctx, stop := context.WithCancel(b.Context())
	ended := make(chan error, 1)
	go func() { ended <- worker.Run(ctx) }()
	b.Cleanup(func() { stop(); <-ended })
	return p
}

// upload brings the list in which ten masts are built higher.
func (p press) upload(b *testing.B, metres float64) {
	b.Helper()
	dataset, list := rebuilt(b, p.store, metres)
	n := revision(data.Sites, dataset.Name, time.Now().String())
	n.Dataset = dataset
	if _, err := p.store.SaveSites(b.Context(), n, list); err != nil {
		b.Fatal(err)
	}
}

func (p press) publish(b *testing.B) {
	b.Helper()
	run, _, err := p.engine.Plan(b.Context(), derive.DefaultSettings(), p.queue.Enqueue)
	for tick := time.NewTicker(5 * time.Millisecond); err == nil && run.State == data.RunRunning; <-tick.C {
		run, err = p.store.RunByID(b.Context(), run.ID)
	}
	if err != nil || run.State != data.RunDone {
		b.Fatalf("the run %s %s: %v", run.State, run.Error, err)
	}
}
