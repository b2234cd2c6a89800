package derive

import (
	"context"
	"slices"
	"sync"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
)

// footing is a release that changes are tried on: it never changes, and is kept
// so that the next question about it costs no more than what differs.
type footing struct {
	*basis
	release data.Release
}

// mostFootings is how many releases are kept to try changes on: the one that
// readers see and the one before it, which somebody's scenario still stands on.
const mostFootings = 2

// The most that is kept in memory of what blocks say, which for the sample
// province is 90 MB, and of footprints that no release has.
const (
	blocksBudget     = 128 << 20
	footprintsBudget = 64 << 20
)

// blockPlace finds a block: the run, and the place among its blocks.
type blockPlace struct {
	run   int64
	place int
}

func surfaceBytes(s geo.Surface) int { return 13 * len(s.Levels) }

func footprintBytes(f *coverage.Footprint) int {
	return 4*len(f.Hexes) + 2*len(f.Losses) + 2*len(f.Departures) + 4*len(f.Cut)
}

// footing returns a release with all that a what-if begins with, but for what its
// blocks say.
func (e *Engine) footing(ctx context.Context, release int64) (*footing, error) {
	if f := e.keptFooting(release); f != nil {
		return f, nil
	}
	r, p, err := e.prepareRelease(ctx, release)
	if err != nil {
		return nil, err
	}
	b, err := e.basisOf(ctx, r.Run, p)
	if err != nil {
		return nil, err
	}
	f := &footing{b, r}
	e.mu.Lock()
	defer e.mu.Unlock()
	e.footings = append([]*footing{f}, e.footings[:min(len(e.footings), mostFootings-1)]...)
	return f, nil
}

func (e *Engine) keptFooting(release int64) *footing {
	e.mu.Lock()
	defer e.mu.Unlock()
	i := slices.IndexFunc(e.footings, func(f *footing) bool { return f.release.ID == release })
	if i < 0 {
		return nil
	}
	return e.footings[i]
}

// eachBlock calls do with what blocks of a basis say, by their places among
// needs; those asked for before come from memory.
func (e *Engine) eachBlock(ctx context.Context, b *basis, needs []coverage.Need, do func(i int, says geo.Surface) error) error {
	networks := len(geo.Networks())
	at := func(n coverage.Need) blockPlace { return blockPlace{b.run, n.Block*networks + n.Network} }
	var absent []int
	var blocks []data.Block
	var held []geo.Surface
	for i, n := range needs {
		says, kept := e.blocks.get(at(n))
		if !kept {
			absent = append(absent, i)
			blocks = append(blocks, b.blocks[at(n).place])
		}
		held = append(held, says)
	}
	err := e.store.EachBlock(ctx, blocks, func(i int, says geo.Surface) error {
		e.blocks.put(at(needs[absent[i]]), says)
		return do(absent[i], says)
	})
	if err != nil {
		return err
	}
	return inParallel(len(needs), func(i int) error {
		if held[i].Levels == nil {
			return nil // done above
		}
		return do(i, held[i])
	})
}

// fresh are footprints that are only in memory. They never change.
type fresh map[data.FootprintKey]*coverage.Footprint

// absent are those of keys that are not among them.
func (f fresh) absent(keys []data.FootprintKey) []data.FootprintKey {
	return slices.DeleteFunc(keys, func(key data.FootprintKey) bool { return f[key] != nil })
}

// inParallel calls do for 0 … n-1 on a few goroutines and returns an error of one.
func inParallel(n int, do func(int) error) error {
	const few = 4
	var wait sync.WaitGroup
	errs := make([]error, few)
	for k := range min(few, n) {
		wait.Go(func() {
			for i := k; i < n && errs[k] == nil; i += few {
				errs[k] = do(i)
			}
		})
	}
	wait.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
