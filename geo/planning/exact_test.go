package planning

import (
	"context"
	"errors"
	"math"
	"testing"

	"pgregory.net/rapid"
)

// served is what plain greedy choice has where elements must be reached: first
// those, then always what adds most.
func served(t *rapid.T, p Problem) *state {
	s := newState(&p)
	s.serve()
	if err := s.greedy(context.Background(), byGain); err != nil {
		t.Fatal(err)
	}
	s.look()
	return s
}

func TestNoChoiceIsBelowPlainGreedyWhateverIsAsked(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(rapid.Uint64().Draw(t, "seed"), 80, rapid.IntRange(1, 40).Draw(t, "candidates"), rapid.Bool().Draw(t, "masts"))
		p.ApartKm = rapid.SampledFrom([]float64{0, 2, 6}).Draw(t, "apart")
		for range rapid.IntRange(0, 4).Draw(t, "must") {
			p.Must = append(p.Must, int32(rapid.IntRange(0, 79).Draw(t, "element")))
		}
		if rapid.Bool().Draw(t, "goals") {
			p = towards(p, rapid.Uint64().Draw(t, "goal seed"))
		}
		effort := rapid.SampledFrom([]int{0, 2_000, 1e6}).Draw(t, "effort")
		plan, err := p.solve(context.Background(), effort, nil)
		if err != nil {
			t.Fatal(err)
		}
		plain := served(t, p)
		if len(plan.Unserved) > len(plain.unserved) || len(plan.Unserved) == len(plain.unserved) && plan.Value < plain.value-1e-6 {
			t.Fatalf("%v with %d unserved, plain greedy has %v with %d", plan.Value, len(plan.Unserved), plain.value, len(plain.unserved))
		}
	})
}

func TestSmallProblemsAreSolved(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(rapid.Uint64().Draw(t, "seed"), 60, rapid.IntRange(1, 12).Draw(t, "candidates"), rapid.Bool().Draw(t, "masts"))
		p.ApartKm = rapid.SampledFrom([]float64{0, 4}).Draw(t, "apart")
		if rapid.Bool().Draw(t, "goals") {
			p = towards(p, rapid.Uint64().Draw(t, "goal seed"))
		}
		plan, best := choose(t, p), optimum(p)
		if math.Abs(plan.Value-best) > 1e-6 || plan.Gap() > 1e-9 {
			t.Fatalf("%v with gap %v, the best is %v", plan.Value, plan.Gap(), best)
		}
	})
}

func TestASearchThatEndsEarlyStillProvesItsBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := towards(draw(rapid.Uint64().Draw(t, "seed"), 60, 12, false), rapid.Uint64().Draw(t, "goal seed"))
		best := newState(&p)
		x := newExact(best, p.prove(context.Background(), 0, stage{}), rapid.IntRange(0, 20_000).Draw(t, "effort"))
		if err := x.search(context.Background(), math.Inf(1), stage{}); err != nil {
			t.Fatal(err)
		}
		if most := optimum(p); x.bound < most-1e-6 || x.best.value > most+1e-6 {
			t.Fatalf("%v found, %v the bound, %v is best", x.best.value, x.bound, most)
		}
	})
}

func TestTheSearchTellsHowFarItIsAndStopsWhenCancelled(t *testing.T) {
	p := draw(1, 400, 120, false)
	p.Budget = 14
	ctx, stop := context.WithCancel(t.Context())
	last, told := 0, 0
	_, err := Choose(ctx, p, func(done, total int) {
		if done < last || done > total {
			t.Errorf("%d of %d after %d", done, total, last)
		}
		if last = done; done >= 80 {
			told++
			stop()
		}
	})
	if !errors.Is(err, context.Canceled) || told == 0 || told > 40 {
		t.Errorf("%v after it was told %d times that all is being searched", err, told)
	}
}

func TestAHamletIsNotFilledByPartOfAMast(t *testing.T) {
	// Each mast reaches four times what its hamlet lacks: a quarter of it would do
	// if only the people it reaches were sold.
	p := Problem{Budget: 1}
	for g := range 4 {
		e := int32(len(p.Weights))
		p.Weights, p.Goals, p.Caps = append(p.Weights, 20, 20), append(p.Goals, int32(g), int32(g)), append(p.Caps, 10)
		p.Candidates = append(p.Candidates, Candidate{ID: "mast", Cost: 1, Reaches: []int32{e, e + 1}})
	}
	if proven := p.prove(context.Background(), 10, stage{}); proven.bound > 10.1 {
		t.Errorf("one of four masts fills one hamlet, not %v", proven.bound/10)
	}
}
