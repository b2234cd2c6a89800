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
)

// Problem is what is to be decided. Weights[e] is what element e counts: the
// people of a hex, or one for the centre of a hamlet; an element counts once,
// however many candidates reach it. What existing masts reach already is left
// out by whoever states the problem.
type Problem struct {
	Weights    []float64
	Candidates []Candidate
	// Budget is the most that the chosen candidates may cost together.
	Budget float64
	// Must lists elements that have to be reached, wherever it is possible.
	Must []int32
	// ApartKm is the least distance between two chosen candidates; 0 for none.
	ApartKm float64
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
