package api

import (
	"os"
	"strings"
	"testing"

	"phusong/tiles/style"
)

func palettes(t testing.TB) []byte {
	t.Helper()
	file, err := os.ReadFile("../web/src/theme/palettes.json")
	if err != nil {
		t.Fatal(err)
	}
	return file
}

func TestStylesLeadToTheTilesOfTheirRelease(t *testing.T) {
	server := newServer(t)
	for _, theme := range style.Themes() {
		d := askJSON[style.Document](t, server, "/tiles/public/latest/style/"+theme+".json?technology=5G")
		if d.Sources["coverage"].URL != "http://example.com/tiles/public/4/coverage-5G-any.json" || len(d.Layers) < 5 {
			t.Errorf("%s: %+v", theme, d)
		}
		for name, source := range d.Sources {
			if answer := ask(server, "GET", strings.TrimPrefix(source.URL, "http://example.com")); answer.StatusCode != 200 {
				t.Errorf("%s of %s: %s", name, theme, answer.Status)
			}
		}
		if _, masts := d.Sources["sites"]; masts {
			t.Errorf("%s: the public is shown masts", theme)
		}
	}
	d := askJSON[style.Document](t, server, "/tiles/public/latest/style/light.json?technology=4G%2B&definition=people")
	for source, layer := range map[string]string{"coverage": "coverage-4G+-any", "gaps": "gaps-4G+-any", "hamlets": "hamlets-4G+-any-people"} {
		url := d.Sources[source].URL
		if url != "http://example.com/tiles/public/4/"+layer+".json" || ask(server, "GET", strings.TrimPrefix(url, "http://example.com")).StatusCode != 200 {
			t.Errorf("4G or better is drawn from %q", url)
		}
	}
	for target, want := range map[string]int{
		"/tiles/public/latest/style/pink.json": 404, "/tiles/public/99/style/light.json": 404, "/tiles/staff/latest/style/light.json": 404,
		"/tiles/public/latest/style/light.json?technology=6G": 400, "/tiles/public/latest/style/light.json?color=red": 400,
		"/tiles/public/latest/style/light.json?definition=none-such": 400,
	} {
		if answer := ask(server, "GET", target); answer.StatusCode != want {
			t.Errorf("%s: %s", target, answer.Status)
		}
	}
}
