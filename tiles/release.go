// Package tiles draws one release as map tiles. A release is loaded once into
// an immutable store; the layers everybody sees are drawn whole as soon as it is
// shown, the others when they are first asked for, without any question to the
// database. Nothing is ever invalidated, because nothing changes under a
// release's id.
package tiles

import (
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"

	"golang.org/x/sync/singleflight"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/hex"
	"phusong/tiles/mercator"
)

// Why a tile is not given. Other errors mean that something is broken.
var (
	ErrLayer   = errors.New("no such layer")
	ErrAddress = mercator.ErrAddress
	ErrEmpty   = errors.New("nothing lies in this tile")
)

// Release is the tiles of one release. What of it can be had is an Edition: the
// whole is for nobody. It is safe for concurrent use.
type Release struct {
	ID     string
	Number int64

	whole    *data.View
	grid     *pyramid
	homes    *village
	judge    *data.Judge
	units    func() []*shown
	ground   []*shown
	lands    lands
	public   func() *Edition
	editions map[data.Cut]func() *Edition // all others
	cache    *cache
	flight   singleflight.Group
	palettes sync.Pool
	slots    chan struct{}

	pressing sync.Mutex   // one atlas at a time, drawn by all processors
	pressed  atomic.Int64 // bytes of atlases
	atHand   atomic.Uint64
	drawn    atomic.Uint64
}

// cacheBytes is the memory one release may keep drawn tiles in.
const cacheBytes = 96 << 20

// New prepares a release for drawing. For a province it takes about a second;
// the editions are made when they are first asked for.
func New(view *data.View) (*Release, error) { return After(nil, view) }

// After prepares a release as New does. What it has in common with one that is at
// hand, which may be nil, is shared: the corners of the same hexes, the borders of
// the same hamlets, and the layers of units and terrain as far as they are drawn.
func After(before *Release, view *data.View) (*Release, error) {
	if view.Grid == nil || len(view.Grid.Hexes) == 0 {
		return nil, fmt.Errorf("prepare the tiles of release %d: it has no hexes", view.Release.ID)
	}
	for _, s := range view.Surfaces {
		if len(s.Levels) != len(view.Grid.Hexes) {
			return nil, fmt.Errorf("prepare the tiles of release %d: %v has %d levels for %d hexes", view.Release.ID, s.Network, len(s.Levels), len(view.Grid.Hexes))
		}
	}
	r := &Release{
		ID: strconv.FormatInt(view.Release.ID, 10), Number: view.Release.ID,
		whole: view, judge: data.NewJudge(view), cache: newCache(cacheBytes),
		palettes: sync.Pool{New: func() any { return newPalette() }},
		slots:    make(chan struct{}, 2*runtime.GOMAXPROCS(0)),
	}
	if before == nil {
		before = &Release{whole: &data.View{}}
	}
	if r.grid = before.grid; r.grid == nil || !sameHexes(before.whole.Grid, view.Grid) {
		r.grid = newPyramid(view.Grid)
	}
	r.homes = before.homes.with(view.Hamlets)
	if r.units = before.units; r.units == nil || !sameUnits(before.whole.Units, view.Units) {
		r.units = sync.OnceValue(func() []*shown { return allFramed(data.PublicCut, newUnits(view.Units)) })
	}
	if r.ground = before.ground; r.ground == nil || before.whole.Ground != view.Ground {
		ground := newGround(view.Ground)
		r.ground = allFramed(data.PublicCut, []painter{shade{ground}, ground})
	}
	r.lands = newLands(view, r.grid)
	r.public, r.editions = sync.OnceValue(r.publish), map[data.Cut]func() *Edition{}
	for _, c := range data.Cuts() {
		if c != data.PublicCut {
			r.editions[c] = sync.OnceValue(func() *Edition { return r.edit(c) })
		}
	}
	return r, nil
}

func sameHexes(a, b *hex.Grid) bool { return a == b || slices.Equal(a.Hexes, b.Hexes) }

// sameUnits tells whether two lists are one and the same.
func sameUnits(a, b []geo.AdminUnit) bool {
	return len(a) == len(b) && (len(a) == 0 || &a[0] == &b[0])
}

// wholeView is what a release was made from, nil of none.
func (r *Release) wholeView() *data.View {
	if r == nil {
		return nil
	}
	return r.whole
}

// Stats says how the tiles at hand are doing: those of atlases count as hits.
func (r *Release) Stats() Stats {
	stats := r.cache.stats()
	stats.Hits += r.atHand.Load()
	stats.Drawn = r.drawn.Load()
	stats.Bytes += int(r.pressed.Load())
	return stats
}

// find returns a tile of a layer from its atlas, or else kept or drawn.
func (r *Release) find(s *shown, at mercator.Tile) (Tile, error) {
	if a := s.atlas.Load(); a != nil {
		if tile, held, empty := a.get(at); empty {
			return Tile{}, ErrEmpty
		} else if held {
			r.atHand.Add(1)
			return tile, nil
		}
	}
	if !s.box.Meets(at.Box(pointBuffer)) {
		return Tile{}, ErrEmpty
	}
	r.pressSoon(s)
	return r.tile(address{cut: s.layer.Cut, layer: s.layer.Name, tile: at}, s)
}

// tile returns a tile of a layer, kept or drawn.
func (r *Release) tile(at address, s *shown) (Tile, error) {
	return r.made(at, s.layer, func(p *palette) ([]byte, error) { return s.paint(at.tile, p), nil })
}

// made returns what is kept at an address, or else makes, compresses and keeps it,
// also that it is empty; many who ask for one at once wait for one making. What fails
// to be made is not kept.
func (r *Release) made(at address, of Layer, make func(*palette) ([]byte, error)) (Tile, error) {
	if tile, kept := r.cache.get(at); kept {
		return tile.orEmpty()
	}
	drawn, err, _ := r.flight.Do(fmt.Sprint(at.cut, " ", at.layer, " ", at.tile, " ", at.under), func() (any, error) {
		// At most a few are made at a time, so that a crowd of strangers' addresses
		// cannot fill the memory.
		r.slots <- struct{}{}
		defer func() { <-r.slots }()
		if tile, kept := r.cache.again(at); kept { // drawn by others just now
			return tile, nil
		}
		p := r.palettes.Get().(*palette)
		defer r.palettes.Put(p)
		r.drawn.Add(1)
		body, err := make(p)
		if err != nil {
			return nil, err
		}
		var tile Tile
		if len(body) > 0 {
			tile = p.newTile(body, of)
		}
		r.cache.put(at, tile)
		return tile, nil
	})
	if err != nil {
		return Tile{}, err
	}
	return drawn.(Tile).orEmpty()
}
