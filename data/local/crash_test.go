package local_test

import (
	"bufio"
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"

	"phusong/data/local"
)

// runDurable is run for a cluster that keeps what it says it keeps.
func runDurable(t *testing.T, dir string) *local.Cluster {
	t.Helper()
	c, err := local.Start(t.Context(), local.Options{Dir: dir})
	if err != nil {
		t.Fatalf("Start: %v", err)
	}
	t.Cleanup(func() { stop(t, c) })
	return c
}

// postmaster returns the process of the cluster in dir.
func postmaster(t *testing.T, dir string) int {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(dir, "postgres", "data", "postmaster.pid"))
	if err != nil {
		t.Fatal(err)
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil {
		t.Fatal(err)
	}
	return pid
}

// TestMain lets the test binary be another process that starts a cluster, says
// so and then hangs until it is killed.
func TestMain(m *testing.M) {
	if dir := os.Getenv("PHUSONG_TEST_OWNER"); dir != "" {
		holdForEver(dir)
	}
	code := m.Run()
	if err := local.Forget(context.Background(), patternDir()); err != nil {
		os.Stderr.WriteString(err.Error() + "\n")
		code = 1
	}
	os.Exit(code)
}

func holdForEver(dir string) {
	c, err := local.Start(context.Background(), local.Options{Dir: dir})
	if err != nil {
		os.Stdout.WriteString(err.Error() + "\n")
		os.Exit(1)
	}
	os.Stdout.WriteString("running " + c.URL("postgres") + "\n")
	select {}
}

func TestAKilledOwnerLeavesTheClusterForTheNext(t *testing.T) {
	t.Parallel()
	dir := seeded(t)
	other := exec.Command(os.Args[0])
	other.Env = append(os.Environ(), "PHUSONG_TEST_OWNER="+dir)
	said, err := other.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	line, _ := bufio.NewReader(said).ReadString('\n')
	word, url, _ := strings.Cut(strings.TrimSpace(line), " ")
	if word != "running" {
		t.Fatalf("the other process said %q", line)
	}
	began := ask(t, url, startTime)
	tell(t, url, "CREATE TABLE kept (n int)")
	other.Process.Kill()
	other.Wait()
	if got := ask(t, url, startTime); got != began {
		t.Errorf("the cluster did not outlive its owner: %s, then %s", began, got)
	}
	next := runDurable(t, dir)
	if got := ask(t, next.URL("postgres"), startTime); got != began {
		t.Errorf("the next owner restarted a running cluster: %s, then %s", began, got)
	}
	ask(t, next.URL("postgres"), "SELECT count(*)::text FROM kept")
}

func TestAKilledClusterRecovers(t *testing.T) {
	t.Parallel()
	dir := seeded(t)
	first := runDurable(t, dir)
	tell(t, first.URL("postgres"), "CREATE TABLE kept (n int); INSERT INTO kept VALUES (7)")
	if err := syscall.Kill(postmaster(t, dir), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	stop(t, first)
	second := runDurable(t, dir)
	if got := ask(t, second.URL("postgres"), "SELECT n::text FROM kept"); got != "7" {
		t.Errorf("after kill -9 of PostgreSQL the row reads %q", got)
	}
}

func TestAHalfMadeClusterIsMadeAnew(t *testing.T) {
	t.Parallel()
	dir := seeded(t)
	whole := filepath.Join(dir, "postgres", "data")
	half := whole + ".new" // as if initdb had died before its last files
	if err := errors.Join(os.Rename(whole, half), os.RemoveAll(filepath.Join(half, "global"))); err != nil {
		t.Fatal(err)
	}
	c := run(t, dir)
	ask(t, c.URL("postgres"), startTime)
}

func TestABrokenScratchClusterIsMadeAnewAndARealOneNever(t *testing.T) {
	t.Parallel()
	dir := seeded(t)
	control := filepath.Join(dir, "postgres", "data", "global", "pg_control")
	if err := os.Truncate(control, 0); err != nil {
		t.Fatal(err)
	}
	if _, err := local.Start(t.Context(), local.Options{Dir: dir}); err == nil || !strings.Contains(err.Error(), "postgres.log") {
		t.Errorf("a broken cluster: %v, want an error that names the log", err)
	}
	c := run(t, dir)
	ask(t, c.URL("postgres"), startTime)
}
