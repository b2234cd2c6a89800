package data

import (
	"context"
	"fmt"
	"strings"

	"github.com/jackc/pgx/v5"
)

// copyRows is CopyFrom for tables with row-level security. PostgreSQL refuses
// COPY into those to all but superusers, so the rows come by way of a temporary
// table that ends with the transaction; the database's own account need not be
// a superuser. Table and columns are the program's own words.
func copyRows(ctx context.Context, tx pgx.Tx, table string, columns []string, rows pgx.CopyFromSource) error {
	staging := "copied_" + table
	_, err := tx.Exec(ctx, fmt.Sprintf(`CREATE TEMP TABLE %s (LIKE %s) ON COMMIT DROP`, staging, table))
	if err != nil {
		return fmt.Errorf("make room for rows of %s: %w", table, err)
	}
	if _, err := tx.CopyFrom(ctx, pgx.Identifier{"pg_temp", staging}, columns, rows); err != nil {
		return fmt.Errorf("copy rows of %s: %w", table, err)
	}
	list := strings.Join(columns, ", ")
	_, err = tx.Exec(ctx, fmt.Sprintf(`INSERT INTO %s (%s) SELECT %s FROM pg_temp.%s`, table, list, list, staging))
	if err != nil {
		return fmt.Errorf("store rows of %s: %w", table, err)
	}
	if _, err = tx.Exec(ctx, `DROP TABLE pg_temp.`+staging); err != nil {
		return fmt.Errorf("leave the room of rows of %s: %w", table, err)
	}
	return nil
}
