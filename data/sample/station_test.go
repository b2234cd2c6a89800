package sample

import (
	"bytes"
	"encoding/csv"
	"io"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"phusong/geo"
)

func TestMastsAndPresences(t *testing.T) {
	_, lists := invented()
	type at struct{ lon, lat float64 }
	var masts []at
	onAir := 0
	for _, o := range geo.Operators() {
		for _, p := range lists[o.Code] {
			if p.status != geo.StatusOnAir || p.dirt.refused() {
				continue
			}
			onAir++
			here := at{p.at[0] * kmPerDegreeLon, p.at[1] * kmPerDegreeLat}
			known := false
			for _, m := range masts {
				d := (m.lon-here.lon)*(m.lon-here.lon) + (m.lat-here.lat)*(m.lat-here.lat)
				if d < 0.015*0.015 {
					known = true
				} else if d < 0.12*0.12 {
					t.Errorf("%s stands %.0f m from another mast", p.code, 1000*d)
				}
			}
			if !known {
				masts = append(masts, here)
			}
		}
	}
	if len(masts) != 1283 || onAir != 1510 {
		t.Errorf("%d presences on %d masts, want 1510 on 1283", onAir, len(masts))
	}
}

func TestCodesAreUniqueWithinAnOperator(t *testing.T) {
	_, lists := invented()
	for o, list := range lists {
		seen := map[string]bool{}
		for _, p := range list {
			if seen[p.code] {
				t.Errorf("%s has two stations %s", o, p.code)
			}
			seen[p.code] = true
		}
	}
}

func TestNoAntennaHangsAboveItsMast(t *testing.T) {
	_, lists := invented()
	for o, list := range lists {
		for _, p := range list {
			for _, l := range p.layers {
				if l.heightM > p.mastM {
					t.Fatalf("%s %s: an antenna at %d m on a mast of %d m", o, p.code, l.heightM, p.mastM)
				}
			}
		}
	}
}

func Test5GIsInTownsOnly(t *testing.T) {
	_, lists := invented()
	found := 0
	for _, list := range lists {
		for _, p := range list {
			for _, l := range p.layers {
				if l.technology == geo.NR {
					found++
					if !isTown(p.commune) {
						t.Errorf("%s in %s has 5G", p.code, p.commune.name)
					}
				}
			}
		}
	}
	if found == 0 {
		t.Error("no 5G anywhere")
	}
}

func TestTheManifestCountsTheRows(t *testing.T) {
	_, lists := invented()
	for _, tt := range []struct {
		operator geo.OperatorCode
		write    func(io.Writer, []presence) (Expected, error)
		rows     func(t *testing.T, content []byte) int
	}{
		{geo.Viettel, writeViettel, viettelRows},
		{geo.VNPT, writeVNPT, csvRows},
		{geo.MobiFone, writeMobiFone, mobifoneRows},
		{geo.Vietnamobile, writeVietnamobile, csvRows},
	} {
		var file bytes.Buffer
		e, err := tt.write(&file, lists[tt.operator])
		if err != nil {
			t.Fatal(err)
		}
		if rows := tt.rows(t, file.Bytes()); rows != e.Rows || e.Accepted+e.Refused != e.Rows || e.Refused == 0 || e.Corrected == 0 {
			t.Errorf("%s has %d rows, the manifest says %+v", tt.operator, rows, e)
		}
		if want := presenceCounts[geo.OperatorRank(tt.operator)]; e.OnAir != want {
			t.Errorf("%s has %d stations on the air, want %d", tt.operator, e.OnAir, want)
		}
	}
}

func csvRows(t *testing.T, content []byte) int {
	t.Helper()
	_, table, _ := strings.Cut(string(content), "\n") // the label
	r := csv.NewReader(strings.NewReader(table))
	if strings.Contains(table[:80], ";") {
		r.Comma = ';'
	}
	rows, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return len(rows) - 1
}

// bookRows counts the rows of a workbook's sheets that have a technology in a column.
func bookRows(t *testing.T, content []byte, column int) int {
	t.Helper()
	book, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	n := 0
	for _, sheet := range book.GetSheetList() {
		rows, err := book.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for _, row := range rows {
			if len(row) > column {
				if _, err := geo.ParseTechnology(row[column]); err == nil {
					n++
				}
			}
		}
	}
	return n
}

func viettelRows(t *testing.T, content []byte) int  { return bookRows(t, content, 8) }
func mobifoneRows(t *testing.T, content []byte) int { return bookRows(t, content, 6) }

func TestDirtIsWrittenAsPeopleWriteIt(t *testing.T) {
	for _, tt := range []struct{ name, got, want string }{
		{"degrees, minutes, seconds", sexagesimal(105.34808), `105°20'53.09"`},
		{"a minute that rounds up", sexagesimal(21.999999), `22°00'00.00"`},
		{"grouped thousands", grouped("2503484.00"), "2.503.484,00"},
		{"a short number", grouped("484.20"), "484,20"},
		{"VNPT's fourth station", roman(4), "IV"},
		{"the first has no number", roman(1), ""},
		{"no marks", unaccented("Quý Quân, Đà Vị"), "Quy Quan, Da Vi"},
		{"20 W", dBm(20), "43.0"},
	} {
		if tt.got != tt.want {
			t.Errorf("%s: %q, want %q", tt.name, tt.got, tt.want)
		}
	}
}
