package tiles

import (
	"bytes"
	"fmt"
	"image/png"
	"io"
	"math"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/klauspost/compress/gzip"
	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/data/oracle"
	"phusong/geo"
	"phusong/geo/hex"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

func TestTilesHoldTheHamletsOfTheList(t *testing.T) {
	r := newRelease(t, country(t, 9))
	definition, _ := geo.ParseDefinition("people")
	network, place := geo.Network{Operator: geo.Viettel, Technology: geo.LTE}, 0
	for i, n := range geo.Networks() {
		if n == network {
			place = i
		}
	}
	for _, z := range []int{7, 10, 13} {
		areas, centres := map[string]int{}, map[string]int{}
		for _, at := range tilesOf(newVillage(r.View.Hamlets).around, z) {
			found := read(t, r, HamletsName(geo.Ask(network, definition)), at)
			for _, f := range found["hamlets"] {
				h := r.View.Hamlets[f.ID-1]
				code := f.Attributes["code"].(string)
				named := f.Attributes["name"] == h.Hamlet.Name && f.Attributes["people"] == uint64(*h.Hamlet.People)
				if string(h.Hamlet.Code) != code || named != (z >= namesFrom) || f.Attributes["verdict"] != definition.Verdict(h.Reaches[place]).String() {
					t.Fatalf("hamlet %s is drawn as %v", h.Hamlet.Code, f.Attributes)
				}
				areas[code]++
			}
			for _, f := range found["hamlet-centres"] {
				x, y := at.Local(mercator.FromLonLat(r.View.Hamlets[f.ID-1].Hamlet.Centre))
				if f.Parts[0][0] != (mvt.Point{X: x, Y: y}) {
					t.Fatalf("the centre of %v is drawn at %v", f.Attributes["code"], f.Parts)
				}
				centres[f.Attributes["code"].(string)]++
			}
		}
		if len(areas) != len(r.View.Hamlets) || len(centres) != len(r.View.Hamlets) {
			t.Errorf("zoom %d shows %d territories and %d centres of %d hamlets", z, len(areas), len(centres), len(r.View.Hamlets))
		}
	}
}

func TestTheUnlistedRestOfACommuneHasNoCentre(t *testing.T) {
	view := country(t, 8)
	view.Hamlets[0].Hamlet.Kind = geo.HamletRest
	r := newRelease(t, view)
	at := mercator.TileAt(mercator.FromLonLat(view.Hamlets[0].Hamlet.Centre), 13)
	found := read(t, r, "hamlets-4G-any-centre", at)
	for _, f := range found["hamlet-centres"] {
		if f.Attributes["code"] == "h000" {
			t.Error("a rest is shown as if it were a place")
		}
	}
	if len(found["hamlets"]) == 0 {
		t.Error("the territory is not drawn")
	}
}

func TestTilesHoldEverySiteAndUnit(t *testing.T) {
	r := newRelease(t, country(t, 8))
	for layer, want := range map[string]int{"sites": 200, "communes-2024": 12, "communes-2025-07": 12, "districts-2024": 1, "borders-2024": 2, "borders-2025-07": 1} {
		for _, z := range []int{4, 9, 12} {
			name, _, _ := strings.Cut(layer, "-")
			seen := map[uint64]bool{}
			for _, at := range tilesOf(newSites(r.Sites).bounds(), z) {
				for _, f := range read(t, r, layer, at)[name] {
					seen[f.ID] = true
				}
			}
			if len(seen) != want {
				t.Errorf("%s at zoom %d shows %d features, want %d", layer, z, len(seen), want)
			}
		}
	}
}

func TestADistrictIsAsLargeAsItsCommunes(t *testing.T) {
	r := newRelease(t, country(t, 8))
	at := mercator.TileAt(mercator.FromLonLat(orb.Point{105.2, 22.15}), 6)
	size := func(layer, name string) (sum int64) {
		for _, f := range read(t, r, layer, at)[name] {
			for _, part := range f.Parts {
				sum += mvt.Area(part)
			}
		}
		return sum
	}
	district, communes := size("districts-2024", "districts"), size("communes-2024", "communes")
	if district == 0 || district != communes || communes != size("communes-2025-07", "communes") {
		t.Errorf("a district of %d steps² has communes of %d", district, communes)
	}
}

func TestDifferentTilesHaveDifferentETags(t *testing.T) {
	r := newRelease(t, country(t, 8))
	seen := map[string]mercator.Tile{}
	for _, at := range tilesOf(newPyramid(r.View.Grid).bounds(), 11) {
		tile, err := r.Tile("coverage-4G-any", int(at.Z), int(at.X), int(at.Y))
		if other, twice := seen[tile.ETag]; err == nil && twice {
			t.Errorf("%v and %v have the ETag %s", at, other, tile.ETag)
		}
		seen[tile.ETag] = at
	}
}

func TestATileIsTheSameWheneverItIsDrawn(t *testing.T) {
	one, other := newRelease(t, country(t, 9)), newRelease(t, country(t, 9))
	for _, layer := range []string{"coverage-4G-any", "hamlets-3G-vnpt-area", "sites", "communes-2024", "borders-2024", "territories", "terrain", "hills"} {
		at := mercator.TileAt(mercator.FromLonLat(orb.Point{105.2, 22.15}), 11)
		a, err := one.Tile(layer, int(at.Z), int(at.X), int(at.Y))
		if err != nil {
			t.Fatal(err)
		}
		other.Tile(layer, int(at.Z), int(at.X+1), int(at.Y)) // leaves traces in the palette
		b, err := other.Tile(layer, int(at.Z), int(at.X), int(at.Y))
		if err != nil || a.ETag != b.ETag || !bytes.Equal(a.Gzip, b.Gzip) {
			t.Errorf("%s: two releases of the same data differ: %s and %s (%v)", layer, a.ETag, b.ETag, err)
		}
		if a.Gzip == nil {
			continue
		}
		unzipped, err := gzip.NewReader(bytes.NewReader(a.Gzip))
		if err != nil {
			t.Fatal(err)
		}
		if body, _ := io.ReadAll(unzipped); !bytes.Equal(body, a.Body()) {
			t.Errorf("%s: the gzip holds something else", layer)
		}
	}
}

func TestWhatIsAskedWronglyIsSaid(t *testing.T) {
	r := newRelease(t, country(t, 8))
	for _, tt := range []struct {
		layer   string
		z, x, y int
		want    error
	}{
		{"coverage-6G-any", 12, 3244, 1792, ErrLayer},
		{"coverage-4G-any", 12, 4096, 1792, ErrAddress},
		{"coverage-4G-any", 23, 0, 0, ErrAddress},
		{"coverage-4G-any", 12, 0, 0, ErrEmpty},
		{"terrain", 8, 0, 0, ErrEmpty},
		{"hills", 8, 0, 0, ErrEmpty},
	} {
		if _, err := r.Tile(tt.layer, tt.z, tt.x, tt.y); err == nil || !strings.Contains(err.Error(), tt.want.Error()) {
			t.Errorf("%s/%d/%d/%d: %v, want %v", tt.layer, tt.z, tt.x, tt.y, err, tt.want)
		}
	}
	bare := country(t, 8)
	bare.Ground, bare.Units, bare.Masts, bare.Sectors = nil, nil, nil, nil
	r = newRelease(t, bare)
	for _, layer := range []string{"terrain", "hills", "communes-2024", "borders-2024", "sites"} {
		for z := range 3 {
			if _, err := r.Tile(layer, z, 0, 0); err != ErrEmpty {
				t.Errorf("a release without %s gives %v", layer, err)
			}
		}
	}
	if _, err := New(&data.View{Grid: &hex.Grid{}}); err == nil {
		t.Error("a release without hexes is drawn")
	}
}

func TestHeightsComeBackFromTheirColours(t *testing.T) {
	r := newRelease(t, country(t, 8))
	at := mercator.TileAt(mercator.FromLonLat(orb.Point{105.25, 22.15}), 11)
	tile, err := r.Tile("terrain", int(at.Z), int(at.X), int(at.Y))
	if err != nil {
		t.Fatal(err)
	}
	picture, err := png.Decode(bytes.NewReader(tile.Body()))
	if err != nil {
		t.Fatal(err)
	}
	const rough = 0.5 // metres between the middle of a pixel and the mean of places in it
	known, filled := 0, 0
	for i := range groundPixels * groundPixels {
		x, y := i%groundPixels, i/groundPixels
		red, green, blue, alpha := picture.At(x, y).RGBA()
		got := float64(red>>8)*256 + float64(green>>8) + float64(blue>>8)/256 - 32768
		want, ok := r.View.Ground.HeightAt(at.LonLat((float64(x)+0.5)/groundPixels, (float64(y)+0.5)/groundPixels))
		if ok {
			known++
		} else {
			filled++
		}
		if ok && math.Abs(got-want) > heightStep(at.Z)+rough || got < 100 || got > 600 || alpha != 0xffff {
			t.Fatalf("pixel %d,%d is %.2f m, the ground %.2f m (known: %v)", x, y, got, want, ok)
		}
	}
	if known == 0 || filled == 0 {
		t.Errorf("the test wants both kinds of pixels: %d known, %d filled", known, filled)
	}
}

func TestLayersAreDescribed(t *testing.T) {
	r := newRelease(t, country(t, 8))
	if got := len(r.Layers()); got != 3*20+60+1+3+3+2 {
		t.Errorf("%d layers", got)
	}
	for _, l := range r.Layers() {
		j := l.TileJSON("http://x/tiles", r.ID)
		wantURL := "http://x/tiles/" + string(l.Cut) + "/7/" + l.Name + "/{z}/{x}/{y}." + string(l.Format)
		if j.TileJSON != "3.0.0" || j.Tiles[0] != wantURL || j.MinZoom > j.MaxZoom || j.Bounds[0] >= j.Bounds[2] || j.Bounds[1] >= j.Bounds[3] {
			t.Errorf("%s: %+v", l.Name, j)
		}
		if l.Title.Vietnamese == "" || l.Title.English == "" {
			t.Errorf("%s has no title in both languages", l.Name)
		}
	}
}

func TestGDALReadsTheFeaturesOfATile(t *testing.T) {
	ogrinfo := oracle.Program(t, "ogrinfo", "--version")
	r := newRelease(t, country(t, 9))
	at := mercator.TileAt(mercator.FromLonLat(orb.Point{105.2, 22.15}), 12)
	for layer, id := range map[string]string{"coverage-4G-any": "coverage", "hexes-4G-any": "hexes", "hamlets-4G-any-centre": "hamlets", "sites": "sites", "gaps-4G-any": "gaps"} {
		tile, err := r.Tile(layer, int(at.Z), int(at.X), int(at.Y))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "tile.mvt")
		if err := os.WriteFile(path, tile.Body(), 0o600); err != nil {
			t.Fatal(err)
		}
		want := fmt.Sprintf("Feature Count: %d\n", len(read(t, r, layer, at)[id]))
		out, err := exec.Command(ogrinfo, "-so", "MVT:"+path, id, "-oo", "CLIP=NO").CombinedOutput()
		if err != nil || !strings.Contains(string(out), want) {
			t.Errorf("%s: ogrinfo does not say %q (%v):\n%s", layer, want, err, out)
		}
	}
}

func BenchmarkNew(b *testing.B) {
	view := country(b, 10)
	for b.Loop() {
		newRelease(b, view)
	}
	b.ReportMetric(float64(view.Grid.Len()), "hexes")
}

func BenchmarkTileCached(b *testing.B) {
	r := newRelease(b, country(b, 9))
	at := mercator.TileAt(mercator.FromLonLat(orb.Point{105.2, 22.15}), 12)
	for b.Loop() {
		if _, err := r.Tile("coverage-4G-any", int(at.Z), int(at.X), int(at.Y)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkTerrainTile(b *testing.B) {
	g := newGround(hills(b))
	at := mercator.TileAt(mercator.FromLonLat(orb.Point{105.2, 22.6}), 12)
	for b.Loop() {
		if len(g.paint(at, nil)) == 0 {
			b.Fatal("an empty tile")
		}
	}
}
