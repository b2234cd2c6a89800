package local

import (
	"errors"
	"fmt"
	"os"
	"os/user"
	"path/filepath"
	"strconv"
	"syscall"
)

// account is who the cluster runs as: PostgreSQL refuses to run as root.
type account struct {
	name     string
	uid, gid int
}

// clusterAccount returns this process's own account, or for root one to drop to.
func clusterAccount() (account, error) {
	if uid := os.Geteuid(); uid != 0 {
		a := account{name: "uid " + strconv.Itoa(uid), uid: uid, gid: os.Getegid()}
		if u, err := user.Current(); err == nil {
			a.name = u.Username
		}
		return a, nil
	}
	for _, name := range []string{"postgres", "nobody"} {
		u, err := user.Lookup(name)
		if err != nil {
			continue
		}
		uid, errUID := strconv.Atoi(u.Uid)
		gid, errGID := strconv.Atoi(u.Gid)
		if errUID == nil && errGID == nil {
			return account{name, uid, gid}, nil
		}
	}
	return account{}, errors.New("PostgreSQL does not run as root and there is neither an account postgres nor nobody: adduser --system --group postgres")
}

// process returns attributes that start a child as the account, in a session of
// its own so that Ctrl-C in the terminal does not reach it.
func (a account) process() *syscall.SysProcAttr {
	attr := &syscall.SysProcAttr{Setsid: true}
	if a.uid != os.Geteuid() {
		attr.Credential = &syscall.Credential{Uid: uint32(a.uid), Gid: uint32(a.gid)}
	}
	return attr
}

// own makes dir, private to the account. An existing one must be a real folder
// of the account, so that nobody can lay a trap under a guessable name.
func (a account) own(dir string) error {
	err := os.Mkdir(dir, 0o700)
	if err == nil {
		return os.Chown(dir, a.uid, a.gid)
	}
	info, statErr := os.Lstat(dir)
	if statErr != nil {
		return err
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !info.IsDir() || !ok {
		return fmt.Errorf("%s is not a folder: move it away", dir)
	}
	switch int(stat.Uid) {
	case a.uid:
		return os.Chmod(dir, 0o700)
	case os.Geteuid(): // made by us, killed before the chown
		return os.Chown(dir, a.uid, a.gid)
	}
	return fmt.Errorf("%s belongs to uid %d, not to %s: move it away", dir, stat.Uid, a.name)
}

// reaches fails on the first folder on the way to dir the account cannot enter.
func (a account) reaches(dir string) error {
	path, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("state folder: %w", err)
	}
	if path, err = filepath.EvalSymlinks(path); err != nil {
		return fmt.Errorf("state folder: %w", err)
	}
	return a.enterAll(path)
}

// enterAll is reaches for an absolute path without symbolic links.
func (a account) enterAll(dir string) error {
	if up := filepath.Dir(dir); up != dir {
		if err := a.enterAll(up); err != nil {
			return err
		}
	}
	info, err := os.Stat(dir)
	if err != nil {
		return fmt.Errorf("state folder: %w", err)
	}
	if !info.IsDir() {
		return fmt.Errorf("%s is not a folder: choose another state folder with --state", dir)
	}
	stat, ok := info.Sys().(*syscall.Stat_t)
	if !ok || a.enters(info.Mode().Perm(), stat) {
		return nil
	}
	return fmt.Errorf("%s is closed (mode %#o) to the account %s, which PostgreSQL runs as: choose a state folder outside it with --state or PHUSONG_STATE, such as /var/lib/phusong",
		dir, info.Mode().Perm(), a.name)
}

// enters tells whether the permission bits let the account through the folder.
func (a account) enters(mode os.FileMode, stat *syscall.Stat_t) bool {
	switch {
	case int(stat.Uid) == a.uid:
		return mode&0o100 != 0
	case int(stat.Gid) == a.gid:
		return mode&0o010 != 0
	}
	return mode&0o001 != 0
}
