package report_test

import (
	"archive/zip"
	"bytes"
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"phusong/geo"
	"phusong/importers/gazetteer"
	"phusong/importers/intake"
	"phusong/importers/report"
	"phusong/importers/sites"
)

// understood reads a list as its operator would send it.
func understood(t testing.TB, name string, content []byte) (intake.File, *sites.Draft) {
	t.Helper()
	file, err := intake.Open(name, content, intake.TableLimits())
	if err != nil {
		t.Fatal(err)
	}
	draft, err := sites.Understand(context.Background(), file, sites.Options{Operator: geo.VNPT}, gazetteer.New(nil), nil)
	if err != nil {
		t.Fatal(err)
	}
	return file, draft
}

// dirty is a workbook with a title, and a row for each place a row can end.
func dirty(t testing.TB, extra int) []byte {
	t.Helper()
	f := excelize.NewFile()
	f.SetSheetName("Sheet1", "Tháng 11")
	rows := [][]any{
		{"DANH SÁCH TRẠM BTS"}, {"STT", "Mã trạm", "Kinh độ", "Vĩ độ", "Công nghệ"},
		{1, "TQ-1", 105.12345, 22.12345, "4G"}, {2, "TQ-2", "22.22345", "105.22345", "4G"},
		{3, "TQ-3", "", "", "4G"}, {"", "Tổng cộng", "", "", ""}, {4, "=cmd", 105.32345, 22.32345, "4G"},
	}
	for i := range extra {
		rows = append(rows, []any{i, fmt.Sprint("X-", i), 105 + float64(i%997)/5000, 22 + float64(i/997)/5000, "4G"})
	}
	for i, row := range rows {
		f.SetSheetRow("Tháng 11", fmt.Sprintf("A%d", i+1), &row)
	}
	var b bytes.Buffer
	if err := f.Write(&b); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func answered(t testing.TB, file intake.File, draft *sites.Draft) *excelize.File {
	t.Helper()
	var b bytes.Buffer
	if err := report.Answered(&b, file, draft); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&b)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { f.Close() })
	return f
}

func TestTheSendersWorkbookComesBackWithAnAnswerToEveryRow(t *testing.T) {
	file, draft := understood(t, "tram.xlsx", dirty(t, 0))
	f := answered(t, file, draft)
	for row, want := range map[int]string{1: "", 2: "Kết quả (PhuSong)", 3: "Đã nhận", 4: "Đã sửa", 5: "Từ chối", 6: "Bỏ qua", 7: "Đã nhận"} {
		got, err := f.GetCellValue("Tháng 11", fmt.Sprintf("F%d", row))
		if err != nil || !strings.HasPrefix(got, want) || want == "" && got != "" {
			t.Errorf("row %d says %q, %v; want %q", row, got, err, want)
		}
	}
	if title, _ := f.GetCellValue("Tháng 11", "A1"); title != "DANH SÁCH TRẠM BTS" {
		t.Errorf("the title is %q", title)
	}
	comments, err := f.GetComments("Tháng 11")
	if err != nil || len(comments) < 2 {
		t.Errorf("%d comments, %v", len(comments), err)
	}
	for _, c := range comments {
		if c.Cell == "C4" && strings.Contains(c.Text, "turned round") {
			return
		}
	}
	t.Errorf("no comment on the swapped cell: %+v", comments)
}

// without drops a member of a zip file.
func without(t testing.TB, content []byte, member string) []byte {
	t.Helper()
	r, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, f := range r.File {
		if f.Name == member {
			continue
		}
		if err := w.Copy(f); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func TestAWorkbookWithoutStylesIsAnsweredInANewOne(t *testing.T) {
	file, draft := understood(t, "tram.xlsx", without(t, dirty(t, 0), "xl/styles.xml"))
	f := answered(t, file, draft)
	for cell, want := range map[string]string{"B2": "Mã trạm", "B4": "TQ-2", "F3": "Đã nhận", "F5": "Từ chối"} {
		if got, err := f.GetCellValue("Tháng 11", cell); err != nil || !strings.HasPrefix(got, want) {
			t.Errorf("%s is %q, %v; want %q", cell, got, err, want)
		}
	}
}

func TestATextFileComesBackAsAWorkbook(t *testing.T) {
	file, draft := understood(t, "tram.csv", []byte("Mã trạm;Kinh độ;Vĩ độ;Công nghệ\n=1+1;105,1234;22,1234;4G\nTQ;;;4G\n"))
	f := answered(t, file, draft)
	for cell, want := range map[string]string{"A2": "=1+1", "B2": "105,1234", "E2": "Đã nhận"} {
		got, _ := f.GetCellValue("Sheet1", cell)
		formula, _ := f.GetCellFormula("Sheet1", cell)
		if !strings.HasPrefix(got, want) || formula != "" {
			t.Errorf("%s is %q, formula %q; want %q", cell, got, formula, want)
		}
	}
	if got, _ := f.GetCellValue("Sheet1", "E3"); !strings.HasPrefix(got, "Từ chối") {
		t.Errorf("E3 is %q", got)
	}
}

func TestTheAnswerIsReadAgainAsTheListItIs(t *testing.T) {
	file, draft := understood(t, "tram.xlsx", dirty(t, 0))
	var b bytes.Buffer
	if err := report.Answered(&b, file, draft); err != nil {
		t.Fatal(err)
	}
	_, again := understood(t, "tram.xlsx", b.Bytes())
	if d := sites.Compare(draft.Presences, again.Presences, sites.Terms{Full: true}); d.Same != len(draft.Presences) {
		t.Errorf("%+v", d)
	}
}

func BenchmarkAnsweredTenThousandRows(b *testing.B) {
	file, draft := understood(b, "tram.xlsx", dirty(b, 10_000))
	for b.Loop() {
		if err := report.Answered(&bytes.Buffer{}, file, draft); err != nil {
			b.Fatal(err)
		}
	}
}
