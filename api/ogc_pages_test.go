package api

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"pgregory.net/rapid"

	"phusong/geo"
	"phusong/tiles"
)

// follow reads all pages from an address on.
func follow(t *testing.T, server http.Handler, target string, each func(featurePage)) (ids []string) {
	t.Helper()
	for target != "" {
		page := askJSON[featurePage](t, server, target)
		each(page)
		ids = append(ids, page.ids()...)
		target = page.link("next")
	}
	return ids
}

func TestPagesOfAnySizeHoldEveryFeatureOnce(t *testing.T) {
	o := options(t, io.Discard)
	o.Releases = shelf{province(t, 3, 300)}
	server := New(withRegistry(o))
	rapid.Check(t, func(r *rapid.T) {
		asked := url.Values{"limit": {rapid.SampledFrom([]string{"1", "2", "7", "100", "150", "299", "300", "301", "10000"}).Draw(r, "limit")}}
		if filter := rapid.SampledFrom([]string{"", "people > 100", "name LIKE '%7'", "people < 0", "code > '02250' OR people = 3"}).Draw(r, "filter"); filter != "" {
			asked.Set("filter", filter)
		}
		if rapid.Bool().Draw(r, "box") {
			asked.Set("bbox", "105.02,22.001,105.11,22.012")
		}
		whole := url.Values{"limit": {"10000"}}
		for _, name := range []string{"filter", "bbox"} {
			if asked.Has(name) {
				whole.Set(name, asked.Get(name))
			}
		}
		const path = "/ogc/collections/verdicts/items?"
		want := askJSON[featurePage](t, server, path+whole.Encode())
		got := follow(t, server, path+asked.Encode(), func(p featurePage) {
			if p.NumberMatched != want.NumberMatched || p.NumberReturned != len(p.Features) {
				r.Fatalf("%v: matched %d of %d, returned %d of %d", asked, p.NumberMatched, want.NumberMatched, p.NumberReturned, len(p.Features))
			}
		})
		if !slices.Equal(got, want.ids()) || !slices.IsSorted(got) || want.link("next") != "" {
			r.Fatalf("%v: %d features over the pages, %d in one", asked, len(got), len(want.Features))
		}
	})
}

// changing is a shelf whose current release changes.
type changing struct {
	shelf
	current atomic.Int32
}

func (c *changing) Current() (*tiles.Release, error) { return c.shelf[c.current.Load()], nil }

func (c *changing) Release(ctx context.Context, id string) (*tiles.Release, error) {
	return c.shelf.Release(ctx, id)
}

func TestWhoPagesWhileAReleaseIsPublishedReadsOneRelease(t *testing.T) {
	o := options(t, io.Discard)
	releases := &changing{shelf: shelf{province(t, 3, 100), province(t, 4, 120)}}
	o.Releases = releases
	server := New(withRegistry(o))
	seen := map[string]int{}
	ids := follow(t, server, "/ogc/collections/hamlets/items?limit=30", func(p featurePage) {
		releases.current.Store(1) // published after the first page
		seen[p.Provenance.Release]++
		for _, f := range p.Features {
			if f.Properties["release"] != "3" {
				t.Errorf("%s is of release %v", f.ID, f.Properties["release"])
			}
		}
	})
	if len(ids) != 100 || len(seen) != 1 || seen["3"] != 4 {
		t.Errorf("%d features, pages by release %v", len(ids), seen)
	}
	if now := items(t, server, "hamlets/items?limit=1"); now.Provenance.Release != "4" || now.NumberMatched != 120 {
		t.Errorf("who begins now reads %+v, %d hamlets", now.Provenance, now.NumberMatched)
	}
}

func TestLinksKeepWhatTheAddressSays(t *testing.T) {
	server := newServer(t)
	page := items(t, server, "verdicts/items?technology=5G&definition=people&limit=2&f=json")
	next, err := url.Parse(page.link("next"))
	if err != nil {
		t.Fatal(err)
	}
	want := url.Values{"technology": {"5G"}, "definition": {"people"}, "limit": {"2"}, "f": {"json"}, "release": {"4"}, "after": {"h01"}}
	if next.Query().Encode() != want.Encode() {
		t.Errorf("next is %s", next)
	}
	twice := items(t, server, "verdicts/items?definition=people&f=json&technology=5G&limit=2&technology=5G&definition=people")
	if twice.link("next") != page.link("next") {
		t.Errorf("who says the same twice is led to %s", twice.link("next"))
	}
	refused(t, server, 400, "/ogc/collections/verdicts/items?technology=5G&technology=4G")
	landing := askJSON[featurePage](t, server, "/ogc?technology=5G")
	for _, rel := range []string{"data", "conformance", "service-desc"} {
		if !strings.Contains(landing.link(rel), "technology=5G") {
			t.Errorf("the link %s forgets the technology: %s", rel, landing.link(rel))
		}
	}
	if strings.Contains(landing.link("data"), "release=") {
		t.Errorf("the landing page of the latest release leads to one by number: %s", landing.link("data"))
	}
	head := ask(server, "GET", "/ogc/collections/hamlets/items?limit=2").Header.Values("Link")
	if !slices.ContainsFunc(head, func(l string) bool { return strings.Contains(l, `rel="next"`) && strings.Contains(l, "after=h01") }) {
		t.Errorf("the Link header is %v", head)
	}
	o := options(t, io.Discard)
	o.BaseURL = "https://phusong.example.vn/map"
	behind := askJSON[featurePage](t, New(withRegistry(o)), "/ogc/collections/hamlets/items?limit=1")
	if next := behind.link("next"); !strings.HasPrefix(next, "https://phusong.example.vn/map/ogc/collections/hamlets/items?") {
		t.Errorf("behind a proxy next is %s", next)
	}
}

func TestSitesAreReadByThoseWhoMay(t *testing.T) {
	r := newRivals(t, 4)
	for name, who := range people() {
		answer := ask(r.server, "GET", "/ogc/collections/sites/items", r.cookie(who)...)
		listed := strings.Contains(r.send("GET", "/ogc/collections", r.cookie(who)...).body, `"id":"sites"`)
		if sees := len(who.Viewer(geo.Viettel).Sees())+len(who.Viewer(geo.VNPT).Sees()) > 0; (answer.StatusCode == 200) != sees || listed != sees {
			t.Errorf("%s asks for sites: %s, listed %v", name, answer.Status, listed)
		}
		if answer.StatusCode != 200 {
			continue
		}
		if keep := answer.Header.Get("Cache-Control"); keep != "private, no-store" {
			t.Errorf("sites for %s may be kept: %s", name, keep)
		}
		page := askAs[featurePage](t, r, who, "/ogc/collections/sites/items")
		if want := map[string]int{"Viettel": 8, "VNPT": 8, "a planner": 16, "a leader": 16}[name]; page.NumberMatched != want {
			t.Errorf("%s reads %d sites, want %d", name, page.NumberMatched, want)
		}
		for _, f := range page.Features {
			operator := geo.OperatorCode(f.Properties["operator"].(string))
			for column, field := range map[string]string{"code": "code", "name": "name", "contact": "contact", "owner": "contact", "powerFeeder": "power-feeder", "fibreNode": "fibre-node", "backupPower": "backup-power", "mastHeightM": "height"} {
				sees := false
				for _, seen := range who.Viewer(operator).Sees() {
					sees = sees || string(seen) == field
				}
				if (f.Properties[column] != nil) != sees {
					t.Errorf("%s, %s of %s: %v, the table says %v", name, column, operator, f.Properties[column], sees)
				}
			}
		}
		// What is hidden cannot be asked for either.
		if hidden := askAs[featurePage](t, r, who, "/ogc/collections/sites/items?filter="+url.QueryEscape("contact LIKE '%'")); who.Operator == "" && hidden.NumberMatched != 0 {
			t.Errorf("%s finds %d sites by their contacts", name, hidden.NumberMatched)
		}
	}
}

// BenchmarkItems is a page of a thousand hamlets of eighty corners each.
func BenchmarkItems(b *testing.B) {
	o := options(b, io.Discard)
	o.Releases = shelf{province(b, 3, theSample)}
	server := New(withRegistry(o))
	for _, bench := range []struct{ name, query, encoding string }{
		{"plain", "", "identity"}, {"gzip", "", "gzip"}, {"mercator", "&crs=http://www.opengis.net/def/crs/EPSG/0/3857", "identity"},
		{"filter", "&filter=" + url.QueryEscape("verdict IN ('none','partial') AND people > 100 AND NOT name LIKE '%7'"), "identity"}, {"box", "&bbox=105.05,22.02,105.1,22.05", "identity"},
	} {
		b.Run(bench.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				r := httptest.NewRequest("GET", "/ogc/collections/verdicts/items?limit=1000"+bench.query, nil)
				r.Header.Set("Accept-Encoding", bench.encoding)
				answer := &tally{header: http.Header{}}
				if server.ServeHTTP(answer, r); answer.status != 200 && answer.status != 0 {
					b.Fatal(answer.status)
				}
			}
		})
	}
}
