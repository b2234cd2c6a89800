package mvt

import (
	"bytes"
	"encoding/hex"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"phusong/data/oracle"
)

// The examples of the specification, §4.3.5: a point at 25,17; lines 2,2 2,10 10,10
// and 1,1 3,5; a polygon 3,6 8,12 20,34. The bytes are the ones printed there.
func TestGeometryMatchesTheSpecification(t *testing.T) {
	for _, tt := range []struct {
		name string
		draw func(g *Geometry)
		want []byte
	}{
		{"example point", func(g *Geometry) { g.Point(Point{25, 17}) }, []byte{9, 50, 34}},
		{"example line", func(g *Geometry) { g.Line([]Point{{2, 2}, {2, 10}, {10, 10}}) }, []byte{9, 4, 4, 18, 0, 16, 16, 0}},
		{"example multi line, a place twice and a line of one place", func(g *Geometry) {
			g.Line([]Point{{2, 2}, {2, 10}, {2, 10}, {10, 10}})
			g.Line([]Point{{7, 7}, {7, 7}})
			g.Line([]Point{{1, 1}, {3, 5}})
		}, []byte{9, 4, 4, 18, 0, 16, 16, 0, 9, 17, 17, 10, 4, 8}},
		{"example polygon", func(g *Geometry) { g.Ring([]Point{{3, 6}, {8, 12}, {20, 34}}, false) },
			[]byte{9, 6, 12, 18, 10, 12, 24, 44, 15}},
		{"example multi polygon with a hole", func(g *Geometry) {
			g.Ring([]Point{{0, 0}, {10, 0}, {10, 10}, {0, 10}}, false)
			g.Ring([]Point{{11, 11}, {20, 11}, {20, 20}, {11, 20}}, false)
			g.Ring([]Point{{13, 13}, {13, 17}, {17, 17}, {17, 13}}, true)
		}, []byte{9, 0, 0, 26, 20, 0, 0, 20, 19, 0, 15, 9, 22, 2, 26, 18, 0, 0, 18, 17, 0, 15, 9, 4, 13, 26, 0, 8, 8, 0, 0, 7, 15}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			var g Geometry
			tt.draw(&g)
			if !bytes.Equal(g.body, tt.want) {
				t.Errorf("drew %v, want %v", g.body, tt.want)
			}
		})
	}
}

func TestRingsAreTurnedAndClosedAsTheSpecificationWants(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		ring := rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Point {
			return Point{rapid.Int32Range(-9, 9).Draw(t, "x"), rapid.Int32Range(-9, 9).Draw(t, "y")}
		}), 0, 9).Draw(t, "ring")
		hole := rapid.Bool().Draw(t, "hole")
		var g Geometry
		drawn := g.Ring(ring, hole)
		if drawn != (Area(trim(ring)) != 0) {
			t.Fatalf("Ring(%v) = %v with area %d", ring, drawn, Area(ring))
		}
		if !drawn {
			return
		}
		parts, _, err := decodeGeometry(g.body)
		if err != nil || len(parts) != 1 {
			t.Fatalf("%v was drawn as %v, %v", ring, parts, err)
		}
		got := parts[0]
		if area := Area(got); (area < 0) != hole || area*area != Area(ring)*Area(ring) {
			t.Fatalf("%v (hole: %v) was drawn as %v", ring, hole, got)
		}
		for i, p := range got {
			if p == got[(i+1)%len(got)] {
				t.Fatalf("%v repeats a point in %v", got, ring)
			}
		}
	})
}

// layers draws random layers; only values the encoder writes in one way.
func layers(t *rapid.T) []Decoded {
	value := rapid.OneOf(
		rapid.Map(rapid.String(), func(s string) any { return s }),
		rapid.Map(rapid.Int64(), func(n int64) any {
			if n < 0 {
				return n
			}
			return uint64(n)
		}),
		rapid.Map(rapid.Float64(), func(f float64) any { return f }),
		rapid.Map(rapid.Bool(), func(b bool) any { return b }),
	)
	feature := rapid.Custom(func(t *rapid.T) Feature {
		return Feature{
			ID:         rapid.Uint64().Draw(t, "id"),
			Kind:       Points,
			Attributes: rapid.MapOfN(rapid.StringN(0, 4, 12), value, 0, 4).Draw(t, "attributes"),
			Parts:      [][]Point{{{rapid.Int32().Draw(t, "x"), rapid.Int32().Draw(t, "y")}}},
		}
	})
	return rapid.SliceOfN(rapid.Custom(func(t *rapid.T) Decoded {
		return Decoded{
			Name: rapid.StringN(1, 5, 20).Draw(t, "name"), Version: version, Extent: 4096,
			Features: rapid.SliceOfN(feature, 1, 5).Draw(t, "features"),
		}
	}), 0, 3).Draw(t, "layers")
}

func encode(all []Decoded) []byte {
	var tile []byte
	var g Geometry
	for _, want := range all {
		l := NewLayer(want.Name, want.Extent)
		for _, f := range want.Features {
			g.Reset()
			g.Point(f.Parts[0][0])
			var tags []Tag
			for key, v := range f.Attributes {
				tags = append(tags, l.Tag(key, valueOf(v)))
			}
			l.Add(f.ID, &g, tags...)
		}
		tile = l.AppendTo(tile)
	}
	return tile
}

func valueOf(v any) Value {
	switch v := v.(type) {
	case string:
		return String(v)
	case float64:
		return Double(v)
	case bool:
		return Bool(v)
	case uint64:
		return Int(int64(v))
	}
	return Int(v.(int64))
}

func TestWhatIsWrittenIsRead(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		want := layers(t)
		got, err := Decode(encode(want))
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(want, got, cmp.Transformer("empty", func(d []Decoded) []Decoded {
			if d == nil {
				return []Decoded{}
			}
			return d
		})); diff != "" {
			t.Fatalf("read differs from written (-written +read):\n%s", diff)
		}
	})
}

func TestALayerIsCleanAfterReset(t *testing.T) {
	var g Geometry
	g.Point(Point{1, 2})
	fresh, used := NewLayer("a", 4096), NewLayer("a", 4096)
	used.Add(9, &g, used.Tag("old", String("x")), used.Tag("class", Int(3)))
	used.AppendTo(nil)
	used.Reset()
	for _, l := range []*Layer{fresh, used} {
		l.Add(1, &g, l.Tag("class", Int(3)))
	}
	if a, b := fresh.AppendTo(nil), used.AppendTo(nil); !bytes.Equal(a, b) {
		t.Errorf("a used layer wrote\n%x, a fresh one\n%x", b, a)
	}
	if empty := NewLayer("b", 4096).AppendTo(nil); len(empty) != 0 {
		t.Errorf("a layer without features took %d bytes", len(empty))
	}
}

func TestAddingAFeatureTakesNoMemory(t *testing.T) {
	l := NewLayer("coverage", 4096)
	ring := []Point{{0, 0}, {10, 0}, {15, 8}, {10, 16}, {0, 16}, {-5, 8}}
	var g Geometry
	tag := l.Tag("class", Int(3))
	one := func() {
		g.Reset()
		g.Ring(ring, false)
		l.Add(1234567, &g, tag)
	}
	for range 1000 {
		one()
	}
	l.features = l.features[:0]
	if n := testing.AllocsPerRun(500, one); n != 0 {
		t.Errorf("a feature allocates %v times", n)
	}
}

// The corpus has the fixtures of mapbox/mvt-fixtures; MANIFEST.tsv says which
// are valid. Every malformed one must be told, and none may hurt.
func TestForeignTiles(t *testing.T) {
	folder := filepath.Join("..", "..", "..", "shared", "corpora", "mvt")
	if _, err := os.Stat(folder); err != nil {
		t.Skipf("the corpus of foreign tiles is not beside this checkout: %v", err)
	}
	for name, malformed := range map[string]bool{
		"mvtfix__001.mvt": false, // no layers
		"mvtfix__008.mvt": true,  // extent is a string
		"mvtfix__012.mvt": true,  // version 99
		"mvtfix__019.mvt": false, // a polygon
		"mvtfix__038.mvt": false, // all kinds of values
		"mvtfix__045.mvt": true,  // half a point
		"mvtfix__046.mvt": false, // a line of two equal points: ours to draw, not to refuse
		"mvtfix__047.mvt": true,  // ClosePath twice
		"mvtfix__057.mvt": true,  // a MoveTo that promises 2²⁹ points
		"mvtfix__061.mvt": true,  // a line with ClosePath
		"gdal__autotest@ogr@data@mvt@limit_cases.pbf":                true, // a feature is cut off
		"gdal__autotest@ogr@data@mvt@polygon_larger_than_header.pbf": false,
	} {
		t.Run(name, func(t *testing.T) {
			tile, err := os.ReadFile(filepath.Join(folder, name))
			if err != nil {
				t.Fatal(err)
			}
			_, err = Decode(tile)
			if errors.Is(err, ErrMalformed) != malformed {
				t.Errorf("Decode says %v; malformed should be %v", err, malformed)
			}
		})
	}
}

func FuzzDecode(f *testing.F) {
	l := NewLayer("a", 4096)
	var g Geometry
	g.Ring([]Point{{0, 0}, {10, 0}, {10, 10}}, false)
	l.Add(1, &g, l.Tag("k", Double(1.5)), l.Tag("n", Int(-3)))
	f.Add(l.AppendTo(nil))
	unhex, _ := hex.DecodeString("1a0a7802")
	f.Add(unhex)
	f.Fuzz(func(t *testing.T, tile []byte) {
		if _, err := Decode(tile); err != nil && !errors.Is(err, ErrMalformed) {
			t.Errorf("an error of another kind: %v", err)
		}
	})
}

func TestGDALReadsOurTiles(t *testing.T) {
	ogrinfo := oracle.Program(t, "ogrinfo", "--version")
	l := NewLayer("communes", 4096)
	var g Geometry
	g.Ring([]Point{{0, 0}, {4096, 0}, {4096, 4096}, {0, 4096}}, false)
	g.Ring([]Point{{100, 100}, {200, 100}, {200, 200}, {100, 200}}, true)
	l.Add(7, &g, l.Tag("name", String("Thượng Lâm")), l.Tag("people", Int(5321)))
	path := filepath.Join(t.TempDir(), "tile.mvt")
	if err := os.WriteFile(path, l.AppendTo(nil), 0o600); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(ogrinfo, "-al", "MVT:"+path, "-oo", "CLIP=NO").CombinedOutput()
	for _, want := range []string{"Layer name: communes", "Feature Count: 1", "Thượng Lâm", "people (Integer) = 5321"} {
		if err != nil || !strings.Contains(string(out), want) {
			t.Errorf("ogrinfo does not say %q (%v):\n%s", want, err, out)
		}
	}
}
