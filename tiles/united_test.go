package tiles

import (
	"errors"
	"fmt"
	"slices"
	"strings"
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
		all := hexcol.Class | hexcol.Level | hexcol.Server | hexcol.Operator | hexcol.People | hexcol.Technology
		for network, want := range map[string]hexcol.Columns{"4G+-any": map[bool]hexcol.Columns{false: hexcol.Class, true: all}[cut == data.StaffCut], "voice-viettel": all} {
			if cut == data.PublicCut && network == "voice-viettel" {
				continue
			}
			if f := columnsOf(t, e, network, 0); f.Columns != want || network == "4G+-any" && f.Resolution != own {
				t.Errorf("%s: of %s there are %v of resolution %d", cut, network, f.Columns, f.Resolution)
			}
		}
		_, err := e.Layer("coverage-voice-vnpt")
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

// Who may know levels is told, hex by hex, which technology gives the class, and what
// the columns of that one say: level, operator, mast and people.
func TestASetTellsItsBestMember(t *testing.T) {
	e := newEdition(t, served(t, 9), data.StaffCut)
	reached := 0
	for _, name := range []string{"4G+-any", "3G+-viettel", "voice-any"} {
		technologies, operator, _ := strings.Cut(name, "-")
		members := map[geo.Technology]hexcol.Block{}
		for _, technology := range geo.TechnologySet(technologies).Members() {
			members[technology] = joined(columnsOf(t, e, fmt.Sprintf("%s-%s", technology, operator), 0))
		}
		set := joined(columnsOf(t, e, name, 0))
		for i, h := range set.Hexes {
			best, class := geo.Technology(0), set.Classes[i]
			for technology, m := range members {
				if m.Classes[i] == class && class != geo.ClassNone && class != geo.ClassUnknown {
					best = max(best, technology)
				}
			}
			if set.Technologies[i] != best {
				t.Fatalf("%s in %v is of %v, want %v", name, h, set.Technologies[i], best)
			}
			if best == 0 {
				if set.Levels[i] != 0 || set.Operators[i] != 0 || set.Servers[i] != 0 {
					t.Fatalf("%s in %v has no signal, and a level", name, h)
				}
				continue
			}
			reached++
			if m := members[best]; set.Levels[i] != m.Levels[i] || set.Operators[i] != m.Operators[i] || set.Servers[i] != m.Servers[i] || set.People[i] != m.People[i] {
				t.Fatalf("%s in %v says something else than %v", name, h, best)
			}
		}
	}
	if reached < 1000 {
		t.Errorf("%d hexes have signal: the test has shown little", reached)
	}
}

// joined is a file's hexes as one block.
func joined(f *hexcol.File) hexcol.Block {
	var all hexcol.Block
	for _, b := range f.Blocks {
		all.Hexes, all.Classes, all.Levels, all.Operators = append(all.Hexes, b.Hexes...), append(all.Classes, b.Classes...), append(all.Levels, b.Levels...), append(all.Operators, b.Operators...)
		all.Servers, all.People, all.Technologies = append(all.Servers, b.Servers...), append(all.People, b.People...), append(all.Technologies, b.Technologies...)
	}
	return all
}
