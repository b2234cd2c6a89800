package datatest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"
	"golang.org/x/sync/errgroup"

	"phusong/data"
	"phusong/data/local"
)

// fresh starts a cluster of the test's own, in which nobody has migrated yet.
func fresh(t *testing.T) *scratch {
	t.Helper()
	dir, err := os.MkdirTemp("", "phusong-fresh-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil { // PostgreSQL's account goes through it
		t.Fatal(err)
	}
	state := filepath.Join(dir, "state")
	cluster, err := local.Start(t.Context(), local.Options{Dir: state, Scratch: true})
	if errors.Is(err, local.ErrNotInstalled) && os.Getenv("CI") == "" {
		t.Skipf("skipped, needs PostGIS: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		ctx := context.WithoutCancel(t.Context())
		if err := errors.Join(cluster.Stop(ctx), local.Forget(ctx, state)); err != nil {
			t.Error(err)
		}
	})
	return &scratch{cluster: cluster}
}

// tell runs statements as the superuser.
func (s *scratch) tell(t *testing.T, database string, statements ...string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), s.cluster.URL(database))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close(t.Context())
	for _, sql := range statements {
		if _, err := conn.Exec(t.Context(), sql); err != nil {
			t.Fatalf("%s: %v", sql, err)
		}
	}
}

func TestAnOwnerWhoIsNoSuperuserIsToldWhatIsMissing(t *testing.T) {
	s := fresh(t)
	s.tell(t, "postgres", `CREATE ROLE province LOGIN`, `CREATE DATABASE province OWNER province`)
	address := as("province", s.cluster.URL("province"))
	missing := func(want string) {
		t.Helper()
		if err := data.Migrate(t.Context(), address); err == nil || !strings.Contains(err.Error(), want) {
			t.Fatalf("migrating says %v; want %q", err, want)
		}
	}
	missing("CREATE EXTENSION postgis;")
	s.tell(t, "province", `CREATE EXTENSION postgis`, `CREATE EXTENSION postgis_raster`)
	missing("GRANT INSERT ON spatial_ref_sys")
	s.tell(t, "province", `GRANT INSERT ON spatial_ref_sys TO province`)
	missing("CREATE ROLE phusong_tenant NOLOGIN; GRANT phusong_tenant TO province;")
	s.tell(t, "province", `CREATE ROLE phusong_tenant NOLOGIN`)
	missing("GRANT phusong_tenant TO province;")
	s.tell(t, "province", `GRANT phusong_tenant TO province`)
	if err := data.Migrate(t.Context(), address); err != nil {
		t.Fatal(err)
	}
	store, err := data.Open(t.Context(), address)
	if err != nil {
		t.Fatal(err)
	}
	store.Close()
	s.tell(t, "province", `REVOKE phusong_tenant FROM province`)
	if _, err := data.Open(t.Context(), address); !errors.Is(err, data.ErrNotIsolated) || !strings.Contains(err.Error(), "GRANT phusong_tenant TO province") {
		t.Errorf("without the role: %v", err)
	}
}

func TestManyDatabasesOfOneClusterMakeTheRoleAtOnce(t *testing.T) {
	s := fresh(t)
	s.tell(t, "postgres", `CREATE ROLE plain LOGIN CREATEROLE`)
	var all errgroup.Group
	for i := range 4 {
		name := fmt.Sprint("province", i)
		if err := s.cluster.EnsureDatabase(t.Context(), name); err != nil {
			t.Fatal(err)
		}
		if err := s.give(t.Context(), name, owned); err != nil {
			t.Fatal(err)
		}
		all.Go(func() error { return data.Migrate(t.Context(), s.url(name, owned)) })
	}
	if err := all.Wait(); err != nil {
		t.Fatal(err)
	}
	for i := range 4 {
		store, err := data.Open(t.Context(), s.url(fmt.Sprint("province", i), owned))
		if err != nil {
			t.Fatal(err)
		}
		store.Close()
	}
	neighbour := func(want string) {
		t.Helper()
		store, err := data.Open(t.Context(), s.url("province0", owned))
		if err == nil {
			store.Close()
		}
		if fmt.Sprint(err) == "<nil>" && want != "" || !strings.Contains(fmt.Sprint(err), want) {
			t.Errorf("opening beside a neighbour: %v; want %q", err, want)
		}
	}
	s.tell(t, "postgres", `CREATE ROLE neighbour LOGIN`, `GRANT phusong_tenant TO neighbour`)
	neighbour("REVOKE CONNECT ON DATABASE province0 FROM PUBLIC, neighbour")
	s.tell(t, "postgres", `REVOKE CONNECT ON DATABASE province0 FROM PUBLIC`)
	neighbour("")
}
