package derive

import (
	"context"
	"slices"
	"sync"

	"phusong/geo"
	"phusong/geo/coverage"
)

// differs returns what an update made of the blocks that say something else than
// in its basis, second servers and sectors' numbers aside.
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
		if saysSame(was, made[i], update) {
			return nil
		}
		lock.Lock()
		defer lock.Unlock()
		changed[needs[i]] = made[i]
		return nil
	})
	return changed, err
}

// saysSame compares what a block said of best servers with what it says.
func saysSame(was, is geo.Surface, update *coverage.Update) bool {
	same := func(old, now int32) bool {
		return old == geo.NoSector && now == geo.NoSector || old != geo.NoSector && update.Now(old) == now && now != geo.NoSector
	}
	return slices.Equal(was.Levels, is.Levels) && slices.Equal(was.Covered, is.Covered) &&
		slices.EqualFunc(was.Best, is.Best, same)
}
