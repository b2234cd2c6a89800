package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"phusong/data"
	"phusong/tiles"
)

// pmtilesCommand writes the map tiles of a release into one file.
type pmtilesCommand struct {
	Out string `help:"File to write; not needed where --layers is «list»." type:"path" placeholder:"FILE.pmtiles"`
	releaseFlags
	Cut    string   `help:"Whose map: what this audience may see." default:"public"`
	Layers []string `help:"Layers, by name, comma between; «list» prints the names. The default is coverage of every technology, boundaries, and hamlets by 4G." placeholder:"NAME"`
}

// Validate asks for a file, unless nothing is written.
func (c pmtilesCommand) Validate() error {
	if c.Out == "" && !c.lists() {
		return errors.New("missing flags: --out=FILE.pmtiles")
	}
	return nil
}

func (c pmtilesCommand) lists() bool { return len(c.Layers) == 1 && c.Layers[0] == "list" }

// Run draws the layers whole and writes them.
func (c pmtilesCommand) Run(ctx context.Context, p *place) error {
	return p.inRelease(ctx, c.releaseFlags, func(store *data.Store, release int64) error {
		view, err := store.LoadView(ctx, release)
		if err != nil {
			return err
		}
		whole, err := tiles.New(view)
		if err != nil {
			return err
		}
		edition, err := whole.Edition(data.Cut(c.Cut))
		if err != nil {
			return err
		}
		if c.lists() {
			return listLayers(os.Stdout, edition)
		}
		return c.write(ctx, edition)
	})
}

func listLayers(w io.Writer, e *tiles.Edition) error {
	for _, l := range e.Layers() {
		if l.Format != tiles.MVT {
			continue
		}
		if _, err := fmt.Fprintf(w, "%s\t%s / %s\n", l.Name, l.Title.Vietnamese, l.Title.English); err != nil {
			return err
		}
	}
	return nil
}

func (c pmtilesCommand) write(ctx context.Context, e *tiles.Edition) error {
	names := c.Layers
	if len(names) == 0 {
		names = e.Archived()
	}
	archive, about, err := e.Archive(ctx, names)
	if err != nil {
		return err
	}
	return writeWhole(c.Out, func(w io.Writer) error { return archive.Write(w, about) })
}
