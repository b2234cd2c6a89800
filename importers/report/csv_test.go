package report_test

import (
	"encoding/csv"
	"math"
	"strconv"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"phusong/importers/report"
)

func written(t interface{ Fatal(...any) }, cells ...any) string {
	var out strings.Builder
	c, err := report.NewCSV(&out, false)
	if err == nil {
		err = c.Row(cells...)
	}
	if err == nil {
		err = c.End()
	}
	if err != nil {
		t.Fatal(err)
	}
	return out.String()
}

func TestNoTextOfACSVRunsAndEveryNumberStaysOne(t *testing.T) {
	seven, missing := 7, (*int)(nil)
	for _, tt := range []struct {
		cell any
		want string
	}{
		{`=HYPERLINK("http://x")`, `"'=HYPERLINK(""http://x"")"`}, {"+84", "'+84"}, {"-1+1|cmd", "'-1+1|cmd"}, {"@SUM(A1)", "'@SUM(A1)"},
		{"\tx", `'	x`}, {"\rx", "\"'\rx\""}, {"\nx", "\"'\nx\""}, {"＝1+1", "'＝1+1"}, {"\x00=1", "'\x00=1"},
		{"Thôn 5", "Thôn 5"}, {"a=b", "a=b"}, {"", ""}, {"'", "'"},
		{-107.9, "-107.9"}, {-3, "-3"}, {&seven, "7"}, {missing, ""}, {nil, ""}, {true, "true"},
	} {
		if got := strings.TrimSuffix(written(t, "x", tt.cell), "\n"); got != "x,"+tt.want {
			t.Errorf("%#v is written as %q, want %q", tt.cell, got, "x,"+tt.want)
		}
	}
	c, _ := report.NewCSV(&strings.Builder{}, true)
	if err := c.Row([]byte("=1")); err == nil {
		t.Error("what is neither text nor number is written")
	}
}

func TestACSVReadsBackAsItWasWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.String().Filter(func(s string) bool { return !strings.Contains(s, "\r") }).Draw(t, "text") // readers turn CR LF into LF
		number := rapid.Float64().Filter(func(f float64) bool { return !math.IsInf(f, 0) }).Draw(t, "number")
		rows, err := csv.NewReader(strings.NewReader(written(t, "first", text, number))).ReadAll()
		if err != nil || len(rows) != 1 {
			t.Fatalf("%q is read as %q: %v", text, rows, err)
		}
		runs := text != "" && strings.ContainsRune("=+-@＝＋－＠\t\n\x00", []rune(text)[0])
		if got := rows[0][1]; got != text && !runs || runs && got != "'"+text {
			t.Errorf("%q is read as %q", text, got)
		}
		if back, err := strconv.ParseFloat(rows[0][2], 64); err != nil || back != number {
			t.Errorf("%v is read as %q", number, rows[0][2])
		}
	})
}
