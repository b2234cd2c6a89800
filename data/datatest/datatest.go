package datatest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgxpool"

	"phusong/data"
	"phusong/data/local"
)

// limit bounds making or dropping one database, on a busy machine.
const limit = 2 * time.Minute

// New returns a store over a migrated database of the test's own.
func New(t testing.TB) *data.Store {
	t.Helper()
	store, err := data.Open(t.Context(), URL(t))
	if err != nil {
		t.Fatalf("open the test's database: %v", err)
	}
	t.Cleanup(store.Close)
	return store
}

// Pool returns connections to a migrated database of the test's own.
func Pool(t testing.TB) *pgxpool.Pool {
	t.Helper()
	pool, err := pgxpool.New(t.Context(), URL(t))
	if err != nil {
		t.Fatalf("open the test's database: %v", err)
	}
	t.Cleanup(pool.Close)
	return pool
}

// URL returns the address of a migrated database of the test's own.
func URL(t testing.TB) string {
	t.Helper()
	return database(t, true)
}

// EmptyURL returns the address of a database of the test's own that has PostGIS
// and nothing else.
func EmptyURL(t testing.TB) string {
	t.Helper()
	return database(t, false)
}

func database(t testing.TB, migrated bool) string {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	s, err := shared()
	if errors.Is(err, local.ErrNotInstalled) && os.Getenv("CI") == "" {
		t.Skipf("skipped, needs a database: %v", err)
	}
	if err != nil {
		t.Fatalf("scratch cluster: %v", err)
	}
	name := newName()
	t.Cleanup(func() { drop(t, s, name) })
	if err := s.create(ctx, name, migrated); err != nil {
		t.Fatalf("test database: %v", err)
	}
	return s.cluster.URL(name)
}

// create makes the database as a copy of the migrated template, or empty.
func (s *scratch) create(ctx context.Context, name string, migrated bool) error {
	if !migrated {
		return s.cluster.EnsureDatabase(ctx, name)
	}
	template, err := s.template()
	if err != nil {
		return fmt.Errorf("template: %w", err)
	}
	return s.admin(ctx, "CREATE DATABASE %s TEMPLATE %s", name, template)
}

// drop throws the database away, whoever is still connected to it.
func drop(t testing.TB, s *scratch, name string) {
	ctx, cancel := context.WithTimeout(context.Background(), limit)
	defer cancel()
	if err := s.admin(ctx, "DROP DATABASE IF EXISTS %s WITH (FORCE)", name); err != nil {
		t.Errorf("drop the test's database: %v", err)
	}
}

// admin runs one statement about databases; names fill the %s of sql, quoted.
func (s *scratch) admin(ctx context.Context, sql string, names ...string) error {
	conn, err := pgx.Connect(ctx, s.cluster.URL("postgres"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	quoted := make([]any, len(names))
	for i, name := range names {
		quoted[i] = pgx.Identifier{name}.Sanitize()
	}
	_, err = conn.Exec(ctx, fmt.Sprintf(sql, quoted...))
	return err
}
