package feature

import (
	"encoding/csv"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"phusong/importers/intake"
)

// What the list of strangers' files expects of each: taken, refused, or either,
// but always quickly and without panic. A file expected to fail may be taken
// apart into features that each say why they are of no use.
func TestShapesOfStrangersEndAsExpected(t *testing.T) {
	root := filepath.Join("..", "..", "..", "shared", "corpora")
	manifest, err := os.Open(filepath.Join(root, "MANIFEST.tsv"))
	if err != nil {
		t.Skipf("%s is not on this machine", root)
	}
	defer manifest.Close()
	r := csv.NewReader(manifest)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	taken, refused := 0, 0
	for _, row := range rows {
		folder, _, _ := strings.Cut(row[0], "/")
		if !strings.Contains(" kml gpkg shapefile geojson ", " "+folder+" ") {
			continue
		}
		content, err := os.ReadFile(filepath.Join(root, row[0]))
		if err != nil {
			t.Fatal(err)
		}
		expected := row[len(row)-2]
		start := time.Now()
		good, total, err := openStranger(filepath.Base(row[0]), content)
		if took := time.Since(start); took > 10*time.Second {
			t.Errorf("%s took %v", row[0], took)
		}
		if err == nil && (good > 0 || total == 0) {
			taken++
		} else {
			refused++
		}
		switch {
		case strings.HasPrefix(expected, "ok") && err != nil && !isForeign(err):
			t.Errorf("%s: expected %s, but %v", row[0], expected, err)
		case strings.HasPrefix(expected, "error") && err == nil && good > 0 && !judgedLater(row[0]):
			t.Errorf("%s: expected %s, but %d of %d features are taken", row[0], expected, good, total)
		}
	}
	t.Logf("%d files taken, %d refused", taken, refused)
}

// judgedLater are files whose shapes can be read and are refused for what they
// are: by PostGIS, because their bbox does not matter here, or one by one.
func judgedLater(name string) bool {
	for _, known := range []string{"invalid_interior_not_cw.geojson", "bbox-4or6elements.geojson", "pointnan.zip"} {
		if strings.HasSuffix(name, known) {
			return true
		}
	}
	return false
}

// isForeign reports a file refused for being in another country's frame.
func isForeign(err error) bool {
	var refusal *intake.Refusal
	return errors.As(err, &refusal) && refusal.Code == "frame-unknown"
}

func openStranger(name string, content []byte) (good, total int, err error) {
	file, err := intake.Open(name, content, intake.TableLimits())
	if err != nil {
		return 0, 0, err
	}
	c, err := Open(file)
	if err != nil {
		return 0, 0, err
	}
	for _, f := range c.Features {
		if f.Fault == nil {
			good++
		}
	}
	return good, len(c.Features), nil
}
