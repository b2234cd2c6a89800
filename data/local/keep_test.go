package local_test

import (
	"context"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/jackc/pgx/v5"
)

// A server that is killed under a process that serves is noticed, said and
// started again, and what was committed is there.
func TestAKilledServerIsStartedAgain(t *testing.T) {
	t.Parallel()
	dir := seeded(t)
	c := runDurable(t, dir)
	ctx, cancel := context.WithCancel(t.Context())
	reports, ended := make(chan error), make(chan struct{})
	go func() {
		defer close(ended)
		c.Keep(ctx, 20*time.Millisecond, func(err error) {
			select {
			case reports <- err:
			case <-ctx.Done():
			}
		})
	}()
	t.Cleanup(func() { cancel(); <-ended })
	if err := syscall.Kill(postmaster(t, dir), syscall.SIGKILL); err != nil {
		t.Fatal(err)
	}
	died := <-reports
	if died == nil || !strings.Contains(died.Error(), "postgres.log") {
		t.Fatalf("the death was reported as %v", died)
	}
	for err := range reports { // orphans of the dead server may hold it up at first
		if err == nil {
			break
		}
	}
	conn, err := pgx.Connect(t.Context(), c.URL("phusong"))
	if err != nil {
		t.Fatalf("it was said to be back: %v", err)
	}
	conn.Close(t.Context())
}
