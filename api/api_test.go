package api

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/paulmach/orb"
	"github.com/prometheus/client_golang/prometheus"

	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
	"phusong/geo/hex"
	"phusong/tiles"
	"phusong/tiles/mercator"
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
		Release: data.Release{ID: id, Hash: []byte{0xab, byte(id)}, AsOf: time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC), Synthetic: true},
		Model:   "free space", Grid: grid, HexPeople: make([]float32, grid.Len()),
		Masts: []data.Mast{{ID: "m1", Position: orb.Point{105.02, 22.02}}, {ID: "m2", Position: orb.Point{105.15, 22.05}}},
		Sectors: []data.SectorRef{
			{Site: 0, Operator: geo.Viettel, SiteCode: "TQG001", Sector: geo.Sector{Technology: geo.LTE, Assumed: []geo.Assumption{geo.AssumedAzimuth}}},
			{Site: 0, Operator: geo.VNPT, SiteCode: "a", Sector: geo.Sector{Technology: geo.GSM}},
			{Site: 1, Operator: geo.Viettel, SiteCode: "TQG002", Sector: geo.Sector{Technology: geo.UMTS}},
		},
		Inputs: []data.Revision{{Dataset: data.Dataset{Kind: data.Sites, Title: "Viettel"}, FileName: "v.xlsx", SHA256: []byte{1}, Counts: data.Counts{Accepted: 3, Refused: 1}}},
	}
	for _, n := range geo.Networks() {
		s := geo.Surface{Network: n, Levels: make([]geo.Level16, grid.Len()), Best: make([]int32, grid.Len())}
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
	return v
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

// options are those of a server with releases 3 and 4 whose log goes to log.
func options(t testing.TB, log io.Writer) Options {
	t.Helper()
	var all shelf
	for _, id := range []int64{3, 4} {
		r, err := tiles.New(country(t, id))
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return Options{
		Releases: all, Logger: slog.New(slog.NewJSONHandler(log, &slog.HandlerOptions{Level: slog.LevelDebug})),
		Now: time.Now, Metrics: prometheus.NewRegistry(), Version: "test",
		Ready: func(context.Context) error { return nil },
		Web: fstest.MapFS{
			"index.html":          {Data: []byte("<!doctype html>" + strings.Repeat("bản đồ ", 300))},
			"assets/app-1a2b3.js": {Data: []byte(strings.Repeat("export const a = 1;\n", 500))},
			".keep":               {},
		},
	}
}

func newServer(t testing.TB) http.Handler { return New(options(t, io.Discard)) }

// ask sends a request with headers given as name, value, name, value.
func ask(server http.Handler, method, target string, headers ...string) *http.Response {
	r := httptest.NewRequest(method, target, nil)
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

func TestGapsAddUp(t *testing.T) {
	server := newServer(t)
	for _, question := range []string{
		"level=province", "level=district", "level=commune", "level=hamlet", "level=commune&vintage=2025-07", "level=province&vintage=2025-07",
		"level=commune&parent=070", "level=hamlet&parent=070", "level=hamlet&parent=02221",
	} {
		for _, definition := range []string{"centre", "people", "area"} {
			body := askJSON[gapsBody](t, server, "/api/gaps?technology=3G&operator=vnpt&definition="+definition+"&"+question)
			var sum gapRow
			for _, row := range body.Rows {
				if total := row.Covered + row.Partial + row.None + row.Unknown; total != row.Population {
					t.Errorf("%s: %d people by verdict, %d in all in %s", question, total, row.Population, row.Name)
				}
				sum.Population += row.Population
				sum.Covered += row.Covered
				sum.Hamlets.Covered += row.Hamlets.Covered
				sum.Hamlets.None += row.Hamlets.None
			}
			if sum.Population != body.Total.Population || sum.Covered != body.Total.Covered || sum.Hamlets.Covered != body.Total.Hamlets.Covered || sum.Hamlets.None != body.Total.Hamlets.None {
				t.Errorf("%s: the rows sum to %+v, the total is %+v", question, sum, body.Total)
			}
			want := 2004 // 2·(100+200+300+400) + 4
			switch {
			case strings.Contains(question, "parent=070"):
				want = 602
			case strings.Contains(question, "parent=02221"):
				want = 401
			}
			if body.Total.Population != want {
				t.Errorf("%s: %d people, want %d", question, body.Total.Population, want)
			}
			if body.Release != "4" || body.AsOf != "2026-11-22" || !body.Synthetic || body.DefinitionText.Vietnamese == "" || body.Territory.Vietnamese != "tỉnh Tuyên Quang" {
				t.Errorf("%s does not say what it is: %+v", question, body.Provenance)
			}
		}
	}
}

func TestTheListAndTheCardSayTheSame(t *testing.T) {
	server := newServer(t)
	list := askJSON[hamletsBody](t, server, "/api/hamlets?technology=4G&operator=viettel&definition=people")
	if list.NumberMatched != 12 || len(list.Rows) != 12 {
		t.Fatalf("%d of %d hamlets", len(list.Rows), list.NumberMatched)
	}
	for _, row := range list.Rows {
		card := askJSON[hamletCard](t, server, "/api/hamlets/"+row.Code)
		if len(card.Networks) != len(geo.Networks()) || len(card.Places) != 2 || card.Places[0].Commune.Name != row.Commune.Name || card.Places[1].District != nil {
			t.Fatalf("the card of %s is %+v", row.Code, card)
		}
		for _, n := range card.Networks {
			if n.Technology == "4G" && n.Operator == "viettel" && (n.Verdicts["people"] != row.Verdict || n.Class != row.Class) {
				t.Errorf("%s is %s in the list and %s on its card", row.Code, row.Verdict, n.Verdicts["people"])
			}
			if hidden := n.Class == 0 || n.Class == 15; hidden != (n.LevelDBm == nil) || !hidden && *n.LevelDBm != -97.3 {
				t.Errorf("%s: class %d with level %v", row.Code, n.Class, n.LevelDBm)
			}
			if n.Server == nil || n.Server.Site != "m1" || n.Server.DistanceKm > 25 {
				t.Errorf("%s is served by %+v", row.Code, n.Server)
			}
		}
	}
}

func TestHamletsAreChosen(t *testing.T) {
	server := newServer(t)
	for _, tt := range []struct {
		question string
		matched  int
		rows     int
	}{
		{"", 12, 12},
		{"district=071", 6, 6},
		{"commune=02220", 3, 3},
		{"vintage=2025-07&district=071", 0, 0},
		{"q=dong%20uong", 4, 4},
		{"q=%C4%90%E1%BB%93ng", 4, 4}, // Đồng
		{"q=b%E1%BA%A3n&commune=02223", 1, 1},
		{"definition=people&verdict=none", 4, 4},
		{"limit=5", 12, 5},
		{"limit=5&offset=10", 12, 2},
		{"offset=100", 12, 0},
	} {
		body := askJSON[hamletsBody](t, server, "/api/hamlets?technology=4G&"+tt.question)
		if body.NumberMatched != tt.matched || len(body.Rows) != tt.rows || body.Rows == nil {
			t.Errorf("%q: %d rows of %d, want %d of %d", tt.question, len(body.Rows), body.NumberMatched, tt.rows, tt.matched)
		}
	}
}

func TestSitesAreChosen(t *testing.T) {
	server := newServer(t)
	for question, want := range map[string]string{
		"":                                 "m1 m2",
		"operator=vnpt":                    "m1",
		"operator=viettel&technology=3G":   "m2",
		"operator=vnpt&technology=4G":      "",
		"bbox=105.1,22,105.2,22.1":         "m2",
		"bbox=105.1,22,105.2,22.1&limit=0": "",
	} {
		var ids []string
		for _, row := range askJSON[sitesBody](t, server, "/api/sites?"+question).Rows {
			ids = append(ids, row.ID)
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%q finds %q, want %q", question, got, want)
		}
	}
}

func TestTheReleaseExplainsItself(t *testing.T) {
	body := askJSON[releaseBody](t, newServer(t), "/api/release")
	if body.ID != "4" || body.Hash != "ab04" || body.HomeVintage != "2024" || body.Label.English != "invented sample" {
		t.Errorf("%+v", body)
	}
	if body.Counts != (releaseCounts{Masts: 2, Presences: 3, Sectors: 3, Hamlets: 12, Communes: 4, Districts: 2}) {
		t.Errorf("counts are %+v", body.Counts)
	}
	if body.Operators[0] != (operatorBody{"viettel", "Viettel", 2, 2}) || len(body.Assumptions) != 1 || body.Assumptions[0].Sectors != 1 {
		t.Errorf("operators %+v, assumptions %+v", body.Operators, body.Assumptions)
	}
	scale := body.Scales[2]
	if scale.Technology != "4G" || scale.Covered != -110 || len(scale.Classes) != 7 || *scale.Classes[2].From != -110 || !scale.Classes[2].Covered || scale.Classes[1].Covered {
		t.Errorf("the scale of 4G is %+v", scale)
	}
}

func TestErrorsSayWhatToDo(t *testing.T) {
	server := newServer(t)
	for _, tt := range []struct {
		target string
		status int
		says   string
	}{
		{"/api/gaps?technology=6G", 422, "query.technology: expected value to be one of \"2G, 3G, 4G, 5G\""},
		{"/api/gaps?level=district&vintage=2025-07", 400, "districts ended on 1 July 2025"},
		{"/api/gaps?level=commune&parent=999", 404, "999"},
		{"/api/gaps?techology=4G", 422, "techology"},
		{"/api/hamlets?limit=100000000", 422, "query.limit"},
		{"/api/hamlets/nobody", 404, "/api/hamlets lists the codes"},
		{"/api/sites?bbox=1,2,3", 400, "west,south,east,north"},
		{"/api/sites?bbox=1,2,nan,4", 400, "west,south,east,north"},
		{"/api/nothing", 404, "/api/openapi.json"},
		{"/nothing.js", 404, "/api/openapi.json"},
		{"/.keep", 404, "/api/openapi.json"},
		{"/../api.go", 404, "/api/openapi.json"},
		{"/tiles/99/sites/0/0/0.mvt", 404, "99"},
		{"/tiles/3/nothing/0/0/0.mvt", 404, "nothing"},
		{"/tiles/3/sites/0/0/0.png", 404, ".mvt"},
		{"/tiles/3/sites/5/99/0.mvt", 400, "at zoom 5 x and y are 0…31"},
		{"/tiles/3/sites/23/0/0.mvt", 400, "0…22"},
		{"/tiles/3/sites/0x1/0/0.mvt", 400, "no whole number"},
		{"/tiles/3/sites/+1/0/0.mvt", 400, "no whole number"},
		{"/tiles/3/sites/99999999999999999999/0/0.mvt", 400, "no whole number"},
		{"/tiles/3/nothing.json", 404, "nothing"},
	} {
		answer := ask(server, "GET", tt.target)
		var p problem.Problem
		err := json.NewDecoder(answer.Body).Decode(&p)
		if answer.StatusCode != tt.status || p.Status != tt.status || err != nil || answer.Header.Get("Content-Type") != problem.MediaType || !strings.Contains(p.Detail, tt.says) || p.Title == "" {
			t.Errorf("%s: %s %s %+v (%v), want %d and %q", tt.target, answer.Status, answer.Header.Get("Content-Type"), p, err, tt.status, tt.says)
		}
	}
	for _, method := range []string{"POST", "PUT", "DELETE"} {
		for _, target := range []string{"/api/gaps", "/tiles/3/sites/0/0/0.mvt", "/"} {
			if answer := ask(server, method, target); answer.StatusCode != 405 || answer.Header.Get("Content-Type") != problem.MediaType {
				t.Errorf("%s %s: %s", method, target, answer.Status)
			}
		}
	}
}

// theTile is an address with something in it.
func theTile() string {
	at := mercator.TileAt(mercator.FromLonLat(orb.Point{105.05, 22.05}), 9)
	return "coverage-4G-any/" + at.String() + ".mvt"
}

func TestTilesAreNegotiated(t *testing.T) {
	server := newServer(t)
	plain := ask(server, "GET", "/tiles/latest/"+theTile())
	want, _ := io.ReadAll(plain.Body)
	if plain.StatusCode != 200 || len(want) == 0 || plain.Header.Get("Content-Type") != "application/vnd.mapbox-vector-tile" {
		t.Fatalf("%s %v", plain.Status, plain.Header)
	}
	tags := map[string]string{}
	for accept, encoding := range map[string]string{
		"": "", "identity": "", "gzip": "gzip", "gzip, deflate, br": "gzip", "GZIP;q=0.5": "gzip", "*": "gzip", "br;q=1, gzip;q=0.2, identity;q=0.1": "gzip",
		"gzip;q=0": "", "gzip;q=0, *": "", "br": "", "gzip;q=0.3, identity;q=0.9": "",
	} {
		answer := ask(server, "GET", "/tiles/latest/"+theTile(), "Accept-Encoding", accept)
		body := io.Reader(answer.Body)
		if encoding == "gzip" && answer.StatusCode == 200 {
			if unzipped, err := gzip.NewReader(body); err == nil {
				body = unzipped
			}
		}
		got, err := io.ReadAll(body)
		if answer.StatusCode != 200 || answer.Header.Get("Content-Encoding") != encoding || string(got) != string(want) || err != nil {
			t.Errorf("Accept-Encoding %q: %s, %q, %v", accept, answer.Status, answer.Header.Get("Content-Encoding"), err)
		}
		if answer.Header.Get("Vary") != "Accept-Encoding" {
			t.Errorf("Accept-Encoding %q: Vary is %q", accept, answer.Header.Get("Vary"))
		}
		tags[encoding] = answer.Header.Get("ETag")
	}
	if tags[""] == tags["gzip"] || strings.HasPrefix(tags["gzip"], "W/") {
		t.Errorf("the ETags are %v: strong ones differ by encoding", tags)
	}
	if answer := ask(server, "GET", "/tiles/latest/"+theTile(), "Accept-Encoding", "br, identity;q=0"); answer.StatusCode != 406 {
		t.Errorf("nothing it can take: %s", answer.Status)
	}
	for _, condition := range []string{tags["gzip"], `"x", W/` + tags["gzip"], "*"} {
		answer := ask(server, "GET", "/tiles/latest/"+theTile(), "Accept-Encoding", "gzip", "If-None-Match", condition)
		if body, _ := io.ReadAll(answer.Body); answer.StatusCode != 304 || len(body) > 0 || answer.Header.Get("ETag") != tags["gzip"] {
			t.Errorf("If-None-Match %s: %s with %d bytes", condition, answer.Status, len(body))
		}
	}
	if answer := ask(server, "GET", "/tiles/latest/"+theTile(), "Accept-Encoding", "gzip", "If-None-Match", tags[""]); answer.StatusCode != 200 {
		t.Errorf("the ETag of another encoding gives %s", answer.Status)
	}
	head := ask(server, "HEAD", "/tiles/latest/"+theTile())
	if body, _ := io.ReadAll(head.Body); head.StatusCode != 200 || len(body) > 0 || head.Header.Get("Content-Length") != fmt.Sprint(len(want)) {
		t.Errorf("HEAD: %s, %d bytes, length %s of %d", head.Status, len(body), head.Header.Get("Content-Length"), len(want))
	}
}

func TestOnlyWhatHasANumberIsKeptForever(t *testing.T) {
	server := newServer(t)
	for target, want := range map[string]string{
		"/tiles/3/" + theTile():                  "public, max-age=31536000, immutable",
		"/tiles/latest/" + theTile():             "no-cache",
		"/tiles/3/sites/9/0/0.mvt":               "public, max-age=31536000, immutable",
		"/tiles/3/nothing/0/0/0.mvt":             "no-store",
		"/tiles/3/sites.json":                    "no-cache",
		"/tiles/latest/layers.json":              "no-cache",
		"/api/gaps":                              "no-cache",
		"/":                                      "no-cache",
		"/assets/app-1a2b3.js":                   "public, max-age=31536000, immutable",
		"/assets/none.js":                        "no-store",
		"/api/hamlets?technology=4G&verdict=bad": "no-store",
	} {
		if answer := ask(server, "GET", target); answer.Header.Get("Cache-Control") != want {
			t.Errorf("%s: %s with Cache-Control %q, want %q", target, answer.Status, answer.Header.Get("Cache-Control"), want)
		}
	}
	if answer := ask(server, "GET", "/tiles/latest/sites/9/0/0.mvt"); answer.StatusCode != 204 {
		t.Errorf("an empty tile is %s", answer.Status)
	}
}

func TestTileJSONLeadsToTheTilesOfItsRelease(t *testing.T) {
	o := options(t, io.Discard)
	server := New(o)
	j := askJSON[tiles.TileJSON](t, server, "/tiles/latest/hamlets-4G-any-centre.json")
	if j.Tiles[0] != "http://example.com/tiles/4/hamlets-4G-any-centre/{z}/{x}/{y}.mvt" || len(j.VectorLayers) != 2 {
		t.Errorf("%+v", j)
	}
	o.BaseURL, o.Metrics = "https://phusong.tuyenquang.gov.vn/map", prometheus.NewRegistry()
	j = askJSON[tiles.TileJSON](t, New(o), "/tiles/3/terrain.json")
	if j.Tiles[0] != "https://phusong.tuyenquang.gov.vn/map/tiles/3/terrain/{z}/{x}/{y}.png" || j.Encoding != "terrarium" {
		t.Errorf("behind a proxy: %+v", j)
	}
	list := askJSON[struct {
		Release string
		Layers  []tiles.Listing
	}](t, server, "/tiles/latest/layers.json")
	if list.Release != "4" || len(list.Layers) != 85 || list.Layers[0].TileJSON != "http://example.com/tiles/4/coverage-2G-any.json" {
		t.Errorf("release %s, %d layers, first %+v", list.Release, len(list.Layers), list.Layers[0])
	}
}

func TestTheOpenAPIDocumentDescribesEveryAddress(t *testing.T) {
	server := newServer(t)
	document := askJSON[struct {
		OpenAPI    string
		Paths      map[string]map[string]struct{ Parameters []struct{ Name string } }
		Components struct{ Schemas map[string]any }
	}](t, server, "/api/openapi.json")
	if !strings.HasPrefix(document.OpenAPI, "3.1") || document.Components.Schemas["Problem"] == nil {
		t.Errorf("OpenAPI %s, schemas %v", document.OpenAPI, document.Components.Schemas)
	}
	for _, path := range []string{"/api/release", "/api/gaps", "/api/hamlets", "/api/hamlets/{code}", "/api/sites"} {
		if _, described := document.Paths[path]["get"]; !described {
			t.Errorf("%s is not described", path)
		}
	}
	if n := len(document.Paths["/api/gaps"]["get"].Parameters); n != 6 {
		t.Errorf("gaps has %d parameters", n)
	}
	body, _ := io.ReadAll(ask(server, "GET", "/api/release").Body)
	if strings.Contains(string(body), "$schema") {
		t.Error("bodies carry $schema")
	}
	for _, target := range []string{"/docs", "/schemas/ReleaseBody.json"} {
		if answer := ask(server, "GET", target); answer.StatusCode != 404 {
			t.Errorf("%s: %s", target, answer.Status)
		}
	}
}

func TestEveryAnswerIsGuarded(t *testing.T) {
	server := newServer(t)
	for _, target := range []string{"/", "/api/release", "/api/nothing", "/tiles/latest/" + theTile(), "/healthz", "/metrics"} {
		head := ask(server, "GET", target).Header
		if !strings.Contains(head.Get("Content-Security-Policy"), "frame-ancestors 'none'") || head.Get("X-Content-Type-Options") != "nosniff" || head.Get("X-Request-Id") == "" {
			t.Errorf("%s: %v", target, head)
		}
	}
	answer := ask(server, "GET", "/api/hamlets", "Accept-Encoding", "gzip")
	if answer.Header.Get("Content-Encoding") != "gzip" {
		t.Error("JSON is not compressed")
	}
}

func TestHealthAndReadiness(t *testing.T) {
	o := options(t, io.Discard)
	server := New(o)
	if a, b := ask(server, "GET", "/healthz"), ask(server, "GET", "/readyz"); a.StatusCode != 200 || b.StatusCode != 200 {
		t.Errorf("alive %s, ready %s", a.Status, b.Status)
	}
	o.Ready, o.Metrics = func(context.Context) error { return errors.New("dial tcp 10.0.0.5: secret") }, prometheus.NewRegistry()
	answer := ask(New(o), "GET", "/readyz")
	if body, _ := io.ReadAll(answer.Body); answer.StatusCode != 503 || strings.Contains(string(body), "secret") {
		t.Errorf("without the database: %s %s", answer.Status, body)
	}
	o.Releases, o.Metrics = shelf{}, prometheus.NewRegistry()
	for _, target := range []string{"/readyz", "/api/gaps", "/tiles/latest/layers.json"} {
		if answer := ask(New(withRegistry(o)), "GET", target); answer.StatusCode != 503 || answer.Header.Get("Retry-After") == "" {
			t.Errorf("%s without a release: %s", target, answer.Status)
		}
	}
	if answer := ask(New(withRegistry(o)), "GET", "/healthz"); answer.StatusCode != 200 {
		t.Errorf("alive without a release: %s", answer.Status)
	}
}

func withRegistry(o Options) Options {
	o.Metrics = prometheus.NewRegistry()
	return o
}

func TestRequestsAreCountedByRoute(t *testing.T) {
	server := newServer(t)
	ask(server, "GET", "/tiles/latest/"+theTile())
	ask(server, "GET", "/tiles/latest/"+theTile())
	ask(server, "GET", "/some/strange/path")
	body, _ := io.ReadAll(ask(server, "GET", "/metrics").Body)
	for _, line := range []string{
		`phusong_http_requests_total{method="GET",route="/tiles/{release}/{layer}/{z}/{x}/{y}.{format}",status="200"} 2`,
		`phusong_http_requests_total{method="GET",route="other",status="404"} 1`,
		`phusong_tile_hits_total{release="4"} 1`, `phusong_tile_misses_total{release="4"} 1`, `phusong_release 4`,
	} {
		if !strings.Contains(string(body), line+"\n") {
			t.Errorf("no line %q in\n%s", line, body)
		}
	}
}

// broken panics when it is asked anything.
type broken struct{ shelf }

func (broken) Current() (*tiles.Release, error) { panic("index out of range: password hunter2") }

func TestAPanicIsAProblemAndALogLine(t *testing.T) {
	var log strings.Builder
	o := options(t, &log)
	o.Releases = broken{}
	answer := ask(New(o), "GET", "/readyz?token=hunter3")
	body, _ := io.ReadAll(answer.Body)
	if answer.StatusCode != 500 || strings.Contains(string(body), "hunter2") || !strings.Contains(log.String(), "hunter2") || !strings.Contains(log.String(), answer.Header.Get("X-Request-Id")) {
		t.Errorf("%s %s, log:\n%s", answer.Status, body, log.String())
	}
	if strings.Contains(log.String(), "hunter3") {
		t.Error("the log holds the query")
	}
}

func TestTheLogIsOneLineARequest(t *testing.T) {
	var log strings.Builder
	server := New(options(t, &log))
	ask(server, "GET", "/a%0A%7B%22level%22:%22ERROR%22%7D%0Ab")
	if lines := strings.Split(strings.TrimSpace(log.String()), "\n"); len(lines) != 1 || !json.Valid([]byte(lines[0])) {
		t.Errorf("a path with line breaks logs\n%s", log.String())
	}
}
