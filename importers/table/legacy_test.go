package table

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"

	"phusong/importers/charset"
)

// legacyFolder holds public documents of 2003…2006 in dead encodings beside a
// transcript, and the ward names of Viet Nam in four of them.
func legacyFolder(t *testing.T) string {
	t.Helper()
	root := filepath.Join("..", "..", "..", "shared", "corpora", "vn_legacy")
	if _, err := os.Stat(root); err != nil {
		t.Skipf("%s is not on this machine", root)
	}
	return root
}

const enoughRight = 0.999

func TestOldDocumentsReadLikeTheirTranscripts(t *testing.T) {
	root := legacyFolder(t)
	truths, err := filepath.Glob(filepath.Join(root, "*.truth.txt"))
	if err != nil {
		t.Fatal(err)
	}
	var right, all, files int
	for _, path := range truths {
		for _, ending := range []string{".legacy.csv", ".mojibake.xlsx"} {
			content, err := os.ReadFile(strings.TrimSuffix(path, ".truth.txt") + ending)
			if err != nil {
				continue
			}
			sheet := onlySheet(t, ending, content)
			r, a, wrong := compareWithTruth(t, path, sheet)
			name := strings.TrimSuffix(filepath.Base(path), ".truth.txt") + ending
			t.Logf("%s: %d of %d characters right; %s", name, r, a, told(sheet.Conversions))
			if float64(r) < enoughRight*float64(a) {
				t.Errorf("%s: only %d of %d characters right: %q", name, r, a, wrong)
			}
			right, all, files = right+r, all+a, files+1
		}
	}
	t.Logf("%d files: %.3f %% of %d characters right", files, 100*float64(right)/float64(all), all)
	if files < 6 {
		t.Errorf("only %d files were compared", files)
	}
}

func onlySheet(t *testing.T, ending string, content []byte) Sheet {
	t.Helper()
	if ending == ".legacy.csv" {
		sheet, err := CSV(content)
		if err != nil {
			t.Fatal(err)
		}
		return sheet
	}
	sheets, err := Workbook(content)
	if err != nil || len(sheets) == 0 {
		t.Fatalf("%d sheets, %v", len(sheets), err)
	}
	return sheets[0]
}

func told(conversions []charset.Conversion) string {
	var all []string
	for _, c := range conversions {
		all = append(all, fmt.Sprintf("%s %s %d texts, %d doubtful, %d restored", ColumnName(c.Column), c.Encoding, c.Cells, c.Doubtful, c.Restored))
	}
	return strings.Join(all, "; ")
}

// compareWithTruth looks for each cell in the transcript, in order, and counts
// characters. Blanks do not count: transcripts break lines where cells do not.
func compareWithTruth(t *testing.T, path string, sheet Sheet) (right, all int, wrong []string) {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	truth := withoutBlanks(norm.NFC.String(string(content)))
	for _, row := range sheet.Rows {
		for _, cell := range row {
			letters := withoutBlanks(cell)
			n := len([]rune(letters))
			all += n
			if at := strings.Index(truth, letters); at >= 0 {
				right += n
				truth = truth[at+len(letters):]
				continue
			}
			wrong = append(wrong, cell)
		}
	}
	return right, all, wrong
}

func withoutBlanks(text string) string { return strings.Join(strings.Fields(text), "") }

// The ward names of Viet Nam, of which one copy is Unicode.
func TestWardNamesReadTheSameInEveryEncoding(t *testing.T) {
	root := legacyFolder(t)
	names := func(file string) (map[string]string, []charset.Conversion) {
		content, err := os.ReadFile(filepath.Join(root, file))
		if err != nil {
			t.Fatal(err)
		}
		sheet, err := CSV(content)
		if err != nil {
			t.Fatal(err)
		}
		wards := map[string]string{}
		for _, row := range sheet.Rows {
			wards[row[0]] = row[1] + ", " + row[2]
		}
		return wards, sheet.Conversions
	}
	truth, conversions := names("wards.utf16le.csv")
	if len(conversions) != 0 {
		t.Errorf("Unicode was converted: %s", told(conversions))
	}
	for file, least := range map[string]int{"wards.tcvn3.csv": 3299, "wards.tcvn3.utf8mojibake.csv": 3299, "wards.windows1258.csv": 3321} {
		wards, conversions := names(file)
		right := 0
		for code, name := range wards {
			if truth[code] == name {
				right++
			}
		}
		t.Logf("%s: %d of %d names right; %s", file, right, len(wards), told(conversions))
		if right < least || right != len(wards) {
			t.Errorf("%s: only %d of %d names right", file, right, len(wards))
		}
	}
}

// The same names after a journey through a program that drops soft hyphens.
func TestWardNamesGetTheirLostLetterBack(t *testing.T) {
	root := legacyFolder(t)
	content, err := os.ReadFile(filepath.Join(root, "wards.tcvn3.csv"))
	if err != nil {
		t.Fatal(err)
	}
	whole, err := CSV(content)
	if err != nil {
		t.Fatal(err)
	}
	lossy, err := CSV([]byte(strings.ReplaceAll(string(content), "\xad", "")))
	if err != nil {
		t.Fatal(err)
	}
	lost, back, wrong := 0, 0, 0
	for i, row := range whole.Rows {
		if !strings.Contains(row[1], "ư") {
			continue
		}
		lost++
		switch lossy.Rows[i][1] {
		case row[1]:
			back++
		default:
			wrong++
		}
	}
	restored := 0
	for _, c := range lossy.Conversions {
		restored += c.Restored
	}
	t.Logf("%d names lost a letter, %d have it back, %d wait for the gazetteer; %d words restored", lost, back, wrong, restored)
	if restored == 0 || back < lost*8/10 {
		t.Errorf("only %d of %d names are whole again", back, lost)
	}
}
