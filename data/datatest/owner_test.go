package datatest

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
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

// complaints returns what the doctor would have a superuser do.
func complaints(ctx context.Context, address string) string {
	var fixes []string
	for _, c := range local.Given(ctx, address) {
		if !c.OK {
			fixes = append(fixes, c.Fix)
		}
	}
	return strings.Join(fixes, "\n")
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
		if said := complaints(t.Context(), address); !strings.Contains(said, want) {
			t.Errorf("the doctor says:\n%s\nwant %q", said, want)
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
	if said := complaints(t.Context(), address); said != "" {
		t.Errorf("the doctor complains of a database that has everything:\n%s", said)
	}
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

func TestADumpBroughtBackHasItsWallsAndItsLog(t *testing.T) {
	store, _ := Owned(t)
	if _, err := store.AddAccount(t.Context(), data.Actor{Name: "desk"}, data.NewAccount{Name: "an", FullName: "An", Role: data.Leader}); err != nil {
		t.Fatal(err)
	}
	installed, err := local.Installed()
	if err != nil {
		t.Fatal(err)
	}
	s, name := database(t, empty)
	if err := errors.Join(s.give(t.Context(), name, owned), s.admin(t.Context(), "REVOKE CONNECT ON DATABASE %s FROM PUBLIC", name)); err != nil {
		t.Fatal(err)
	}
	dump := filepath.Join(t.TempDir(), "dump") // as the README says it for an owner who is no superuser
	for _, command := range [][]string{
		{"pg_dump", "--format=custom", "--enable-row-security", "--no-comments", "--file=" + dump, store.Pool().Config().ConnString()},
		{"pg_restore", "--exit-on-error", "--dbname=" + s.url(name, owned), dump},
	} {
		if said, err := exec.CommandContext(t.Context(), filepath.Join(installed.Bin, command[0]), command[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%s: %v: %s", command[0], err, said)
		}
	}
	back, err := data.Open(t.Context(), s.url(name, owned))
	if err != nil {
		t.Fatal(err)
	}
	defer back.Close()
	if count, broken, err := back.VerifyAudit(t.Context()); count != 1 || broken != 0 || err != nil {
		t.Errorf("the log has %d entries, broken at %d, %v", count, broken, err)
	}
	if found, err := back.Accounts(t.Context(), data.Audience{Role: data.Auditor}, data.AccountFilter{}); err != nil || len(found) != 1 {
		t.Errorf("%+v, %v", found, err)
	}
}
