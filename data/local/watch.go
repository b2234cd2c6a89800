package local

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strconv"
	"syscall"
	"time"
)

// linger is how often the watcher looks whether anyone still uses the cluster.
const linger = 15 * time.Second

// watcher is a shell script: it outlives every test process, also a killed one,
// and stops the cluster once nobody holds the users' lock. It takes part in the
// locks as Stop does.
const watcher = `
exec 8>>"$1" 9>>"$2"
while sleep "$5" && [ "$(head -n 1 "$3")" = "$4" ]; do
	flock 8
	if flock -n 9; then
		kill -INT "$4"
		while kill -0 "$4"; do sleep 0.1; done
		exit
	fi
	flock -u 8
done`

// watch sets a watcher on the scratch cluster whose postmaster is pid.
func watch(f folder, pid int, every time.Duration) error {
	cmd := exec.Command("/bin/sh", "-c", watcher, "watcher",
		f.change(), f.users(), filepath.Join(f.data(), "postmaster.pid"), strconv.Itoa(pid), fmt.Sprint(every.Seconds()))
	cmd.Dir, cmd.SysProcAttr = "/", &syscall.SysProcAttr{Setsid: true}
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("scratch cluster: %w", err)
	}
	return cmd.Process.Release()
}
