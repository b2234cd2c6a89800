package local

import (
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"syscall"
	"unicode"
)

// markText is what the mark file begins with; Forget deletes nothing without it.
const markText = "PhuSong state folder"

// longestSocket is the longest socket path used inside the state folder: Linux
// allows 107 bytes, other systems and PostgreSQL's own lock file fewer.
const longestSocket = 80

// plainPath matches folders that need no quoting in a PostgreSQL setting or URL.
var plainPath = regexp.MustCompile(`^[A-Za-z0-9/_.+-]+$`)

// StateDir returns the absolute path of the state folder: flag if not empty,
// else PHUSONG_STATE, else /var/lib/phusong for root, else the XDG state home.
func StateDir(flag string) (string, error) {
	if flag == "" {
		flag = os.Getenv("PHUSONG_STATE")
	}
	if flag != "" {
		return filepath.Abs(flag)
	}
	if os.Geteuid() == 0 {
		return "/var/lib/phusong", nil
	}
	if xdg := os.Getenv("XDG_STATE_HOME"); filepath.IsAbs(xdg) {
		return filepath.Join(xdg, "phusong"), nil
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return "", fmt.Errorf("choose the state folder with --state or PHUSONG_STATE: %w", err)
	}
	return filepath.Join(home, ".local", "state", "phusong"), nil
}

// folder is a state folder: an absolute path without symbolic links.
type folder string

func (f folder) mark() string     { return filepath.Join(string(f), ".phusong-state") }
func (f folder) owner() string    { return filepath.Join(string(f), "owner.lock") }
func (f folder) users() string    { return filepath.Join(string(f), "users.lock") }
func (f folder) change() string   { return filepath.Join(string(f), "change.lock") }
func (f folder) postgres() string { return filepath.Join(string(f), "postgres") }
func (f folder) data() string     { return filepath.Join(f.postgres(), "data") }
func (f folder) fresh() string    { return filepath.Join(f.postgres(), "data.new") }
func (f folder) log() string      { return filepath.Join(f.postgres(), "postgres.log") }

// socket returns the folder of the socket: inside the state folder, or in /tmp
// where its path would be too long for a socket or would need quoting.
func (f folder) socket() string {
	inside := filepath.Join(f.postgres(), "socket")
	if len(inside)+len("/.s.PGSQL.5432") <= longestSocket && plainPath.MatchString(inside) {
		return inside
	}
	h := fnv.New64a()
	h.Write([]byte(f))
	return fmt.Sprintf("/tmp/phusong-%d-%x", os.Geteuid(), h.Sum64())
}

// openFolder returns an existing state folder of ours.
func openFolder(dir string) (folder, error) {
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return "", fmt.Errorf("state folder: %w", err)
	}
	abs, err := filepath.Abs(real)
	if err != nil {
		return "", fmt.Errorf("state folder: %w", err)
	}
	f := folder(abs)
	if err := f.ours(); err != nil {
		return "", err
	}
	return f, nil
}

// ours fails unless the folder belongs to this account.
func (f folder) ours() error {
	info, err := os.Stat(string(f))
	if err != nil {
		return fmt.Errorf("state folder: %w", err)
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if ok && int(stat.Uid) != os.Geteuid() {
		return fmt.Errorf("state folder %s belongs to another account (uid %d): run as that account, or choose another folder with --state", f, stat.Uid)
	}
	return nil
}

// makeFolder returns the state folder, made and marked as ours if need be. The
// account must be able to reach it.
func makeFolder(dir string, a account) (folder, error) {
	if strings.ContainsFunc(dir, unicode.IsControl) {
		return "", fmt.Errorf("state folder %q has a control character in its name: choose another with --state", dir)
	}
	if err := a.reaches(existing(dir)); err != nil { // before anything is made
		return "", err
	}
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return "", fmt.Errorf("state folder: %w: choose another with --state", err)
		}
		if err := os.Chmod(dir, 0o755); err != nil { // whatever the umask is
			return "", fmt.Errorf("state folder: %w", err)
		}
	}
	f, err := openFolder(dir)
	if err != nil {
		return "", err
	}
	if err := a.reaches(string(f)); err != nil || f.marked() {
		return f, err
	}
	if _, err := os.Lstat(f.postgres()); err == nil {
		return "", fmt.Errorf("state folder %s has a folder named postgres that PhuSong did not make: choose another with --state", f)
	}
	return f, os.WriteFile(f.mark(), []byte(markText+"\n"), 0o644)
}

// marked tells whether the folder has our mark file.
func (f folder) marked() bool {
	text, err := os.ReadFile(f.mark())
	return err == nil && strings.HasPrefix(string(text), markText)
}
