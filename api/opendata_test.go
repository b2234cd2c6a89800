package api

import (
	"bytes"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/parquet-go/parquet-go"
	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"

	"phusong/api/opendata"
	"phusong/data"
	"phusong/data/oracle"
	"phusong/geo"
	"phusong/geo/hex"
	"phusong/tiles"
)

// taken downloads a file whole.
func taken(t testing.TB, server http.Handler, target string) []byte {
	t.Helper()
	answer := ask(server, "GET", target)
	body, err := io.ReadAll(answer.Body)
	if answer.StatusCode != 200 || err != nil {
		t.Fatalf("GET %s: %s, %v: %.300s", target, answer.Status, err, body)
	}
	return body
}

// lines reads a CSV by its header.
func linesOf(t testing.TB, text []byte) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil || len(rows) == 0 {
		t.Fatalf("%d rows, %v", len(rows), err)
	}
	var all []map[string]string
	for _, row := range rows[1:] {
		line := map[string]string{}
		for i, name := range rows[0] {
			line[name] = row[i]
		}
		all = append(all, line)
	}
	return all
}

// everyFile goes through all files of release 4.
func everyFile(t testing.TB, server http.Handler, each func(d opendata.Dataset, f opendata.Format, body []byte)) {
	t.Helper()
	for _, d := range opendata.Datasets() {
		for _, f := range d.Formats {
			each(d, f, taken(t, server, "/data/4/"+d.Name+"."+string(f)))
		}
	}
}

func TestOpenDataCountsAsTheAPIDoes(t *testing.T) {
	server := newServer(t)
	hamlets := linesOf(t, taken(t, server, "/data/4/hamlets-verdicts.csv"))
	for _, technology := range geo.Technologies() {
		for _, d := range geo.Definitions() {
			asked := fmt.Sprintf("technology=%v&operator=any&definition=%s", technology, d.Code)
			list := askJSON[hamletsBody](t, server, "/api/hamlets?limit=5000&"+asked)
			said := map[string]string{}
			for _, row := range list.Rows {
				said[row.Code] = string(row.Verdict)
			}
			if len(hamlets) != list.NumberMatched || len(said) != list.NumberMatched {
				t.Fatalf("%d hamlets in the file, %d by the API", len(hamlets), list.NumberMatched)
			}
			for _, h := range hamlets {
				if got := h["verdict_"+strings.ToLower(technology.String())+"_"+d.Code]; got != said[h["code"]] || got == "" {
					t.Errorf("%s %s: %s in the file, %s by the API", h["code"], asked, got, said[h["code"]])
				}
			}
			for name, level := range map[string]string{"gaps-communes-2025-07": "commune&vintage=2025-07", "gaps-communes-2024": "commune&vintage=2024", "gaps-districts-2024": "district&vintage=2024"} {
				rows := slices.DeleteFunc(linesOf(t, taken(t, server, "/data/4/"+name+".csv")), func(r map[string]string) bool {
					return r["technology"] != technology.String() || r["definition"] != d.Code
				})
				gaps := askJSON[gapsBody](t, server, "/api/gaps?level="+level+"&"+asked)
				if len(rows) != len(gaps.Rows) || len(rows) == 0 {
					t.Fatalf("%s: %d rows in the file, %d by the API", name, len(rows), len(gaps.Rows))
				}
				for _, row := range rows {
					i := slices.IndexFunc(gaps.Rows, func(g gapRow) bool { return g.Code == row["code"] })
					g := gaps.Rows[i]
					if want := fmt.Sprint(g.Population, g.Hamlets.Covered, g.Hamlets.Partial, g.Hamlets.None, g.Hamlets.Unknown); want != strings.Join([]string{row["population"], row["hamlets_covered"], row["hamlets_partial"], row["hamlets_none"], row["hamlets_unknown"]}, " ") {
						t.Errorf("%s %s %s: %v in the file, %s by the API", name, asked, row["code"], row, want)
					}
				}
			}
		}
	}
}

func TestOpenDataSaysNothingOfOperatorsMastsOrLevels(t *testing.T) {
	server := newServer(t)
	staff, err := library.shelf[1].Edition(data.StaffCut)
	if err != nil {
		t.Fatal(err)
	}
	secrets := []string{"TQG001", "TQG002", "Bản Lủng", "0912 345 678", "0987 654 321", "471-E22", "TQG-07", "ông An", "-97.3"}
	for _, o := range geo.Operators() {
		secrets = append(secrets, string(o.Code))
	}
	for _, site := range staff.Sites {
		secrets = append(secrets, `"`+site.Mast.ID+`"`, ","+site.Mast.ID+",", strconv.FormatFloat(site.Mast.Position[0], 'f', -1, 64)+","+strconv.FormatFloat(site.Mast.Position[1], 'f', -1, 64))
	}
	everyFile(t, server, func(d opendata.Dataset, f opendata.Format, body []byte) {
		for _, text := range decode("", body) {
			for _, secret := range secrets {
				if strings.Contains(text, secret) {
					t.Errorf("%s.%s says %q", d.Name, f, secret)
				}
			}
		}
		if f != opendata.CSV {
			return
		}
		for _, row := range linesOf(t, body) {
			if row["operator"] != "any" || row["release"] != "4" || row["synthetic"] != "true" || row["as_of"] != "2026-11-22" {
				t.Fatalf("%s: %v", d.Name, row)
			}
			if id := row["h3_res9_id"]; id != "" {
				if h, err := strconv.ParseUint(id, 16, 64); err != nil || !hex.Valid(geo.Hex(h)) || geo.Hex(h).Resolution() > 9 {
					t.Fatalf("%s: %s is no hex that everybody may see, %v", d.Name, id, err)
				}
			}
			if row["providerid"] != "" && row["providerid"] != "0" {
				t.Fatalf("%s names a provider: %v", d.Name, row)
			}
		}
	})
}

func TestOpenDataIsMadeOfThePublicEditionAlone(t *testing.T) {
	newServer(t)
	for _, cut := range data.Cuts()[1:] {
		e, err := library.shelf[1].Edition(cut)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range opendata.Datasets() {
			if _, err := opendata.Write(t.Context(), filepath.Join(t.TempDir(), "x"), e, d, opendata.CSV); err == nil {
				t.Errorf("%s is written for %s", d.Name, cut)
			}
		}
	}
}

func TestAvailabilityHasTheLeastLevelOfItsClass(t *testing.T) {
	server := newServer(t)
	classes := map[string]map[string]string{}
	for _, row := range linesOf(t, taken(t, server, "/data/4/coverage-h3.csv")) {
		classes[row["h3_res9_id"]] = row
	}
	want := 0
	for _, row := range classes {
		for _, technology := range []string{"2g", "3g", "4g", "5g"} {
			if class := row["class_"+technology]; class != "none" && class != "weak" && class != "unknown" {
				want++
			}
		}
	}
	rows := linesOf(t, taken(t, server, "/data/4/availability.csv"))
	if len(rows) != want || want == 0 {
		t.Fatalf("%d rows of availability for %d classes with signal", len(rows), want)
	}
	for _, row := range rows {
		code, _ := strconv.Atoi(row["technology"])
		technology := geo.Technology(code / 100)
		level, err := strconv.ParseFloat(row["minsignal"], 64)
		if got := geo.ScaleOf(technology).Class(geo.DBm(level)).String(); err != nil || got != classes[row["h3_res9_id"]]["class_"+strings.ToLower(technology.String())] || row["mindown"] != "" {
			t.Fatalf("%v is of class %s, %v", row, got, err)
		}
	}
}

func TestTheSameReleaseIsTheSameBytes(t *testing.T) {
	for _, d := range opendata.Datasets() {
		for _, f := range d.Formats {
			var sums []opendata.Sum
			for range 2 {
				r, err := tiles.New(country(t, 4))
				if err != nil {
					t.Fatal(err)
				}
				e, err := r.Edition(data.PublicCut)
				if err != nil {
					t.Fatal(err)
				}
				sum, err := opendata.Write(t.Context(), filepath.Join(t.TempDir(), "x"), e, d, f)
				if err != nil {
					t.Fatal(err)
				}
				sums = append(sums, sum)
			}
			if sums[0] != sums[1] || sums[0].Bytes == 0 {
				t.Errorf("%s.%s: %v", d.Name, f, sums)
			}
		}
	}
}

func TestGeoParquetReadsBackAsItWasWritten(t *testing.T) {
	server := newServer(t)
	body := taken(t, server, "/data/4/hamlets-verdicts.parquet")
	file, err := parquet.OpenFile(bytes.NewReader(body), int64(len(body)))
	if err != nil {
		t.Fatal(err)
	}
	about, known := file.Lookup("geo")
	var meta struct {
		Version string
		Primary string `json:"primary_column"`
		Columns map[string]struct {
			Encoding string
			Types    []string `json:"geometry_types"`
			BBox     []float64
		}
	}
	if err := json.Unmarshal([]byte(about), &meta); err != nil || !known || meta.Version != "1.1.0" || meta.Columns[meta.Primary].Encoding != "WKB" || len(meta.Columns[meta.Primary].BBox) != 4 {
		t.Fatalf("%s, %v", about, err)
	}
	lines := linesOf(t, taken(t, server, "/data/4/hamlets-verdicts.csv"))
	if int(file.NumRows()) != len(lines) {
		t.Fatalf("%d rows, %d in the CSV", file.NumRows(), len(lines))
	}
	columns := file.Schema().Columns()
	rows := make([]parquet.Row, len(lines))
	if n, err := file.RowGroups()[0].Rows().ReadRows(rows); n != len(rows) {
		t.Fatalf("%d rows, %v", n, err)
	}
	for i, row := range rows {
		for k, value := range row {
			name := columns[k][0]
			switch {
			case name == meta.Primary:
				shape, err := wkb.Unmarshal(value.ByteArray())
				if m, is := shape.(orb.MultiPolygon); err != nil || !is || m[0][0].Orientation() != orb.CCW {
					t.Fatalf("%v, %v", shape, err)
				}
			case value.IsNull():
				if lines[i][name] != "" {
					t.Errorf("%s is missing, %q in the CSV", name, lines[i][name])
				}
			case value.String() != lines[i][name]:
				t.Errorf("%s is %s, %q in the CSV", name, value, lines[i][name])
			}
		}
	}
}

// A name that a spreadsheet would reckon with stays a name, in whatever column of
// whatever file it stands; a number stays a number.
func TestNoNameRunsInAnOpenSpreadsheet(t *testing.T) {
	hostile := []string{`=HYPERLINK("http://x","Thôn")`, "+1+1", "-2+3", "@SUM(1)", "\t=1", "\r=1", "|x", "％=1", "=cmd|' /C calc'!A0"}
	v := country(t, 4)
	for i := range v.Hamlets {
		v.Hamlets[i].Hamlet.Name, v.Hamlets[i].Hamlet.Kind = hostile[i%len(hostile)], geo.HamletKind(hostile[(i+1)%len(hostile)])
		v.Hamlets[i].Hamlet.Centre[0] = -107.9
	}
	for i := range v.Units {
		v.Units[i].Name = hostile[i%len(hostile)]
	}
	server := serverOf(t, v)
	seen, numbers := 0, 0
	everyFile(t, server, func(d opendata.Dataset, f opendata.Format, body []byte) {
		switch f {
		case opendata.CSV:
			for _, line := range linesOf(t, body) {
				for column, value := range line {
					_, err := strconv.ParseFloat(value, 64)
					if value != "" && strings.ContainsAny(value[:1], "=+-@\t\r") && err != nil {
						t.Errorf("%s of %s.csv is %q", column, d.Name, value)
					}
					if strings.HasPrefix(value, "'") {
						seen++
					}
					if value == "-107.9" {
						numbers++
					}
				}
			}
		case opendata.XLSX:
			if whole := strings.Join(members(body), ""); strings.Contains(whole, "<f>") || strings.Contains(whole, "<f ") {
				t.Errorf("%s.xlsx has a formula", d.Name)
			}
		case opendata.GeoJSON:
			if !json.Valid(body) || d.Name == "hamlets-verdicts" && !strings.Contains(string(body), "=HYPERLINK") {
				t.Errorf("%s.geojson does not have the names as they are", d.Name)
			}
		}
	})
	if seen < len(v.Hamlets) || numbers != len(v.Hamlets) {
		t.Errorf("%d names were told from formulas, %d numbers stay numbers", seen, numbers)
	}
}

func TestGDALReadsTheOpenFiles(t *testing.T) {
	t.Parallel()
	oracle.Program(t, "ogrinfo", "--version")
	o := options(t, io.Discard)
	o.Releases = shelf{province(t, 4, theSample)}
	server := New(o)
	for _, f := range []opendata.Format{opendata.GeoPackage, opendata.GeoJSON} {
		path := filepath.Join(t.TempDir(), "x."+string(f))
		if err := os.WriteFile(path, taken(t, server, "/data/4/hamlets-verdicts."+string(f)), 0o600); err != nil {
			t.Fatal(err)
		}
		summary := output(t, "ogrinfo", "-so", "-al", path)
		for _, line := range []string{"Geometry: Multi Polygon", "Feature Count: 1733", "people: Integer", "verdict_4g_centre: String", "people_covered_4g: Real", "WGS 84"} {
			if !strings.Contains(summary, line) {
				t.Errorf("%s: no %q in\n%s", f, line, summary)
			}
		}
		if invalid := output(t, "ogrinfo", "-dialect", "SQLite", "-sql", "SELECT count(*) AS n FROM "+layerOf(f)+" WHERE NOT ST_IsValid("+geometryOf(f)+")", path); !strings.Contains(invalid, "= 0") {
			t.Errorf("%s: %s", f, invalid)
		}
	}
}

func layerOf(f opendata.Format) string {
	if f == opendata.GeoPackage {
		return "hamlets_verdicts"
	}
	return `"hamlets-verdicts"`
}

func geometryOf(f opendata.Format) string {
	if f == opendata.GeoPackage {
		return "geom"
	}
	return "geometry"
}
