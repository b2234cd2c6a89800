package derive_test

import (
	"testing"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
)

// BenchmarkJudge asks one question that no run has answered about every hamlet of
// the computed province: three technologies together, of any operator, with more
// confidence than the median. What runs have kept must come out to the bit.
func BenchmarkJudge(b *testing.B) {
	store := computed(b)
	release, err := store.PublishedRelease(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	view, err := store.LoadView(b.Context(), release.ID)
	if err != nil {
		b.Fatal(err)
	}
	judge := coverage.NewJudge(view.Grid, view.HexPeople, view.Hamlets, view.Surfaces, view.Sigma())
	for j, n := range geo.Networks() {
		for i, r := range judge.Reaches(geo.Ask(n, geo.Definitions()[0])) {
			if r != view.Hamlets[i].Reaches[j] {
				b.Fatalf("%v, hamlet %s: %+v, the run keeps %+v", n, view.Hamlets[i].Hamlet.Code, r, view.Hamlets[i].Reaches[j])
			}
		}
	}
	q := geo.Question{Operator: geo.AnyOperator, Technologies: geo.Voice, Definition: geo.Definitions()[1]}
	q.Definition.Code, q.Definition.Confidence = "people-sure", 0.9
	b.Run("prepare", func(b *testing.B) {
		for b.Loop() {
			coverage.NewJudge(view.Grid, view.HexPeople, view.Hamlets, view.Surfaces, view.Sigma())
		}
	})
	b.Run("ask", func(b *testing.B) {
		for b.Loop() {
			judge.Verdicts(q)
		}
	})
	b.Run("again", func(b *testing.B) {
		kept := data.NewJudge(view)
		kept.Verdicts(q)
		for b.Loop() {
			kept.Verdicts(q)
		}
	})
}
