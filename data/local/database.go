package local

import (
	"context"
	"fmt"
	"slices"

	"github.com/jackc/pgx/v5"
)

// extensions are what PhuSong's schema needs in its database.
func extensions() []string { return []string{"postgis", "postgis_raster"} }

// EnsureDatabase makes the database with PostGIS and its raster part, or brings
// an existing one's extensions to the installed version.
func (c *Cluster) EnsureDatabase(ctx context.Context, name string) error {
	if err := c.ensureDatabase(ctx, name); err != nil {
		return fmt.Errorf("database %s: %w", name, err)
	}
	if c.scratch {
		return nil
	}
	return c.durable(ctx, name)
}

func (c *Cluster) ensureDatabase(ctx context.Context, name string) error {
	admin, err := pgx.Connect(ctx, c.URL("postgres"))
	if err != nil {
		return err
	}
	defer admin.Close(ctx)
	// One process at a time; the lock ends with the connection.
	if _, err := admin.Exec(ctx, "SELECT pg_advisory_lock(hashtext($1))", "phusong database "+name); err != nil {
		return err
	}
	var exists bool
	err = admin.QueryRow(ctx, "SELECT EXISTS (SELECT FROM pg_database WHERE datname = $1)", name).Scan(&exists)
	if err != nil {
		return err
	}
	if !exists {
		if _, err := admin.Exec(ctx, "CREATE DATABASE "+pgx.Identifier{name}.Sanitize()); err != nil {
			return err
		}
	}
	return c.extend(ctx, name)
}

// extend creates the extensions the database lacks and updates old ones.
func (c *Cluster) extend(ctx context.Context, name string) error {
	conn, err := pgx.Connect(ctx, c.URL(name))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	rows, _ := conn.Query(ctx, `
		SELECT name, coalesce(installed_version, '') AS installed, coalesce(default_version, '') AS newest
		FROM pg_available_extensions
		WHERE name = ANY ($1)`, extensions())
	found, err := pgx.CollectRows(rows, pgx.RowToStructByName[extension])
	if err != nil {
		return err
	}
	for _, e := range extensions() { // in their order: raster needs postgis
		at := slices.IndexFunc(found, func(f extension) bool { return f.Name == e })
		if at < 0 {
			return fmt.Errorf("%w: extension %s is missing", ErrNotInstalled, e)
		}
		if sql := found[at].change(); sql != "" {
			if _, err := conn.Exec(ctx, sql); err != nil {
				return err
			}
		}
	}
	return nil
}

// extension is a row of pg_available_extensions; Installed is "" for one that
// the database lacks.
type extension struct{ Name, Installed, Newest string }

// change returns the statement that creates or updates the extension, "" for one
// that is as it should be.
func (e extension) change() string {
	quoted := pgx.Identifier{e.Name}.Sanitize()
	switch e.Installed {
	case "":
		return "CREATE EXTENSION " + quoted
	case e.Newest:
		return ""
	}
	return "ALTER EXTENSION " + quoted + " UPDATE"
}

// durable fails if a committed transaction could be lost in the database.
func (c *Cluster) durable(ctx context.Context, database string) error {
	conn, err := pgx.Connect(ctx, c.URL(database))
	if err != nil {
		return fmt.Errorf("PostgreSQL in %s: %w", c.folder, err)
	}
	defer conn.Close(ctx)
	for _, name := range []string{"fsync", "synchronous_commit", "full_page_writes", "data_checksums"} {
		var value string
		if err := conn.QueryRow(ctx, "SELECT current_setting($1)", name).Scan(&value); err != nil {
			return err
		}
		if value != "on" {
			return fmt.Errorf("PostgreSQL in %s has %s=%s in database %s: a power cut could lose data; set it to on", c.folder, name, value, database)
		}
	}
	return nil
}
