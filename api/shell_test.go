package api

import (
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"phusong/data"
	"phusong/geo"
)

// Where a request may say it comes from: Sec-Fetch-Site and Origin.
func senders() map[string]struct {
	site, origin string
	ours         bool
} {
	type sender = struct {
		site, origin string
		ours         bool
	}
	return map[string]sender{
		"a program":                      {"", "", true},
		"the address bar":                {"none", "", true},
		"our page":                       {"same-origin", "http://localhost", true},
		"a neighbour's page":             {"same-site", "http://evil.localhost", false},
		"another's page":                 {"cross-site", "https://evil.example", false},
		"another's page, sandboxed":      {"cross-site", "null", false},
		"another's page, old browser":    {"", "https://evil.example", false},
		"our page, old browser":          {"", "http://localhost", true},
		"our name by http's other port":  {"", "http://localhost:81", false},
		"another's page that pretends":   {"cross-site", "http://localhost", false},
		"a header that no browser sends": {"same-origin2", "http://localhost", false},
	}
}

func TestOtherSitesChangeNothingInSomebodysName(t *testing.T) {
	w := newTown(t)
	boss := w.enter("boss", data.Administrator, "")
	target := w.settle("target", data.OperatorViewer, geo.Viettel)
	bodies := map[string]string{"POST": `{"name":"n%d","fullName":"N","role":"planner"}`, "PATCH": `{"fullName":"N%d"}`, "DELETE": ``}
	addresses := map[string]string{"POST": "/api/users", "PATCH": "/api/users/" + target.ID, "DELETE": "/api/tokens/01a205a2-d0d5-7174-8a32-56ef596af787"}
	types := map[string]bool{"application/json": true, "application/json; charset=utf-8": true, "text/plain": false, "application/x-www-form-urlencoded": false,
		"multipart/form-data; boundary=x": false, "application/xml": false, "": false}
	checked := 0
	for name, from := range senders() {
		for method, address := range addresses {
			for media, json := range types {
				checked++
				body := strings.NewReader(strings.ReplaceAll(bodies[method], "%d", fmt.Sprint(checked)))
				r := httptest.NewRequest(method, "http://localhost"+address, body)
				r.Header.Set("Cookie", strings.SplitN(boss, ";", 2)[0])
				for header, value := range map[string]string{"Sec-Fetch-Site": from.site, "Origin": from.origin, "Content-Type": media} {
					if value != "" {
						r.Header.Set(header, value)
					}
				}
				answer := httptest.NewRecorder()
				w.server.ServeHTTP(answer, r)
				want := map[string]int{"POST": 201, "PATCH": 200, "DELETE": 404}[method]
				switch {
				case !from.ours:
					want = 403
				case !json && !(method == "DELETE" && media == ""):
					want = 415
				}
				if answer.Code != want {
					t.Errorf("%s: %s as %q by %s: %d, want %d: %s", address, method, media, name, answer.Code, want, answer.Body)
				}
			}
		}
		if answer := w.ask(boss, "GET", "/api/users", nil, "Sec-Fetch-Site", from.site); answer.StatusCode != 200 {
			t.Errorf("reading by %s: %s", name, answer.Status)
		}
	}
	if checked < 200 {
		t.Errorf("only %d ways were tried", checked)
	}
}

func TestNothingChangesByReading(t *testing.T) {
	w := newTown(t)
	boss := w.enter("boss", data.Administrator, "")
	before, _, err := w.store.VerifyAudit(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	for _, route := range addresses(t, w.server) {
		if method, pattern, _ := strings.Cut(route, " "); method == "GET" {
			w.ask(boss, "GET", example(pattern), nil)
			w.ask(boss, "HEAD", example(pattern), nil)
		}
	}
	if after, _, err := w.store.VerifyAudit(t.Context()); after != before || err != nil {
		t.Errorf("reading everything wrote %d entries, %v", after-before, err)
	}
}

func TestCountersAreToldToThisMachineAlone(t *testing.T) {
	server := newServer(t)
	for name, tt := range map[string]struct {
		remote  string
		headers []string
		want    int
	}{
		"this machine":            {"127.0.0.1:4711", nil, 200},
		"this machine by IPv6":    {"[::1]:4711", nil, 200},
		"another":                 {"203.0.113.7:4711", nil, 404},
		"another that forges":     {"203.0.113.7:4711", []string{"X-Forwarded-For", "127.0.0.1"}, 404},
		"another through a proxy": {"127.0.0.1:4711", []string{"X-Forwarded-For", "203.0.113.7"}, 404},
		"through a proxy's Via":   {"127.0.0.1:4711", []string{"Via", "1.1 proxy"}, 404},
	} {
		r := httptest.NewRequest("GET", "/metrics", nil)
		r.RemoteAddr = tt.remote
		for i := 0; i+1 < len(tt.headers); i += 2 {
			r.Header.Set(tt.headers[i], tt.headers[i+1])
		}
		answer := httptest.NewRecorder()
		if server.ServeHTTP(answer, r); answer.Code != tt.want {
			t.Errorf("%s: %d, want %d", name, answer.Code, tt.want)
		}
	}
}

func TestThePagesOfTheWebAreOneFile(t *testing.T) {
	server := newServer(t)
	want, _ := io.ReadAll(ask(server, "GET", "/").Body)
	for _, page := range pages() {
		answer := ask(server, "GET", example(page))
		if body, _ := io.ReadAll(answer.Body); answer.StatusCode != 200 || string(body) != string(want) {
			t.Errorf("%s: %s", page, answer.Status)
		}
	}
}

// deadlines is a connection that remembers when reading from it would end.
type deadlines struct {
	http.ResponseWriter
	last time.Time
}

func (d *deadlines) SetReadDeadline(at time.Time) error {
	d.last = at
	return nil
}

func TestABodyMustKeepThePace(t *testing.T) {
	began := time.Now()
	at := &deadlines{ResponseWriter: httptest.NewRecorder()}
	body := &paced{ReadCloser: io.NopCloser(strings.NewReader(strings.Repeat("a", 100<<10))), control: http.NewResponseController(at), began: began}
	for _, want := range []time.Duration{15 * time.Second, 20 * time.Second, 25 * time.Second} {
		if _, err := io.ReadFull(body, make([]byte, 1)); err != nil {
			t.Fatal(err)
		}
		if got := at.last.Sub(began); got != want {
			t.Errorf("after %d bytes the deadline is %v, want %v", body.read, got, want)
		}
		body.read += 5*slowestPace - 1
	}
	if _, err := io.Copy(io.Discard, body); err != nil || !at.last.IsZero() {
		t.Errorf("after the last byte: %v, deadline %v: who waits for an answer is not let go", err, at.last)
	}
}

// A client that announces a body and does not send it is a matter of seconds, not
// of minutes: its connection has a deadline from the first byte on.
func TestAClientThatSendsNothingIsLetGo(t *testing.T) {
	if server := Serve(nil, options(t, io.Discard).Logger); server.ReadHeaderTimeout > 5*time.Second || server.ReadTimeout > 15*time.Second || server.IdleTimeout == 0 || server.WriteTimeout == 0 || server.MaxHeaderBytes > 64<<10 {
		t.Errorf("%+v", server)
	}
	begun, ended := make(chan struct{}), make(chan error, 1)
	server := httptest.NewServer(patient(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		body := r.Body.(*paced)
		body.began = time.Now().Add(-bodyPatience) // as if it had waited
		close(begun)
		_, err := io.ReadAll(body)
		ended <- err
	})))
	defer server.Close()
	conn, err := net.Dial("tcp", server.Listener.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	fmt.Fprint(conn, "POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\n")
	<-begun
	var late net.Error
	if err := <-ended; !errors.As(err, &late) || !late.Timeout() {
		t.Errorf("the body ends with %v", err)
	}
}
