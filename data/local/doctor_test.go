package local_test

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"phusong/data/local"
)

// complaints returns the checks that failed, one line each.
func complaints(ctx context.Context, dir string) string {
	var lines []string
	for _, c := range local.Doctor(ctx, dir) {
		if !c.OK {
			lines = append(lines, c.Name+": "+c.Found+" → "+c.Fix)
		}
	}
	return strings.Join(lines, "\n")
}

func TestDoctorFindsNothingWrongAndMakesNothing(t *testing.T) {
	t.Parallel()
	dir := stateFolder(t, "not", "yet", "there")
	if said := complaints(t.Context(), dir); said != "" {
		t.Errorf("the doctor complains:\n%s", said)
	}
	if _, err := os.Stat(filepath.Dir(dir)); err == nil {
		t.Errorf("the doctor made %s", filepath.Dir(dir))
	}
}

func TestDoctorSaysWhatRunsAndForWhom(t *testing.T) {
	t.Parallel()
	dir := seeded(t)
	run(t, dir)
	if said := complaints(t.Context(), dir); said != "" {
		t.Errorf("the doctor complains of a running cluster:\n%s", said)
	}
	var found string
	for _, c := range local.Doctor(t.Context(), dir) {
		found += c.Found + "\n"
	}
	if !strings.Contains(found, "local.test") {
		t.Errorf("the doctor does not name the owner:\n%s", found)
	}
}

func TestDoctorNamesAWrongFolder(t *testing.T) {
	t.Parallel()
	file := filepath.Join(openFolder(t), "file")
	if err := os.WriteFile(file, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if said := complaints(t.Context(), file); !strings.Contains(said, file) || !strings.Contains(said, "--state") {
		t.Errorf("the doctor says of a file as state folder: %q", said)
	}
}
