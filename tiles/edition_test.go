package tiles

import (
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"phusong/data"
	"phusong/geo"
	"phusong/tiles/mercator"
)

func TestEachCutHasTheLayersItMaySee(t *testing.T) {
	view := country(t, 8)
	for cut, want := range map[data.Cut]int{
		data.PublicCut:                 3*4 + 12 + 3 + 3 + 2,
		data.OperatorCut(geo.Viettel):  3*4 + 12 + 3*4 + 12 + 1 + 3 + 3 + 2,
		data.OperatorCut(geo.MobiFone): 3*4 + 12 + 3*4 + 12 + 1 + 3 + 3 + 2,
		data.StaffCut:                  3*20 + 60 + 1 + 3 + 3 + 2,
	} {
		e := newEdition(t, view, cut)
		if got := len(e.Layers()); got != want {
			t.Errorf("%s has %d layers, want %d", cut, got, want)
		}
		for _, l := range e.Layers() {
			for _, o := range geo.Operators() {
				if strings.Contains(l.Name, "-"+string(o.Code)) && !cut.SeesNetwork(o.Code) {
					t.Errorf("%s has the layer %s", cut, l.Name)
				}
			}
		}
		if _, err := e.Layer("sites"); (err == nil) != (cut != data.PublicCut) {
			t.Errorf("%s and the masts: %v", cut, err)
		}
	}
	r, _ := New(view)
	for _, cut := range []data.Cut{"", "op-", "op-any", "op-nobody", "Public"} {
		if _, err := r.Edition(cut); !errors.Is(err, ErrCut) {
			t.Errorf("the cut %q: %v", cut, err)
		}
	}
}

func TestThePublicSeesClassesOfCoarseHexesAndNoLevel(t *testing.T) {
	const resolution = 9 // about a ninth of a square kilometre
	view := country(t, 10)
	public, staff := newEdition(t, view, data.PublicCut), newEdition(t, view, data.StaffCut)
	grades := map[geo.Hex]map[geo.Class]int{}
	levels := view.Surfaces[slices.Index(geo.Networks(), geo.Network{Operator: geo.AnyOperator, Technology: geo.LTE})].Levels
	for i, h := range view.Grid.Hexes {
		parent := parentAt(h, resolution)
		if grades[parent] == nil {
			grades[parent] = map[geo.Class]int{}
		}
		grades[parent][levels[i].Class(geo.ScaleOf(geo.LTE))]++
	}
	for _, z := range []int{12, 14, 17, 22} {
		all := tilesOf(public.release.grid.bounds(), min(z, 14))
		seen := 0
		for _, at := range all {
			if z > 14 { // the tile in the middle of it
				at = mercator.Tile{Z: uint32(z), X: at.X<<(z-14) + 1<<(z-15), Y: at.Y<<(z-14) + 1<<(z-15)}
			}
			for _, f := range read(t, public, "hexes-4G-any", at)["hexes"] {
				seen++
				counts := grades[geo.ShortHex(f.ID, resolution)]
				class := geo.Class(f.Attributes["class"].(uint64))
				if len(f.Attributes) != 1 || counts[class] == 0 {
					t.Fatalf("zoom %d: hex %d is sent with %v, its children are %v", z, f.ID, f.Attributes, counts)
				}
				for other, n := range counts {
					if n > counts[class] {
						t.Fatalf("zoom %d: hex %d is of class %v, but %d of its children are of %v", z, f.ID, class, n, other)
					}
				}
			}
		}
		if seen == 0 {
			t.Errorf("zoom %d shows nothing", z)
		}
	}
	at := mercator.TileAt(public.release.grid.bounds().Min, 8)
	if a, b := read(t, public, "coverage-4G-any", at), read(t, staff, "coverage-4G-any", at); !reflect.DeepEqual(a, b) || len(a["coverage"]) == 0 {
		t.Errorf("at zoom 8 the public sees %d areas, staff %d others", len(a["coverage"]), len(b["coverage"]))
	}
}

func parentAt(h geo.Hex, resolution int) geo.Hex {
	return geo.ShortHex(h.Short()>>(3*(h.Resolution()-resolution)), resolution)
}

func TestAnOperatorSeesItsOwnMastsWhereItsOwnListSays(t *testing.T) {
	view := country(t, 8)
	for i := range view.Presences { // nobody's surveyor reads the same
		view.Presences[i].Position[0] += 1e-6 * float64(geo.OperatorRank(view.Presences[i].Operator))
		view.Presences[i].Name = "canary-" + string(view.Presences[i].Operator)
	}
	view.Inputs = []data.Revision{
		{Dataset: data.Dataset{Kind: data.Sites, Name: "viettel"}, FileName: "canary-viettel.xlsx"},
		{Dataset: data.Dataset{Kind: data.Sites, Name: "vnpt"}, FileName: "canary-vnpt.xlsx"},
		{Dataset: data.Dataset{Kind: data.Sites, Name: "several-operators"}, FileName: "canary-several.xlsx"},
		{Dataset: data.Dataset{Kind: data.Population, Name: "population"}, FileName: "people.csv"},
	}
	e := newEdition(t, view, data.OperatorCut(geo.VNPT))
	own := slices.DeleteFunc(slices.Clone(view.Presences), func(p geo.Presence) bool { return p.Operator != geo.VNPT })
	if len(e.Sites) != len(own) || len(e.View.Sectors) != len(own) || len(e.View.Presences) != len(own) || len(e.View.Inputs) != 2 {
		t.Fatalf("%d masts, %d sectors, %d presences, %d inputs; its list has %d sites", len(e.Sites), len(e.View.Sectors), len(e.View.Presences), len(e.View.Inputs), len(own))
	}
	at := map[geo.SiteCode]geo.Presence{}
	for _, p := range own {
		at[p.Code] = p
	}
	for _, s := range e.Sites {
		if len(s.Presences) != 1 || s.Mast.Position != at[s.Presences[0].Code].Position || !slices.Equal(s.Operators, []geo.OperatorCode{geo.VNPT}) {
			t.Fatalf("a mast is %+v", s)
		}
	}
	text, err := json.Marshal([]any{e.View.Inputs, e.View.Presences, e.View.Sectors, e.View.Masts, e.Layers()})
	if err != nil {
		t.Fatal(err)
	}
	for _, foreign := range []string{"canary-viettel", "canary-several", "canary-mobifone", `"viettel`, `"mobifone`} {
		if strings.Contains(string(text), foreign) {
			t.Errorf("VNPT's view holds %q", foreign)
		}
	}
	public := newEdition(t, view, data.PublicCut)
	if len(public.Sites)+len(public.View.Masts)+len(public.View.Sectors)+len(public.View.Presences) > 0 || len(public.View.Inputs) != 1 {
		t.Errorf("the public's view holds %d masts, %d inputs", len(public.View.Masts), len(public.View.Inputs))
	}
}

func TestAMastSharedByTwoShowsEachItsOwn(t *testing.T) {
	view := country(t, 8)
	for _, cut := range []data.Cut{data.OperatorCut(geo.Viettel), data.OperatorCut(geo.VNPT)} {
		e := newEdition(t, view, cut)
		for _, at := range tilesOf(newSites(e.Sites).bounds(), 9) {
			for _, f := range read(t, e, "sites", at)["sites"] {
				if f.Attributes["operators"] != string(cut)[len("op-"):] || f.Attributes["presences"] != uint64(1) || f.ID > uint64(len(e.Sites)) {
					t.Fatalf("%s sees %d %v", cut, f.ID, f.Attributes)
				}
			}
		}
	}
}

func TestAViewHoldsOnlyTheNetworksOfItsCut(t *testing.T) {
	view := country(t, 8)
	for i := range view.Surfaces {
		view.Surfaces[i].Best = make([]int32, view.Grid.Len())
		for h := range view.Surfaces[i].Best {
			view.Surfaces[i].Best[h] = geo.NoSector
			for s, sector := range view.Sectors[:40] {
				if n := view.Surfaces[i].Network; n.Operator == geo.AnyOperator || n.Operator == sector.Operator {
					view.Surfaces[i].Best[h] = int32(s)
				}
			}
		}
	}
	for _, cut := range data.Cuts() {
		seen := newEdition(t, view, cut).View
		for i, s := range seen.Surfaces {
			own := cut.SeesNetwork(s.Network.Operator)
			if (len(s.Levels) > 0) != own || !own && len(s.Best)+len(s.Second)+len(s.SecondLevel)+len(s.Covered) > 0 {
				t.Fatalf("%s: the surface of %v has %d levels", cut, s.Network, len(s.Levels))
			}
			for h, best := range s.Best {
				was := view.Surfaces[i].Best[h]
				if best == geo.NoSector != (was == geo.NoSector) || best != geo.NoSector && seen.Sectors[best].SiteCode != view.Sectors[was].SiteCode {
					t.Fatalf("%s: %v is served by sector %d, in the release by %d", cut, s.Network, best, was)
				}
			}
			for _, h := range seen.Hamlets {
				switch reach := h.Reaches[i]; {
				case own && reach.CentreLevel != -100,
					!own && reach.CentreLevel != 0,
					!own && s.Network.Operator != geo.AnyOperator && (reach.Centre != geo.ClassUnknown || reach.PeopleCovered > 0):
					t.Fatalf("%s: what %v does for a hamlet is %+v", cut, s.Network, reach)
				}
			}
		}
	}
	if view.Hamlets[0].Reaches[0].CentreLevel != -100 || len(view.Masts) != 200 {
		t.Error("the whole view was changed")
	}
}

func TestNoBytesButThePublicOnesAreSharedByCuts(t *testing.T) {
	r, err := New(country(t, 8))
	if err != nil {
		t.Fatal(err)
	}
	at := mercator.TileAt(mercator.FromLonLat(view0(r)), 12)
	type kept struct {
		owner data.Cut
		layer string
	}
	drawn, tags := map[kept]int{}, map[string]data.Cut{}
	for _, cut := range data.Cuts() {
		e, _ := r.Edition(cut)
		for _, l := range e.Layers() {
			before := r.Stats().Misses
			tile, err := e.Tile(l.Name, int(at.Z), int(at.X), int(at.Y))
			if err != nil {
				t.Fatalf("%s %s: %v", cut, l.Name, err)
			}
			owner := l.Cut
			if r.Stats().Misses > before {
				drawn[kept{owner, l.Name}]++
			} else if owner != data.PublicCut {
				t.Errorf("%s is given the bytes of %s that were drawn for another", cut, l.Name)
			}
			if owner != data.PublicCut && owner != cut {
				t.Errorf("%s is given %s of %s", cut, l.Name, owner)
			}
			if other, twice := tags[l.Name+tile.ETag]; twice {
				t.Errorf("%s and %s have one ETag for %s: %s", cut, other, l.Name, tile.ETag)
			}
			tags[l.Name+tile.ETag] = cut
		}
	}
	for k, times := range drawn {
		if times != 1 {
			t.Errorf("%v was drawn %d times", k, times)
		}
	}
	if fmt.Sprint(drawn[kept{data.StaffCut, "coverage-4G-any"}], drawn[kept{data.PublicCut, "coverage-4G-any"}]) != "1 1" {
		t.Error("staff and the public have one layer of any operator's coverage")
	}
}

func view0(r *Release) [2]float64 { return r.whole.Masts[0].Position }
