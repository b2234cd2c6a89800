package importers_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
	"phusong/importers"
	"phusong/importers/boundaries"
	"phusong/importers/elevation"
	"phusong/importers/intake"
	"phusong/importers/population"
	"phusong/importers/sites"
)

// doors are the five ways in; each is given every file, whatever it holds.
func doors(store *data.Store) map[string]func(context.Context, string, []byte) (importers.Receipt, error) {
	return map[string]func(context.Context, string, []byte) (importers.Receipt, error){
		"sites": func(ctx context.Context, name string, content []byte) (importers.Receipt, error) {
			return sites.Import(ctx, store, sites.Options{FileName: name, Content: content, Operator: geo.Viettel})
		},
		"units": func(ctx context.Context, name string, content []byte) (importers.Receipt, error) {
			return boundaries.ImportUnits(ctx, store, boundaries.UnitOptions{FileName: name, Content: content, Vintage: geo.Vintage2024, Level: geo.LevelCommune})
		},
		"hamlets": func(ctx context.Context, name string, content []byte) (importers.Receipt, error) {
			return boundaries.ImportHamlets(ctx, store, boundaries.HamletOptions{FileName: name, Content: content, Vintage: geo.Vintage2024})
		},
		"elevation": func(ctx context.Context, name string, content []byte) (importers.Receipt, error) {
			return elevation.Import(ctx, store, elevation.Options{FileName: name, Content: content})
		},
		"population": func(ctx context.Context, name string, content []byte) (importers.Receipt, error) {
			return population.Import(ctx, store, population.Options{FileName: name, Content: content})
		},
	}
}

// Files that nobody here wrote: each is taken whole, with every row accounted
// for, or refused with a sentence; quickly, without panic and without a trace.
func TestFilesOfStrangers(t *testing.T) {
	root := filepath.Join("..", "..", "shared", "corpora")
	if _, err := os.Stat(root); err != nil {
		t.Skipf("%s is not on this machine", root)
	}
	store := datatest.New(t)
	for _, folder := range []string{"csv", "xlsx", "zip", "geojson", "shapefile", "raster", "gpkg", "kml", "vn_legacy"} {
		files, err := os.ReadDir(filepath.Join(root, folder))
		if err != nil {
			t.Fatal(err)
		}
		for _, file := range files {
			content, err := os.ReadFile(filepath.Join(root, folder, file.Name()))
			if err != nil {
				t.Fatal(err)
			}
			for door, open := range doors(store) {
				tryStranger(t, folder+"/"+file.Name()+" as "+door, func() (importers.Receipt, error) {
					return open(t.Context(), file.Name(), content)
				})
			}
		}
	}
}

const (
	longest = 10 * time.Second
	mostNew = 256 << 20
)

func tryStranger(t *testing.T, what string, open func() (importers.Receipt, error)) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	receipt, err := open()
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	if took > longest || after.HeapInuse > before.HeapInuse+mostNew {
		t.Errorf("%s took %v and %d MB more", what, took, (after.HeapInuse-before.HeapInuse)>>20)
	}
	var refusal *intake.Refusal
	switch {
	case errors.As(err, &refusal):
		if refusal.Vietnamese == "" || refusal.English == "" || refusal.Code == "" {
			t.Errorf("%s is refused without words: %+v", what, refusal)
		}
	case errors.Is(err, importers.ErrNothing), err == nil:
		if c := receipt.Counts; c.Rows != c.Accepted+c.Corrected+c.Questions+c.Refused+c.Dropped {
			t.Errorf("%s loses rows: %+v", what, c)
		}
	default:
		t.Errorf("%s fails: %v", what, err)
	}
}
