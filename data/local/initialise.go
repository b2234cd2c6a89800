package local

import (
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

// initialise makes the data folder unless it exists. initdb is not atomic: it
// works beside, and what it made is renamed when it is whole, so that a crash
// half-way leaves nothing but a folder this function deletes.
func initialise(ctx context.Context, installed Installation, f folder, a account, scratch bool) error {
	if _, err := os.Stat(f.data()); err == nil {
		return nil
	}
	if err := os.RemoveAll(f.fresh()); err != nil {
		return fmt.Errorf("half-made cluster: %w", err)
	}
	args := []string{"-D", f.fresh(), "-U", superuser, "--data-checksums",
		"--auth-local=trust", "--auth-host=reject", "-E", "UTF8", "--locale=C.UTF-8", "--no-instructions"}
	if scratch {
		args = append(args, "--no-sync")
	}
	cmd := exec.CommandContext(ctx, filepath.Join(installed.Bin, "initdb"), args...)
	cmd.Dir, cmd.Env, cmd.SysProcAttr = f.postgres(), environment(f), a.process()
	if said, err := cmd.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb in %s: %w: %s", f, err, lastLine(string(said)))
	}
	if err := os.Rename(f.fresh(), f.data()); err != nil {
		return fmt.Errorf("new cluster: %w", err)
	}
	return syncFolder(f.postgres())
}

// environment is all that PostgreSQL's programs get: variables such as PGDATA
// or PGOPTIONS of the caller must not reach them.
func environment(f folder) []string {
	return []string{"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=" + f.postgres(), "LC_ALL=C.UTF-8", "TZ=UTC"}
}

// syncFolder makes the names in dir survive a power cut.
func syncFolder(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	return errors.Join(d.Sync(), d.Close())
}

// lastLine returns the last line of text that says something.
func lastLine(text string) string {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}

// settings returns the command-line settings of the postmaster: they win over
// anything in the data folder.
func settings(f folder, scratch bool) []string {
	set := []string{
		"listen_addresses=", "port=5432",
		"unix_socket_directories=" + f.socket(), "unix_socket_permissions=0700",
		"shared_buffers=256MB", "work_mem=32MB", "maintenance_work_mem=128MB", "max_wal_size=2GB",
		"jit=off", // compiling takes longer than our queries
		"synchronous_commit=on",
		"postgis.gdal_enabled_drivers=GTiff", // the one file format it may open
		"timezone=UTC", "log_timezone=UTC", "log_min_messages=warning", "logging_collector=off",
	}
	if scratch {
		return append(set, "fsync=off", "full_page_writes=off")
	}
	return append(set, "fsync=on", "full_page_writes=on")
}
