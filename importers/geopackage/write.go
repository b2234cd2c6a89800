package geopackage

import (
	"context"
	"database/sql"
	"encoding/binary"
	"fmt"
	"iter"
	"math"
	"net/url"
	"os"
	"strings"
	"time"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/encoding/wkb"
	"modernc.org/sqlite"
)

// NewTable is one table to be written; Shape is the OGC name of its geometries,
// in WGS84 lon lat. Changed stands in the file, so that the same table is the
// same bytes.
type NewTable struct {
	Name, Title, About string
	Shape              string
	Columns            []NewColumn
	Changed            time.Time
}

// NewColumn is a column and its type as GeoPackage has it: TEXT, INTEGER, REAL,
// BOOLEAN.
type NewColumn struct{ Name, Type string }

// NewRow is one feature: a polygon, multipolygon or nil, and string, int,
// float64, bool or nil for each column.
type NewRow struct {
	Shape  orb.Geometry
	Values []any
}

// The marks of a GeoPackage 1.3 in the head of an SQLite database.
const (
	applicationID = 0x47504B47 // "GPKG"
	userVersion   = 10300
)

// Write writes a GeoPackage 1.3 with one feature table to a path where nothing
// is yet. It fails as the rows do, or with an error of the file system.
func Write(ctx context.Context, path string, t NewTable, rows iter.Seq2[NewRow, error]) error {
	made, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o644)
	if err != nil {
		return fmt.Errorf("write the GeoPackage %s: %w", t.Name, err)
	}
	made.Close()
	connector, err := sqlite.NewConnector("file:" + (&url.URL{Path: path}).EscapedPath())
	if err != nil {
		return fmt.Errorf("write the GeoPackage %s: %w", t.Name, err)
	}
	db := sql.OpenDB(connector)
	defer db.Close()
	connection, err := db.Conn(ctx)
	if err != nil {
		return fmt.Errorf("write the GeoPackage %s: %w", t.Name, err)
	}
	defer connection.Close()
	w := writer{connection: connection, table: t, box: orb.Bound{Min: orb.Point{180, 90}, Max: orb.Point{-180, -90}}}
	for _, step := range []func(context.Context) error{w.head, func(ctx context.Context) error { return w.fill(ctx, rows) }, w.contents} {
		if err := step(ctx); err != nil {
			return fmt.Errorf("write the GeoPackage %s: %w", t.Name, err)
		}
	}
	return nil
}

type writer struct {
	connection *sql.Conn
	table      NewTable
	box        orb.Bound
}

// catalogueTables are what the standard asks for; there is no journal, since a
// file that was not finished is thrown away.
const catalogueTables = `
	CREATE TABLE gpkg_spatial_ref_sys (srs_name TEXT NOT NULL, srs_id INTEGER PRIMARY KEY, organization TEXT NOT NULL, organization_coordsys_id INTEGER NOT NULL, definition TEXT NOT NULL, description TEXT);
	CREATE TABLE gpkg_contents (table_name TEXT NOT NULL PRIMARY KEY, data_type TEXT NOT NULL, identifier TEXT UNIQUE, description TEXT DEFAULT '', last_change DATETIME NOT NULL DEFAULT (strftime('%Y-%m-%dT%H:%M:%fZ','now')), min_x DOUBLE, min_y DOUBLE, max_x DOUBLE, max_y DOUBLE, srs_id INTEGER, CONSTRAINT fk_gc_r_srs_id FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys(srs_id));
	CREATE TABLE gpkg_geometry_columns (table_name TEXT NOT NULL, column_name TEXT NOT NULL, geometry_type_name TEXT NOT NULL, srs_id INTEGER NOT NULL, z TINYINT NOT NULL, m TINYINT NOT NULL, CONSTRAINT pk_geom_cols PRIMARY KEY (table_name, column_name), CONSTRAINT uk_gc_table_name UNIQUE (table_name), CONSTRAINT fk_gc_tn FOREIGN KEY (table_name) REFERENCES gpkg_contents(table_name), CONSTRAINT fk_gc_srs FOREIGN KEY (srs_id) REFERENCES gpkg_spatial_ref_sys (srs_id));
	INSERT INTO gpkg_spatial_ref_sys VALUES
		('Undefined Cartesian SRS', -1, 'NONE', -1, 'undefined', 'undefined Cartesian coordinate reference system'),
		('Undefined geographic SRS', 0, 'NONE', 0, 'undefined', 'undefined geographic coordinate reference system'),
		('WGS 84 geodetic', 4326, 'EPSG', 4326, 'GEOGCS["WGS 84",DATUM["WGS_1984",SPHEROID["WGS 84",6378137,298.257223563,AUTHORITY["EPSG","7030"]],AUTHORITY["EPSG","6326"]],PRIMEM["Greenwich",0,AUTHORITY["EPSG","8901"]],UNIT["degree",0.0174532925199433,AUTHORITY["EPSG","9122"]],AXIS["Latitude",NORTH],AXIS["Longitude",EAST],AUTHORITY["EPSG","4326"]]', 'longitude/latitude coordinates in decimal degrees on the WGS 84 spheroid');`

func (w *writer) head(ctx context.Context) error {
	columns := []string{`fid INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL`, `geom ` + w.table.Shape}
	for _, c := range w.table.Columns {
		columns = append(columns, quoted(c.Name)+" "+c.Type)
	}
	for _, statement := range []string{
		`PRAGMA page_size = 4096`, `PRAGMA journal_mode = OFF`, `PRAGMA synchronous = OFF`, `PRAGMA cache_size = -8192`,
		fmt.Sprintf(`PRAGMA application_id = %d`, applicationID), fmt.Sprintf(`PRAGMA user_version = %d`, userVersion),
		`BEGIN`, catalogueTables, `CREATE TABLE ` + quoted(w.table.Name) + ` (` + strings.Join(columns, ", ") + `)`,
	} {
		if _, err := w.connection.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

func quoted(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

func (w *writer) fill(ctx context.Context, rows iter.Seq2[NewRow, error]) error {
	marks := strings.Repeat(", ?", len(w.table.Columns))
	insert, err := w.connection.PrepareContext(ctx, `INSERT INTO `+quoted(w.table.Name)+` VALUES (NULL, ?`+marks+`)`)
	if err != nil {
		return err
	}
	defer insert.Close()
	values := make([]any, 1+len(w.table.Columns))
	for row, err := range rows {
		if err != nil {
			return err
		}
		if len(row.Values) != len(w.table.Columns) {
			return fmt.Errorf("a row has %d values for %d columns", len(row.Values), len(w.table.Columns))
		}
		if values[0], err = w.blob(row.Shape); err != nil {
			return err
		}
		copy(values[1:], row.Values)
		if _, err := insert.ExecContext(ctx, values...); err != nil {
			return err
		}
	}
	return nil
}

// blob is a shape as GeoPackage keeps it: "GP", version 0, little-endian with the
// envelope [minx, maxx, miny, maxy], the frame, WKB.
func (w *writer) blob(g orb.Geometry) (any, error) {
	if g == nil {
		return nil, nil
	}
	body, err := wkb.Marshal(g, binary.LittleEndian)
	if err != nil {
		return nil, err
	}
	box := g.Bound()
	w.box = w.box.Union(box)
	blob := append(make([]byte, 0, 40+len(body)), 'G', 'P', 0, 0b0000_0011)
	blob = binary.LittleEndian.AppendUint32(blob, 4326)
	for _, v := range []float64{box.Min[0], box.Max[0], box.Min[1], box.Max[1]} {
		blob = binary.LittleEndian.AppendUint64(blob, math.Float64bits(v))
	}
	return append(blob, body...), nil
}

// contents tells what the table is and ends the file.
func (w *writer) contents(ctx context.Context) error {
	box := []any{nil, nil, nil, nil}
	if !w.box.IsEmpty() {
		box = []any{w.box.Min[0], w.box.Min[1], w.box.Max[0], w.box.Max[1]}
	}
	changed := w.table.Changed.UTC().Format("2006-01-02T15:04:05.000Z")
	about := append([]any{w.table.Name, w.table.Title, w.table.About, changed}, box...)
	if _, err := w.connection.ExecContext(ctx, `INSERT INTO gpkg_contents VALUES (?, 'features', ?, ?, ?, ?, ?, ?, ?, 4326)`, about...); err != nil {
		return err
	}
	if _, err := w.connection.ExecContext(ctx, `INSERT INTO gpkg_geometry_columns VALUES (?, 'geom', ?, 4326, 0, 0)`, w.table.Name, strings.ToUpper(w.table.Shape)); err != nil {
		return err
	}
	_, err := w.connection.ExecContext(ctx, `COMMIT`)
	return err
}
