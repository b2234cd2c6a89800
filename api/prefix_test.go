package api

import (
	"io"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"phusong/tiles"
)

// TestTheServerLiesUnderAPathOfItsProxy follows every kind of link through a
// reverse proxy that hands on only what lies under /map: once as it came, once
// without the prefix.
func TestTheServerLiesUnderAPathOfItsProxy(t *testing.T) {
	for name, strips := range map[string]bool{"the proxy leaves the path": false, "the proxy takes the path off": true} {
		t.Run(name, func(t *testing.T) {
			var behind http.Handler
			proxy := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { behind.ServeHTTP(w, r) }))
			defer proxy.Close()
			o := options(t, io.Discard)
			o.BaseURL = proxy.URL + "/map"
			server := httptest.NewServer(New(o))
			defer server.Close()
			behind = proxyTo(t, server.URL, strips)

			page := fetched(t, proxy.URL+"/map")
			if regexp.MustCompile(`(src|href)="(/[^m]|\.)`).MatchString(page) || !strings.Contains(page, `data-root="/map/"`) {
				t.Errorf("the page leads out of the prefix:\n%s", page)
			}
			for _, found := range regexp.MustCompile(`src="([^"]+)"`).FindAllStringSubmatch(page, -1) {
				fetched(t, proxy.URL+found[1])
			}
			if !strings.Contains(fetched(t, proxy.URL+"/map/uploads/7"), `src="/map/assets/`) {
				t.Error("deeper pages do not find their script")
			}
			if !strings.Contains(fetched(t, proxy.URL+"/map/api/openapi.json"), `"servers":[{"url":"`+o.BaseURL+`"}]`) {
				t.Error("the OpenAPI document does not say where its addresses begin")
			}
			j := decoded[tiles.TileJSON](t, []byte(fetched(t, proxy.URL+"/map/tiles/public/latest/coverage-4G-any.json")))
			tile := strings.NewReplacer("{z}/{x}/{y}", strings.TrimSuffix(strings.SplitN(theTile(), "/", 2)[1], ".mvt")).Replace(j.Tiles[0])
			if !strings.HasPrefix(tile, o.BaseURL+"/") || fetched(t, tile) == "" {
				t.Errorf("the tiles are said to be at %s", j.Tiles[0])
			}
			landing := decoded[struct {
				Links []struct{ Href string }
			}](t, []byte(fetched(t, proxy.URL+"/map/ogc")))
			for _, link := range landing.Links {
				if strings.HasPrefix(link.Href, proxy.URL) {
					fetched(t, link.Href)
				} else {
					t.Errorf("the landing page leads to %s", link.Href)
				}
			}
			if len(landing.Links) < 5 {
				t.Errorf("the landing page has %d links", len(landing.Links))
			}
		})
	}
}

// proxyTo hands on what lies under /map; everything else is another's.
func proxyTo(t *testing.T, target string, strips bool) http.Handler {
	to, err := url.Parse(target)
	if err != nil {
		t.Fatal(err)
	}
	var handler http.Handler = &httputil.ReverseProxy{Rewrite: func(r *httputil.ProxyRequest) { r.SetURL(to) }}
	if strips {
		handler = http.StripPrefix("/map", handler)
	}
	tree := http.NewServeMux()
	tree.Handle("/map/", handler)
	return tree
}

func fetched(t *testing.T, address string) string {
	t.Helper()
	answer, err := http.Get(address)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	body, err := io.ReadAll(answer.Body)
	if err != nil || answer.StatusCode != http.StatusOK {
		t.Errorf("%s: %s %v", address, answer.Status, err)
	}
	return string(body)
}
