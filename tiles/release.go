// Package tiles draws one release as map tiles. A release is loaded once into
// an immutable store; a tile is drawn when it is first asked for, without any
// question to the database, and kept. Nothing is ever invalidated, because
// nothing changes under a release's id.
package tiles

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"runtime"
	"strconv"
	"sync"

	"golang.org/x/sync/singleflight"

	"phusong/data"
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
	editions map[data.Cut]func() *Edition
	cache    *cache
	flight   singleflight.Group
	palettes sync.Pool
	slots    chan struct{}
}

// Tile is one encoded tile. Gzip is Body compressed, nil for formats that are
// compressed already. ETag is made of the content, without quotes.
type Tile struct {
	Body, Gzip []byte
	ETag       string
}

func (t Tile) size() int { return len(t.Body) + len(t.Gzip) + 256 }

// cacheBytes is the memory one release may keep drawn tiles in.
const cacheBytes = 96 << 20

// New prepares a release for drawing. For a province it takes about a second;
// the editions are made when they are first asked for.
func New(view *data.View) (*Release, error) {
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
		whole: view, grid: newPyramid(view.Grid), homes: newVillage(view.Hamlets), judge: data.NewJudge(view), cache: newCache(cacheBytes),
		palettes: sync.Pool{New: func() any { return newPalette() }},
		slots:    make(chan struct{}, 2*runtime.GOMAXPROCS(0)),
	}
	r.editions = map[data.Cut]func() *Edition{data.PublicCut: sync.OnceValue(r.publish)}
	for _, c := range data.Cuts() {
		if c != data.PublicCut {
			r.editions[c] = sync.OnceValue(func() *Edition { return r.edit(c) })
		}
	}
	return r, nil
}

// Stats says how the kept tiles are doing.
func (r *Release) Stats() Stats { return r.cache.stats() }

// tile returns a tile of a layer, kept or drawn; many who ask for one at once
// wait for one drawing.
func (r *Release) tile(at address, s *shown) (Tile, error) {
	if tile, kept := r.cache.get(at); kept {
		return tile, nil
	}
	drawn, err, _ := r.flight.Do(fmt.Sprint(at.cut, " ", at.layer, " ", at.tile), func() (any, error) { return r.draw(at, s) })
	if err != nil {
		return Tile{}, err
	}
	return drawn.(Tile), nil
}

// draw paints, compresses and keeps a tile. At most a few are drawn at a time,
// so that a crowd of strangers' addresses cannot fill the memory.
func (r *Release) draw(at address, s *shown) (Tile, error) {
	r.slots <- struct{}{}
	defer func() { <-r.slots }()
	p := r.palettes.Get().(*palette)
	defer r.palettes.Put(p)
	body := bytes.Clone(s.paint(at.tile, p))
	if len(body) == 0 {
		return Tile{}, ErrEmpty
	}
	sum := sha256.Sum256(body)
	tile := Tile{Body: body, ETag: hex.EncodeToString(sum[:12])}
	if s.layer.Format == MVT {
		tile.Gzip = p.compress(body)
	}
	r.cache.put(at, tile)
	return tile, nil
}
