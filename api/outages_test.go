package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb/planar"

	"phusong/data"
	"phusong/geo"
)

// storm keeps an outage of an operator, or of staff, whose every text sings to
// staff and that operator alone: its own people said something in it, and staff did.
func (r *rivals) storm(t testing.TB, store *data.Store, o geo.OperatorCode) {
	t.Helper()
	staff := func(who data.Audience) bool { return who.Cut() == data.StaffCut }
	may := func(who data.Audience) bool { return o != "" && who.Operator == o || staff(who) }
	word := func(of string, may func(data.Audience) bool) string {
		text := mark + "-" + string(o) + "-storm-" + of
		r.hide("an outage of "+string(o), text, may)
		return text
	}
	who := data.Audience{Role: data.Planner}
	if o != "" {
		who = data.Audience{Role: data.OperatorEditor, Operator: o}
	}
	logged := func(who data.Audience) bool { // the log says what was opened
		return may(who) || who.Role == data.Administrator || who.Role == data.Auditor
	}
	opened, err := store.OpenOutage(t.Context(), data.Actor{Name: word("opener", logged)}, who, word("name", logged), time.Date(2026, 11, 22, 0, 0, 0, 0, time.UTC))
	if err != nil {
		t.Fatal(err)
	}
	r.hide("the id of an outage", opened.ID, logged)
	for n, speaker := range []data.Audience{who, {Role: data.Planner}} {
		hears := may
		if speaker.Cut() == data.StaffCut {
			hears = staff
		}
		by := data.Actor{Name: word(fmt.Sprint("speaker-", n), func(who data.Audience) bool { return hears(who) || logged(who) && who.Operator == "" })}
		of := o
		if o == "" {
			of = geo.VNPT
		}
		change := data.OutageChange{Operator: of, Code: geo.SiteCode(fmt.Sprintf("%s-%s-code-%d", mark, of, n)), Down: true, Power: word(fmt.Sprint("power-", n), may)}
		if _, err := store.SayOutage(t.Context(), by, speaker, opened.ID, 4, []data.OutageChange{change}); err != nil {
			t.Fatal(err)
		}
	}
	r.outages[o] = opened.ID
}

// An operator tells of its own masts: it may speak of no other's, its rivals do not
// know of it, and staff read who said what; of any network together it learns nothing.
func TestAnOperatorTellsOfItsOwnOutage(t *testing.T) {
	r := newRivals(t, 4)
	own, rival := data.Audience{Role: data.OperatorEditor, Operator: geo.VNPT}, data.Audience{Role: data.OperatorAdmin, Operator: geo.Viettel}
	planner, viewer := data.Audience{Role: data.Planner}, data.Audience{Role: data.OperatorViewer, Operator: geo.VNPT}
	var opened OutageRow
	if got := r.post("/api/outages", `{"name":"Đứt cáp"}`, r.cookie(own)...); got.status != http.StatusCreated || json.Unmarshal([]byte(got.body), &opened) != nil || opened.Reporter != "vnpt" {
		t.Fatalf("%d %s", got.status, got.body)
	}
	at := "/api/outages/" + opened.ID
	everybody := ""
	for _, o := range theRivals() {
		for n := range 8 {
			everybody += string(o) + " " + r.word(data.CodeField, o, n) + "\n"
		}
	}
	body, _ := json.Marshal(map[string]any{"text": everybody, "masts": []string{mastOf(t, r.releases[1], data.OperatorCut(geo.Viettel))}, "where": map[string]any{"box": []float64{104, 20, 107, 24}}, "power": "máy nổ"})
	var said saidBody
	if got := r.post(at+"/sites", string(body), r.cookie(own)...); got.status != http.StatusOK || json.Unmarshal([]byte(got.body), &said) != nil || said.Kept != 8 || strings.Contains(got.body, `"operator":"viettel"`) {
		t.Errorf("only its own: %d %s", got.status, got.body)
	}
	for who, want := range map[data.Audience]int{rival: http.StatusNotFound, viewer: http.StatusNotFound, planner: http.StatusOK} {
		if got := r.post(at+"/sites", `{"sites":[{"operator":"viettel","code":"`+r.word(data.CodeField, geo.Viettel, 1)+`"}]}`, r.cookie(who)...); got.status != want || want == 200 && !strings.Contains(got.body, `"kept":0`) {
			t.Errorf("%v speaks of a rival's mast in it: %d %s", who, got.status, got.body)
		}
	}
	read, all := ask200[outageBody](t, r, viewer, "GET", at), ask200[outageBody](t, r, planner, "GET", at)
	if read.Down != 8 || read.Provenance.Operator != "vnpt" || len(read.RoamingList) != 0 || read.Roaming.Hamlets != 0 || read.Isolated.Hamlets < all.Isolated.Hamlets || read.Isolated.Hamlets == 0 {
		t.Errorf("its own people read %+v", read)
	}
	if all.History[0].For != "vnpt" || all.History[0].By != r.accounts[own].Name || all.Provenance.Operator != "any" || all.History[0].Of != "4" {
		t.Errorf("staff read %+v of %+v", all.History, all.Provenance)
	}
	words := ask200[wordsBody](t, r, viewer, "GET", at+"/words")
	if !strings.Contains(words.Text, "không còn mạng V") || strings.Contains(words.Text, "chuyển vùng") || !strings.Contains(words.English, "without the network of V") {
		t.Error(words)
	}
	listed := ask200[outagesBody](t, r, rival, "GET", "/api/outages")
	if len(listed.Rows) != 1 || listed.Rows[0].ID != r.outages[geo.Viettel] {
		t.Errorf("the rival's list: %+v", listed.Rows)
	}
	theirs := ask200[outageBody](t, r, viewer, "GET", "/api/outages/"+r.outages[geo.VNPT])
	if theirs.History[0].By == "" || theirs.History[1].By != "" || theirs.History[1].For != "" {
		t.Errorf("who is of staff has no name: %+v", theirs.History)
	}
}

// A report is bound to the release that readers saw when its number was given.
func TestAReportKeepsItsRelease(t *testing.T) {
	r := newRivals(t, 4)
	who := data.Audience{Role: data.Planner}
	opened, err := r.store.OpenOutage(t.Context(), data.Actor{Name: "p"}, who, "Bão", time.Now())
	if err != nil {
		t.Fatal(err)
	}
	for _, release := range []int64{3, 4, 9} {
		change := data.OutageChange{Operator: geo.VNPT, Code: geo.SiteCode(r.word(data.CodeField, geo.VNPT, int(release)%8)), Down: true}
		if _, err := r.store.SayOutage(t.Context(), data.Actor{Name: "p"}, who, opened.ID, release, []data.OutageChange{change}); err != nil {
			t.Fatal(err)
		}
	}
	at := "/api/outages/" + opened.ID
	first, second := ask200[outageBody](t, r, who, "GET", at+"?number=1"), ask200[outageBody](t, r, who, "GET", at+"?number=2")
	if first.Provenance.Release != "3" || first.Newer != "4" || second.Provenance.Release != "4" || second.Newer != "" {
		t.Errorf("bound to %s (newer %q) and %s (newer %q)", first.Provenance.Release, first.Newer, second.Provenance.Release, second.Newer)
	}
	if words := ask200[wordsBody](t, r, who, "GET", at+"/words?number=1"); words.Release != "3" || !strings.Contains(words.Text, "bản phát hành số 3,") || strings.Contains(words.Text, "centre") || strings.Contains(words.Text, "2026-") {
		t.Error(words.Text)
	}
	if got := r.send("GET", at+"?number=3", r.cookie(who)...); got.status != http.StatusConflict || !strings.Contains(got.body, "report-gone") || !strings.Contains(got.body, "báo cáo số 3") {
		t.Errorf("a report of a release that is gone: %d %s", got.status, got.body)
	}
	if now := ask200[outageBody](t, r, who, "GET", at); now.Number != 3 || now.Provenance.Release != "4" {
		t.Errorf("as it stands: %+v", now.Provenance)
	}
}

// Every line of a file is answered; what sites have in common names them, too; a
// preview keeps nothing.
func TestAnOutageIsToldByAFileAndByWhatSitesHaveInCommon(t *testing.T) {
	r := newRivals(t, 4)
	planner := data.Audience{Role: data.Planner}
	at := "/api/outages/" + r.outages[""]
	say := func(body any) (said saidBody) {
		t.Helper()
		text, _ := json.Marshal(body)
		got := r.post(at+"/sites", string(text), r.cookie(planner)...)
		if err := json.Unmarshal([]byte(got.body), &said); got.status != http.StatusOK || err != nil {
			t.Fatalf("%s: %d %s, %v", text, got.status, got.body, err)
		}
		return said
	}
	file := "Danh sách Viettel\nMã trạm;Nguyên nhân;Dự kiến có lại\n" + r.word(data.CodeField, geo.Viettel, 2) + ";cúp điện;18h00 24/11/2026\nKanari-viettel-code-22;;\nkhông có mã;;\n"
	asked := map[string]any{"file": map[string]any{"name": "a.csv", "content": []byte(file)}, "preview": true}
	for _, preview := range []bool{true, false} {
		asked["preview"] = preview
		said := say(asked)
		fates := []string{}
		for _, l := range said.Lines {
			fates = append(fates, l.Fate)
		}
		if want := []string{"corrected", "unsure", "unsure"}; !slices.Equal(fates, want) || said.Kept != 1 || (said.Number == 0) != preview || said.Lines[0].Issues[0].Cell != "B3" || len(said.Lines[1].Unsure[0].Near) == 0 {
			t.Errorf("preview %v: %v, %+v", preview, fates, said)
		}
	}
	if now := ask200[outageBody](t, r, planner, "GET", at); now.Number != 3 || now.Sites[2].Cause != "power" || now.Sites[2].ExpectedAt == nil {
		t.Errorf("kept: %+v", now.Sites)
	}
	here := r.presence(geo.Viettel, 0, 0)
	for what, want := range map[string]int{
		`{"unit":"` + communeOf(t, r) + `"}`: 1, `{"feeder":"` + here.PowerFeeder + `"}`: 1, `{"fibreNode":"` + here.FibreNode + `","operator":"vnpt"}`: 0, `{"operator":"vnpt"}`: 8,
		fmt.Sprintf(`{"near":[%f,%f],"km":0.5}`, here.Position[0], here.Position[1]): 2, `{"box":[0,0,1,1]}`: 0,
	} {
		said := say(map[string]any{"where": json.RawMessage(what), "preview": true})
		if said.Kept < want || want == 0 && said.Kept > 0 || len(said.Stations) != said.Kept || want == 8 && said.Kept != 8 || want == 2 && said.Kept != 2 {
			t.Errorf("%s: %d sites, want %d", what, said.Kept, want)
		}
	}
	for _, what := range []string{`{}`, `{"near":[105,22]}`, `{"unit":"99999"}`} {
		if got := r.post(at+"/sites", `{"where":`+what+`}`, r.cookie(planner)...); got.status != http.StatusBadRequest {
			t.Errorf("%s: %d %s", what, got.status, got.body)
		}
	}
}

// communeOf is a commune in which masts stand.
func communeOf(t *testing.T, r *rivals) string {
	t.Helper()
	e, err := r.releases[1].Edition(data.StaffCut)
	if err != nil {
		t.Fatal(err)
	}
	for _, u := range e.View.Units {
		for _, p := range e.View.Presences {
			if u.Level == geo.LevelCommune && planar.MultiPolygonContains(u.Boundary, p.Position) {
				return string(u.Code)
			}
		}
	}
	t.Fatal("no mast stands in any commune")
	return ""
}

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
