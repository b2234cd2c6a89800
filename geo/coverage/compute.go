package coverage

import (
	"context"
	"sync"

	"phusong/geo"
)

// Result is the coverage of a set of sites.
type Result struct {
	Sectors  []SectorRef
	Surfaces []geo.Surface // in the order of geo.Networks()
}

// Compute does all of it at once, keeping no footprint. progress, which may be
// nil, is told after each mast how many are done; never twice at once.
func Compute(ctx context.Context, in Input, sites []geo.Site, progress func(done, total int)) (Result, error) {
	e, err := NewEngine(in)
	if err != nil {
		return Result{}, err
	}
	sectors, masts, err := e.Plan(sites)
	if err != nil {
		return Result{}, err
	}
	fold := e.NewFold()
	var lock sync.Mutex
	done := 0
	err = e.Footprints(ctx, masts, func(m *Mast, footprints []*Footprint) error {
		fold.Add(m, footprints)
		lock.Lock()
		defer lock.Unlock()
		done++
		if progress != nil {
			progress(done, len(masts))
		}
		return nil
	})
	if err != nil {
		return Result{}, err
	}
	return Result{Sectors: sectors, Surfaces: fold.Surfaces()}, nil
}
