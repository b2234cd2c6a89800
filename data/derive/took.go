package derive

import (
	"sync"
	"time"
)

// Took is where an engine's time went so far, by the clock: Loading sources,
// Predicting footprints, Folding them into results, Storing these.
type Took struct {
	Loading, Predicting, Folding, Storing time.Duration
}

// Took returns where the time of this engine's work went so far.
func (e *Engine) Took() Took {
	return Took{e.loading.sum(), e.predicting.sum(), e.folding.sum(), e.storing.sum()}
}

// stopwatch sums up the time in which at least one piece of work goes on.
type stopwatch struct {
	lock  sync.Mutex
	going int
	since time.Time
	took  time.Duration
}

// start says that a piece of work begins; it goes on until ended is called.
func (s *stopwatch) start() (ended func()) {
	s.lock.Lock()
	defer s.lock.Unlock()
	if s.going++; s.going == 1 {
		s.since = time.Now()
	}
	return func() {
		s.lock.Lock()
		defer s.lock.Unlock()
		if s.going--; s.going == 0 {
			s.took += time.Since(s.since)
		}
	}
}

func (s *stopwatch) sum() time.Duration {
	s.lock.Lock()
	defer s.lock.Unlock()
	return s.took
}
