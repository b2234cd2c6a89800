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
	"phusong/geo"
	"phusong/tiles/mercator"
)

// Why a tile is not given. Other errors mean that something is broken.
var (
	ErrLayer   = errors.New("no such layer")
	ErrAddress = mercator.ErrAddress
	ErrEmpty   = errors.New("nothing lies in this tile")
)

// Release is the tiles of one release. It is safe for concurrent use.
type Release struct {
	ID    string
	View  *data.View
	Sites []Site

	shown    []shown
	places   map[string]int
	cache    *cache
	flight   singleflight.Group
	palettes sync.Pool
	slots    chan struct{}
}

// shown is a layer with what draws it and where.
type shown struct {
	painter
	layer Layer
	box   mercator.Box
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

// New prepares a release for drawing. For a province it takes about a second.
func New(view *data.View) (*Release, error) {
	if view.Grid == nil || len(view.Grid.Hexes) == 0 {
		return nil, fmt.Errorf("prepare the tiles of release %d: it has no hexes", view.Release.ID)
	}
	r := &Release{
		ID: strconv.FormatInt(view.Release.ID, 10), View: view, Sites: Sites(view),
		places: map[string]int{}, cache: newCache(cacheBytes),
		palettes: sync.Pool{New: func() any { return newPalette() }},
		slots:    make(chan struct{}, 2*runtime.GOMAXPROCS(0)),
	}
	grid := newPyramid(view.Grid)
	homes := newVillage(view.Hamlets)
	for i, s := range view.Surfaces {
		if len(s.Levels) != len(view.Grid.Hexes) {
			return nil, fmt.Errorf("prepare the tiles of release %d: %v has %d levels for %d hexes", view.Release.ID, s.Network, len(s.Levels), len(view.Grid.Hexes))
		}
		r.add(newCoverage(grid, s))
		for _, d := range geo.Definitions() {
			r.add(&hamlets{homes, s.Network, i, d})
		}
	}
	for _, p := range newUnits(view.Units) {
		r.add(p)
	}
	r.add(newSites(r.Sites))
	r.add(newGround(view.Ground))
	return r, nil
}

func (r *Release) add(p painter) {
	layer, box := p.describe(), p.bounds()
	if !box.Empty() {
		layer.Bounds = box.Degrees()
	}
	r.places[layer.Name] = len(r.shown)
	r.shown = append(r.shown, shown{p, layer, box})
}

// Layers describes all layers.
func (r *Release) Layers() []Layer {
	all := make([]Layer, len(r.shown))
	for i, s := range r.shown {
		all[i] = s.layer
	}
	return all
}

// Layer describes one layer.
func (r *Release) Layer(name string) (Layer, error) {
	place, known := r.places[name]
	if !known {
		return Layer{}, fmt.Errorf("%w: %.60q", ErrLayer, name)
	}
	return r.shown[place].layer, nil
}

// Bounds is the land the release is about: west, south, east, north in degrees.
func (r *Release) Bounds() [4]float64 { return r.shown[0].layer.Bounds }

// Stats says how the kept tiles are doing.
func (r *Release) Stats() Stats { return r.cache.stats() }

// Tile returns one tile, or ErrLayer, ErrAddress or ErrEmpty. Its bytes must not
// be changed.
func (r *Release) Tile(layer string, z, x, y int) (Tile, error) {
	place, known := r.places[layer]
	if !known {
		return Tile{}, fmt.Errorf("%w: %.60q", ErrLayer, layer)
	}
	at, err := mercator.NewTile(z, x, y)
	if err != nil {
		return Tile{}, err
	}
	if !r.shown[place].box.Meets(at.Box(pointBuffer)) {
		return Tile{}, ErrEmpty
	}
	key := address{place, at}
	if tile, kept := r.cache.get(key); kept {
		return tile, nil
	}
	drawn, err, _ := r.flight.Do(fmt.Sprint(place, " ", at), func() (any, error) { return r.draw(key) })
	if err != nil {
		return Tile{}, err
	}
	return drawn.(Tile), nil
}

// draw paints, compresses and keeps a tile. At most a few are drawn at a time,
// so that a crowd of strangers' addresses cannot fill the memory.
func (r *Release) draw(key address) (Tile, error) {
	r.slots <- struct{}{}
	defer func() { <-r.slots }()
	p := r.palettes.Get().(*palette)
	defer r.palettes.Put(p)
	body := bytes.Clone(r.shown[key.layer].paint(key.tile, p))
	if len(body) == 0 {
		return Tile{}, ErrEmpty
	}
	sum := sha256.Sum256(body)
	tile := Tile{Body: body, ETag: hex.EncodeToString(sum[:12])}
	if r.shown[key.layer].layer.Format == MVT {
		tile.Gzip = p.compress(body)
	}
	r.cache.put(key, tile)
	return tile, nil
}
