package derive_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"phusong/data/derive"
	"phusong/geo"
)

// BenchmarkWhatIf is what masts of all technologies put up about hamlets of a
// computed province, and ten that stand moved, raised and taken down, would
// change: every turn elsewhere, so that all of it is predicted anew, with the
// figures of every network and the hexes of one. p95-ms is what one turn in
// twenty exceeds; cpu-s/op is the processor time, without the database's.
func BenchmarkWhatIf(b *testing.B) {
	store := computed(b)
	engine := derive.NewEngine(store)
	shown, err := store.PublishedRelease(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	view, err := store.LoadSummary(b.Context(), shown.ID)
	if err != nil {
		b.Fatal(err)
	}
	before := processor(b)
	if err := engine.StandBy(b.Context(), shown.ID); err != nil {
		b.Fatal(err)
	}
	b.Logf("ready for what-ifs after %v of processor time", processor(b)-before)
	chance := rand.New(rand.NewPCG(1, 2))
	somewhere := func() *orb.Point {
		at := view.Hamlets[chance.IntN(len(view.Hamlets))].Hamlet.Centre
		return &orb.Point{at.Lon() + chance.Float64()*0.01, at.Lat() + chance.Float64()*0.01}
	}
	added := func(n int) (changes []geo.SiteChange) {
		for i := range n {
			changes = append(changes, geo.SiteChange{Kind: geo.AddSite, Operator: geo.Viettel, Site: geo.SiteCode(fmt.Sprint("NEW-", i)), At: somewhere(),
				Radio: []geo.Radio{{Technology: "2G"}, {Technology: "3G"}, {Technology: "4G"}, {Technology: "4G", Frequency: 800}, {Technology: "5G"}}})
		}
		return changes
	}
	standing := func(n int) (changes []geo.SiteChange) {
		for _, k := range chance.Perm(len(view.Sectors))[:n] {
			s := view.Sectors[k]
			c := geo.SiteChange{Kind: []geo.ChangeKind{geo.MoveSite, geo.ChangeSite, geo.RemoveSite}[k%3], Operator: s.Operator, Site: s.SiteCode}
			switch c.Kind {
			case geo.MoveSite:
				c.At = somewhere()
			case geo.ChangeSite:
				c.HeightM = 30 + 40*chance.Float64()
			}
			if !slices.ContainsFunc(changes, func(o geo.SiteChange) bool { return o.Operator == c.Operator && o.Site == c.Site }) {
				changes = append(changes, c)
			}
		}
		return changes
	}
	for _, tt := range []struct {
		name    string
		changes func() []geo.SiteChange
	}{
		{"1 added", func() []geo.SiteChange { return added(1) }},
		{"10 added", func() []geo.SiteChange { return added(10) }},
		{"1 of those standing", func() []geo.SiteChange { return standing(1) }},
		{"10 of those standing", func() []geo.SiteChange { return standing(10) }},
	} {
		b.Run(tt.name, func(b *testing.B) {
			answer(b, engine, geo.Scenario{Base: shown.ID, Changes: tt.changes()}) // the engine has been asked before
			var took []time.Duration
			before := processor(b)
			for b.Loop() {
				b.StopTimer()
				s := geo.Scenario{Base: shown.ID, Changes: tt.changes()}
				b.StartTimer()
				began := time.Now()
				answer(b, engine, s)
				took = append(took, time.Since(began))
			}
			slices.Sort(took)
			b.ReportMetric(float64(took[(len(took)*95+99)/100-1].Microseconds())/1000, "p95-ms")
			b.ReportMetric((processor(b)-before).Seconds()/float64(b.N), "cpu-s/op")
		})
	}
}

// answer works out all that the page shows of a scenario.
func answer(b *testing.B, engine *derive.Engine, s geo.Scenario) {
	w, err := engine.Scenario(b.Context(), s, nil)
	if err != nil {
		b.Fatal(err)
	}
	for n := range geo.Networks() {
		for _, d := range geo.Definitions() {
			w.Gain(n, d)
		}
		w.Reached(n)
	}
	if _, _, err := w.Hexes(b.Context(), engine, geo.Network{Operator: geo.AnyOperator, Technology: geo.LTE}); err != nil {
		b.Fatal(err)
	}
}
