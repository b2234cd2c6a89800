package planning

import (
	"context"
	"errors"
	"fmt"
	"math"
	"math/bits"
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"phusong/geo/terrain"
)

// draw makes a problem of masts in a square of some 30 km that reach what lies
// around them.
func draw(seed uint64, elements, candidates int, uniform bool) Problem {
	rng := rand.New(rand.NewPCG(seed, 5))
	at := func() orb.Point { return orb.Point{105 + 0.3*rng.Float64(), 22 + 0.3*rng.Float64()} }
	p := Problem{Budget: float64(1 + rng.IntN(5))}
	homes := make([]orb.Point, elements)
	for e := range homes {
		homes[e] = at()
		p.Weights = append(p.Weights, math.Floor(rng.ExpFloat64()*50))
	}
	for c := range candidates {
		mast := Candidate{ID: fmt.Sprint("c", c), Position: at(), Cost: 1}
		if !uniform {
			mast.Cost = 0.5 + 2*rng.Float64()
		}
		reach := 2 + 8*rng.Float64()
		for e, home := range homes {
			if terrain.DistanceKm(mast.Position, home) < reach {
				mast.Reaches = append(mast.Reaches, int32(e))
			}
		}
		p.Candidates = append(p.Candidates, mast)
	}
	return p
}

// towards lets neighbouring elements count towards goals that need part of them.
func towards(p Problem, seed uint64) Problem {
	rng := rand.New(rand.NewPCG(seed, 6))
	left, sum := 0, 0.0
	for _, w := range p.Weights {
		if left == 0 {
			p.Caps, left, sum = append(p.Caps, 0), 1+rng.IntN(6), 0
		}
		left, sum = left-1, sum+w
		p.Goals = append(p.Goals, int32(len(p.Caps)-1))
		if p.Caps[len(p.Caps)-1] = sum * 0.9; rng.IntN(9) == 0 {
			p.Caps[len(p.Caps)-1] = 0
		}
	}
	return p
}

// valueOf is what a set of candidates reaches.
func valueOf(p Problem, set []int) float64 {
	reached, goals := map[int32]bool{}, map[int32]float64{}
	total := 0.0
	for _, c := range set {
		for _, e := range p.Candidates[c].Reaches {
			if reached[e] {
				continue
			}
			reached[e] = true
			if p.Goals != nil {
				goals[p.Goals[e]] += p.Weights[e]
				continue
			}
			total += p.Weights[e]
		}
	}
	for g, sum := range goals {
		total += min(sum, p.Caps[g])
	}
	return total
}

// optimum tries every set.
func optimum(p Problem) float64 {
	best := 0.0
	for set := range uint(1) << len(p.Candidates) {
		var chosen []int
		cost := 0.0
		for s := set; s != 0; s &= s - 1 {
			c := bits.TrailingZeros(s)
			chosen, cost = append(chosen, c), cost+p.Candidates[c].Cost
		}
		if cost <= p.Budget && apart(p, chosen) {
			best = max(best, valueOf(p, chosen))
		}
	}
	return best
}

func apart(p Problem, set []int) bool {
	for i, a := range set {
		for _, b := range set[:i] {
			if p.ApartKm > 0 && terrain.DistanceKm(p.Candidates[a].Position, p.Candidates[b].Position) < p.ApartKm {
				return false
			}
		}
	}
	return true
}

// plainGreedy always takes the affordable candidate that adds most.
func plainGreedy(p Problem) float64 {
	var set []int
	free := p.Budget
	for {
		best, most := -1, precision
		for c := range p.Candidates {
			if gain := valueOf(p, append(slices.Clone(set), c)) - valueOf(p, set); gain > most && p.Candidates[c].Cost <= free && apart(p, append(slices.Clone(set), c)) {
				best, most = c, gain
			}
		}
		if best < 0 {
			return valueOf(p, set)
		}
		set, free = append(set, best), free-p.Candidates[best].Cost
	}
}

func choose(t interface{ Fatal(...any) }, p Problem) Plan {
	plan, err := Choose(context.Background(), p, nil)
	if err != nil {
		t.Fatal(err)
	}
	return plan
}

func TestAChoiceIsBetweenPlainGreedyAndTheProvenBound(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		uniform := rapid.Bool().Draw(t, "uniform")
		p := draw(rapid.Uint64().Draw(t, "seed"), 60, rapid.IntRange(1, 12).Draw(t, "candidates"), uniform)
		p.ApartKm = rapid.SampledFrom([]float64{0, 0, 4}).Draw(t, "apart")
		if rapid.Bool().Draw(t, "goals") {
			p = towards(p, rapid.Uint64().Draw(t, "goal seed"))
		}
		plan, best := choose(t, p), optimum(p)
		if plan.Value > best+1e-6 || plan.Bound < best-1e-6 {
			t.Fatalf("value %v, the best is %v, the bound %v", plan.Value, best, plan.Bound)
		}
		if greedy := plainGreedy(p); plan.Value < greedy-1e-6 {
			t.Fatalf("value %v, plain greedy reaches %v", plan.Value, greedy)
		}
		if uniform && p.ApartKm == 0 && plan.Value < (1-1/math.E)*best-1e-6 {
			t.Fatalf("value %v is under 63 %% of %v", plan.Value, best)
		}
	})
}

func TestTheBoundHoldsOverAnyChoice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(rapid.Uint64().Draw(t, "seed"), 60, rapid.IntRange(1, 12).Draw(t, "candidates"), rapid.Bool().Draw(t, "uniform"))
		if rapid.Bool().Draw(t, "goals") {
			p = towards(p, rapid.Uint64().Draw(t, "goal seed"))
		}
		s, best := newState(&p), optimum(p)
		for _, c := range rapid.SliceOfDistinct(rapid.IntRange(0, len(p.Candidates)-1), rapid.ID[int]).Draw(t, "choice") {
			if s.fits(c) {
				s.pick(c)
			}
		}
		if over := s.boundOver(); over < best-1e-6 {
			t.Fatalf("over %v nothing can exceed %v, but %v can be reached", s.picks, over, best)
		}
		for _, bound := range []float64{s.bound(), p.prove(context.Background(), s.value, stage{}).bound} {
			if bound < best-1e-6 {
				t.Fatalf("the bound is %v, but %v can be reached", bound, best)
			}
		}
	})
}

func TestTheLazyChoiceIsTheGreedyOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(rapid.Uint64().Draw(t, "seed"), 80, 25, true)
		p.Budget = 6
		if rapid.Bool().Draw(t, "goals") {
			p = towards(p, rapid.Uint64().Draw(t, "goal seed"))
		}
		s := newState(&p)
		if err := s.greedy(context.Background(), byGain); err != nil {
			t.Fatal(err)
		}
		if want := plainGreedy(p); math.Abs(s.value-want) > 1e-6 {
			t.Fatalf("lazy greedy reaches %v, greedy %v", s.value, want)
		}
	})
}

func TestPicksAddUpAndKeepTheRules(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(rapid.Uint64().Draw(t, "seed"), 120, 40, false)
		p.Budget, p.ApartKm = 8, rapid.SampledFrom([]float64{0, 3}).Draw(t, "apart")
		for range rapid.IntRange(0, 3).Draw(t, "must") {
			p.Must = append(p.Must, int32(rapid.IntRange(0, 119).Draw(t, "element")))
		}
		if rapid.Bool().Draw(t, "goals") {
			p = towards(p, rapid.Uint64().Draw(t, "goal seed"))
		}
		plan, err := p.solve(context.Background(), 1e5, nil) // the search of all choices may end early
		if err != nil {
			t.Fatal(err)
		}
		var set []int
		value, cost := 0.0, 0.0
		for i, pick := range plan.Picks {
			set = append(set, pick.Candidate)
			value, cost = value+pick.Gain, cost+p.Candidates[pick.Candidate].Cost
			if math.Abs(pick.Value-value) > 1e-6 || math.Abs(pick.Spent-cost) > 1e-6 || math.Abs(valueOf(p, set)-value) > 1e-6 {
				t.Fatalf("pick %d: %+v, but %v for %v", i, pick, value, cost)
			}
			if i > 0 && pick.Gain > plan.Picks[i-1].Gain+1e-9 {
				t.Fatalf("pick %d adds more than the one before it", i)
			}
		}
		if math.Abs(plan.Value-value) > 1e-6 || cost > p.Budget+1e-6 || !apart(p, set) || plan.Bound < plan.Value {
			t.Fatalf("plan %+v: value %v, cost %v of %v", plan, value, cost, p.Budget)
		}
		for _, e := range p.Must {
			served := slices.ContainsFunc(set, func(c int) bool { return slices.Contains(p.Candidates[c].Reaches, e) })
			if served == slices.Contains(plan.Unserved, e) {
				t.Fatalf("element %d: served %v, unserved %v", e, served, plan.Unserved)
			}
		}
		if again, err := p.solve(context.Background(), 1e5, nil); err != nil || fmt.Sprint(again) != fmt.Sprint(plan) {
			t.Fatal("the same problem has two answers")
		}
	})
}

func TestExchangeMendsWhatGreedyGetsWrong(t *testing.T) {
	// The greedy trap: the middle one is best alone, the outer two together.
	p := Problem{Weights: []float64{3, 3, 2, 2}, Budget: 2, Candidates: []Candidate{
		{ID: "middle", Cost: 1, Reaches: []int32{0, 1}}, {ID: "left", Cost: 1, Reaches: []int32{0, 2}}, {ID: "right", Cost: 1, Reaches: []int32{1, 3}}}}
	if plan := choose(t, p); plan.Value != 10 || plan.Gap() != 0 {
		t.Errorf("plan %+v, want the outer two, proven best", plan)
	}
}

func TestAProblemThatContradictsItselfIsRefused(t *testing.T) {
	one := []Candidate{{ID: "c", Cost: 1, Reaches: []int32{0}}}
	for name, p := range map[string]Problem{
		"a budget that is none":     {Weights: []float64{1}, Candidates: one, Budget: math.NaN()},
		"a negative weight":         {Weights: []float64{-1}, Candidates: one, Budget: 1},
		"a mast for nothing":        {Weights: []float64{1}, Candidates: []Candidate{{Reaches: []int32{0}}}, Budget: 1},
		"an element beyond the end": {Weights: []float64{1}, Candidates: []Candidate{{Cost: 1, Reaches: []int32{1}}}, Budget: 1},
		"goals out of order":        {Weights: []float64{1, 1}, Goals: []int32{1, 0}, Caps: []float64{1, 1}, Candidates: one, Budget: 1},
		"a goal that is none":       {Weights: []float64{1}, Goals: []int32{1}, Caps: []float64{1}, Candidates: one, Budget: 1},
		"a goal without end":        {Weights: []float64{1}, Goals: []int32{0}, Caps: []float64{math.Inf(1)}, Candidates: one, Budget: 1},
		"elements out of order":     {Weights: []float64{1, 1}, Candidates: []Candidate{{Cost: 1, Reaches: []int32{1, 0}}}, Budget: 1},
		"a must that is none":       {Weights: []float64{1}, Candidates: one, Budget: 1, Must: []int32{7}},
	} {
		if _, err := Choose(context.Background(), p, nil); !errors.Is(err, ErrProblem) {
			t.Errorf("%s: %v", name, err)
		}
	}
	stopped, stop := context.WithCancel(context.Background())
	stop()
	if _, err := Choose(stopped, draw(1, 100, 50, true), nil); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
}

// BenchmarkChoose picks 12 of 2,000 candidates that each reach some thousand of
// 100,000 elements.
func BenchmarkChoose(b *testing.B) {
	rng := rand.New(rand.NewPCG(1, 2))
	p := Problem{Budget: 12, Weights: make([]float64, 100_000)}
	for e := range p.Weights {
		p.Weights[e] = math.Floor(rng.ExpFloat64() * 5)
	}
	for range 2_000 {
		from, n := rng.IntN(98_000), 200+rng.IntN(1_800)
		c := Candidate{Cost: 1}
		for e := from; e < from+n; e++ {
			c.Reaches = append(c.Reaches, int32(e))
		}
		p.Candidates = append(p.Candidates, c)
	}
	b.ReportAllocs()
	for b.Loop() {
		b.ReportMetric(100*choose(b, p).Gap(), "%gap")
	}
}

// What a candidate adds never grows while others are picked, and a set reaches
// at most what its members reach alone.
func TestGainsDiminish(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := draw(rapid.Uint64().Draw(t, "seed"), 60, 14, false)
		if rapid.Bool().Draw(t, "goals") {
			p = towards(p, rapid.Uint64().Draw(t, "goal seed"))
		}
		p.Budget = 1e6
		s := newState(&p)
		alone := make([]float64, len(p.Candidates))
		for c := range alone {
			alone[c] = s.gain(c)
		}
		last, sum := slices.Clone(alone), 0.0
		for _, c := range rapid.Permutation([]int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13}).Draw(t, "order") {
			s.pick(c)
			if sum += alone[c]; s.value > sum+1e-6 {
				t.Fatalf("%v together, %v one by one", s.value, sum)
			}
			for other := range last {
				gain := s.gain(other)
				if gain > last[other]+1e-6 {
					t.Fatalf("candidate %d adds %v after %v, before it %v", other, gain, c, last[other])
				}
				last[other] = gain
			}
		}
	})
}
