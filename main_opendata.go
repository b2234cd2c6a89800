package main

import (
	"context"
	"fmt"
	"log/slog"
	"os"
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

// openData makes the shelf of files for everybody; leave takes it away.
func (f openFlags) openData() (o api.OpenData, leave func(), err error) {
	folder, err := os.MkdirTemp("", "phusong-data-")
	if err != nil {
		return o, nil, fmt.Errorf("make a folder for the open data: %w", err)
	}
	return api.OpenData{Shelf: opendata.NewShelf(folder, keptOpenData), Licence: f.Licence, Contact: f.Contact}, func() { _ = os.RemoveAll(folder) }, nil
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
