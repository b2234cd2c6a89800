package table

import (
	"bytes"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"
)

func testWords() Vocabulary {
	return NewVocabulary([]Spelling{
		{"code", []string{"Mã trạm", "Site ID"}},
		{"lon", []string{"Kinh độ", "Longitude", "Toạ độ Kinh độ"}},
		{"lat", []string{"Vĩ độ", "Latitude"}},
		{"coord", []string{"Toạ độ"}},
		{"mast", []string{"Chiều cao cột"}},
		{"height", []string{"Độ cao anten"}},
		{"2g", []string{"2G", "Trạm 2G"}},
		{"commune", []string{"Xã", "Xã/Phường"}},
	})
}

func TestLabelsAreKnownHoweverTheyAreSpelt(t *testing.T) {
	words := testWords()
	for label, want := range map[string]Field{
		"Mã trạm": "code", "MA TRAM": "code", "mã  trạm:": "code", "Kinh do": "lon", "KINH ĐỘ (E)": "lon", "Kinh độ (WGS84)": "lon",
		"Kinh \u00d0ộ": "lon", "Toạ độ": "coord", "Tọa độ": "coord", "Chiều cao cột (m)": "mast", "Xã / Phường": "commune",
		"Mã trạm BTS Viettel": "code", "Ghi chú": "", "": "", "Trạm": "", "Xã hội": "",
	} {
		if got, _ := words.Match(label); got != want {
			t.Errorf("Match(%q) = %q, want %q", label, got, want)
		}
	}
}

func TestFindHeader(t *testing.T) {
	for _, tt := range []struct {
		name string
		rows [][]string
		data int
		want map[Field]int
	}{
		{"in the first row", [][]string{{"Mã trạm", "Kinh độ", "Vĩ độ"}, {"A", "105", "21"}}, 1, map[Field]int{"code": 0, "lon": 1, "lat": 2}},
		{"below titles", [][]string{{"CỘNG HOÀ XÃ HỘI"}, {}, {"Phụ lục 2"}, {"STT", "Site ID", "Longitude", "Latitude"}, {"1", "A", "105", "21"}}, 4,
			map[Field]int{"code": 1, "lon": 2, "lat": 3}},
		{"two rows without their merges", [][]string{{"Mã trạm", "Toạ độ", "", "Chiều cao"}, {"", "Kinh độ", "Vĩ độ", "cột"}, {"A", "105", "21", "42"}}, 2,
			map[Field]int{"code": 0, "lon": 1, "lat": 2, "mast": 3}},
		{"the second of two like columns is kept apart", [][]string{{"Mã trạm", "Site ID", "Vĩ độ"}, {"A", "B", "21"}}, 1, map[Field]int{"code": 0, "lat": 2}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			sheet := Sheet{Rows: tt.rows}
			h, ok := FindHeader(&sheet, testWords())
			if !ok || h.Data() != tt.data {
				t.Fatalf("found %v, data from row %d, want %d", ok, h.Data(), tt.data)
			}
			if d := cmp.Diff(tt.want, h.Columns); d != "" {
				t.Error(d)
			}
		})
	}
	if _, ok := FindHeader(&Sheet{Rows: [][]string{{"Mã trạm"}, {"a", "b"}}}, testWords()); ok {
		t.Error("one known column is no header")
	}
}

// workbook writes a small XLSX: rows of cells, and merged ranges.
func workbook(t *testing.T, rows [][]any, merges ...[2]string) []byte {
	t.Helper()
	f := excelize.NewFile()
	for i, row := range rows {
		if err := f.SetSheetRow("Sheet1", fmt.Sprintf("A%d", i+1), &row); err != nil {
			t.Fatal(err)
		}
	}
	for _, m := range merges {
		if err := f.MergeCell("Sheet1", m[0], m[1]); err != nil {
			t.Fatal(err)
		}
	}
	f.NewSheet("ẩn")
	f.SetSheetVisible("ẩn", false)
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAWorkbookAsAClerkReadsIt(t *testing.T) {
	content := workbook(t, [][]any{
		{"DANH SÁCH TRẠM BTS"},
		{"STT", "Mã trạm", "Toạ độ", nil, "Trạm", "Xã"},
		{nil, nil, "Kinh độ", "Vĩ độ", "2G", nil},
		{"(1)", "(2)", "(3)", "(4)", "(5)", "(6)"},
		{"I", "Huyện Na Hang"},
		{1, "TQ1", 105.25, 22.5, "x", "Đà Vị"},
		{2, nil, 105.25, 22.5, nil, nil},
		{3, "TQ2", 105.5, 22.25, nil, "Yên Hoa"},
		{},
		{"STT", "Mã trạm", "Kinh độ", "Vĩ độ", "2G", "Xã"},
		{"Tổng cộng", nil, nil, nil, 1},
		{"Người lập biểu"},
	}, [2]string{"A1", "F1"}, [2]string{"A2", "A3"}, [2]string{"B2", "B3"}, [2]string{"C2", "D2"}, [2]string{"F2", "F3"}, [2]string{"B5", "F5"}, [2]string{"B6", "B7"})
	sheets, err := Workbook(content)
	if err != nil || len(sheets) != 2 || !sheets[1].Hidden || len(sheets[1].Rows) != 0 {
		t.Fatalf("sheets %+v, %v", sheets, err)
	}
	sheet := &sheets[0]
	h, ok := FindHeader(sheet, testWords())
	if !ok || h.Data() != 3 || h.Label("code") != "Mã trạm" || !h.Has("lon") || h.Has("height") {
		t.Fatalf("header %+v", h)
	}
	var fates []Fate
	var codes []string
	h.Records(sheet, []Field{"code", "lon"}, func(r Record, fate Fate) {
		fates = append(fates, fate)
		if fate == Data {
			codes = append(codes, r.Text("code")+" "+r.Text("lon")+r.Text("2g")+" "+r.Text("commune"))
		}
	})
	if d := cmp.Diff([]Fate{Numbering, Section, Data, Data, Data, Blank, Repeated, Total, Section}, fates); d != "" {
		t.Error(d)
	}
	// The code is filled down inside its merge, the commune below it is not.
	if d := cmp.Diff([]string{"TQ1 105.25x Đà Vị", "TQ1 105.25 ", "TQ2 105.5 Yên Hoa"}, codes); d != "" {
		t.Error(d)
	}
}

func TestAWorkbookThatIsNoneIsRefused(t *testing.T) {
	good := workbook(t, [][]any{{"a", "b"}})
	for name, content := range map[string][]byte{"nothing": nil, "half a workbook": good[:len(good)/2], "text": []byte("a,b")} {
		if _, err := Workbook(content); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}

func TestCellName(t *testing.T) {
	for want, at := range map[string][2]int{"A1": {0, 0}, "B7": {6, 1}, "Z1": {0, 25}, "AA10": {9, 26}, "GR200": {199, 199}} {
		if got := CellName(at[0], at[1]); got != want {
			t.Errorf("CellName(%d, %d) = %s, want %s", at[0], at[1], got, want)
		}
	}
}

func FuzzFindHeader(f *testing.F) {
	f.Add("STT;Mã trạm;Toạ độ;;Xã\n;;Kinh độ;Vĩ độ;\n(1);(2);(3);(4);(5)\n1;A;105,2;21,8;Đà Vị\nTổng cộng;1\n", 1, 2)
	f.Add("Danh sách\n\nSite ID,Longitude,Latitude\nA,105,21\n", 0, 0)
	f.Fuzz(func(t *testing.T, text string, mergeTop, mergeLeft int) {
		sheet, err := CSV([]byte(text))
		if err != nil {
			return
		}
		if mergeTop >= 0 && mergeLeft >= 0 && mergeTop < 100 && mergeLeft < 100 {
			sheet.Merges = []Merge{{mergeTop, mergeLeft, mergeTop + 2, mergeLeft + 3}}
		}
		h, ok := FindHeader(&sheet, testWords())
		if !ok {
			return
		}
		if h.Data() > len(sheet.Rows) || len(h.Columns) < 2 {
			t.Fatalf("header %+v of %d rows", h, len(sheet.Rows))
		}
		rows := 0
		h.Records(&sheet, []Field{"code", "lon"}, func(Record, Fate) { rows++ })
		if rows != len(sheet.Rows)-h.Data() {
			t.Fatalf("%d of %d rows visited", rows, len(sheet.Rows)-h.Data())
		}
	})
}

// A column that somebody said to ignore is as good a sign of the header as one
// that means something: a title above it must not become part of its label.
func TestWhatAPersonSaidOfColumnsHoldsTheHeader(t *testing.T) {
	for name, told := range map[string]map[string]Field{
		"nobody spoke":             nil,
		"one column means nothing": {"Xã": ""},
		"two columns mean nothing": {"Xã": "", "Mã trạm": ""},
	} {
		sheet := Sheet{Rows: [][]string{
			{"Danh sách", "Danh sách", "Danh sách", "Danh sách"}, {"Mã trạm", "Kinh độ", "Vĩ độ", "Xã"}, {"A", "105", "21", "Minh Hương"}}}
		h, _ := FindHeader(&sheet, testWords().Told(told))
		if h.Top != 1 || h.Depth != 1 || h.Labels[3] != "Xã" {
			t.Errorf("%s: header rows %d to %d, labels %q", name, h.Top, h.Data()-1, h.Labels)
		}
	}
}
