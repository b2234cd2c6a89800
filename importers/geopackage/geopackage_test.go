package geopackage

import (
	"context"
	"database/sql"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"modernc.org/sqlite"
)

const catalogue = `
	CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT, srs_id INTEGER PRIMARY KEY, organization TEXT, organization_coordsys_id INTEGER, definition TEXT);
	CREATE TABLE gpkg_contents (table_name TEXT PRIMARY KEY, data_type TEXT);
	CREATE TABLE gpkg_geometry_columns (table_name TEXT, column_name TEXT, srs_id INTEGER);
	INSERT INTO gpkg_spatial_ref_sys VALUES ('w', 4326, 'EPSG', 4326, 'GEOGCS');
	INSERT INTO gpkg_contents VALUES ('tram', 'features');
	INSERT INTO gpkg_geometry_columns VALUES ('tram', 'geom', 4326);`

// made is a database written by these statements.
func made(t testing.TB, statements string) []byte {
	t.Helper()
	path := filepath.Join(t.TempDir(), "made.gpkg")
	connector, err := sqlite.NewConnector("file:" + path)
	if err != nil {
		t.Fatal(err)
	}
	db := sql.OpenDB(connector)
	if _, err := db.Exec(statements); err != nil {
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

func limits() Limits { return Limits{Rows: 10, Columns: 5, Time: 5 * time.Second} }

func TestAFeatureTableIsReadAsItIs(t *testing.T) {
	tables, err := Read(t.Context(), made(t, catalogue+`
		CREATE TABLE tram (fid INTEGER PRIMARY KEY, "Tên ""trạm""" TEXT, geom BLOB, cao REAL);
		INSERT INTO tram VALUES (1, 'Nà Hang', x'4750', 42.5), (2, NULL, NULL, NULL);`), limits())
	if err != nil || len(tables) != 1 || len(tables[0].Rows) != 2 {
		t.Fatalf("%+v, %v", tables, err)
	}
	row := tables[0].Rows[0]
	if strings.Join(tables[0].Columns, "|") != `fid|Tên "trạm"|cao` || row.Values[0] != int64(1) || row.Values[1] != "Nà Hang" || row.Values[2] != 42.5 || string(row.Geometry) != "GP" {
		t.Errorf("%+v %+v", tables[0].Columns, row)
	}
	if tables[0].System != (System{"EPSG", 4326, "GEOGCS"}) || tables[0].Rows[1].Geometry != nil {
		t.Errorf("%+v", tables[0])
	}
}

func TestWhatIsNoGeoPackageOfUse(t *testing.T) {
	rows := "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n WHERE i < 11) INSERT INTO tram SELECT i, 'x', NULL FROM n"
	for _, tt := range []struct {
		name    string
		content []byte
		want    error
	}{
		{"the mark only", []byte("SQLite format 3\x00"), ErrBroken},
		{"another database", made(t, `CREATE TABLE a (b)`), ErrBroken},
		{"no feature table", made(t, strings.Replace(catalogue, "'features'", "'tiles'", 1)+`CREATE TABLE tram (geom BLOB)`), ErrEmpty},
		{"a view that never ends", made(t, catalogue+`CREATE VIEW tram AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i+1 FROM n) SELECT i AS fid, NULL AS geom FROM n`), ErrEmpty},
		{"no geometry column", made(t, catalogue+`CREATE TABLE tram (fid)`), ErrBroken},
		{"too many rows", made(t, catalogue+`CREATE TABLE tram (fid, name, geom);`+rows), ErrMany},
		{"too many columns", made(t, catalogue+`CREATE TABLE tram (geom, a, b, c, d, e)`), ErrMany},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if _, err := Read(t.Context(), tt.content, limits()); !errors.Is(err, tt.want) {
				t.Errorf("%v, want %v", err, tt.want)
			}
		})
	}
}

func TestNothingIsLeftBehindAndTimeIsBounded(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	content := made(t, catalogue+`CREATE TABLE tram (fid, geom)`)
	if _, err := Read(t.Context(), content, limits()); err != nil {
		t.Fatal(err)
	}
	ended, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := Read(ended, content, limits()); err == nil {
		t.Error("a cancelled reading went on")
	}
	left, err := os.ReadDir(os.Getenv("TMPDIR"))
	if err != nil {
		t.Fatal(err)
	}
	for _, entry := range left {
		if strings.HasPrefix(entry.Name(), "phusong-gpkg-") {
			t.Errorf("%s is left behind", entry.Name())
		}
	}
}

func FuzzGeoPackage(f *testing.F) {
	f.Add(made(f, catalogue+`CREATE TABLE tram (fid INTEGER PRIMARY KEY, name TEXT, geom BLOB); INSERT INTO tram VALUES (1, 'a', x'4750')`))
	folder := filepath.Join("..", "..", "..", "shared", "corpora", "gpkg")
	for _, name := range []string{"gdal__poly_non_conformant.gpkg", "nga__test.gpkg", "ets__empty.gpkg"} {
		if content, err := os.ReadFile(filepath.Join(folder, name)); err == nil {
			f.Add(content)
		}
	}
	f.Fuzz(func(t *testing.T, content []byte) {
		tables, err := Read(t.Context(), content, Limits{Rows: 100, Columns: 20, Time: 2 * time.Second})
		for _, table := range tables {
			for _, row := range table.Rows {
				if err == nil && len(row.Values) != len(table.Columns) {
					t.Fatalf("%d values for %d columns", len(row.Values), len(table.Columns))
				}
			}
		}
	})
}
