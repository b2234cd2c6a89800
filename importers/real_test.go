package importers_test

import (
	"errors"
	"os"
	"path/filepath"
	"testing"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
	"phusong/importers/boundaries"
	"phusong/importers/elevation"
	"phusong/importers/intake"
	"phusong/importers/population"
)

// shared reads a file that is kept outside the project.
func shared(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(filepath.Join("..", "..", "shared", path))
	if errors.Is(err, os.ErrNotExist) {
		t.Skipf("../shared/%s is not on this machine", path)
	}
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func TestRealFilesOfTheProvince(t *testing.T) {
	ctx, store := t.Context(), datatest.New(t)
	wards := shared(t, "real/boundaries/wards_2025_tuyenquang.geojson")
	places := shared(t, "real/places/osm2018_TQ_places_free.geojson")
	srtm := shared(t, "real/dem/N21E105.hgt")
	people := shared(t, "real/population/vnm_ppp_2020_1km_UNadj_TQ2025bbox.tif")

	t.Run("hamlets before communes are refused with what to do", func(t *testing.T) {
		_, err := boundaries.ImportHamlets(ctx, store, boundaries.HamletOptions{FileName: "places.geojson", Content: places})
		var refusal *intake.Refusal
		if !errors.As(err, &refusal) || refusal.Code != "communes-first" {
			t.Errorf("got %v, want the refusal communes-first", err)
		}
	})
	t.Run("all 124 units of 2025 are accepted", func(t *testing.T) {
		options := boundaries.UnitOptions{FileName: "wards.geojson", Content: wards, Vintage: geo.Vintage2025, Parent: "08"}
		receipt, err := boundaries.ImportUnits(ctx, store, options)
		if err != nil {
			t.Fatal(err)
		}
		if want := (data.Counts{Rows: 124, Accepted: 124}); receipt.Counts != want {
			t.Errorf("counts %+v, want %+v; issues: %v", receipt.Counts, want, receipt.Issues)
		}
		units, err := store.CurrentUnits(ctx)
		if err != nil {
			t.Fatal(err)
		}
		if len(units) != 124 || units[0].Name != "Phường Hà Giang 2" || units[0].Level != geo.LevelCommune || units[0].Parent != "08" {
			t.Errorf("%d units, the first %s %s of %s", len(units), units[0].Level, units[0].Name, units[0].Parent)
		}
		again, err := boundaries.ImportUnits(ctx, store, options)
		if err != nil || !again.Existed || again.Revision != receipt.Revision {
			t.Errorf("the same file again: revision %d existed %v (%v), want revision %d again", again.Revision, again.Existed, err, receipt.Revision)
		}
	})
	t.Run("villages become hamlets that share their communes out", func(t *testing.T) {
		receipt, err := boundaries.ImportHamlets(ctx, store, boundaries.HamletOptions{FileName: "places.geojson", Content: places})
		if err != nil {
			t.Fatal(err)
		}
		if want := (data.Counts{Rows: 54, Accepted: 48, Dropped: 6}); receipt.Counts != want {
			t.Errorf("counts %+v, want %+v; issues: %v", receipt.Counts, want, receipt.Issues)
		}
		hamlets, err := store.Hamlets(ctx, []int64{receipt.Revision})
		if err != nil {
			t.Fatal(err)
		}
		for _, h := range hamlets {
			if h.Vintage != geo.Vintage2025 || len(h.Territory) == 0 || h.Code == "" || h.People != nil {
				t.Errorf("hamlet %s %s: vintage %s, %d parts, people %v", h.Code, h.Name, h.Vintage, len(h.Territory), h.People)
			}
		}
	})
	t.Run("voids and heights below the sea are counted", func(t *testing.T) {
		receipt, err := elevation.Import(ctx, store, elevation.Options{FileName: "N21E105.hgt", Content: srtm})
		if err != nil {
			t.Fatal(err)
		}
		if receipt.Notes["voids"] != "1539" || receipt.Notes["negatives"] != "75" {
			t.Errorf("voids %s, negatives %s, want 1539 and 75", receipt.Notes["voids"], receipt.Notes["negatives"])
		}
		if len(receipt.Issues) != 3 || receipt.Accepted != 1 {
			t.Errorf("issues %v, accepted %d", receipt.Issues, receipt.Accepted)
		}
	})
	t.Run("the grid of people sums to what its makers say", func(t *testing.T) {
		receipt, err := population.Import(ctx, store, population.Options{FileName: "worldpop.tif", Content: people})
		if err != nil {
			t.Fatal(err)
		}
		if receipt.Refused != 0 || receipt.Notes["inhabited"] != "32487" || receipt.Notes["people"] != "3101736" {
			t.Errorf("counts %+v, %s people in %s cells; the pixels themselves hold 3101736 in 32487", receipt.Counts, receipt.Notes["people"], receipt.Notes["inhabited"])
		}
	})
}
