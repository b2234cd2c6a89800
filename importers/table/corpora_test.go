package table

import (
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// strangers lists the files of one folder of ../shared/corpora with what an
// independent reader made of them.
func strangers(t *testing.T, folder string) map[string]string {
	t.Helper()
	root := filepath.Join("..", "..", "..", "shared", "corpora")
	f, err := os.Open(filepath.Join(root, "MANIFEST.tsv"))
	if err != nil {
		t.Skipf("%s is not on this machine", root)
	}
	defer f.Close()
	r := csv.NewReader(f)
	r.Comma, r.LazyQuotes, r.FieldsPerRecord = '\t', true, -1
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	oracles := map[string]string{}
	for _, row := range rows {
		if strings.HasPrefix(row[0], folder+"/") {
			oracles[filepath.Join(root, row[0])] = row[len(row)-1]
		}
	}
	return oracles
}

var openpyxl = regexp.MustCompile(`openpyxl3\.0: ok sheets=(\d+) rows=([\d/]+)`)

// Where openpyxl reads a workbook, so do we, and find as many rows, but for the
// cases named.
func TestWorkbookAgreesWithOpenpyxl(t *testing.T) {
	broken := []string{
		"poi__xlsx-corrupted.xlsx",         // a shared string that is not there
		"poi__poc-shared-strings.xlsx",     // strings that swell a thousandfold
		"calamine__empty_s_attribute.xlsx", // cells our reader would lose
	}
	blanks := map[string]string{ // openpyxl counts blank rows at the end
		"calamine__empty_shared_string.xlsx": "1", "roo__numbers-export.xlsx": "1/2",
	}
	compared := 0
	for path, oracle := range strangers(t, "xlsx") {
		m := openpyxl.FindStringSubmatch(oracle)
		if m == nil {
			continue
		}
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Base(path)
		sheets, err := Workbook(content)
		if refused := err != nil; refused != slices.Contains(broken, name) {
			t.Errorf("%s: error %v", name, err)
		}
		if err != nil {
			continue
		}
		var rows []string
		for _, s := range sheets {
			rows = append(rows, strconv.Itoa(len(s.Rows)))
		}
		compared++
		want := m[2]
		if fewer, known := blanks[name]; known {
			want = fewer
		}
		if got := strings.Join(rows, "/"); got != want {
			t.Errorf("%s: rows %s, openpyxl finds %s", name, got, m[2])
		}
	}
	if compared < 19 {
		t.Errorf("only %d workbooks compared", compared)
	}
}

// csv-spectrum publishes what its files hold.
func TestCSVAgreesWithSpectrum(t *testing.T) {
	for path := range strangers(t, "csv") {
		want, err := os.ReadFile(strings.TrimSuffix(path, ".csv") + ".expected.json")
		if err != nil || !strings.HasSuffix(path, ".csv") {
			continue
		}
		var rows []map[string]string
		if err := json.Unmarshal(want, &rows); err != nil {
			t.Fatal(err)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		sheet, err := CSV(content)
		if err != nil {
			t.Fatalf("%s: %v", path, err)
		}
		var got []map[string]string
		for _, row := range sheet.Rows[1:] {
			one := map[string]string{}
			for i, name := range sheet.Rows[0] {
				one[name] = row[i]
			}
			got = append(got, one)
		}
		for i, row := range rows {
			for name, text := range row {
				if i >= len(got) || got[i][name] != strings.ReplaceAll(text, "\r", "") {
					t.Errorf("%s row %d %s: got %q, want %q", filepath.Base(path), i+1, name, got, text)
				}
			}
		}
	}
}

var pyCSV = regexp.MustCompile(`py\.csv: enc=\S+ rows=(\d+) widths=\[([\d, ]*)\]`)

// Python's reader splits by commas only; where the file has no stranger trait
// it finds the same rows as we do.
func TestCSVAgreesWithPython(t *testing.T) {
	known := []string{"chunk1.csv.zip", ".json", "issue-1066", "numeric-labels"}
	for path, oracle := range strangers(t, "csv") {
		m := pyCSV.FindStringSubmatch(oracle)
		if m == nil || slices.ContainsFunc(known, func(s string) bool { return strings.Contains(path, s) }) {
			continue
		}
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		sheet, err := CSV(content)
		if err != nil {
			t.Logf("%s: %v", filepath.Base(path), err)
			continue
		}
		if got := strconv.Itoa(len(sheet.Rows)); got != m[1] {
			t.Errorf("%s: %s rows, Python finds %s", filepath.Base(path), got, m[1])
		}
	}
}
