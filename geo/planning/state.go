package planning

import (
	"math"
	"slices"

	"phusong/geo/terrain"
)

// state is a choice in the making. reached counts, for each element, the picks
// that reach it; have is what is reached of each goal.
type state struct {
	*Problem
	reached  []int32
	have     []float64
	picks    []int
	chosen   []bool
	kept     int // the first picks, which serve what must be reached
	value    float64
	spent    float64
	unserved []int32
}

func newState(p *Problem) *state {
	return &state{Problem: p, reached: make([]int32, len(p.Weights)), have: make([]float64, len(p.Caps)), chosen: make([]bool, len(p.Candidates))}
}

// gain is what candidate c would add now.
func (s *state) gain(c int) float64 {
	if s.Goals != nil {
		return s.gainOfGoals(c)
	}
	sum := 0.0
	for _, e := range s.Candidates[c].Reaches {
		if s.reached[e] == 0 {
			sum += s.Weights[e]
		}
	}
	return sum
}

// gainOfGoals is gain where elements count towards goals: those of one goal
// stand side by side.
func (s *state) gainOfGoals(c int) float64 {
	sum, adds, open, goal := 0.0, 0.0, 0.0, int32(-1)
	for _, e := range s.Candidates[c].Reaches {
		if s.reached[e] != 0 {
			continue
		}
		if g := s.Goals[e]; g != goal {
			sum += math.Min(adds, open)
			goal, adds, open = g, 0, math.Max(0, s.Caps[g]-s.have[g])
		}
		adds += s.Weights[e]
	}
	return sum + math.Min(adds, open)
}

// fits reports whether candidate c may be picked: affordable and apart from all
// picks.
func (s *state) fits(c int) bool {
	if s.chosen[c] || s.spent+s.Candidates[c].Cost > s.Budget+precision {
		return false
	}
	if s.ApartKm == 0 {
		return true
	}
	return !slices.ContainsFunc(s.picks, func(other int) bool {
		return terrain.DistanceKm(s.Candidates[c].Position, s.Candidates[other].Position) < s.ApartKm
	})
}

func (s *state) pick(c int) {
	s.value += s.gain(c)
	for _, e := range s.Candidates[c].Reaches {
		if s.reached[e]++; s.reached[e] == 1 && s.Goals != nil {
			s.have[s.Goals[e]] += s.Weights[e]
		}
	}
	s.picks, s.chosen[c], s.spent = append(s.picks, c), true, s.spent+s.Candidates[c].Cost
}

func (s *state) drop(place int) {
	c := s.picks[place]
	for _, e := range s.Candidates[c].Reaches {
		if s.reached[e]--; s.reached[e] == 0 && s.Goals != nil {
			s.have[s.Goals[e]] -= s.Weights[e]
		}
	}
	s.picks = slices.Delete(s.picks, place, place+1)
	s.chosen[c], s.spent = false, s.spent-s.Candidates[c].Cost
	s.value -= s.gain(c)
}
