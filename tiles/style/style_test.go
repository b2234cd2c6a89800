package style

import (
	"bytes"
	"encoding/json"
	"flag"
	"os"
	"strings"
	"testing"

	"phusong/geo"
)

var update = flag.Bool("update", false, "rewrite the documents in testdata, which the web's tests hold to the specification")

func colours(t *testing.T) map[string]Palette {
	t.Helper()
	file, err := os.ReadFile("../../web/src/theme/palettes.json")
	if err != nil {
		t.Fatal(err)
	}
	all, err := Palettes(file)
	if err != nil {
		t.Fatal(err)
	}
	return all
}

func example() Map {
	return Map{Name: "PhuSong", Base: "http://here/tiles/staff/4", Centre: [2]float64{105.2, 22.1}, Operator: "viettel", Technologies: geo.Only(geo.LTE),
		Coverage: "coverage-4G-viettel", Gaps: "gaps-4G-viettel", Hamlets: "hamlets-4G-viettel-centre", Vintage: geo.Vintage2024, Has: func(string) bool { return true }}
}

func TestStylesAreAsReviewed(t *testing.T) {
	for theme, palette := range colours(t) {
		got, err := json.MarshalIndent(Of(example(), palette), "", "  ")
		if err != nil {
			t.Fatal(err)
		}
		file := "testdata/" + theme + ".json"
		if *update {
			if err := os.WriteFile(file, append(got, '\n'), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		if want, err := os.ReadFile(file); err != nil || !bytes.Equal(bytes.TrimSpace(want), got) {
			t.Errorf("the style of the theme %s differs from %s (%v): look at it, then go test -update", theme, file, err)
		}
	}
}

func TestWhatACutHasNotIsNotDrawn(t *testing.T) {
	m := example()
	m.Has = func(layer string) bool { return layer != "sites" && layer != "terrain" }
	d := Of(m, colours(t)["dark"])
	for _, l := range d.Layers {
		if _, known := d.Sources[l.Source]; l.Source != "" && !known {
			t.Errorf("%s draws the source %s, which is not there", l.ID, l.Source)
		}
	}
	if len(d.Sources) != 5 || len(d.Layers) != 9 {
		t.Errorf("%d sources, %d layers", len(d.Sources), len(d.Layers))
	}
}

func TestEveryColourComesFromThePalette(t *testing.T) {
	for theme, palette := range colours(t) {
		known, err := json.Marshal(palette)
		if err != nil {
			t.Fatal(err)
		}
		document, err := json.Marshal(Of(example(), palette))
		if err != nil {
			t.Fatal(err)
		}
		for _, part := range strings.Split(string(document), `"#`)[1:] {
			if colour := part[:6]; !bytes.Contains(known, []byte("#"+colour)) {
				t.Errorf("%s: #%s is not in the palette", theme, colour)
			}
		}
		if strings.Contains(string(document), `""`) {
			t.Errorf("%s: a colour is missing", theme)
		}
	}
}

func TestPalettesWithoutAThemeAreRefused(t *testing.T) {
	for _, file := range []string{"", "{}", `{"light":{"classes":{"none":"#000000"},"verdicts":{"none":"#000000"}}}`} {
		if _, err := Palettes([]byte(file)); err == nil {
			t.Errorf("%q is taken", file)
		}
	}
}
