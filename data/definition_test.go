package data_test

import (
	"errors"
	"fmt"
	"reflect"
	"testing"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

func strict() geo.Definition {
	return geo.Definition{Code: "people-95", Basis: geo.BasisPeople, CoveredFrom: 0.95, NoneBelow: 0.05, Vietnamese: "Từ 95 % dân số", English: "From 95 % of the people",
		Source: "QĐ 12/2026", Levels: map[geo.Technology]geo.DBm{geo.LTE: -105.5, geo.GSM: -90}, Confidence: 0.9}
}

func TestADefinitionIsKeptAsItWasAdded(t *testing.T) {
	store := datatest.New(t)
	by := data.Actor{Name: "admin"}
	added, err := store.AddDefinition(t.Context(), by, strict())
	if err != nil {
		t.Fatal(err)
	}
	got, err := store.Definition(t.Context(), "people-95")
	if err != nil || !reflect.DeepEqual(got.Definition, strict()) || got.AddedBy != "admin" || !got.AddedAt.Equal(added.AddedAt) || got.RetiredAt != nil {
		t.Fatalf("%+v, %v; want it as it was added", got, err)
	}
	other := strict()
	other.CoveredFrom = 0.99
	if _, err := store.AddDefinition(t.Context(), by, other); !errors.Is(err, data.ErrDefinitionTaken) {
		t.Errorf("the code again: %v", err)
	}
	retired, err := store.RetireDefinition(t.Context(), by, "people-95")
	if err != nil || retired.RetiredAt == nil {
		t.Fatalf("retired: %+v, %v", retired, err)
	}
	if again, err := store.RetireDefinition(t.Context(), by, "people-95"); err != nil || !again.RetiredAt.Equal(*retired.RetiredAt) {
		t.Errorf("retired again: %+v, %v; want nothing to change", again, err)
	}
	if _, err := store.AddDefinition(t.Context(), by, other); !errors.Is(err, data.ErrDefinitionTaken) {
		t.Errorf("the code of one that is retired: %v", err)
	}
	if still, err := store.Definition(t.Context(), "people-95"); err != nil || !reflect.DeepEqual(still.Definition, strict()) {
		t.Errorf("what it means once retired: %+v, %v", still, err)
	}
	log, err := store.AuditLog(t.Context(), data.Audience{Role: data.Auditor}, data.AuditQuery{Action: "definition."})
	if err != nil || len(log) != 2 || log[1].Actor != "admin" || log[1].Detail["least 4G"] != "-105.5 dBm" {
		t.Errorf("the log: %+v, %v", log, err)
	}
}

func TestTheDefinitionsThatAreAlwaysThere(t *testing.T) {
	store := datatest.New(t)
	for _, d := range geo.Definitions() {
		if _, err := store.RetireDefinition(t.Context(), data.Actor{Name: "admin"}, d.Code); !errors.Is(err, data.ErrInvalid) {
			t.Errorf("retire %s: %v", d.Code, err)
		}
		if d.Source == "" || d.Vietnamese == "" || d.English == "" || d.Confidence != geo.Median {
			t.Errorf("%s stands without its words: %+v", d.Code, d)
		}
	}
	if all, err := store.Definitions(t.Context()); err != nil || len(all) != 3 || !all[0].BuiltIn() {
		t.Errorf("%+v, %v", all, err)
	}
	for _, code := range []string{"", "hope", "x\x00y", "\xff"} {
		if _, err := store.Definition(t.Context(), code); !errors.Is(err, data.ErrNoDefinition) {
			t.Errorf("%q: %v", code, err)
		}
	}
}

func TestWhatIsNoDefinitionIsNotKept(t *testing.T) {
	store := datatest.New(t)
	for name, spoil := range map[string]func(*geo.Definition){
		"a code with a space":         func(d *geo.Definition) { d.Code = "a b" },
		"a code that is a path":       func(d *geo.Definition) { d.Code = "../x" },
		"the code of a default":       func(d *geo.Definition) { d.Code = "centre" },
		"no Vietnamese":               func(d *geo.Definition) { d.Vietnamese = " " },
		"no source":                   func(d *geo.Definition) { d.Source = "" },
		"words without an end":        func(d *geo.Definition) { d.English = string(make([]byte, 600)) },
		"another basis":               func(d *geo.Definition) { d.Basis = "hope" },
		"covered where none is":       func(d *geo.Definition) { d.CoveredFrom = d.NoneBelow },
		"a centre that counts people": func(d *geo.Definition) { d.Basis = geo.BasisCentre },
		"never dark":                  func(d *geo.Definition) { d.NoneBelow = 0 },
		"more than all":               func(d *geo.Definition) { d.CoveredFrom = 1.1 },
		"a level under the floor":     func(d *geo.Definition) { d.Levels = map[geo.Technology]geo.DBm{geo.LTE: -121.5} },
		"a level of no technology":    func(d *geo.Definition) { d.Levels = map[geo.Technology]geo.DBm{6: -100} },
		"less than the median":        func(d *geo.Definition) { d.Confidence = 0.4 },
		"certainty":                   func(d *geo.Definition) { d.Confidence = 1 },
	} {
		d := strict()
		spoil(&d)
		if _, err := store.AddDefinition(t.Context(), data.Actor{Name: "admin"}, d); !errors.Is(err, data.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestOnlySoManyDefinitionsAreOffered(t *testing.T) {
	store := datatest.New(t)
	by := data.Actor{Name: "admin"}
	add := func(i int) error {
		d := strict()
		d.Code = fmt.Sprintf("d%d", i)
		_, err := store.AddDefinition(t.Context(), by, d)
		return err
	}
	for i := range 30 {
		if err := add(i); err != nil {
			t.Fatal(err)
		}
	}
	if err := add(30); !errors.Is(err, data.ErrInvalid) {
		t.Fatalf("one too many: %v", err)
	}
	if _, err := store.RetireDefinition(t.Context(), by, "d0"); err != nil {
		t.Fatal(err)
	}
	if err := add(30); err != nil {
		t.Errorf("after one was retired: %v", err)
	}
}

func TestTheTableKeepsDefinitionsAsTheyAre(t *testing.T) {
	store := datatest.New(t)
	if _, err := store.AddDefinition(t.Context(), data.Actor{Name: "admin"}, strict()); err != nil {
		t.Fatal(err)
	}
	for _, sql := range []string{`UPDATE definitions SET covered_from = 0.5`, `UPDATE definitions SET added_by = 'x', retired_at = now()`,
		`DELETE FROM definitions`, `TRUNCATE definitions`} {
		if _, err := store.Pool().Exec(t.Context(), sql); err == nil {
			t.Errorf("%s went through", sql)
		}
	}
}
