package api

import (
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"testing/fstest"
	"time"

	"github.com/paulmach/orb"
	"github.com/prometheus/client_golang/prometheus"

	"phusong/api/opendata"
	"phusong/data"
	"phusong/geo"
	"phusong/geo/hex"
	"phusong/geo/terrain"
	"phusong/tiles"
)

func rectangle(w, s, e, n float64) orb.MultiPolygon {
	return orb.MultiPolygon{{orb.Ring{{w, s}, {e, s}, {e, n}, {w, n}, {w, s}}}}
}

func number(n int) *int { return &n }

// country is a release of two districts with two communes each and three hamlets
// in every commune; the last hamlet of a commune is not counted. Every network
// is the same but for its technology.
func country(t testing.TB, id int64) *data.View {
	t.Helper()
	grid, err := hex.NewGrid([]orb.MultiPolygon{rectangle(105, 22, 105.2, 22.1)}, 8, 100_000)
	if err != nil {
		t.Fatal(err)
	}
	v := &data.View{
		Release: data.Release{ID: id, Hash: []byte{0xab, byte(id)}, AsOf: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), PublishedAt: time.Date(2026, 11, 22, 3, 4, 5, 0, time.UTC), Synthetic: true},
		Model:   "free space", Settings: map[string]any{"coverage": map[string]any{"Sigma": 8.0}}, Grid: grid, HexPeople: make([]float32, grid.Len()),
		Masts: []data.Mast{{ID: "m1", Position: orb.Point{105.02, 22.02}}, {ID: "m2", Position: orb.Point{105.15, 22.05}}},
		Sectors: []data.SectorRef{
			{Site: 0, Operator: geo.Viettel, SiteCode: "TQG001", Sector: geo.Sector{Technology: geo.LTE, Frequency: 1800, HeightM: 40, Assumed: []geo.Assumption{geo.AssumedAzimuth}}},
			{Site: 0, Operator: geo.VNPT, SiteCode: "a", Sector: geo.Sector{Technology: geo.GSM}},
			{Site: 1, Operator: geo.Viettel, SiteCode: "TQG002", Sector: geo.Sector{Technology: geo.UMTS}},
		},
		Presences: []geo.Presence{
			{Operator: geo.Viettel, Code: "TQG001", Name: "Bản Lủng", Position: orb.Point{105.02, 22.02}, Status: geo.StatusOnAir, MastHeightM: 45,
				Owner: "ông An", Contact: "0912 345 678", BackupPower: "4 h", PowerFeeder: "471-E22", FibreNode: "TQG-07",
				Sectors: []geo.Sector{{Name: "TQG001-1", Technology: geo.LTE, Frequency: 1800, HeightM: 40, MechanicalTilt: 2, PowerDBm: 46, GainDBi: 17, Assumed: []geo.Assumption{geo.AssumedAzimuth}}}},
			{Operator: geo.VNPT, Code: "a", Name: "Lủng", Position: orb.Point{105.0201, 22.0201}, Status: geo.StatusOnAir, Contact: "0987 654 321", Sectors: []geo.Sector{{Technology: geo.GSM}}},
			{Operator: geo.Viettel, Code: "TQG002", Position: orb.Point{105.15, 22.05}, Status: geo.StatusOnAir, Sectors: []geo.Sector{{Technology: geo.UMTS}}},
		},
		Inputs: []data.Revision{{Dataset: data.Dataset{Kind: data.Sites, Name: "viettel", Title: "Viettel"}, FileName: "v.xlsx", SHA256: []byte{1}, Counts: data.Counts{Accepted: 3, Refused: 1}}},
	}
	for _, n := range geo.Networks() {
		s := geo.Surface{Network: n, Levels: make([]geo.Level16, grid.Len()), Covered: slices.Repeat([]uint8{100}, grid.Len()), Best: make([]int32, grid.Len())}
		for i := range s.Levels {
			s.Levels[i] = geo.ToLevel16(-90 - geo.DBm(n.Technology))
			s.Best[i] = 0
		}
		v.Surfaces = append(v.Surfaces, s)
	}
	v.Units = append(v.Units, geo.AdminUnit{Code: "08", Vintage: geo.Vintage2024, Level: geo.LevelProvince, Name: "Tỉnh Tuyên Quang"},
		geo.AdminUnit{Code: "08", Vintage: geo.Vintage2025, Level: geo.LevelProvince, Name: "Tỉnh Tuyên Quang"})
	for c := range 4 {
		settle(v, c)
	}
	v.Ground = plain(t)
	return v
}

// plain is flat ground, 50 m above the sea, from 105.0 to 105.3 E.
func plain(t testing.TB) *terrain.Ground {
	t.Helper()
	const n = 301
	sheet := &terrain.Sheet{Name: "plain", West: 105, North: 22.3, StepLon: 0.3 / (n - 1), StepLat: 0.3 / (n - 1), Cols: n, Rows: n, Scale: 1,
		Heights: slices.Repeat([]int16{50}, n*n)}
	ground, err := terrain.NewGround([]*terrain.Sheet{sheet})
	if err != nil {
		t.Fatal(err)
	}
	return ground
}

func settle(v *data.View, c int) {
	west := 105 + 0.05*float64(c)
	district, commune := geo.AdminCode(fmt.Sprintf("07%d", c/2)), geo.AdminCode(fmt.Sprintf("0222%d", c))
	if c%2 == 0 {
		v.Units = append(v.Units, geo.AdminUnit{Code: district, Vintage: geo.Vintage2024, Level: geo.LevelDistrict, Name: fmt.Sprint("Huyện ", c/2), Parent: "08", Boundary: rectangle(west, 22, west+0.1, 22.1)})
	}
	v.Units = append(v.Units,
		geo.AdminUnit{Code: commune, Vintage: geo.Vintage2024, Level: geo.LevelCommune, Name: fmt.Sprint("Xã ", c), Parent: district, Boundary: rectangle(west, 22, west+0.05, 22.1)},
		geo.AdminUnit{Code: commune, Vintage: geo.Vintage2025, Level: geo.LevelCommune, Name: fmt.Sprint("Xã ", c), Parent: "08", Boundary: rectangle(west, 22, west+0.05, 22.1)})
	for k, name := range []string{"Thôn Đồng Ưởng", "Bản Mường Ảng", "Thôn Nà Tông"} {
		h := geo.HamletResult{
			Hamlet: geo.Hamlet{Code: geo.HamletCode(fmt.Sprintf("h%d%d", c, k)), Vintage: geo.Vintage2024, Commune: commune, Name: name, Kind: geo.HamletThon,
				Centre: orb.Point{west + 0.025, 22.02 + 0.03*float64(k)}, Territory: rectangle(west, 22+0.033*float64(k), west+0.05, 22.033+0.033*float64(k))},
			Places: map[geo.Vintage]geo.Place{
				geo.Vintage2024: {Province: "08", District: district, Commune: commune},
				geo.Vintage2025: {Province: "08", Commune: commune},
			},
		}
		if k < 2 {
			h.Hamlet.People, h.Hamlet.Households = number(100*(c+1)+k), number(25)
		}
		for i := range geo.Networks() {
			class := geo.Class((c + k + i) % 6)
			h.Reaches = append(h.Reaches, geo.Reach{Centre: class, CentreLevel: -97.34, PeopleCovered: float64(k) / 2, AreaCovered: 1})
		}
		v.Hamlets = append(v.Hamlets, h)
	}
}

// shelf is releases in memory; the last one is current.
type shelf []*tiles.Release

func (s shelf) Current() (*tiles.Release, error) {
	if len(s) == 0 {
		return nil, tiles.ErrUnpublished
	}
	return s[len(s)-1], nil
}

func (s shelf) Release(_ context.Context, id string) (*tiles.Release, error) {
	for _, r := range s {
		if r.ID == id {
			return r, nil
		}
	}
	return nil, fmt.Errorf("release %q: %w", id, tiles.ErrNoRelease)
}

// newShelf returns releases 3 and 4 of the country.
func newShelf(t testing.TB) shelf {
	t.Helper()
	var all shelf
	for _, id := range []int64{3, 4} {
		r, err := tiles.New(country(t, id))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// library lends the releases to tests that only read them.
var library struct {
	sync.Mutex
	shelf
}

// options are those of a server with releases 3 and 4 whose log goes to log.
func options(t testing.TB, log io.Writer) Options {
	t.Helper()
	library.Lock()
	defer library.Unlock()
	if library.shelf == nil {
		library.shelf = newShelf(t)
	}
	return Options{
		Releases: library.shelf, Logger: slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Now: time.Now, Metrics: prometheus.NewRegistry(), Version: "test",
		Ready: func(context.Context) error { return nil }, OpenData: OpenData{Shelf: opendata.NewShelf(t.TempDir(), 1<<30)},
		Web: fstest.MapFS{
			"palettes.json":       {Data: palettes(t)},
			"index.html":          {Data: []byte("<!doctype html><html data-root=\"./\"><script src=\"./assets/app-1a2b3.js\"></script>" + strings.Repeat("bản đồ ", 300))},
			"assets/app-1a2b3.js": {Data: []byte(strings.Repeat("export const a = 1;\n", 500))},
			".keep":               {},
		},
	}
}

func newServer(t testing.TB) http.Handler { return New(options(t, io.Discard)) }

// serverOf serves one release.
func serverOf(t testing.TB, v *data.View) http.Handler {
	t.Helper()
	r, err := tiles.New(v)
	if err != nil {
		t.Fatal(err)
	}
	o := options(t, io.Discard)
	o.Releases = shelf{r}
	return New(o)
}

// ask sends a request with headers given as name, value, name, value.
func ask(server http.Handler, method, target string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, target, nil)
	if target == "/metrics" {
		r.RemoteAddr = "127.0.0.1:4711" // told to this machine alone
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	server.ServeHTTP(w, r)
	return w.Result()
}

// askJSON asks for JSON and reads it into a T.
func askJSON[T any](t testing.TB, server http.Handler, target string) T {
	t.Helper()
	answer := ask(server, "GET", target)
	var body T
	if err := json.NewDecoder(answer.Body).Decode(&body); answer.StatusCode != 200 || err != nil {
		t.Fatalf("GET %s: %s, %v", target, answer.Status, err)
	}
	return body
}

func withRegistry(o Options) Options {
	o.Metrics = prometheus.NewRegistry()
	return o
}
