package tiles

import (
	"context"
	"math/bits"
	"runtime"
	"sync"
	"sync/atomic"

	"phusong/tiles/mercator"
)

// The zooms of an atlas: a province fits on the screen at the first; the last is
// where tiles end.
const (
	atlasMinZoom = 6
	atlasMaxZoom = coverageMaxZoom
)

// atlas is every tile of a layer at the zooms of an atlas. It is immutable.
type atlas struct {
	pages   []page // of zoom atlasMinZoom and on
	bytes   int
	largest int // bytes of the largest tile as gzip, or as it is
	brotli  bool
}

// page is the tiles of one zoom over the layer's box, row by row. Bit i of filled
// says whether tile i holds anything, tiles[i] of those that do stand in order;
// before[w] counts the bits of the words before word w.
type page struct {
	corner        mercator.Tile
	columns, rows uint32
	filled        []uint64
	before        []int32
	tiles         []Tile
}

// get returns a tile; held is false where the atlas cannot say.
func (a *atlas) get(at mercator.Tile) (tile Tile, held, empty bool) {
	zoom := int(at.Z) - atlasMinZoom
	if zoom < 0 || zoom >= len(a.pages) {
		return Tile{}, false, false
	}
	p := &a.pages[zoom]
	x, y := at.X-p.corner.X, at.Y-p.corner.Y // beyond the west or north: very large
	if x >= p.columns || y >= p.rows {
		return Tile{}, true, true
	}
	i := y*p.columns + x
	word, bit := p.filled[i/64], uint64(1)<<(i%64)
	if word&bit == 0 {
		return Tile{}, true, true
	}
	return p.tiles[int(p.before[i/64])+bits.OnesCount64(word&(bit-1))], true, false
}

// newAtlas draws a layer whole, with as many painters as there are processors.
// It fails only when ctx ends.
func (r *Release) newAtlas(ctx context.Context, s *shown) (*atlas, error) {
	a := &atlas{}
	var todo []mercator.Tile
	for z := atlasMinZoom; z <= min(atlasMaxZoom, s.layer.MaxZoom); z++ {
		p := newPage(s.box, z)
		for y := range p.rows {
			for x := range p.columns {
				todo = append(todo, mercator.Tile{Z: uint32(z), X: p.corner.X + x, Y: p.corner.Y + y})
			}
		}
		a.pages = append(a.pages, p)
	}
	drawn := make([]Tile, len(todo))
	err := r.everyone(ctx, len(todo), func(i int, p *palette) {
		if body := s.paint(todo[i], p); len(body) > 0 {
			drawn[i] = p.newTile(body, s.layer)
		}
	})
	for i := range a.pages {
		n := int(a.pages[i].columns * a.pages[i].rows)
		a.bytes += a.pages[i].fill(drawn[:n])
		for _, tile := range drawn[:n] {
			a.largest = max(a.largest, len(tile.Gzip)+len(tile.plain))
		}
		drawn = drawn[n:]
	}
	return a, err
}

func newPage(box mercator.Box, zoom int) page {
	box = box.Widened(uint32(1) << (32 - zoom - mercator.ExtentBits) * pointBuffer)
	from, to := mercator.TileAt(box.Min, zoom), mercator.TileAt(box.Max, zoom)
	p := page{corner: from, columns: to.X - from.X + 1, rows: to.Y - from.Y + 1}
	words := (p.columns*p.rows + 63) / 64
	p.filled, p.before = make([]uint64, words), make([]int32, words)
	return p
}

// fill puts the tiles that hold something on the page and returns their bytes.
func (p *page) fill(drawn []Tile) (size int) {
	for i, tile := range drawn {
		if i%64 == 0 {
			p.before[i/64] = int32(len(p.tiles))
		}
		if tile.ETag != "" {
			p.filled[i/64] |= 1 << (i % 64)
			p.tiles = append(p.tiles, tile)
			size += tile.size()
		}
	}
	return size
}

// squeezed is the same atlas with Brotli beside gzip.
func (r *Release) squeezed(ctx context.Context, a *atlas) (*atlas, error) {
	b := &atlas{pages: make([]page, len(a.pages)), bytes: a.bytes, largest: a.largest, brotli: true}
	var all []*Tile
	for i, p := range a.pages {
		p.tiles = append([]Tile(nil), p.tiles...)
		for k := range p.tiles {
			all = append(all, &p.tiles[k])
		}
		b.pages[i] = p
	}
	err := r.everyone(ctx, len(all), func(i int, p *palette) { all[i].Brotli = p.squeeze(all[i].Body()) })
	for _, tile := range all {
		b.bytes += len(tile.Brotli)
	}
	return b, err
}

// everyone does 0 … n-1 by as many goroutines as there are processors, each with
// a palette of its own, until all are done or ctx ends.
func (r *Release) everyone(ctx context.Context, n int, do func(i int, p *palette)) error {
	var next atomic.Int64
	var wait sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wait.Go(func() {
			p := r.palettes.Get().(*palette)
			defer r.palettes.Put(p)
			for i := int(next.Add(1)) - 1; i < n && ctx.Err() == nil; i = int(next.Add(1)) - 1 {
				do(i, p)
			}
		})
	}
	wait.Wait()
	return ctx.Err()
}
