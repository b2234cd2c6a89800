package main_test

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"
)

// The figures that leaders file: what changed, where it is dark, the gap list on
// paper. They are asked of the province that main_test.go fills.

// tellsWhatChanged compares the release of coarser hexes and shorter ways with the
// one before it: nothing but the settings differs, so every change is the method's,
// and the sums of the two gap lists differ by just the hamlets listed.
func (h *house) tellsWhatChanged(t *testing.T, before string) {
	t.Helper()
	var changes []struct {
		Was, Is, Cause string
		From           string `json:"from_release"`
		To             string `json:"to_release"`
	}
	if err := json.Unmarshal([]byte(h.ok(t, "changes", "--from", before, "--format", "json")), &changes); err != nil {
		t.Fatal(err)
	}
	if len(changes) == 0 {
		t.Fatal("another resolution changed no hamlet's verdict: the test has nothing to see")
	}
	moved := map[string]int{}
	for _, c := range changes {
		if c.Cause != "model" || c.From != before || c.From == c.To {
			t.Errorf("%+v: want the cause model, from release %s", c, before)
		}
		moved[c.Was]--
		moved[c.Is]++
	}
	was, _ := h.gaps(t, "--by", "province", "--release", before)
	is, _ := h.gaps(t, "--by", "province")
	for _, v := range []string{"covered", "partial", "none", "unknown"} {
		if got, want := is["hamlets_"+v]-was["hamlets_"+v], moved[v]; got != want {
			t.Errorf("%d hamlets more %s, the list of changes says %d", got, v, want)
		}
	}
}

func TestPatchesAreDarkPlacesTheFullestFirst(t *testing.T) {
	h := home(t)
	var patches []struct {
		People    int
		Hexes     int
		Hamlets   []string
		Release   string
		Synthetic bool
	}
	if err := json.Unmarshal([]byte(h.ok(t, "patches", "--format", "json", "--limit", "100000")), &patches); err != nil {
		t.Fatal(err)
	}
	people := 0
	for i, p := range patches {
		if i > 0 && p.People > patches[i-1].People || p.Hexes < 1 || !p.Synthetic || p.Release == "" {
			t.Fatalf("patch %d: %+v", i, p)
		}
		people += p.People
	}
	total, _ := h.gaps(t, "--by", "province", "--definition", "people")
	if dark := total["partial"] + total["none"]; people == 0 || people > dark+total["covered"]/10 {
		t.Errorf("%d people in patches; hamlets not covered have %d", people, dark)
	}
}

func TestAWorkbookSaysWhatTheGapListSays(t *testing.T) {
	h := home(t)
	dir := t.TempDir()
	for _, name := range []string{"na-hang.pdf", "all.xlsx"} {
		args := []string{"report", "--out", filepath.Join(dir, name)}
		if name == "na-hang.pdf" {
			args = append(args, "--district", "na hang")
		}
		h.ok(t, args...)
	}
	if head, err := os.ReadFile(filepath.Join(dir, "na-hang.pdf")); err != nil || !strings.HasPrefix(string(head), "%PDF-") {
		t.Errorf("no document: %v", err)
	}
	book, err := excelize.OpenFile(filepath.Join(dir, "all.xlsx"))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	for sheet, question := range map[string][]string{"Huyện 2024": {"--by", "district"}, "Xã 2024": {"--by", "commune", "--vintage", "2024"}, "Xã 2025-07": {"--by", "commune", "--vintage", "2025-07"}} {
		_, units := h.gaps(t, question...)
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		written := map[string][]string{}
		for _, row := range rows[2 : len(rows)-1] {
			written[row[0]] = row
		}
		for _, unit := range units {
			row := written[unit["code"]]
			want := []string{unit["code"], unit["name"], unit["vintage"]}
			for _, column := range []string{"population", "households", "hamlets_covered", "hamlets_partial", "hamlets_none", "hamlets_unknown", "covered", "partial", "none", "unknown", "area_km2"} {
				want = append(want, unit[column])
			}
			if !slices.Equal(row, want) {
				t.Errorf("%s: %q, the gap list says %q", sheet, row, want)
			}
		}
		if len(written) != len(units) {
			t.Errorf("%s: %d units, the gap list has %d", sheet, len(written), len(units))
		}
	}
}
