package derive

import (
	"context"
	"fmt"

	"phusong/geo/coverage"
)

// standby is who would serve where masts of a run fall away.
type standby struct {
	run     int64
	reserve *coverage.Reserve
}

// standbyBudget is the most bytes for that; the sample province takes 150 MB.
const standbyBudget = 256 << 20

// StandBy makes ready for what-ifs in a release: it loads what they begin with,
// and who would serve where masts fall away. That takes one processor some
// seconds for a province; until then what-ifs are answered all the same, only
// later. It is made ready for one release at a time, the last one told.
func (e *Engine) StandBy(ctx context.Context, release int64) error {
	return e.standBy(ctx, release, func(*coverage.Mast, []*coverage.Footprint) {})
}

// standBy is StandBy that calls also with every mast it reads, from several
// goroutines at once; with none where nothing has to be read.
func (e *Engine) standBy(ctx context.Context, release int64, also func(*coverage.Mast, []*coverage.Footprint)) error {
	f, err := e.footing(ctx, release)
	if err != nil {
		return fmt.Errorf("stand by for what-ifs in release %d: %w", release, err)
	}
	if e.standing(f.run) != nil {
		return nil
	}
	e.stand(standby{}) // let go of the last one before there is another
	reserve, ok := f.engine.NewReserve(f.masts, standbyBudget)
	if !ok {
		return nil
	}
	all := func(*coverage.MastLayer, coverage.Span) bool { return true }
	err = e.addAll(ctx, f.prepared, nil, f.masts, all, func(m *coverage.Mast, footprints []*coverage.Footprint) {
		reserve.Add(m, footprints)
		also(m, footprints)
	})
	if err != nil {
		return fmt.Errorf("stand by for what-ifs in release %d: %w", release, err)
	}
	e.stand(standby{f.run, reserve})
	return nil
}

func (e *Engine) stand(s standby) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.ready = s
}

// standing is the reserve of a run; nil where none is ready.
func (e *Engine) standing(run int64) *coverage.Reserve {
	e.mu.Lock()
	defer e.mu.Unlock()
	if e.ready.run != run {
		return nil
	}
	return e.ready.reserve
}
