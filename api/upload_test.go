package api

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/jackc/pgx/v5"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
	"phusong/importers/desk"
)

// counter is a server with a desk behind it that works until the test ends.
type counter struct {
	t      testing.TB
	tree   *server
	server http.Handler
	crew   *crew
	desk   *desk.Desk
}

// newCounter has one account, an editor of Viettel's.
func newCounter(t testing.TB) *counter {
	t.Helper()
	who := viettelEditor()
	c := &crew{store: datatest.New(t), accounts: map[data.Audience]data.Account{}, secrets: map[data.Audience]string{}}
	a, err := c.store.AddAccount(t.Context(), data.Actor{Name: "test"}, data.NewAccount{Name: "viettel.operator-editor", FullName: "Nhung", Role: who.Role, Operator: who.Operator})
	if err != nil {
		t.Fatal(err)
	}
	c.accounts[who] = a
	c.secrets[who] = c.login(t, who)
	return openCounter(t, c)
}

func openCounter(t testing.TB, c *crew) *counter {
	t.Helper()
	d := desk.New(desk.Options{Store: c.store, Log: slog.New(slog.DiscardHandler), EnqueueRun: func(context.Context, pgx.Tx) error { return nil }})
	ctx, cancel := context.WithCancel(context.Background())
	ended := make(chan struct{})
	go func() { d.Run(ctx); close(ended) }()
	t.Cleanup(func() { cancel(); <-ended })
	o := c.open(t, withRegistry(options(t, io.Discard)))
	o.Desk = d
	tree := assemble(o)
	return &counter{t, tree, tree.routes(), c, d}
}

func viettelEditor() data.Audience {
	return data.Audience{Role: data.OperatorEditor, Operator: geo.Viettel}
}

// form is an upload's form; fields come in pairs before the file.
func form(t testing.TB, name string, content []byte, fields ...string) (body []byte, mediaType string) {
	t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	for i := 0; i < len(fields); i += 2 {
		w.WriteField(fields[i], fields[i+1])
	}
	if name != "" {
		part, err := w.CreateFormFile("file", name)
		if err != nil {
			t.Fatal(err)
		}
		part.Write(content)
	}
	w.Close()
	return b.Bytes(), w.FormDataContentType()
}

// send asks as somebody and returns status and body.
func (c *counter) send(who data.Audience, method, target, mediaType string, body []byte, headers ...string) (int, []byte) {
	c.t.Helper()
	r := httptest.NewRequest(method, target, bytes.NewReader(body))
	r.Host = "localhost"
	if mediaType != "" {
		r.Header.Set("Content-Type", mediaType)
	}
	for _, pair := range [][]string{c.crew.cookie(who), headers} {
		for i := 0; i < len(pair); i += 2 {
			r.Header.Set(pair[i], pair[i+1])
		}
	}
	w := httptest.NewRecorder()
	c.server.ServeHTTP(w, r)
	return w.Code, w.Body.Bytes()
}

// post uploads a file as an editor of Viettel.
func (c *counter) post(target, name string, content []byte, more ...string) (int, []byte) {
	c.t.Helper()
	body, mediaType := form(c.t, name, content)
	return c.send(viettelEditor(), "POST", target, mediaType, body, more...)
}

func (c *counter) get(target string) (int, []byte) {
	c.t.Helper()
	return c.send(viettelEditor(), "GET", target, "", nil)
}

func (c *counter) order(target, body string) (int, []byte) {
	c.t.Helper()
	return c.send(viettelEditor(), "POST", target, "application/json", []byte(body))
}

func decoded[T any](t testing.TB, body []byte) (v T) {
	t.Helper()
	if err := json.Unmarshal(body, &v); err != nil {
		t.Fatalf("%s: %v", body, err)
	}
	return v
}

// sent uploads a file and waits until it is understood.
func (c *counter) sent(name string, content []byte) uploadBody {
	c.t.Helper()
	status, body := c.post("/api/uploads", name, content)
	if status != http.StatusAccepted {
		c.t.Fatalf("%d %s", status, body)
	}
	return c.settled(decoded[takenBody](c.t, body).ID)
}

func (c *counter) settled(id string) uploadBody {
	c.t.Helper()
	changes, stop := c.desk.Watch(id)
	defer stop()
	for {
		status, body := c.get("/api/uploads/" + id)
		if status != 200 {
			c.t.Fatalf("%d %s", status, body)
		}
		if u := decoded[uploadBody](c.t, body); u.State != data.UploadReading && u.State != data.UploadComputing {
			return u
		}
		<-changes
	}
}

const siteHeader = "Mã trạm;Tên trạm;Kinh độ;Vĩ độ;Công nghệ\n"

func siteList(prefix string, n int) []byte {
	var b bytes.Buffer
	b.WriteString(siteHeader)
	for i := range n {
		fmt.Fprintf(&b, "%s%05d;Trạm %d;%.4f;%.4f;4G\n", prefix, i, i, 105.1+float64(i%50)/100, 22.1+float64(i/50%50)/100)
	}
	return b.Bytes()
}

func TestAnUploadFromTheFileToTheReceipt(t *testing.T) {
	c := newCounter(t)
	u := c.sent("tram.csv", append(siteList("TQ", 30), "HONG;Hỏng;;;4G\n"...))
	if u.State != data.UploadReady || u.Counts.Accepted != 30 || u.Counts.Refused != 1 || u.Changes.New != 30 || len(u.Sheets) != 1 || len(u.Fields) < 20 {
		t.Fatalf("%+v", u)
	}
	_, body := c.get("/api/uploads/" + u.ID + "/rows?place=refused")
	if page := decoded[uploadRowsBody](t, body); page.NumberMatched != 1 || page.Rows[0].Code != "HONG" || page.Rows[0].Original[1] != "Hỏng" {
		t.Errorf("%s", body)
	}
	_, body = c.get("/api/uploads/" + u.ID + "/rows?limit=7&offset=28")
	if page := decoded[uploadRowsBody](t, body); page.NumberMatched != 31 || len(page.Rows) != 3 {
		t.Errorf("the last page has %d of %d", len(page.Rows), page.NumberMatched)
	}
	status, body := c.send(viettelEditor(), "PUT", "/api/uploads/"+u.ID+"/columns", "application/json", []byte(`{"columns":[{"sheet":"","index":1,"field":null}]}`))
	if status != 200 {
		t.Fatalf("%d %s", status, body)
	}
	if u = c.settled(u.ID); u.Version != 2 || u.Sheets[0].Columns[1].Ignored != "confirmed" {
		t.Errorf("%+v", u.Sheets)
	}
	status, body = c.order("/api/uploads/"+u.ID+"/answers", `{"answers":[{"rows":[{"sheet":"","row":32}],"cells":{"coord":"105.5, 22.5"}},{"rows":[{"sheet":"","row":31}],"refuse":true}]}`)
	if status != 200 {
		t.Fatalf("%d %s", status, body)
	}
	u = c.settled(u.ID)
	if status, body = c.order("/api/uploads/"+u.ID+"/submit", "{}"); status != 200 || decoded[uploadBody](t, body).State != data.UploadSubmitted {
		t.Fatalf("%d %s", status, body)
	}
	status, body = c.order("/api/uploads/"+u.ID+"/approve", `{}`)
	receipt := decoded[data.UploadReceipt](t, body)
	if status != 200 || receipt.Revision == 0 || receipt.By != "viettel.operator-editor" || len(receipt.Hash) != 64 || receipt.Changes.New != 30 {
		t.Fatalf("%d %s", status, body)
	}
	_, body = c.get("/api/revisions")
	if list := decoded[rows[revisionBody]](t, body); len(list.Rows) != 1 || !list.Rows[0].Current || list.Rows[0].By != receipt.By || list.Rows[0].Operator == nil {
		t.Errorf("%s", body)
	}
	if _, body = c.get(fmt.Sprintf("/api/revisions/%d?limit=1", receipt.Revision)); decoded[receiptBody](t, body).NumberMatched < 2 {
		t.Errorf("%s", body)
	}
}

func TestAnUploadIsReceivedOnlyAsItMustBe(t *testing.T) {
	c := newCounter(t)
	list := siteList("TQ", 2)
	for _, tt := range []struct {
		name   string
		file   string
		fields []string
		header []string
		status int
		says   string
	}{
		{"no file", "", nil, nil, 400, "form.file"},
		{"a rival's list", "a.csv", []string{"operator", "vnpt"}, nil, 400, "form.operator"},
		{"an operator that is none", "a.csv", []string{"operator", "gtel"}, nil, 400, "form.operator"},
		{"a scope that is none", "a.csv", []string{"scope", "half"}, nil, 400, "form.scope"},
		{"a full list of a district", "a.csv", []string{"district", "Na Hang"}, nil, 400, "form.district"},
		{"no day", "a.csv", []string{"asOf", "31/02/2026"}, nil, 400, "form.asOf"},
		{"a field that is none", "a.csv", []string{"colour", "red"}, nil, 400, "form.colour"},
		{"a key that is too long", "a.csv", nil, []string{"Idempotency-Key", strings.Repeat("k", 256)}, 400, "Idempotency-Key"},
		{"all that may be said", "a.csv", []string{"operator", "viettel", "scope", "part", "district", "Na Hang", "asOf", "2026-11-01"}, nil, 202, `"state":"reading"`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			body, mediaType := form(t, tt.file, list, tt.fields...)
			status, answer := c.send(viettelEditor(), "POST", "/api/uploads", mediaType, body, tt.header...)
			if status != tt.status || !strings.Contains(string(answer), tt.says) {
				t.Errorf("%d %s", status, answer)
			}
		})
	}
	if status, body := c.post("/api/uploads", "a.csv", bytes.Repeat([]byte("x"), 64<<20+formLimit)); status != http.StatusRequestEntityTooLarge {
		t.Errorf("over the limit: %d %.100s", status, body)
	}
}

func TestOneKeySentTwiceIsOneUpload(t *testing.T) {
	c := newCounter(t)
	key := []string{"Idempotency-Key", "lan-1"}
	first, a := c.post("/api/uploads", "a.csv", siteList("TQ", 2), key...)
	again, b := c.post("/api/uploads", "a.csv", siteList("TQ", 2), key...)
	other, e := c.post("/api/uploads", "a.csv", siteList("TQ", 3), key...)
	if first != 202 || again != 200 || decoded[takenBody](t, a).ID != decoded[takenBody](t, b).ID {
		t.Errorf("%d %s, %d %s", first, a, again, b)
	}
	if other != 409 || !strings.Contains(string(e), "key-reused") {
		t.Errorf("%d %s", other, e)
	}
}

func TestADryRunKeepsNothing(t *testing.T) {
	c := newCounter(t)
	status, body := c.post("/api/uploads?dry_run=true", "a.csv", siteList("TQ", 5))
	if u := decoded[uploadBody](t, body); status != 200 || u.ID != "" || u.Counts.Accepted != 5 || u.Changes.New != 5 {
		t.Errorf("%d %s", status, body)
	}
	if status, body = c.post("/api/uploads?dry_run=true", "a.pdf", []byte("%PDF-1.4 \x00\x01")); status != 422 || !strings.Contains(string(body), `"code"`) {
		t.Errorf("%d %s", status, body)
	}
	if _, body = c.get("/api/uploads"); len(decoded[rows[uploadBody]](t, body).Rows) != 0 {
		t.Errorf("%s", body)
	}
}

// approved sends a list the whole way.
func (c *counter) approved(content []byte) data.UploadReceipt {
	c.t.Helper()
	u := c.sent("tram.csv", content)
	if status, body := c.order("/api/uploads/"+u.ID+"/submit", "{}"); status != 200 {
		c.t.Fatalf("%d %s", status, body)
	}
	status, body := c.order("/api/uploads/"+u.ID+"/approve", `{"confirmRemoval":true}`)
	if status != 200 {
		c.t.Fatalf("%d %s", status, body)
	}
	return decoded[data.UploadReceipt](c.t, body)
}

func TestWhatWouldGoIsSeenConfirmedAndTakenBack(t *testing.T) {
	c := newCounter(t)
	first := c.approved(siteList("TQ", 40))
	u := c.sent("tram.csv", siteList("TQ", 30))
	_, body := c.get("/api/uploads/" + u.ID + "/impact")
	if i := decoded[impactBody](t, body); i.State != "none" || i.Removed != 10 || i.Same != 30 || len(i.Masts) != 10 || i.Masts[0].Change != "removed" {
		t.Errorf("%s", body)
	}
	c.order("/api/uploads/"+u.ID+"/submit", "{}")
	status, body := c.order("/api/uploads/"+u.ID+"/approve", "{}")
	if status != 409 || !strings.Contains(string(body), `"code":"removal"`) || !strings.Contains(string(body), `"removed":10`) {
		t.Fatalf("%d %s", status, body)
	}
	if status, body = c.order("/api/uploads/"+u.ID+"/approve", `{"confirmRemoval":true}`); status != 200 {
		t.Fatalf("%d %s", status, body)
	}
	status, body = c.order(fmt.Sprintf("/api/revisions/%d/restore", first.Revision), "{}")
	if r := decoded[revisionBody](t, body); status != 201 || r.ID != first.Revision || !r.Current {
		t.Errorf("%d %s", status, body)
	}
}

func TestEveryRevisionComesBackUnchanged(t *testing.T) {
	c := newCounter(t)
	receipt := c.approved(siteList("TQ", 40))
	for _, ending := range []string{"xlsx", "csv", "geojson"} {
		status, exported := c.get(fmt.Sprintf("/api/revisions/%d/export.%s", receipt.Revision, ending))
		if status != 200 {
			t.Fatalf("%s: %d %s", ending, status, exported)
		}
		if u := c.sent("again."+ending, exported); u.State != data.UploadReady || u.Changes.Same != 40 || u.Changes.New+u.Changes.Changed+u.Changes.Moved+u.Changes.Removed != 0 {
			t.Errorf("%s: %s %+v %+v", ending, u.State, u.Changes, u.Trouble)
		}
	}
}

func TestAnotherOperatorsUploadsAreAbsent(t *testing.T) {
	c := openCounter(t, newCrew(t, datatest.New(t)))
	receipt := c.approved(siteList("KANARI", 5))
	u := c.sent("kanari.csv", siteList("KANARI", 6))
	absent, missing := c.send(viettelEditor(), "GET", "/api/uploads/01a205a2-d0d5-7174-8a32-56ef596af787", "", nil)
	for _, who := range audiences() {
		if who.Operator == geo.Viettel {
			continue
		}
		for _, target := range []string{"", "/rows", "/events", "/impact", "/workbook.xlsx"} {
			status, body := c.send(who, "GET", "/api/uploads/"+u.ID+target, "", nil)
			if status != absent || !bytes.Equal(body, missing) {
				t.Errorf("%v GET %s: %d %s", who, target, status, body)
			}
		}
		for _, target := range []string{"/answers", "/impact", "/submit", "/approve", "/withdraw"} {
			status, body := c.send(who, "POST", "/api/uploads/"+u.ID+target, "application/json", []byte(`{"answers":[{"group":"g","refuse":true}]}`))
			if target != "/answers" {
				status, body = c.send(who, "POST", "/api/uploads/"+u.ID+target, "application/json", []byte(`{}`))
			}
			if status != absent || !bytes.Equal(body, missing) {
				t.Errorf("%v POST %s: %d %s", who, target, status, body)
			}
		}
		for _, target := range []string{"/export.csv", "/export.xlsx", ""} {
			status, body := c.send(who, "GET", fmt.Sprintf("/api/revisions/%d%s", receipt.Revision, target), "", nil)
			if strings.Contains(string(body), "KANARI") || status != 404 && !(who.Role == data.Auditor && target == "") {
				t.Errorf("%v GET revision %s: %d %s", who, target, status, body)
			}
		}
		for _, target := range []string{"/api/uploads", "/api/revisions", "/api/revisions?operator=viettel"} {
			if _, body := c.send(who, "GET", target, "", nil); strings.Contains(string(body), "kanari") || strings.Contains(string(body), "KANARI") {
				t.Errorf("%v GET %s: %s", who, target, body)
			}
		}
		if status, _ := c.send(who, "POST", fmt.Sprintf("/api/revisions/%d/restore", receipt.Revision), "application/json", []byte("{}")); status != 404 {
			t.Errorf("%v restores: %d", who, status)
		}
	}
	viewer := data.Audience{Role: data.OperatorViewer, Operator: geo.Viettel}
	if status, _ := c.send(viewer, "GET", "/api/uploads/"+u.ID, "", nil); status != 200 {
		t.Errorf("a viewer of the operator's own gets %d", status)
	}
	if status, _ := c.send(viewer, "POST", "/api/uploads/"+u.ID+"/submit", "application/json", []byte("{}")); status != 404 {
		t.Errorf("a viewer submits: %d", status)
	}
}

func TestTheSendersWorkbookIsSent(t *testing.T) {
	c := newCounter(t)
	u := c.sent("../../trạm tháng 11.csv", siteList("TQ", 5))
	r := httptest.NewRequest("GET", "/api/uploads/"+u.ID+"/workbook.xlsx", nil)
	r.Host = "localhost"
	r.Header.Set("Cookie", c.crew.cookie(viettelEditor())[1])
	w := httptest.NewRecorder()
	c.server.ServeHTTP(w, r)
	if w.Code != 200 || !bytes.HasPrefix(w.Body.Bytes(), []byte("PK")) || !strings.HasPrefix(w.Header().Get("Content-Disposition"), "attachment") || strings.Contains(w.Header().Get("Content-Disposition"), "..") {
		t.Errorf("%d %v", w.Code, w.Header())
	}
}

func TestEventsTellOfAnUploadUntilItIsUnderstood(t *testing.T) {
	c := newCounter(t)
	server := httptest.NewServer(c.server)
	defer server.Close()
	_, body := c.post("/api/uploads", "a.csv", siteList("TQ", 2000))
	r, _ := http.NewRequestWithContext(t.Context(), "GET", server.URL+"/api/uploads/"+decoded[takenBody](t, body).ID+"/events", nil)
	r.Header.Set("Cookie", c.crew.cookie(viettelEditor())[1])
	answer, err := http.DefaultClient.Do(r)
	if err != nil {
		t.Fatal(err)
	}
	defer answer.Body.Close()
	var last eventBody
	lines := bufio.NewScanner(answer.Body)
	for lines.Scan() { // until the server ends the stream
		if text, ok := strings.CutPrefix(lines.Text(), "data: "); ok {
			last = decoded[eventBody](t, []byte(text))
		}
	}
	if last.State != data.UploadReady || answer.Header.Get("Content-Type") != "text/event-stream" {
		t.Errorf("%+v %v", last, answer.Header)
	}
}
