package main

import (
	"fmt"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"
)

// step shows one step of a long command: a bar on a terminal, two lines
// elsewhere. It writes to standard error; results go to standard output.
type step struct {
	name    string
	started time.Time
	bar     *progressbar.ProgressBar
}

func begin(name string) *step {
	s := &step{name: name, started: time.Now()}
	if !term.IsTerminal(int(os.Stderr.Fd())) {
		fmt.Fprintf(os.Stderr, "… %s\n", name)
	}
	return s
}

// progress shows how far the step has come.
func (s *step) progress(done, total int) {
	if total <= 0 || !term.IsTerminal(int(os.Stderr.Fd())) {
		return
	}
	if s.bar == nil {
		s.bar = progressbar.NewOptions(total, progressbar.OptionSetWriter(os.Stderr),
			progressbar.OptionSetDescription("… "+s.name), progressbar.OptionSetPredictTime(true),
			progressbar.OptionShowCount(), progressbar.OptionClearOnFinish(), progressbar.OptionThrottle(100*time.Millisecond))
	}
	s.bar.ChangeMax(total)
	s.bar.Set(done)
}

// end closes the step with what came of it.
func (s *step) end(format string, args ...any) {
	if s.bar != nil {
		s.bar.Finish()
	}
	what := fmt.Sprintf(format, args...)
	if what != "" {
		what = ": " + what
	}
	fmt.Fprintf(os.Stderr, "✓ %s%s (%.1f s)\n", s.name, what, time.Since(s.started).Seconds())
}
