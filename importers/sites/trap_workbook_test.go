package sites

import (
	"bytes"
	"maps"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/xuri/excelize/v2"

	"phusong/data"
	"phusong/geo"
	"phusong/importers"
	"phusong/importers/intake"
)

// workbook writes cells by sheet; change may do more to it.
func workbook(t testing.TB, sheets map[string][][]any, change func(*excelize.File) error) []byte {
	t.Helper()
	f := excelize.NewFile()
	for _, name := range slices.Sorted(maps.Keys(sheets)) { // one order: what is active cannot be hidden
		rows := sheets[name]
		if _, err := f.NewSheet(name); err != nil {
			t.Fatal(err)
		}
		for i, row := range rows {
			at, err := excelize.CoordinatesToCellName(1, i+1)
			if err != nil {
				t.Fatal(err)
			}
			if err := f.SetSheetRow(name, at, &row); err != nil {
				t.Fatal(err)
			}
		}
	}
	if err := f.DeleteSheet("Sheet1"); err != nil {
		t.Fatal(err)
	}
	f.SetActiveSheet(0)
	if change != nil {
		if err := change(f); err != nil {
			t.Fatal(err)
		}
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}

func openBook(content []byte) (intake.File, error) {
	return intake.Open("trạm.xlsx", content, intake.TableLimits())
}

func understandBook(t testing.TB, content []byte, o Options) *Draft {
	t.Helper()
	file, err := openBook(content)
	if err != nil {
		t.Fatal(err)
	}
	d, err := Understand(t.Context(), file, o, province(), flat)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestTrap03MergedSitesReachDownToTheirSectors(t *testing.T) {
	d := understandBook(t, workbook(t, map[string][][]any{"Trạm": {
		{"Mã trạm", "Kinh độ", "Vĩ độ", "Công nghệ", "Hướng"},
		{"A", 105.51234, 22.01234, "4G", 0}, {nil, nil, nil, "4G", 120}, {nil, nil, nil, "4G", 240},
		{nil, nil, nil, "4G", 300}, // under no merge: whose is it?
	}}, func(f *excelize.File) error {
		for _, column := range []string{"A", "B", "C"} {
			if err := f.MergeCell("Trạm", column+"2", column+"4"); err != nil {
				return err
			}
		}
		return nil
	}), Options{Operator: geo.Viettel})
	if len(d.Presences) != 1 || len(d.Presences[0].Sectors) != 3 {
		t.Fatalf("presences %+v", d.Presences)
	}
	if last := d.Rows[3]; last.Place == importers.Accepted || last.Place == importers.Corrected {
		t.Errorf("the row under no merge was taken: %+v", last)
	}
}

func TestTrap05HiddenSheetsAreListedAndReadWhenAsked(t *testing.T) {
	rows := func(code string, at float64) [][]any {
		return [][]any{{"Mã trạm", "Kinh độ", "Vĩ độ"}, {code, at, 22.01234}}
	}
	content := workbook(t, map[string][][]any{"Trạm 2G": rows("A", 105.51234), "Trạm 4G": rows("A", 105.51234), "Trạm 3G cũ": rows("B", 105.52234), "Bìa": {{"Phụ lục"}}},
		func(f *excelize.File) error {
			if err := f.SetRowVisible("Trạm 4G", 2, false); err != nil {
				return err
			}
			return f.SetSheetVisible("Trạm 3G cũ", false)
		})
	d := understandBook(t, content, Options{Operator: geo.Viettel})
	seen := map[string]string{}
	for _, s := range d.Sheets {
		seen[s.Name] = s.Skipped
	}
	if diff := cmp.Diff(map[string]string{"Trạm 2G": "", "Trạm 4G": "", "Trạm 3G cũ": "hidden", "Bìa": "no-header"}, seen); diff != "" {
		t.Error(diff)
	}
	if len(d.Presences) != 1 || len(d.Presences[0].Sectors) != 2 || d.Issues[0].Code != "rows-hidden" {
		t.Errorf("one site on two sheets, one technology each: %+v %+v", d.Presences, d.Issues)
	}
	if d = understandBook(t, content, Options{Operator: geo.Viettel, Hidden: true}); len(d.Presences) != 2 {
		t.Errorf("with hidden sheets: %+v", d.Presences)
	}
}

func TestTrap12NumbersAndDatesOfAWorkbook(t *testing.T) {
	d := understandBook(t, workbook(t, map[string][][]any{"Trạm": {
		{"Mã trạm", "Kinh độ", "Vĩ độ", "Công nghệ", "Ngày phát sóng"},
		{"TQG0327-12", 105.51234, 22.01234, "4G", 44742}, {"TQG0327-13", 105.52234, 22.01234, "4G", 44742.5},
		{"TQG0327-14", 105.53234, 22.01234, "4G", nil}, {"TQG0327-15", 105.54234, 22.01234, "4G", nil},
		{"TQG0327-16", 105.51334, 22.01234, "4G", nil}, {"TQG0327-17", 105.52334, 22.01234, "4G", nil},
		{"TQG0327-18", 105.53334, 22.01234, "4G", nil}, {"TQG0327-19", 105.54334, 22.01234, "4G", nil},
		{100000, 105.55234, 22.01234, "4G", nil}, {45242, 105.56234, 22.01234, "4G", nil},
	}}, nil), Options{Operator: geo.Viettel})
	if want := (data.Counts{Rows: 10, Accepted: 8, Questions: 2}); d.Counts != want {
		t.Errorf("counts %+v, want %+v: %+v", d.Counts, want, d.Issues)
	}
	zeros := understandBook(t, workbook(t, map[string][][]any{"Trạm": {
		{"Mã trạm", "Kinh độ", "Vĩ độ", "Công nghệ"},
		{"00691", 105.51234, 22.01234, "4G"}, {"00692", 105.52234, 22.01234, "4G"}, {"01693", 105.53234, 22.01234, "4G"}, {694, 105.54234, 22.01234, "4G"},
	}}, nil), Options{Operator: geo.Viettel})
	if last := zeros.Presences[1]; zeros.Counts.Corrected != 1 || len(zeros.Presences) != 4 || last.Code != "00692" || zeros.Rows[3].Code != "00694" {
		t.Errorf("presences %+v", zeros.Presences)
	}
}
