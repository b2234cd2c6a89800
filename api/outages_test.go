package api

import (
	"encoding/json"
	"net/http"
	"strings"
	"testing"

	"phusong/data"
)

// A planner opens an outage, pastes what was sent, and leaders read at once who
// is isolated; codes stay hidden from them, and nobody else knows of any of it.
func TestAnOutageIsToldByCodesAndReadByLeaders(t *testing.T) {
	r := newRivals(t, 4)
	planner, leader := data.Audience{Role: data.Planner}, data.Audience{Role: data.Leader}
	var opened OutageRow
	if got := r.post("/api/outages", `{"name":"Bão số 3"}`, r.cookie(planner)...); got.status != http.StatusCreated || json.Unmarshal([]byte(got.body), &opened) != nil {
		t.Fatalf("%d %s", got.status, got.body)
	}
	at := "/api/outages/" + opened.ID
	say := func(body string) (said saidBody) {
		got := r.post(at+"/sites", body, r.cookie(planner)...)
		if err := json.Unmarshal([]byte(got.body), &said); got.status != http.StatusOK || err != nil {
			t.Fatalf("%s: %d %s, %v", body, got.status, got.body, err)
		}
		return said
	}
	if said := say(`{"text":"trời mưa to\nXYZ12345 ngập"}`); said.Number != 0 || len(said.Lines) != 2 || len(said.Lines[1].Unsure) != 1 {
		t.Errorf("%+v", said)
	}
	if said := say(`{"text":"Kanari-viettel-code-0, Kanari-viettel-code-1 mất điện","cause":"power"}`); said.Number != 1 || said.Kept != 2 {
		t.Errorf("%+v", said)
	}
	all := `{"sites":[`
	for _, o := range theRivals() {
		for n := range 8 {
			all += `{"operator":"` + string(o) + `","code":"` + r.word(data.CodeField, o, n) + `"},`
		}
	}
	all = strings.TrimSuffix(all, ",") + `]`
	say(all + `}`)
	dark := ask200[outageBody](t, r, leader, "GET", at)
	if dark.Number != 2 || dark.Down != 16 || dark.Isolated.Hamlets == 0 || len(dark.Silenced) == 0 || len(dark.History) != 2 || len(dark.Sites) != 16 {
		t.Errorf("everything is down: %+v", dark)
	}
	words := ask200[wordsBody](t, r, leader, "GET", at+"/words")
	if !strings.Contains(words.Text, "Báo cáo số 2") || !strings.Contains(words.Text, "16 trạm") || !strings.Contains(words.Text, "DỮ LIỆU MẪU") {
		t.Error(words.Text)
	}
	for _, target := range []string{at, at + "/words", "/api/outages", at + "/report.xlsx", at + "/report.pdf"} {
		got := r.send("GET", target, r.cookie(leader)...)
		if got.status != http.StatusOK {
			t.Errorf("%s: %d %s", target, got.status, got.body)
		}
		for _, text := range decode("", []byte(got.body)) {
			for _, heard := range r.sung(leader, text) {
				t.Errorf("%s tells a leader %s", target, heard.of)
			}
		}
	}
	if early := ask200[outageBody](t, r, leader, "GET", at+"?number=1"); early.Number != 1 || early.Down != 2 || len(early.History) != 1 || early.Sites[0].Cause != "power" || dark.Sites[0].Cause != "power" {
		t.Errorf("the situation after the first thing that was said: %+v", early)
	}
	if got := r.send("GET", at+"?number=7", r.cookie(leader)...); got.status != http.StatusNotFound {
		t.Errorf("what was never said: %d", got.status)
	}
	first := r.send("GET", at+"/report.pdf?number=1", r.cookie(leader)...).body
	say(`{"all":true,"expectedAt":"2026-11-24T05:00:00Z"}`)
	if late := ask200[outageBody](t, r, planner, "GET", at); late.Number != 3 || late.Down != 16 || late.Sites[0].Cause != "power" || late.Sites[15].ExpectedAt == nil {
		t.Errorf("only the estimated return has moved: %+v", late)
	}
	if again := r.send("GET", at+"/report.pdf?number=1", r.cookie(leader)...).body; again != first {
		t.Error("the first report reads otherwise than it did")
	}
	say(all + `,"restored":true}`)
	if back := ask200[outageBody](t, r, planner, "GET", at); back.Down != 0 || back.Isolated.Hamlets != 0 || back.Number != 4 {
		t.Errorf("everything is back: %+v", back)
	}
	if got := r.post(at+"/close", `{}`, r.cookie(planner)...); got.status != http.StatusNoContent {
		t.Errorf("closing: %d %s", got.status, got.body)
	}
	if got := r.post(at+"/sites", all+`}`, r.cookie(planner)...); got.status != http.StatusConflict {
		t.Errorf("after closing: %d %s", got.status, got.body)
	}
}
