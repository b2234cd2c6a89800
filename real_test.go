package main_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// realFolder holds real boundaries, terrain and people, which are not ours to
// carry.
const realFolder = "../shared/real"

func TestOnRealGroundWhatHasNoTerrainIsUnknown(t *testing.T) {
	h := home(t)
	if _, err := os.Stat(realFolder); err != nil {
		t.Skipf("skipped: there is no %s with real data", realFolder)
	}
	real := &house{binary: h.binary, state: filepath.Join(filepath.Dir(h.state), "real")}
	t.Cleanup(func() { real.run("forget", "--yes") })
	file := func(path string) string { return filepath.Join(realFolder, path) }
	real.ok(t, "import", "boundaries", "--vintage", "2025-07", "--level", "commune", file("boundaries/wards_2025_tuyenquang.geojson"))
	real.ok(t, "import", "hamlets", "--vintage", "2025-07", file("places/osm2018_TQ_places_free.geojson"))
	sheet := real.receipt(t, "elevation", file("dem/N21E105.hgt"))
	if sheet.Notes["voids"] != "1539" || sheet.Notes["negatives"] != "75" {
		t.Errorf("the sheet's voids and negative heights are counted as %v", sheet.Notes)
	}
	real.ok(t, "import", "population", file("population/vnm_ppp_2020_1km_UNadj_TQ2025bbox.tif"))
	lists, err := filepath.Glob(filepath.Join(h.state, "sample", "sites-*"))
	if err != nil || len(lists) != 4 {
		t.Fatalf("the sample's lists: %v %v", lists, err)
	}
	for _, list := range lists {
		real.ok(t, "import", "sites", list)
	}
	real.ok(t, "compute", "--resolution", "9")
	known, unknown := 0, 0
	for _, row := range real.communes(t) {
		switch seen := row.Covered + row.Partial + row.None; {
		case seen > 0 && row.Unknown == 0:
			known++
		case seen == 0 && row.Unknown > 0:
			unknown++
		}
		// Hà Giang's communes lie north of the one sheet: nothing is known there.
		if strings.Contains(row.Name, "Đồng Văn") && row.Covered+row.Partial+row.None > 0 {
			t.Errorf("%s has a verdict without terrain: %+v", row.Name, row)
		}
	}
	t.Logf("terrain is known for %d of 124 communes, unknown for %d", known, unknown)
	if known < 15 || unknown < 60 {
		t.Errorf("%d communes are known and %d unknown: one sheet covers the south and no more", known, unknown)
	}
}

type receiptAnswer struct {
	Notes    map[string]string
	Accepted int
}

func (h *house) receipt(t *testing.T, kind, path string) receiptAnswer {
	t.Helper()
	var r receiptAnswer
	if err := json.Unmarshal([]byte(h.ok(t, "import", "--json", kind, path)), &r); err != nil {
		t.Fatal(err)
	}
	return r
}

type communeRow struct {
	Name                            string
	Covered, Partial, None, Unknown int
}

// communes judges communes by their people: most have no list of hamlets.
func (h *house) communes(t *testing.T) []communeRow {
	t.Helper()
	var rows []communeRow
	if err := json.Unmarshal([]byte(h.ok(t, "gaps", "--by", "commune", "--definition", "people", "--format", "json")), &rows); err != nil {
		t.Fatal(err)
	}
	if len(rows) != 124 {
		t.Errorf("%d communes, want 124", len(rows))
	}
	return rows
}
