package tiles

import (
	"context"
	"os"
	"testing"

	"phusong/data"
	"phusong/data/local"
	"phusong/geo"
	"phusong/tiles/mvt"
)

// Every tile of every layer, at every zoom of the pyramid, is small enough for a
// slow line, and together the tiles of a zoom hold everything: nothing was left out
// to make them small. A town is drawn each time; the whole sample where
// PHUSONG_BENCH_STATE names the state folder of a computed one.
func TestNoTileIsLargeAndNothingIsLeftOut(t *testing.T) {
	view := computed(t)
	if view == nil {
		view = dim(t)
	}
	r, err := New(view)
	if err != nil {
		t.Fatal(err)
	}
	for _, cut := range []data.Cut{data.PublicCut, data.StaffCut} {
		e, _ := r.Edition(cut)
		for _, s := range e.shown {
			if s.layer.Cut != cut || len(view.Hamlets) < 1000 && !worthALook(s) {
				continue
			}
			a, err := r.newAtlas(t.Context(), s)
			if err != nil {
				t.Fatal(err)
			}
			if a.largest > mostBytes || a.largest == 0 {
				t.Errorf("%s %s: a tile of %d bytes, at most %d", cut, s.layer.Name, a.largest, mostBytes)
			}
			wholeAtEachZoom(t, s, a)
		}
	}
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

// wholeAtEachZoom counts what the tiles of each zoom hold together.
func wholeAtEachZoom(t *testing.T, s *shown, a *atlas) {
	t.Helper()
	if s.layer.Format != MVT {
		return
	}
	seen := map[string]map[uint64]bool{}
	zoom := uint32(0)
	check := func() {
		for layer, want := range held(s.painter, zoom) {
			if len(seen[layer]) != want {
				t.Errorf("%s %s at zoom %d: %d features of %s, want %d", s.layer.Cut, s.layer.Name, zoom, len(seen[layer]), layer, want)
			}
		}
		clear(seen)
	}
	for at, tile := range a.all() {
		if at.Z != zoom && zoom != 0 {
			check()
		}
		zoom = at.Z
		layers, err := mvt.Decode(tile.Body())
		if err != nil {
			t.Fatalf("%s %v: %v", s.layer.Name, at, err)
		}
		for _, l := range layers {
			if seen[l.Name] == nil {
				seen[l.Name] = map[uint64]bool{}
			}
			for _, f := range l.Features {
				seen[l.Name][f.ID] = true
			}
		}
	}
	check()
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
