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

// New returns a store over a migrated database of the test's own. With
// PHUSONG_TEST_OWNER=plain the database's owner is no superuser, as Owned's.
func New(t testing.TB) *data.Store {
	t.Helper()
	if os.Getenv("PHUSONG_TEST_OWNER") == "plain" {
		store, _ := Owned(t)
		return store
	}
	return opened(t, URL(t))
}

// Owned returns a store over a migrated database of the test's own that belongs
// to an account which is no superuser, as in production, and its address for
// the superuser.
func Owned(t testing.TB) (store *data.Store, superuser string) {
	t.Helper()
	s, name := database(t, owned)
	return opened(t, s.url(name, owned)), s.cluster.URL(name)
}

func opened(t testing.TB, address string) *data.Store {
	t.Helper()
	store, err := data.Open(t.Context(), address)
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
	s, name := database(t, migrated)
	return s.url(name, migrated)
}

// EmptyURL returns the address of a database of the test's own that has PostGIS
// and nothing else.
func EmptyURL(t testing.TB) string {
	t.Helper()
	s, name := database(t, empty)
	return s.url(name, empty)
}

func database(t testing.TB, k kind) (s *scratch, name string) {
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
	name = newName()
	t.Cleanup(func() { drop(t, s, name) })
	if err := s.create(ctx, name, k); err != nil {
		t.Fatalf("test database: %v", err)
	}
	return s, name
}

// create makes the database as a copy of the migrated template, or empty.
func (s *scratch) create(ctx context.Context, name string, k kind) error {
	if k == empty {
		return s.cluster.EnsureDatabase(ctx, name)
	}
	template, err := s.template[k]()
	if err != nil {
		return fmt.Errorf("template: %w", err)
	}
	owner := superuser
	if k == owned {
		owner = plainOwner
	}
	// Files are copied, not logged: a scratch cluster's crash may lose them.
	if err := s.admin(ctx, "CREATE DATABASE %s TEMPLATE %s OWNER %s STRATEGY FILE_COPY", name, template, owner); err != nil {
		return err
	}
	// Owners of other databases here may become the tenants' role as well.
	return s.admin(ctx, "REVOKE CONNECT ON DATABASE %s FROM PUBLIC", name)
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
