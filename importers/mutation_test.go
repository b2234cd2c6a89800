package importers_test

import (
	"context"
	"errors"
	"hash/fnv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/importers/feature"
	"phusong/importers/gazetteer"
	"phusong/importers/intake"
	"phusong/importers/sites"
)

const (
	smallFile = 20 << 10
	mutations = 20
)

// mutate flips some bits of a file or cuts it short, the same for every run.
func mutate(content []byte, chance *rand.Rand) []byte {
	changed := slices.Clone(content)
	if chance.IntN(4) == 0 {
		return changed[:chance.IntN(len(changed))]
	}
	for range 1 + chance.IntN(8) {
		changed[chance.IntN(len(changed))] ^= 1 << chance.IntN(8)
	}
	return changed
}

// askew stands in for PostGIS: any frame is brought into the province.
func askew(_ context.Context, _ int, points []orb.Point) ([]orb.Point, error) {
	turned := make([]orb.Point, len(points))
	for i := range points {
		turned[i] = orb.Point{105.5, 22}
	}
	return turned, nil
}

// openMutant sends a file through every reader that needs no database.
func openMutant(t *testing.T, name string, content []byte) error {
	file, err := intake.Open(name, content, intake.TableLimits())
	if err != nil {
		return err
	}
	if _, err := feature.Open(file); err != nil && slices.Contains(feature.Kinds(), file.Kind) {
		return err
	}
	d, err := sites.Understand(t.Context(), file, sites.Options{Operator: geo.Viettel}, gazetteer.New(nil), askew)
	if err != nil {
		return err
	}
	if c := d.Counts; c.Rows != c.Accepted+c.Corrected+c.Questions+c.Refused+c.Dropped || c.Rows != len(d.Rows) {
		t.Errorf("%s loses rows: %+v, %d listed", name, c, len(d.Rows))
	}
	return nil
}

// Every small file of strangers, twenty times broken: no panic, no more than ten
// seconds, no row lost, and a refusal in words or nothing.
func TestBrokenFilesOfStrangers(t *testing.T) {
	root := filepath.Join("..", "..", "shared", "corpora")
	if _, err := os.Stat(root); err != nil {
		t.Skipf("%s is not on this machine", root)
	}
	if testing.Short() {
		t.Skip("thousands of files take a while")
	}
	tried := 0
	for _, folder := range []string{"csv", "xlsx", "zip", "geojson", "shapefile", "raster", "gpkg", "kml", "vn_legacy"} {
		files, err := os.ReadDir(filepath.Join(root, folder))
		if err != nil {
			t.Fatal(err)
		}
		for _, entry := range files {
			content, err := os.ReadFile(filepath.Join(root, folder, entry.Name()))
			if err != nil {
				t.Fatal(err)
			}
			if len(content) == 0 || len(content) > smallFile {
				continue
			}
			seed := fnv.New64a()
			seed.Write([]byte(entry.Name()))
			chance := rand.New(rand.NewPCG(seed.Sum64(), 1))
			for range mutations {
				tried++
				tryMutant(t, folder+"/"+entry.Name(), mutate(content, chance))
			}
		}
	}
	if tried < 1_000 {
		t.Errorf("only %d broken files were tried", tried)
	}
}

func tryMutant(t *testing.T, name string, content []byte) {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	start := time.Now()
	err := openMutant(t, name, content)
	took := time.Since(start)
	runtime.ReadMemStats(&after)
	if took > longest || after.HeapInuse > before.HeapInuse+mostNew {
		t.Errorf("%s took %v and %d MB more", name, took, (after.HeapInuse-before.HeapInuse)>>20)
	}
	var refusal *intake.Refusal
	if err != nil && (!errors.As(err, &refusal) || refusal.Vietnamese == "" || refusal.English == "" || refusal.Code == "") {
		t.Errorf("%s fails without words: %v", name, err)
	}
}
