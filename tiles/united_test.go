package tiles

import (
	"errors"
	"fmt"
	"slices"
	"testing"

	"phusong/data"
	"phusong/geo"
	"phusong/tiles/hexcol"
	"phusong/tiles/mercator"
)

// In each hex a set of technologies is as good as the best of them, and unknown
// where that could still turn out to be signal.
func TestASetOfTechnologiesIsAsGoodAsItsBest(t *testing.T) {
	view := country(t, 8)
	e := newEdition(t, view, data.StaffCut)
	for _, set := range []geo.TechnologySet{geo.Voice, geo.From3G, geo.From4G} {
		name := fmt.Sprintf("hexes-%s-viettel", set)
		seen := 0
		for _, at := range tilesOf(e.release.grid.bounds(), 12) {
			for _, f := range read(t, e, name, at)["hexes"] {
				seen++
				i, _ := view.Grid.Index(geo.ShortHex(f.ID, 8))
				want, unknown := geo.ClassNone, false
				for _, technology := range set.Members() {
					s := view.Surfaces[slices.Index(geo.Networks(), geo.Network{Operator: geo.Viettel, Technology: technology})]
					if class := s.Levels[i].Class(geo.ScaleOf(technology)); class == geo.ClassUnknown {
						unknown = true
					} else {
						want = max(want, class)
					}
				}
				if unknown && want < geo.ClassLimited {
					want = geo.ClassUnknown
				}
				if f.Attributes["class"] != uint64(want) || len(f.Attributes) != 1 {
					t.Fatalf("%s: hex %d is %v, want class %d", name, f.ID, f.Attributes, want)
				}
			}
		}
		if seen < view.Grid.Len() {
			t.Errorf("%s has %d hexes of %d", name, seen, view.Grid.Len())
		}
	}
}

// Sets are there under regular names, for those who see their networks, and
// leave no atlas behind.
func TestSetsAreSeenByWhoSeesTheirNetworks(t *testing.T) {
	r, err := New(country(t, 10))
	if err != nil {
		t.Fatal(err)
	}
	at := mercator.TileAt(mercator.FromLonLat(view0(r)), 9)
	for cut, own := range map[data.Cut]int{data.PublicCut: 9, data.OperatorCut(geo.Viettel): 9, data.StaffCut: 10} {
		e, _ := r.Edition(cut)
		for _, kind := range []string{coveragePrefix, hexesPrefix, gapsPrefix} {
			if l, err := e.Layer(kind + "4G+-any"); err != nil || l.Cut == data.StaffCut != (cut == data.StaffCut) || l.Title.English == "" {
				t.Errorf("%s: %s4G+-any is %+v, %v", cut, kind, l, err)
			}
		}
		if tile, err := e.Tile("coverage-4G+-any", 9, int(at.X), int(at.Y)); err != nil || len(tile.Gzip) == 0 {
			t.Errorf("%s: %v", cut, err)
		}
		columns, err := e.Columns("4G+-any", 0)
		if err != nil {
			t.Fatal(err)
		}
		if file, err := hexcol.Decode(columns.Body()); err != nil || file.Resolution != own || file.Columns&hexcol.Class == 0 || file.Columns&hexcol.Level != 0 {
			t.Errorf("%s: columns of resolution %d, %v", cut, file.Resolution, err)
		}
		_, err = e.Layer("coverage-voice-vnpt")
		if sees := cut == data.StaffCut; (err == nil) != sees || err != nil && !errors.Is(err, ErrLayer) {
			t.Errorf("%s and voice of VNPT: %v", cut, err)
		}
		for _, name := range []string{"coverage-4G+-nobody", "coverage-6G+-any", "hexes-voice-", "roads-voice-any"} {
			if _, err := e.Layer(name); !errors.Is(err, ErrLayer) {
				t.Errorf("%s: %s: %v", cut, name, err)
			}
		}
		for _, s := range e.asides.all() {
			if s.atlas.Load() != nil {
				t.Errorf("%s: %s was drawn whole", cut, s.layer.Name)
			}
		}
	}
}
