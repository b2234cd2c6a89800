package derive_test

import (
	"encoding/json"
	"reflect"
	"testing"

	"phusong/data/derive"
	"phusong/geo"
)

// A definition that asks for more signal leaves no fewer hamlets open; kept as a job, the question stays the same.
func TestADefinitionWithItsOwnLevelIsWhatAChoiceCountsBy(t *testing.T) {
	_, engine, release := behind(t)
	choose := func(d geo.Definition) derive.Chosen {
		t.Helper()
		c := asked()
		c.Definition, c.Objective = &d, derive.ForHamlets
		packed, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		var kept derive.Choice
		if err := json.Unmarshal(packed, &kept); err != nil || !reflect.DeepEqual(kept, c) {
			t.Fatalf("kept as %+v, asked was %+v: %v", kept, c, err)
		}
		chosen, err := engine.Choose(t.Context(), release.ID, kept, nil)
		if err != nil {
			t.Fatal(err)
		}
		return chosen
	}
	plain, err := geo.ParseDefinition("people")
	if err != nil {
		t.Fatal(err)
	}
	sure, strong := plain, plain
	sure.Code, sure.Confidence = "nearly-sure", 0.95
	strong.Code, strong.Levels = "strong-signal", map[geo.Technology]geo.DBm{geo.LTE: -70}
	usual := choose(plain)
	for _, d := range []geo.Definition{sure, strong} {
		chosen := choose(d)
		if chosen.Definition != d.Code || chosen.JudgedBy != d.Code {
			t.Errorf("%s is answered as %q, judged by %q", d.Code, chosen.Definition, chosen.JudgedBy)
		}
		if chosen.Open < usual.Open || len(d.Levels) > 0 && chosen.Open == usual.Open {
			t.Errorf("%s leaves %v hamlets open, the usual definition %v", d.Code, chosen.Open, usual.Open)
		}
		if chosen.Value > chosen.Bound || chosen.Gap > 0.05 {
			t.Errorf("%s: %v of at most %v", d.Code, chosen.Value, chosen.Bound)
		}
	}
}
