package api

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"phusong/api/auth"
	"phusong/data"
	"phusong/geo"
)

func TestWhoLogsInIsKnownAndWhoLogsOutIsNot(t *testing.T) {
	w := newTown(t)
	w.settle("anh.ba", data.OperatorEditor, geo.Viettel)
	if s := must[sessionBody](w, 200, "", "GET", "/api/session", nil); s.Account != nil || s.Cut != "public" || len(s.Abilities) != 0 {
		t.Errorf("nobody is %+v", s)
	}
	answer := w.ask("", "POST", "/api/session", map[string]string{"name": " Anh.Ba ", "password": thePassword})
	cookie := answer.Cookies()[0]
	if cookie.Name != "phusong" || !cookie.HttpOnly || cookie.Secure || cookie.SameSite != http.SameSiteLaxMode || cookie.Path != "/" || cookie.Domain != "" || cookie.MaxAge < 3600 {
		t.Errorf("the cookie is %+v", cookie)
	}
	if answer.Header.Get("Cache-Control") != "private, no-store" {
		t.Errorf("a login may be kept: %v", answer.Header)
	}
	s := must[sessionBody](w, 200, cookie.String(), "GET", "/api/session", nil)
	if s.Account == nil || s.Account.Name != "anh.ba" || s.Account.Operator.Code != "viettel" || s.Cut != "op-viettel" || !slices.Contains(s.Abilities, "masts") || !slices.Contains(s.Abilities, "paths") || slices.Contains(s.Abilities, "users") {
		t.Errorf("anh.ba is %+v", s)
	}
	out := w.ask(cookie.String(), "DELETE", "/api/session", nil)
	if out.StatusCode != 204 || out.Cookies()[0].MaxAge >= 0 || out.Cookies()[0].Value != "" {
		t.Errorf("logout: %s %v", out.Status, out.Cookies())
	}
	must[struct{}](w, 401, cookie.String(), "GET", "/api/account", nil)
}

func TestBehindTLSTheCookieIsTheHostsAlone(t *testing.T) {
	w := newTown(t, func(o *Options, _ *auth.Settings) { o.BaseURL = "https://phusong.example.vn" })
	cookie := w.enter("chi.tu", data.Planner, "")
	if !strings.HasPrefix(cookie, "__Host-phusong=") || !strings.Contains(cookie, "; Secure") || !strings.Contains(cookie, "; HttpOnly") {
		t.Errorf("the cookie is %s", cookie)
	}
	must[accountPage](w, 200, cookie, "GET", "/api/account", nil)
	must[struct{}](w, 401, strings.TrimPrefix(cookie, "__Host-"), "GET", "/api/account", nil)
}

func TestInTheClearNobodyLogsInFromElsewhere(t *testing.T) {
	w := newTown(t)
	w.settle("chi.tu", data.Planner, "")
	for host, want := range map[string]int{"localhost:8080": 200, "127.0.0.1": 200, "[::1]:8080": 200, "phusong.example.vn": 403, "evil.example": 403, "10.1.2.3:8080": 403} {
		r := httptest.NewRequest("POST", "http://"+host+"/api/session", strings.NewReader(`{"name":"chi.tu","password":"`+thePassword+`"}`))
		r.Header.Set("Content-Type", "application/json")
		answer := httptest.NewRecorder()
		w.server.ServeHTTP(answer, r)
		if answer.Code != want {
			t.Errorf("%s: %d %s, want %d", host, answer.Code, answer.Body, want)
		}
	}
}

func TestASecretSlippedInBeforeTheLoginLeadsNowhereAfterIt(t *testing.T) {
	w := newTown(t)
	mallory := w.enter("mallory", data.OperatorViewer, geo.VNPT)
	w.settle("victim", data.Leader, "")
	for name, before := range map[string]string{"her own session": mallory, "a secret of her choice": "phusong=" + strings.Repeat("A", 43)} {
		answer := w.ask(before, "POST", "/api/session", map[string]string{"name": "victim", "password": thePassword})
		after := answer.Cookies()[0].String()
		if answer.StatusCode != 200 || strings.HasPrefix(after, strings.SplitN(before, ";", 2)[0]) {
			t.Errorf("%s: %s, the secret is the same after the login", name, answer.Status)
		}
		must[struct{}](w, 401, before, "GET", "/api/account", nil)
		if page := must[accountPage](w, 200, after, "GET", "/api/account", nil); page.Account.Name != "victim" {
			t.Errorf("%s: the victim is %s", name, page.Account.Name)
		}
	}
	two := w.login("victim")
	must[struct{}](w, 401, mallory+"; "+strings.SplitN(two, ";", 2)[0], "GET", "/api/account", nil)
	both := strings.SplitN(mallory, ";", 2)[0] + "; " + strings.SplitN(two, ";", 2)[0]
	r := httptest.NewRequest("GET", "http://localhost/api/account", nil)
	r.Header.Set("Cookie", both)
	answer := httptest.NewRecorder()
	if w.server.ServeHTTP(answer, r); answer.Code != 401 {
		t.Errorf("two cookies of the name: %d", answer.Code)
	}
}

func TestAWrongNameCannotBeToldFromAWrongPassword(t *testing.T) {
	w := newTown(t)
	w.settle("known", data.Planner, "")
	a := w.settle("disabled", data.Planner, "")
	yes := true
	if _, err := w.store.ChangeAccount(t.Context(), data.Actor{}, a.ID, data.AccountChange{Disabled: &yes}); err != nil {
		t.Fatal(err)
	}
	if _, err := w.store.AddAccount(t.Context(), data.Actor{}, data.NewAccount{Name: "invited", FullName: "No Password Yet", Role: data.Planner}); err != nil {
		t.Fatal(err)
	}
	seen := map[string]bool{}
	for _, try := range []struct{ name, password string }{
		{"known", "wrong password"}, {"unknown", "wrong password"}, {"unknown", thePassword}, {"disabled", thePassword}, {"invited", thePassword},
		{"invited", ""}, {"' OR 1=1 --", "x"}, {"known\x00", thePassword},
	} {
		if try.password == "" {
			try.password = " "
		}
		before := w.gate.Passwords.Made()
		answer := w.ask("", "POST", "/api/session", map[string]string{"name": try.name, "password": try.password})
		body, _ := io.ReadAll(answer.Body)
		seen[answer.Status+string(body)+fmt.Sprint(answer.Cookies())] = true
		if made := w.gate.Passwords.Made() - before; made != 1 {
			t.Errorf("%q takes %d hashes", try.name, made)
		}
	}
	if len(seen) != 1 {
		t.Errorf("the answers differ: %v", seen)
	}
}

func TestTriesAreLimitedButNoAccountIsLocked(t *testing.T) {
	clock := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	w := newTown(t, func(o *Options, s *auth.Settings) {
		o.Now = func() time.Time { return clock }
		s.ProxyHops = 1
		s.Limits.Logins = auth.Rate{Burst: 5, Every: time.Minute}
		s.Limits.Names = auth.Rate{Burst: 8, Every: time.Minute}
	})
	w.settle("target", data.Leader, "")
	try := func(password, address string) *http.Response {
		return w.ask("", "POST", "/api/session", map[string]string{"name": "target", "password": password}, "X-Forwarded-For", address)
	}
	for i := range 7 {
		answer := try("guess "+fmt.Sprint(i), fmt.Sprintf("10.9.9.%d, 203.0.113.7", i))
		if want := map[bool]int{true: 401, false: 429}[i < 5]; answer.StatusCode != want {
			t.Errorf("try %d of one address that forges others: %s, want %d", i+1, answer.Status, want)
		} else if want == 429 && answer.Header.Get("Retry-After") != "60" {
			t.Errorf("Retry-After %q", answer.Header.Get("Retry-After"))
		}
	}
	for i := range 40 { // a botnet, which uses the name's rate up
		try("guess", fmt.Sprintf("198.51.100.%d", i))
	}
	if answer := try("guess", "198.51.100.1"); answer.StatusCode != 429 {
		t.Errorf("the botnet's second round: %s", answer.Status)
	}
	if answer := try(thePassword, "192.0.2.44"); answer.StatusCode != 200 {
		t.Errorf("the owner, at an address that has not tried: %s", answer.Status)
	}
	clock = clock.Add(time.Hour)
	if answer := try(thePassword, "203.0.113.7"); answer.StatusCode != 200 {
		t.Errorf("an hour later: %s", answer.Status)
	}
}

func TestWithoutAProxyForgedAddressesAreNotBelieved(t *testing.T) {
	w := newTown(t, func(_ *Options, s *auth.Settings) { s.Limits.Logins = auth.Rate{Burst: 3, Every: time.Hour} })
	w.settle("target", data.Leader, "")
	for i, want := range []int{401, 401, 401, 429, 429} {
		forged := fmt.Sprintf("10.0.0.%d", i)
		answer := w.ask("", "POST", "/api/session", map[string]string{"name": "target", "password": "guess"},
			"X-Forwarded-For", forged, "X-Real-IP", forged, "True-Client-IP", forged, "Forwarded", "for="+forged)
		if answer.StatusCode != want {
			t.Errorf("try %d: %s, want %d", i+1, answer.Status, want)
		}
	}
}

func TestEagerCallersAreToldToWait(t *testing.T) {
	rate := auth.Rate{Burst: 4, Every: time.Hour}
	for name, tt := range map[string]struct {
		set    func(*auth.Limits)
		method string
		target string
	}{
		"questions of an address": {func(l *auth.Limits) { l.Reads = rate }, "GET", "/api/fields"},
		"GIS programs":            {func(l *auth.Limits) { l.Reads = rate }, "GET", "/ogc"},
		"changes of an address":   {func(l *auth.Limits) { l.Writes = rate }, "DELETE", "/api/session"},
		"an account":              {func(l *auth.Limits) { l.Account = rate }, "GET", "/api/account"},
	} {
		w := newTown(t, func(_ *Options, s *auth.Settings) { tt.set(&s.Limits) })
		cookie := w.enter("eager", data.Planner, "")
		refused := 0
		for range 6 {
			if answer := w.ask(cookie, tt.method, tt.target, nil); answer.StatusCode == 429 && answer.Header.Get("Retry-After") != "" {
				refused++
			}
		}
		if refused < 2 {
			t.Errorf("%s: %d of 6 were refused", name, refused)
		}
		for _, free := range []string{"/tiles/public/latest/" + theTile(), "/ogc/collections/hamlets/tiles/WebMercatorQuad/9/223/405"} {
			if answer := w.ask("", "GET", free, nil); answer.StatusCode != 200 {
				t.Errorf("%s: %s is limited too: %s", name, free, answer.Status)
			}
		}
	}
}

func TestTheLogHasALineForEachEventAndNoSecrets(t *testing.T) {
	w := newTown(t)
	cookie := w.enter("anh.ba", data.Administrator, "")
	w.ask("", "POST", "/api/session", map[string]string{"name": "x\n{\"level\":\"ERROR\",\"msg\":\"forged\"}\r\n\u2028", "password": "hunter2 hunter2"})
	made := must[invitedBody](w, 201, cookie, "POST", "/api/users", map[string]any{"name": "new", "fullName": "Người mới", "role": "planner"})
	secret := made.Invitation[strings.LastIndex(made.Invitation, "/")+1:]
	w.ask("", "GET", "/invitation/"+secret, nil)
	w.ask("", "GET", "/api/invitations/"+secret, nil)
	w.ask("", "GET", "/api/session", nil, "Authorization", "Bearer phusong_hunter2hunter2")
	for _, line := range strings.Split(strings.TrimSpace(w.log.String()), "\n") {
		var entry struct{ Msg string }
		if err := json.Unmarshal([]byte(line), &entry); err != nil || entry.Msg == "forged" {
			t.Errorf("not one of ours: %s", line)
		}
	}
	value := strings.SplitN(strings.TrimPrefix(cookie, "phusong="), ";", 2)[0]
	for _, never := range []string{"hunter2", secret, thePassword, value} {
		if strings.Contains(w.log.String(), never) {
			t.Errorf("the log holds the secret %s", never)
		}
	}
	if !strings.Contains(w.log.String(), `"msg":"login refused"`) {
		t.Error("a refused login is not logged")
	}
}
