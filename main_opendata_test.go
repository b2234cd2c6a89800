package main

import (
	"os"
	"path/filepath"
	"testing"
)

// A server that is killed leaves its files; the next one takes them away, and
// leaves alone those of a server that runs.
func TestFilesOfAKilledServerAreTakenAway(t *testing.T) {
	t.Setenv("TMPDIR", t.TempDir())
	killed, held, err := heldFolder()
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(killed, "x.csv"), make([]byte, 100), 0o600); err != nil {
		t.Fatal(err)
	}
	folders := func() int {
		all, _ := filepath.Glob(filepath.Join(os.TempDir(), folderPattern+"*"))
		return len(all)
	}
	_, leave, err := openFlags{}.openData()
	if err != nil || folders() != 2 {
		t.Fatalf("%d folders beside a server that runs, %v", folders(), err)
	}
	held.Close() // as the end of a process does
	_, leaveToo, err := openFlags{}.openData()
	if _, gone := os.Stat(killed); err != nil || !os.IsNotExist(gone) || folders() != 2 {
		t.Errorf("%d folders after the one was killed, %v", folders(), err)
	}
	leave()
	leaveToo()
	if folders() != 0 {
		t.Errorf("%d folders are left", folders())
	}
}
