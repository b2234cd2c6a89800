package boundaries

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"phusong/data/datatest"
	"phusong/geo"
)

func TestTrap29HamletsAreToldApartWithinTheirCommune(t *testing.T) {
	store := communes(t)
	receipt, err := ImportHamlets(t.Context(), store, HamletOptions{FileName: "thon.geojson", Content: file(
		thing{`"name":"Thôn 5"`, point(105.02, 22.02)}, thing{`"name":"thôn 05"`, point(105.04, 22.02)}, thing{`"name":"Thôn Cả"`, point(105.06, 22.02)},
		thing{`"name":"Thôn 5"`, point(105.12, 22.02)}, thing{`"name":"Thôn Cả"`, point(105.14, 22.02)}, thing{`"name":"Thôn Cả"`, point(105.16, 22.02)},
	)})
	if err != nil {
		t.Fatal(err)
	}
	hamlets, err := store.Hamlets(t.Context(), []int64{receipt.Revision})
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, h := range hamlets {
		got = append(got, string(h.Code))
	}
	want := []string{"02221-thon-05", "02221-thon-5", "02221-thon-ca", "02239-thon-5", "02239-thon-ca", "02239-thon-ca-2"}
	if d := cmp.Diff(want, got); d != "" {
		t.Error(d)
	}
}

func TestTrap29TheCommuneAHamletNamesIsComparedWithItsPlace(t *testing.T) {
	receipt, err := ImportHamlets(t.Context(), communes(t), HamletOptions{FileName: "thon.geojson", DryRun: true, Content: file(
		thing{`"name":"Thôn 1","ten_xa":"Xã A"`, point(105.02, 22.02)}, thing{`"name":"Thôn 2","ten_xa":"xã B"`, point(105.04, 22.02)}, thing{`"name":"Thôn 3","ten_xa":"Xã Ngoài"`, point(105.06, 22.02)},
	)})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"2 commune-other warning"}, codes(receipt)); d != "" {
		t.Error(d)
	}
}

// spiked is a square with a line that goes out and comes back.
const spiked = `{"type":"Polygon","coordinates":[[[105,22],[105.1,22],[105.1,22.1],[105.1,22.15],[105.1,22.1],[105,22.1],[105,22]]]}`

// doubled is a shape of two parts of which a third is the same: whether that is
// land or a hole is for a person to say.
const doubled = `{"type":"MultiPolygon","coordinates":[[[[105,22],[105.06,22],[105.06,22.1],[105,22.1],[105,22]]],[[[105.04,22],[105.1,22],[105.1,22.1],[105.04,22.1],[105.04,22]]]]}`

func TestTrap35ShapesArePutRightOnlyWhenAsked(t *testing.T) {
	content := file(thing{`"code":"02221","name":"Xã Gai"`, spiked}, thing{`"code":"02239","name":"Xã Đôi"`, doubled}, thing{`"code":"02242","name":"Xã Tốt"`, box(105.2, 22)})
	options := UnitOptions{FileName: "xa.geojson", Content: content, Vintage: geo.Vintage2024, Level: geo.LevelCommune, DryRun: true}
	store := datatest.New(t)
	for _, repair := range []bool{false, true} {
		options.Repair = repair
		receipt, err := ImportUnits(t.Context(), store, options)
		if err != nil {
			t.Fatal(err)
		}
		want := []string{"1 geometry-invalid refused", "2 geometry-invalid refused"}
		if repair {
			want[0] = "1 geometry-repaired corrected"
		}
		if d := cmp.Diff(want, codes(receipt)); d != "" {
			t.Errorf("repair %v: %s", repair, d)
		}
		for _, i := range receipt.Issues {
			if !strings.Contains(i.English, "POINT(") || repair && !strings.Contains(i.Vietnamese, "km²") {
				t.Errorf("neither place nor area: %s", i.Vietnamese)
			}
		}
	}
}

func TestTrap35OverlapsAndGapsBetweenHamletsAreMeasured(t *testing.T) {
	store := communes(t)
	half := func(west, east float64) string {
		return fmt.Sprintf(`{"type":"Polygon","coordinates":[[[%[1]g,22],[%[2]g,22],[%[2]g,22.1],[%[1]g,22.1],[%[1]g,22]]]}`, west, east)
	}
	receipt, err := ImportHamlets(t.Context(), store, HamletOptions{FileName: "thon.geojson", Content: file(
		thing{`"name":"Thôn 1","commune":"02221"`, half(105, 105.06)}, thing{`"name":"Thôn 2","commune":"02221"`, half(105.04, 105.1)}, // a fifth twice
		thing{`"name":"Thôn 3","commune":"02239"`, half(105.1, 105.15)}, thing{`"name":"Thôn 4","commune":"02239"`, half(105.15, 105.18)}, // a fifth to none
	)})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"0 hamlets-overlap warning", "0 hamlets-gap warning"}, codes(receipt)); d != "" {
		t.Error(d)
	}
	for _, note := range []string{"overlap-km2", "gap-km2"} {
		if km2, err := strconv.ParseFloat(receipt.Notes[note], 64); err != nil || math.Abs(km2-22.86) > 0.1 {
			t.Errorf("%s is %s, want a fifth of 114.3 km²", note, receipt.Notes[note])
		}
	}
}

func TestTrap35ParentsAreFoundByPlaceAndCheckedAgainstCodes(t *testing.T) {
	receipt, err := ImportUnits(t.Context(), datatest.New(t), UnitOptions{FileName: "xa.geojson", Vintage: geo.Vintage2024, DryRun: true, Content: file(
		thing{`"code":"08","name":"Tỉnh Tuyên Quang","level":"province"`, box(105, 22)},
		thing{`"code":"072","name":"Huyện Na Hang","parent":"08"`, box(105, 22)},
		thing{`"code":"071","name":"Huyện Lâm Bình","parent":"08"`, box(105.1, 22)},
		thing{`"code":"02221","name":"Xã Đúng","parent":"072"`, box(105, 22)},
		thing{`"code":"02239","name":"Xã Nhầm","parent":"072"`, box(105.1, 22)},
		thing{`"code":"02242","name":"Xã Lạ","parent":"099"`, box(105.1, 22)},
		thing{`"code":"02245","name":"Xã Thiếu"`, box(105.1, 22)},
	)})
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff([]string{"5 parent-other warning", "6 parent-unknown warning"}, codes(receipt)); d != "" {
		t.Error(d)
	}
	if receipt.Notes["parents-by-place"] != "1" {
		t.Errorf("notes %v", receipt.Notes)
	}
}
