package tiles

import (
	"math/rand/v2"
	"sync"
	"testing"

	"phusong/data"
	"phusong/tiles/mercator"
)

func TestTheCacheForgetsTheOldestBeyondItsBudget(t *testing.T) {
	one := Tile{plain: make([]byte, 1000)}
	c := newCache(3 * one.size())
	at := func(x uint32) address { return address{cut: data.PublicCut, tile: mercator.Tile{Z: 9, X: x}} }
	for x := range uint32(3) {
		c.put(at(x), one)
	}
	c.get(at(0)) // used again: 1 is now the oldest
	c.put(at(3), one)
	for x, want := range []bool{true, false, true, true} {
		if _, kept := c.get(at(uint32(x))); kept != want {
			t.Errorf("tile %d kept: %v, want %v", x, kept, want)
		}
	}
	c.put(at(9), Tile{plain: make([]byte, 9000)})
	if stats := c.stats(); stats.Tiles != 3 || stats.Bytes != 3*one.size() || stats.Hits != 4 || stats.Misses != 1 {
		t.Errorf("after a tile beyond the whole budget: %+v", stats)
	}
}

func TestManyReadersOfManyTiles(t *testing.T) {
	r := newRelease(t, country(t, 8))
	r.release.cache = newCache(20_000) // so that tiles come and go all the time
	want := map[mercator.Tile]string{}
	all := tilesOf(newPyramid(r.View.Grid).bounds(), 11)
	for _, at := range all {
		if tile, err := r.Tile("coverage-4G-any", int(at.Z), int(at.X), int(at.Y)); err == nil {
			want[at] = tile.ETag
		}
	}
	var crowd sync.WaitGroup
	for reader := range uint64(8) {
		crowd.Go(func() {
			rng := rand.New(rand.NewPCG(reader, 1))
			for range 200 {
				at := all[rng.IntN(len(all))]
				tile, err := r.Tile("coverage-4G-any", int(at.Z), int(at.X), int(at.Y))
				if err == nil && tile.ETag != want[at] {
					t.Errorf("%v is %s, alone it was %s", at, tile.ETag, want[at])
				}
			}
		})
	}
	crowd.Wait()
}
