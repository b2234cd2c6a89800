package planning

import "context"

// rounds bounds the exchanges: each round looks at every pick and candidate
// once.
const rounds = 20

// exchange takes single picks back and puts others in their place while the
// whole gets better, then fills what budget is free. Picks that serve what must
// be reached stay.
func (s *state) exchange(ctx context.Context, progress func(done, total int)) error {
	for round := range rounds {
		better := false
		for place := s.kept; place < len(s.picks); place++ {
			if err := ctx.Err(); err != nil {
				return err
			}
			if progress != nil {
				progress(round*len(s.picks)+place, rounds*len(s.picks))
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
	old := s.picks[place]
	s.drop(place)
	best, most := old, s.gain(old)
	for c := range s.Candidates {
		if gain := s.gain(c); gain > most+precision && s.fits(c) {
			best, most = c, gain
		}
	}
	s.pick(best)
	// The new pick takes the old one's place, so that every place gets its turn.
	copy(s.picks[place+1:], s.picks[place:len(s.picks)-1])
	s.picks[place] = best
	return best != old
}
