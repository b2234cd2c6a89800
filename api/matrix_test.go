package api

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"phusong/data"
	"phusong/geo"
	"phusong/tiles"
)

// objects are what the parameters of a pattern may name, as seen by a caller:
// something of his own, something that is there but another's, and nothing.
type objects struct{ own, other, none string }

const nobody = "01a205a2-d0d5-7174-8a32-56ef596af787"

// rival is an audience whose things are not the caller's: of the other operator,
// or an operator's where the caller has none.
func rival(who data.Audience) data.Audience {
	if who.Operator == geo.Viettel {
		return data.Audience{Role: data.OperatorEditor, Operator: geo.VNPT}
	}
	return data.Audience{Role: data.OperatorEditor, Operator: geo.Viettel}
}

// named returns the objects a pattern's parameter may stand for; false where the
// pattern has none, or none that belongs to anybody.
func (r *rivals) named(t *testing.T, pattern string, who data.Audience) (objects, bool) {
	t.Helper()
	release := r.releases[1]
	switch pattern {
	case "/tiles/{cut}/{release}/layers.json", "/tiles/{cut}/{release}/{layer}.json", "/tiles/{cut}/{release}/{layer}/{z}/{x}/{y}.{format}",
		"/tiles/{cut}/{release}/columns/{network}.hexcol", "/tiles/{cut}/{release}/columns/{network}/{parent}.hexcol":
		return objects{string(who.Cut()), string(rival(who).Cut()), "op-nobody"}, true
	case "/ogc/tileMatrixSets/{matrixSet}":
		return objects{"WebMercatorQuad", "", "WebMercator"}, true
	case "/ogc/collections/{collection}/items/{feature}":
		if who.Cut() == data.StaffCut {
			return objects{siteOf(t, release, data.OperatorCut(geo.Viettel)), "", "aaaaaaaaaa-viettel-1"}, true
		}
		return objects{siteOf(t, release, who.Cut()), siteOf(t, release, rival(who).Cut()), "aaaaaaaaaa-viettel-1"}, true
	case "/api/sites/{id}":
		if who.Cut() == data.StaffCut { // nobody's mast is another's to them
			return objects{mastOf(t, release, who.Cut()), "", "aaaaaaaaaa"}, true
		}
		return objects{mastOf(t, release, who.Cut()), mastOf(t, release, rival(who).Cut()), "aaaaaaaaaa"}, true
	case "/api/hamlets/{code}":
		return objects{"h00", "", "h99"}, true
	case "/api/invitations/{secret}":
		secret, err := r.store.Invite(t.Context(), data.Actor{Name: "test"}, r.accounts[rival(who)].ID, time.Hour)
		if err != nil {
			t.Fatal(err)
		}
		return objects{secret, "", "aaaaaaaaaa"}, true
	case "/api/account/sessions/{id}":
		return objects{r.session(t, who), r.session(t, rival(who)), nobody}, true
	case "/api/users/{id}", "/api/users/{id}/invitation":
		own := who
		own.Role = data.OperatorViewer
		if who.Operator == "" {
			own.Operator = geo.VNPT
		}
		return objects{r.accounts[own].ID, r.accounts[rival(who)].ID, nobody}, true
	case "/api/tokens/{id}":
		return objects{r.token(t, who), r.token(t, rival(who)), nobody}, true
	}
	if strings.HasPrefix(pattern, "/ogc/collections/{collection}") {
		if who.Cut() == data.PublicCut {
			return objects{"hamlets", "sites", "nothing"}, true
		}
		return objects{"sites", "", "nothing"}, true
	}
	if strings.HasPrefix(pattern, "/api/revisions/{id}") {
		own := theRivals()[0]
		if who.Operator != "" {
			own = who.Operator
		}
		return objects{fmt.Sprint(r.revisions[own]), fmt.Sprint(r.revisions[rival(data.Audience{Operator: own}).Operator]), "999999"}, true
	}
	if strings.HasPrefix(pattern, "/api/scenarios/{id}") {
		return objects{r.scenario(t, who), r.scenario(t, data.Audience{Role: data.Leader}), nobody}, true
	}
	if strings.HasPrefix(pattern, "/api/commitments/{id}") {
		if who.Operator == "" { // nobody's promise is another's to staff
			return objects{r.promises[geo.Viettel], "", nobody}, true
		}
		return objects{r.promises[who.Operator], r.promises[rival(who).Operator], nobody}, true
	}
	if strings.HasPrefix(pattern, "/api/outages/{id}") {
		if who.Operator == "" { // nobody's outage is another's to staff
			return objects{r.outages[geo.Viettel], "", nobody}, true
		}
		return objects{r.outages[who.Operator], r.outages[rival(who).Operator], nobody}, true
	}
	if strings.HasPrefix(pattern, "/api/uploads/{id}") {
		return objects{r.uploads[who.Operator], r.uploads[rival(who).Operator], nobody}, true
	}
	return objects{none: nobody}, strings.ContainsAny(strings.ReplaceAll(pattern, "{format}", ""), "{")
}

// mastOf is a mast that no other operator's edition has.
func mastOf(t *testing.T, r *tiles.Release, c data.Cut) string {
	e, err := r.Edition(c)
	if err != nil {
		t.Fatal(err)
	}
	if len(e.Sites) == 0 {
		return ""
	}
	return e.Sites[len(e.Sites)-1].Mast.ID
}

// siteOf is a site of an operator's, as a feature is called: on a mast that no
// other edition has.
func siteOf(t *testing.T, r *tiles.Release, c data.Cut) string {
	mast := mastOf(t, r, c)
	if mast == "" {
		return ""
	}
	return mast + "-" + strings.TrimPrefix(string(c), "op-") + "-1"
}

// session opens another session of an account and returns its id.
func (r *rivals) session(t *testing.T, who data.Audience) string {
	a, known := r.accounts[who]
	if !known {
		return ""
	}
	_, opened, err := r.store.OpenSession(t.Context(), data.Actor{Name: "test"}, a.ID, "test", data.SessionTimes{Idle: time.Hour, Absolute: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	return opened.ID
}

// scenario keeps a scenario of an account and returns its id. Those of whom the
// table gives none see one of the leader's, who has none but here.
func (r *rivals) scenario(t *testing.T, who data.Audience) string {
	a, known := r.accounts[who]
	if !known || who.Cut() != data.StaffCut {
		a = r.accounts[data.Audience{Role: data.Leader}]
	}
	d := data.Draft{Name: mark + " scenario", Scenario: geo.Scenario{Base: 4}}
	made, err := r.store.AddScenario(t.Context(), data.Actor{Account: a.ID, Name: a.Name}, d)
	if errors.Is(err, data.ErrManyScenarios) { // the first of them will do
		all, err := r.store.Scenarios(t.Context(), data.Audience{Role: data.Leader}, data.Scenario{}, 1000)
		if err != nil {
			t.Fatal(err)
		}
		return all[slices.IndexFunc(all, func(c data.Scenario) bool { return c.Owner == a.ID })].ID
	}
	if err != nil {
		t.Fatal(err)
	}
	return made.ID
}

func (r *rivals) token(t *testing.T, who data.Audience) string {
	_, made, err := r.store.NewToken(t.Context(), data.Actor{Name: "test"}, data.NewToken{Account: r.accounts[who].ID, Title: "t", Scopes: []data.Scope{data.ReadScope}})
	if err != nil {
		return ""
	}
	return made.ID
}

// address is an address of the pattern that names an object.
func address(pattern, object string) string {
	format := "mvt"
	switch {
	case strings.Contains(pattern, "choices"), strings.Contains(pattern, "outages"):
		format = "xlsx"
	case strings.Contains(pattern, "export."):
		format = "csv"
	case strings.Contains(pattern, "{dataset}"), strings.Contains(pattern, "availability."):
		format = "csv"
	case strings.Contains(pattern, "report."):
		format = "xlsx"
	}
	if strings.Contains(pattern, "{feature}") {
		pattern = strings.Replace(pattern, "{collection}", "sites", 1)
	}
	return strings.NewReplacer("{collection}", object, "{feature}", object, "{matrixSet}", matrixSet(pattern, object), "{row}", "223", "{col}", "405", "{cut}", object, "{id}", object, "{code}", object, "{secret}", object,
		"{release}", "4", "{layer}", "coverage-4G-any", "{dataset}", "hamlets-verdicts", "{network}", "4G-any", "{parent}", "864158a1fffffff", "{z}", "9", "{x}", "405", "{y}", "223", "{format}", format, "/*", "/").Replace(pattern)
}

// matrixSet is the grid in an address: the object itself only where it is asked for.
func matrixSet(pattern, object string) string {
	if strings.HasPrefix(pattern, "/ogc/tileMatrixSets/") {
		return object
	}
	return "WebMercatorQuad"
}

// question adds what the address must be asked with.
func question(pattern string) string {
	return map[string]string{"/api/path": "?to=h00&technology=4G", "/api/search": "?q=dong", "/api/changes": "?from=3&to=4", "/api/flips": "?to=people"}[pattern]
}

// reply is an answer as far as a stranger can tell it from another.
type reply struct {
	status int
	head   string
	body   string
}

func (r *rivals) send(method, target string, headers ...string) reply {
	var body io.Reader
	if method != http.MethodGet && method != http.MethodHead && method != http.MethodDelete {
		body = strings.NewReader(sent(target))
	}
	request := httptest.NewRequest(method, target, body)
	if body != nil {
		request.Header.Set("Content-Type", "application/json")
	}
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	r.server.ServeHTTP(w, request)
	head := w.Header().Clone()
	head.Del("X-Request-Id") // differs by request, not by answer
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(head)) {
		lines = append(lines, name+": "+strings.Join(head[name], "|"))
	}
	return reply{w.Code, strings.Join(lines, "\n"), w.Body.String()}
}

// sent is a body that the address understands, or what any other gets.
func sent(target string) string {
	switch {
	case strings.HasPrefix(target, "/api/scenarios/") && strings.HasSuffix(target, "/restore"):
		return `{"version":1,"current":1}`
	case strings.HasPrefix(target, "/api/commitments/"):
		return `{"version":1}`
	case strings.HasPrefix(target, "/api/scenarios/"):
		return `{"version":1,"name":"s","base":4,"changes":[]}`
	case strings.HasSuffix(target, "/columns"):
		return `{"columns":[{"sheet":"","index":0,"field":null}]}`
	case strings.HasSuffix(target, "/answers"):
		return `{"answers":[{"group":"g","refuse":true}]}`
	case strings.HasSuffix(target, "/picks"):
		return `{"accept":["p"]}`
	}
	return "{}"
}

// caller is somebody with what proves who he is.
type caller struct {
	who   data.Audience
	proof []string
	token bool
}

func (r *rivals) callers(t *testing.T) []caller {
	var all []caller
	for _, who := range audiences() {
		c := caller{who: who}
		if who.Role != data.Public {
			c.proof = []string{"Cookie", "phusong=" + r.login(t, who)}
		}
		all = append(all, c)
		if secret := r.tokens[who]; secret != "" {
			all = append(all, caller{who, []string{"Authorization", "Bearer " + secret}, true})
		}
	}
	return all
}

// expected is what the table says becomes of a request: "served", "absent" or
// "login".
func expected(rule Rule, c caller, kind string, names bool) string {
	reach := rule.Reach[c.who.Role]
	switch {
	case rule.Same:
	case strings.Contains(rule.Pattern, "{cut}"): // everybody may have the public cut
		if kind == "own" && (reach == ReachOwn || c.who.Cut() == data.PublicCut) {
			return "served"
		}
		return "absent"
	case reach == ReachLogin:
		return "login"
	case reach == ReachNone, c.token && rule.Token != data.ReadScope:
		return "absent"
	case kind == "other" && names && reach == ReachOwn:
		return "absent"
	}
	if kind == "none" && names && !rule.Same {
		return "absent"
	}
	return "served"
}

func TestTheMatrix(t *testing.T) {
	r := newRivals(t, 4)
	rules, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	callers := r.callers(t)
	checks, kinds := 0, map[string]int{}
	nowhere := map[string]reply{}
	for _, rule := range rules {
		for _, c := range callers {
			things, names := r.named(t, rule.Pattern, c.who)
			for _, thing := range []struct{ kind, object string }{{"own", things.own}, {"other", things.other}, {"none", things.none}} {
				if strings.HasPrefix(rule.Pattern, "/auth/oidc/") { // there is no provider
					continue
				}
				if strings.HasSuffix(rule.Pattern, "/events") && thing.kind == "own" { // it goes on until the reader leaves
					continue
				}
				if names && thing.object == "" || rule.Method == http.MethodDelete && rule.Pattern == "/api/session" && c.token {
					continue
				}
				proof := c.proof
				if rule.Pattern == "/api/session" && rule.Method == http.MethodDelete && c.who.Role != data.Public {
					proof = []string{"Cookie", "phusong=" + r.login(t, c.who)} // it ends with this
				}
				for _, method := range methodsOf(rule.Method) {
					got := r.send(method, address(rule.Pattern, thing.object)+question(rule.Pattern), proof...)
					want := expected(rule, c, thing.kind, names)
					key := fmt.Sprint(method, c.who, c.token)
					if _, known := nowhere[key]; !known {
						nowhere[key] = r.send(method, "/api/sites/bbbbbbbbbb", c.proof...)
						if method != http.MethodGet && method != http.MethodHead {
							nowhere[key] = reply{}
						}
					}
					checks++
					kinds[want]++
					what := fmt.Sprintf("%s %s as %v (token %v), %s", method, address(rule.Pattern, thing.object), c.who, c.token, thing.kind)
					r.judge(t, what, got, want, nowhere[key], rule)
				}
			}
		}
	}
	t.Logf("%d checks: %v", checks, kinds)
	if checks < 3000 || kinds["served"] < 500 || kinds["absent"] < 500 {
		t.Errorf("only %d checks: %v", checks, kinds)
	}
}

// methodsOf are the methods a route of a method answers.
func methodsOf(method string) []string {
	if method == http.MethodGet {
		return []string{http.MethodGet, http.MethodHead}
	}
	return []string{method}
}

// judge compares an answer with what the table says. What is absent to somebody
// is told with the very words that are said of what does not exist.
func (r *rivals) judge(t *testing.T, what string, got reply, want string, nowhere reply, rule Rule) {
	t.Helper()
	switch want {
	case "login":
		if got.status != http.StatusUnauthorized {
			t.Errorf("%s: %d, want 401", what, got.status)
		}
	case "served":
		refused := got.status == http.StatusNotFound && !rule.Same || got.status == http.StatusUnauthorized && rule.Pattern != "/api/session" || got.status == http.StatusForbidden && rule.Pattern != "/api/session"
		if refused || got.status >= 500 {
			t.Errorf("%s: %d %s, want it served", what, got.status, got.body)
		}
	case "absent":
		if got.status != http.StatusNotFound && (rule.Pattern != "/api/invitations/{secret}" || got.status != http.StatusUnprocessableEntity) {
			t.Errorf("%s: %d %s, want 404", what, got.status, got.body)
		}
		if rule.Pattern == "/api/hamlets/{code}" || rule.Pattern == "/api/invitations/{secret}" {
			return // these belong to nobody: that one is not there says nothing
		}
		if nowhere.status != 0 && (got.body != nowhere.body || withoutVary(got.head) != withoutVary(nowhere.head)) {
			t.Errorf("%s can be told from what does not exist:\n%s\n%s\nwant\n%s\n%s", what, got.head, got.body, nowhere.head, nowhere.body)
		}
	}
}

// withoutVary leaves out the headers that say by what answers differ and whose
// pages may read them: the routes differ in it, but not by caller or object.
func withoutVary(head string) string {
	return strings.Join(slices.DeleteFunc(strings.Split(head, "\n"), func(l string) bool {
		return strings.HasPrefix(l, "Vary: ") || strings.HasPrefix(l, "Access-Control-") || strings.HasPrefix(l, "Cross-Origin-Resource-Policy: ")
	}), "\n")
}

// TestOtherMethodsSayNothing tries the methods a pattern has no route for: the
// answer must not depend on who asks, nor on whether the object is there.
func TestOtherMethodsSayNothing(t *testing.T) {
	r := newRivals(t, 4)
	rules, err := Rules()
	if err != nil {
		t.Fatal(err)
	}
	has := map[string]bool{}
	for _, rule := range rules {
		has[rule.Method+rule.Pattern] = true
	}
	checks := 0
	for _, rule := range rules {
		for _, method := range []string{"POST", "PUT", "PATCH", "DELETE"} {
			if has[method+rule.Pattern] || strings.Contains(rule.Pattern, "*") {
				continue
			}
			public := map[string]reply{}
			for _, c := range r.callers(t) {
				for _, kind := range []string{"own", "other", "none"} {
					things, _ := r.named(t, rule.Pattern, data.Audience{Role: data.OperatorEditor, Operator: geo.Viettel})
					object := map[string]string{"own": things.own, "other": things.other, "none": things.none}[kind]
					if object == "" && strings.Contains(rule.Pattern, "{") {
						continue
					}
					got := r.send(method, address(rule.Pattern, object), c.proof...)
					if _, known := public[""]; !known {
						public[""] = got
					}
					checks++
					if got != public[""] || got.status != http.StatusMethodNotAllowed && got.status != http.StatusNotFound {
						t.Errorf("%s %s as %v: %+v, the public gets %+v", method, address(rule.Pattern, object), c.who, got, public[""])
					}
				}
			}
		}
	}
	t.Logf("%d checks", checks)
}
