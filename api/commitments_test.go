package api

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/tiles"
)

// promise keeps two promises of an operator, one at a site that is on the air and
// one at a point, whose every text sings to staff and that operator alone.
func (r *rivals) promise(t testing.TB, store *data.Store, o geo.OperatorCode) {
	t.Helper()
	may := func(who data.Audience) bool { return who.Operator == o || who.Cut() == data.StaffCut }
	word := func(of string) string {
		text := mark + "-" + string(o) + "-promise-" + of
		r.hide("a promise of "+string(o), text, may)
		return text
	}
	c := geo.Commitment{Operator: o, Site: geo.SiteCode(mark + "-" + string(o) + "-code-1"), Technology: geo.LTE, Document: word("document"), On: time.Date(2026, 3, 1, 0, 0, 0, 0, time.UTC),
		Terms: geo.Terms{Due: geo.Quarter{Year: 2026, Number: 2}, Notes: word("notes"), Hamlets: []geo.TiedHamlet{{Code: "h00", Petition: word("petition")}}}}
	added, err := store.AddCommitment(t.Context(), data.Actor{Name: word("planner")}, c)
	if err != nil {
		t.Fatal(err)
	}
	r.hide("the id of a promise", added.ID, may)
	at := orb.Point{105.011, 22.011}
	c.Site, c.Position, c.Commune, c.Hamlets = "", &at, word("commune"), nil
	if _, err := store.AddCommitment(t.Context(), data.Actor{Name: "test"}, c); err != nil {
		t.Fatal(err)
	}
	r.promises[o] = added.ID
}

// asks sends a body by any method.
func (r *rivals) asks(who data.Audience, method, target, body string) reply {
	request := httptest.NewRequest(method, target, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	request.Header.Set("Cookie", r.cookie(who)[1])
	w := httptest.NewRecorder()
	r.server.ServeHTTP(w, request)
	return reply{status: w.Code, body: w.Body.String()}
}

// The terms of a promise are changed, every version stays, a change of an old version
// is refused, and what is withdrawn is off the lists and changes no more. What is
// wrong is said in two languages.
func TestAPromiseIsChangedAndWithdrawnOverHTTP(t *testing.T) {
	r := newRivals(t, 4)
	planner, own := data.Audience{Role: data.Planner}, data.Audience{Role: data.OperatorViewer, Operator: geo.Viettel}
	at := "/api/commitments/" + r.promises[geo.Viettel]
	for body, want := range map[string]string{
		`{"version":1,"due":"sớm"}`:                               "không phải là quý",
		`{"version":1,"hamlets":[{"code":"h99"}]}`:                "không có thôn mã",
		`{"version":1,"hamlets":[{"code":"h00"},{"code":"h00"}]}`: "mỗi thôn ghi một lần",
	} {
		got := r.asks(planner, http.MethodPatch, at, body)
		if got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, want) || !strings.Contains(got.body, " · ") {
			t.Errorf("%s: %d %s", body, got.status, got.body)
		}
	}
	if got := r.asks(planner, http.MethodPost, "/api/commitments", `{"operator":"viettel","place":{},"technology":"4G","due":"2026-Q4","source":{"document":"d","date":"2026-01-01"}}`); got.status != http.StatusUnprocessableEntity || !strings.Contains(got.body, "cam kết cần địa điểm") || !strings.Contains(got.body, "body.place") {
		t.Errorf("a promise of nowhere: %d %s", got.status, got.body)
	}
	if got := r.asks(planner, http.MethodPatch, at, `{"version":1,"due":"Quý I/2031","hamlets":[{"code":"h11","petition":"đơn 9"}]}`); got.status != http.StatusOK || !strings.Contains(got.body, `"due":"2031-Q1"`) {
		t.Fatalf("%d %s", got.status, got.body)
	}
	if got := r.asks(planner, http.MethodPatch, at, `{"version":1,"due":"2032-Q1"}`); got.status != http.StatusConflict || !strings.Contains(got.body, `"current":2`) {
		t.Errorf("a change of what was changed: %d %s", got.status, got.body)
	}
	read := ask200[commitmentBody](t, r, own, "GET", at)
	if len(read.History) != 2 || read.History[0].Due != "2026-Q2" || read.History[1].Due != "2031-Q1" || read.History[1].SaidBy != "" || read.Overdue {
		t.Errorf("its own people read %+v", read.History)
	}
	if staff := ask200[commitmentBody](t, r, planner, "GET", at); staff.History[1].SaidBy == "" {
		t.Error("staff are not told who changed it")
	}
	for hamlet, want := range map[string]int{"h11": 1, "h00": 0, "h99": 0} {
		if listed := ask200[commitmentsBody](t, r, own, "GET", "/api/commitments?hamlet="+hamlet); listed.NumberMatched != want {
			t.Errorf("%s: %d promises, want %d", hamlet, listed.NumberMatched, want)
		}
	}
	rival := data.Audience{Role: data.OperatorViewer, Operator: geo.VNPT}
	if listed := ask200[commitmentsBody](t, r, rival, "GET", "/api/commitments?hamlet=h11"); listed.NumberMatched != 0 {
		t.Error("a rival learns what a hamlet was promised")
	}
	before := ask200[commitmentsBody](t, r, own, "GET", "/api/commitments").NumberMatched
	if got := r.send(http.MethodDelete, at, r.cookie(planner)...); got.status != http.StatusNoContent {
		t.Fatalf("%d %s", got.status, got.body)
	}
	if after := ask200[commitmentsBody](t, r, own, "GET", "/api/commitments").NumberMatched; after != before-1 {
		t.Errorf("%d promises are listed after one of %d was withdrawn", after, before)
	}
	if all := ask200[commitmentsBody](t, r, own, "GET", "/api/commitments?withdrawn=true"); all.NumberMatched != before {
		t.Errorf("with those withdrawn there are %d, want %d", all.NumberMatched, before)
	}
	if got := r.asks(planner, http.MethodPatch, at, `{"version":2,"due":"2033-Q1"}`); got.status != http.StatusConflict || !strings.Contains(got.body, "đã được rút") {
		t.Errorf("a change of what is withdrawn: %d %s", got.status, got.body)
	}
}

func TestAListOfPromisesIsAnsweredRowByRow(t *testing.T) {
	r := newRivals(t, 4)
	planner := data.Audience{Role: data.Planner}
	send := func(name, content string, preview bool) (int, importedCommitmentsBody, string) {
		t.Helper()
		body, err := json.Marshal(map[string]any{"file": map[string]any{"name": name, "content": []byte(content)}, "operator": "viettel", "source": map[string]any{"document": "CV 9", "date": "2026-06-01"}, "preview": preview})
		if err != nil {
			t.Fatal(err)
		}
		got := r.asks(planner, http.MethodPost, "/api/commitment-import", string(body))
		var said importedCommitmentsBody
		if err := json.Unmarshal([]byte(got.body), &said); err != nil {
			t.Fatalf("%v: %s", err, got.body)
		}
		return got.status, said, got.body
	}
	const list = "Mã trạm;Công nghệ;Thời hạn;Mã thôn\nNEW-71;4G;Q4/2027;h11\nNEW-72;LTE;31/12/2027;\nNEW-73;4G;sớm;\nNEW-74;4G;Q4/2027;z9\n"
	before := ask200[commitmentsBody](t, r, planner, "GET", "/api/commitments").NumberMatched
	for _, tt := range []struct {
		name                string
		preview             bool
		fates               string
		standing            int
		taken, corr, refuse int
	}{{"a preview", true, "taken corrected refused refused", 0, 1, 1, 2}, {"the list", false, "taken corrected refused refused", 2, 1, 1, 2}, {"the same again", false, "refused refused refused refused", 2, 0, 0, 4}} {
		status, said, _ := send("cam-ket.csv", list, tt.preview)
		var fates []string
		for i, row := range said.Rows {
			fates = append(fates, string(row.Fate))
			if row.Row != i+2 || row.Fate == "refused" && (len(row.Issues) == 0 || row.Issues[len(row.Issues)-1].Vietnamese == "") {
				t.Errorf("%s: %+v", tt.name, row)
			}
		}
		if status != http.StatusOK || strings.Join(fates, " ") != tt.fates || said.Preview != tt.preview || said.Taken != tt.taken || said.Corrected != tt.corr || said.Refused != tt.refuse {
			t.Errorf("%s: %d %v %+v", tt.name, status, fates, said)
		}
		if now := ask200[commitmentsBody](t, r, planner, "GET", "/api/commitments").NumberMatched; now != before+tt.standing {
			t.Errorf("%s: %d promises stand, want %d", tt.name, now, before+tt.standing)
		}
	}
	if listed := ask200[commitmentsBody](t, r, planner, "GET", "/api/commitments?hamlet=h11&operator=viettel"); !slices.ContainsFunc(listed.Rows, func(c CommitmentRow) bool {
		return *c.Place.Site == "NEW-71" && c.Source.Document == "CV 9" && c.AddedBy != ""
	}) {
		t.Errorf("the promise is not among %+v", listed.Rows)
	}
	for name, content := range map[string]string{"a.csv": "a,b\n1,2\n", "a.png": "\x89PNG\r\n", "many.csv": "Mã trạm;Thời hạn\n" + strings.Repeat("A;Q1/2027\n", mostPromises+1)} {
		if status, _, body := send(name, content, false); status != http.StatusUnprocessableEntity {
			t.Errorf("%s: %d %.200s", name, status, body)
		}
	}
	for _, who := range []data.Audience{{Role: data.Leader}, {Role: data.OperatorAdmin, Operator: geo.Viettel}} {
		if got := r.asks(who, http.MethodPost, "/api/commitment-import", `{"file":{"name":"a.csv","content":""}}`); got.status != http.StatusNotFound {
			t.Errorf("%v: %d", who, got.status)
		}
	}
}

// A promise whose site is on the air is confirmed by the release that computes its
// hamlets as covered, and by no earlier one.
func TestAPromiseIsConfirmedByTheNextRelease(t *testing.T) {
	r := newRivals(t, 4)
	planner := data.Audience{Role: data.Planner}
	stand := func(id int64, class geo.Class) commitmentBody {
		t.Helper()
		v := r.land(t, id)
		for n, network := range geo.Networks() {
			if network.Operator == geo.Viettel && network.Technology == geo.LTE {
				v.Hamlets[0].Reaches[n].Centre = class
				v.Hamlets[0].Reaches[n].PeopleCovered = 0
			}
		}
		if string(v.Hamlets[0].Hamlet.Code) != "h00" {
			t.Fatalf("the first hamlet is %s", v.Hamlets[0].Hamlet.Code)
		}
		release, err := tiles.New(v)
		if err != nil {
			t.Fatal(err)
		}
		r.releases[1] = release // what the server's readers see
		return ask200[commitmentBody](t, r, planner, "GET", "/api/commitments/"+r.promises[geo.Viettel])
	}
	dark, lit := stand(5, geo.ClassNone), stand(6, geo.ClassGood)
	if dark.State != "on-air" || dark.Hamlets[0].Verdict != "none" || dark.commitmentFrame.Release != "5" {
		t.Errorf("before: %s, %+v in release %s", dark.State, dark.Hamlets, dark.commitmentFrame.Release)
	}
	if lit.State != "confirmed" || lit.Hamlets[0].Verdict != "covered" || lit.commitmentFrame.Release != "6" {
		t.Errorf("after: %s, %+v in release %s", lit.State, lit.Hamlets, lit.commitmentFrame.Release)
	}
	var summary commitmentSummaryBody
	if err := json.Unmarshal([]byte(r.send("GET", "/api/commitment-summary", r.cookie(planner)...).body), &summary); err != nil || summary.Rows[0].Operator != "viettel" || summary.Rows[0].Confirmed != 1 {
		t.Errorf("the summary: %+v, %v", summary.Rows, err)
	}
}
