package tiles

import (
	"bytes"
	"fmt"
	"image/png"
	"io"
	"math"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/hex"
	"phusong/geo/terrain"
	"phusong/tiles/mercator"
	"phusong/tiles/mvt"
)

// The country of the tests: 105.0…105.4 E, 22.0…22.3 N, in 4 × 3 square
// communes of 4 hamlets each.
const (
	west, south, east, north = 105.0, 22.0, 105.4, 22.3
	columns, rows            = 4, 3
)

func rectangle(w, s, e, n float64) orb.MultiPolygon {
	return orb.MultiPolygon{{orb.Ring{{w, s}, {e, s}, {e, n}, {w, n}, {w, s}}}}
}

// country is a release of that country at a resolution, from a fixed seed.
func country(t testing.TB, resolution int) *data.View {
	t.Helper()
	grid, err := hex.NewGrid([]orb.MultiPolygon{rectangle(west, south, east, north)}, resolution, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	view := &data.View{
		Release:   data.Release{ID: 7, AsOf: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC)},
		Grid:      grid,
		HexPeople: make([]float32, grid.Len()),
		Ground:    hills(t),
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for _, n := range geo.Networks() {
		view.Surfaces = append(view.Surfaces, surface(grid, n, rng))
	}
	settle(view, rng)
	for i := range 200 {
		at := orb.Point{west + rng.Float64()*(east-west), south + rng.Float64()*(north-south)}
		view.Masts = append(view.Masts, data.Mast{ID: fmt.Sprintf("m%03d", i), Position: at})
		for _, o := range geo.Operators()[:1+rng.IntN(4)] {
			view.Sectors = append(view.Sectors, data.SectorRef{Site: i, Operator: o.Code,
				SiteCode: geo.SiteCode(fmt.Sprint(o.Code, i)), Sector: geo.Sector{Technology: geo.LTE}})
		}
	}
	return view
}

// surface has smooth levels, holes of no signal and a corner of unknown.
func surface(grid *hex.Grid, n geo.Network, rng *rand.Rand) geo.Surface {
	s := geo.Surface{Network: n, Levels: make([]geo.Level16, grid.Len())}
	phase := rng.Float64() * 6
	for i, c := range grid.Centres {
		level := -95 + 30*math.Sin(c[0]*40+phase)*math.Cos(c[1]*50)
		switch {
		case c[0] < west+0.03 && c[1] < south+0.03:
			s.Levels[i] = geo.UnknownLevel
		case level < -118:
			s.Levels[i] = geo.BelowFloor
		default:
			s.Levels[i] = geo.ToLevel16(geo.DBm(level))
		}
	}
	return s
}

// settle fills the country with communes and hamlets.
func settle(view *data.View, rng *rand.Rand) {
	stepX, stepY := (east-west)/columns, (north-south)/rows
	for c := range columns * rows {
		w, s := west+float64(c%columns)*stepX, south+float64(c/columns)*stepY
		code := geo.AdminCode(fmt.Sprintf("%05d", 2000+c))
		for _, v := range geo.Vintages() {
			view.Units = append(view.Units, geo.AdminUnit{Code: code, Vintage: v, Level: geo.LevelCommune,
				Name: fmt.Sprintf("Xã %d", c), Parent: "071", Boundary: rectangle(w, s, w+stepX, s+stepY)})
		}
		for k := range 4 {
			hw, hs := w+float64(k%2)*stepX/2, s+float64(k/2)*stepY/2
			people := 100 + rng.IntN(400)
			reaches := make([]geo.Reach, len(geo.Networks()))
			for i := range reaches {
				reaches[i] = geo.Reach{Centre: geo.Class(rng.IntN(6)), CentreLevel: -100, PeopleCovered: rng.Float64()}
			}
			view.Hamlets = append(view.Hamlets, geo.HamletResult{Reaches: reaches, Hamlet: geo.Hamlet{
				Code: geo.HamletCode(fmt.Sprintf("h%03d", 4*c+k)), Vintage: geo.Vintage2024, Commune: code,
				Name: fmt.Sprintf("Thôn %d", k), Kind: geo.HamletThon, People: &people,
				Centre:    orb.Point{hw + stepX/4, hs + stepY/4},
				Territory: rectangle(hw, hs, hw+stepX/2, hs+stepY/2)}})
		}
	}
	view.Units = append(view.Units, geo.AdminUnit{Code: "071", Vintage: geo.Vintage2024, Level: geo.LevelDistrict,
		Name: "Huyện", Boundary: rectangle(west, south, east, north)})
}

// hills is a ground with a void in the middle.
func hills(t testing.TB) *terrain.Ground {
	sheet := &terrain.Sheet{Name: "N22E105", West: 105, North: 23, StepLon: 0.01, StepLat: 0.01, Cols: 101, Rows: 101, Scale: 1}
	for i := range 101 * 101 {
		h := int16(100 + i%101 + i/101*3)
		if x, y := i%101, i/101; x > 15 && x < 35 && y > 75 && y < 95 {
			h = terrain.Void
		}
		sheet.Heights = append(sheet.Heights, h)
	}
	g, err := terrain.NewGround([]*terrain.Sheet{sheet})
	if err != nil {
		t.Fatal(err)
	}
	return g
}

func newRelease(t testing.TB, view *data.View) *Release {
	t.Helper()
	r, err := New(view)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// read returns the layers of a tile by name; an empty tile has none.
func read(t testing.TB, r *Release, layer string, at mercator.Tile) map[string][]mvt.Feature {
	t.Helper()
	tile, err := r.Tile(layer, int(at.Z), int(at.X), int(at.Y))
	if err == ErrEmpty {
		return nil
	}
	if err != nil {
		t.Fatalf("%s %v: %v", layer, at, err)
	}
	found, err := mvt.Decode(tile.Body)
	if err != nil {
		t.Fatalf("%s %v: %v", layer, at, err)
	}
	byName := map[string][]mvt.Feature{}
	for _, l := range found {
		byName[l.Name] = l.Features
	}
	return byName
}

// tilesOf returns the addresses of zoom z that meet a box.
func tilesOf(box mercator.Box, z int) []mercator.Tile {
	from, to := mercator.TileAt(box.Min, z), mercator.TileAt(box.Max, z)
	var all []mercator.Tile
	for y := from.Y; y <= to.Y; y++ {
		for x := from.X; x <= to.X; x++ {
			all = append(all, mercator.Tile{Z: uint32(z), X: x, Y: y})
		}
	}
	return all
}

func TestEveryHexThatMeetsATileIsInIt(t *testing.T) {
	r := newRelease(t, country(t, 9))
	p := newPyramid(r.View.Grid)
	for z := 6; z <= 14; z++ {
		rung := p.at(uint32(z))
		for _, at := range tilesOf(p.bounds(), z) {
			if z > 12 && (at.X+at.Y)%5 != 0 {
				continue
			}
			want := map[uint64]bool{}
			for i := range rung.hexes {
				if rung.box(i).Meets(at.Box(0)) {
					want[rung.hexes[i].Short()] = true
				}
			}
			features := read(t, r, "coverage-4G-any", at)["coverage"]
			for _, f := range features {
				if !want[f.ID] {
					t.Fatalf("%v: hex %v does not belong here or is there twice", at, geo.ShortHex(f.ID, rung.resolution))
				}
				delete(want, f.ID)
			}
			if len(want) > 0 {
				t.Fatalf("%v: %d of %d hexes are lost", at, len(want), len(want)+len(features))
			}
		}
	}
}

func TestAHexHasTheClassOfItsLevel(t *testing.T) {
	r := newRelease(t, country(t, 9))
	place := 0
	for i, s := range r.View.Surfaces {
		if CoverageName(s.Network) == "coverage-2G-viettel" {
			place = i
		}
	}
	seen := map[geo.Class]int{}
	for _, at := range tilesOf(newPyramid(r.View.Grid).bounds(), 12) {
		for _, f := range read(t, r, "coverage-2G-viettel", at)["coverage"] {
			i, known := r.View.Grid.Index(geo.ShortHex(f.ID, 9))
			level := r.View.Surfaces[place].Levels[i]
			class := level.Class(geo.ScaleOf(geo.GSM))
			if !known || f.Attributes["class"] != uint64(class) {
				t.Fatalf("hex %d has class %v, its level %d says %d", f.ID, f.Attributes["class"], level, class)
			}
			shown, has := f.Attributes["level"]
			if hidden := class == geo.ClassNone || class == geo.ClassUnknown; hidden == has {
				t.Fatalf("a hex of class %v shows level %v", class, shown)
			}
			if has && math.Abs(float64(shown.(int64))-float64(level.DBm())) > 0.51 {
				t.Fatalf("level %v is shown as %v", level.DBm(), shown)
			}
			seen[class]++
		}
	}
	for _, class := range []geo.Class{geo.ClassNone, geo.ClassFair, geo.ClassVeryGood, geo.ClassUnknown} {
		if seen[class] == 0 {
			t.Errorf("the test saw no hex of class %v: %v", class, seen)
		}
	}
}

func TestAParentHasTheClassOfMostOfItsChildren(t *testing.T) {
	for _, tt := range []struct {
		name   string
		grades []geo.Class
		want   geo.Class
	}{
		{"most win", []geo.Class{3, 3, 0, 5}, 3},
		{"of equals the worst", []geo.Class{4, 4, 2, 2}, 2},
		{"unknown counts too", []geo.Class{15, 15, 3}, geo.ClassUnknown},
		{"unknown is the worst of equals", []geo.Class{15, 3}, geo.ClassUnknown},
		{"a single one", []geo.Class{5}, 5},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if got := majority(tt.grades); got != tt.want {
				t.Errorf("majority(%v) = %v, want %v", tt.grades, got, tt.want)
			}
		})
	}
	if got := meanLevel(3, []geo.Class{3, 3, 5}, []geo.Level16{-1001, -1010, -700}); got != -101 {
		t.Errorf("the mean of −100.1 and −101.0 dBm is shown as %d", got)
	}
}

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
			found := read(t, r, HamletsName(network, definition), at)
			for _, f := range found["hamlets"] {
				h := r.View.Hamlets[f.ID-1]
				code := f.Attributes["code"].(string)
				if string(h.Hamlet.Code) != code || f.Attributes["name"] != h.Hamlet.Name || f.Attributes["people"] != uint64(*h.Hamlet.People) ||
					f.Attributes["verdict"] != definition.Verdict(h.Reaches[place]).String() {
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
	for layer, want := range map[string]int{"sites": 200, "communes-2024": 12, "communes-2025-07": 12, "districts-2024": 1} {
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

func TestATileIsTheSameWheneverItIsDrawn(t *testing.T) {
	one, other := newRelease(t, country(t, 9)), newRelease(t, country(t, 9))
	for _, layer := range []string{"coverage-4G-any", "hamlets-3G-vnpt-area", "sites", "communes-2024", "terrain"} {
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
		if body, _ := io.ReadAll(unzipped); !bytes.Equal(body, a.Body) {
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
	} {
		if _, err := r.Tile(tt.layer, tt.z, tt.x, tt.y); err == nil || !strings.Contains(err.Error(), tt.want.Error()) {
			t.Errorf("%s/%d/%d/%d: %v, want %v", tt.layer, tt.z, tt.x, tt.y, err, tt.want)
		}
	}
	bare := country(t, 8)
	bare.Ground, bare.Units, bare.Masts, bare.Sectors = nil, nil, nil, nil
	r = newRelease(t, bare)
	for _, layer := range []string{"terrain", "communes-2024", "sites"} {
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
	picture, err := png.Decode(bytes.NewReader(tile.Body))
	if err != nil {
		t.Fatal(err)
	}
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
		if ok && math.Abs(got-want) > 0.07 || got < 100 || got > 600 || alpha != 0xffff {
			t.Fatalf("pixel %d,%d is %.2f m, the ground %.2f m (known: %v)", x, y, got, want, ok)
		}
	}
	if known == 0 || filled == 0 {
		t.Errorf("the test wants both kinds of pixels: %d known, %d filled", known, filled)
	}
}

func TestLayersAreDescribed(t *testing.T) {
	r := newRelease(t, country(t, 8))
	if got := len(r.Layers()); got != 20+60+3+2 {
		t.Errorf("%d layers", got)
	}
	for _, l := range r.Layers() {
		j := l.TileJSON("http://x/tiles", r.ID)
		wantURL := "http://x/tiles/7/" + l.Name + "/{z}/{x}/{y}." + string(l.Format)
		if j.TileJSON != "3.0.0" || j.Tiles[0] != wantURL || j.MinZoom > j.MaxZoom || j.Bounds[0] >= j.Bounds[2] || j.Bounds[1] >= j.Bounds[3] {
			t.Errorf("%s: %+v", l.Name, j)
		}
		if l.Title.Vietnamese == "" || l.Title.English == "" {
			t.Errorf("%s has no title in both languages", l.Name)
		}
	}
}

func TestGDALReadsTheFeaturesOfATile(t *testing.T) {
	ogrinfo, err := exec.LookPath("ogrinfo")
	if err != nil {
		t.Skipf("GDAL's ogrinfo is not installed: %v", err)
	}
	r := newRelease(t, country(t, 9))
	at := mercator.TileAt(mercator.FromLonLat(orb.Point{105.2, 22.15}), 12)
	for layer, id := range map[string]string{"coverage-4G-any": "coverage", "hamlets-4G-any-centre": "hamlets", "sites": "sites"} {
		tile, err := r.Tile(layer, int(at.Z), int(at.X), int(at.Y))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(t.TempDir(), "tile.mvt")
		if err := os.WriteFile(path, tile.Body, 0o600); err != nil {
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

// BenchmarkCoverageTile paints and compresses the densest tile of zoom 12.
func BenchmarkCoverageTile(b *testing.B) {
	r := newRelease(b, country(b, 10))
	at := mercator.TileAt(mercator.FromLonLat(orb.Point{105.2, 22.15}), 12)
	key := address{r.places["coverage-4G-any"], at}
	var tile Tile
	for b.Loop() {
		r.cache = newCache(0)
		var err error
		if tile, err = r.draw(key); err != nil {
			b.Fatal(err)
		}
	}
	b.ReportMetric(float64(len(tile.Gzip)), "gzip-bytes")
	b.ReportMetric(float64(len(read(b, r, "coverage-4G-any", at)["coverage"])), "hexes")
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
