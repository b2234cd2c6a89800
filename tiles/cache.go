package tiles

import (
	"container/list"
	"sync"

	"phusong/data"
	"phusong/geo"
	"phusong/tiles/mercator"
)

// address names one tile of one layer of a release, or the columns under one hex,
// and the cut whose bytes it is.
type address struct {
	cut   data.Cut
	layer string
	tile  mercator.Tile
	under geo.Hex
}

// cache keeps the tiles asked for last, up to a budget of bytes.
type cache struct {
	mu     sync.Mutex
	budget int
	bytes  int
	hits   uint64
	misses uint64
	places map[address]*list.Element
	recent *list.List // of cached, the latest in front
}

type cached struct {
	at   address
	tile Tile
}

func newCache(budget int) *cache {
	return &cache{budget: budget, places: map[address]*list.Element{}, recent: list.New()}
}

// get returns a tile that is kept.
func (c *cache) get(at address) (Tile, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	place, kept := c.places[at]
	if !kept {
		c.misses++
		return Tile{}, false
	}
	c.hits++
	c.recent.MoveToFront(place)
	return place.Value.(cached).tile, true
}

// again returns a tile that was kept since it was looked for.
func (c *cache) again(at address) (Tile, bool) {
	c.mu.Lock()
	defer c.mu.Unlock()
	place, kept := c.places[at]
	if !kept {
		return Tile{}, false
	}
	return place.Value.(cached).tile, true
}

// put keeps a tile and forgets the oldest ones beyond the budget. A tile larger
// than the whole budget is not kept.
func (c *cache) put(at address, t Tile) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if _, kept := c.places[at]; kept || t.size() > c.budget {
		return
	}
	c.places[at] = c.recent.PushFront(cached{at, t})
	c.bytes += t.size()
	for c.bytes > c.budget {
		oldest := c.recent.Remove(c.recent.Back()).(cached)
		delete(c.places, oldest.at)
		c.bytes -= oldest.tile.size()
	}
}

// Stats says how a release's cache is doing. Drawn is how many tiles were drawn
// because somebody asked for one.
type Stats struct {
	Hits, Misses uint64
	Drawn        uint64
	Tiles, Bytes int
}

func (c *cache) stats() Stats {
	c.mu.Lock()
	defer c.mu.Unlock()
	return Stats{Hits: c.hits, Misses: c.misses, Tiles: len(c.places), Bytes: c.bytes}
}
