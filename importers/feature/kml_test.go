package feature

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"phusong/importers/intake"
)

func kml(placemarks ...string) []byte {
	return []byte(`<?xml version="1.0" encoding="UTF-8"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document><name>Trạm</name>` + strings.Join(placemarks, "") + `</Document></kml>`)
}

const kmlSquare = `<outerBoundaryIs><LinearRing><coordinates>105,22,0 105.1,22,0 105.1,22.1,0 105,22.1,0 105,22,0</coordinates></LinearRing></outerBoundaryIs>`

func TestOnePlacemark(t *testing.T) {
	hole := `<innerBoundaryIs><LinearRing><coordinates>105.04,22.04 105.06,22.04 105.06,22.06 105.04,22.04</coordinates></LinearRing></innerBoundaryIs>`
	for _, tt := range []struct{ name, shape, want string }{
		{"a point", `<Point><coordinates>105.3,22.1,400</coordinates></Point>`, "Point"},
		{"tabs and line ends", "<Point><coordinates>\n\t105.3,22.1,0\n</coordinates></Point>", "Point"},
		{"blanks behind commas", `<Point><coordinates>105.3, 22.1, 0</coordinates></Point>`, "Point"},
		{"a polygon with a hole", `<Polygon>` + kmlSquare + hole + `</Polygon>`, "MultiPolygon"},
		{"several polygons and a label", `<MultiGeometry><Point><coordinates>105,22</coordinates></Point><Polygon>` + kmlSquare + `</Polygon><Polygon>` + kmlSquare + `</Polygon></MultiGeometry>`, "MultiPolygon"},
		{"a collection of one point", `<MultiGeometry><MultiGeometry><Point><coordinates>105,22</coordinates></Point></MultiGeometry></MultiGeometry>`, "Point"},
		{"a line", `<LineString><coordinates>105,22 106,22</coordinates></LineString>`, "geometry-kind"},
		{"two points", `<MultiGeometry><Point><coordinates>105,22</coordinates></Point><Point><coordinates>105,23</coordinates></Point></MultiGeometry>`, "geometry-kind"},
		{"no shape", ``, "geometry-missing"},
		{"a point of two places", `<Point><coordinates>105,22 106,22</coordinates></Point>`, "geometry-broken"},
		{"a word", `<Point><coordinates>x,y</coordinates></Point>`, "geometry-broken"},
		{"NaN", `<Point><coordinates>NaN,22</coordinates></Point>`, "geometry-broken"},
		{"an open ring", `<Polygon>` + strings.Replace(kmlSquare, " 105,22,0</", "</", 1) + `</Polygon>`, "ring-open"},
		{"no ring", `<Polygon/>`, "geometry-empty"},
		{"too many vertices", `<Polygon><outerBoundaryIs><LinearRing><coordinates>` + strings.Repeat("105,22 ", intake.TableLimits().Vertices+1) + `</coordinates></LinearRing></outerBoundaryIs></Polygon>`, "vertices-many"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := KML(kml(`<Folder><Placemark>`+tt.shape+`</Placemark></Folder>`, `<Placemark><Point><coordinates>105,22</coordinates></Point></Placemark>`), intake.TableLimits())
			if err != nil || len(c.Features) != 2 || c.Features[1].Fault != nil {
				t.Fatalf("%+v, %v", c, err)
			}
			got := ""
			switch f := c.Features[0]; {
			case f.Fault != nil:
				got = f.Fault.Code
			case f.Geometry != nil:
				got = f.Geometry.GeoJSONType()
			}
			if got != tt.want {
				t.Errorf("%s, want %s", got, tt.want)
			}
		})
	}
}

func TestPropertiesOfAPlacemark(t *testing.T) {
	c, err := KML(kml(`<Folder><name>Viettel</name><Placemark id="p1"><name>TQG0001</name><description><![CDATA[ <b>x</b> ]]></description>
		<Style><LineStyle/></Style><ExtendedData><Data name="Công nghệ"><displayName>d</displayName><value>4G</value></Data>
		<SchemaData schemaUrl="#s"><SimpleData name="Băng tần">1800</SimpleData></SchemaData><ma:tinh xmlns:ma="x">08</ma:tinh></ExtendedData>
		<Point><coordinates>105,22</coordinates></Point></Placemark></Folder><NetworkLink><Link><href>http://127.0.0.1/x</href></Link></NetworkLink>`), intake.TableLimits())
	if err != nil || len(c.Features) != 1 {
		t.Fatalf("%+v, %v", c, err)
	}
	f := c.Features[0]
	for name, want := range map[string]string{"name": "TQG0001", "description": "<b>x</b>", "cong_nghe": "4G", "bang tan": "1800", "tinh": "08", "folder": "Viettel", "id": "p1"} {
		if got := f.Text(name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestNamesInTCVN3AreConvertedByField(t *testing.T) {
	c, err := KML(kml(`<Placemark><name>Tr¹m Th­îng N«ng</name><ExtendedData><Data name="Tªn x·"><value>X· Th­îng N«ng</value></Data><Data name="C«ng nghÖ"><value>4G</value></Data></ExtendedData><Point><coordinates>105,22</coordinates></Point></Placemark>`), intake.TableLimits())
	if err != nil || c.Features[0].Text("name") != "Trạm Thượng Nông" || c.Features[0].Text("ten_xa") != "Xã Thượng Nông" || c.Features[0].Text("cong nghe") != "4G" {
		t.Fatalf("%+v, %v", c.Features, err)
	}
	if len(c.Conversions) != 3 {
		t.Errorf("conversions %+v, want the names, the name and the commune", c.Conversions)
	}
}

func TestAKMLIsRefused(t *testing.T) {
	for _, tt := range []struct{ name, text, want string }{
		{"a document type far down", `<kml><Document></Document><!DOCTYPE x></kml>`, "xml-doctype"},
		{"an entity of nobody", `<kml><Placemark><name>&secret;</name></Placemark></kml>`, "kml-broken"},
		{"cut short", `<kml><Document><Placemark><name>x`, "kml-broken"},
		{"too deep", `<kml>` + strings.Repeat("<a>", maxKMLDepth) + strings.Repeat("</a>", maxKMLDepth) + `</kml>`, "kml-deep"},
		{"too deep within what is passed over", `<kml><Style>` + strings.Repeat("<a>", 100_000), "kml-deep"},
		{"a text without end", `<kml><Placemark><name>` + strings.Repeat("x", maxKMLText+1) + `</name></Placemark></kml>`, "kml-broken"},
		{"links only", `<kml><NetworkLink><Link><href>http://127.0.0.1/</href></Link></NetworkLink></kml>`, "kml-link"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := KML([]byte(tt.text), intake.TableLimits())
			var refusal *intake.Refusal
			if !errors.As(err, &refusal) || refusal.Code != tt.want {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
}

func FuzzKML(f *testing.F) {
	f.Add(kml(`<Placemark><Point><coordinates>105,22</coordinates></Point></Placemark>`))
	f.Add(kml(`<Placemark><MultiGeometry><Polygon>` + kmlSquare + `</Polygon></MultiGeometry></Placemark>`))
	f.Add([]byte("<kml>\xe5<Placemark><name>M\xb7</name></Placemark></kml>"))
	folder := filepath.Join("..", "..", "..", "shared", "corpora", "kml")
	names, _ := filepath.Glob(filepath.Join(folder, "*.kml")) // none is no error
	for _, name := range names {
		if content, err := os.ReadFile(name); err == nil && len(content) < 8<<10 {
			f.Add(content)
		}
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		c, err := KML(content, intake.TableLimits())
		if err != nil {
			return
		}
		checkFeatures(t, c)
	})
}

func FuzzGeoPackageGeometry(f *testing.F) {
	for _, blob := range wkbSeeds() {
		f.Add(blob)
	}
	f.Fuzz(func(t *testing.T, blob []byte) {
		g, n, fault := packageGeometry(blob, intake.TableLimits().Vertices)
		if fault == nil && g == nil || fault != nil && g != nil || n > intake.TableLimits().Vertices+1 {
			t.Fatalf("%v, %d vertices, %v", g, n, fault)
		}
	})
}

// wkbSeeds are a point, the same with a height and big-endian, a polygon in a
// collection, and a lie about the number of rings.
func wkbSeeds() map[string][]byte {
	one := "\x00\x00\x00\x00\x00\x00\xf0\x3f"
	head := "GP\x00\x01\xe6\x10\x00\x00"
	return map[string][]byte{
		"a point":   []byte(head + "\x01\x01\x00\x00\x00" + one + one),
		"with Z":    []byte(head + "\x00\x00\x00\x03\xe9" + strings.Repeat("\x3f\xf0\x00\x00\x00\x00\x00\x00", 3)),
		"a polygon": []byte(head + "\x01\x06\x00\x00\x00\x01\x00\x00\x00\x01\x03\x00\x00\x00\x01\x00\x00\x00\x04\x00\x00\x00" + strings.Repeat(one, 8)),
		"a lie":     []byte(head + "\x01\x03\x00\x00\x00\xff\xff\xff\xff"),
		"a line":    []byte(head + "\x01\x02\x00\x00\x00\x00\x00\x00\x00"),
		"empty":     []byte("GP\x00\x11\xe6\x10\x00\x00"),
	}
}

func TestGeometriesOfAGeoPackage(t *testing.T) {
	for name, want := range map[string]string{"a point": "Point", "with Z": "Point", "a polygon": "MultiPolygon", "a lie": "geometry-broken", "a line": "geometry-kind", "empty": "geometry-empty"} {
		g, _, fault := packageGeometry(wkbSeeds()[name], intake.TableLimits().Vertices)
		got := ""
		if fault != nil {
			got = fault.Code
		} else if g != nil {
			got = g.GeoJSONType()
		}
		if got != want {
			t.Errorf("%s: %s, want %s", name, got, want)
		}
	}
	if g, _, _ := packageGeometry(wkbSeeds()["a point"], intake.TableLimits().Vertices); g != (orb.Point{1, 1}) {
		t.Errorf("the point is %v", g)
	}
}
