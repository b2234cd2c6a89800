package importers_test

import (
	"os"
	"path/filepath"
	"testing"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/data/sample"
	"phusong/geo"
	"phusong/importers"
	"phusong/importers/boundaries"
	"phusong/importers/elevation"
	"phusong/importers/population"
	"phusong/importers/sites"
)

// The invented province goes in by the front door: every file gives exactly
// what its maker says a correct importer finds, dirt and all.
func TestTheSampleProvinceIsReadAsItsMakerSays(t *testing.T) {
	if testing.Short() {
		t.Skip("writing a whole province takes a while")
	}
	dir := t.TempDir()
	manifest, err := sample.Write(t.Context(), dir, sample.Options{SheetSeconds: 3})
	if err != nil {
		t.Fatal(err)
	}
	store := datatest.New(t)
	for _, f := range manifest.Files {
		content, err := os.ReadFile(filepath.Join(dir, f.Path))
		if err != nil {
			t.Fatal(err)
		}
		receipt, err := takeSample(t, store, f, content)
		if err != nil {
			t.Errorf("%s: %v", f.Path, err)
			continue
		}
		want := data.Counts{
			Rows: f.Expected.Rows + f.Expected.Dropped, Accepted: f.Expected.Accepted - f.Expected.Corrected,
			Corrected: f.Expected.Corrected, Refused: f.Expected.Refused, Dropped: f.Expected.Dropped,
		}
		if receipt.Counts != want {
			t.Errorf("%s: counts %+v, want %+v", f.Path, receipt.Counts, want)
		}
		if !receipt.Synthetic && f.Kind != sample.KindElevation {
			t.Errorf("%s: the label of invented data was not seen", f.Path)
		}
	}
	comparePeople(t, store, manifest)
	compareSites(t, store, manifest)
}

// takeSample sends a file through the door of its kind and says nothing that
// the file says itself.
func takeSample(t *testing.T, store *data.Store, f sample.File, content []byte) (importers.Receipt, error) {
	switch f.Kind {
	case sample.KindBoundaries:
		return boundaries.ImportUnits(t.Context(), store, boundaries.UnitOptions{FileName: f.Path, Content: content})
	case sample.KindHamlets:
		return boundaries.ImportHamlets(t.Context(), store, boundaries.HamletOptions{FileName: f.Path, Content: content})
	case sample.KindElevation:
		return elevation.Import(t.Context(), store, elevation.Options{FileName: f.Path, Content: content})
	case sample.KindPopulation:
		return population.Import(t.Context(), store, population.Options{FileName: f.Path, Content: content})
	}
	return sites.Import(t.Context(), store, sites.Options{FileName: f.Path, Content: content})
}

func comparePeople(t *testing.T, store *data.Store, manifest sample.Manifest) {
	t.Helper()
	current, err := store.CurrentRevisions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	hamlets, err := store.Hamlets(t.Context(), data.IDs(current, data.Hamlets))
	if err != nil {
		t.Fatal(err)
	}
	people := 0
	for _, h := range hamlets {
		if h.Vintage != geo.Vintage2024 {
			t.Fatalf("hamlet %s is of %s", h.Code, h.Vintage)
		}
		people += *h.People
	}
	if people != manifest.Counts.People || len(hamlets) != manifest.Counts.Hamlets {
		t.Errorf("%d people in %d hamlets, want %d in %d", people, len(hamlets), manifest.Counts.People, manifest.Counts.Hamlets)
	}
}

func compareSites(t *testing.T, store *data.Store, manifest sample.Manifest) {
	t.Helper()
	current, err := store.CurrentRevisions(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	presences, err := store.Presences(t.Context(), data.IDs(current, data.Sites))
	if err != nil {
		t.Fatal(err)
	}
	want, got := sample.Expected{}, sample.Expected{Presences: len(presences)}
	for _, f := range manifest.Files {
		want.Presences += f.Expected.Presences
		want.OnAir += f.Expected.OnAir
		want.Paused += f.Expected.Paused
		want.Planned += f.Expected.Planned
		want.Sectors += f.Expected.Sectors
		want.SectorsOnAir += f.Expected.SectorsOnAir
	}
	for _, p := range presences {
		got.Sectors += len(p.Sectors)
		switch p.Status {
		case geo.StatusOnAir:
			got.OnAir++
			got.SectorsOnAir += len(p.Sectors)
		case geo.StatusPaused:
			got.Paused++
		case geo.StatusPlanned:
			got.Planned++
		}
	}
	if got != want {
		t.Errorf("sites %+v, want %+v", got, want)
	}
}
