package table

import (
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
	"golang.org/x/text/unicode/norm"
)

func TestCSVFindsTheDelimiterAndTheLineEnds(t *testing.T) {
	for _, tt := range []struct {
		name, text string
		want       [][]string
	}{
		{"commas", "a,b\n1,2\n", [][]string{{"a", "b"}, {"1", "2"}}},
		{"semicolons and decimal commas", "mã;kinh độ;vĩ độ\nA;105,2;21,8\nB;105,3;21,9\n", [][]string{{"mã", "kinh độ", "vĩ độ"}, {"A", "105,2", "21,8"}, {"B", "105,3", "21,9"}}},
		{"commas and lists with semicolons", "mã,hướng,băng\nA,0;120;240,900\nB,0;120;240,1800\n", [][]string{{"mã", "hướng", "băng"}, {"A", "0;120;240", "900"}, {"B", "0;120;240", "1800"}}},
		{"tabs", "a\tb\n1,5\t2\n", [][]string{{"a", "b"}, {"1,5", "2"}}},
		{"bars", "a|b\n1|2\n", [][]string{{"a", "b"}, {"1", "2"}}},
		{"a title above", "Danh sách trạm, tỉnh Tuyên Quang\n\nmã;kinh độ;vĩ độ\nA;105,2;21,8\n", [][]string{{"Danh sách trạm, tỉnh Tuyên Quang"}, {""}, {"mã", "kinh độ", "vĩ độ"}, {"A", "105,2", "21,8"}}},
		{"Excel's own line", "sep=;\na;b\n1;2\n", [][]string{{""}, {"a", "b"}, {"1", "2"}}},
		{"a comment first", "# phiên bản 0.3\na;b\n1;2\n", [][]string{{"# phiên bản 0.3"}, {"a", "b"}, {"1", "2"}}},
		{"old Mac line ends", "a,b\r1,2\r", [][]string{{"a", "b"}, {"1", "2"}}},
		{"Windows line ends and none at the end", "a,b\r\n1,2", [][]string{{"a", "b"}, {"1", "2"}}},
		{"quotes, a delimiter and a line end inside", "a,b\n\"x, \"\"y\"\"\nz\",2\n", [][]string{{"a", "b"}, {"x, \"y\"\nz", "2"}}},
		{"a quotation mark in mid-cell is a plain letter", "a,b\n105°20'53\",2\n", [][]string{{"a", "b"}, {`105°20'53"`, "2"}}},
		{"a blank last cell", "a,b\n1,\n", [][]string{{"a", "b"}, {"1", ""}}},
		{"blanks around, hard blanks inside", "a,b\n  1\u00a02\u200b ,x\n", [][]string{{"a", "b"}, {"1 2", "x"}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sheet, err := CSV([]byte(tt.text))
			if err != nil {
				t.Fatal(err)
			}
			if d := cmp.Diff(tt.want, sheet.Rows); d != "" {
				t.Error(d)
			}
		})
	}
}

func TestCSVReadsTheEncodingsOfOldOffices(t *testing.T) {
	const want = "Mã trạm;Kinh độ\nBản Khẻ;105,34\n"
	encode := map[string][]byte{"utf-8": []byte("\xef\xbb\xbf" + want)}
	encode["nfd"] = []byte(norm.NFD.String(want))
	for name, e := range map[string]unicode.Endianness{"utf-16le": unicode.LittleEndian, "utf-16be": unicode.BigEndian} {
		b, err := unicode.UTF16(e, unicode.UseBOM).NewEncoder().Bytes([]byte(want))
		if err != nil {
			t.Fatal(err)
		}
		encode[name] = b
	}
	cp1258, err := charmap.Windows1258.NewEncoder().Bytes([]byte(tonesApart(want)))
	if err != nil {
		t.Fatal(err)
	}
	encode["windows-1258"] = cp1258
	for name, content := range encode {
		sheet, err := CSV(content)
		if err != nil || sheet.Cell(0, 0) != "Mã trạm" || sheet.Cell(1, 0) != "Bản Khẻ" || sheet.Cell(0, 1) != "Kinh độ" {
			t.Errorf("%s: %q, %v", name, sheet.Rows, err)
		}
	}
}

// tonesApart writes the five tones as letters of their own, the way
// windows-1258 has them, and keeps the composed vowels.
func tonesApart(text string) string {
	var b strings.Builder
	for _, r := range text {
		parts := []rune(norm.NFD.String(string(r)))
		tone := rune(0)
		rest := parts[:0]
		for _, p := range parts {
			if strings.ContainsRune("\u0300\u0301\u0303\u0309\u0323", p) {
				tone = p
				continue
			}
			rest = append(rest, p)
		}
		b.WriteString(norm.NFC.String(string(rest)))
		if tone != 0 {
			b.WriteRune(tone)
		}
	}
	return b.String()
}

func TestCSVRefusesWhatNeverEnds(t *testing.T) {
	if _, err := CSV([]byte("a,b\n\"open,2\n3,4\n")); err == nil || !strings.Contains(err.Error(), "row 2") {
		t.Errorf("an open quotation mark: %v, want an error that names row 2", err)
	}
	if _, err := CSV([]byte(strings.Repeat("a,", DefaultLimits().Columns+1))); err == nil {
		t.Error("too many columns were taken")
	}
	if _, err := CSV([]byte(strings.Repeat("a,b\n", DefaultLimits().Rows+1))); err == nil {
		t.Error("too many rows were taken")
	}
}

func FuzzCSV(f *testing.F) {
	f.Add([]byte("mã;kinh độ\nA;105,2\n"))
	f.Add([]byte("sep=;\na;b\n"))
	f.Add([]byte("\xff\xfea\x00,\x00b\x00"))
	f.Add([]byte("a,\"b\"\"\n\"\r1,2\r\n"))
	f.Add([]byte("\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\"\""))
	f.Fuzz(func(t *testing.T, content []byte) {
		sheet, err := CSV(content)
		if err != nil {
			return
		}
		if sheet.Width() > DefaultLimits().Columns || len(sheet.Rows) > DefaultLimits().Rows {
			t.Fatalf("%d × %d cells", len(sheet.Rows), sheet.Width())
		}
		for _, row := range sheet.Rows {
			for _, cell := range row {
				if !utf8.ValidString(cell) || cell != strings.TrimSpace(cell) {
					t.Fatalf("cell %q is not clean", cell)
				}
			}
		}
		FindHeader(&sheet, testWords())
	})
}
