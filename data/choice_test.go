package data_test

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"phusong/data"
	"phusong/data/datatest"
)

// chosenIn keeps a question of some release.
func chosenIn(t *testing.T, store *data.Store, name string) data.Choice {
	t.Helper()
	c, err := store.AddChoice(t.Context(), data.Actor{Name: "planner"}, name, 1, []byte(`{"Budget": 12}`))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestAChoiceIsComputedByOneOwnerAtATime(t *testing.T) {
	store := datatest.New(t)
	first, second := chosenIn(t, store, "first"), chosenIn(t, store, "second")
	take := func(owner string, lease time.Duration, want *data.Choice) {
		t.Helper()
		got, err := store.TakeChoice(t.Context(), owner, lease)
		if err != nil || (got == nil) != (want == nil) || got != nil && got.ID != want.ID {
			t.Fatalf("%s takes %+v, %v; want %+v", owner, got, err, want)
		}
	}
	take("a", time.Hour, &first)
	take("b", time.Hour, nil) // one at a time
	if err := store.NoteChoice(t.Context(), first.ID, "a", "reach", 3, 10, -time.Second); err != nil {
		t.Fatal(err)
	}
	take("b", time.Hour, &first) // a's lease ran out: b goes on before anything new
	for what, err := range map[string]error{
		"notes":     store.NoteChoice(t.Context(), first.ID, "a", "reach", 4, 10, time.Hour),
		"ends it":   store.FinishChoice(t.Context(), first.ID, "a", []byte(`{}`)),
		"fails it":  store.FailChoice(t.Context(), first.ID, "a", "no"),
		"gives it":  store.GiveChoiceBack(t.Context(), first.ID, "a"),
		"cancels x": store.CancelChoice(t.Context(), data.Actor{Name: "p"}, "x"),
	} {
		if !errors.Is(err, data.ErrChoiceMoved) && !errors.Is(err, data.ErrNoChoice) {
			t.Errorf("a, whose it is not any more, %s: %v", what, err)
		}
	}
	if err := store.GiveChoiceBack(t.Context(), first.ID, "b"); err != nil {
		t.Fatal(err)
	}
	take("c", time.Hour, &first)
	if err := store.FinishChoice(t.Context(), first.ID, "c", []byte(`{"value": 7}`)); err != nil {
		t.Fatal(err)
	}
	take("c", time.Hour, &second)
	if err := store.CancelChoice(t.Context(), data.Actor{Name: "planner"}, second.ID); err != nil {
		t.Fatal(err)
	}
	if err := store.FinishChoice(t.Context(), second.ID, "c", []byte(`{}`)); !errors.Is(err, data.ErrChoiceMoved) {
		t.Errorf("a cancelled one is finished: %v", err)
	}
	if err := store.CancelChoice(t.Context(), data.Actor{Name: "planner"}, second.ID); !errors.Is(err, data.ErrChoiceMoved) {
		t.Errorf("cancelled twice: %v", err)
	}
	take("c", time.Hour, nil)
	got, err := store.Choice(t.Context(), first.ID)
	if err != nil || got.State != data.ChoiceDone || string(got.Result) != `{"value": 7}` || got.Attempts != 3 || got.AskedBy != "planner" || got.EndedAt == nil {
		t.Errorf("%+v %v", got, err)
	}
	list, err := store.Choices(t.Context(), 10)
	if err != nil || len(list) != 2 || list[0].State != data.ChoiceCancelled || list[1].Result != nil {
		t.Errorf("%+v %v", list, err)
	}
	log, err := store.AuditLog(t.Context(), data.Audience{Role: data.Auditor}, data.AuditQuery{Text: first.ID})
	if err != nil || len(log) != 1 || log[0].Action != "choice.add" {
		t.Errorf("the log: %+v %v", log, err)
	}
}

func TestWhoAskedForgetsAChoiceThatIsOverAndTheLogKeepsIt(t *testing.T) {
	store := datatest.New(t)
	c := chosenIn(t, store, "dry season")
	planner := data.Actor{Name: "planner"}
	if err := store.DeleteChoice(t.Context(), planner, c.ID); !errors.Is(err, data.ErrChoiceGoesOn) {
		t.Errorf("one that waits: %v", err)
	}
	if err := store.CancelChoice(t.Context(), planner, c.ID); err != nil {
		t.Fatal(err)
	}
	if err := store.DeleteChoice(t.Context(), data.Actor{Name: "colleague"}, c.ID); !errors.Is(err, data.ErrNoChoice) {
		t.Errorf("another's: %v", err)
	}
	if err := store.DeleteChoice(t.Context(), planner, c.ID); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Choice(t.Context(), c.ID); !errors.Is(err, data.ErrNoChoice) {
		t.Errorf("it is still there: %v", err)
	}
	log, err := store.AuditLog(t.Context(), data.Audience{Role: data.Auditor}, data.AuditQuery{Text: c.ID})
	if err != nil || len(log) != 3 || log[0].Action != "choice.delete" || log[0].Detail["name"] != "dry season" {
		t.Errorf("the log: %+v %v", log, err)
	}
}

func TestOnlySoManyChoicesWait(t *testing.T) {
	store := datatest.New(t)
	for i := range 20 {
		chosenIn(t, store, fmt.Sprint("choice ", i))
	}
	if _, err := store.AddChoice(t.Context(), data.Actor{Name: "planner"}, "one more", 1, []byte(`{}`)); !errors.Is(err, data.ErrManyChoices) {
		t.Errorf("the 21st: %v", err)
	}
}
