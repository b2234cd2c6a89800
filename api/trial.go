package api

import (
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"

	"phusong/api/problem"
	"phusong/data"
	"phusong/data/derive"
	"phusong/geo"
)

// trials works scenarios out, one at a time, and remembers the last few: a page
// asks for the figures and the hexes of the same one.
type trials struct {
	engine  *derive.Engine
	seat    chan struct{}
	waiting atomic.Int32

	mu   sync.Mutex
	last []trial // the latest first
}

type trial struct {
	key  trialKey
	says *derive.WhatIf
}

// trialKey tells scenarios apart by what is in them.
type trialKey [sha256.Size]byte

func keyOf(s geo.Scenario) (trialKey, error) {
	text, err := json.Marshal(s)
	if err != nil {
		return trialKey{}, fmt.Errorf("name a scenario: %w", err)
	}
	return sha256.Sum256(text), nil
}

// The most that wait for the one who is served, and that are remembered: a
// scenario, another beside it, and the one before an undo.
const (
	mostWaiting = 8
	mostTrials  = 3
)

func newTrials(engine *derive.Engine) *trials {
	return &trials{engine: engine, seat: make(chan struct{}, 1)}
}

// of works a scenario out, or remembers it. Whoever goes away is not waited for.
func (t *trials) of(ctx context.Context, s geo.Scenario) (*derive.WhatIf, error) {
	if t.engine == nil {
		return nil, problem.ErrNoBase
	}
	key, err := keyOf(s)
	if err != nil {
		return nil, err
	}
	if known := t.known(key); known != nil {
		return known, nil
	}
	if t.waiting.Add(1) > mostWaiting {
		t.waiting.Add(-1)
		return nil, problem.Computing()
	}
	defer t.waiting.Add(-1)
	select {
	case t.seat <- struct{}{}:
		defer func() { <-t.seat }()
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	if known := t.known(key); known != nil { // by the one waited for
		return known, nil
	}
	says, err := t.engine.Scenario(ctx, s, nil)
	if errors.Is(err, data.ErrNoRelease) {
		return nil, fmt.Errorf("%w: %w", problem.ErrNoBase, err)
	}
	if err != nil {
		return nil, err
	}
	t.keep(trial{key, &says})
	return &says, nil
}

func (t *trials) known(key trialKey) *derive.WhatIf {
	t.mu.Lock()
	defer t.mu.Unlock()
	for i, one := range t.last {
		if one.key == key {
			copy(t.last[1:i+1], t.last[:i])
			t.last[0] = one
			return one.says
		}
	}
	return nil
}

func (t *trials) keep(one trial) {
	t.mu.Lock()
	defer t.mu.Unlock()
	t.last = append([]trial{one}, t.last[:min(len(t.last), mostTrials-1)]...)
}
