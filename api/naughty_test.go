package api

import (
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
	"phusong/tiles"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

// naughty are names that break those who paste texts together: markup, quotes,
// line ends of other worlds, letters that turn the direction or have no width.
func naughty() []string {
	return []string{
		`<script>alert(1)</script>`, `"><img src=x onerror=alert(1)>`, `'-alert(1)-'`, `javascript:alert(1)`, `<svg/onload=alert(1)>`, `</title><script>`,
		`{{constructor.constructor('alert(1)')()}}`, `${alert(1)}`, `%3Cscript%3E`, `&lt;b&gt;`, `'; DROP TABLE sites; --`, `=HYPERLINK("http://x")`, `\u003cscript\u003e`, `\`,
		"line\u2028end\u2029", "tab\tand\nbreak", "\u202Etxet sdrawkcab", "\u200Bno\u200Dwidth\uFEFF", "Z\u0351\u036B\u0343algo", "𝕿𝖍ô𝖓 🏔", "\u0000nul", "日本語 العربية Bản Mường",
	}
}

func TestNamesComeThroughAsTheyAre(t *testing.T) {
	view := country(t, 4)
	for i := range view.Hamlets {
		view.Hamlets[i].Hamlet.Name = naughty()[i%len(naughty())]
	}
	names := naughty()[len(view.Hamlets):]
	for i := range view.Presences {
		view.Presences[i].Name, view.Presences[i].Contact = names[i%len(names)], names[(i+3)%len(names)]
	}
	for i := range view.Units {
		view.Units[i].Name = naughty()[i%len(naughty())]
	}
	release, err := tiles.New(view)
	if err != nil {
		t.Fatal(err)
	}
	c := newCrew(t, datatest.New(t))
	o := c.open(t, options(t, io.Discard))
	o.Releases, o.Metrics = shelf{release}, prometheus.NewRegistry()
	viettel := c.cookie(data.Audience{Role: data.OperatorViewer, Operator: geo.Viettel})
	server := New(o)
	seen := map[string]bool{}
	for _, target := range []string{"/api/hamlets", "/api/gaps", "/api/release", "/api/sites", "/api/search?q=thon"} {
		seenIn(t, seen, readJSON(t, ask(server, "GET", target, viettel...)))
	}
	e, _ := release.Edition("op-viettel")
	for _, site := range e.Sites {
		seenIn(t, seen, readJSON(t, ask(server, "GET", "/api/sites/"+site.Mast.ID, viettel...)))
	}
	for _, name := range []string{names[0], names[2], names[3], names[5]} {
		if !seen[name] {
			t.Errorf("a site called %q is not in its answer", name)
		}
	}
	for _, h := range view.Hamlets {
		if !seen[h.Hamlet.Name] {
			t.Errorf("a hamlet called %q is not in the list", h.Hamlet.Name)
		}
	}
	inTiles(t, server, view)
}

// readJSON reads an answer that no browser may take for a page.
func readJSON(t *testing.T, answer *http.Response) (v any) {
	t.Helper()
	body, _ := io.ReadAll(answer.Body)
	head := answer.Header
	if err := json.Unmarshal(body, &v); err != nil || answer.StatusCode != http.StatusOK || head.Get("Content-Type") != "application/json" || head.Get("X-Content-Type-Options") != "nosniff" {
		t.Errorf("%s %q: %v %s", answer.Status, head.Get("Content-Type"), err, body)
	}
	return v
}

// seenIn notes every string in a value.
func seenIn(t *testing.T, seen map[string]bool, v any) {
	switch v := v.(type) {
	case string:
		seen[v] = true
	case []any:
		for _, each := range v {
			seenIn(t, seen, each)
		}
	case map[string]any:
		for _, each := range v {
			seenIn(t, seen, each)
		}
	}
}

// inTiles reads the names of hamlets and communes from tiles: hamlets have them
// from zoom 10.
func inTiles(t *testing.T, server http.Handler, view *data.View) {
	t.Helper()
	at := mercator.TileAt(mercator.FromLonLat(view.Hamlets[0].Hamlet.Centre), 10)
	for layer, want := range map[string]string{"hamlets-4G-any-centre": view.Hamlets[0].Hamlet.Name, "communes-2024": view.Units[3].Name} {
		body, _ := io.ReadAll(ask(server, "GET", "/tiles/public/4/"+layer+"/"+at.String()+".mvt").Body)
		layers, err := mvt.Decode(body)
		if err != nil {
			t.Fatal(err)
		}
		var names []string
		for _, l := range layers {
			for _, f := range l.Features {
				names = append(names, f.Attributes["name"].(string))
			}
		}
		if !slices.Contains(names, want) {
			t.Errorf("%s has the names %q, not %q", layer, names, want)
		}
	}
}
