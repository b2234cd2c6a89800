package sample

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"io"
	"math"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"

	"github.com/paulmach/orb"
	ellipsoid "github.com/paulmach/orb/geo"
	"github.com/paulmach/orb/planar"

	"phusong/geo"
)

// invented is the province that most tests look at, made once, with sheets of 3″.
var invented = sync.OnceValues(func() (*province, map[geo.OperatorCode][]presence) {
	w := &writer{ctx: context.Background(), progress: func(string, int, int) {}}
	p, lists, err := w.invent(Options{Seed: 1, SheetSeconds: 3})
	if err != nil {
		panic(err)
	}
	return p, lists
})

func TestTheFrameIsReal(t *testing.T) {
	p, _ := invented()
	people := 0
	for _, h := range p.hamlets {
		people += h.people
	}
	for _, tt := range []struct {
		what      string
		got, want int
	}{
		{"districts", len(p.districtBoundaries()), 7},
		{"communes of 2024", len(p.communeBoundaries()), 138},
		{"communes of July 2025", len(p.reformedBoundaries()), 51},
		{"hamlets", len(p.hamlets), 1733},
		{"people", people, 784811},
	} {
		if tt.got != tt.want {
			t.Errorf("%d %s, want %d", tt.got, tt.what, tt.want)
		}
	}
}

func TestPeopleAddUp(t *testing.T) {
	p, _ := invented()
	inCommune, inHamlet := make([]int, len(p.communes)), make([]int, len(p.hamlets))
	for i, h := range p.hamlets {
		inCommune[h.commune] += h.people
		if h.households < 1 || h.households > h.people {
			t.Errorf("%s has %d households for %d people", h.name, h.households, h.people)
		}
		inHamlet[i] = h.people
	}
	for i, c := range p.communes {
		if inCommune[i] != c.people {
			t.Errorf("the hamlets of %s have %d people, want %d", c.name, inCommune[i], c.people)
		}
	}
	for _, d := range p.houses {
		inHamlet[p.atoms[d.atom].hamlet] -= d.people
	}
	for i, missing := range inHamlet {
		if missing != 0 {
			t.Errorf("the houses of %s lack %d people", p.hamlets[i].name, missing)
		}
	}
	reformed := 0
	for _, b := range p.reformedBoundaries() {
		reformed += b.people
	}
	if reformed != p.province.people {
		t.Errorf("the new communes have %d people, want %d", reformed, p.province.people)
	}
}

// areaOf is in km² on the sphere; only ratios of it are used.
func areaOf(area orb.MultiPolygon) float64 { return ellipsoid.Area(area) / 1e6 }

func TestUnitsTileTheProvince(t *testing.T) {
	p, _ := invented()
	whole := areaOf(p.whole().area)
	sums := map[string]float64{}
	for name, all := range map[string][]boundary{"districts": p.districtBoundaries(),
		"communes": p.communeBoundaries(), "new communes": p.reformedBoundaries()} {
		for _, b := range all {
			sums[name] += areaOf(b.area)
		}
	}
	for h := range p.hamlets {
		sums["hamlets"] += areaOf(p.territory(h))
	}
	for name, sum := range sums {
		if math.Abs(sum/whole-1) > 1e-9 {
			t.Errorf("the %s cover %.9f of the province", name, sum/whole)
		}
	}
	if d := math.Abs(whole/sphereExcess/p.province.areaKm2 - 1); d > 0.002 {
		t.Errorf("the province has %.1f km², want %.1f", whole/sphereExcess, p.province.areaKm2)
	}
}

func TestCommunesHaveTheirStatedAreas(t *testing.T) {
	p, _ := invented()
	if worst := areaError(p.communeBoundaries()); worst > 0.05 {
		t.Errorf("a commune is off by %.1f %%", 100*worst)
	}
}

func TestKimPhuIsSplit(t *testing.T) {
	p, _ := invented()
	parts := map[geo.AdminCode]float64{}
	cut := 0
	seen := map[int]geo.AdminCode{}
	for a, atom := range p.atoms {
		if p.communes[p.hamlets[atom.hamlet].commune].code != "02497" {
			continue
		}
		parts[atom.new] += areaOf(p.borders.area(func(b uint16) bool { return int(b) == a }))
		if other, ok := seen[atom.hamlet]; ok && other != atom.new {
			cut++
		}
		seen[atom.hamlet] = atom.new
	}
	share := parts["02509"] / (parts["02509"] + parts["02215"])
	if len(parts) != 2 || math.Abs(share-0.497) > 0.02 || cut == 0 {
		t.Errorf("Kim Phú went to %v, %.3f of it to Mỹ Lâm, %d hamlets cut in two", parts, share, cut)
	}
}

func TestHamletsLieInTheirCommunes(t *testing.T) {
	p, _ := invented()
	communes := p.communeBoundaries()
	vertices := make([]map[orb.Point]bool, len(communes))
	for i, c := range communes {
		vertices[i] = map[orb.Point]bool{}
		for _, polygon := range c.area {
			for _, ring := range polygon {
				for _, at := range ring {
					vertices[i][at] = true
				}
			}
		}
	}
	names := map[string]bool{}
	for i, h := range p.hamlets {
		territory := p.territory(i)
		if !planar.MultiPolygonContains(territory, h.centre) {
			t.Errorf("the centre of %s (%s) lies outside its territory", h.name, h.code)
		}
		for _, at := range territory[0][0] {
			if !vertices[h.commune][at] && !planar.MultiPolygonContains(communes[h.commune].area, at) {
				t.Errorf("the territory of %s (%s) leaves its commune at %v", h.name, h.code, at)
				break
			}
		}
		key := string(communes[h.commune].code) + h.name
		if names[key] {
			t.Errorf("%s comes twice in %s", h.name, communes[h.commune].name)
		}
		names[key] = true
	}
}

func TestBordersNeverCross(t *testing.T) {
	p, _ := invented()
	var lines [][]orb.Point
	r := provinceRaster()
	for _, a := range p.borders.arcs {
		var line []orb.Point
		for _, at := range a.line {
			col, row := r.locate(at)
			line = append(line, orb.Point{col, row})
		}
		lines = append(lines, line)
	}
	if bad := crossings(lines); len(bad) > 0 {
		t.Errorf("%d of %d borders cross or touch others", len(bad), len(lines))
	}
}

func TestSameSeedSameBytesOnAnyProcessors(t *testing.T) {
	p, lists := invented()
	first := t.TempDir()
	w := &writer{ctx: context.Background(), dir: first, progress: func(string, int, int) {}}
	if _, err := w.writeAll(p, lists); err != nil {
		t.Fatal(err)
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	second := t.TempDir()
	m, err := Write(context.Background(), second, Options{Seed: 1, SheetSeconds: 3})
	if err != nil {
		t.Fatal(err)
	}
	if len(m.Files) != 14 {
		t.Errorf("%d files, want 14", len(m.Files))
	}
	names := []string{"MANIFEST.json", "README.txt"}
	for _, f := range m.Files {
		names = append(names, f.Path)
	}
	for _, name := range names {
		if sum(t, first, name) != sum(t, second, name) {
			t.Errorf("%s is not the same on one processor", name)
		}
	}
}

func sum(t *testing.T, dir, name string) [32]byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(dir, name))
	if err != nil {
		t.Fatal(err)
	}
	return sha256.Sum256(content)
}

func TestEveryFileSaysThatItIsInvented(t *testing.T) {
	p, lists := invented()
	var text bytes.Buffer
	for _, write := range []func(io.Writer) error{
		func(w io.Writer) error { return writeGeoJSON(w, "tỉnh", unitFeatures([]boundary{p.whole()})) },
		func(w io.Writer) error { _, err := writeVNPT(w, lists[geo.VNPT]); return err },
		func(w io.Writer) error { _, err := writeVietnamobile(w, lists[geo.Vietnamobile]); return err },
		func(w io.Writer) error { return writeReadme(w, Manifest{}) },
	} {
		text.Reset()
		if err := write(&text); err != nil {
			t.Fatal(err)
		}
		if head := text.String()[:200]; !strings.Contains(strings.ToLower(head), "invented sample") {
			t.Errorf("a file begins %q", head)
		}
	}
}

func TestGeoJSONIsValid(t *testing.T) {
	p, _ := invented()
	var text bytes.Buffer
	if err := writeGeoJSON(&text, "thôn", p.hamletFeatures()); err != nil {
		t.Fatal(err)
	}
	var read struct {
		Synthetic bool
		Features  []struct {
			Properties map[string]any
			Geometry   struct{ Coordinates [][][][2]float64 }
		}
	}
	if err := json.Unmarshal(text.Bytes(), &read); err != nil {
		t.Fatal(err)
	}
	if !read.Synthetic || len(read.Features) != hamletCount {
		t.Fatalf("synthetic %v, %d features", read.Synthetic, len(read.Features))
	}
	for _, f := range read.Features {
		for _, polygon := range f.Geometry.Coordinates {
			ring := polygon[0]
			if len(ring) < 4 || ring[0] != ring[len(ring)-1] {
				t.Errorf("%v has a ring that is not one", f.Properties["name"])
			}
		}
	}
}

func TestWriteStopsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Write(ctx, t.TempDir(), Options{SheetSeconds: 3}); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
}

func TestUnknownSheetsAreRefused(t *testing.T) {
	if _, err := Write(context.Background(), t.TempDir(), Options{SheetSeconds: 2}); err == nil {
		t.Error("sheets of 2″ were written")
	}
}
