package api

import (
	"io"
	"net/http"
	"slices"
	"strings"
	"testing"

	"github.com/go-chi/chi/v5"

	"phusong/data"
)

// addresses returns every method and pattern of the tree.
func addresses(t testing.TB, tree http.Handler) []string {
	t.Helper()
	if ready, ours := tree.(*readyTiles); ours {
		tree = ready.next
	}
	var all []string
	err := chi.Walk(tree.(chi.Routes), func(method, pattern string, _ http.Handler, _ ...func(http.Handler) http.Handler) error {
		all = append(all, method+" "+pattern)
		return nil
	})
	if err != nil || len(all) == 0 {
		t.Fatal(err, len(all))
	}
	return all
}

// example is an address that a pattern stands for.
func example(pattern string) string {
	return strings.NewReplacer("{format}", "mvt", "{z}", "9", "{x}", "405", "{y}", "223", "{release}", "4", "{cut}", "public",
		"{layer}", "terrain", "{network}", "4G-any", "{parent}", "864158a1fffffff", "{collection}", "hamlets", "{feature}", "h00", "{matrixSet}", "WebMercatorQuad", "{row}", "223", "{col}", "405", "{secret}", "s", "{id}", "01a205a2-d0d5-7174-8a32-56ef596af787", "{code}", "h00", "/*", "/").Replace(pattern)
}

func TestEveryRouteHasALineInTheTableAndEveryLineARoute(t *testing.T) {
	tree := addresses(t, assemble(withRegistry(options(t, io.Discard))).routes())
	rules, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	for _, route := range tree {
		if !slices.ContainsFunc(rules, func(r Rule) bool { return r.Method+" "+r.Pattern == route }) {
			t.Errorf("%s has no line in accessTable: say who may call it", route)
		}
	}
	for _, r := range rules {
		if !slices.Contains(tree, r.Method+" "+r.Pattern) {
			t.Errorf("accessTable has a line for %s %s, which is no route", r.Method, r.Pattern)
		}
	}
}

func TestWithoutItsLineNoRouteAnswersAnybody(t *testing.T) {
	s := assemble(withRegistry(options(t, io.Discard)))
	s.access = access{}
	tree := s.routes()
	for _, route := range addresses(t, tree) {
		method, pattern, _ := strings.Cut(route, " ")
		if answer := ask(tree, method, example(pattern), "Content-Type", "application/json"); answer.StatusCode != 404 {
			t.Errorf("%s: %s", route, answer.Status)
		}
	}
}

func TestTheTableIsReadAsItIsWritten(t *testing.T) {
	for line, want := range map[string]string{
		"GET /a":                             "needed",
		"GET /a - - - - - - - -":             "8 reaches",
		"GET /a - - - - - - - - writes":      "no scope",
		"GET /a some - - - - - - - -":        "no reach of public",
		"GET /a - login - - - - - - -":       "no reach of operator-viewer",
		"GET /a login own - own all - - - -": "",
		"GET /a *":                           "",
	} {
		rule, err := parseRule(strings.Fields(line))
		if (err == nil) != (want == "") || err != nil && !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %+v, %v, want %q", line, rule, err, want)
		}
	}
	users := newAccess()["GET /api/users"]
	if users.Reach[data.OperatorAdmin] != ReachOwn || users.Reach[data.Administrator] != ReachAll || users.Reach[data.Planner] != ReachNone || users.Token != "" {
		t.Errorf("%+v", users)
	}
}

func TestEveryRouteOfEveryMethodIsGuarded(t *testing.T) {
	plain := New(withRegistry(options(t, io.Discard)))
	o := withRegistry(options(t, io.Discard))
	o.BaseURL = "https://phusong.example.vn"
	behindTLS := New(o)
	for _, route := range addresses(t, plain) {
		method, pattern, _ := strings.Cut(route, " ")
		for _, sent := range []string{method, "POST", "OPTIONS", "TRACE"} {
			answer := ask(plain, sent, example(pattern), "Content-Type", "application/json")
			head := answer.Header
			if pattern == tileRoute && answer.StatusCode < 300 {
				continue // a public tile is guarded by its type alone
			}
			policy := head.Get("Content-Security-Policy")
			for _, part := range []string{"default-src 'self'", "script-src 'self';", "object-src 'none'", "frame-ancestors 'none'", "base-uri 'none'"} {
				if !strings.Contains(policy, part) {
					t.Errorf("%s %s: the policy %q lacks %s", sent, pattern, policy, part)
				}
			}
			if head.Get("X-Content-Type-Options") != "nosniff" || head.Get("X-Request-Id") == "" || head.Get("Strict-Transport-Security") != "" {
				t.Errorf("%s %s: %v", sent, pattern, head)
			}
		}
		if pattern == tileRoute {
			continue
		}
		if hsts := ask(behindTLS, method, example(pattern)).Header.Get("Strict-Transport-Security"); hsts != "max-age=31536000" {
			t.Errorf("%s behind TLS: HSTS %q", route, hsts)
		}
	}
}
