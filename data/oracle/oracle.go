// Package oracle finds the programs of others that tests hold ours against.
package oracle

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// Program returns where a program is that answers to the arguments: such as
// "ogrinfo", "--version". Where it is missing the test is skipped; in continuous
// integration, which must have all of them, the test fails.
func Program(t testing.TB, name string, args ...string) string {
	t.Helper()
	err := exec.Command(name, args...).Run()
	if err == nil {
		path, _ := exec.LookPath(name) // it ran
		return path
	}
	if os.Getenv("CI") != "" {
		t.Fatalf("%s %s: %v: continuous integration needs it, .ci/install test installs it", name, strings.Join(args, " "), err)
	}
	t.Skipf("skipped: %s %s: %v: .ci/install test installs it", name, strings.Join(args, " "), err)
	return ""
}
