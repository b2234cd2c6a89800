package sites

import (
	"fmt"
	"strings"
	"testing"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/importers/intake"
)

// borderPoints is how many vertices the border of a commune has in the
// benchmarks, as real ones do.
const borderPoints = 400

// busyLand is the land of the dirty list with borders as long as real ones.
func busyLand() *dirtyLand {
	land := newDirtyLand(1)
	for i, u := range land.units {
		var ring orb.Ring
		for k, from := range u.Boundary[0][0][:4] {
			to := u.Boundary[0][0][k+1]
			for step := range borderPoints / 4 {
				share := float64(step) / (borderPoints / 4)
				ring = append(ring, orb.Point{from[0] + share*(to[0]-from[0]), from[1] + share*(to[1]-from[1])})
			}
		}
		land.units[i].Boundary = orb.MultiPolygon{{append(ring, ring[0])}}
	}
	return land
}

// rowsOf writes n rows of one site each, the same for every run.
func rowsOf(land *dirtyLand, n int) [][]any {
	rows := [][]any{{"Mã trạm", "Kinh độ", "Vĩ độ", "Công nghệ", "Băng tần", "Hướng", "Độ cao anten", "Công suất (W)", "Xã", "Trạng thái"}}
	for i := range n {
		commune, at := land.place()
		rows = append(rows, []any{fmt.Sprintf("TQ%06d", i), at[0], at[1], "2G/4G", "900/1800", "0/120/240", 42, "20/40", commune.Name, "đang phát sóng"})
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
	return streamed(b, map[string][][]any{"Trạm": rows})
}

func benchmarkList(b *testing.B, name string, write func(*dirtyLand) []byte, rows int) {
	land := busyLand()
	content, places := write(land), land.gazetteer()
	b.SetBytes(int64(len(content)))
	b.ReportAllocs()
	for b.Loop() {
		file, err := intake.Open(name, content, intake.TableLimits())
		if err != nil {
			b.Fatal(err)
		}
		d, err := Understand(b.Context(), file, Options{Operator: geo.Viettel}, places, flat)
		if err != nil {
			b.Fatal(err)
		}
		if got := len(d.Presences); got != rows {
			b.Fatalf("%d presences of %d rows: %+v", got, rows, d.Counts)
		}
	}
}

func BenchmarkWorkbookOf10000Rows(b *testing.B) {
	benchmarkList(b, "trạm.xlsx", func(l *dirtyLand) []byte { return asWorkbook(b, rowsOf(l, 10_000)) }, 10_000)
}

func BenchmarkCSVOf10000Rows(b *testing.B) {
	benchmarkList(b, "trạm.csv", func(l *dirtyLand) []byte { return asCSV(rowsOf(l, 10_000)) }, 10_000)
}

func BenchmarkCSVOf199000Rows(b *testing.B) {
	benchmarkList(b, "trạm.csv", func(l *dirtyLand) []byte { return asCSV(rowsOf(l, 199_000)) }, 199_000)
}
