package local_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"phusong/data/local"
)

func TestStateDir(t *testing.T) {
	for _, tt := range []struct{ name, flag, env, want string }{
		{"the flag wins", "/a/flag", "/an/env", "/a/flag"},
		{"then the environment", "", "/an/env", "/an/env"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			t.Setenv("PHUSONG_STATE", tt.env)
			if got, err := local.StateDir(tt.flag); got != tt.want || err != nil {
				t.Errorf("StateDir(%q) = %q, %v, want %q", tt.flag, got, err, tt.want)
			}
		})
	}
	t.Run("a relative flag becomes absolute", func(t *testing.T) {
		if got, err := local.StateDir("here"); !filepath.IsAbs(got) || err != nil {
			t.Errorf("StateDir(here) = %q, %v", got, err)
		}
	})
	t.Run("then the account's own place", func(t *testing.T) {
		t.Setenv("PHUSONG_STATE", "")
		t.Setenv("XDG_STATE_HOME", "/xdg")
		want := "/xdg/phusong"
		if os.Geteuid() == 0 {
			want = "/var/lib/phusong"
		}
		if got, err := local.StateDir(""); got != want || err != nil {
			t.Errorf("StateDir() = %q, %v, want %q", got, err, want)
		}
	})
}

func TestStrangeFoldersWork(t *testing.T) {
	t.Parallel()
	for name, below := range map[string]string{
		"longer than a socket path may be":      strings.Repeat("thư-mục-rất-dài/", 12) + "x",
		"with signs that shells and lists read": `a, b's "c" $(touch d) ;%`,
		"that is not UTF-8":                     "t\xean",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := stateFolder(t, below)
			seed(t, dir)
			run(t, dir)
			guest, err := local.Attach(t.Context(), dir)
			if err != nil {
				t.Fatalf("Attach: %v", err)
			}
			ask(t, guest.URL("phusong"), "SELECT postgis_version()")
			stop(t, guest)
		})
	}
}

func TestFoldersThatCannotBeAreRefusedUntouched(t *testing.T) {
	t.Parallel()
	top := openFolder(t)
	file := filepath.Join(top, "file")
	foreign := filepath.Join(top, "foreign", "postgres")
	if err := errors.Join(os.MkdirAll(foreign, 0o755), os.WriteFile(file, nil, 0o644)); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct{ name, dir, want string }{
		{"a file", file, "not a folder"},
		{"another program's database", filepath.Dir(foreign), "did not make"},
		{"a line break in the name", filepath.Join(top, "a\nb"), "control character"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			_, err := local.Start(t.Context(), local.Options{Dir: tt.dir})
			if err == nil || !strings.Contains(err.Error(), tt.want) {
				t.Errorf("Start in %q: %v, want an error with %q", tt.dir, err, tt.want)
			}
		})
	}
	inForeign, _ := os.ReadDir(foreign)
	inTop, _ := os.ReadDir(top)
	if len(inForeign) > 0 || len(inTop) != 2 {
		t.Errorf("something was made in spite of the refusal: %v, %v", inTop, inForeign)
	}
}

func TestRootIsToldOfAFolderPostgresCannotReach(t *testing.T) {
	t.Parallel()
	if os.Geteuid() != 0 {
		t.Skip("skipped: only root drops to another account")
	}
	home := filepath.Join(t.TempDir(), "home")
	if err := os.Mkdir(home, 0o700); err != nil {
		t.Fatal(err)
	}
	_, err := local.Start(t.Context(), local.Options{Dir: filepath.Join(home, "state")})
	if err == nil || !strings.Contains(err.Error(), "/var/lib/phusong") {
		t.Errorf("Start below a closed home: %v, want a hint at a better folder", err)
	}
	if left, _ := os.ReadDir(home); len(left) > 0 {
		t.Errorf("the closed home was written to: %v", left)
	}
}

func TestForget(t *testing.T) {
	t.Parallel()
	dir := seeded(t)
	c := run(t, dir)
	if err := local.Forget(t.Context(), dir); !errors.Is(err, local.ErrOwned) {
		t.Errorf("Forget under an owner: %v, want ErrOwned", err)
	}
	guest, err := local.StartOrAttach(t.Context(), local.Options{Dir: dir, Scratch: true})
	if err != nil {
		t.Fatal(err)
	}
	stop(t, c)
	if err := local.Forget(t.Context(), dir); !errors.Is(err, local.ErrOwned) {
		t.Errorf("Forget under a user: %v, want ErrOwned", err)
	}
	stop(t, guest)
	mine := filepath.Join(dir, "notes.txt")
	if err := os.WriteFile(mine, []byte("mine"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := local.Forget(t.Context(), dir); err != nil {
		t.Fatalf("Forget: %v", err)
	}
	left, _ := os.ReadDir(dir)
	if len(left) != 1 || left[0].Name() != "notes.txt" {
		t.Errorf("Forget left %v, want notes.txt alone", left)
	}
	if err := local.Forget(t.Context(), dir); err == nil || !strings.Contains(err.Error(), "nothing was deleted") {
		t.Errorf("Forget of a folder that is not ours: %v, want a refusal", err)
	}
	if err := errors.Join(os.Remove(mine), os.Remove(dir)); err != nil {
		t.Fatal(err)
	}
	if err := local.Forget(t.Context(), dir); err != nil {
		t.Errorf("Forget of a missing folder: %v", err)
	}
}
