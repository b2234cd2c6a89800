package data_test

import (
	"errors"
	"testing"
	"time"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

// down says of a site that it fell silent.
func down(o geo.OperatorCode, code geo.SiteCode) data.OutageChange {
	return data.OutageChange{Operator: o, Code: code, Down: true}
}

func TestAnOutageIsToldByThoseItConcerns(t *testing.T) {
	store, planner := datatest.New(t), data.Audience{Role: data.Planner}
	own, rival := of("operator-editor", "vnpt"), of("operator-admin", "viettel")
	open := func(who data.Audience) data.Outage {
		t.Helper()
		o, err := store.OpenOutage(t.Context(), data.Actor{Name: string(who.Role)}, who, "Bão số 3", time.Now())
		if err != nil {
			t.Fatal(err)
		}
		return o
	}
	theirs, staffs := open(own), open(planner)
	for _, tt := range []struct {
		what string
		who  data.Audience
		id   string
		c    data.OutageChange
		err  error
	}{
		{"its own site", own, theirs.ID, down(geo.VNPT, "A"), nil},
		{"staff of the operator's site", planner, theirs.ID, down(geo.VNPT, "B"), nil},
		{"staff of anybody's site", planner, staffs.ID, down(geo.Viettel, "A"), nil},
		{"staff of another's site in it", planner, theirs.ID, down(geo.Viettel, "A"), data.ErrInvalid},
		{"a rival's site", own, theirs.ID, down(geo.Viettel, "A"), data.ErrInvalid},
		{"a rival", rival, theirs.ID, down(geo.VNPT, "A"), data.ErrNoOutage},
		{"an operator in staff's", own, staffs.ID, down(geo.VNPT, "A"), data.ErrNoOutage},
		{"the public", data.Everyone(), theirs.ID, down(geo.VNPT, "A"), data.ErrNoOutage},
	} {
		if _, err := store.SayOutage(t.Context(), data.Actor{Name: "x"}, tt.who, tt.id, 7, []data.OutageChange{tt.c}); !errors.Is(err, tt.err) {
			t.Errorf("%s: %v, want %v", tt.what, err, tt.err)
		}
	}
	if _, err := store.Pool().Exec(t.Context(), `INSERT INTO outage_changes (outage_id, number, operator, code, down, said_by) VALUES ($1::uuid, 9, 'viettel', 'A', true, 'x')`, theirs.ID); err == nil {
		t.Error("the table takes a rival's site in an operator's outage")
	}
	for who, want := range map[data.Audience]int{own: 1, rival: 0, planner: 2, {Role: data.Leader}: 2, data.Everyone(): 0, {Role: data.Administrator}: 0} {
		found, err := store.Outages(t.Context(), who)
		if err != nil || len(found) != want {
			t.Errorf("%v sees %d outages, want %d, %v", who, len(found), want, err)
		}
	}
	o, changes, err := store.Outage(t.Context(), own, theirs.ID)
	known := data.OutageKnown(changes)
	if err != nil || o.Operator != geo.VNPT || known.Number != 2 || known.Release == nil || *known.Release != 7 || known.Said[0].For != geo.VNPT || known.Said[1].For != "" {
		t.Errorf("%+v, %+v, %v", o, known, err)
	}
	if hidden := known.Without(geo.VNPT); hidden.Said[0].By != "x" || hidden.Said[1].By != "" || known.Said[1].By != "x" || hidden.Down[1].SaidBy != "" {
		t.Errorf("names of staff: %+v", hidden.Said)
	}
	for who, want := range map[data.Audience]error{rival: data.ErrNoOutage, own: nil} {
		if err := store.CloseOutage(t.Context(), data.Actor{}, who, theirs.ID); !errors.Is(err, want) {
			t.Errorf("%v closes it: %v, want %v", who, err, want)
		}
	}
	if _, err := store.SayOutage(t.Context(), data.Actor{}, own, theirs.ID, 7, []data.OutageChange{down(geo.VNPT, "C")}); !errors.Is(err, data.ErrOutageClosed) {
		t.Errorf("said after its end: %v", err)
	}
}
