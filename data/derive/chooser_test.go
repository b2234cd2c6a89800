package derive_test

import (
	"context"
	"encoding/json"
	"log/slog"
	"strings"
	"testing"
	"time"

	"phusong/data"
	"phusong/data/derive"
)

// ends watches a choice until it is over.
func ends(t *testing.T, store *data.Store, changes <-chan struct{}, id string) data.Choice {
	t.Helper()
	for {
		c, err := store.Choice(t.Context(), id)
		if err != nil {
			t.Fatal(err)
		}
		if c.State.Over() {
			return c
		}
		<-changes
	}
}

func TestChoicesAreComputedOneAfterTheOtherAndAfterARestart(t *testing.T) {
	store, engine, release := behind(t)
	ask := func(name string, c derive.Choice) string {
		question, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		added, err := store.AddChoice(t.Context(), data.Actor{Name: "planner"}, name, release.ID, question)
		if err != nil {
			t.Fatal(err)
		}
		return added.ID
	}
	wrong := asked()
	wrong.Must = append(wrong.Must, "nowhere")
	first, second := ask("left by a dead process", asked()), ask("wrong", wrong)
	if dead, err := store.TakeChoice(t.Context(), "dead", -time.Second); err != nil || dead.ID != first {
		t.Fatal(err)
	}
	chooser, err := derive.NewChooser(store, engine, slog.New(slog.DiscardHandler), derive.ChooserTimes{Lease: time.Minute, Note: 5 * time.Millisecond, Look: 20 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	changes, stop := chooser.Watch()
	defer stop()
	ctx, end := context.WithCancel(t.Context())
	go chooser.Run(ctx)
	done := ends(t, store, changes, first)
	var chosen derive.Chosen
	if err := json.Unmarshal(done.Result, &chosen); err != nil || done.State != data.ChoiceDone || done.Attempts != 2 || len(chosen.Picks) == 0 {
		t.Fatalf("%s %+v %v", done.State, chosen, err)
	}
	want, err := engine.Choose(t.Context(), release.ID, asked(), nil)
	if err != nil || want.Value != chosen.Value || len(want.Picks) != len(chosen.Picks) {
		t.Errorf("the job reaches %v with %d picks, the engine %v with %d: %v", chosen.Value, len(chosen.Picks), want.Value, len(want.Picks), err)
	}
	if failed := ends(t, store, changes, second); failed.State != data.ChoiceFailed || !strings.Contains(failed.Trouble, "nowhere") {
		t.Errorf("%+v", failed)
	}
	end()
	<-chooser.Closed()
	third := ask("after the end", asked())
	if c, err := store.Choice(t.Context(), third); err != nil || c.State != data.ChoiceWaiting {
		t.Errorf("%+v %v", c, err)
	}
}

func TestAChoiceThatIsCancelledIsLeft(t *testing.T) {
	store, engine, release := behind(t)
	question, err := json.Marshal(asked())
	if err != nil {
		t.Fatal(err)
	}
	added, err := store.AddChoice(t.Context(), data.Actor{Name: "planner"}, "cancelled", release.ID, question)
	if err != nil {
		t.Fatal(err)
	}
	chooser, err := derive.NewChooser(store, engine, slog.New(slog.DiscardHandler), derive.ChooserTimes{Lease: time.Minute, Note: time.Millisecond, Look: 20 * time.Millisecond})
	if err != nil {
		t.Fatal(err)
	}
	ctx, end := context.WithCancel(t.Context())
	changes, stop := chooser.Watch()
	defer stop()
	go chooser.Run(ctx)
	<-changes // it is being computed, or over by now
	err = store.CancelChoice(t.Context(), data.Actor{Name: "planner"}, added.ID)
	c := ends(t, store, changes, added.ID)
	if want := map[bool]data.ChoiceState{true: data.ChoiceCancelled, false: data.ChoiceDone}[err == nil]; c.State != want {
		t.Errorf("%s, want %s", c.State, want)
	}
	end()
	<-chooser.Closed()
	if c, err = store.Choice(t.Context(), added.ID); err != nil || !c.State.Over() {
		t.Errorf("%+v %v", c, err)
	}
}
