package geopackage

import (
	"context"
	"fmt"
	"slices"
	"strings"
)

// tables reads all feature tables. Only plain tables count: a view or a virtual
// table can be made to run for ever, or to be something else than it seems.
func (r reader) tables(ctx context.Context) ([]Table, error) {
	rows, err := r.connection.QueryContext(ctx, `
		SELECT c.table_name, g.column_name, coalesce(s.organization, ''), coalesce(s.organization_coordsys_id, 0), coalesce(s.definition, '')
		FROM gpkg_contents c
		JOIN gpkg_geometry_columns g ON g.table_name = c.table_name
		JOIN sqlite_master m ON m.name = c.table_name AND m.type = 'table' AND m.rootpage > 0
		LEFT JOIN gpkg_spatial_ref_sys s ON s.srs_id = g.srs_id
		WHERE c.data_type = 'features'
		ORDER BY c.table_name
		LIMIT 100`)
	if err != nil {
		return nil, broken(err)
	}
	defer rows.Close()
	var found []Table
	var geometries []string
	for rows.Next() {
		var t Table
		var geometry string
		if err := rows.Scan(&t.Name, &geometry, &t.System.Organization, &t.System.Code, &t.System.Definition); err != nil {
			return nil, broken(err)
		}
		found, geometries = append(found, t), append(geometries, geometry)
	}
	if err := rows.Err(); err != nil {
		return nil, broken(err)
	}
	if len(found) == 0 {
		return nil, ErrEmpty
	}
	left := r.limits.Rows
	for i := range found {
		if err := r.read(ctx, &found[i], geometries[i], left); err != nil {
			return nil, err
		}
		left -= len(found[i].Rows)
	}
	return found, nil
}

func broken(err error) error { return fmt.Errorf("%w: %w", ErrBroken, err) }

// quote makes a name an identifier of SQL.
func quote(name string) string { return `"` + strings.ReplaceAll(name, `"`, `""`) + `"` }

// read reads the rows of one table in the order they are stored.
func (r reader) read(ctx context.Context, t *Table, geometry string, most int) error {
	rows, err := r.connection.QueryContext(ctx, "SELECT * FROM "+quote(t.Name)+" LIMIT ?", most+1)
	if err != nil {
		return broken(err)
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil {
		return broken(err)
	}
	at := slices.IndexFunc(names, func(name string) bool { return strings.EqualFold(name, geometry) })
	if at < 0 {
		return broken(fmt.Errorf("table %s has no column %s", t.Name, geometry))
	}
	if len(names) > r.limits.Columns {
		return fmt.Errorf("%w: table %s has %d columns", ErrMany, t.Name, len(names))
	}
	t.Columns = slices.Delete(slices.Clone(names), at, at+1)
	values, targets := make([]any, len(names)), make([]any, len(names))
	for i := range values {
		targets[i] = &values[i]
	}
	for rows.Next() {
		if len(t.Rows) == most {
			return fmt.Errorf("%w: over %d rows", ErrMany, r.limits.Rows)
		}
		if err := rows.Scan(targets...); err != nil {
			return broken(err)
		}
		row := Row{Values: slices.Delete(slices.Clone(values), at, at+1)}
		row.Geometry, _ = values[at].([]byte)
		t.Rows = append(t.Rows, row)
	}
	if err := rows.Err(); err != nil {
		return broken(err)
	}
	return nil
}
