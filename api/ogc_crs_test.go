package api

import (
	"encoding/json"
	"math"
	"net/url"
	"testing"
)

// The abstract tests of OGC 18-058r1 (Features, Part 2: Coordinate Reference
// Systems by Reference), annex A, by the name of the requirement.

const (
	degrees   = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
	latLon    = "http://www.opengis.net/def/crs/EPSG/0/4326"
	webMetres = "http://www.opengis.net/def/crs/EPSG/0/3857"
)

func TestFeaturesAreAnsweredInTheSystemThatIsAskedFor(t *testing.T) {
	server := newServer(t)
	for crs, want := range map[string][2]float64{ // the south-western corner of hamlet h00, 105 E 22 N
		"": {105, 22}, degrees: {105, 22}, latLon: {22, 105}, webMetres: {11688546.53, 2511525.23},
	} {
		query := "?limit=1"
		if crs != "" {
			query += "&crs=" + url.QueryEscape(crs)
		}
		target := "/ogc/collections/hamlets/items"
		answer := ask(server, "GET", target+query)
		said := "<" + crs + ">"
		if crs == "" {
			said = "<" + degrees + ">"
		}
		if got := answer.Header.Get("Content-Crs"); got != said {
			t.Errorf("/req/crs/ogc-crs-header: %s, want %s", got, said)
		}
		page := askJSON[featurePage](t, server, target+query)
		var shape [][][][2]float64
		if err := json.Unmarshal(page.Features[0].Geometry.Coordinates, &shape); err != nil {
			t.Fatal(err)
		}
		near := math.Inf(1)
		for _, p := range shape[0][0] {
			near = min(near, math.Hypot(p[0]-want[0], p[1]-want[1]))
		}
		if near > 0.006 {
			t.Errorf("/req/crs/fc-crs-action: %s: no corner at %v in %v", crs, want, shape)
		}
		alone := ask(server, "GET", "/ogc/collections/hamlets/items/h00"+map[bool]string{true: "?crs=" + url.QueryEscape(crs), false: ""}[crs != ""])
		if alone.StatusCode != 200 || alone.Header.Get("Content-Crs") != said {
			t.Errorf("one feature in %s: %s, %s", crs, alone.Status, alone.Header.Get("Content-Crs"))
		}
	}
	refused(t, server, 400, "/ogc/collections/hamlets/items?crs=EPSG:3857") // /req/crs/fc-crs-valid-value
	refused(t, server, 400, "/ogc/collections/hamlets/items/h00?crs=")
	refused(t, server, 400, "/ogc/collections/hamlets/items?bbox=1,2,3,4&bbox-crs=nowhere") // /req/crs/fc-bbox-crs-valid-value
}

func TestABoxIsReadInItsSystem(t *testing.T) {
	server := newServer(t)
	for crs, box := range map[string]string{
		degrees: "105,22,105.049,22.01", latLon: "22,105,22.01,105.049", webMetres: "11688546.54,2511525.24,11694001,2512726",
	} {
		page := items(t, server, "hamlets/items?bbox="+box+"&bbox-crs="+url.QueryEscape(crs))
		if page.NumberMatched != 1 || page.Features[0].ID != "h00" {
			t.Errorf("/req/crs/bbox-crs-action: %s in %s: %v", box, crs, page.ids())
		}
	}
	if wrong := items(t, server, "hamlets/items?bbox=22,105,22.01,105.049"); wrong.NumberMatched != 0 {
		t.Errorf("degrees in the other order match %v", wrong.ids())
	}
}
