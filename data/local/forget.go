package local

import (
	"context"
	"errors"
	"fmt"
	"os"
)

// Forget deletes the cluster of the state folder and what else this package made
// there; other files stay, and the folder too if it has any. A postmaster left
// over by a killed process is stopped first. A folder without our mark, or in
// use, is refused; a missing one is no error.
func Forget(ctx context.Context, dir string) error {
	if _, err := os.Stat(dir); errors.Is(err, os.ErrNotExist) {
		return nil
	}
	f, err := openFolder(dir)
	if err != nil {
		return err
	}
	if !f.marked() {
		return fmt.Errorf("%s was not made by PhuSong (no file %s in it): nothing was deleted", f, f.mark())
	}
	a, err := clusterAccount()
	if err != nil {
		return err
	}
	owner, err := lockOwner(ctx, f)
	if err != nil {
		return err
	}
	defer owner.release()
	change, err := lockAlone(ctx, f.change())
	if err != nil {
		return err
	}
	defer change.release()
	users, err := openLock(f.users())
	if err != nil {
		return err
	}
	defer users.release()
	if !users.try(true) {
		return fmt.Errorf("%w: other PhuSong commands still use %s: stop them first", ErrOwned, f)
	}
	if err := (postmaster{f, a}).stop(ctx); err != nil {
		return err
	}
	return f.remove()
}

// remove deletes what this package made, the mark last: until then a second
// Forget can finish an interrupted one.
func (f folder) remove() error {
	for _, path := range []string{f.socket(), f.postgres(), f.owner(), f.users(), f.change(), f.mark()} {
		if err := os.RemoveAll(path); err != nil {
			return fmt.Errorf("forget %s: %w", f, err)
		}
	}
	if left, err := os.ReadDir(string(f)); err != nil || len(left) > 0 {
		return err
	}
	return os.Remove(string(f))
}
