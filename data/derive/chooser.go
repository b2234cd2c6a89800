package derive

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"sync"
	"time"

	"phusong/data"
)

// Chooser computes the choices of sites that were asked for, one at a time. Any
// number of processes may have one: who holds the lease of a choice works on it,
// and what a dead one held is begun again.
type Chooser struct {
	store  *data.Store
	engine *Engine
	log    *slog.Logger
	owner  string
	times  ChooserTimes
	wake   chan struct{}
	closed chan struct{}

	mu       sync.Mutex
	watchers map[chan struct{}]bool
}

// ChooserTimes are how long a lease lasts unrenewed, how often it is renewed
// with what has been done, and how often new choices are looked for.
type ChooserTimes struct{ Lease, Note, Look time.Duration }

// DefaultChooserTimes lets a choice of a killed process begin again within
// twenty seconds.
func DefaultChooserTimes() ChooserTimes {
	return ChooserTimes{Lease: 15 * time.Second, Note: time.Second, Look: 2 * time.Second}
}

// mostAttempts is how often a choice is begun: one that ends each process that
// tries it is given up.
const mostAttempts = 3

// NewChooser returns a chooser that has not started.
func NewChooser(store *data.Store, engine *Engine, log *slog.Logger, times ChooserTimes) (*Chooser, error) {
	name, err := os.Hostname()
	if err != nil {
		return nil, fmt.Errorf("name this chooser: %w", err)
	}
	return &Chooser{store: store, engine: engine, log: log, times: times, owner: fmt.Sprintf("%s/%d/%p", name, os.Getpid(), engine),
		wake: make(chan struct{}, 1), closed: make(chan struct{}), watchers: map[chan struct{}]bool{}}, nil
}

// Run computes until ctx ends, then gives back what it holds. It is called once.
func (c *Chooser) Run(ctx context.Context) {
	defer close(c.closed)
	tick := time.NewTicker(c.times.Look)
	defer tick.Stop()
	for {
		taken, err := c.store.TakeChoice(ctx, c.owner, c.times.Lease)
		switch {
		case err != nil && ctx.Err() == nil:
			c.log.Warn("look for choices of sites", "error", err)
		case err == nil && taken != nil:
			c.compute(ctx, taken)
			continue
		}
		select {
		case <-ctx.Done():
			return
		case <-c.wake:
		case <-tick.C:
		}
	}
}

// Stir makes Run look now; those who watch are told.
func (c *Chooser) Stir() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
	c.tell()
}

// Closed returns a channel that ends when Run does.
func (c *Chooser) Closed() <-chan struct{} { return c.closed }

// Watch returns a channel that has something whenever a choice may have changed
// since it was last emptied, and how to stop watching.
func (c *Chooser) Watch() (changes <-chan struct{}, stop func()) {
	watcher := make(chan struct{}, 1)
	c.mu.Lock()
	defer c.mu.Unlock()
	c.watchers[watcher] = true
	return watcher, func() {
		c.mu.Lock()
		defer c.mu.Unlock()
		delete(c.watchers, watcher)
	}
}

func (c *Chooser) tell() {
	c.mu.Lock()
	defer c.mu.Unlock()
	for watcher := range c.watchers {
		select {
		case watcher <- struct{}{}:
		default: // has not looked at the last change yet
		}
	}
}

// compute works on one choice to its end, to the end of ctx, or until it is not
// this chooser's any more.
func (c *Chooser) compute(ctx context.Context, taken *data.Choice) {
	working, stop := context.WithCancel(ctx)
	defer stop()
	at := &choiceStep{}
	noted := make(chan struct{})
	go func() {
		defer close(noted)
		c.note(working, stop, taken.ID, at)
	}()
	result, err := c.answer(working, taken, at)
	lost := working.Err() != nil && ctx.Err() == nil
	stop()
	<-noted
	if lost { // cancelled, or taken over
		c.tell()
		return
	}
	ending, done := context.WithTimeout(context.WithoutCancel(ctx), 10*time.Second)
	defer done()
	switch {
	case ctx.Err() != nil:
		err = c.store.GiveChoiceBack(ending, taken.ID, c.owner)
	case err != nil:
		c.log.Warn("choose sites", "choice", taken.ID, "error", err)
		err = c.store.FailChoice(ending, taken.ID, c.owner, troubleOf(err))
	default:
		err = c.store.FinishChoice(ending, taken.ID, c.owner, result)
	}
	if err != nil && !errors.Is(err, data.ErrChoiceMoved) {
		c.log.Warn("end a choice of sites", "choice", taken.ID, "error", err)
	}
	c.tell()
}

// troubleOf is what the asker is told of an error: the reasons he can do
// something about, and of others that the log has them.
func troubleOf(err error) string {
	if errors.Is(err, ErrChoice) || errors.Is(err, ErrOutdated) || errors.Is(err, ErrIncomplete) || errors.Is(err, data.ErrNoRelease) {
		return err.Error()
	}
	return "it could not be computed; the server's log says why"
}

func (c *Chooser) answer(ctx context.Context, taken *data.Choice, at *choiceStep) (result json.RawMessage, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			err = fmt.Errorf("panic: %v", broken)
		}
	}()
	if taken.Attempts > mostAttempts {
		return nil, fmt.Errorf("%w: it was begun %d times and never ended", ErrChoice, mostAttempts)
	}
	var choice Choice
	if err := json.Unmarshal(taken.Question, &choice); err != nil {
		return nil, fmt.Errorf("read the question: %w", err)
	}
	chosen, err := c.engine.Choose(ctx, taken.Release, choice, at.set)
	if err != nil {
		return nil, err
	}
	return json.Marshal(chosen)
}

// note writes down how far the work has come until ctx ends, and ends the work
// that is not this chooser's any more.
func (c *Chooser) note(ctx context.Context, stop func(), id string, at *choiceStep) {
	tick := time.NewTicker(c.times.Note)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
			step, done, total := at.get()
			if err := c.store.NoteChoice(ctx, id, c.owner, step, done, total, c.times.Lease); errors.Is(err, data.ErrChoiceMoved) {
				stop()
				return
			}
			c.tell()
		}
	}
}

// choiceStep is how far a choice has come.
type choiceStep struct {
	mu          sync.Mutex
	step        string
	done, total int
}

func (s *choiceStep) set(step string, done, total int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.step, s.done, s.total = step, done, total
}

func (s *choiceStep) get() (string, int, int) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.step, s.done, s.total
}
