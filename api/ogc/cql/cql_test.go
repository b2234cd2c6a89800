package cql

import (
	"errors"
	"strings"
	"testing"
)

func properties() []Property {
	return []Property{{"name", Text}, {"people", Whole}, {"verdict", Text}, {"level", Number}, {"synthetic", Bool}, {"asOf", Day}}
}

// hamlet is one row: a village of 240 people that is dark, of unknown level.
func hamlet() Row {
	return Row{Values: []Value{TextOf("Bản Mường 'Ảng'"), WholeOf(240), TextOf("none"), {}, BoolOf(true), TextOf("2026-11-22")},
		Meets: func(box [4]float64) bool { return box[0] <= 105 && 105 <= box[2] && box[1] <= 22 && 22 <= box[3] }}
}

func TestWhatAnExpressionKeeps(t *testing.T) {
	for filter, want := range map[string]bool{
		"people = 240":                                  true,
		"people <> 240":                                 false,
		"people < 240 OR people > 240":                  false,
		"people <= 240 AND people >= 240.0":             true,
		"240 = people":                                  true,
		"people IN (3, 240.0)":                          true,
		"people > -1e2":                                 true,
		"verdict = 'none'":                              true,
		"verdict = 'None'":                              false,
		"verdict IN ('partial','none')":                 true,
		"verdict NOT IN ('partial','none')":             false,
		"people between 200 and 300":                    true,
		"people NOT BETWEEN 240 AND 240":                false,
		"name LIKE 'Bản%'":                              true,
		"name LIKE 'Bản _ường%'":                        true,
		"name LIKE '%''Ảng'''":                          true,
		`name = 'Bản Mường ''Ảng'''`:                    true,
		`"name" LIKE '%\%%'`:                            false,
		"name NOT LIKE 'Thôn%'":                         true,
		"level IS NULL":                                 true,
		"level IS NOT NULL":                             false,
		"level > -100":                                  false,
		"NOT level > -100":                              false,
		"level > -100 OR people = 240":                  true,
		"NOT (level > -100 AND people = 1)":             true,
		"level IN (-100)":                               false,
		"NOT (people = 1 OR verdict = 'covered')":       true,
		"people = 1 AND people = 1 OR people = 240":     true,
		"synthetic":                                     true,
		"synthetic = TRUE and not synthetic = false":    true,
		"asOf >= DATE('2026-01-01')":                    true,
		"asOf < '2026-01-01'":                           false,
		"asOf = TIMESTAMP('2026-11-22T00:00:00Z')":      true,
		"asOf = timestamp('2026-11-22T07:00:00+07:00')": true,
		"asOf < TIMESTAMP('2026-11-22T00:00:00.5Z')":    true,
		"asOf > TIMESTAMP('2026-11-21T23:59:59Z')":      true,
		"asOf BETWEEN DATE('2026-11-22') AND TIMESTAMP('2026-11-22T00:00:00Z')":      true,
		"TIMESTAMP('2026-11-22T10:00:00.25Z') > TIMESTAMP('2026-11-22T10:00:00Z')":   true,
		"TIMESTAMP('2026-11-22T10:00:00Z') = TIMESTAMP('2026-11-22T17:00:00+07:00')": true,
		"name LIKE 'Ba\u0309n Mu\u031bo\u031b\u0300ng%'":                             true,
		"S_INTERSECTS(geometry, BBOX(104,21,106,23))":                                true,
		"S_INTERSECTS(geometry,BBOX(104,21,0,106,23,9))":                             true,
		"s_intersects(POINT(105 22), geometry)":                                      true,
		"S_INTERSECTS(geometry, POINT(105.1 22))":                                    false,
		"((((people = 240))))":                                                       true,
	} {
		f, err := Parse(filter, properties())
		if err != nil {
			t.Errorf("%s: %v", filter, err)
			continue
		}
		if got := f.Keeps(hamlet()); got != want {
			t.Errorf("%s keeps the hamlet: %v, want %v", filter, got, want)
		}
	}
}

func TestWhatIsNotUnderstoodIsSaid(t *testing.T) {
	for filter, why := range map[string]string{
		"":                               "the end",
		"people":                         "expected",
		"people =":                       "the end",
		"people = 'many'":                "cannot be compared",
		"name = 3":                       "cannot be compared",
		"rival = 1":                      "no property",
		"people == 1":                    "=",
		"people = 1 people = 2":          "AND, OR",
		"name LIKE 3":                    "pattern",
		"people LIKE '3'":                "text before LIKE",
		"people IN ()":                   "a property or a value",
		"people IN (1":                   ")",
		"people IN (people)":             "no properties",
		"name = 'open":                   "never closed",
		"(people = 1":                    ")",
		"people BETWEEN 1":               "AND",
		"people IS 3":                    "NULL",
		"people NOT = 3":                 "LIKE, IN or BETWEEN",
		"asOf = 'tomorrow'":              "no day",
		"asOf > DATE(3)":                 "a day",
		"asOf > TIMESTAMP(3)":            "a moment",
		"asOf > TIMESTAMP('2026-11-22')": "no moment",
		"people > TIMESTAMP('2026-11-22T00:00:00Z')":      "cannot be compared",
		"people = 1; DROP TABLE":                          `";"`,
		"people = --1":                                    "a number",
		"people = 1e999":                                  "a number",
		"people = 1.2.3":                                  "a number",
		"S_INTERSECTS(geometry, BBOX(1,2,3))":             "four or six",
		"S_INTERSECTS(centre, BBOX(1,2,3,4))":             "BBOX",
		"S_INTERSECTS(geometry, POLYGON((0 0)))":          "BBOX",
		"S_INTERSECTS(BBOX(1,2,3,4), BBOX(1,2,3,4))":      "geometry",
		"people = \xff":                                   "UTF-8",
		strings.Repeat("(", 50) + "people = 1":            "deep",
		strings.Repeat("NOT ", 50) + "people = 1":         "deep",
		"people IN (" + strings.Repeat("1,", 2000) + "1)": "parts",
		strings.Repeat("x", MaxBytes+1):                   "bytes",
	} {
		_, err := Parse(filter, properties())
		if !errors.Is(err, ErrFilter) || !strings.Contains(err.Error(), why) {
			t.Errorf("%.60s: %v, want it to speak of %q", filter, err, why)
		}
		whole := why == "bytes" || why == "UTF-8" || why == "parts" || why == "deep"
		if !whole && !strings.Contains(err.Error(), ": at ") {
			t.Errorf("%.60s: %v does not say where", filter, err)
		}
	}
}

func TestPatternsOfManyStarsEnd(t *testing.T) {
	pattern := []rune(strings.Repeat("a", 1))
	for range 500 {
		pattern = append(pattern, anyText, 'a')
	}
	if matches(strings.Repeat("a", 400)+"b", pattern) {
		t.Error("matched")
	}
}

func TestNumbersShowWhetherTheyAreWhole(t *testing.T) {
	for want, v := range map[string]Value{"3": WholeOf(3), "3.0": NumberOf(3), "-0.25": NumberOf(-0.25), "null": WholeOr(nil), "true": BoolOf(true)} {
		if got := string(v.AppendJSON(nil)); got != want {
			t.Errorf("%s, want %s", got, want)
		}
	}
}

func TestTextsAreWrittenAsJSON(t *testing.T) {
	if got := string(AppendString(nil, "a\"b\\c\n\x00ả\xff")); got != `"a\"b\\c\u000a\u0000ả�"` {
		t.Error(got)
	}
}

func FuzzParse(f *testing.F) {
	for _, seed := range []string{"people = 1 AND NOT (name LIKE 'a%' OR level IS NULL)", "S_INTERSECTS(geometry, BBOX(1,2,3,4))", "asOf IN (DATE('2026-01-01'))", "\"name\" NOT BETWEEN 'a' AND 'b'", "people = -.5e-3"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, filter string) {
		parsed, err := Parse(filter, properties())
		if err != nil {
			if !errors.Is(err, ErrFilter) {
				t.Fatal(err)
			}
			return
		}
		parsed.Keeps(hamlet())
		negated, err := Parse("NOT ("+filter+")", properties())
		if err == nil && parsed.Keeps(hamlet()) && negated.Keeps(hamlet()) {
			t.Fatalf("%q and its opposite both keep the hamlet", filter)
		}
	})
}
