package sites

import (
	"context"
	"database/sql"
	"encoding/binary"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"modernc.org/sqlite"

	"phusong/geo"
	"phusong/importers/intake"
)

// packaged is a GeoPackage with the tables that the statements make.
func packaged(t *testing.T, statements string, points ...[]byte) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "made.gpkg")
	connector, err := sqlite.NewConnector("file:" + path)
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(connector)
	if _, err := db.Exec(`
		CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
		CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT);
		CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
		INSERT INTO gpkg_spatial_ref_sys VALUES ('w', 4326, 'EPSG', 4326, 'GEOGCS');`); err != nil {
		t.Fatal(err)
	}
	arguments := make([]any, len(points))
	for i, p := range points {
		arguments[i] = p
	}
	if _, err := db.Exec(statements, arguments...); err != nil {
		t.Fatal(err)
	}
	if err := db.Close(); err != nil {
		t.Fatal(err)
	}
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

// packagePoint is a point as GeoPackages store it.
func packagePoint(lon, lat float64) []byte {
	blob := append([]byte("GP\x00\x01\xe6\x10\x00\x00\x01"), 1, 0, 0, 0)
	blob = binary.LittleEndian.AppendUint64(blob, math.Float64bits(lon))
	return binary.LittleEndian.AppendUint64(blob, math.Float64bits(lat))
}

func TestTheLayersOfAGeoPackageAreLikeSheets(t *testing.T) {
	content := packaged(t, `
		INSERT INTO gpkg_contents VALUES ('tram_2g', 'features'), ('tram_4g', 'features'), ('duong', 'features'), ('trong', 'features');
		INSERT INTO gpkg_geometry_columns VALUES ('tram_2g', 'geom', 4326), ('tram_4g', 'geom', 4326), ('duong', 'geom', 4326), ('trong', 'geom', 4326);
		CREATE TABLE tram_2g (fid INTEGER PRIMARY KEY, ma_tram TEXT, geom BLOB);
		CREATE TABLE tram_4g (fid INTEGER PRIMARY KEY, ma_tram TEXT, geom BLOB);
		CREATE TABLE duong (fid INTEGER PRIMARY KEY, mau TEXT, geom BLOB);
		CREATE TABLE trong (fid INTEGER PRIMARY KEY, ma_tram TEXT, geom BLOB);
		INSERT INTO tram_2g VALUES (1, 'A', ?), (2, 'B', ?);
		INSERT INTO tram_4g VALUES (1, 'A', ?);
		INSERT INTO duong VALUES (1, 'x', ?);`,
		packagePoint(105.51234, 22.01234), packagePoint(105.52234, 22.01234), packagePoint(105.51234, 22.01234), packagePoint(105.5, 22))
	file, err := intake.Open("tram.gpkg", content, intake.TableLimits())
	if err != nil {
		t.Fatal(err)
	}
	d, err := Understand(t.Context(), file, Options{Operator: geo.Viettel}, province(), flat)
	if err != nil {
		t.Fatal(err)
	}
	var layers []string
	for _, s := range d.Sheets {
		layers = append(layers, s.Name+" "+s.Skipped)
	}
	if diff := cmp.Diff([]string{"duong no-header", "tram_2g ", "tram_4g "}, layers); diff != "" {
		t.Error(diff)
	}
	if len(d.Presences) != 2 || len(d.Presences[0].Sectors) != 2 || len(d.Presences[1].Sectors) != 1 {
		t.Errorf("A has 2G and 4G by its layers, B has 2G: %+v", d.Presences)
	}
}

func TestNamesThatADatabaseCutAreKnown(t *testing.T) {
	v := tableOf("MA_TRAM", "KINH_DO", "VI_DO", "CONG_NGHE", "CHIEUCAOCO", "DOCAOANTEN", "GOCPHUONGV", "TRANGTHAIH")
	want := []string{"site_code", "lon", "lat", "tech", "mast_height", "antenna_height", "azimuth", "status"}
	if d := cmp.Diff(want, v); d != "" {
		t.Error(d)
	}
}

// tableOf is what the headers of a table are taken for.
func tableOf(headers ...string) []string {
	d, err := read(intake.File{Kind: intake.Text, Content: []byte(strings.Join(headers, ";") + "\nA" + strings.Repeat(";1", len(headers)-1) + "\n")}, Options{Operator: geo.Viettel})
	if err != nil {
		return []string{err.Error()}
	}
	var fields []string
	for _, c := range d.sheets[0].Columns {
		fields = append(fields, string(c.Field))
	}
	return fields
}

func TestDegreesUnderATitleOfVN2000AreAsked(t *testing.T) {
	const text = "Danh sách trạm, hệ toạ độ VN-2000\nMã trạm;Kinh độ;Vĩ độ;Công nghệ\nA;105,51234;22,01234;4G\nB;105,52234;22,01234;4G\n"
	d := understandShifted(t, text)
	if d.Counts.Questions != 2 || len(d.Rows[0].Readings) != 2 || d.Rows[0].Issues[0].Group != "datum-unsaid:EPSG:4756|as-written" {
		t.Errorf("counts %+v, issues %+v", d.Counts, d.Rows[0].Issues)
	}
	if d := understandShifted(t, strings.Replace(text, "Kinh độ;Vĩ độ", "Kinh độ (WGS-84);Vĩ độ (WGS-84)", 1)); d.Counts.Accepted != 2 {
		t.Errorf("the columns say WGS 84: %+v", d.Counts)
	}
}

// understandShifted reads a list with the datum some 220 m away, as it is.
func understandShifted(t *testing.T, text string) *Draft {
	t.Helper()
	shift := func(_ context.Context, _ int, points []orb.Point) ([]orb.Point, error) {
		var all []orb.Point
		for _, p := range points {
			all = append(all, orb.Point{p[0] + 0.002, p[1] - 0.001})
		}
		return all, nil
	}
	d, err := Understand(t.Context(), intake.File{Kind: intake.Text, Content: []byte(text)}, Options{Operator: geo.Viettel}, province(), shift)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTheLimitsAreSettings(t *testing.T) {
	text := []byte(codeList("A", "B", "C"))
	limits := intake.TableLimits()
	for _, tt := range []struct {
		name   string
		change func(*intake.Limits)
		code   string
	}{
		{"as they are", func(*intake.Limits) {}, ""},
		{"two rows", func(l *intake.Limits) { l.Rows = 2 }, "table-unreadable"},
		{"three columns", func(l *intake.Limits) { l.Columns = 3 }, "table-unreadable"},
		{"ten bytes", func(l *intake.Limits) { l.File = 10 }, "file-too-large"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			l := limits
			tt.change(&l)
			file, err := intake.Open("a.csv", text, l)
			if err == nil {
				_, err = Understand(t.Context(), file, Options{Operator: geo.Viettel}, province(), flat)
			}
			refusal, _ := err.(*intake.Refusal)
			if tt.code == "" && err != nil || tt.code != "" && (refusal == nil || refusal.Code != tt.code) {
				t.Errorf("got %v, want %q", err, tt.code)
			}
		})
	}
}
