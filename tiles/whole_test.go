package tiles

import (
	"context"
	"encoding/binary"
	"os"
	"slices"
	"sync"
	"testing"

	"phusong/data"
	"phusong/data/local"
	"phusong/geo"
	"phusong/tiles/mercator"
)

// Every tile of every layer, at every zoom of the pyramid, is small enough for a
// slow line, and together the tiles of a zoom hold everything: nothing was left out
// to make them small. A town is drawn each time; the whole sample, every network of
// it, where PHUSONG_BENCH_STATE names the state folder of a computed one.
func TestNoTileIsLargeAndNothingIsLeftOut(t *testing.T) {
	view := computed(t)
	if view == nil {
		view = dim(t)
	}
	r, err := New(view)
	if err != nil {
		t.Fatal(err)
	}
	largest, layers := 0, 0
	for _, cut := range []data.Cut{data.PublicCut, data.StaffCut} {
		e, _ := r.Edition(cut)
		for _, s := range e.shown {
			if s.layer.Cut != cut || len(view.Hamlets) < 1000 && !worthALook(s) {
				continue
			}
			most := 0
			for z := max(atlasMinZoom, s.layer.MinZoom); z <= min(atlasMaxZoom, s.layer.MaxZoom); z++ {
				ids, size := drawnAt(t, r, s, z)
				most = max(most, size)
				for layer, want := range held(s.painter, uint32(z)) {
					if len(ids[layer]) != want {
						t.Errorf("%s %s at zoom %d: %d features of %s, want %d", cut, s.layer.Name, z, len(ids[layer]), layer, want)
					}
				}
			}
			if most > mostBytes || most == 0 {
				t.Errorf("%s %s: a tile of %d bytes, at most %d", cut, s.layer.Name, most, mostBytes)
			}
			largest, layers = max(largest, most), layers+1
		}
	}
	t.Logf("%d layers, the largest tile has %d bytes", layers, largest)
}

// worthALook leaves out all but one network, the worst.
func worthALook(s *shown) bool {
	switch p := s.painter.(type) {
	case classAreas:
		return p.technologies == "5G" && p.operator == geo.AnyOperator
	case hexes:
		return p.technologies == "5G" && p.operator == geo.AnyOperator
	case gaps:
		return p.technologies == "5G" && p.operator == geo.AnyOperator
	case *hamlets:
		return p.question.Technologies == "5G" && p.question.Operator == geo.AnyOperator && p.question.Definition.Code == "centre"
	}
	return true
}

// drawnAt draws a layer's tiles of one zoom by all processors and returns the ids
// they hold together, each once, by MVT layer, and the bytes of the largest as it is
// sent: one that is smaller than that before it is packed need not be packed.
func drawnAt(t *testing.T, r *Release, s *shown, zoom int) (ids map[string][]uint64, largest int) {
	t.Helper()
	ids = map[string][]uint64{}
	page := newPage(s.box, zoom)
	var mu sync.Mutex
	err := r.everyone(t.Context(), int(page.columns*page.rows), func(i int, p *palette) {
		body := s.paint(page.tile(i), p)
		mu.Lock()
		size, known := len(body), largest
		mu.Unlock()
		if size > known && s.layer.Format != PNG {
			size = len(p.compress(body, s.layer.quick))
		}
		mu.Lock()
		defer mu.Unlock()
		if len(body) > known {
			largest = max(largest, size)
		}
		if s.layer.Format == MVT {
			collect(body, ids)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	for layer := range ids {
		slices.Sort(ids[layer])
		ids[layer] = slices.Compact(ids[layer])
	}
	return ids, largest
}

// tile is tile i of the page.
func (p *page) tile(i int) mercator.Tile {
	return mercator.Tile{Z: p.corner.Z, X: p.corner.X + uint32(i)%p.columns, Y: p.corner.Y + uint32(i)/p.columns}
}

// The fields of the vector tile specification 2.1, §4, that ids are found by.
const (
	layersOfTile, nameOfLayer, featuresOfLayer, idOfFeature = 3, 1, 2, 1
)

// collect appends the ids of a tile's features by layer and looks at nothing else:
// a province's hexes are millions.
func collect(tile []byte, ids map[string][]uint64) {
	fields(tile, func(field, _ uint64, layer []byte) {
		if field != layersOfTile {
			return
		}
		name, found := "", []uint64(nil)
		fields(layer, func(field, _ uint64, inner []byte) {
			switch field {
			case nameOfLayer:
				name = string(inner)
			case featuresOfLayer:
				fields(inner, func(field, id uint64, _ []byte) {
					if field == idOfFeature {
						found = append(found, id)
					}
				})
			}
		})
		ids[name] = append(ids[name], found...)
	})
}

// fields goes through the fields of a protocol-buffer message that we wrote: the
// number of each, and its value as a whole number or as bytes.
func fields(message []byte, each func(field, number uint64, inner []byte)) {
	for len(message) > 0 {
		head, n := binary.Uvarint(message)
		number, m := binary.Uvarint(message[n:])
		message = message[n+m:]
		var inner []byte
		if head&7 == 2 {
			inner, message = message[:number], message[number:]
		}
		each(head>>3, number, inner)
	}
}

// held is how many features the tiles of a zoom must have together, by MVT layer.
func held(p painter, zoom uint32) map[string]int {
	switch p := p.(type) {
	case hexes:
		r, _ := p.at(zoom)
		return map[string]int{"hexes": len(r.hexes)}
	case gaps:
		finest, _ := p.finest()
		counts := map[string]int{"gap-centres": len(p.found().centres[gatheredAt(zoom, finest.resolution)])}
		if int(zoom) >= p.areasFrom() {
			counts["gaps"] = len(p.found().patches)
		}
		return counts
	case *hamlets:
		centres := 0
		for _, h := range p.village.results {
			if h.Hamlet.Kind != geo.HamletRest {
				centres++
			}
		}
		return map[string]int{"hamlets": len(p.village.results), "hamlet-centres": centres}
	case territories:
		if zoom >= 11 { // where they are large enough to be pressed
			return map[string]int{"hamlets": len(p.village.results)}
		}
	case *sites:
		return map[string]int{"sites": len(p.sites)}
	case *units:
		return map[string]int{p.layer: len(p.units)}
	}
	return nil
}

// computed is the published release of the state folder PHUSONG_BENCH_STATE, or nil.
func computed(t *testing.T) *data.View {
	t.Helper()
	dir := os.Getenv("PHUSONG_BENCH_STATE")
	if dir == "" {
		return nil
	}
	cluster, err := local.StartOrAttach(t.Context(), local.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { cluster.Stop(context.Background()) })
	store, err := data.Open(t.Context(), cluster.URL("phusong"))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(store.Close)
	release, err := store.PublishedRelease(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	view, err := store.LoadView(t.Context(), release.ID)
	if err != nil {
		t.Fatal(err)
	}
	return view
}
