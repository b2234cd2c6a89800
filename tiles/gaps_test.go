package tiles

import (
	"fmt"
	"math"
	"slices"
	"testing"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
	"phusong/geo/hex"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

// dim is the country on fine hexes, full of people, with signal in patches.
func dim(t testing.TB) *data.View {
	view := patchwork(t, 10, 0.1)
	for i := range view.Hamlets {
		people := 20_000 + i
		view.Hamlets[i].Hamlet.People = &people
	}
	return view
}

// Each tile holds the patches of the list whose hexes meet it, each once, under
// its own id, with the list's figures; and the points those of the centres in it.
func TestTilesHoldThePatchesOfTheList(t *testing.T) {
	r, err := New(dim(t))
	if err != nil {
		t.Fatal(err)
	}
	for cut, resolution := range map[data.Cut]int{data.PublicCut: 9, data.StaffCut: 10} {
		e, _ := r.Edition(cut)
		patches, res, err := e.Patches(geo.AnyOperator, "4G")
		if err != nil || len(patches) < 10 || res != resolution {
			t.Fatalf("%s: %d patches of resolution %d, %v", cut, len(patches), res, err)
		}
		byID, boxes := map[uint64]*geo.Gap{}, map[uint64][]mercator.Box{}
		for i := range patches {
			id := patches[i].Centre.Short()
			byID[id] = &patches[i]
			for _, h := range patches[i].Hexes {
				boxes[id] = append(boxes[id], boxOf(h))
			}
		}
		if len(byID) != len(patches) {
			t.Fatalf("%s: %d ids of %d patches", cut, len(byID), len(patches))
		}
		for z := namesFrom; z <= coverageMaxZoom; z++ {
			for k, at := range tilesOf(r.grid.bounds(), z) {
				if z > 11 && k%11 != 0 {
					continue
				}
				found := read(t, e, "gaps-4G-any", at)
				areas, centres := 0, 0
				for id, g := range byID {
					if z > resolution && slices.ContainsFunc(boxes[id], at.Box(0).Meets) {
						areas++
					}
					if at.Box(pointBuffer).Holds(mercator.FromLonLat(hex.Centre(g.Centre))) {
						centres++
					}
				}
				if len(found["gaps"]) != areas || len(found["gap-centres"]) != centres {
					t.Fatalf("%s %v: %d areas and %d centres, in the list %d and %d", cut, at, len(found["gaps"]), len(found["gap-centres"]), areas, centres)
				}
				seen := map[uint64]int{}
				for _, f := range append(found["gaps"], found["gap-centres"]...) {
					g := byID[f.ID]
					if seen[f.ID]++; g == nil || f.Attributes["patch"] != g.Centre.String() || f.Attributes["people"] != uint64(math.Round(g.People)) ||
						f.Attributes["hexes"] != uint64(len(g.Hexes)) || math.Abs(f.Attributes["areaKm2"].(float64)-g.AreaKm2) > 0.001 || seen[f.ID] > 2 {
						t.Fatalf("%s %v: %d %v of %+v", cut, at, f.ID, f.Attributes, g)
					}
				}
			}
		}
	}
}

// From afar a point stands for several patches: together they are all of the list.
func TestFromAfarPointsStandForAllPatches(t *testing.T) {
	e := newEdition(t, dim(t), data.StaffCut)
	patches, _, _ := e.Patches(geo.AnyOperator, "4G")
	everybody := 0.0
	for _, g := range patches {
		everybody += g.People
	}
	for z := gapsMinZoom; z < namesFrom; z++ {
		points := map[uint64]mvt.Feature{}
		for _, at := range tilesOf(e.release.grid.bounds(), z) {
			for _, f := range read(t, e, "gaps-4G-any", at)["gap-centres"] {
				points[f.ID] = f
			}
		}
		count, people := 0, 0.0
		for id, f := range points {
			if !slices.ContainsFunc(patches, func(g geo.Gap) bool { return g.Centre.Short() == id && g.Centre.String() == f.Attributes["patch"] }) {
				t.Fatalf("zoom %d: %v is no patch", z, f.Attributes)
			}
			count, people = count+int(f.Attributes["patches"].(uint64)), people+float64(f.Attributes["people"].(uint64))
		}
		if count != len(patches) || math.Abs(people-everybody) > float64(len(points)) || len(points) >= len(patches) {
			t.Errorf("zoom %d: %d points stand for %d patches with %.0f people, the list has %d with %.0f", z, len(points), count, people, len(patches), everybody)
		}
	}
}

func boxOf(h geo.Hex) mercator.Box {
	box := mercator.EmptyBox()
	for _, p := range hex.Boundary(h) {
		box = box.With(mercator.FromLonLat(p))
	}
	return box
}

// PostGIS finds every patch valid, and as large as its hexes: what is drawn merges
// them without a seam, from the first zoom it is drawn at.
func TestPatchesAreValidAndAsLargeAsTheirHexes(t *testing.T) {
	e := newEdition(t, dim(t), data.StaffCut)
	g := e.shown[e.places["gaps-4G-any"]].painter.(gaps)
	r, _ := g.finest()
	d, p := g.found(), newPalette()
	var drawn []string
	for _, z := range []int{g.areasFrom(), 12, 14} {
		for k, at := range tilesOf(r.bounds, z) {
			if k%17 != 0 {
				continue
			}
			near, of := d.meeting(r, at)
			sums := map[uint64]int64{}
			for k, i := range near {
				var ring []mvt.Point
				for _, corner := range r.ring(int(i)) {
					x, y := at.Local(corner)
					ring = append(ring, mvt.Point{X: x, Y: y})
				}
				sums[d.patches[of[k]].Centre.Short()] -= mvt.Area(ring) // H3's corners run against the clock
			}
			layers, err := mvt.Decode(p.write(g.areas(at, p)))
			if err != nil || len(near) == 0 {
				continue
			}
			for _, f := range layers[0].Features {
				area := int64(0)
				for _, part := range f.Parts {
					area += mvt.Area(part)
				}
				if area != sums[f.ID] {
					t.Fatalf("%v: patch %d has %d steps², its hexes %d", at, f.ID, area, sums[f.ID])
				}
				drawn = append(drawn, multipolygon(f.Parts))
			}
		}
	}
	var bad string
	if err := datatest.Pool(t).QueryRow(t.Context(), `
		SELECT coalesce(string_agg(DISTINCT ST_IsValidReason(s), '; '), '') || count(*)
		FROM unnest($1::text[]) AS f (text), ST_GeomFromText(text) AS s
		WHERE NOT ST_IsValid(s)`, drawn).Scan(&bad); err != nil || bad != "0" || len(drawn) < 100 {
		t.Errorf("of %d patches: %s, %v", len(drawn), bad, err)
	}
}

// Nearer than the last zoom of the pyramid hexes are cut at the tile, or readers
// with 16-bit coordinates would bend them.
func TestPatchesSeenFromVeryNearStayNearTheTile(t *testing.T) {
	e := newEdition(t, dim(t), data.StaffCut)
	patches, _, _ := e.Patches(geo.AnyOperator, "4G")
	at := mercator.TileAt(mercator.FromLonLat(hex.Centre(patches[0].Centre)), 20)
	found := read(t, e, "gaps-4G-any", at)["gaps"]
	if len(found) != 1 || fmt.Sprint(found[0].Attributes["patch"]) != patches[0].Centre.String() {
		t.Fatalf("%v holds %v", at, found)
	}
	for _, corner := range found[0].Parts[0] {
		if corner.X < -pointBuffer || corner.X > mercator.Extent+pointBuffer || corner.Y < -pointBuffer || corner.Y > mercator.Extent+pointBuffer {
			t.Errorf("a corner at %v", corner)
		}
	}
}
