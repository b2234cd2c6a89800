package main_test

import (
	"fmt"
	"io"
	"net/http"
	"testing"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/geo/hex"
	"phusong/tiles/hexcol"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

// finestPublic is the finest resolution of hexes that everybody may see.
const finestPublic = 9

// publicClasses reads the class of each hex of a technology from the columns that
// everybody may have. They hold nothing else.
func (h *house) publicClasses(t *testing.T, technology string) map[geo.Hex]geo.Class {
	t.Helper()
	file, err := hexcol.Decode(h.bytes(t, "/tiles/public/latest/columns/"+technology+"-any.hexcol"))
	if err != nil {
		t.Fatal(err)
	}
	if file.Columns != hexcol.Class || file.Resolution > finestPublic {
		t.Fatalf("everybody is given %v of hexes of resolution %d", file.Columns, file.Resolution)
	}
	classes := map[geo.Hex]geo.Class{}
	for _, block := range file.Blocks {
		for i, x := range block.Hexes {
			classes[x] = block.Classes[i]
		}
	}
	if len(classes) < 40_000 {
		t.Fatalf("%s has %d hexes: nothing to look for masts in", technology, len(classes))
	}
	return classes
}

// publicHexes reads the same from the tiles of single hexes.
func (h *house) publicHexes(t *testing.T, technology string) map[geo.Hex]geo.Class {
	t.Helper()
	classes := map[geo.Hex]geo.Class{}
	h.eachTile(t, "hexes-"+technology+"-any", 12, func(_ mercator.Tile, found mvt.Feature) {
		if len(found.Attributes) != 1 {
			t.Fatalf("a hex of %s is sent with %v", technology, found.Attributes)
		}
		classes[geo.ShortHex(found.ID, finestPublic)] = geo.Class(found.Attributes["class"].(uint64))
	})
	return classes
}

// publicAreas reads the classes of coarser hexes from the areas drawn at a zoom:
// that of the area their centres lie in.
func (h *house) publicAreas(t *testing.T, technology string, zoom int, coarse map[geo.Hex]bool) map[geo.Hex]geo.Class {
	t.Helper()
	within := map[mercator.Tile][]geo.Hex{}
	for x := range coarse {
		at := mercator.TileAt(mercator.FromLonLat(hex.Centre(x)), zoom)
		within[at] = append(within[at], x)
	}
	classes := map[geo.Hex]geo.Class{}
	h.eachTile(t, "coverage-"+technology+"-any", zoom, func(at mercator.Tile, area mvt.Feature) {
		for _, x := range within[at] {
			if u, v := at.Local(mercator.FromLonLat(hex.Centre(x))); covers(area.Parts, u, v) {
				classes[x] = geo.Class(area.Attributes["class"].(uint64))
			}
		}
	})
	return classes
}

// covers counts the sides of rings that a ray from the point crosses.
func covers(rings [][]mvt.Point, u, v int32) bool {
	odd := false
	for _, ring := range rings {
		for i, a := range ring {
			b := ring[(i+1)%len(ring)]
			if (a.Y > v) != (b.Y > v) && float64(u-a.X) < float64(b.X-a.X)*float64(v-a.Y)/float64(b.Y-a.Y) {
				odd = !odd
			}
		}
	}
	return odd
}

// eachTile visits the features of all tiles of a public layer at a zoom.
func (h *house) eachTile(t *testing.T, layer string, zoom int, visit func(mercator.Tile, mvt.Feature)) {
	t.Helper()
	var described struct{ Bounds [4]float64 }
	h.get(t, "/tiles/public/latest/"+layer+".json", &described)
	b := described.Bounds
	from, to := mercator.TileAt(mercator.FromLonLat(orb.Point{b[0], b[3]}), zoom), mercator.TileAt(mercator.FromLonLat(orb.Point{b[2], b[1]}), zoom)
	for x := from.X; x <= to.X; x++ {
		for y := from.Y; y <= to.Y; y++ {
			at := mercator.Tile{Z: from.Z, X: x, Y: y}
			drawn, err := mvt.Decode(h.bytes(t, fmt.Sprintf("/tiles/public/latest/%s/%v.mvt", layer, at)))
			if err != nil {
				t.Fatalf("%s %v: %v", layer, at, err)
			}
			for _, part := range drawn {
				for _, found := range part.Features {
					visit(at, found)
				}
			}
		}
	}
}

// bytes are what a public address answers; none where there is nothing.
func (h *house) bytes(t *testing.T, path string) []byte {
	t.Helper()
	answer, err := http.Get(h.url + path)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK && answer.StatusCode != http.StatusNoContent {
		t.Fatalf("%s: %s, %v", path, answer.Status, err)
	}
	return body
}
