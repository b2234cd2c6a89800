package api

import (
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"phusong/api/auth"
	"phusong/data"
)

func TestWithoutAProviderItsAddressesDoNotExist(t *testing.T) {
	w := newTown(t)
	for _, address := range []string{"/auth/oidc/start", "/auth/oidc/callback?state=s&code=c"} {
		w.gone("", "GET", address, nil)
	}
	if s := must[sessionBody](w, 200, "", "GET", "/api/session", nil); s.OIDC != nil {
		t.Errorf("the page offers %+v", s.OIDC)
	}
}

func TestWhoAProviderDoesNotVouchForIsSentBackToTheLoginPage(t *testing.T) {
	nobody := httptest.NewServer(nil)
	nobody.Close() // a provider that does not answer
	w := newTown(t, func(_ *Options, s *auth.Settings) {
		s.OIDC = auth.OIDCSettings{Issuer: nobody.URL, ClientID: "phusong", Title: "Tỉnh", Callback: "http://localhost/auth/oidc/callback"}
	})
	if s := must[sessionBody](w, 200, "", "GET", "/api/session", nil); s.OIDC == nil || s.OIDC.Title != "Tỉnh" || s.OIDC.Start != "/auth/oidc/start" {
		t.Errorf("the page offers %+v", s.OIDC)
	}
	for _, address := range []string{"/auth/oidc/start?to=/audit", "/auth/oidc/callback", "/auth/oidc/callback?state=s&code=c", "/auth/oidc/callback?error=access_denied"} {
		answer := w.ask("phusong-oidc=forged", "GET", address, nil)
		if answer.StatusCode != 303 || answer.Header.Get("Location") != "/login?refused=oidc" || answer.Header.Get("Cache-Control") != "private, no-store" {
			t.Errorf("%s: %s %v", address, answer.Status, answer.Header)
		}
		for _, c := range answer.Cookies() {
			if c.MaxAge >= 0 {
				t.Errorf("%s sets %v", address, c)
			}
		}
	}
}

func TestLoginsAreCounted(t *testing.T) {
	w := newTown(t)
	w.enter("anh.ba", data.Planner, "")
	w.ask("", "POST", "/api/session", map[string]string{"name": "anh.ba", "password": "a wrong one"})
	body, _ := io.ReadAll(ask(w.server, "GET", "/metrics").Body)
	for _, line := range []string{`phusong_logins_total{result="in",way="password"} 1`, `phusong_logins_total{result="refused",way="password"} 1`} {
		if !strings.Contains(string(body), line+"\n") {
			t.Errorf("no line %s", line)
		}
	}
}
