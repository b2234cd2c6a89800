package feature

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"phusong/importers/intake"
)

const square = `[[[105,22],[105.1,22],[105.1,22.1],[105,22.1],[105,22]]]`

func collection(geometries ...string) string {
	var features []string
	for i, g := range geometries {
		features = append(features, fmt.Sprintf(`{"type":"Feature","properties":{"code":"%d","Tên Xã":"Xã %d","area_km2":12.5,"note":null},"geometry":%s}`, i+1, i+1, g))
	}
	return `{"type":"FeatureCollection","features":[` + strings.Join(features, ",") + `]}`
}

func TestTrap35OneBadShapeCostsOnlyItself(t *testing.T) {
	for _, tt := range []struct{ name, geometry, want string }{
		{"a polygon", `{"type":"Polygon","coordinates":` + square + `}`, ""},
		{"a multipolygon", `{"type":"MultiPolygon","coordinates":[` + square + `]}`, ""},
		{"a point", `{"type":"Point","coordinates":[105,22]}`, ""},
		{"heights are left out", `{"type":"Point","coordinates":[105,22,300]}`, ""},
		{"a collection of one", `{"type":"GeometryCollection","geometries":[{"type":"Point","coordinates":[105,22]}]}`, ""},
		{"nothing", `null`, "geometry-missing"},
		{"a line", `{"type":"LineString","coordinates":[[105,22],[106,22]]}`, "geometry-kind"},
		{"an open ring", `{"type":"Polygon","coordinates":[[[105,22],[105.1,22],[105.1,22.1],[105,22.1]]]}`, "ring-open"},
		{"a ring of three", `{"type":"Polygon","coordinates":[[[105,22],[105.1,22],[105,22]]]}`, "ring-short"},
		{"no vertex", `{"type":"Polygon","coordinates":[]}`, "geometry-empty"},
		{"no part", `{"type":"MultiPolygon","coordinates":[]}`, "geometry-empty"},
		{"a vertex of one number", `{"type":"Polygon","coordinates":[[[105],[105],[105],[105]]]}`, "geometry-broken"},
		{"a vertex that is a word", `{"type":"Point","coordinates":["NaN",22]}`, "geometry-broken"},
		{"a number beyond all bounds", `{"type":"Point","coordinates":[1e999,22]}`, "geometry-broken"},
		{"too deep", `{"type":"Polygon","coordinates":[` + square + `]}`, "geometry-broken"},
		{"too many vertices", `{"type":"Polygon","coordinates":[[` + strings.Repeat("[105,22],", intake.TableLimits().Vertices) + `[105,22]]]}`, "vertices-many"},
		{"a list bomb", `{"type":"Polygon","coordinates":[` + strings.Repeat("[],", 3*intake.TableLimits().Vertices) + `[]]}`, "vertices-many"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := GeoJSON([]byte(collection(tt.geometry, `{"type":"Point","coordinates":[105,22]}`)), intake.TableLimits())
			if err != nil || len(c.Features) != 2 || c.Features[1].Fault != nil {
				t.Fatalf("%+v, %v", c, err)
			}
			got := ""
			if f := c.Features[0].Fault; f != nil {
				got = f.Code
			}
			if got != tt.want || got == "" && c.Features[0].Geometry == nil {
				t.Errorf("fault %q, want %q", got, tt.want)
			}
		})
	}
}

func TestPropertiesAreFoundByAnySpelling(t *testing.T) {
	c, err := GeoJSON([]byte(collection(`{"type":"Point","coordinates":[105,22]}`)), intake.TableLimits())
	if err != nil {
		t.Fatal(err)
	}
	f := c.Features[0]
	area, ok := f.Float("dien_tich", "AREA_KM2")
	if f.Text("ten_xa") != "Xã 1" || f.Text("CODE") != "1" || !ok || area != 12.5 || f.Text("note", "none") != "" {
		t.Errorf("properties %v", f.Properties)
	}
}

func TestAWholeFileIsRefused(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"cut short", collection(`{"type":"Point","coordinates":[105,22]}`)[:60], "geojson-broken"},
		{"NaN is no JSON", collection(`{"type":"Point","coordinates":[NaN,22]}`), "geojson-broken"},
		{"another JSON", `{"name":"x"}`, "geojson-other"},
		{"a list", `[1,2]`, "geojson-broken"},
		{"features that are no list", `{"type":"FeatureCollection","features":{}}`, "geojson-broken"},
		{"an unknown frame", `{"type":"FeatureCollection","crs":{"type":"name","properties":{"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[]}`, "frame-unknown"},
		{"no frame at all", `{"type":"FeatureCollection","crs":{"type":"link"},"features":[]}`, "frame-unknown"},
	} {
		_, err := GeoJSON([]byte(tt.text), intake.TableLimits())
		var refusal *intake.Refusal
		if !errors.As(err, &refusal) || refusal.Code != tt.want || strings.Contains(refusal.Vietnamese+refusal.English, "%!") {
			t.Errorf("%s: %#v, want %s", tt.name, err, tt.want)
		}
	}
}

func TestTheFrameAndTheLabelOfTheFile(t *testing.T) {
	for name, want := range map[string]int{"urn:ogc:def:crs:OGC:1.3:CRS84": 4326, "urn:ogc:def:crs:EPSG::4326": 4326, "EPSG:9211": 9211, "urn:ogc:def:crs:EPSG::3405": 3405} {
		c, err := GeoJSON([]byte(`{"type":"FeatureCollection","synthetic":true,"crs":{"type":"name","properties":{"name":"`+name+`"}},"features":[]}`), intake.TableLimits())
		if err != nil || c.SRID != want || !c.Synthetic {
			t.Errorf("%s: SRID %d, synthetic %v, %v; want %d", name, c.SRID, c.Synthetic, err, want)
		}
	}
	c, err := GeoJSON([]byte(`{"type":"Polygon","coordinates":`+square+`}`), intake.TableLimits())
	if err != nil || len(c.Features) != 1 || c.Features[0].Fault != nil || c.Synthetic {
		t.Errorf("a bare geometry: %+v, %v", c, err)
	}
}

func TestFrameOf(t *testing.T) {
	tm3 := func(meridian string) string {
		return `PROJCS["VN_2000_TM3",GEOGCS["GCS_VN_2000",DATUM["D_Vietnam_2000"]],PROJECTION["Transverse_Mercator"],PARAMETER["Central_Meridian",` + meridian + `],PARAMETER["Scale_Factor",0.9999],UNIT["Meter",1.0]]`
	}
	for prj, want := range map[string]int{
		`GEOGCS["GCS_WGS_1984",DATUM["D_WGS_1984"]]`: 4326, `GEOGCS["WGS 84",DATUM["WGS_1984"]]`: 4326, `GEOGCS["GCS_VN_2000"]`: 4756,
		tm3("106.0"): 9211, tm3("105.5"): 9209, tm3("105"): 5897, tm3("104.75"): 9208,
		`PROJCS["WGS_1984_UTM_Zone_48N",GEOGCS["GCS_WGS_1984"],PARAMETER["Central_Meridian",105.0],PARAMETER["Scale_Factor",0.9996]]`: 32648,
		`PROJCS["VN_2000_UTM_48N",GEOGCS["VN_2000"],PARAMETER["central_meridian",105],PARAMETER["scale_factor",0.9996]]`:              3405,
	} {
		if got, ok := frameOf(prj); !ok || got != want {
			t.Errorf("frameOf(%.60s…) = %d, %v; want %d", prj, got, ok, want)
		}
	}
	for _, prj := range []string{"", "x", `GEOGCS["GCS_ETRS_1989"]`, tm3("99"), `PROJCS["OSGB 1936",PARAMETER["central_meridian",-2],PARAMETER["scale_factor",0.9996012717]]`} {
		if got, ok := frameOf(prj); ok {
			t.Errorf("frameOf(%.40s) = %d", prj, got)
		}
	}
}

// stranger opens a zipped Shapefile of ../shared/corpora.
func stranger(t *testing.T, name string) map[string][]byte {
	t.Helper()
	path := filepath.Join("..", "..", "..", "shared", "corpora", "shapefile", name)
	content, err := os.ReadFile(path)
	if err != nil {
		t.Skipf("%s is not on this machine", path)
	}
	file, err := intake.Open(name, content, intake.TableLimits())
	if err != nil {
		t.Fatal(err)
	}
	return file.Parts
}

func TestShapefilesOfStrangers(t *testing.T) {
	for name, want := range map[string]struct{ features, faults int }{
		"shapelib__cities.zip": {36, 0}, "pyogrio__naturalearth_lowres.zip": {177, 0}, "gdal__pointnan.zip": {2, 1},
		"goshapefile__110m-admin-0-countries.zip": {177, 0}, "gdal__mixed_shape_type_non_conformant.zip": {6, 3}, "goshp__polyline.zip": {2, 2},
	} {
		c, err := Shapefile(stranger(t, name), intake.TableLimits())
		faults := 0
		for _, f := range c.Features {
			if f.Fault != nil {
				faults++
			}
		}
		if err != nil || len(c.Features) != want.features || faults != want.faults {
			t.Errorf("%s: %d features, %d faults, %v; want %+v", name, len(c.Features), faults, err, want)
		}
	}
}

func TestAShapefileKeepsItsHolesAndText(t *testing.T) {
	c, err := Shapefile(stranger(t, "pyogrio__naturalearth_lowres.zip"), intake.TableLimits())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range c.Features {
		if f.Text("name") == "South Africa" {
			if shape := f.Geometry.(orb.MultiPolygon); len(shape) != 1 || len(shape[0]) != 2 {
				t.Errorf("South Africa has %d parts, the first with %d rings: Lesotho is its hole", len(shape), len(shape[0]))
			}
			return
		}
	}
	t.Error("South Africa is not there")
}

func TestABrokenShapefileIsRefused(t *testing.T) {
	parts := stranger(t, "shapelib__cities.zip")
	for name, broken := range map[string]map[string][]byte{
		"no attributes":       {"shp": parts["shp"]},
		"a cut .shp":          {"shp": parts["shp"][:len(parts["shp"])-5], "dbf": parts["dbf"]},
		"a cut .dbf":          {"shp": parts["shp"], "dbf": parts["dbf"][:len(parts["dbf"])/2]},
		"rows do not match":   {"shp": parts["shp"][:len(parts["shp"])-28], "dbf": parts["dbf"]},
		"no header":           {"shp": []byte("nothing"), "dbf": parts["dbf"]},
		"an unknown .prj":     {"shp": parts["shp"], "dbf": parts["dbf"], "prj": []byte("LOCAL_CS[]")},
		"a length beyond all": {"shp": append(append([]byte{}, parts["shp"][:104]...), 0xff, 0xff, 0xff, 0xff, 1, 2, 3, 4), "dbf": parts["dbf"]},
	} {
		_, err := Shapefile(broken, intake.TableLimits())
		var refusal *intake.Refusal
		if !errors.As(err, &refusal) {
			t.Errorf("%s: %v, want a refusal", name, err)
		}
	}
}

func FuzzGeoJSON(f *testing.F) {
	f.Add([]byte(collection(`{"type":"Polygon","coordinates":`+square+`}`, `null`)))
	f.Add([]byte(`{"type":"FeatureCollection","synthetic":true,"crs":{"properties":{"name":"EPSG:9211"}},"features":[]}`))
	f.Add([]byte(`{"type":"Point","coordinates":[105,22]}`))
	f.Add([]byte(`{"features":[{"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[[[1]]]]}}]`))
	f.Fuzz(func(t *testing.T, content []byte) {
		c, err := GeoJSON(content, intake.TableLimits())
		var refusal *intake.Refusal
		if err != nil && !errors.As(err, &refusal) {
			t.Fatalf("an error that is no refusal: %v", err)
		}
		checkFeatures(t, c)
	})
}

func FuzzShapefile(f *testing.F) {
	path := filepath.Join("..", "..", "..", "shared", "corpora", "shapefile", "shapelib__cities.zip")
	if content, err := os.ReadFile(path); err == nil {
		if file, err := intake.Open("cities.zip", content, intake.TableLimits()); err == nil {
			f.Add(file.Parts["shp"], file.Parts["dbf"], []byte(`GEOGCS["GCS_WGS_1984"]`))
		}
	}
	f.Add([]byte("\x00\x00\x27\x0a"), []byte("\x03"), []byte(""))
	f.Fuzz(func(t *testing.T, shp, dbf, prj []byte) {
		c, err := Shapefile(map[string][]byte{"shp": shp, "dbf": dbf, "prj": prj}, intake.TableLimits())
		var refusal *intake.Refusal
		if err != nil && !errors.As(err, &refusal) {
			t.Fatalf("an error that is no refusal: %v", err)
		}
		checkFeatures(t, c)
	})
}

func checkFeatures(t *testing.T, c Collection) {
	for i, f := range c.Features {
		if f.Number != i+1 || (f.Geometry == nil) != (f.Fault != nil) {
			t.Fatalf("feature %d: number %d, geometry %v, fault %v", i, f.Number, f.Geometry, f.Fault)
		}
	}
}
