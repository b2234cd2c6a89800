package coverage

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/paulmach/orb"
	"pgregory.net/rapid"

	"phusong/geo"
)

// drawnDefinition is one that somebody could add.
func drawnDefinition(t *rapid.T) geo.Definition {
	d := geo.Definition{Code: "drawn", Vietnamese: "x", English: "x", Source: "x", Basis: rapid.SampledFrom(geo.Bases()).Draw(t, "basis"),
		NoneBelow: rapid.Float64Range(0.01, 0.9).Draw(t, "none below"), Confidence: rapid.Float64Range(geo.Median, 0.99).Draw(t, "confidence")}
	if d.Basis != geo.BasisCentre {
		d.CoveredFrom = rapid.Float64Range(d.NoneBelow+0.02, 1).Draw(t, "covered from")
	}
	for _, technology := range geo.Technologies() {
		if rapid.Bool().Draw(t, "own level") {
			if d.Levels == nil {
				d.Levels = map[geo.Technology]geo.DBm{}
			}
			d.Levels[technology] = geo.DBm(rapid.Float64Range(float64(geo.ScaleOf(technology).Floor()), -60).Draw(t, "level"))
		}
	}
	if err := d.Check(); err != nil {
		t.Fatal(err)
	}
	return d
}

func drawnQuestion(t *rapid.T) geo.Question {
	q := geo.Question{Operator: geo.AnyOperator, Technologies: rapid.SampledFrom(geo.TechnologySets()).Draw(t, "technologies"), Definition: drawnDefinition(t)}
	if rapid.Bool().Draw(t, "of one operator") {
		q.Operator = geo.Viettel
	}
	return q
}

// land is hamlets and surfaces as a run keeps them: points counted at the covered
// bound, the median level, and what is unknown.
type land struct {
	rng      *rand.Rand
	people   []float32
	results  []geo.HamletResult
	surfaces []geo.Surface
}

func (l *land) level() (geo.Level16, uint8) {
	level := geo.Level16(-1300 + l.rng.IntN(800))
	if l.rng.IntN(3) == 0 {
		return geo.BelowFloor, 0
	}
	return level, uint8(l.rng.IntN(101))
}

func drawnLand(t *rapid.T, hexes int) *land {
	l := &land{rng: rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "land"), 1)), people: make([]float32, hexes)}
	for i := range l.people {
		l.people[i] = float32(l.rng.IntN(20))
	}
	for i, h := range quarters(3) {
		if i == 8 {
			h.Kind = geo.HamletRest
		} else {
			for box := h.Territory.Bound(); l.rng.IntN(3) == 0; {
				east, north := 0.2+0.6*l.rng.Float64(), 0.2+0.6*l.rng.Float64()
				h.Clusters = append(h.Clusters, geo.Cluster{At: orb.Point{box.Min[0] + east*(box.Max[0]-box.Min[0]), box.Min[1] + north*(box.Max[1]-box.Min[1])}})
			}
		}
		l.results = append(l.results, geo.HamletResult{Hamlet: h})
	}
	for _, n := range geo.Networks() {
		s := geo.Surface{Network: n, Levels: make([]geo.Level16, hexes), Covered: make([]uint8, hexes)}
		covered := geo.ToLevel16(geo.ScaleOf(n.Technology).Covered())
		for h := range hexes {
			level, percent := l.level()
			if level < covered {
				percent /= 2 // less than half of the points, or the median were higher
			} else if percent < 50 {
				percent = 100 - percent
			}
			if l.rng.IntN(6) == 0 {
				level, percent = geo.UnknownLevel, 0
			}
			s.Levels[h], s.Covered[h] = level, percent
		}
		l.surfaces = append(l.surfaces, s)
	}
	return l
}

func TestOfOneTechnologyTheJudgeSaysWhatTheRunKept(t *testing.T) {
	grid := littleGrid(t)
	rapid.Check(t, func(t *rapid.T) {
		l := drawnLand(t, grid.Len())
		var hamlets []geo.Hamlet
		for _, r := range l.results {
			hamlets = append(hamlets, r.Hamlet)
		}
		kept := Reaches(grid, l.surfaces, hamlets, Shares(grid, hamlets, l.people), geo.DefaultScales())
		judge := NewJudge(grid, l.people, l.results, l.surfaces, 8)
		for j, n := range geo.Networks() {
			for i, r := range judge.Reaches(geo.Ask(n, geo.Definitions()[0])) {
				if r != kept[i][j] {
					t.Fatalf("%v, hamlet %d: %+v, the run keeps %+v", n, i, r, kept[i][j])
				}
			}
		}
	})
}

func TestSeveralTechnologiesTogetherAreNoLessThanOne(t *testing.T) {
	grid := littleGrid(t)
	rapid.Check(t, func(t *rapid.T) {
		l, q := drawnLand(t, grid.Len()), drawnQuestion(t)
		judge := NewJudge(grid, l.people, l.results, l.surfaces, 8)
		all := judge.Reaches(q)
		for _, n := range q.Networks() {
			for i, one := range judge.Reaches(geo.Ask(n, q.Definition)) {
				if all[i].PeopleCovered < one.PeopleCovered || all[i].AreaCovered < one.AreaCovered {
					t.Fatalf("%s: %+v, %v alone %+v", q.Technologies, all[i], n, one)
				}
				if was, is := q.Definition.Verdict(one), q.Definition.Verdict(all[i]); was != geo.Unknown && is != geo.Unknown && is < was {
					t.Fatalf("%s: %v, %v alone %v", q.Technologies, is, n, was)
				}
			}
		}
	})
}

// By hex, not by hamlet: half in 4G and the other half in 3G is the whole.
func TestTwoHalvesAreTheWhole(t *testing.T) {
	grid := littleGrid(t)
	results := []geo.HamletResult{{Hamlet: quarters(1)[0]}}
	surfaces := make([]geo.Surface, len(geo.Networks()))
	for i, n := range geo.Networks() {
		s := geo.Surface{Network: n, Levels: slices.Repeat([]geo.Level16{geo.BelowFloor}, grid.Len()), Covered: make([]uint8, grid.Len())}
		for h := range grid.Len() {
			if n.Operator == geo.AnyOperator && (n.Technology == geo.LTE && h%2 == 0 || n.Technology == geo.UMTS && h%2 == 1) {
				s.Levels[h], s.Covered[h] = -700, 100
			}
		}
		surfaces[i] = s
	}
	judge := NewJudge(grid, make([]float32, grid.Len()), results, surfaces, 8)
	people := geo.Definitions()[1]
	for set, want := range map[geo.TechnologySet]geo.Verdict{geo.Voice: geo.Covered, geo.From3G: geo.Covered, geo.From4G: geo.Partial, "3G": geo.Partial, "2G": geo.None} {
		if got := judge.Verdicts(geo.Question{Operator: geo.AnyOperator, Technologies: set, Definition: people})[0]; got != want {
			t.Errorf("%s: %v, want %v", set, got, want)
		}
	}
}

func TestAskingForMoreNeverRaisesAVerdict(t *testing.T) {
	grid := littleGrid(t)
	rapid.Check(t, func(t *rapid.T) {
		l, q := drawnLand(t, grid.Len()), drawnQuestion(t)
		judge := NewJudge(grid, l.people, l.results, l.surfaces, 8)
		more := q
		more.Definition.Confidence = min(0.99, q.Definition.Confidence+rapid.Float64Range(0, 0.4).Draw(t, "more confidence"))
		more.Definition.Levels = map[geo.Technology]geo.DBm{}
		for _, technology := range geo.Technologies() {
			more.Definition.Levels[technology] = q.Definition.Least(technology) + geo.DBm(rapid.Float64Range(0, 10).Draw(t, "more level"))
		}
		is := judge.Verdicts(more)
		for i, was := range judge.Verdicts(q) {
			if was != geo.Unknown && is[i] != geo.Unknown && is[i] > was {
				t.Fatalf("hamlet %d: %v, and %v when more is asked for", i, was, is[i])
			}
		}
	})
}

func TestWhatAJudgeSaysHoldsHoweverTheUnknownTurnsOut(t *testing.T) {
	grid := littleGrid(t)
	rapid.Check(t, func(t *rapid.T) {
		l, q := drawnLand(t, grid.Len()), drawnQuestion(t)
		before := NewJudge(grid, l.people, l.results, l.surfaces, 8).Verdicts(q)
		for _, s := range l.surfaces {
			for h, level := range s.Levels {
				if level == geo.UnknownLevel {
					s.Levels[h], s.Covered[h] = l.level()
				}
			}
		}
		for i, after := range NewJudge(grid, l.people, l.results, l.surfaces, 8).Verdicts(q) {
			if after == geo.Unknown && l.results[i].Hamlet.Kind != geo.HamletRest {
				t.Fatalf("hamlet %d: nothing is unknown, yet the verdict is", i)
			}
			if before[i] != geo.Unknown && before[i] != after {
				t.Fatalf("hamlet %d: %v became %v under %+v", i, before[i], after, q)
			}
		}
	})
}

func TestWithoutASpreadNoConfidenceCanBeAsked(t *testing.T) {
	grid := littleGrid(t)
	results := []geo.HamletResult{{Hamlet: quarters(1)[0]}}
	surfaces := make([]geo.Surface, len(geo.Networks()))
	for i := range surfaces {
		surfaces[i] = brightSurface(grid.Len())
	}
	q := geo.Ask(geo.Network{Operator: geo.AnyOperator, Technology: geo.LTE}, geo.Definitions()[1])
	for _, tt := range []struct {
		confidence float64
		sigma      geo.DB
		want       geo.Verdict
	}{{0.5, 0, geo.Covered}, {0.9, 0, geo.Unknown}, {0.9, 8, geo.Covered}, {0.9, 40, geo.None}} {
		q.Definition.Confidence = tt.confidence
		if got := NewJudge(grid, make([]float32, grid.Len()), results, surfaces, tt.sigma).Verdicts(q)[0]; got != tt.want {
			t.Errorf("confidence %g, σ %g dB: %v, want %v", tt.confidence, float64(tt.sigma), got, tt.want)
		}
	}
}

func TestASurfaceThatIsNotAtHandIsUnknown(t *testing.T) {
	grid := littleGrid(t)
	results := []geo.HamletResult{{Hamlet: quarters(1)[0]}}
	surfaces := make([]geo.Surface, len(geo.Networks()))
	for i := range surfaces {
		surfaces[i] = brightSurface(grid.Len())
	}
	q := geo.Ask(geo.Network{Operator: geo.AnyOperator, Technology: geo.LTE}, geo.Definitions()[1])
	place := slices.Index(geo.Networks(), q.Networks()[0])
	surfaces[place].Covered = nil
	if got := NewJudge(grid, make([]float32, grid.Len()), results, surfaces, 8).Verdicts(q)[0]; got != geo.Unknown {
		t.Errorf("without the covered points of a surface: %v, want %v", got, geo.Unknown)
	}
}
