package local

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"testing"
	"time"
)

func TestAScratchClusterEndsAfterItsLastUser(t *testing.T) {
	if _, err := Installed(); errors.Is(err, ErrNotInstalled) && os.Getenv("CI") == "" {
		t.Skipf("skipped, needs PostGIS: %v", err)
	}
	top, err := os.MkdirTemp("", "phusong-local-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Chmod(top, 0o755); err != nil { // every account may enter
		t.Fatal(err)
	}
	dir := filepath.Join(top, "state")
	t.Cleanup(func() {
		if err := errors.Join(Forget(context.Background(), dir), os.Remove(top)); err != nil {
			t.Error(err)
		}
	})
	c, err := StartOrAttach(t.Context(), Options{Dir: dir, Scratch: true})
	if err != nil {
		t.Fatal(err)
	}
	p := c.postmaster()
	if err := watch(c.folder, p.pid(), time.Millisecond); err != nil {
		t.Fatal(err)
	}
	change, err := lockAlone(t.Context(), c.folder.change()) // the watcher looks in between
	if err != nil {
		t.Fatal(err)
	}
	if p.pid() == 0 {
		t.Fatal("the watcher stopped a cluster in use")
	}
	change.release()
	c.users.release() // as if this process were killed
	ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
	defer cancel()
	for p.pid() != 0 {
		if err := pause(ctx); err != nil {
			t.Fatal("the watcher did not stop a cluster nobody uses")
		}
	}
}
