package planning

import "context"

// rounds bounds the exchanges: each round looks at every pick and candidate
// once.
const rounds = 20

// exchange takes single picks back and puts others in their place while the
// whole gets better, then fills what budget is free. What must be reached and is
// stays so.
func (s *state) exchange(ctx context.Context) error {
	for range rounds {
		better := false
		for place := range s.picks {
			if err := ctx.Err(); err != nil {
				return err
			}
			better = s.replace(place) || better
		}
		if err := s.greedy(ctx, byGain); err != nil {
			return err
		}
		if !better {
			return nil
		}
	}
	return nil
}

// replace puts the candidate that adds most in place of one pick, if that is
// more than the pick adds itself.
func (s *state) replace(place int) bool {
	old, lacked := s.picks[place], len(s.unserved)
	s.drop(place)
	s.look()
	lost := len(s.unserved) - lacked
	best, most := old, s.gain(old)
	for c := range s.Candidates {
		if gain := s.gain(c); gain > most+precision && s.fits(c) && (lost == 0 || s.serves(c) >= lost) {
			best, most = c, gain
		}
	}
	s.pick(best)
	s.look()
	// The new pick takes the old one's place, so that every place gets its turn.
	copy(s.picks[place+1:], s.picks[place:len(s.picks)-1])
	s.picks[place] = best
	return best != old
}

// retryEffort bounds how many elements are looked at while picks are tried
// without others.
const retryEffort = 3e9

// retry leaves the summit on which exchange ended: it chooses again without one
// pick, then without two, and stays where that is better.
func (s *state) retry(ctx context.Context, progress stage) error {
	trial := newState(s.Problem)
	for without := 1; without <= 2; without++ {
		for again := true; again; {
			again = false
			for places := range groups(len(s.picks), without) {
				progress.tell(trial.visits/1e6, retryEffort/1e6)
				if trial.visits > retryEffort {
					return nil
				}
				if err := trial.without(ctx, s, places); err != nil {
					return err
				}
				if trial.better(s) {
					s.follow(trial)
					again, without = true, 1
					break
				}
			}
		}
	}
	return nil
}

// groups yields every one, or two, of n places.
func groups(n, size int) func(yield func([]int) bool) {
	return func(yield func([]int) bool) {
		for a := range n {
			if size == 1 && !yield([]int{a}) {
				return
			}
			for b := a + 1; b < n && size == 2; b++ {
				if !yield([]int{a, b}) {
					return
				}
			}
		}
	}
}

// without chooses as other does but for some picks, ascending, which may come
// back at the end only.
func (s *state) without(ctx context.Context, other *state, places []int) error {
	s.follow(other)
	for i := len(places) - 1; i >= 0; i-- {
		s.drop(places[i])
	}
	for _, place := range places {
		s.chosen[other.picks[place]] = true
	}
	s.serve()
	err := s.greedy(ctx, byGain)
	for _, place := range places {
		s.chosen[other.picks[place]] = false
	}
	if err != nil {
		return err
	}
	s.serve()
	return s.exchange(ctx)
}
