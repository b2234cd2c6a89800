// Package geopackage reads the feature tables of a GeoPackage, which is an
// SQLite database that a stranger made. It is opened read-only from a private
// file, with everything off that a database can do on its own, and with bounds
// on size, rows and time.
package geopackage

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"time"

	"modernc.org/sqlite"
)

// Limits bound what is read.
type Limits struct {
	Rows, Columns int
	Time          time.Duration
}

// Table is one feature table as it is stored.
type Table struct {
	Name    string
	System  System
	Columns []string
	Rows    []Row
}

// Row is one feature: its geometry as stored, and text, whole numbers, floats or
// nil for each column.
type Row struct {
	Geometry []byte
	Values   []any
}

// System is the frame of a table as the file describes it.
type System struct {
	Organization string
	Code         int
	Definition   string // WKT
}

// The errors of files that are no GeoPackage of use.
var (
	ErrBroken = errors.New("the database is broken")
	ErrEmpty  = errors.New("it has no feature table")
	ErrMany   = errors.New("it is beyond the limits")
)

// Read reads the feature tables in the order of their names. The errors are
// those of this package, or of the file system.
func Read(ctx context.Context, content []byte, limits Limits) ([]Table, error) {
	folder, err := os.MkdirTemp("", "phusong-gpkg-")
	if err != nil {
		return nil, fmt.Errorf("make a folder for the GeoPackage: %w", err)
	}
	defer os.RemoveAll(folder)
	path := filepath.Join(folder, "source.gpkg")
	if err := os.WriteFile(path, content, 0o600); err != nil {
		return nil, fmt.Errorf("set the GeoPackage aside: %w", err)
	}
	connector, err := sqlite.NewConnector(address(path))
	if err != nil {
		return nil, fmt.Errorf("open the GeoPackage: %w", err)
	}
	db := sql.OpenDB(connector)
	defer db.Close()
	ctx, cancel := context.WithTimeout(ctx, limits.Time)
	defer cancel()
	connection, err := db.Conn(ctx)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrBroken, err)
	}
	defer connection.Close()
	r := reader{connection, limits}
	if err := r.bound(); err != nil {
		return nil, err
	}
	return r.tables(ctx)
}

// address opens the file as it is: read-only, no journal looked for, nothing in
// its schema trusted, every page checked.
func address(path string) string {
	q := url.Values{"mode": {"ro"}, "immutable": {"1"}, "_defensive": {"1"}}
	for _, pragma := range []string{"trusted_schema(0)", "cell_size_check(1)", "query_only(1)", "mmap_size(0)", "cache_size(-8192)", "temp_store(2)"} {
		q.Add("_pragma", pragma)
	}
	return "file:" + path + "?" + q.Encode()
}

type reader struct {
	connection *sql.Conn
	limits     Limits
}

// The limits of SQLite itself, by their numbers in its own list.
const (
	limitLength      = 0  // bytes of one value
	limitSQLLength   = 1  // bytes of one statement, of the schema's too
	limitColumns     = 2  // of a table
	limitExprDepth   = 3  // of an expression
	limitAttached    = 7  // other databases
	limitTriggers    = 10 // depth
	limitWorkThreads = 11

	maxValue = 16 << 20
)

func (r reader) bound() error {
	for id, most := range map[int]int{limitLength: maxValue, limitSQLLength: 1 << 20, limitColumns: 2 * r.limits.Columns, limitExprDepth: 50, limitAttached: 0, limitTriggers: 1, limitWorkThreads: 0} {
		if _, err := sqlite.Limit(r.connection, id, most); err != nil {
			return fmt.Errorf("bound the GeoPackage: %w", err)
		}
	}
	return nil
}
