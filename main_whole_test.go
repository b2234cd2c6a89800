package main

import (
	"errors"
	"io"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func saying(text string) func(io.Writer) error {
	return func(w io.Writer) error {
		_, err := io.WriteString(w, text)
		return err
	}
}

// Whoever writes to /dev/stdout as root has /dev/stdout afterwards, too.
func TestAnExportIntoAPipeLeavesThePipeWhereItIs(t *testing.T) {
	pipe := filepath.Join(t.TempDir(), "pipe")
	if err := syscall.Mkfifo(pipe, 0o600); err != nil {
		t.Fatal(err)
	}
	read := make(chan string)
	go func() {
		text, err := os.ReadFile(pipe)
		read <- string(text)
		if err != nil {
			t.Error(err)
		}
	}()
	if err := writeWhole(pipe, saying("tiles")); err != nil {
		t.Fatal(err)
	}
	if there, err := os.Lstat(pipe); err != nil || there.Mode()&os.ModeNamedPipe == 0 {
		t.Fatalf("the pipe is %v, %v", there.Mode(), err)
	}
	if said := <-read; said != "tiles" {
		t.Errorf("the reader got %q", said)
	}
}

func TestAnExportThroughALinkReplacesTheFileAndNotTheLink(t *testing.T) {
	folder := t.TempDir()
	file, link := filepath.Join(folder, "file"), filepath.Join(folder, "link")
	if err := errors.Join(os.WriteFile(file, []byte("old"), 0o600), os.Symlink(file, link), writeWhole(link, saying("new"))); err != nil {
		t.Fatal(err)
	}
	if there, err := os.Lstat(link); err != nil || there.Mode()&os.ModeSymlink == 0 {
		t.Errorf("the link is %v, %v", there.Mode(), err)
	}
	if text, err := os.ReadFile(file); string(text) != "new" {
		t.Errorf("the file holds %q, %v", text, err)
	}
}

func TestAnExportThatFailsLeavesWhatWasThereAndSaysWhichFile(t *testing.T) {
	folder := t.TempDir()
	file := filepath.Join(folder, "map.pmtiles")
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	full := &os.PathError{Op: "write", Path: filepath.Join(folder, ".phusong-1"), Err: syscall.ENOSPC}
	err := writeWhole(file, func(w io.Writer) error { return errors.Join(saying("half")(w), full) })
	if err == nil || err.Error() != "write "+file+": no space left on device" {
		t.Errorf("it says %v", err)
	}
	if text, err := os.ReadFile(file); string(text) != "old" {
		t.Errorf("the file holds %q, %v", text, err)
	}
	if left, _ := filepath.Glob(filepath.Join(folder, ".phusong-*")); left != nil {
		t.Errorf("%v is left", left)
	}
	if err := writeWhole(folder, saying("x")); err == nil || !strings.HasSuffix(err.Error(), "it is a folder: name a file in it") {
		t.Errorf("of a folder it says %v", err)
	}
}

func TestAnArchiveOfTilesWantsAFileUnlessItsLayersAreListed(t *testing.T) {
	for line, understood := range map[string]bool{
		"export pmtiles": false, "export pmtiles --layers coverage-4G-any": false, "export pmtiles --layers list": true, "export pmtiles --out map.pmtiles --release 2": true,
		"export pmtiles --out map.pmtiles --release two": false,
	} {
		var cli commands
		parser, err := newParser(&cli, func(int) {})
		if err != nil {
			t.Fatal(err)
		}
		if _, err := parser.Parse(words(line)); (err == nil) != understood {
			t.Errorf("%s: %v", line, err)
		}
	}
}
