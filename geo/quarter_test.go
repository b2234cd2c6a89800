package geo_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"phusong/geo"
)

func TestQuartersAreReadAsLettersWriteThem(t *testing.T) {
	for text, want := range map[string]string{
		"2026-Q4": "2026-Q4", "2026-q1": "2026-Q1", "Q4/2022": "2022-Q4", "Quý IV/2026": "2026-Q4", "quý 2 năm 2026": "2026-Q2",
		"QUÝ III/2027": "2027-Q3", "quy II/2025": "2025-Q2", " Quý I/2030 ": "2030-Q1",
	} {
		if q, err := geo.ParseQuarter(text); err != nil || q.String() != want {
			t.Errorf("%q is read as %v, %v; want %s", text, q, err, want)
		}
	}
	for _, text := range []string{"", "2026", "2026-Q5", "Q0/2026", "quý V/2026", "2026-12", "Q4/1999", "2101-Q1", "trước 30/6/2023"} {
		if q, err := geo.ParseQuarter(text); err == nil {
			t.Errorf("%q is read as %v", text, q)
		}
	}
}

func TestAQuarterEndsOnItsLastDay(t *testing.T) {
	for q, want := range map[geo.Quarter]string{{Year: 2026, Number: 1}: "2026-03-31", {Year: 2026, Number: 2}: "2026-06-30", {Year: 2026, Number: 3}: "2026-09-30", {Year: 2026, Number: 4}: "2026-12-31"} {
		if got := q.LastDay().Format(time.DateOnly); got != want {
			t.Errorf("%v ends on %s, want %s", q, got, want)
		}
	}
}

func TestEveryQuarterIsReadAsItIsWritten(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := geo.Quarter{Year: rapid.IntRange(2000, 2100).Draw(t, "year"), Number: rapid.IntRange(1, 4).Draw(t, "quarter")}
		if got, err := geo.ParseQuarter(q.String()); err != nil || got != q {
			t.Fatalf("%v is read as %v, %v", q, got, err)
		}
	})
}

func FuzzParseQuarter(f *testing.F) {
	f.Add("Quý IV/2026")
	f.Add("2026-Q4")
	f.Fuzz(func(t *testing.T, text string) {
		if q, err := geo.ParseQuarter(text); err == nil && !q.Valid() {
			t.Errorf("%q is read as %v", text, q)
		}
	})
}
