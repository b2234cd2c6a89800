package local

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"

	"github.com/jackc/pgx/v5"
	"github.com/jackc/pgx/v5/pgconn"
)

const (
	logLimit = 8 << 20          // bytes after which the log starts anew
	patient  = 20 * time.Second // for a shutdown that writes everything out
)

// postmaster is the cluster's main process, known by its pid file: it may be
// our child or the child of a process long dead.
type postmaster struct {
	folder  folder
	account account
}

// running tells whether the postmaster answers. It waits for one that is still
// coming up or going down.
func (p postmaster) running(ctx context.Context) (bool, error) {
	silent, cancel := context.WithTimeout(ctx, patient)
	defer cancel()
	for {
		pid := p.pid()
		if pid == 0 {
			return false, nil
		}
		err := p.ping(ctx)
		if err == nil {
			return true, nil
		}
		wait := silent
		if comingOrGoing(err) {
			wait = ctx
		}
		if pause(wait) != nil {
			return false, fmt.Errorf("PostgreSQL in %s (process %d) does not answer: %w", p.folder, pid, err)
		}
	}
}

// comingOrGoing tells whether the server says that it starts, recovers or stops.
func comingOrGoing(err error) bool {
	var said *pgconn.PgError
	return errors.As(err, &said) && said.Code == "57P03" // cannot_connect_now
}

// pid returns the process of the postmaster, 0 if none is alive.
func (p postmaster) pid() int {
	text, err := os.ReadFile(filepath.Join(p.folder.data(), "postmaster.pid"))
	if err != nil {
		return 0
	}
	first, _, _ := strings.Cut(string(text), "\n")
	pid, err := strconv.Atoi(first)
	if err != nil || pid < 2 || !isPostgres(pid) {
		return 0
	}
	return pid
}

// isPostgres tells whether pid is alive and PostgreSQL: after a reboot a stale
// pid file may name any process.
func isPostgres(pid int) bool {
	if errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
		return false
	}
	if _, err := os.Stat("/proc/self/exe"); err != nil {
		return true // no /proc to look into
	}
	exe, err := os.Readlink(fmt.Sprintf("/proc/%d/exe", pid))
	return err == nil && strings.HasPrefix(filepath.Base(exe), "postgres")
}

// ping fails unless the socket answers and belongs to this data folder.
func (p postmaster) ping(ctx context.Context) error {
	conn, err := pgx.Connect(ctx, p.folder.url("postgres"))
	if err != nil {
		return err
	}
	defer conn.Close(ctx)
	var data string
	if err := conn.QueryRow(ctx, "SHOW data_directory").Scan(&data); err != nil {
		return err
	}
	there, err := os.Stat(data)
	if err != nil {
		return err
	}
	here, err := os.Stat(p.folder.data())
	if err != nil {
		return err
	}
	if !os.SameFile(here, there) {
		return fmt.Errorf("the socket in %s belongs to the cluster in %s", p.folder.socket(), data)
	}
	return nil
}

// start starts the postmaster and waits until it answers. It lives on when this
// process ends.
func (p postmaster) start(ctx context.Context, installed Installation, settings []string) error {
	log, err := p.openLog()
	if err != nil {
		return err
	}
	defer log.Close()
	begin, err := log.Seek(0, io.SeekEnd)
	if err != nil {
		return err
	}
	args := []string{"-D", p.folder.data()}
	for _, s := range settings {
		args = append(args, "-c", s)
	}
	cmd := exec.Command(filepath.Join(installed.Bin, "postgres"), args...)
	cmd.Dir, cmd.Env, cmd.SysProcAttr = p.folder.postgres(), environment(p.folder), p.account.process()
	cmd.Stdout, cmd.Stderr = log, log
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("start PostgreSQL in %s: %w", p.folder, err)
	}
	ended := make(chan struct{})
	go func() {
		cmd.Wait() // reaps the child; what it said is in the log
		close(ended)
	}()
	return p.await(ctx, ended, begin)
}

// await waits until the postmaster answers, has ended, or ctx is over.
func (p postmaster) await(ctx context.Context, ended <-chan struct{}, logFrom int64) error {
	for p.ping(ctx) != nil {
		select {
		case <-ended:
			return fmt.Errorf("PostgreSQL in %s ended at once: %s", p.folder, p.logTail(logFrom))
		case <-ctx.Done():
			return fmt.Errorf("PostgreSQL in %s does not answer: %w: %s", p.folder, ctx.Err(), p.logTail(logFrom))
		case <-time.After(patience):
		}
	}
	return nil
}

// openLog opens the log for appending; a long one becomes postgres.log.old.
func (p postmaster) openLog() (*os.File, error) {
	if info, err := os.Stat(p.folder.log()); err == nil && info.Size() > logLimit {
		if err := os.Rename(p.folder.log(), p.folder.log()+".old"); err != nil {
			return nil, err
		}
	}
	return os.OpenFile(p.folder.log(), os.O_WRONLY|os.O_CREATE|os.O_APPEND, 0o600)
}

// logTail returns the most telling line of the log after from: the last fatal
// one, else the last.
func (p postmaster) logTail(from int64) string {
	text, err := os.ReadFile(p.folder.log())
	if err != nil || int64(len(text)) <= from {
		return "see " + p.folder.log()
	}
	said := string(text[from:])
	for line := range strings.Lines(said) {
		if _, why, fatal := strings.Cut(line, "FATAL:"); fatal {
			said = why
		}
	}
	return lastLine(said) + " (" + p.folder.log() + ")"
}

// stop shuts the postmaster down and waits until it is gone: open transactions
// are rolled back, what was committed is written out. One that takes too long is
// stopped hard; the next start recovers.
func (p postmaster) stop(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, patient)
	defer cancel()
	pid := p.pid()
	if pid == 0 {
		return nil
	}
	if err := syscall.Kill(pid, syscall.SIGINT); err != nil {
		return fmt.Errorf("stop PostgreSQL (process %d): %w", pid, err)
	}
	for p.pid() == pid {
		if pause(ctx) != nil {
			if err := syscall.Kill(pid, syscall.SIGQUIT); err != nil && !errors.Is(err, syscall.ESRCH) {
				return fmt.Errorf("stop PostgreSQL (process %d): %w", pid, err)
			}
			return fmt.Errorf("PostgreSQL (process %d) did not end in time and was stopped hard; the next start recovers", pid)
		}
	}
	return nil
}
