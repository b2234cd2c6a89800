package data_test

import (
	"errors"
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

// planner makes an account of a planner and returns who acts.
func planner(t *testing.T, store *data.Store, name string) data.Actor {
	t.Helper()
	a, err := store.AddAccount(t.Context(), data.Actor{Name: "test"}, data.NewAccount{Name: name, FullName: name, Role: data.Planner})
	if err != nil {
		t.Fatal(err)
	}
	return data.Actor{Account: a.ID, Name: a.Name}
}

func draft(name string, sites ...geo.SiteCode) data.Draft {
	d := data.Draft{Name: name, Scenario: geo.Scenario{Base: 3, Changes: []geo.SiteChange{}}}
	for _, site := range sites {
		d.Changes = append(d.Changes, geo.SiteChange{Kind: geo.AddSite, Operator: geo.Viettel, Site: site, At: &orb.Point{105.2, 22.1}, Radio: []geo.Radio{{Technology: "4G"}}})
	}
	return d
}

func TestAScenarioKeepsItsVersions(t *testing.T) {
	store := datatest.New(t)
	lan, staff := planner(t, store, "lan"), data.Audience{Role: data.Leader}
	made, err := store.AddScenario(t.Context(), lan, draft("Na Hang", "A"))
	if err != nil || made.Version != 1 {
		t.Fatal(made, err)
	}
	if _, err := store.SaveScenario(t.Context(), lan, made.ID, 1, draft("Na Hang", "A", "B")); err != nil {
		t.Fatal(err)
	}
	undone, err := store.RestoreScenario(t.Context(), lan, made.ID, 2, 1)
	if err != nil || undone.Version != 3 {
		t.Fatal(undone, err)
	}
	found, err := store.Scenario(t.Context(), staff, made.ID, 0)
	if diff := cmp.Diff(draft("Na Hang", "A"), found.Draft); err != nil || diff != "" {
		t.Errorf("after undo: %v %s", err, diff)
	}
	redo, err := store.Scenario(t.Context(), staff, made.ID, 2)
	if err != nil || len(redo.Changes) != 2 || redo.Current != 3 {
		t.Errorf("version 2 is %+v, %v", redo, err)
	}
	if all, err := store.ScenarioVersions(t.Context(), staff, made.ID); err != nil || len(all) != 3 || all[0].Version != 3 {
		t.Errorf("versions %+v, %v", all, err)
	}
	log, err := store.AuditLog(t.Context(), data.Audience{Role: data.Auditor}, data.AuditQuery{Action: "scenario."})
	if err != nil || len(log) != 3 || log[0].Action != "scenario.restore" || log[0].Actor != "lan" {
		t.Errorf("the log has %+v, %v", log, err)
	}
}

func TestTwoBrowsersDoNotOverwriteEachOther(t *testing.T) {
	store := datatest.New(t)
	lan := planner(t, store, "lan")
	made, err := store.AddScenario(t.Context(), lan, draft("one"))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.SaveScenario(t.Context(), lan, made.ID, 1, draft("first")); err != nil {
		t.Fatal(err)
	}
	_, err = store.SaveScenario(t.Context(), lan, made.ID, 1, draft("second"))
	var moved *data.ErrMoved
	if !errors.As(err, &moved) || moved.Sent != 1 || moved.Current != 2 {
		t.Errorf("the second save: %v", err)
	}
}

func TestAScenarioIsChangedByItsOwnerAndSeenByStaffAlone(t *testing.T) {
	store := datatest.New(t)
	lan, minh := planner(t, store, "lan"), planner(t, store, "minh")
	made, err := store.AddScenario(t.Context(), lan, draft("lan's", "A"))
	if err != nil {
		t.Fatal(err)
	}
	_, saved := store.SaveScenario(t.Context(), minh, made.ID, 1, draft("minh's"))
	_, restored := store.RestoreScenario(t.Context(), minh, made.ID, 1, 1)
	for what, err := range map[string]error{"save": saved, "restore": restored, "delete": store.DeleteScenario(t.Context(), minh, made.ID)} {
		if !errors.Is(err, data.ErrNoScenario) {
			t.Errorf("another planner's %s: %v", what, err)
		}
	}
	for _, who := range []data.Audience{{Role: data.Planner}, {Role: data.Leader}} {
		if all, err := store.Scenarios(t.Context(), who, data.Scenario{}, 10); err != nil || len(all) != 1 {
			t.Errorf("%s sees %d, %v", who.Role, len(all), err)
		}
	}
	for _, who := range []data.Audience{data.Everyone(), {Role: data.Auditor}, {Role: data.OperatorAdmin, Operator: geo.Viettel}} {
		_, err := store.Scenario(t.Context(), who, made.ID, 0)
		if all, listed := store.Scenarios(t.Context(), who, data.Scenario{}, 10); listed != nil || len(all) != 0 || !errors.Is(err, data.ErrNoScenario) {
			t.Errorf("%s sees %d, %v, %v", who.Role, len(all), listed, err)
		}
	}
	if err := store.DeleteScenario(t.Context(), lan, made.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Scenario(t.Context(), data.Audience{Role: data.Planner}, made.ID, 0); !errors.Is(err, data.ErrNoScenario) {
		t.Errorf("after deletion: %v", err)
	}
}

func TestScenariosAreBounded(t *testing.T) {
	store := datatest.New(t)
	lan := planner(t, store, "lan")
	for name, d := range map[string]data.Draft{
		"no name":        draft(""),
		"no base":        {Name: "x"},
		"a wrong change": draft("x", ""),
	} {
		if _, err := store.AddScenario(t.Context(), lan, d); err == nil {
			t.Errorf("%s was kept", name)
		}
	}
	for i := range 100 {
		if _, err := store.AddScenario(t.Context(), lan, draft(fmt.Sprint(i))); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := store.AddScenario(t.Context(), lan, draft("one more")); !errors.Is(err, data.ErrManyScenarios) {
		t.Errorf("the 101st: %v", err)
	}
}
