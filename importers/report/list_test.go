package report_test

import (
	"bytes"
	"context"
	"encoding/csv"
	"fmt"
	"io"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"
	"github.com/xuri/excelize/v2"
	"pgregory.net/rapid"

	"phusong/geo"
	"phusong/importers/gazetteer"
	"phusong/importers/intake"
	"phusong/importers/report"
	"phusong/importers/sites"
)

// formats are the ways a list leaves the house, with the name a reader saves it by.
func formats() map[string]func(report.List, io.Writer) error {
	return map[string]func(report.List, io.Writer) error{
		"list.xlsx": report.List.XLSX, "list.csv": report.List.CSV, "list.geojson": report.List.GeoJSON,
	}
}

// again writes a list and reads what was written.
func again(t rapid.TB, name string, write func(report.List, io.Writer) error, l report.List) *sites.Draft {
	t.Helper()
	var written bytes.Buffer
	if err := write(l, &written); err != nil {
		t.Fatal(err)
	}
	file, err := intake.Open(name, written.Bytes(), intake.TableLimits())
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	draft, err := sites.Understand(context.Background(), file, sites.Options{Operator: l.Sites[0].Operator}, gazetteer.New(nil), nil)
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return draft
}

func sector(t *rapid.T) geo.Sector {
	c := geo.Sector{
		Name:       rapid.SampledFrom([]string{"A1", "=B1", "Hướng 2", "4G-1800-1", "-3", "00123"}).Draw(t, "cell"),
		Technology: rapid.SampledFrom(geo.Technologies()).Draw(t, "technology"),
	}
	c.Frequency = map[geo.Technology]geo.MHz{geo.GSM: 900, geo.UMTS: 2100, geo.LTE: 1800, geo.NR: 2600}[c.Technology]
	if rapid.Bool().Draw(t, "frequency assumed") {
		c.Assumed = append(c.Assumed, geo.AssumedFrequency)
	} else {
		c.Frequency = rapid.SampledFrom([]geo.MHz{700, 900, 1842.6, 2100, 2600, 3500}).Draw(t, "frequency")
	}
	switch rapid.SampledFrom([]string{"unknown", "omni", "known"}).Draw(t, "direction") {
	case "unknown":
		c.Assumed = append([]geo.Assumption{geo.AssumedAzimuth}, c.Assumed...)
	case "omni":
		c.Omni, c.AzimuthKnown = true, true
	default:
		c.AzimuthDeg, c.AzimuthKnown = float64(rapid.IntRange(0, 3599).Draw(t, "azimuth"))/10, true
	}
	return c
}

// rest fills in what depends on the mast, with the assumptions in the importer's order.
func rest(t *rapid.T, c geo.Sector, mastM float64) geo.Sector {
	if rapid.Bool().Draw(t, "height assumed") {
		c.HeightM = 30
		if mastM > 0 {
			c.HeightM = mastM
		}
		c.Assumed = append(c.Assumed, geo.AssumedHeight)
	} else {
		c.HeightM = float64(rapid.IntRange(1, 1500).Draw(t, "height")) / 10
	}
	switch rapid.SampledFrom([]string{"", "power", "eirp"}).Draw(t, "power") {
	case "power":
		c.PowerDBm = geo.DBm(rapid.IntRange(1000, 5000).Draw(t, "power")) / 100
	case "eirp":
		c.GainDBi, c.PowerDBm = 17, geo.DBm(float64(rapid.IntRange(3000, 6600).Draw(t, "eirp"))/100)-17
	default:
		c.Assumed = append(c.Assumed, geo.AssumedPower)
	}
	if rapid.Bool().Draw(t, "tilt assumed") {
		c.Assumed = append(c.Assumed, geo.AssumedTilt)
	} else {
		c.MechanicalTilt = float64(rapid.IntRange(-20, 100).Draw(t, "mechanical")) / 10
		c.ElectricalTilt = float64(rapid.IntRange(0, 100).Draw(t, "electrical")) / 10
	}
	return c
}

func presence(t *rapid.T) geo.Presence {
	p := geo.Presence{
		Operator: geo.Viettel,
		Code:     geo.SiteCode(rapid.SampledFrom([]string{"TQG", "T00", "=TQ", "@", "+84", "11/"}).Draw(t, "prefix") + fmt.Sprint(rapid.IntRange(1, 99).Draw(t, "code"))),
		Name:     rapid.SampledFrom([]string{"Bản Lãm", "=HYPERLINK(\"http://x\")", "-2+3", "@SUM(A1)", "Trạm; số \"7\"", "Tổng cộng", "00691"}).Draw(t, "name"),
		Position: orb.Point{rapid.Float64Range(104.9, 105.6).Draw(t, "lon"), rapid.Float64Range(21.6, 22.7).Draw(t, "lat")},
		Commune:  rapid.SampledFrom([]string{"", "Xã Thượng Nông", "Yên Hoa"}).Draw(t, "commune"),
		Status:   rapid.SampledFrom([]geo.Status{geo.StatusOnAir, geo.StatusPaused, geo.StatusPlanned, geo.StatusBuilding, geo.StatusRemoved}).Draw(t, "status"),
		Owner:    rapid.SampledFrom([]string{"", "VNPT"}).Draw(t, "owner"), Contact: rapid.SampledFrom([]string{"", "+84 912 345 678"}).Draw(t, "contact"),
		BackupPower: rapid.SampledFrom([]string{"", "ắc quy 4 h"}).Draw(t, "backup"), PowerFeeder: rapid.SampledFrom([]string{"", "371-E14.2"}).Draw(t, "feeder"),
		FibreNode:   rapid.SampledFrom([]string{"", "=NODE-1"}).Draw(t, "fibre"),
		MastHeightM: float64(rapid.SampledFrom([]int{0, 25, 42, 45}).Draw(t, "mast")),
	}
	seen := map[string]bool{}
	for range rapid.IntRange(0, 3).Draw(t, "sectors") {
		if c := rest(t, sector(t), p.MastHeightM); !seen[c.Name] {
			seen[c.Name], p.Sectors = true, append(p.Sectors, c)
		}
	}
	return p
}

func TestAListReadAgainHasNotChanged(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfNDistinct(rapid.Custom(presence), 1, 6, sites.KeyOf).Draw(t, "list")
		for name, write := range formats() {
			draft := again(t, name, write, report.List{Title: "Danh sách trạm Viettel", Sites: list})
			d := sites.Compare(list, draft.Presences, sites.Terms{Full: true})
			if d.Same != len(list) || len(d.New) > 0 || draft.Counts.Refused+draft.Counts.Questions > 0 {
				for _, pair := range append(d.Changed, d.Moved...) {
					t.Log(cmp.Diff(pair.Was, pair.Now))
				}
				t.Fatalf("%s: %d of %d the same, new %v, removed %v, issues %+v", name, d.Same, len(list), d.New, d.Removed, draft.Issues)
			}
		}
	})
}

func TestAnInventedListSaysSoWhenItIsReadAgain(t *testing.T) {
	list := report.List{Synthetic: true, Sites: []geo.Presence{{Operator: geo.VNPT, Code: "A", Name: "A", Position: orb.Point{105, 22}, Status: geo.StatusPaused}}}
	for name, write := range formats() {
		if !again(t, name, write, list).Synthetic {
			t.Errorf("%s lost its label", name)
		}
	}
}

func TestTextsAreNeverFormulas(t *testing.T) {
	bad := []string{"=1+1", "+1", "-1", "@A1", "\t=1", "=cmd|'/c calc'!A1"}
	var list report.List
	for i, name := range bad {
		list.Sites = append(list.Sites, geo.Presence{Operator: geo.VNPT, Code: geo.SiteCode(fmt.Sprint(name, i)), Name: name, Position: orb.Point{-107.9, -22}, Status: geo.StatusPaused})
	}
	var text, book bytes.Buffer
	if err := list.CSV(&text); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&text).ReadAll()
	if err != nil || len(rows) != len(bad)+1 {
		t.Fatal(len(rows), err)
	}
	for _, row := range rows[1:] {
		if row[3] != "-107.9" || row[4] != "-22" {
			t.Errorf("numbers became texts: %q", row)
		}
		for i, cell := range row {
			if i != 3 && i != 4 && strings.ContainsAny(cell[:min(1, len(cell))], "=+-@\t") {
				t.Errorf("the cell %q would run", cell)
			}
		}
	}
	if err := list.XLSX(&book); err != nil {
		t.Fatal(err)
	}
	f, err := excelize.OpenReader(&book)
	if err != nil {
		t.Fatal(err)
	}
	for row := range bad {
		for _, column := range []string{"B", "C"} {
			cell := fmt.Sprint(column, row+2)
			formula, err := f.GetCellFormula("Danh sách trạm", cell)
			kind, _ := f.GetCellType("Danh sách trạm", cell)
			if err != nil || formula != "" || kind == excelize.CellTypeFormula || kind == excelize.CellTypeNumber {
				t.Errorf("%s: formula %q, type %v, %v", cell, formula, kind, err)
			}
		}
	}
	if kind, _ := f.GetCellType("Danh sách trạm", "D2"); kind != excelize.CellTypeUnset && kind != excelize.CellTypeNumber {
		t.Errorf("a longitude is of type %v", kind)
	}
}
