package api

import (
	"fmt"
	"io"
	"net/http"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/paulmach/orb"
	"github.com/prometheus/client_golang/prometheus"

	"phusong/tiles"
	"phusong/tiles/mercator"
)

// theTile is an address with something in it.
func theTile() string {
	at := mercator.TileAt(mercator.FromLonLat(orb.Point{105.05, 22.05}), 9)
	return "coverage-4G-any/" + at.String() + ".mvt"
}

func TestTilesAreNegotiated(t *testing.T) {
	server := newServer(t)
	plain := ask(server, "GET", "/tiles/public/latest/"+theTile())
	want, _ := io.ReadAll(plain.Body)
	if plain.StatusCode != 200 || len(want) == 0 || plain.Header.Get("Content-Type") != "application/vnd.mapbox-vector-tile" {
		t.Fatalf("%s %v", plain.Status, plain.Header)
	}
	tags := map[string]string{}
	for accept, encoding := range map[string]string{
		"": "", "identity": "", "gzip": "gzip", "gzip, deflate, br": "gzip", "GZIP;q=0.5": "gzip", "*": "gzip", "br;q=1, gzip;q=0.2, identity;q=0.1": "gzip",
		"gzip;q=0": "", "gzip;q=0, *": "", "br": "", "gzip;q=0.3, identity;q=0.9": "",
	} {
		answer := ask(server, "GET", "/tiles/public/latest/"+theTile(), "Accept-Encoding", accept)
		body := io.Reader(answer.Body)
		if encoding == "gzip" && answer.StatusCode == 200 {
			if unzipped, err := gzip.NewReader(body); err == nil {
				body = unzipped
			}
		}
		got, err := io.ReadAll(body)
		if answer.StatusCode != 200 || answer.Header.Get("Content-Encoding") != encoding || string(got) != string(want) || err != nil {
			t.Errorf("Accept-Encoding %q: %s, %q, %v", accept, answer.Status, answer.Header.Get("Content-Encoding"), err)
		}
		if answer.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: Vary is %q", accept, answer.Header.Get("Vary"))
		}
		tags[encoding] = answer.Header.Get("ETag")
	}
	if tags[""] == tags["gzip"] || strings.HasPrefix(tags["gzip"], "W/") {
		t.Errorf("the ETags are %v: strong ones differ by encoding", tags)
	}
	if answer := ask(server, "GET", "/tiles/public/latest/"+theTile(), "Accept-Encoding", "br, identity;q=0"); answer.StatusCode != 406 {
		t.Errorf("nothing it can take: %s", answer.Status)
	}
	for _, condition := range []string{tags["gzip"], `"x", W/` + tags["gzip"], "*"} {
		answer := ask(server, "GET", "/tiles/public/latest/"+theTile(), "Accept-Encoding", "gzip", "If-None-Match", condition)
		if body, _ := io.ReadAll(answer.Body); answer.StatusCode != 304 || len(body) > 0 || answer.Header.Get("ETag") != tags["gzip"] {
			t.Errorf("If-None-Match %s: %s with %d bytes", condition, answer.Status, len(body))
		}
	}
	if answer := ask(server, "GET", "/tiles/public/latest/"+theTile(), "Accept-Encoding", "gzip", "If-None-Match", tags[""]); answer.StatusCode != 200 {
		t.Errorf("the ETag of another encoding gives %s", answer.Status)
	}
	head := ask(server, "HEAD", "/tiles/public/latest/"+theTile())
	if body, _ := io.ReadAll(head.Body); head.StatusCode != 200 || len(body) > 0 || head.Header.Get("Content-Length") != fmt.Sprint(len(want)) {
		t.Errorf("HEAD: %s, %d bytes, length %s of %d", head.Status, len(body), head.Header.Get("Content-Length"), len(want))
	}
}

func TestWhoAsksByAnotherMethodIsToldTheOnesThatAre(t *testing.T) {
	server := newServer(t)
	answer := ask(server, "DELETE", "/tiles/public/latest/"+theTile())
	if allow := answer.Header.Get("Allow"); answer.StatusCode != http.StatusMethodNotAllowed || allow != "GET, HEAD" {
		t.Fatalf("%s, Allow: %s", answer.Status, allow)
	}
	for _, method := range strings.Split(answer.Header.Get("Allow"), ", ") {
		if answer := ask(server, method, "/tiles/public/latest/"+theTile()); answer.StatusCode != 200 {
			t.Errorf("%s: %s", method, answer.Status)
		}
	}
}

func TestOnlyWhatHasANumberIsKeptForever(t *testing.T) {
	server := newServer(t)
	for target, want := range map[string]string{
		"/tiles/public/3/" + theTile():             "public, max-age=31536000, immutable",
		"/tiles/public/latest/" + theTile():        "no-cache",
		"/tiles/public/3/districts-2024/9/0/0.mvt": "public, max-age=31536000, immutable",
		"/tiles/public/3/nothing/0/0/0.mvt":        "no-store",
		"/tiles/public/3/districts-2024.json":      "no-cache",
		"/tiles/public/latest/layers.json":         "no-cache",
		"/api/gaps":                                "no-cache",
		"/":                                        "no-cache",
		"/assets/app-1a2b3.js":                     "public, max-age=31536000, immutable",
		"/assets/none.js":                          "no-store",
		"/api/hamlets?technology=4G&verdict=bad":   "no-store",
	} {
		if answer := ask(server, "GET", target); answer.Header.Get("Cache-Control") != want {
			t.Errorf("%s: %s with Cache-Control %q, want %q", target, answer.Status, answer.Header.Get("Cache-Control"), want)
		}
	}
	if answer := ask(server, "GET", "/tiles/public/latest/districts-2024/9/0/0.mvt"); answer.StatusCode != 204 {
		t.Errorf("an empty tile is %s", answer.Status)
	}
}

func TestTileJSONLeadsToTheTilesOfItsRelease(t *testing.T) {
	o := options(t, io.Discard)
	server := New(o)
	j := askJSON[tiles.TileJSON](t, server, "/tiles/public/latest/hamlets-4G-any-centre.json")
	if j.Tiles[0] != "http://example.com/tiles/public/4/hamlets-4G-any-centre/{z}/{x}/{y}.mvt" || len(j.VectorLayers) != 2 {
		t.Errorf("%+v", j)
	}
	o.BaseURL, o.Metrics = "https://phusong.tuyenquang.gov.vn/map", prometheus.NewRegistry()
	j = askJSON[tiles.TileJSON](t, New(o), "/tiles/public/3/terrain.json")
	if j.Tiles[0] != "https://phusong.tuyenquang.gov.vn/map/tiles/public/3/terrain/{z}/{x}/{y}.png" || j.Encoding != "terrarium" {
		t.Errorf("behind a proxy: %+v", j)
	}
	list := askJSON[struct {
		Release string
		Layers  []tiles.Listing
	}](t, server, "/tiles/public/latest/layers.json")
	if list.Release != "4" || len(list.Layers) != 32 || list.Layers[0].TileJSON != "http://example.com/tiles/public/4/coverage-2G-any.json" {
		t.Errorf("release %s, %d layers, first %+v", list.Release, len(list.Layers), list.Layers[0])
	}
}

func TestColumnsAreSentWholeAndByBlock(t *testing.T) {
	server := newServer(t)
	for address, want := range map[string]int{
		"columns/4G-any.hexcol":                                 200,
		"columns/4G-any/864158a1fffffff.hexcol":                 200,
		"columns/4G-any/860000007ffffff.hexcol":                 204,
		"columns/4G-viettel.hexcol":                             404,
		"columns/6G-any.hexcol":                                 404,
		"columns/4G-any/nothing.hexcol":                         400,
		"columns/4G-any/870000000ffffff.hexcol":                 204,
		"columns/4G-any/882830828bfffff.hexcol":                 400,
		"columns/4G-any/865A00000FFFFFFF.hexcol":                400,
		"columns/4G-any/" + strings.Repeat("8", 40) + ".hexcol": 400,
	} {
		answer := ask(server, "GET", "/tiles/public/latest/"+address, "Accept-Encoding", "gzip")
		if answer.StatusCode != want {
			t.Errorf("%s: %s, want %d", address, answer.Status, want)
		}
		if want == 200 && (answer.Header.Get("Content-Type") != "application/vnd.phusong.hexcol" || answer.Header.Get("Content-Encoding") != "gzip" || answer.Header.Get("ETag") == "") {
			t.Errorf("%s: %v", address, answer.Header)
		}
	}
}
