package api

import (
	"bytes"
	"encoding/json"
	"io"
	"math"
	"math/rand/v2"
	"net/http"
	"testing"

	"github.com/paulmach/orb"
	geodesic "github.com/paulmach/orb/geo"
	"github.com/prometheus/client_golang/prometheus"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
	"phusong/geo/hex"
	"phusong/tiles"
)

// patchy is the country on fine hexes, dark for every network in about half of
// them. Which of the seven in a public hex are dark depends on the seed; how many
// does not.
func patchy(t *testing.T, seed uint64) *tiles.Release {
	t.Helper()
	view := country(t, 5)
	grid, err := hex.NewGrid([]orb.MultiPolygon{rectangle(105, 22, 105.2, 22.1)}, 10, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	view.Grid, view.HexPeople = grid, make([]float32, grid.Len())
	for i := range view.HexPeople {
		view.HexPeople[i] = 1
	}
	below := map[geo.Hex][]int{}
	for i, h := range grid.Hexes {
		parent := hex.Parent(h, 9)
		below[parent] = append(below[parent], i)
	}
	for i := range view.Hamlets {
		view.Hamlets[i].Hamlet.People = number(5000 + i)
	}
	for n := range view.Surfaces {
		s := &view.Surfaces[n]
		s.Levels, s.Best = make([]geo.Level16, grid.Len()), make([]int32, grid.Len())
		for parent, children := range below {
			chance := rand.New(rand.NewPCG(uint64(parent), 7))
			dark := chance.IntN(len(children) + 1)
			own := rand.New(rand.NewPCG(uint64(parent), seed))
			for k, i := range own.Perm(len(children)) {
				s.Levels[children[i]] = geo.ToLevel16(-70)
				if k < dark {
					s.Levels[children[i]] = geo.BelowFloor
				}
			}
		}
	}
	r, err := tiles.New(view)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// TestPatchesTellNobodyMoreThanHisTiles compares two countries that are one and
// the same to whoever sees any operator by its public classes: to him their
// patches must be the same to the byte, too, while staff sees two.
func TestPatchesTellNobodyMoreThanHisTiles(t *testing.T) {
	crew := newCrew(t, datatest.New(t))
	var bodies [2]map[data.Audience][]byte
	viettel := data.Audience{Role: data.OperatorViewer, Operator: geo.Viettel}
	for i := range bodies {
		bodies[i] = map[data.Audience][]byte{}
		o := crew.open(t, options(t, io.Discard))
		o.Releases, o.Metrics = shelf{patchy(t, uint64(i))}, prometheus.NewRegistry()
		server := New(o)
		for _, who := range []data.Audience{{Role: data.Public}, viettel, {Role: data.Planner}} {
			answer := ask(server, "GET", "/api/patches?limit=1000", crew.cookie(who)...)
			if bodies[i][who], _ = io.ReadAll(answer.Body); answer.StatusCode != 200 {
				t.Fatalf("%v: %s %s", who, answer.Status, bodies[i][who])
			}
		}
		for target, want := range map[string]int{"/api/patches?operator=viettel": 200, "/api/patches?operator=vnpt": 404} {
			if answer := ask(server, "GET", target, crew.cookie(viettel)...); answer.StatusCode != want {
				t.Errorf("%s for Viettel: %s, want %d", target, answer.Status, want)
			}
			if answer := ask(server, "GET", target); answer.StatusCode != 404 {
				t.Errorf("%s for the public: %s", target, answer.Status)
			}
		}
		if public, own := askJSON[patchesBody](t, server, "/api/patches"), patchesOf(t, ask(server, "GET", "/api/patches?operator=viettel", crew.cookie(viettel)...)); public.Resolution != 9 || own.Resolution != 10 {
			t.Errorf("the public's hexes are of resolution %d, an operator's own of %d", public.Resolution, own.Resolution)
		}
	}
	public := data.Audience{Role: data.Public}
	if !bytes.Equal(bodies[0][public], bodies[1][public]) || !bytes.Equal(bodies[0][public], bodies[0][viettel]) || !bytes.Equal(bodies[1][public], bodies[1][viettel]) {
		t.Error("the public, or an operator, can tell by patches what its tiles do not show")
	}
	if planner := (data.Audience{Role: data.Planner}); bytes.Equal(bodies[0][planner], bodies[1][planner]) {
		t.Error("staff cannot tell the two countries apart: the test has nothing to see")
	}
}

func patchesOf(t *testing.T, answer *http.Response) (body patchesBody) {
	t.Helper()
	if err := json.NewDecoder(answer.Body).Decode(&body); err != nil {
		t.Fatal(err)
	}
	return body
}

func TestPatchesAreListedWorstFirstAndAddUp(t *testing.T) {
	o := options(t, io.Discard)
	o.Releases = shelf{patchy(t, 1)}
	server := New(o)
	all := askJSON[patchesBody](t, server, "/api/patches?limit=1000")
	if all.NumberMatched < 5 || len(all.Rows) != all.NumberMatched || all.Total.People == 0 || all.Release != "5" || !all.Synthetic {
		t.Fatalf("%d patches of %d, %+v", len(all.Rows), all.NumberMatched, all.Total)
	}
	var hexes, households int
	for i, row := range all.Rows {
		hexes, households = hexes+row.Hexes, households+row.Households
		if row.Rank != i+1 || i > 0 && row.People > all.Rows[i-1].People || len(row.Hamlets) == 0 || len(row.Communes) == 0 ||
			row.Centre[0] < row.Box[0] || row.Centre[0] > row.Box[2] || row.Centre[1] < row.Box[1] || row.Centre[1] > row.Box[3] {
			t.Fatalf("row %d is %+v", i, row)
		}
		people := 0
		for _, h := range row.Hamlets {
			people += h.People
		}
		if off := people - row.People; off > len(row.Hamlets) || off < -len(row.Hamlets) {
			t.Errorf("row %d: %d people, its hamlets have %d", i, row.People, people)
		}
	}
	if hexes != all.Total.Hexes || households > all.Total.Households+len(all.Rows) || households < all.Total.Households-len(all.Rows) {
		t.Errorf("the rows have %d hexes and %d households, the total says %+v", hexes, households, all.Total)
	}
	part := askJSON[patchesBody](t, server, "/api/patches?limit=2&offset=1")
	if len(part.Rows) != 2 || part.Rows[0].Rank != 2 || part.NumberMatched != all.NumberMatched || part.Total != all.Total {
		t.Errorf("a part of the list is %+v", part)
	}
	one := askJSON[patchesBody](t, server, "/api/patches?parent=02221&vintage=2024")
	if one.NumberMatched == 0 || one.NumberMatched >= all.NumberMatched {
		t.Errorf("%d patches touch one commune of four, %d in all", one.NumberMatched, all.NumberMatched)
	}
	if answer := ask(server, "GET", "/api/patches?parent=99999"); answer.StatusCode != 404 {
		t.Errorf("of no unit: %s", answer.Status)
	}
}

func TestPatchesInGISProgramsAreThoseOfTheList(t *testing.T) {
	o := options(t, io.Discard)
	o.Releases, o.Metrics = shelf{patchy(t, 3)}, prometheus.NewRegistry()
	server := New(o)
	list := askJSON[patchesBody](t, server, "/api/patches?technology=3G&limit=1000")
	page := items(t, server, "gap-patches/items?technology=3G&limit=1000")
	if page.NumberMatched != list.NumberMatched || list.NumberMatched == 0 || page.Provenance.Technology != "3G" || page.Provenance.Definition != "" {
		t.Fatalf("%d patches in the list, %d for GIS programs: %+v", list.NumberMatched, page.NumberMatched, page.Provenance)
	}
	rows := map[string]patchRow{}
	for _, row := range list.Rows {
		rows[row.ID] = row
	}
	for _, f := range page.Features {
		row := rows[f.ID]
		if f.Properties["people"] != float64(row.People) || f.Properties["hexes"] != float64(row.Hexes) || f.Properties["areaKm2"] != row.AreaKm2 || f.Properties["technology"] != "3G" {
			t.Errorf("patch %s is %v for GIS programs and %+v in the list", f.ID, f.Properties, row)
		}
		var shape orb.MultiPolygon
		if err := json.Unmarshal(f.Geometry.Coordinates, &shape); err != nil {
			t.Fatal(err)
		}
		if got := geodesic.Area(shape) / 1e6; math.Abs(got-row.AreaKm2) > 0.003*row.AreaKm2+0.001 {
			t.Errorf("patch %s has %g km² in its shape, %g in the list", f.ID, got, row.AreaKm2)
		}
	}
}
