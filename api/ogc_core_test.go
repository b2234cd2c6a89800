package api

import (
	"encoding/json"
	"io"
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// The abstract tests of OGC 17-069r4 (Features, Part 1: Core), annex A, by the
// name of the requirement.

func items(t *testing.T, server http.Handler, target string) featurePage {
	t.Helper()
	return askJSON[featurePage](t, server, "/ogc/collections/"+target)
}

// linkedCollection is a collection as a program reads its description.
type linkedCollection struct {
	ID, Title, Description, ItemType, StorageCRS string
	CRS                                          []string
	Extent                                       struct {
		Spatial  struct{ BBox [][]float64 }
		Temporal struct{ Interval [][2]*string }
	}
	Links []struct{ Href, Rel, Type string }
}

func TestFeaturesCoreDescribesItself(t *testing.T) {
	server := newServer(t)
	type linked struct {
		Links       []struct{ Href, Rel, Type, Title string }
		ConformsTo  []string
		Collections []linkedCollection
	}
	rels := func(l linked) (all []string) {
		for _, one := range l.Links {
			all = append(all, one.Rel)
		}
		return all
	}
	landing := askJSON[linked](t, server, "/ogc")
	for _, rel := range []string{"self", "alternate", "service-desc", "conformance", "data"} {
		if !slices.Contains(rels(landing), rel) {
			t.Errorf("/req/core/root-success: no link %s", rel)
		}
	}
	for _, l := range landing.Links {
		if answer := ask(server, "GET", l.Href); answer.StatusCode != 200 || !strings.HasPrefix(answer.Header.Get("Content-Type"), l.Type) {
			t.Errorf("/req/core/api-definition-op: %s: %s, %s", l.Href, answer.Status, answer.Header.Get("Content-Type"))
		}
	}
	declared := askJSON[linked](t, server, "/ogc/conformance").ConformsTo
	for _, class := range []string{"features-1/1.0/conf/core", "features-1/1.0/conf/geojson", "features-1/1.0/conf/html", "features-1/1.0/conf/oas30", "features-2/1.0/conf/crs", "tiles-1/1.0/conf/core"} {
		if !slices.Contains(declared, "http://www.opengis.net/spec/ogcapi-"+class) {
			t.Errorf("/req/core/conformance-success: %s is not declared", class)
		}
	}
	list := askJSON[linked](t, server, "/ogc/collections")
	if !slices.Contains(rels(list), "self") || !slices.Contains(rels(list), "alternate") || len(list.Collections) != 11 {
		t.Errorf("/req/core/fc-md-success: %d collections, links %v", len(list.Collections), rels(list))
	}
	for _, c := range list.Collections {
		if c.Title == "" || c.ItemType != "feature" || len(c.Extent.Spatial.BBox) != 1 || len(c.Extent.Spatial.BBox[0]) != 4 || len(c.Extent.Temporal.Interval) != 1 {
			t.Errorf("/req/core/fc-md-extent: %+v", c)
		}
		if !slices.Contains(c.CRS, "http://www.opengis.net/def/crs/OGC/1.3/CRS84") || c.StorageCRS != "http://www.opengis.net/def/crs/OGC/1.3/CRS84" {
			t.Errorf("/req/crs/fc-md-crs-list: %s has %v, kept in %s", c.ID, c.CRS, c.StorageCRS)
		}
		for _, l := range c.Links {
			if answer := ask(server, "GET", l.Href); answer.StatusCode != 200 || !strings.HasPrefix(answer.Header.Get("Content-Type"), l.Type) {
				t.Errorf("/req/core/fc-md-items-links: %s %s: %s, %s", l.Rel, l.Href, answer.Status, answer.Header.Get("Content-Type"))
			}
		}
		for _, page := range []string{"", "/items", "/queryables", "/tiles", "/tiles/WebMercatorQuad"} {
			answer := ask(server, "GET", "/ogc/collections/"+c.ID+page+"?f=html")
			if body, _ := io.ReadAll(answer.Body); answer.StatusCode == 200 && !strings.HasSuffix(string(body), "</html>\n") {
				t.Errorf("%s%s for people breaks off: %s", c.ID, page, body)
			}
		}
		alone := askJSON[linkedCollection](t, server, "/ogc/collections/"+c.ID)
		alone.Links, c.Links = nil, nil // those of the page itself come first
		if d := cmp.Diff(c, alone); d != "" {
			t.Errorf("/req/core/sfc-md-success: in the list and alone: %s", d)
		}
	}
}

func TestFeaturesCoreIsNegotiated(t *testing.T) {
	server := newServer(t)
	const browser = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
	for target, media := range map[string]string{"/ogc": "application/json", "/ogc/": "application/json", "/ogc/conformance": "application/json", "/ogc/collections": "application/json",
		"/ogc/collections/hamlets": "application/json", "/ogc/collections/hamlets/queryables": "application/schema+json", "/ogc/collections/hamlets/items": "application/geo+json",
		"/ogc/collections/hamlets/items/h00": "application/geo+json", "/ogc/tileMatrixSets": "application/json", "/ogc/tileMatrixSets/WebMercatorQuad": "application/json",
		"/ogc/collections/hamlets/tiles": "application/json", "/ogc/collections/hamlets/tiles/WebMercatorQuad": "application/json"} {
		for accept, want := range map[string]string{"": media, "*/*": media, "application/geo+json, application/json": media, browser: "text/html; charset=utf-8", "text/html;q=0.1, application/json": media} {
			answer := ask(server, "GET", target, "Accept", accept)
			body, _ := io.ReadAll(answer.Body)
			if answer.StatusCode != 200 || answer.Header.Get("Content-Type") != want || !slices.Contains(answer.Header.Values("Vary"), "Accept") {
				t.Errorf("%s with Accept %q: %s %s, Vary %v", target, accept, answer.Status, answer.Header.Get("Content-Type"), answer.Header.Values("Vary"))
			}
			if html := strings.HasPrefix(want, "text/html"); html && (!strings.Contains(string(body), `<html lang="vi">`) || !strings.Contains(string(body), "dữ liệu mẫu") || strings.Contains(string(body), "<script")) {
				t.Errorf("%s for people: %s", target, body)
			} else if !html && !json.Valid(body) {
				t.Errorf("%s is no JSON", target)
			}
		}
		if answer := ask(server, "GET", target+"?f=html", "Accept", "application/json"); !strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html") {
			t.Errorf("%s?f=html is %s", target, answer.Header.Get("Content-Type"))
		}
		if head := ask(server, "HEAD", target); head.StatusCode != 200 || head.Header.Get("Content-Type") != media {
			t.Errorf("HEAD %s: %s, %s", target, head.Status, head.Header.Get("Content-Type"))
		}
		refused(t, server, 400, target+"?f=xml")
		refused(t, server, 400, target+"?colour=blue") // /req/core/query-param-unknown
	}
	if answer := ask(server, "GET", "/ogc/collections/hamlets/items", "Accept-Encoding", "gzip"); answer.Header.Get("Content-Encoding") != "gzip" {
		t.Error("features are not compressed")
	}
}

func TestFeaturesCoreReadsItsParameters(t *testing.T) {
	server := newServer(t)
	for target, want := range map[string]int{ // how many of the twelve hamlets match
		"": 12, "?limit=5": 12, "?limit=1000000": 12,
		"?bbox=105,22,105.049,22.01": 1, "?bbox=105,22,105.05,22.1": 6, "?bbox=105.01,22.005,105.02,22.006": 1, "?bbox=105.01,22.005,-9,105.02,22.006,9": 1,
		"?bbox=-180,-90,180,90": 12, "?bbox=0,0,1,1": 0, "?bbox=105.16,21,104,23": 3, "?bbox=106,21,105.01,23": 3,
		"?datetime=2026-11-22T00:00:00Z": 12, "?datetime=2030-01-01": 12, "?datetime=2020-01-01T00:00:00Z/2021-01-01T00:00:00Z": 0, "?datetime=../2026-11-21T23:59:59Z": 0,
		"?datetime=2026-11-22": 12, "?datetime=2020-01-01/..": 12, "?datetime=/2026-11-23": 12,
		"?code=h00": 1, "?code=h0": 0, "?commune2024=02221": 3, "?people=100": 1, "?synthetic=true": 12, "?people=1e2": 1, "?people=100.0": 1, "?synthetic=1": 12, "?synthetic=false": 0, "?asOf=2026-11-22": 12,
		"?datetime=2026-11-22T/..": 12, "?datetime=../2026-11-21T": 0, // as GDAL writes days
		"?code=h00&bbox=0,0,1,1":                       0,
		"?filter=" + url.QueryEscape("people IS NULL"): 4, "?filter=" + url.QueryEscape("people >= 200 AND name LIKE 'Thôn%'") + "&filter-lang=cql2-text": 3,
		"?filter=" + url.QueryEscape("S_INTERSECTS(geometry, BBOX(105,22,105.049,22.01))"):                                                                                  1,
		"?filter=" + url.QueryEscape("S_INTERSECTS(geometry, BBOX(22,105,22.01,105.049))") + "&filter-crs=" + url.QueryEscape("http://www.opengis.net/def/crs/EPSG/0/4326"): 1,
	} {
		page := items(t, server, "hamlets/items"+target)
		if page.Type != "FeatureCollection" || page.NumberMatched != want || page.NumberReturned != len(page.Features) || len(page.Features) != want && !(target == "?limit=5" && len(page.Features) == 5) {
			t.Errorf("%s: matched %d, returned %d of %d, want %d", target, page.NumberMatched, page.NumberReturned, len(page.Features), want)
		}
	}
	for _, target := range []string{"limit=0", "limit=-1", "limit=ten", "limit=1.5", "limit=", "limit=1&limit=2", "bbox=1,2,3", "bbox=1,2,3,4,5", "bbox=a,b,c,d", "bbox=1,5,2,4", "bbox=NaN,1,2,3",
		"bbox=", "bbox-crs=EPSG:4326", "crs=http://www.opengis.net/def/crs/EPSG/0/9999", "datetime=tomorrow", "datetime=2026-11-22T00:00:00Z/2020-01-01T00:00:00Z", "datetime=../../..", "datetime=2026-13-01",
		"filter=people", "filter=rival%3D1", "filter-lang=cql2-json", "filter=", "technology=6G", "operator=nobody", "definition=none", "%zz", "colour=blue", "offset=3", "geometry=x",
		"people=many", "people=", "people=NaN", "synthetic=maybe", "asOf=tomorrow"} {
		refused(t, server, 400, "/ogc/collections/hamlets/items?"+target) // /req/core/query-param-invalid
	}
	for target, status := range map[string]int{"/ogc/collections/nothing": 404, "/ogc/collections/nothing/items": 404, "/ogc/collections/hamlets/items/h99": 404, "/ogc/collections/sites/items": 404,
		"/ogc/collections/hamlets/items?release=9": 404, "/ogc/collections/hamlets/items?release=x": 404, "/ogc/collections/verdicts/items?operator=viettel": 404, "/ogc/nothing": 404, "/ogc/tileMatrixSets/WorldCRS84Quad": 404} {
		refused(t, server, status, target)
	}
}

func TestAFeatureIsTheSameAloneAndInItsPage(t *testing.T) {
	server := newServer(t)
	for _, collection := range []string{"hamlets", "verdicts", "gaps-communes-2025-07", "gaps-districts-2024", "communes-2024", "provinces-2024", "gap-patches"} {
		page := items(t, server, collection+"/items?limit=2")
		for _, f := range page.Features {
			alone := askJSON[struct {
				ID         string
				Type       string
				Geometry   any
				Properties map[string]any
				Links      []struct{ Rel string }
			}](t, server, "/ogc/collections/"+collection+"/items/"+f.ID)
			if alone.Type != "Feature" || alone.ID != f.ID || alone.Links[0].Rel+alone.Links[1].Rel+alone.Links[2].Rel != "selfalternatecollection" || len(alone.Properties) != len(f.Properties) {
				t.Errorf("/req/core/f-success: %+v", alone)
			}
			for name, value := range f.Properties {
				if alone.Properties[name] != value {
					t.Errorf("%s of %s: %v in the page, %v alone", name, f.ID, value, alone.Properties[name])
				}
			}
			if f.Properties["release"] != "4" || f.Properties["asOf"] != "2026-11-22" || f.Properties["synthetic"] != true || f.Properties["territory"] != "tỉnh Tuyên Quang" {
				t.Errorf("a feature of %s does not say where it is from: %v", collection, f.Properties)
			}
		}
		schema := askJSON[struct{ Properties map[string]any }](t, server, "/ogc/collections/"+collection+"/queryables")
		for _, f := range page.Features { // every column is there, empty or not
			if len(f.Properties) != len(schema.Properties)-1 {
				t.Errorf("a feature of %s has %d columns of %d", collection, len(f.Properties), len(schema.Properties)-1)
			}
		}
	}
}

func TestVerdictsOfGISAreThoseOfTheMap(t *testing.T) {
	server := newServer(t)
	for _, asked := range []string{"", "technology=2G&definition=people", "technology=5G&definition=area", "technology=4G%2B&definition=people", "technology=voice"} {
		want := askJSON[hamletsBody](t, server, "/api/hamlets?"+asked)
		got := items(t, server, "verdicts/items?"+asked)
		if len(got.Features) != len(want.Rows) || got.Provenance.Definition != want.Definition || got.Provenance.Technology != want.Technology {
			t.Fatalf("%s: %d verdicts of %d, %+v", asked, len(got.Features), len(want.Rows), got.Provenance)
		}
		for i, row := range want.Rows {
			f := got.Features[i]
			if f.ID != row.Code || f.Properties["verdict"] != string(row.Verdict) || f.Properties["class"] != row.Class.String() || f.Properties["levelDbm"] != nil || f.Properties["technology"] != string(want.Technology) {
				t.Errorf("%s: %+v, want %+v", asked, f.Properties, row)
			}
		}
		sums := askJSON[gapsBody](t, server, "/api/gaps?level=commune&vintage=2025-07&"+asked)
		gaps := items(t, server, "gaps-communes-2025-07/items?"+asked)
		for i, row := range sums.Rows {
			p := gaps.Features[i].Properties
			if gaps.Features[i].ID != row.Code || p["population"] != float64(row.Population) || p["peopleCovered"] != float64(row.Covered) || p["peopleNone"] != float64(row.None) || p["hamletsPartial"] != float64(row.Hamlets.Partial) || p["hamletsUnknown"] != float64(row.Hamlets.Unknown) {
				t.Errorf("%s: %v, want %+v", asked, p, row)
			}
		}
	}
}
