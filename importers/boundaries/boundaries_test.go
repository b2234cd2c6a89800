package boundaries

import (
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
	"phusong/importers"
	"phusong/importers/intake"
)

// box is a square of one tenth of a degree as GeoJSON.
func box(west, south float64) string {
	return fmt.Sprintf(`{"type":"Polygon","coordinates":[[[%[1]g,%[2]g],[%[3]g,%[2]g],[%[3]g,%[4]g],[%[1]g,%[4]g],[%[1]g,%[2]g]]]}`, west, south, west+0.1, south+0.1)
}

func point(lon, lat float64) string {
	return fmt.Sprintf(`{"type":"Point","coordinates":[%g,%g]}`, lon, lat)
}

// bowTie crosses itself.
const bowTie = `{"type":"Polygon","coordinates":[[[105,22],[105.1,22.1],[105.1,22],[105,22.1],[105,22]]]}`

// thing is a feature: its properties as JSON, its geometry.
type thing struct{ properties, geometry string }

func file(things ...thing) []byte {
	var features []string
	for _, f := range things {
		features = append(features, `{"type":"Feature","properties":{`+f.properties+`},"geometry":`+f.geometry+`}`)
	}
	return []byte(`{"type":"FeatureCollection","features":[` + strings.Join(features, ",\n") + `]}`)
}

func codes(r importers.Receipt) []string {
	var all []string
	for _, i := range r.Issues {
		all = append(all, fmt.Sprintf("%d %s %s", i.Row, i.Code, i.Severity))
	}
	return all
}

func TestUnits(t *testing.T) {
	ctx, store := t.Context(), datatest.New(t)
	receipt, err := ImportUnits(ctx, store, UnitOptions{FileName: "xa.geojson", Vintage: geo.Vintage2024, Content: file(
		thing{`"code":"08","name":"Tỉnh Tuyên Quang"`, box(105, 22)},
		thing{`"ma":"72","ten":"Huyện Na Hang","parent":"08","population":"43.248"`, box(105, 22)},
		thing{`"MA_XA":2221,"TEN_XA":"Thị trấn Na Hang","parent_code":"072","area_km2":46.83,"dan_so":4832`, box(105, 22)},
		thing{`"code":"02221","name":"Xã Hai Lần"`, box(105.2, 22)},
		thing{`"name":"Xã Không Mã"`, box(105.2, 22)},
		thing{`"code":"02222"`, box(105.2, 22)},
		thing{`"code":"02223","name":"Xã Chéo"`, bowTie},
		thing{`"code":"02224","name":"Xã Điểm"`, point(105, 22)},
		thing{`"code":"ABC","name":"Vùng Lạ"`, box(105.2, 22)},
		thing{`"code":"02225","name":"Xã Mất Hình"`, `null`},
	)})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"2 count-ambiguous warning", "4 duplicate-code refused", "5 code-missing refused", "6 name-missing refused", "7 geometry-invalid refused", "8 geometry-kind refused", "9 level refused", "10 geometry-missing refused"}
	if d := cmp.Diff(want, codes(receipt)); d != "" {
		t.Error(d)
	}
	for _, i := range receipt.Issues {
		if i.Code == "geometry-invalid" && !strings.Contains(i.English, "Self-intersection") {
			t.Errorf("the reason is not PostGIS' own: %s", i.English)
		}
	}
	units, err := store.CurrentUnits(ctx)
	if err != nil || len(units) != 3 {
		t.Fatalf("%d units, %v", len(units), err)
	}
	commune := units[2]
	if commune.Code != "02221" || commune.Level != geo.LevelCommune || commune.Parent != "072" || commune.AreaKm2 != 46.83 || *commune.Population != 4832 {
		t.Errorf("commune %+v", commune)
	}
	if units[1].Code != "072" || units[1].Level != geo.LevelDistrict {
		t.Errorf("the eaten zero of the district's code: %+v", units[1])
	}
	if area := units[0].AreaKm2; math.Abs(area-114.6) > 0.6 {
		t.Errorf("a box of 0.1° is %.1f km², want about 114.6", area)
	}
}

func TestTheCallerStandsAboveTheFile(t *testing.T) {
	store := datatest.New(t)
	receipt, err := ImportUnits(t.Context(), store, UnitOptions{
		FileName: "xa.geojson", Vintage: geo.Vintage2025, Level: geo.LevelCommune, Parent: "08", DryRun: true,
		Content: file(thing{`"code":"1","name":"A","vintage":"2024","level":"district"`, box(105, 22)}),
	})
	if err != nil || receipt.Accepted != 1 || receipt.Dataset != "2025-07 commune" || receipt.Revision != 0 {
		t.Errorf("%+v, %v", receipt, err)
	}
	_, err = ImportUnits(t.Context(), store, UnitOptions{FileName: "a.geojson", Content: file(thing{`"code":"1","name":"A"`, box(105, 22)})})
	var refusal *intake.Refusal
	if !errors.As(err, &refusal) || refusal.Code != "vintage-missing" {
		t.Errorf("%v, want vintage-missing", err)
	}
	_, err = ImportUnits(t.Context(), store, UnitOptions{FileName: "a.csv", Content: []byte("a,b\n")})
	if !errors.As(err, &refusal) || refusal.Code != "format-wrong" {
		t.Errorf("%v, want format-wrong", err)
	}
}

func TestMetresOfAGridAreTurned(t *testing.T) {
	store := datatest.New(t)
	content := `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"EPSG:9211"}},"features":[{"type":"Feature","properties":{"code":"02221","name":"Xã A"},
		"geometry":{"type":"Polygon","coordinates":[[[432000,2503000],[433000,2503000],[433000,2504000],[432000,2504000],[432000,2503000]]]}}]}`
	receipt, err := ImportUnits(t.Context(), store, UnitOptions{FileName: "xa.geojson", Content: []byte(content), Vintage: geo.Vintage2024})
	if err != nil || receipt.Notes["frame"] != "EPSG:9211" {
		t.Fatalf("%+v, %v", receipt, err)
	}
	units, err := store.CurrentUnits(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	if c := units[0].Boundary.Bound().Center(); math.Abs(c[0]-105.345) > 0.01 || math.Abs(c[1]-22.629) > 0.01 {
		t.Errorf("it lies at %v", c)
	}
	if math.Abs(units[0].AreaKm2-1) > 0.01 {
		t.Errorf("a kilometre squared is %.3f km²", units[0].AreaKm2)
	}
}

// communes are two neighbours of 2024 to put hamlets in.
func communes(t *testing.T) *data.Store {
	t.Helper()
	store := datatest.New(t)
	_, err := ImportUnits(t.Context(), store, UnitOptions{FileName: "xa.geojson", Vintage: geo.Vintage2024, Content: file(
		thing{`"code":"02221","name":"Xã A"`, box(105, 22)}, thing{`"code":"02239","name":"Xã B"`, box(105.1, 22)})})
	if err != nil {
		t.Fatal(err)
	}
	return store
}

func TestTrap28HamletsAsPointsShareTheirCommuneOut(t *testing.T) {
	store := communes(t)
	things := []thing{
		{`"name":"Bản Khẻ","population":120,"so_ho":30`, point(105.02, 22.02)},
		{`"name":"Thôn Cả"`, point(105.08, 22.08)},
		{`"name":"Thôn Cả"`, point(105.05, 22.02)},
		{`"name":"Tổ dân phố 5","ma_xa":"02239"`, point(105.15, 22.05)},
		{`"name":"Thôn Xa"`, point(106, 22)},
		{`"name":"Thôn Nhầm","ma_xa":"02239"`, point(105.03, 22.03)},
		{`"name":"Thôn Lạ","ma_xa":"99999"`, point(105.03, 22.03)},
		{`"name":"Thôn Đè"`, point(105.02, 22.02)},
		{`"name":"Na Hang","fclass":"town"`, point(105.03, 22.03)},
		{`"note":"x"`, point(105.03, 22.03)},
	}
	receipt, err := ImportHamlets(t.Context(), store, HamletOptions{FileName: "thon.geojson", Content: file(things...)})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"5 outside refused", "6 commune-other refused", "7 commune-unknown refused", "8 same-point refused", "9 not-a-hamlet dropped", "10 name-missing refused"}
	if d := cmp.Diff(want, codes(receipt)); d != "" {
		t.Error(d)
	}
	hamlets, err := store.Hamlets(t.Context(), []int64{receipt.Revision})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	area := 0.0
	for _, h := range hamlets {
		got = append(got, string(h.Code)+" "+string(h.Kind))
		if !inside(h.Territory, h.Centre) {
			t.Errorf("%s does not hold its centre", h.Code)
		}
		if h.Commune == "02221" {
			area += planar.Area(h.Territory)
		}
	}
	if d := cmp.Diff([]string{"02221-ban-khe bản", "02221-thon-ca thôn", "02221-thon-ca-2 thôn", "02239-to-dan-pho-5 tổ dân phố"}, got); d != "" {
		t.Error(d)
	}
	if math.Abs(area-0.01) > 1e-9 {
		t.Errorf("the territories of a commune of 0.01 square degrees hold %v", area)
	}
	if *hamlets[0].People != 120 || *hamlets[0].Households != 30 || hamlets[1].People != nil {
		t.Errorf("people %v, households %v", hamlets[0].People, hamlets[0].Households)
	}
	// The list in another order is another file, but the codes stay.
	back := []thing{things[3], things[2], things[1], things[0]}
	again, err := ImportHamlets(t.Context(), store, HamletOptions{FileName: "thon.geojson", Content: file(back...)})
	if err != nil {
		t.Fatal(err)
	}
	same, err := store.Hamlets(t.Context(), []int64{again.Revision})
	if err != nil {
		t.Fatal(err)
	}
	for i := range hamlets {
		if i >= len(same) || same[i].Code != hamlets[i].Code || same[i].Centre != hamlets[i].Centre {
			t.Errorf("hamlet %s moved or was renamed", hamlets[i].Code)
		}
	}
}

func TestHamletsWithBordersKeepThem(t *testing.T) {
	store := communes(t)
	receipt, err := ImportHamlets(t.Context(), store, HamletOptions{FileName: "thon.geojson", Content: file(
		thing{`"code":"02221-01","name":"Thôn 1","kind":"thôn","commune":"02221","vintage":"2024","people":200,"centre_lon":105.02,"centre_lat":22.03`, box(105, 22)},
		thing{`"code":"02239-01","name":"Thôn 2","commune":"02239","centre_lon":105.9,"centre_lat":22.03`, box(105.1, 22)},
		thing{`"code":"02239-02","name":"Thôn 3","commune":"02239"`, bowTie},
		thing{`"code":"02239-03","name":"Thôn 4","commune":"02239"`, point(105.15, 22.05)},
	)})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"2 centre-outside warning", "3 commune-other warning", "3 geometry-invalid refused", "4 mixed refused"}, codes(receipt)); d != "" {
		t.Error(d)
	}
	hamlets, err := store.Hamlets(t.Context(), []int64{receipt.Revision})
	if err != nil || len(hamlets) != 2 {
		t.Fatalf("%d hamlets, %v", len(hamlets), err)
	}
	if hamlets[0].Code != "02221-01" || hamlets[0].Centre != (orb.Point{105.02, 22.03}) || !inside(hamlets[1].Territory, hamlets[1].Centre) {
		t.Errorf("hamlets %+v", hamlets)
	}
}

func TestTrap36APointStandsInsideItsShape(t *testing.T) {
	horseshoe := orb.MultiPolygon{{{{0, 0}, {3, 0}, {3, 3}, {2, 3}, {2, 1}, {1, 1}, {1, 3}, {0, 3}, {0, 0}}}}
	ring := orb.MultiPolygon{{{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}}, {{1, 1}, {3, 1}, {3, 3}, {1, 3}, {1, 1}}}}
	two := orb.MultiPolygon{{{{0, 0}, {1, 0}, {1, 1}, {0, 1}, {0, 0}}}, {{{5, 5}, {9, 5}, {9, 9}, {5, 9}, {5, 5}}}}
	for name, shape := range map[string]orb.MultiPolygon{"horseshoe": horseshoe, "ring": ring, "two parts": two} {
		if p := representative(shape); !inside(shape, p) {
			t.Errorf("%s: %v is outside", name, p)
		}
	}
}

func TestLevels(t *testing.T) {
	for name, want := range map[string]geo.Level{"Tỉnh Tuyên Quang": geo.LevelProvince, "Huyện Na Hang": geo.LevelDistrict, "Phường Minh Xuân": geo.LevelCommune, "Thị trấn Na Hang": geo.LevelCommune, "Thành phố Tuyên Quang": 0, "Xa lộ": geo.LevelCommune} {
		if got, _ := levelOfName(name); got != want {
			t.Errorf("levelOfName(%q) = %v, want %v", name, got, want)
		}
	}
	for code, want := range map[string]geo.Level{"08": geo.LevelProvince, "070": geo.LevelDistrict, "02215": geo.LevelCommune, "2215": 0, "x": 0, "": 0} {
		if got, _ := levelOfCode(code); got != want {
			t.Errorf("levelOfCode(%q) = %v, want %v", code, got, want)
		}
	}
	if got := padCode("2215", geo.LevelCommune); got != "02215" {
		t.Errorf("padCode = %s", got)
	}
}

func TestAReceiptIsReadByMachines(t *testing.T) {
	receipt, err := ImportUnits(t.Context(), datatest.New(t), UnitOptions{FileName: "xa.geojson", Vintage: geo.Vintage2024, Content: file(thing{`"code":"02221","name":"Xã A"`, box(105, 22)})})
	if err != nil {
		t.Fatal(err)
	}
	text, err := json.Marshal(receipt)
	if err != nil {
		t.Fatal(err)
	}
	var got map[string]any
	if err := json.Unmarshal(text, &got); err != nil {
		t.Fatal(err)
	}
	if got["rows"] != 1.0 || got["accepted"] != 1.0 || got["dataset"] != "2024 commune" || len(got["sha256"].(string)) != 64 || got["issues"] == nil {
		t.Errorf("receipt %s", text)
	}
}
