package sites

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"phusong/geo"
	"phusong/importers/intake"
)

// rowsOf writes n rows of one site each, the same for every run.
func rowsOf(n int) [][]any {
	chance := rand.New(rand.NewPCG(1, 2))
	communes := []string{"Nà Hang", "Thượng Nông", "Yên Hoa"}
	rows := [][]any{{"Mã trạm", "Kinh độ", "Vĩ độ", "Công nghệ", "Băng tần", "Hướng", "Độ cao anten", "Công suất (W)", "Xã", "Trạng thái"}}
	for i := range n {
		rows = append(rows, []any{fmt.Sprintf("TQ%06d", i), 105.45 + 0.6*chance.Float64(), 21.95 + 0.6*chance.Float64(), "2G/4G", "900/1800", "0/120/240", 42, "20/40", communes[i%3], "đang phát sóng"})
	}
	return rows
}

func asCSV(rows [][]any) []byte {
	var b strings.Builder
	for _, row := range rows {
		for i, cell := range row {
			if i > 0 {
				b.WriteByte(';')
			}
			b.WriteString(strings.ReplaceAll(fmt.Sprint(cell), ".", ","))
		}
		b.WriteByte('\n')
	}
	return []byte(b.String())
}

func asWorkbook(b *testing.B, rows [][]any) []byte {
	f := excelize.NewFile()
	w, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	for i, row := range rows {
		if err := w.SetRow(fmt.Sprintf("A%d", i+1), row); err != nil {
			b.Fatal(err)
		}
	}
	if err := w.Flush(); err != nil {
		b.Fatal(err)
	}
	var out bytes.Buffer
	if err := f.Write(&out); err != nil {
		b.Fatal(err)
	}
	return out.Bytes()
}

func benchmarkList(b *testing.B, name string, content []byte, rows int) {
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		file, err := intake.Open(name, content, intake.TableLimits())
		if err != nil {
			b.Fatal(err)
		}
		l, err := read(file, Options{Operator: geo.Viettel})
		if err != nil {
			b.Fatal(err)
		}
		if err := l.settle(b.Context(), province(), flat); err != nil {
			b.Fatal(err)
		}
		if got := len(l.presences()); got != rows {
			b.Fatalf("%d presences of %d rows", got, rows)
		}
	}
}

func BenchmarkWorkbookOf10000Rows(b *testing.B) {
	benchmarkList(b, "trạm.xlsx", asWorkbook(b, rowsOf(10_000)), 10_000)
}

func BenchmarkCSVOf10000Rows(b *testing.B) {
	benchmarkList(b, "trạm.csv", asCSV(rowsOf(10_000)), 10_000)
}

func BenchmarkCSVOf199000Rows(b *testing.B) {
	benchmarkList(b, "trạm.csv", asCSV(rowsOf(199_000)), 199_000)
}
