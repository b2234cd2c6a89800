package api

import (
	"context"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"phusong/api/auth"
	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

// thePassword is everybody's.
const thePassword = "mật khẩu của cả làng"

// town is a server with accounts, whose log is at hand.
type town struct {
	t      testing.TB
	server http.Handler
	tree   *server
	store  *data.Store
	gate   *auth.Gate
	log    *notebook
}

// notebook is a log that may be written by many and read meanwhile.
type notebook struct {
	mu   sync.Mutex
	text strings.Builder
}

func (n *notebook) Write(line []byte) (int, error) {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.Write(line)
}

func (n *notebook) String() string {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.text.String()
}

// newTown returns a town without limits; change may set some.
func newTown(t testing.TB, change ...func(*Options, *auth.Settings)) *town {
	t.Helper()
	w := &town{t: t, store: datatest.New(t), log: &notebook{}}
	o := options(t, w.log)
	settings := auth.Settings{Cost: auth.Cost{MemoryKiB: 64, Passes: 1, Lanes: 1}, Sessions: data.DefaultSessionTimes()}
	for _, c := range change {
		c(&o, &settings)
	}
	gate, err := auth.NewGate(w.store, settings, o.Now)
	if err != nil {
		t.Fatal(err)
	}
	o.Store, o.Gate, w.gate = w.store, gate, gate
	w.tree = assemble(o)
	w.server = w.tree.routes()
	return w
}

// settle makes an account with thePassword.
func (w *town) settle(name string, role data.Role, operator geo.OperatorCode) data.Account {
	w.t.Helper()
	hash, err := w.gate.Passwords.Hash(context.Background(), thePassword)
	if err != nil {
		w.t.Fatal(err)
	}
	a, err := w.store.AddAccount(context.Background(), data.Actor{Name: "test"}, data.NewAccount{
		Name: name, FullName: "Ông " + name, Role: role, Operator: operator, PasswordHash: hash})
	if err != nil {
		w.t.Fatal(err)
	}
	return a
}

// enter settles somebody and logs in; the cookie is returned.
func (w *town) enter(name string, role data.Role, operator geo.OperatorCode) string {
	w.t.Helper()
	w.settle(name, role, operator)
	return w.login(name)
}

func (w *town) login(name string) string {
	w.t.Helper()
	answer := w.ask("", "POST", "/api/session", map[string]string{"name": name, "password": thePassword})
	if answer.StatusCode != 200 || len(answer.Cookies()) != 1 {
		body, _ := io.ReadAll(answer.Body)
		w.t.Fatalf("%s logs in: %s %s", name, answer.Status, body)
	}
	return answer.Cookies()[0].String()
}

// ask sends a request of somebody on this machine: with a cookie, or "", and a
// body as JSON, or nil.
func (w *town) ask(cookie, method, target string, body any, headers ...string) *http.Response {
	w.t.Helper()
	var sent io.Reader
	if body != nil {
		text, err := json.Marshal(body)
		if err != nil {
			w.t.Fatal(err)
		}
		sent = strings.NewReader(string(text))
	}
	r := httptest.NewRequest(method, "http://localhost"+target, sent)
	if body != nil {
		r.Header.Set("Content-Type", "application/json")
	}
	if cookie != "" {
		r.Header.Set("Cookie", strings.SplitN(cookie, ";", 2)[0])
	}
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	answer := httptest.NewRecorder()
	w.server.ServeHTTP(answer, r)
	return answer.Result()
}

// must asks for a status and reads the body into a T.
func must[T any](w *town, status int, cookie, method, target string, body any, headers ...string) T {
	w.t.Helper()
	answer := w.ask(cookie, method, target, body, headers...)
	text, _ := io.ReadAll(answer.Body)
	var out T
	if answer.StatusCode != status {
		w.t.Fatalf("%s %s: %s, want %d: %s", method, target, answer.Status, status, text)
	}
	if len(text) > 0 {
		if err := json.Unmarshal(text, &out); err != nil {
			w.t.Fatalf("%s %s: %v: %s", method, target, err, text)
		}
	}
	return out
}

// gone checks that somebody's address answers word for word as one that does not
// exist.
func (w *town) gone(cookie, method, target string, body any) {
	w.t.Helper()
	got, want := w.ask(cookie, method, target, body), w.ask(cookie, "GET", "/api/there-is-no-such-address", nil)
	a, _ := io.ReadAll(got.Body)
	b, _ := io.ReadAll(want.Body)
	if got.StatusCode != 404 || string(a) != string(b) {
		w.t.Errorf("%s %s: %s %s, want 404 %s", method, target, got.Status, a, b)
	}
}
