package api

import (
	"html"
	"io"
	"net/http"
	"regexp"
	"slices"
	"strings"
	"testing"

	"phusong/geo"
)

// pasted are the texts of a page that are there to be pasted.
func pasted(page string) (all []string) {
	for _, found := range regexp.MustCompile(`<pre>([^<]*)</pre>`).FindAllStringSubmatch(page, -1) {
		all = append(all, html.UnescapeString(found[1]))
	}
	return all
}

func TestTheLandingPageHasLinesToPasteAtTheServersOwnAddress(t *testing.T) {
	o := options(t, io.Discard)
	o.BaseURL = "https://song.example.vn/map"
	server := New(o)
	for said, want := range map[string][]string{
		"": {"https://song.example.vn/map/ogc", `ogr2ogr verdicts.gpkg "OAPIF:https://song.example.vn/map/ogc" verdicts`,
			"https://song.example.vn/map/tiles/public/latest/coverage-4G-any/{z}/{x}/{y}.mvt"},
		"&technology=5G&definition=people": {"https://song.example.vn/map/ogc?definition=people&technology=5G",
			`ogr2ogr verdicts.gpkg "OAPIF:https://song.example.vn/map/ogc?definition=people&technology=5G" verdicts`,
			"https://song.example.vn/map/tiles/public/latest/coverage-5G-any/{z}/{x}/{y}.mvt"},
	} {
		page := readPage(t, server, "/ogc?f=html"+said)
		if found := pasted(page); !slices.Equal(found, want) {
			t.Errorf("/ogc?f=html%s has %q", said, found)
		}
	}
}

// readPage is what a page says.
func readPage(t *testing.T, server http.Handler, target string) string {
	t.Helper()
	body, err := io.ReadAll(ask(server, "GET", target).Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

// Who came in with a question of his own keeps it all the way up.
func TestTheWayUpKeepsTheQuestion(t *testing.T) {
	page := readPage(t, newServer(t), "/ogc/collections/verdicts/items?technology=5G&limit=1&f=html")
	trail, _, _ := strings.Cut(page, "</nav>")
	found := regexp.MustCompile(`href="([^"]+)"`).FindAllStringSubmatch(trail[strings.Index(trail, "<nav>"):], -1)
	want := []string{"/ogc", "/ogc/collections", "/ogc/collections/verdicts"}
	for i, path := range want {
		if len(found) != len(want) || html.UnescapeString(found[i][1]) != "http://example.com"+path+"?f=html&technology=5G" {
			t.Fatalf("the way up is %q", found)
		}
	}
}

func TestUnitsThatWereNeverImportedAreNoCollection(t *testing.T) {
	v := country(t, 3)
	v.Units = slices.DeleteFunc(v.Units, func(u geo.AdminUnit) bool { return u.Level == geo.LevelProvince && u.Vintage == geo.Vintage2025 })
	server := serverOf(t, v)
	for _, c := range askJSON[struct{ Collections []struct{ ID string } }](t, server, "/ogc/collections").Collections {
		if page := askJSON[featurePage](t, server, "/ogc/collections/"+c.ID+"/items"); page.NumberMatched == 0 && c.ID != "gap-patches" {
			t.Errorf("%s is empty", c.ID)
		}
	}
	refused(t, server, 404, "/ogc/collections/provinces-2025-07")
	refused(t, server, 404, "/ogc/collections/provinces-2025-07/items")
	if answer := ask(newServer(t), "GET", "/ogc/collections/provinces-2025-07"); answer.StatusCode != 200 {
		t.Errorf("with a province: %s", answer.Status)
	}
}

func TestWhoHasAnAccountIsToldHowProgramsShowIt(t *testing.T) {
	r := newRivals(t, 4)
	for name, who := range people() {
		found := pasted(r.send("GET", "/ogc?f=html", r.cookie(who)...).body)
		sees := len(who.Viewer(geo.Viettel).Sees())+len(who.Viewer(geo.VNPT).Sees()) > 0
		if told := slices.Contains(found, "Authorization: Bearer TOKEN"); told != sees || len(found) < 3 {
			t.Errorf("%s is to paste %q", name, found)
		}
		if with := slices.ContainsFunc(found, func(line string) bool {
			return strings.HasPrefix(line, `ogr2ogr --config GDAL_HTTP_HEADERS "Authorization: Bearer TOKEN" verdicts.gpkg "OAPIF:`)
		}); with != sees {
			t.Errorf("%s is to paste %q", name, found)
		}
	}
}
