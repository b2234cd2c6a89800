package tiles

import (
	"errors"
	"fmt"
	"slices"
	"sync/atomic"

	"phusong/data"
	"phusong/geo"
	"phusong/tiles/mercator"
)

// ErrCut means that there is no cut of that name.
var ErrCut = errors.New("no such cut")

// Edition is a release as one cut sees it: its layers draw, and its view holds,
// what the cut may see and nothing else. It is safe for concurrent use.
type Edition struct {
	ID    string // of the release
	Cut   data.Cut
	View  *data.View
	Sites []Site

	judge   *data.Judge
	release *Release // nil of mere lists
	shown   []*shown
	places  map[string]int
	asides  *recent[*shown]
}

// shown is a layer with what draws it and where.
type shown struct {
	painter
	layer Layer
	box   mercator.Box
	atlas atomic.Pointer[atlas] // nil until the layer was drawn whole
	asked atomic.Bool           // whether somebody wanted it
}

// Edition returns the release as a cut sees it, or ErrCut.
func (r *Release) Edition(c data.Cut) (*Edition, error) {
	if c == data.PublicCut {
		return r.public(), nil
	}
	edition, known := r.editions[c]
	if !known {
		return nil, fmt.Errorf("%w: %.40q", ErrCut, c)
	}
	return edition(), nil
}

// publish makes the public edition: any operator's classes and gaps by hexes no
// finer than publicResolution, hamlets by any operator's verdicts, boundaries and terrain.
func (r *Release) publish() *Edition {
	e := r.edition(data.PublicCut)
	for _, s := range r.whole.Surfaces {
		if s.Network.Operator != geo.AnyOperator {
			continue
		}
		c := newPublicCoverage(r.grid, s)
		e.cover(data.PublicCut, c)
		for _, d := range geo.Definitions() {
			e.add(data.PublicCut, r.judged(geo.Ask(s.Network, d)))
		}
	}
	e.add(data.PublicCut, territories{r.homes})
	for _, s := range slices.Concat(r.units(), r.ground) {
		e.put(s)
	}
	return e
}

// edit makes the edition of any other cut: the networks it sees in full, the
// masts it sees, and for the rest the public edition's layers themselves.
func (r *Release) edit(c data.Cut) *Edition {
	e, public := r.edition(c), r.public()
	for _, s := range e.View.Surfaces {
		if c.SeesNetwork(s.Network.Operator) {
			own := newCoverage(r.grid, s, e.View)
			e.cover(c, own)
		} else {
			e.borrow(public, CoverageName(geo.Only(s.Network.Technology), s.Network.Operator))
			e.borrow(public, HexesName(s.Network))
			e.borrow(public, GapsName(geo.Only(s.Network.Technology), s.Network.Operator))
		}
		for _, d := range geo.Definitions() {
			q := geo.Ask(s.Network, d)
			if name := HamletsName(q); c.SeesNetwork(s.Network.Operator) && !public.has(name) {
				e.add(c, r.judged(q))
			} else {
				e.borrow(public, name)
			}
		}
	}
	e.add(c, newSites(e.Sites))
	for _, s := range public.shown {
		e.borrow(public, s.layer.Name)
	}
	return e
}

func (r *Release) edition(c data.Cut) *Edition {
	view := r.whole.Seen(c)
	return &Edition{ID: r.ID, Cut: c, View: view, Sites: Sites(view), judge: r.judge, release: r, places: map[string]int{}, asides: newRecent[*shown](mostAsides)}
}

// cover adds what is drawn of networks by hex.
func (e *Edition) cover(owner data.Cut, c *coverage) {
	e.add(owner, classAreas{c})
	e.add(owner, hexes{c})
	e.add(owner, e.release.gaps(c))
}

func (e *Edition) add(owner data.Cut, p painter) {
	e.put(framed(owner, p))
}

// framed is a painter with what it draws, whose it is and where.
func framed(owner data.Cut, p painter) *shown {
	layer, box := p.describe(), p.bounds()
	if !box.Empty() {
		layer.Bounds = box.Degrees()
	}
	layer.Cut = owner
	return &shown{painter: p, layer: layer, box: box}
}

func allFramed(owner data.Cut, painters []painter) []*shown {
	all := make([]*shown, len(painters))
	for i, p := range painters {
		all[i] = framed(owner, p)
	}
	return all
}

func (e *Edition) put(s *shown) {
	e.places[s.layer.Name] = len(e.shown)
	e.shown = append(e.shown, s)
}

// borrow takes a layer of another edition that this one has not, if there is one.
func (e *Edition) borrow(from *Edition, name string) {
	if from.has(name) && !e.has(name) {
		e.put(from.shown[from.places[name]])
	}
}

func (e *Edition) has(name string) bool {
	_, known := e.places[name]
	return known
}

// Layers describes the layers that are listed.
func (e *Edition) Layers() []Layer {
	all := make([]Layer, len(e.shown))
	for i, s := range e.shown {
		all[i] = s.layer
	}
	return all
}

// Layer describes one layer, or fails with ErrLayer.
func (e *Edition) Layer(name string) (Layer, error) {
	s, known := e.named(name)
	if !known {
		return Layer{}, fmt.Errorf("%w: %.60q", ErrLayer, name)
	}
	return s.layer, nil
}

// Bounds is the land the release is about: west, south, east, north in degrees.
func (e *Edition) Bounds() [4]float64 { return e.release.grid.bounds().Degrees() }

// Site returns a mast of the edition by its id.
func (e *Edition) Site(id string) (*Site, bool) {
	i := slices.IndexFunc(e.Sites, func(s Site) bool { return s.Mast.ID == id })
	if i < 0 {
		return nil, false
	}
	return &e.Sites[i], true
}

// Tile returns one tile, or ErrLayer, ErrAddress or ErrEmpty. Its bytes must not
// be changed. The ETag names the cut, so that no reader's copy of one cut is ever
// taken for the tile of another.
func (e *Edition) Tile(layer string, z, x, y int) (Tile, error) {
	s, known := e.named(layer)
	if !known {
		return Tile{}, fmt.Errorf("%w: %.60q", ErrLayer, layer)
	}
	at, err := mercator.NewTile(z, x, y)
	if err != nil {
		return Tile{}, err
	}
	tile, err := e.release.find(s, at)
	if err != nil {
		return Tile{}, err
	}
	tile.ETag = string(e.Cut) + "-" + tile.ETag
	return tile, nil
}

// Ready returns a tile of a listed layer of vectors that was drawn whole; false for
// any other, and where nothing lies in the tile. Its ETag lacks the cut's name that
// Tile puts before it.
func (e *Edition) Ready(layer string, z, x, y uint32) (Tile, bool) {
	place, listed := e.places[layer]
	if !listed || e.shown[place].layer.Format != MVT {
		return Tile{}, false
	}
	whole := e.shown[place].atlas.Load()
	if whole == nil {
		return Tile{}, false
	}
	tile, held, empty := whole.get(mercator.Tile{Z: z, X: x, Y: y})
	if !held || empty {
		return Tile{}, false
	}
	e.release.atHand.Add(1)
	return tile, true
}
