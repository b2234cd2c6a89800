package api

import (
	"fmt"
	"net/url"
	"slices"
	"testing"

	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
)

// theDraft is a scenario as a page sends it; more goes over it.
func theDraft(more map[string]any) map[string]any {
	draft := map[string]any{"name": "Na Hang", "base": 4, "changes": []any{
		map[string]any{"kind": "add", "operator": "viettel", "site": "NEW-1", "at": []float64{105.2, 22.1}, "radio": []any{map[string]any{"technology": "4G"}}}}}
	for field, value := range more {
		draft[field] = value
	}
	return draft
}

func TestAPlannerKeepsAScenarioAndALeaderReadsIt(t *testing.T) {
	w := newTown(t)
	lan, chief := w.enter("lan", data.Planner, ""), w.enter("chief", data.Leader, "")
	made := must[scenarioBody](w, 201, lan, "POST", "/api/scenarios", theDraft(nil))
	if made.Version != 1 || !made.Own || made.Owner != "lan" || len(made.Changes) != 1 || made.Changes[0].Site != "NEW-1" {
		t.Fatalf("kept %+v", made)
	}
	at := "/api/scenarios/" + made.ID
	saved := must[scenarioBody](w, 200, lan, "PUT", at, theDraft(map[string]any{"version": 1, "changes": []any{}}))
	if saved.Version != 2 || saved.Count != 0 {
		t.Errorf("saved %+v", saved)
	}
	conflict := must[problem.Problem](w, 409, lan, "PUT", at, theDraft(map[string]any{"version": 1}))
	if conflict.Code != "moved-on" || conflict.Sent != 1 || conflict.Current != 2 {
		t.Errorf("the conflict is %+v", conflict)
	}
	undone := must[scenarioBody](w, 200, lan, "POST", at+"/restore", map[string]int{"version": 1, "current": 2})
	if undone.Version != 3 || undone.Count != 1 {
		t.Errorf("undone %+v", undone)
	}
	read := must[scenarioBody](w, 200, chief, "GET", at+"?version=2", nil)
	if read.Own || read.Version != 2 || read.Current != 3 || read.Count != 0 {
		t.Errorf("the leader reads %+v", read)
	}
	if all := must[versionsBody](w, 200, chief, "GET", at+"/versions", nil); len(all.Rows) != 3 {
		t.Errorf("%d versions", len(all.Rows))
	}
	w.gone(chief, "PUT", at, theDraft(map[string]any{"version": 3}))
	w.gone(chief, "DELETE", at, nil)
	if answer := w.ask(lan, "DELETE", at, nil); answer.StatusCode != 204 {
		t.Errorf("deleted: %s", answer.Status)
	}
	w.gone(lan, "GET", at, nil)
}

func TestScenariosAreReadPageByPage(t *testing.T) {
	w := newTown(t)
	lan, chief := w.enter("lan", data.Planner, ""), w.enter("chief", data.Leader, "")
	var made []string
	for range 5 {
		made = append(made, must[scenarioBody](w, 201, lan, "POST", "/api/scenarios", theDraft(nil)).ID)
	}
	slices.Reverse(made)
	var read []string
	for next, pages := "", 0; ; pages++ {
		page := must[scenariosBody](w, 200, chief, "GET", "/api/scenarios?limit=2&before="+url.QueryEscape(next), nil)
		for _, row := range page.Rows {
			read = append(read, row.ID)
		}
		if page.Next == nil {
			break
		}
		if next = *page.Next; pages > 3 {
			t.Fatalf("page %d is followed by %s", pages, next)
		}
		if pages == 0 { // saved meanwhile: it goes to the front and is not read again
			must[scenarioBody](w, 200, lan, "PUT", "/api/scenarios/"+made[0], theDraft(map[string]any{"version": 1}))
		}
	}
	if !slices.Equal(read, made) {
		t.Errorf("read %v, want %v", read, made)
	}
	for _, wrong := range []string{"before=x", "before=2026-11-22T10:00:00Z"} {
		must[problem.Problem](w, 400, chief, "GET", "/api/scenarios?"+wrong, nil)
	}
	for _, wrong := range []string{"limit=0", "limit=1001"} {
		must[problem.Problem](w, 422, chief, "GET", "/api/scenarios?"+wrong, nil)
	}
}

func TestScenariosAreAbsentForOperatorsAndThePublic(t *testing.T) {
	w := newTown(t)
	lan, rival := w.enter("lan", data.Planner, ""), w.enter("rival", data.OperatorAdmin, geo.Viettel)
	made := must[scenarioBody](w, 201, lan, "POST", "/api/scenarios", theDraft(nil))
	for _, cookie := range []string{"", rival} {
		w.gone(cookie, "GET", "/api/scenarios", nil)
		w.gone(cookie, "POST", "/api/scenarios", theDraft(nil))
		for _, part := range []string{"", "/columns"} {
			w.gone(cookie, "POST", "/api/what-if"+part, map[string]any{"base": 4, "changes": []any{}})
		}
		for _, part := range []string{"", "/versions", "/result", "/hexes", "/columns"} {
			w.gone(cookie, "GET", "/api/scenarios/"+made.ID+part, nil)
		}
	}
}

func TestAWrongChangeIsNamed(t *testing.T) {
	w := newTown(t)
	lan := w.enter("lan", data.Planner, "")
	said := must[problem.Problem](w, 422, lan, "POST", "/api/scenarios", theDraft(map[string]any{"changes": []any{
		map[string]any{"kind": "remove", "operator": "viettel", "site": "A"},
		map[string]any{"kind": "add", "operator": "viettel", "site": "B"}}}))
	if said.Code != "change" || len(said.Errors) != 1 || said.Errors[0].Parameter != "body.changes[1]" {
		t.Errorf("said %+v", said)
	}
	many := make([]any, 201)
	for i := range many {
		many[i] = map[string]any{"kind": "remove", "operator": "viettel", "site": fmt.Sprint(i)}
	}
	if answer := w.ask(lan, "POST", "/api/what-if", map[string]any{"changes": many}); answer.StatusCode != 422 {
		t.Errorf("201 changes: %s", answer.Status)
	}
	if gone := must[problem.Problem](w, 409, lan, "POST", "/api/what-if", map[string]any{"base": 77, "changes": []any{}}); gone.Code != "no-base" {
		t.Errorf("without a base: %+v", gone)
	}
}
