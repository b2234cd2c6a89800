package datatest

import (
	"os/exec"
	"strconv"
	"testing"
)

func TestWhatAKilledTestLeftIsSwept(t *testing.T) {
	URL(t) // skips where there is no PostGIS
	s, err := shared()
	if err != nil {
		t.Fatal(err)
	}
	gone := exec.Command("true")
	if err := gone.Run(); err != nil {
		t.Fatal(err)
	}
	left := prefix + strconv.Itoa(gone.Process.Pid) + "_left"
	mine := newName()
	t.Cleanup(func() { drop(t, s, mine) })
	for _, name := range []string{left, mine} {
		if err := s.admin(t.Context(), "CREATE DATABASE %s", name); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.alone(t.Context(), s.sweep); err != nil {
		t.Fatal(err)
	}
	if err := s.admin(t.Context(), "CREATE DATABASE %s", left); err != nil {
		t.Errorf("the database of a dead process is still there: %v", err)
	}
	drop(t, s, left)
	if err := s.admin(t.Context(), "CREATE DATABASE %s", mine); err == nil {
		t.Error("the database of a living process was swept")
	}
}
