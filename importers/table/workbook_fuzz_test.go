package table

import (
	"bytes"
	"os"
	"path/filepath"
	"testing"

	"github.com/xuri/excelize/v2"
)

func FuzzWorkbook(f *testing.F) {
	book := excelize.NewFile()
	if err := book.SetSheetRow("Sheet1", "A1", &[]any{"Mã trạm", "Kinh độ", 105.5}); err != nil {
		f.Fatal(err)
	}
	if err := book.MergeCell("Sheet1", "A1", "B2"); err != nil {
		f.Fatal(err)
	}
	var out bytes.Buffer
	if err := book.Write(&out); err != nil {
		f.Fatal(err)
	}
	f.Add(out.Bytes())
	names, _ := filepath.Glob(filepath.Join("..", "..", "..", "shared", "corpora", "xlsx", "*.xlsx")) // none is no error
	for _, name := range names {
		if content, err := os.ReadFile(name); err == nil && len(content) < 8<<10 {
			f.Add(content)
		}
	}
	limits := Limits{Rows: 1_000, Columns: 50, Cells: 10_000, CellText: 1_000, Unpacked: 1 << 20, Hidden: true}
	f.Fuzz(func(t *testing.T, content []byte) {
		sheets, err := limits.Workbook(content)
		if err != nil {
			return
		}
		for _, s := range sheets {
			if s.Width() > limits.Columns || len(s.Rows) > limits.Rows+maxBlankRun {
				t.Fatalf("sheet of %d × %d", len(s.Rows), s.Width())
			}
		}
	})
}
