// Package planning chooses where to build: which of many candidate masts bring
// signal to the most people for a budget, and how far from the best possible
// the choice can be.
package planning

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"github.com/paulmach/orb"

	"phusong/geo/terrain"
)

// Problem is what is to be decided. Weights[e] is what element e counts: the
// people of a hex, or one for the centre of a hamlet; an element counts once,
// however many candidates reach it. What existing masts reach already is left
// out by whoever states the problem.
//
// Goals, nil where every element counts by itself, says which goal an element
// counts towards: goals ascend with elements. Goal g counts at most Caps[g],
// however many of its elements are reached: a hamlet is covered once nine in ten
// of its people have signal, and what more is reached of it adds nothing.
type Problem struct {
	Weights    []float64
	Goals      []int32
	Caps       []float64
	Candidates []Candidate
	// Budget is the most that the chosen candidates may cost together.
	Budget float64
	// Must lists elements that have to be reached, wherever it is possible.
	Must []int32
	// ApartKm is the least distance between two chosen candidates; 0 for none.
	ApartKm float64

	near [][]int32 // the candidates that are nearer than ApartKm to each; nil until asked for
}

// Candidate is a place where a mast could be built. Reaches are the elements it
// would bring signal to, ascending.
type Candidate struct {
	ID       string
	Position orb.Point
	Cost     float64
	Reaches  []int32
}

// ErrProblem means that a problem contradicts itself.
var ErrProblem = errors.New("no problem that can be solved")

func (p *Problem) check() error {
	if !(p.Budget >= 0) || math.IsInf(p.Budget, 1) || !(p.ApartKm >= 0) {
		return fmt.Errorf("%w: the budget is %g and the distance apart %g km; both must be numbers from 0 up", ErrProblem, p.Budget, p.ApartKm)
	}
	for e, w := range p.Weights {
		if !(w >= 0) || math.IsInf(w, 1) {
			return fmt.Errorf("%w: element %d counts %g", ErrProblem, e, w)
		}
	}
	if err := p.checkGoals(); err != nil {
		return err
	}
	for _, c := range p.Candidates {
		if !(c.Cost > 0) || math.IsInf(c.Cost, 1) {
			return fmt.Errorf("%w: candidate %s costs %g; a mast costs something", ErrProblem, c.ID, c.Cost)
		}
		if !slices.IsSorted(c.Reaches) {
			return fmt.Errorf("%w: what candidate %s reaches is not in order", ErrProblem, c.ID)
		}
		if n := len(c.Reaches); n > 0 && (c.Reaches[0] < 0 || int(c.Reaches[n-1]) >= len(p.Weights)) {
			return fmt.Errorf("%w: candidate %s reaches an element that is none", ErrProblem, c.ID)
		}
	}
	for _, e := range p.Must {
		if e < 0 || int(e) >= len(p.Weights) {
			return fmt.Errorf("%w: element %d must be reached and is none", ErrProblem, e)
		}
	}
	return nil
}

func (p *Problem) checkGoals() error {
	if p.Goals == nil {
		return nil
	}
	if len(p.Goals) != len(p.Weights) || !slices.IsSorted(p.Goals) {
		return fmt.Errorf("%w: %d elements and %d goals of them, which must ascend", ErrProblem, len(p.Weights), len(p.Goals))
	}
	if n := len(p.Goals); n > 0 && (p.Goals[0] < 0 || int(p.Goals[n-1]) >= len(p.Caps)) {
		return fmt.Errorf("%w: an element counts towards a goal that is none", ErrProblem)
	}
	for g, most := range p.Caps {
		if !(most >= 0) || math.IsInf(most, 1) {
			return fmt.Errorf("%w: goal %d counts at most %g", ErrProblem, g, most)
		}
	}
	return nil
}

// most is what all elements together count.
func (p *Problem) most() float64 {
	total := 0.0
	if p.Goals == nil {
		for _, w := range p.Weights {
			total += w
		}
		return total
	}
	sums := make([]float64, len(p.Caps))
	for e, g := range p.Goals {
		sums[g] += p.Weights[e]
	}
	for g, most := range p.Caps {
		total += math.Min(sums[g], most)
	}
	return total
}

// extent is how many elements all candidates reach together, each as often as it
// is reached: what it takes to weigh every candidate once.
func (p *Problem) extent() int {
	n := 0
	for _, c := range p.Candidates {
		n += len(c.Reaches)
	}
	return n
}

// neighbours are the candidates that cannot be chosen with each.
func (p *Problem) neighbours() [][]int32 {
	near := make([][]int32, len(p.Candidates))
	for a := range p.Candidates {
		for b := range a {
			if terrain.DistanceKm(p.Candidates[a].Position, p.Candidates[b].Position) < p.ApartKm {
				near[a], near[b] = append(near[a], int32(b)), append(near[b], int32(a))
			}
		}
	}
	return near
}
