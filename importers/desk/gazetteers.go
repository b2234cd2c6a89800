package desk

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"phusong/data"
	"phusong/importers/gazetteer"
)

// gazetteers keeps the gazetteer of the current units until other units are.
type gazetteers struct {
	store *data.Store
	mu    sync.Mutex
	of    []int64
	made  *gazetteer.Gazetteer
}

func (g *gazetteers) current(ctx context.Context) (*gazetteer.Gazetteer, error) {
	revisions, err := g.store.CurrentRevisions(ctx)
	if err != nil {
		return nil, fmt.Errorf("look for the current units: %w", err)
	}
	ids := data.IDs(revisions, data.Boundaries)
	g.mu.Lock()
	defer g.mu.Unlock()
	if g.made == nil || !slices.Equal(g.of, ids) {
		units, err := g.store.Units(ctx, ids)
		if err != nil {
			return nil, fmt.Errorf("read the current units: %w", err)
		}
		g.of, g.made = ids, gazetteer.New(units)
	}
	return g.made, nil
}
