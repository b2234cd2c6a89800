package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"text/tabwriter"

	"phusong/api"
	"phusong/api/opendata"
	"phusong/data"
	"phusong/tiles"
)

type exportDataCommand struct {
	Out string `help:"Folder to write into; files of the same names are replaced." required:"" type:"path" placeholder:"DIR"`
	releaseFlags
	Format  []string `help:"Only these formats: gpkg, geojson, parquet, csv, xlsx." placeholder:"FORMATS"`
	BaseURL string   `help:"Address the files will be served under; it stands in the catalogue." default:"http://localhost:8080" name:"base-url"`
	openFlags
}

// Run writes the files, tells their sizes and checksums, and writes the catalogue
// where all formats were asked for.
func (c exportDataCommand) Run(ctx context.Context, p *place) error {
	formats, err := c.formats()
	if err != nil {
		return err
	}
	e, err := p.publicEdition(ctx, c.releaseFlags)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(c.Out, 0o755); err != nil {
		return fmt.Errorf("make the folder to export to: %w", err)
	}
	out := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	sums := map[string]opendata.Sum{}
	for _, d := range opendata.Datasets() {
		for _, f := range d.Formats {
			if !slices.Contains(formats, f) {
				continue
			}
			name := opendata.FileName(d, f, e.ID)
			sum, err := opendata.Write(ctx, filepath.Join(c.Out, name), e, d, f)
			if err != nil {
				return err
			}
			sums[name] = sum
			fmt.Fprintf(out, "%s\t%d\t%s\n", name, sum.Bytes, sum.SHA256)
		}
	}
	if len(formats) == len(opendata.Formats()) {
		if err := c.catalogue(e, sums); err != nil {
			return err
		}
	}
	return out.Flush()
}

func (c exportDataCommand) formats() ([]opendata.Format, error) {
	var formats []opendata.Format
	for _, text := range c.Format {
		f, err := opendata.ParseFormat(text)
		if err != nil {
			return nil, err
		}
		formats = append(formats, f)
	}
	if len(formats) == 0 {
		return opendata.Formats(), nil
	}
	return formats, nil
}

func (c exportDataCommand) catalogue(e *tiles.Edition, sums map[string]opendata.Sum) error {
	terms := api.OpenData{Licence: c.Licence, Contact: c.Contact}
	text, err := json.MarshalIndent(terms.Catalog(e, strings.TrimSuffix(c.BaseURL, "/"), sums).Record(), "", "  ")
	if err != nil {
		return fmt.Errorf("write the catalogue: %w", err)
	}
	if err := os.WriteFile(filepath.Join(c.Out, "catalog.jsonld"), append(text, '\n'), 0o644); err != nil {
		return fmt.Errorf("write the catalogue: %w", err)
	}
	return nil
}

// publicEdition loads a release as everybody may see it.
func (p *place) publicEdition(ctx context.Context, release releaseFlags) (e *tiles.Edition, err error) {
	err = p.inRelease(ctx, release, func(store *data.Store, chosen int64) error {
		view, err := store.LoadView(ctx, chosen)
		if err != nil {
			return err
		}
		whole, err := tiles.New(view)
		if err != nil {
			return err
		}
		e, err = whole.Edition(data.PublicCut)
		return err
	})
	return e, err
}
