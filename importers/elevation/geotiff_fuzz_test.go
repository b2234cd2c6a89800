package elevation

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"phusong/data/datatest"
	"phusong/importers"
	"phusong/importers/intake"
)

// A GeoTIFF is read inside PostGIS; whatever is sent there must come back as a
// sheet of heights or a refusal, and leave the connection fit for the next.
func FuzzGeoTIFF(f *testing.F) {
	f.Add([]byte("II*\x00\x08\x00\x00\x00\x00\x00"))
	f.Add([]byte("MM\x00*\x00\x00\x00\x08\x00\x01\x01\x00\x00\x03\x00\x00\x00\x01\xff\xff\x00\x00"))
	names, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "corpora", "raster", "*.tif")) // none is no error
	for _, name := range names {
		if content, err := os.ReadFile(name); err == nil && len(content) < 4<<10 {
			f.Add(content)
		}
	}
	store := datatest.New(f)
	f.Fuzz(func(t *testing.T, content []byte) {
		receipt, err := Import(t.Context(), store, Options{FileName: "a.tif", Content: content, DryRun: true})
		var refusal *intake.Refusal
		switch {
		case err != nil && !errors.As(err, &refusal) && !errors.Is(err, importers.ErrNothing):
			t.Fatalf("an error that is no refusal: %v", err)
		case err == nil && receipt.Rows != 1:
			t.Fatalf("receipt %+v", receipt)
		}
	})
}
