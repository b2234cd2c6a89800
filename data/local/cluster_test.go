package local_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"

	"github.com/jackc/pgx/v5"

	"phusong/data/local"
)

// stateFolder returns the name of a state folder that is forgotten at the end of
// the test, with what runs in it.
func stateFolder(t *testing.T, below ...string) string {
	t.Helper()
	if _, err := local.Installed(); errors.Is(err, local.ErrNotInstalled) && os.Getenv("CI") == "" {
		t.Skipf("skipped, needs PostGIS: %v", err)
	}
	dir := filepath.Join(append([]string{openFolder(t), "state"}, below...)...)
	t.Cleanup(func() {
		if err := local.Forget(context.Background(), dir); err != nil {
			t.Errorf("forget %s: %v", dir, err)
		}
	})
	return dir
}

// openFolder returns a new folder every account may enter, unlike t.TempDir.
func openFolder(t *testing.T) string {
	t.Helper()
	dir, err := os.MkdirTemp("", "phusong-local-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(dir) })
	if err := os.Chmod(dir, 0o755); err != nil {
		t.Fatal(err)
	}
	return dir
}

// seeded is a state folder with a stopped cluster that has a database phusong.
func seeded(t *testing.T) string {
	t.Helper()
	dir := stateFolder(t)
	seed(t, dir)
	return dir
}

// seed copies a cluster made once for all tests: copying is quicker than initdb.
func seed(t *testing.T, dir string) {
	t.Helper()
	from, err := pattern()
	if err != nil {
		t.Fatalf("make the cluster to copy: %v", err)
	}
	if err := os.MkdirAll(filepath.Dir(dir), 0o755); err != nil {
		t.Fatal(err)
	}
	if said, err := exec.Command("cp", "-a", from, dir).CombinedOutput(); err != nil {
		t.Fatalf("copy %s: %v: %s", from, err, said)
	}
}

// pattern makes the cluster that seed copies; TestMain deletes it.
var pattern = sync.OnceValues(func() (string, error) {
	ctx := context.Background()
	dir := patternDir()
	if err := local.Forget(ctx, dir); err != nil {
		return "", err
	}
	c, err := local.Start(ctx, local.Options{Dir: dir})
	if err != nil {
		return "", err
	}
	return dir, errors.Join(c.EnsureDatabase(ctx, "phusong"), c.Stop(ctx))
})

func patternDir() string {
	return filepath.Join(os.TempDir(), "phusong-local-pattern-"+strconv.Itoa(os.Getpid()))
}

// run starts a scratch cluster that stops at the end of the test.
func run(t *testing.T, dir string) *local.Cluster {
	t.Helper()
	c, err := local.Start(t.Context(), local.Options{Dir: dir, Scratch: true})
	if err != nil {
		t.Fatalf("Start: %v", err)
	}
	t.Cleanup(func() { stop(t, c) })
	return c
}

func stop(t *testing.T, c *local.Cluster) {
	t.Helper()
	if err := c.Stop(context.Background()); err != nil {
		t.Errorf("Stop: %v", err)
	}
}

// ask runs one query that returns one text.
func ask(t *testing.T, url, sql string) string {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatalf("connect to %s: %v", url, err)
	}
	defer conn.Close(t.Context())
	var text string
	if err := conn.QueryRow(t.Context(), sql).Scan(&text); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
	return text
}

// tell runs statements that return nothing.
func tell(t *testing.T, url, sql string) {
	t.Helper()
	conn, err := pgx.Connect(t.Context(), url)
	if err != nil {
		t.Fatalf("connect to %s: %v", url, err)
	}
	defer conn.Close(t.Context())
	if _, err := conn.Exec(t.Context(), sql); err != nil {
		t.Fatalf("%s: %v", sql, err)
	}
}

const startTime = "SELECT pg_postmaster_start_time()::text"

func TestWhatIsWrittenIsThereAfterARestart(t *testing.T) {
	t.Parallel()
	dir := stateFolder(t)
	for _, round := range []string{"cold", "warm"} {
		c, err := local.Start(t.Context(), local.Options{Dir: dir})
		if err != nil {
			t.Fatalf("%s start: %v", round, err)
		}
		if err := c.EnsureDatabase(t.Context(), "phu song"); err != nil {
			t.Fatalf("%s: %v", round, err)
		}
		url := c.URL("phu song")
		tell(t, url, "CREATE TABLE IF NOT EXISTS rounds (name text); INSERT INTO rounds VALUES ('"+round+"')")
		if got, want := ask(t, url, "SELECT string_agg(name, ' ') FROM rounds"), "cold warm"; !strings.HasPrefix(want, got) {
			t.Errorf("after the %s start the table holds %q", round, got)
		}
		stop(t, c)
	}
}

func TestTheDatabaseIsCarefulAndPrivate(t *testing.T) {
	t.Parallel()
	dir := seeded(t)
	c := runDurable(t, dir)
	for setting, want := range map[string]string{
		"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "data_checksums": "on",
		"listen_addresses": "", "unix_socket_permissions": "0700", "server_encoding": "UTF8", "TimeZone": "UTC",
	} {
		if got := ask(t, c.URL("phusong"), "SELECT current_setting('"+setting+"')"); got != want {
			t.Errorf("%s = %q, want %q", setting, got, want)
		}
	}
	if got := ask(t, c.URL("phusong"), "SELECT string_agg(short_name, ' ') FROM ST_GDALDrivers()"); got != "GTiff" {
		t.Errorf("the database opens %q, want GTiff alone", got)
	}
	if got := ask(t, c.URL("phusong"), "SELECT upper('đường phủ sóng')"); got != "ĐƯỜNG PHỦ SÓNG" {
		t.Errorf("upper gives %q: the locale knows no Vietnamese", got)
	}
	tell(t, c.URL("postgres"), "ALTER DATABASE phusong SET synchronous_commit = off")
	if err := c.EnsureDatabase(t.Context(), "phusong"); err == nil || !strings.Contains(err.Error(), "synchronous_commit=off") {
		t.Errorf("a database that may lose commits was accepted: %v", err)
	}
}

func TestASecondOwnerIsRefusedByName(t *testing.T) {
	t.Parallel()
	dir := seeded(t)
	run(t, dir)
	_, err := local.Start(t.Context(), local.Options{Dir: dir, Scratch: true})
	if !errors.Is(err, local.ErrOwned) {
		t.Fatalf("second Start: %v, want ErrOwned", err)
	}
	for _, word := range []string{dir, strconv.Itoa(os.Getpid()), "--state"} {
		if !strings.Contains(err.Error(), word) {
			t.Errorf("the refusal %q does not name %q", err, word)
		}
	}
}

func TestTheLastUserStopsTheCluster(t *testing.T) {
	t.Parallel()
	dir := seeded(t)
	owner := run(t, dir)
	guest, err := local.Attach(t.Context(), dir)
	if err != nil {
		t.Fatalf("Attach beside an owner: %v", err)
	}
	began := ask(t, owner.URL("postgres"), startTime)
	stop(t, owner)
	next := run(t, dir) // the folder is free for an owner again, under the guest
	stop(t, guest)
	if got := ask(t, next.URL("postgres"), startTime); got != began {
		t.Errorf("the cluster was restarted under its users: %s, then %s", began, got)
	}
	stop(t, next)
	if _, err := local.Attach(t.Context(), dir); !errors.Is(err, local.ErrNotRunning) {
		t.Errorf("Attach after the last Stop: %v, want ErrNotRunning", err)
	}
}

func TestACommandAloneStartsAndStopsTheCluster(t *testing.T) {
	t.Parallel()
	dir := seeded(t)
	c, err := local.StartOrAttach(t.Context(), local.Options{Dir: dir, Scratch: true})
	if err != nil {
		t.Fatal(err)
	}
	ask(t, c.URL("postgres"), startTime)
	stop(t, c)
	stop(t, c) // twice is once
	if _, err := local.Attach(t.Context(), dir); !errors.Is(err, local.ErrNotRunning) {
		t.Errorf("Attach: %v, want ErrNotRunning", err)
	}
}

func TestManyCommandsAtOnceShareOneCluster(t *testing.T) {
	t.Parallel()
	dir := seeded(t)
	var all sync.WaitGroup
	for range 6 {
		all.Go(func() {
			for range 3 {
				c, err := local.StartOrAttach(t.Context(), local.Options{Dir: dir, Scratch: true})
				if err != nil {
					t.Errorf("StartOrAttach: %v", err)
					return
				}
				if err := c.EnsureDatabase(t.Context(), "phusong"); err != nil {
					t.Errorf("the cluster was stopped under its user: %v", err)
				}
				stop(t, c)
			}
		})
	}
	all.Wait()
	if _, err := local.Attach(t.Context(), dir); !errors.Is(err, local.ErrNotRunning) {
		t.Errorf("Attach after all have left: %v, want ErrNotRunning", err)
	}
}
