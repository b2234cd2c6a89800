package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
	"path/filepath"
	"syscall"
	"time"

	"phusong/api"
	"phusong/api/opendata"
	"phusong/data"
	"phusong/tiles"
)

// openFlags are the terms on which anybody may take the open data.
type openFlags struct {
	Licence string `help:"Licence of the open data as its owner states it: words or an address; told as not stated where nothing is given." env:"PHUSONG_DATA_LICENCE" name:"data-licence" placeholder:"WORDS"`
	Contact string `help:"Who answers for the open data: words or an address." env:"PHUSONG_DATA_CONTACT" name:"data-contact" placeholder:"WORDS"`
}

// keptOpenData is how many bytes of written files the server keeps: a province's
// release is about 100 MB.
const keptOpenData = 1 << 30

// openData makes the shelf of files for everybody; leave takes it away. What servers
// left that were killed is taken away first.
func (f openFlags) openData() (o api.OpenData, leave func(), err error) {
	clearLeft()
	folder, held, err := heldFolder()
	if err != nil {
		return o, nil, fmt.Errorf("make a folder for the open data: %w", err)
	}
	leave = func() {
		_ = os.RemoveAll(folder)
		_ = held.Close()
	}
	return api.OpenData{Shelf: opendata.NewShelf(folder, keptOpenData), Licence: f.Licence, Contact: f.Contact}, leave, nil
}

// A folder of open data is its server's while the file heldFile in it is locked.
const (
	folderPattern = "phusong-data-"
	heldFile      = ".held"
)

// heldFolder makes a folder in the temporary folder and holds it.
func heldFolder() (folder string, held *os.File, err error) {
	for {
		if folder, err = os.MkdirTemp("", folderPattern); err != nil {
			return "", nil, err
		}
		if held, err = os.Create(filepath.Join(folder, heldFile)); err != nil {
			return "", nil, err
		}
		if err = syscall.Flock(int(held.Fd()), syscall.LOCK_EX|syscall.LOCK_NB); err == nil {
			if _, err = os.Stat(held.Name()); err == nil {
				return folder, held, nil
			}
		}
		_ = held.Close() // another server that starts took it for left: once more
	}
}

// clearLeft takes away the folders that nobody holds any more.
func clearLeft() {
	left, _ := filepath.Glob(filepath.Join(os.TempDir(), folderPattern+"*", heldFile))
	for _, name := range left {
		held, err := os.OpenFile(name, os.O_RDWR, 0)
		if err != nil {
			continue // another account's
		}
		if syscall.Flock(int(held.Fd()), syscall.LOCK_EX|syscall.LOCK_NB) == nil {
			_ = os.RemoveAll(filepath.Dir(name)) // what stays is taken away the next time
		}
		_ = held.Close()
	}
}

// writeAhead writes the files of a release before anybody asks for one: who opens
// their list wants sizes and checksums of all.
func writeAhead(ctx context.Context, r *tiles.Release, files *opendata.Shelf, log *slog.Logger) {
	started := time.Now()
	e, err := r.Edition(data.PublicCut)
	if err == nil {
		_, err = files.Sums(ctx, e)
	}
	if err != nil {
		log.Warn("open data is written when somebody asks", "release", r.ID, "error", err)
		return
	}
	log.Info("open data is written", "release", r.ID, "seconds", time.Since(started).Seconds())
}
