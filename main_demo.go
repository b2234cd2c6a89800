package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"phusong/data"
	"phusong/data/derive"
	"phusong/data/sample"
	"phusong/geo"
	"phusong/importers"
	"phusong/importers/boundaries"
	"phusong/importers/sites"
)

// sampleSeed is the seed of the province everybody sees first.
const sampleSeed = 1

type sampleCommand struct {
	Dir  string `arg:"" help:"Folder to write into; made if missing." type:"path"`
	Seed uint64 `help:"Another seed, another province." default:"1"`
}

// Run writes the sample.
func (c sampleCommand) Run(ctx context.Context) error {
	_, err := writeSample(ctx, c.Dir, c.Seed)
	return err
}

func writeSample(ctx context.Context, dir string, seed uint64) (sample.Manifest, error) {
	shown := begin("invent the sample province")
	manifest, err := sample.Write(ctx, dir, sample.Options{Seed: seed, Progress: func(_ string, done, total int) { shown.progress(done, total) }})
	if err != nil {
		return sample.Manifest{}, err
	}
	shown.end("%d files in %s — dữ liệu mẫu, invented sample", len(manifest.Files), dir)
	return manifest, nil
}

type demoCommand struct {
	listening
}

// Run brings the sample province as far as it is not there yet, then serves it.
func (c demoCommand) Run(ctx context.Context, p *place) error {
	listener, err := c.listen(ctx)
	if err != nil {
		return err
	}
	defer listener.Close()
	shown := begin("start PostGIS")
	store, err := p.own(ctx)
	if err != nil {
		return err
	}
	defer store.Close()
	shown.end("")
	if err := c.fill(ctx, store); err != nil {
		return err
	}
	engine := derive.NewEngine(store.Store)
	stop, err := startWorker(ctx, store.Store, engine)
	if err != nil {
		return err
	}
	defer stop()
	logins, err := demoLogins(ctx, store.Store, listener.Addr())
	if err != nil {
		return err
	}
	return c.serve(ctx, store.Store, engine, listener, logins)
}

// fill imports the sample and computes it. Data somebody else brought is left
// as it is: the sample is never mixed into a real province.
func (c demoCommand) fill(ctx context.Context, store *opened) error {
	current, err := store.CurrentRevisions(ctx)
	if err != nil {
		return err
	}
	for _, r := range current {
		if !r.Synthetic {
			return fmt.Errorf("the database holds real data (%s): the sample is not mixed into it. Use phusong serve, or another --state", r.FileName)
		}
	}
	if _, err := store.PublishedRelease(ctx); err == nil {
		return nil
	} else if !errors.Is(err, data.ErrNoRelease) {
		return err
	}
	dir, remove, err := sampleDir(store)
	if err != nil {
		return err
	}
	defer remove()
	manifest, err := sampleIn(ctx, dir)
	if err != nil {
		return err
	}
	if err := importSample(ctx, store.Store, dir, manifest); err != nil {
		return err
	}
	_, err = compute(ctx, store.Store, derive.DefaultSettings(), true)
	return err
}

// sampleDir is the folder for the sample's files: kept with the private state,
// or for a while when the database is not ours.
func sampleDir(store *opened) (dir string, remove func(), err error) {
	if store.dir != "" {
		return sampleFolder(store.dir), func() {}, nil
	}
	dir, err = os.MkdirTemp("", "phusong-sample-")
	return dir, func() { os.RemoveAll(dir) }, err
}

// sampleFolder is where demo keeps the sample's files in a state folder.
func sampleFolder(state string) string { return filepath.Join(state, "sample") }

// sampleIn returns the manifest of the sample in dir, writing it if it is not
// there whole: the manifest is what is written last.
func sampleIn(ctx context.Context, dir string) (sample.Manifest, error) {
	var manifest sample.Manifest
	text, err := os.ReadFile(filepath.Join(dir, "MANIFEST.json"))
	if errors.Is(err, os.ErrNotExist) {
		return writeSample(ctx, dir, sampleSeed)
	}
	if err != nil {
		return manifest, fmt.Errorf("read the sample: %w", err)
	}
	if err := json.Unmarshal(text, &manifest); err != nil {
		return manifest, fmt.Errorf("read %s: %w: delete that folder and try again", filepath.Join(dir, "MANIFEST.json"), err)
	}
	return manifest, nil
}

// importSample sends the sample's files through the importers, the front door.
func importSample(ctx context.Context, store *data.Store, dir string, manifest sample.Manifest) error {
	shown := begin("import the sample")
	issues := 0
	for i, f := range manifest.Files {
		take, err := sampleImporter(f)
		if err != nil {
			return err
		}
		asOf, err := time.Parse(time.DateOnly, f.AsOf)
		if err != nil {
			return fmt.Errorf("the sample's manifest: %s: %w", f.Path, err)
		}
		receipt, err := importFile(ctx, store, filepath.Join(dir, f.Path), source{asOf: asOf, sample: true}, take)
		if err != nil {
			return fmt.Errorf("import %s: %w", f.Path, err)
		}
		issues += len(receipt.Issues)
		shown.progress(i+1, len(manifest.Files))
	}
	shown.end("%d files, %d rows with remarks", len(manifest.Files), issues)
	return nil
}

func sampleImporter(f sample.File) (importer, error) {
	switch f.Kind {
	case sample.KindElevation:
		return importElevationFile, nil
	case sample.KindPopulation:
		return importPopulationFile, nil
	case sample.KindHamlets:
		return func(ctx context.Context, store *data.Store, s source) (importers.Receipt, error) {
			return boundaries.ImportHamlets(ctx, store, boundaries.HamletOptions{
				FileName: s.name, Content: s.content, AsOf: s.asOf, Vintage: f.Vintage})
		}, nil
	case sample.KindSites:
		return func(ctx context.Context, store *data.Store, s source) (importers.Receipt, error) {
			return sites.Import(ctx, store, sites.Options{FileName: s.name, Content: s.content, Operator: f.Operator, AsOf: s.asOf})
		}, nil
	case sample.KindBoundaries:
		level, err := geo.ParseLevel(f.Level)
		return func(ctx context.Context, store *data.Store, s source) (importers.Receipt, error) {
			return boundaries.ImportUnits(ctx, store, boundaries.UnitOptions{
				FileName: s.name, Content: s.content, AsOf: s.asOf, Vintage: f.Vintage, Level: level})
		}, err
	}
	return nil, fmt.Errorf("the sample's manifest: %s is of kind %q, for which there is no importer", f.Path, f.Kind)
}
