package elevation

import (
	"context"
	"encoding/binary"
	"errors"
	"math"
	"os"
	"path/filepath"
	"testing"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo/terrain"
	"phusong/importers"
	"phusong/importers/intake"
)

const side = 1201

// hgt writes a sheet whose heights are given by row and column.
func hgt(height func(row, column int) int16) []byte {
	content := make([]byte, 0, side*side*2)
	for row := range side {
		for column := range side {
			content = binary.BigEndian.AppendUint16(content, uint16(height(row, column)))
		}
	}
	return content
}

func hill(row, column int) int16 { return int16(100 + row%50 + column%30) }

func TestCorner(t *testing.T) {
	for name, want := range map[string][2]float64{
		"N21E105.hgt": {105, 21}, "n22e104.HGT": {104, 22}, "S29W072.hgt": {-72, -29}, "ASTGTMV003_N22E105_dem.tif": {105, 22}, "srtm N21E105 (1).hgt": {105, 21}, "N00E000.hgt": {0, 0},
	} {
		west, south, ok := corner(name)
		if !ok || west != want[0] || south != want[1] {
			t.Errorf("corner(%q) = %v, %v, %v; want %v", name, west, south, ok, want)
		}
	}
	for _, name := range []string{"dem.hgt", "N21.hgt", "N91E105.hgt", "N21E185.hgt", "XN21E1055.hgt", ""} {
		if west, south, ok := corner(name); ok {
			t.Errorf("corner(%q) = %v, %v", name, west, south)
		}
	}
}

func TestAnHGTKeepsItsPlaceAndItsVoids(t *testing.T) {
	file := intake.File{Name: "x.zip", Member: "N21E105.hgt", Kind: intake.HGT, Content: hgt(func(row, column int) int16 {
		switch {
		case row == 0 && column == 0:
			return 1234
		case row == 1:
			return terrain.Void
		case row == 2 && column == 0:
			return -7
		case row == 2 && column == 1:
			return -9999
		}
		return 50
	})}
	sheet, err := fromHGT(file)
	if err != nil {
		t.Fatal(err)
	}
	if sheet.Name != "N21E105" || sheet.West != 105 || sheet.North != 22 || sheet.StepLon != 1.0/1200 || sheet.Cols != side || sheet.Heights[0] != 1234 {
		t.Errorf("sheet %s at %v %v, step %v, first height %d", sheet.Name, sheet.West, sheet.North, sheet.StepLon, sheet.Heights[0])
	}
	want := census{samples: side * side, voids: side, negatives: 2, implausible: 1, lowest: -7, highest: 1234}
	if got := count(sheet); got != want {
		t.Errorf("counted %+v, want %+v", got, want)
	}
}

func TestARasterBecomesASheet(t *testing.T) {
	nan := float32(math.NaN())
	whole := fromRaster("a", data.Raster{West: 105, North: 22, StepLon: 0.5, StepLat: 0.25, Cols: 2, Rows: 2, Values: []float32{100, nan, 8000, 40000}})
	if whole.Scale != 1 || whole.Heights[0] != 100 || whole.Heights[1] != terrain.Void || whole.Heights[2] != 8000 || whole.Heights[3] != terrain.Void {
		t.Errorf("whole metres: %+v", whole)
	}
	if whole.West != 105.25 || whole.North != 21.875 {
		t.Errorf("the first sample is at %v, %v: not the middle of the first pixel", whole.West, whole.North)
	}
	fine := fromRaster("b", data.Raster{StepLon: 0.5, StepLat: 0.5, Cols: 2, Rows: 1, Values: []float32{100.26, -3.1}})
	if fine.Scale != 0.1 || fine.Heights[0] != 1003 || fine.Heights[1] != -31 {
		t.Errorf("decimetres: %+v", fine)
	}
	high := fromRaster("c", data.Raster{StepLon: 0.5, StepLat: 0.5, Cols: 2, Rows: 1, Values: []float32{4000.5, 1}})
	if high.Scale != 1 || high.Heights[0] != 4001 && high.Heights[0] != 4000 {
		t.Errorf("high mountains: %+v", high)
	}
}

func TestImport(t *testing.T) {
	ctx, store := t.Context(), datatest.New(t)
	content := hgt(hill)
	t.Run("a dry run leaves no trace", func(t *testing.T) {
		receipt, err := Import(ctx, store, Options{FileName: "N21E105.hgt", Content: content, DryRun: true})
		if err != nil || receipt.Revision != 0 || receipt.Accepted != 1 {
			t.Errorf("receipt %+v, %v", receipt, err)
		}
		if current, err := store.CurrentRevisions(ctx); err != nil || len(current) != 0 {
			t.Errorf("%d revisions, %v", len(current), err)
		}
	})
	t.Run("a sheet comes back as it was, and once only", func(t *testing.T) {
		first, err := Import(ctx, store, Options{FileName: "N21E105.hgt", Content: content, Synthetic: true})
		if err != nil || !first.Synthetic || first.Dataset != "N21E105" {
			t.Fatalf("%+v, %v", first, err)
		}
		again, err := Import(ctx, store, Options{FileName: "copy of N21E105.hgt", Content: content})
		if err != nil || !again.Existed || again.Revision != first.Revision {
			t.Errorf("the same file again: %+v, %v", again, err)
		}
		sheets, err := store.Sheets(ctx, []int64{first.Revision})
		if err != nil || len(sheets) != 1 || sheets[0].Heights[side+1] != hill(1, 1) {
			t.Errorf("%d sheets, %v", len(sheets), err)
		}
	})
	for _, tt := range []struct {
		name, file string
		content    []byte
		want       string
	}{
		{"cut short", "N21E106.hgt", content[:len(content)-2], "hgt-size"},
		{"without its corner", "dem.hgt", content, "hgt-name"},
		{"a list", "N21E106.hgt.csv", []byte("a,b\n1,2\n"), "format-wrong"},
		{"a GeoTIFF that is none", "a.tif", []byte("II*\x00\x08\x00\x00\x00 and nothing more"), "geotiff-broken"},
	} {
		t.Run(tt.name+" is refused", func(t *testing.T) {
			_, err := Import(ctx, store, Options{FileName: tt.file, Content: tt.content})
			var refusal *intake.Refusal
			if !errors.As(err, &refusal) || refusal.Code != tt.want {
				t.Errorf("%v, want %s", err, tt.want)
			}
		})
	}
	t.Run("a sheet of voids is not saved", func(t *testing.T) {
		receipt, err := Import(ctx, store, Options{FileName: "N20E105.hgt", Content: hgt(func(int, int) int16 { return terrain.Void })})
		if !errors.Is(err, importers.ErrNothing) || receipt.Refused != 1 || receipt.Revision != 0 {
			t.Errorf("%+v, %v", receipt, err)
		}
	})
	t.Run("a flat sheet is doubted", func(t *testing.T) {
		receipt, err := Import(ctx, store, Options{FileName: "N20E105.hgt", Content: hgt(func(int, int) int16 { return 0 }), DryRun: true})
		if err != nil || len(receipt.Issues) != 1 || receipt.Issues[0].Code != "flat" {
			t.Errorf("%+v, %v", receipt.Issues, err)
		}
	})
}

func TestSheetsOfStrangers(t *testing.T) {
	store := datatest.New(t)
	for name, want := range map[string]struct {
		samples string
		highest float64
	}{
		"N42E001.hgt.zip": {"1442401", 3000}, "S29W072.hgt.zip": {"1442401", 1500}, "N48W125.hgt.zip": {"12967201", 500}, "N46E008.tif": {"1442401", 3500},
	} {
		path := filepath.Join("..", "..", "..", "shared", "real", "dem", name)
		content, err := os.ReadFile(path)
		if err != nil {
			t.Skipf("%s is not on this machine", path)
		}
		file, err := intake.Open(name, content, intake.RasterLimits())
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		sheet, err := read(context.Background(), store, file)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		c := count(sheet)
		whole := math.Abs(sheet.West-math.Round(sheet.West)) < 1e-9 && math.Abs(sheet.North-math.Round(sheet.North)) < 1e-9
		if c.notes()["samples"] != want.samples || c.highest < want.highest || !whole {
			t.Errorf("%s: %+v at %v %v", name, c, sheet.West, sheet.North)
		}
	}
}

func FuzzHGT(f *testing.F) {
	f.Add("N21E105.hgt", hgt(hill)[:200])
	f.Add("S01W001.hgt", make([]byte, 8))
	f.Fuzz(func(t *testing.T, name string, content []byte) {
		sheet, err := fromHGT(intake.File{Name: name, Kind: intake.HGT, Content: content})
		if err != nil {
			return
		}
		if len(sheet.Heights) != sheet.Cols*sheet.Rows || len(content) != 2*len(sheet.Heights) || !(sheet.StepLon > 0) || math.Abs(sheet.West) > 180 || math.Abs(sheet.North) > 91 {
			t.Fatalf("sheet %d × %d at %v %v", sheet.Cols, sheet.Rows, sheet.West, sheet.North)
		}
		c := count(sheet)
		if c.voids+c.implausible > c.samples {
			t.Fatalf("census %+v", c)
		}
	})
}
