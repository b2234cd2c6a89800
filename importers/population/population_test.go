package population

import (
	"errors"
	"math"
	"testing"

	"github.com/google/go-cmp/cmp"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/importers/intake"
)

func readText(t *testing.T, text string) *points {
	t.Helper()
	p, err := readPoints(intake.File{Kind: intake.Text, Content: []byte(text)})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPointsUnderAnyHeader(t *testing.T) {
	want := []data.Peopled{{Lon: 105.5, Lat: 22.25, People: 120}, {Lon: 105.75, Lat: 22.5, People: 3.5}}
	for _, text := range []string{
		"lon,lat,people\n105.5,22.25,120\n105.75,22.5,3.5\n",
		"Kinh độ;Vĩ độ;Dân số\n105,5;22,25;120\n105,75;22,5;3,5\n",
		"Bảng dân số\n\nX\tY\tZ\n105.5\t22.25\t120\n105.75\t22.5\t3.5\nTổng cộng\t\t123,5\n",
	} {
		p := readText(t, text)
		if d := cmp.Diff(want, p.cells); d != "" {
			t.Errorf("%q: %s", text, d)
		}
	}
}

func TestABadRowIsRefusedWithItsCell(t *testing.T) {
	p := readText(t, "lon,lat,people\n105.5,22.25,-1\n105.5,22.25,\n105.5,abc,3\n205.5,22.25,3\n105.5,22.25,3\n")
	var got []string
	for _, i := range p.ledger.Issues() {
		got = append(got, i.Cell+" "+i.Code)
	}
	if d := cmp.Diff([]string{"C2 people-implausible", "C3 people-missing", "A4 coordinate-unreadable", "A5 coordinate-unreadable"}, got); d != "" {
		t.Error(d)
	}
	if want := (data.Counts{Rows: 5, Accepted: 1, Refused: 4}); p.ledger.Counts() != want {
		t.Errorf("counts %+v, want %+v", p.ledger.Counts(), want)
	}
}

func TestAGridLeavesOutWhereNobodyIsCounted(t *testing.T) {
	nan := float32(math.NaN())
	p := fromRaster(data.Raster{West: 105, North: 23, StepLon: 0.5, StepLat: 0.25, Cols: 2, Rows: 3, Values: []float32{10, nan, 0, 2.75, -9999, nan}})
	want := []data.Peopled{
		{Lon: 105.25, Lat: 22.875, Width: 0.5, Height: 0.25, People: 10},
		{Lon: 105.75, Lat: 22.625, Width: 0.5, Height: 0.25, People: 2.75},
	}
	if d := cmp.Diff(want, p.cells); d != "" {
		t.Error(d)
	}
	if want := (data.Counts{Rows: 4, Accepted: 3, Refused: 1}); p.ledger.Counts() != want {
		t.Errorf("counts %+v, want %+v", p.ledger.Counts(), want)
	}
	if p.summary()["people"] != "13" { // 12.75, said in whole people
		t.Errorf("notes %v", p.summary())
	}
}

func TestImportIsIdempotent(t *testing.T) {
	ctx, store := t.Context(), datatest.New(t)
	o := Options{FileName: "people.csv", Content: []byte("# dữ liệu mẫu — invented sample\nlon,lat,people\n105.5,22.25,120\n")}
	first, err := Import(ctx, store, o)
	if err != nil || !first.Synthetic || first.Accepted != 1 {
		t.Fatalf("%+v, %v", first, err)
	}
	again, err := Import(ctx, store, o)
	if err != nil || !again.Existed || again.Revision != first.Revision {
		t.Errorf("%+v, %v", again, err)
	}
	saved, err := store.PopulationOf(ctx, []int64{first.Revision})
	if err != nil || len(saved) != 1 || saved[0].People != 120 {
		t.Errorf("%v, %v", saved, err)
	}
	_, err = Import(ctx, store, Options{FileName: "a.geojson", Content: []byte(`{"type":"FeatureCollection","features":[]}`)})
	var refusal *intake.Refusal
	if !errors.As(err, &refusal) || refusal.Code != "format-wrong" {
		t.Errorf("a map: %v, want format-wrong", err)
	}
	_, err = Import(ctx, store, Options{FileName: "a.csv", Content: []byte("a,b\n1,2\n")})
	if !errors.As(err, &refusal) || refusal.Code != "header-missing" {
		t.Errorf("another table: %v, want header-missing", err)
	}
}
