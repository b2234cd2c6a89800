package derive

import (
	"context"
	"fmt"
	"maps"
	"sync"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
)

// differs returns what an update for best servers alone made of the blocks that
// say something else than in its basis, sectors' numbers aside.
func (e *Engine) differs(ctx context.Context, b *basis, update *coverage.Update) (map[coverage.Need]geo.Surface, error) {
	var lock sync.Mutex
	var needs []coverage.Need
	var made []geo.Surface
	update.Each(func(n coverage.Need, is geo.Surface) {
		lock.Lock()
		defer lock.Unlock()
		needs, made = append(needs, n), append(made, is)
	})
	changed := map[coverage.Need]geo.Surface{}
	err := e.eachBlock(ctx, b, needs, func(i int, was geo.Surface) error {
		if update.Same(was, made[i]) {
			return nil
		}
		lock.Lock()
		defer lock.Unlock()
		changed[needs[i]] = made[i]
		return nil
	})
	if err != nil {
		return nil, err
	}
	was, needs := map[coverage.Need]geo.Surface{}, update.AnyNeeds(changed)
	err = e.eachBlock(ctx, b, needs, func(i int, says geo.Surface) error {
		lock.Lock()
		defer lock.Unlock()
		was[needs[i]] = says
		return b.fits(needs[i].Block, says)
	})
	if err != nil {
		return nil, err
	}
	maps.Copy(changed, update.AnyOperator(changed, was))
	return changed, nil
}

// fits fails with data.ErrCorrupt where what a block says is not about its hexes.
func (w *world) fits(block int, says geo.Surface) error {
	if s := w.stretches[block]; len(says.Levels) != s.To-s.From || len(says.Best) != s.To-s.From {
		return fmt.Errorf("a block has %d hexes, want %d: %w", len(says.Levels), s.To-s.From, data.ErrCorrupt)
	}
	return nil
}
