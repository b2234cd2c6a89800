package api

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/data/derive"
	"phusong/geo"
	"phusong/geo/planning"
)

// board is a server where sites are chosen, by nobody until a test does.
type board struct {
	*crew
	http.Handler
}

func newBoard(t *testing.T) board {
	t.Helper()
	c := newCrew(t, datatest.New(t))
	o := c.open(t, options(t, io.Discard))
	chooser, err := derive.NewChooser(c.store, derive.NewEngine(c.store), slog.New(slog.DiscardHandler), derive.DefaultChooserTimes())
	if err != nil {
		t.Fatal(err)
	}
	o.Chooser = chooser
	return board{c, New(o)}
}

func (b board) send(who data.Audience, method, path, body string) (int, []byte) {
	r := httptest.NewRequest(method, path, strings.NewReader(body))
	r.Header.Set("Content-Type", "application/json")
	if cookie := b.cookie(who); cookie != nil {
		r.Header.Set(cookie[0], cookie[1])
	}
	w := httptest.NewRecorder()
	b.ServeHTTP(w, r)
	return w.Code, w.Body.Bytes()
}

// plan is the answer that the tests keep.
func plan() derive.Chosen {
	return derive.Chosen{Release: 2, AsOf: time.Date(2026, 11, 1, 0, 0, 0, 0, time.UTC), Synthetic: true, Operator: geo.Viettel, Technology: "4G", MHz: 800, HeightM: 42,
		DarkFor: geo.AnyOperator, Objective: derive.ForPeople, JudgedBy: "centre", Unit: derive.InMasts, Budget: 2, Value: 300, Bound: 310, Gap: 0.03, Hamlets: 1, People: 200,
		Costs: planning.DefaultCosts(), Hops: planning.DefaultHops(), Must: []derive.ChosenMust{{Code: "h9", Name: "Bản Xa", State: derive.MustUnserved}},
		Picks: []derive.ChosenPick{
			{Order: 1, ID: "H0001", Code: "PLAN-H0001", Source: planning.SourceHilltops, Lon: 105.1, Lat: 22.1, HeightM: 42, Gain: 200, Value: 200,
				Cost: planning.Cost{Total: 1500, Power: planning.PowerGrid, Backhaul: planning.BackhaulMicrowave}, Hops: []derive.ChosenHop{{Mast: "m1", DistanceKm: 4, Clearance: 0.8, Clear: true}},
				Hamlets: []derive.ChosenHamlet{{Code: "h1", Name: "=1+1", Commune: "Xã", People: 200, Was: "none"}}, Why: derive.Words{Vietnamese: "Thêm 200 người", English: "Adds 200 people"}},
			{Order: 2, ID: "S-m2", Code: "PLAN-S-m2", Source: planning.SourceShared, Lon: 105.2, Lat: 22.2, HeightM: 36, Gain: 100, Value: 300, Mast: "m2",
				Cost: planning.Cost{Total: 750, Power: planning.PowerShared, Backhaul: planning.BackhaulShared}, Why: derive.Words{Vietnamese: "Thêm 100 người", English: "Adds 100 people"}},
		}}
}

func TestPlannersAskLeadersReadOthersKnowNothing(t *testing.T) {
	b := newBoard(t)
	for _, who := range audiences() {
		code, body := b.send(who, "POST", "/api/choices", `{"name":"mùa khô","operator":"viettel","budget":12}`)
		want := 404
		if who.Role == data.Planner {
			want = 202
		}
		if code != want {
			t.Errorf("%v asks: %d %s", who, code, body)
		}
	}
	planner := data.Audience{Role: data.Planner}
	list := decoded[rows[siteChoice]](t, second(b.send(planner, "GET", "/api/choices", "")))
	if len(list.Rows) != 1 || list.Rows[0].State != data.ChoiceWaiting || list.Rows[0].Name != "mùa khô" {
		t.Fatalf("%+v", list)
	}
	at := "/api/choices/" + list.Rows[0].ID
	for _, who := range audiences() {
		code, _ := b.send(who, "GET", at, "")
		if reads := who.Role == data.Planner || who.Role == data.Leader; (code == 200) != reads || !reads && code != 404 {
			t.Errorf("%v reads: %d", who, code)
		}
	}
	for path, want := range map[string]int{at + "/export.xlsx": 404, "/api/choices/nothing": 404, "/api/choice-defaults": 200} {
		if code, body := b.send(planner, "GET", path, ""); code != want {
			t.Errorf("%s: %d %s", path, code, body)
		}
	}
	if code, body := b.send(planner, "POST", at+"/cancel", "{}"); code != 200 || decoded[siteChoice](t, body).State != data.ChoiceCancelled {
		t.Errorf("cancelled: %d %s", code, body)
	}
	if code, _ := b.send(planner, "POST", at+"/cancel", "{}"); code != 409 {
		t.Errorf("cancelled again: %d", code)
	}
	if code, body := b.send(planner, "DELETE", at, ""); code != 204 {
		t.Errorf("forgotten: %d %s", code, body)
	}
	if code, _ := b.send(planner, "GET", at, ""); code != 404 {
		t.Errorf("forgotten, and read: %d", code)
	}
}

func second[A, B any](_ A, b B) B { return b }

func TestQuestionsThatCannotBeAreRefusedAtOnce(t *testing.T) {
	b := newBoard(t)
	for _, wrong := range []string{
		`{"name":"","operator":"viettel","budget":12}`,
		`{"name":"x","operator":"any","budget":12}`,
		`{"name":"x","operator":"viettel","budget":-1}`,
		`{"name":"x","operator":"viettel","budget":1,"from":["moon"]}`,
		`{"name":"x","operator":"viettel","budget":1,"definition":"hope"}`,
		`{"name":"x","operator":"viettel","budget":1,"bands":[800,99]}`,
		`{"name":"x","operator":"viettel","budget":1,"costs":{"bribes":1}}`,
		`{"name":"x","operator":"viettel","budget":1,"points":[{"id":"a","lon":105,"lat":222}]}`,
		`{"name":"x","operator":"viettel","budget":1,"hops":{"frequencyGHz":1000,"earthFactor":1.33,"fresnelShare":0.6,"longestKm":30,"stepKm":0.03}}`,
	} {
		if code, body := b.send(data.Audience{Role: data.Planner}, "POST", "/api/choices", wrong); code < 400 || code >= 500 {
			t.Errorf("%s: %d %s", wrong, code, body)
		}
	}
}

func TestAnAnswerIsReadExportedAndTurnedIntoAScenario(t *testing.T) {
	b := newBoard(t)
	planner, leader := data.Audience{Role: data.Planner}, data.Audience{Role: data.Leader}
	asked := decoded[siteChoice](t, second(b.send(planner, "POST", "/api/choices", `{"name":"mùa khô","operator":"viettel","budget":2,"points":[{"id":"a","lon":105.1,"lat":22.1}]}`)))
	if _, err := b.store.TakeChoice(t.Context(), "test", time.Hour); err != nil {
		t.Fatal(err)
	}
	answer, _ := json.Marshal(plan())
	if err := b.store.FinishChoice(t.Context(), asked.ID, "test", answer); err != nil {
		t.Fatal(err)
	}
	at := "/api/choices/" + asked.ID
	got := decoded[siteChoice](t, second(b.send(leader, "GET", at, "")))
	if got.State != data.ChoiceDone || got.Result == nil || len(got.Result.Picks) != 2 || got.Result.Bound != 310 {
		t.Errorf("%+v", got)
	}
	if code, said := b.send(leader, "GET", at+"/events", ""); code != 200 || !strings.Contains(string(said), `data: {"state":"done"`) {
		t.Errorf("events: %d %s", code, said)
	}
	code, body := b.send(planner, "POST", at+"/picks", `{"accept":["S-m2"]}`)
	changes := decoded[picksBody](t, body)
	if code != 200 || changes.Base != 2 || len(changes.Changes) != 1 || changes.Changes[0].Site != "PLAN-S-m2" || changes.Changes[0].HeightM != 36 || changes.Changes[0].Radio[0].Frequency != 800 {
		t.Errorf("picks: %d %s", code, body)
	}
	if code, _ := b.send(planner, "POST", at+"/picks", `{"accept":["X"]}`); code != 400 {
		t.Errorf("no pick: %d", code)
	}
	code, body = b.send(leader, "GET", at+"/export.geojson", "")
	if code != 200 || !strings.Contains(string(body), `"coordinates":[105.1,22.1]`) || !strings.Contains(string(body), `"synthetic":true`) {
		t.Errorf("geojson: %d %s", code, body)
	}
	_, book := b.send(leader, "GET", at+"/export.xlsx", "")
	text := unzipped(t, book)
	for _, want := range []string{"mùa khô", "Việc cần làm", "đỉnh đồi", "=1+1", "KHÔNG phục vụ được", "triệu đồng/km", "giả định", "Dữ liệu mẫu"} {
		if !strings.Contains(strings.ToLower(text), strings.ToLower(want)) {
			t.Errorf("the workbook does not say %q", want)
		}
	}
	if strings.Contains(text, "<f>") {
		t.Error("a name runs as a formula")
	}
}

func unzipped(t *testing.T, content []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		if _, err := io.Copy(&all, r); err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}

func TestAListOfPlacesIsReadWithItsRefusals(t *testing.T) {
	b := newBoard(t)
	content, _ := json.Marshal([]byte("id,lon,lat\nA,105.1,22.1\nB,chín,22.2\n"))
	code, body := b.send(data.Audience{Role: data.Planner}, "POST", "/api/choice-points", fmt.Sprintf(`{"name":"a.csv","content":%s}`, content))
	got := decoded[pointsBody](t, body)
	if code != 200 || len(got.Points) != 1 || got.Points[0].ID != "A" || got.Points[0].Row != 2 || len(got.Refused) != 1 || got.Refused[0].Row != 3 || got.Refused[0].Vietnamese == "" {
		t.Errorf("%d %s", code, body)
	}
	if code, body := b.send(data.Audience{Role: data.Planner}, "POST", "/api/choice-points", `{"name":"a.csv","content":"AAAA"}`); code < 400 || code >= 500 {
		t.Errorf("no list: %d %s", code, body)
	}
}
