package api

import (
	"fmt"
	"io"
	"math"
	"net/http/httptest"
	"strings"
	"testing"
)

// The abstract tests of OGC 20-057 (Tiles, Part 1: Core), annex A, by the name of
// the requirement.

func TestOGCTilesAreThoseOfTheMap(t *testing.T) {
	server := newServer(t)
	const sets = "/ogc/collections/hamlets/tiles"
	list := askJSON[struct {
		Tilesets []struct {
			DataType, CRS, TileMatrixSetURI string
			Links                           []struct{ Href, Rel string }
		}
	}](t, server, sets)
	rels := map[string]string{}
	for _, l := range list.Tilesets[0].Links {
		rels[l.Rel] = l.Href
	}
	if !strings.HasSuffix(rels["self"], sets+"/WebMercatorQuad") || !strings.HasSuffix(rels["http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"], "/tileMatrixSets/WebMercatorQuad") {
		t.Errorf("/req/tilesets-list/tileset-links: %v", rels)
	}
	if len(list.Tilesets) != 1 || list.Tilesets[0].DataType != "vector" || !strings.HasSuffix(list.Tilesets[0].TileMatrixSetURI, "/WebMercatorQuad") {
		t.Fatalf("/req/tilesets-list/tilesets-list-success: %+v", list)
	}
	set := askJSON[struct {
		Layers              []struct{ ID string }
		TileMatrixSetLimits []struct {
			TileMatrix                         string
			MinTileRow, MaxTileRow, MinTileCol int
		}
		Links []struct {
			Href, Rel, Type string
			Templated       bool
		}
	}](t, server, sets+"/WebMercatorQuad?technology=5G")
	if len(set.Layers) != 2 || len(set.TileMatrixSetLimits) == 0 {
		t.Errorf("/req/tileset/description: %+v", set)
	}
	want, _ := io.ReadAll(ask(server, "GET", "/tiles/public/4/hamlets-5G-any-centre/9/405/223.mvt").Body)
	tiles := 0
	for _, l := range set.Links {
		address := strings.NewReplacer("{tileMatrix}", "9", "{tileRow}", "223", "{tileCol}", "405", "{z}", "9", "{y}", "223", "{x}", "405").Replace(l.Href)
		answer := ask(server, "GET", address)
		body, _ := io.ReadAll(answer.Body)
		if answer.StatusCode != 200 || answer.Header.Get("Content-Type") != l.Type && !strings.HasPrefix(answer.Header.Get("Content-Type"), l.Type+";") {
			t.Errorf("%s %s: %s, %s", l.Rel, address, answer.Status, answer.Header.Get("Content-Type"))
		}
		if l.Templated {
			tiles++
			if string(body) != string(want) || len(want) == 0 {
				t.Errorf("/req/core/tc-success: %s: %d bytes, want %d", address, len(body), len(want))
			}
			if l.Rel == "item" && !strings.Contains(l.Href, "{tileMatrix}/{tileRow}/{tileCol}?release=4&technology=5G") {
				t.Errorf("/req/core/tc-op: the template is %s", l.Href)
			}
		}
	}
	if tiles != 2 {
		t.Errorf("%d templates of tiles, want one with the row first and one with the column first", tiles)
	}
	limit := set.TileMatrixSetLimits[len(set.TileMatrixSetLimits)-1]
	if empty := ask(server, "GET", fmt.Sprintf("/ogc/collections/gap-patches/tiles/WebMercatorQuad/%s/%d/%d", limit.TileMatrix, limit.MinTileRow, limit.MinTileCol)); empty.StatusCode != 204 {
		t.Errorf("/req/core/tc-error: an empty tile within the limits is %s", empty.Status)
	}
	beyond := fmt.Sprintf("%s/%d/%d", limit.TileMatrix, limit.MaxTileRow+1, limit.MinTileCol)
	for _, at := range []string{"23/0/0", "9/512/0", "9/0/512", "0/0/1", "-1/0/0", "9/0/0", "3/0/0", "15/0/0", beyond} { // /req/core/tc-error
		refused(t, server, 404, sets+"/WebMercatorQuad/"+at)
	}
	for _, at := range []string{"nine/0/0", "9/01/0", "9/1.5/0"} {
		refused(t, server, 400, sets+"/WebMercatorQuad/"+at)
	}
	refused(t, server, 404, sets+"/WorldCRS84Quad/0/0/0")
	refused(t, server, 404, "/ogc/collections/provinces-2024/tiles") // has no layer
	refused(t, server, 400, sets+"/WebMercatorQuad/9/223/405?colour=blue")
}

func TestTheGridOfTilesIsTheWebsOwn(t *testing.T) {
	server := newServer(t)
	grid := askJSON[struct {
		ID, CRS      string
		TileMatrices []struct {
			ID                                               string
			ScaleDenominator, CellSize                       float64
			PointOfOrigin                                    [2]float64
			TileWidth, TileHeight, MatrixWidth, MatrixHeight int
		}
	}](t, server, "/ogc/tileMatrixSets/WebMercatorQuad")
	if len(grid.TileMatrices) != 23 || grid.CRS != webMetres {
		t.Fatalf("%d matrices in %s", len(grid.TileMatrices), grid.CRS)
	}
	for z, published := range map[int]float64{0: 559082264.028717, 12: 136494.693366385, 18: 2132.72958384977} { // OGC 17-083r4, annex D.1
		m := grid.TileMatrices[z]
		if math.Abs(m.ScaleDenominator/published-1) > 1e-9 || m.MatrixWidth != 1<<z || m.TileHeight != 256 || math.Abs(m.PointOfOrigin[1]-20037508.3427892) > 1e-6 {
			t.Errorf("matrix %d: %+v, the published scale is %v", z, m, published)
		}
	}
}

func TestPagesOfOtherSitesReadWhatIsOpen(t *testing.T) {
	server := newServer(t)
	const elsewhere = "https://gis.example.org"
	for target, want := range map[string]string{"/ogc": "*", "/ogc/collections/hamlets/items": "*", "/ogc/nothing": "*", "/tiles/public/latest/" + theTile(): "*", "/tiles/public/4/layers.json": "*", "/api/openapi.json": "*",
		"/api/gaps": "", "/api/session": "", "/": "", "/tiles/staff/4/layers.json": "", "/ogcx": ""} {
		answer := ask(server, "GET", target, "Origin", elsewhere)
		if head := answer.Header; head.Get("Access-Control-Allow-Origin") != want || head.Get("Access-Control-Allow-Credentials") != "" {
			t.Errorf("%s: %v", target, head)
		}
		r := httptest.NewRequest("OPTIONS", target, nil)
		r.Header.Set("Origin", elsewhere)
		r.Header.Set("Access-Control-Request-Method", "GET")
		w := httptest.NewRecorder()
		server.ServeHTTP(w, r)
		if may := w.Header().Get("Access-Control-Allow-Methods"); (may == "GET, HEAD") != (want == "*") || strings.Contains(w.Header().Get("Access-Control-Allow-Headers"), "Authorization") {
			t.Errorf("whether a page elsewhere may ask for %s: %d %v", target, w.Code, w.Header())
		}
	}
}
