package api

import (
	"bytes"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"github.com/xuri/excelize/v2"

	"phusong/data"
	"phusong/geo"
	"phusong/importers/boundaries"
)

// provinceWorkbook is a list of n sites, each in the commune its row names, with
// lists in cells and a swapped pair in every hundredth row.
func provinceWorkbook(b *testing.B, units []geo.AdminUnit, n int) []byte {
	b.Helper()
	f := excelize.NewFile()
	defer f.Close()
	s, err := f.NewStreamWriter("Sheet1")
	if err != nil {
		b.Fatal(err)
	}
	s.SetRow("A1", []any{"DANH SÁCH TRẠM BTS"})
	s.SetRow("A2", []any{"STT", "Mã trạm", "Tên trạm", "Xã", "Kinh độ", "Vĩ độ", "Công nghệ", "Băng tần", "Azimuth", "Độ cao anten"})
	random := rand.New(rand.NewPCG(1, 2))
	for i := range n {
		unit := units[i%len(units)]
		box := unit.Boundary.Bound()
		lon := box.Min[0] + random.Float64()*(box.Max[0]-box.Min[0])
		lat := box.Min[1] + random.Float64()*(box.Max[1]-box.Min[1])
		if i%100 == 0 {
			lon, lat = lat, lon
		}
		s.SetRow(fmt.Sprintf("A%d", i+3), []any{i + 1, fmt.Sprintf("TQG%05d", i), fmt.Sprintf("Trạm %d", i), unit.Name,
			fmt.Sprintf("%.6f", lon), fmt.Sprintf("%.6f", lat), "3G/4G", "2100;1800", "0/120/240", 42})
	}
	if err := s.Flush(); err != nil {
		b.Fatal(err)
	}
	var w bytes.Buffer
	if err := f.Write(&w); err != nil {
		b.Fatal(err)
	}
	return w.Bytes()
}

// The goal is 3 s and 300 MB from the sending of the file to all that its page
// shows but the hamlets.
func BenchmarkTenThousandRowsFromPostToReady(b *testing.B) {
	wards, err := os.ReadFile(filepath.Join("..", "..", "shared", "real", "boundaries", "wards_2025_tuyenquang.geojson"))
	if err != nil {
		b.Skipf("the real boundaries are not on this machine: %v", err)
	}
	c := newCounter(b)
	if _, err := boundaries.ImportUnits(b.Context(), c.crew.store, boundaries.UnitOptions{FileName: "wards.geojson", Content: wards, Vintage: geo.Vintage2025, Parent: "08"}); err != nil {
		b.Fatal(err)
	}
	units, err := c.crew.store.CurrentUnits(b.Context())
	if err != nil {
		b.Fatal(err)
	}
	book := provinceWorkbook(b, units, 10_000)
	for b.Loop() {
		if u := c.sent("tram.xlsx", book); u.State != data.UploadReady || u.Counts.Rows < 10_000 {
			b.Fatalf("%s %+v %+v", u.State, u.Counts, u.Trouble)
		}
	}
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		b.Fatal(err)
	}
	b.ReportMetric(float64(usage.Maxrss)/1024, "MB-peak")
}
