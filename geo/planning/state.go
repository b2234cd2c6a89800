package planning

import (
	"math"
	"slices"
)

// state is a choice in the making. reached counts, for each element, the picks
// that reach it; have is what is reached of each goal.
type state struct {
	*Problem
	reached  []int32
	have     []float64
	picks    []int
	chosen   []bool
	blocked  []int32 // by how many picks that are too near
	value    float64
	spent    float64
	unserved []int32 // of what must be reached, when it was last looked for
	visits   int     // elements looked at so far
}

func newState(p *Problem) *state {
	if p.near == nil && p.ApartKm > 0 {
		p.near = p.neighbours()
	}
	return &state{Problem: p, blocked: make([]int32, len(p.Candidates)), reached: make([]int32, len(p.Weights)), have: make([]float64, len(p.Caps)), chosen: make([]bool, len(p.Candidates))}
}

// follow makes s the choice that other is.
func (s *state) follow(other *state) {
	copy(s.reached, other.reached)
	copy(s.have, other.have)
	copy(s.chosen, other.chosen)
	copy(s.blocked, other.blocked)
	s.picks, s.unserved = append(s.picks[:0], other.picks...), append(s.unserved[:0], other.unserved...)
	s.value, s.spent = other.value, other.spent
}

// better reports whether s serves more of what must be reached than other, or
// as much and is worth more, or that for less.
func (s *state) better(other *state) bool {
	if a, b := len(s.unserved), len(other.unserved); a != b {
		return a < b
	}
	return s.value > other.value+precision || s.value > other.value-precision && s.spent < other.spent-precision
}

// gain is what candidate c would add now.
func (s *state) gain(c int) float64 {
	s.visits += len(s.Candidates[c].Reaches)
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
	return s.near == nil || s.blocked[c] == 0
}

func (s *state) pick(c int) {
	s.value += s.gain(c)
	for _, e := range s.Candidates[c].Reaches {
		if s.reached[e]++; s.reached[e] == 1 && s.Goals != nil {
			s.have[s.Goals[e]] += s.Weights[e]
		}
	}
	s.block(c, 1)
	s.picks, s.chosen[c], s.spent = append(s.picks, c), true, s.spent+s.Candidates[c].Cost
}

func (s *state) drop(place int) {
	c := s.picks[place]
	for _, e := range s.Candidates[c].Reaches {
		if s.reached[e]--; s.reached[e] == 0 && s.Goals != nil {
			s.have[s.Goals[e]] -= s.Weights[e]
		}
	}
	s.block(c, -1)
	s.picks = slices.Delete(s.picks, place, place+1)
	s.chosen[c], s.spent = false, s.spent-s.Candidates[c].Cost
	s.value -= s.gain(c)
}

// block counts pick c, or takes it back, at the candidates that are too near it.
func (s *state) block(c int, by int32) {
	if s.near != nil {
		for _, other := range s.near[c] {
			s.blocked[other] += by
		}
	}
}
