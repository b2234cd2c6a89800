package local

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// patience is how often a wait looks again.
const patience = 20 * time.Millisecond

// lock is an open lock file. The kernel drops its locks when the process ends,
// however it ends; children do not inherit them.
type lock struct{ file *os.File }

func openLock(path string) (lock, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return lock{}, fmt.Errorf("lock file: %w", err)
	}
	return lock{file}, nil
}

// try takes the lock if that is possible now: shared with other sharers, or
// alone. A lock already held is changed to the other kind.
func (l lock) try(alone bool) bool {
	how := syscall.LOCK_SH
	if alone {
		how = syscall.LOCK_EX
	}
	return syscall.Flock(int(l.file.Fd()), how|syscall.LOCK_NB) == nil
}

// release gives the lock up; the zero lock holds nothing.
func (l lock) release() { l.file.Close() }

// current tells whether the file still stands where it was opened: Forget may
// have deleted it since, and a lock on a deleted file keeps nobody out.
func (l lock) current() bool {
	mine, err := l.file.Stat()
	if err != nil {
		return false
	}
	there, err := os.Stat(l.file.Name())
	return err == nil && os.SameFile(mine, there)
}

// lockAlone waits for the lock of its own at path.
func lockAlone(ctx context.Context, path string) (lock, error) {
	for {
		l, err := openLock(path)
		if err != nil {
			return lock{}, err
		}
		if l.try(true) {
			if l.current() {
				return l, nil
			}
			l.release()
			continue
		}
		l.release()
		if err := pause(ctx); err != nil {
			return lock{}, fmt.Errorf("waiting for another PhuSong process (lock %s): %w", path, err)
		}
	}
}

// pause waits a moment, or fails with the end of ctx.
func pause(ctx context.Context) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(patience):
		return nil
	}
}

// ErrOwned means that another process owns the state folder.
var ErrOwned = errors.New("the state folder has another owner")

// goodbye is how long a new owner waits for one that is just leaving.
const goodbye = 300 * time.Millisecond

// lockOwner makes this process the one owner of the folder; ErrOwned if it has
// one already.
func lockOwner(ctx context.Context, f folder) (lock, error) {
	brief, cancel := context.WithTimeout(ctx, goodbye)
	defer cancel()
	l, err := lockAlone(brief, f.owner())
	if errors.Is(err, context.DeadlineExceeded) && ctx.Err() == nil {
		return lock{}, fmt.Errorf("%w: %s is in use by process %s: stop that one, or choose another folder with --state", ErrOwned, f, ownerOf(f))
	}
	if err != nil {
		return lock{}, err
	}
	note := fmt.Sprintf("%d %s\n", os.Getpid(), filepath.Base(os.Args[0]))
	if err := errors.Join(l.file.Truncate(0), writeAt(l.file, note)); err != nil {
		l.release()
		return lock{}, fmt.Errorf("lock file: %w", err)
	}
	return l, nil
}

func writeAt(file *os.File, text string) error {
	_, err := file.WriteAt([]byte(text), 0)
	return err
}

// currentOwner returns the owner as ownerOf does, and whether it still lives.
func currentOwner(f folder) (string, bool) {
	file, err := os.Open(f.owner())
	if err != nil {
		return "", false
	}
	l := lock{file}
	defer l.release()
	return ownerOf(f), !l.try(false)
}

// ownerOf returns "pid (name)" as the last owner of the folder wrote it.
func ownerOf(f folder) string {
	text, err := os.ReadFile(f.owner())
	pid, name, _ := strings.Cut(strings.TrimSpace(string(text)), " ")
	if _, bad := strconv.Atoi(pid); err != nil || bad != nil {
		return "unknown"
	}
	return pid + " (" + name + ")"
}
