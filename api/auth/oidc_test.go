package auth

import (
	"crypto/x509"
	"encoding/base64"
	"encoding/json"
	"encoding/pem"
	"errors"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

func plannersOnly() []RoleRule {
	return []RoleRule{{"tq-planners", data.Audience{Role: data.Planner}}, {"vt-editors", data.Audience{Role: data.OperatorEditor, Operator: geo.Viettel}}}
}

// newDoor is a door to the provider, by the provider's clock.
func newDoor(t *testing.T, p *idp) *OIDC {
	t.Helper()
	o, err := NewOIDC(OIDCSettings{Issuer: p.URL, ClientID: "phusong", ClientSecret: "the-clients-secret", RoleClaim: "roles", Rules: plannersOnly(),
		Callback: "http://localhost/auth/oidc/callback"}, p.clock.now)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// visit goes once through the provider and back.
func visit(t *testing.T, o *OIDC, p *idp) (arrival, error) {
	t.Helper()
	cookie, address, err := o.Start(t.Context(), "/audit?q=1")
	if err != nil {
		t.Fatal(err)
	}
	state, code := p.authorize(t, address)
	return o.finish(t.Context(), cookie, state, code)
}

func TestWhoTheProviderVouchesForIsLetIn(t *testing.T) {
	p := newIDP(t)
	o := newDoor(t, p)
	for range 2 {
		came, err := visit(t, o, p)
		if err != nil || came.subject != "248289761001" || came.name != "lan.nguyen" || came.fullName != "Nguyễn Thị Lan" || came.audience.Role != data.Planner || came.to != "/audit?q=1" {
			t.Fatalf("%+v, %v", came, err)
		}
	}
	p.key = otherRSA() // the provider's keys are renewed
	if _, err := visit(t, o, p); err != nil {
		t.Errorf("after the keys were renewed: %v", err)
	}
}

// badTokens are tokens, each wrong in one way.
func badTokens(p *idp) map[string]func(*token) {
	claim := func(name string, value any) func(*token) { return func(t *token) { t.claims[name] = value } }
	without := func(name string) func(*token) { return func(t *token) { delete(t.claims, name) } }
	now := p.clock.now()
	segment := func(v any) string {
		text, _ := json.Marshal(v)
		return base64.RawURLEncoding.EncodeToString(text)
	}
	public, _ := x509.MarshalPKIXPublicKey(&p.key.PublicKey)
	return map[string]func(*token){
		"for another client":               claim("aud", "another"),
		"for several, without saying whom": claim("aud", []string{"phusong", "another"}),
		"for several, made for another":    func(t *token) { t.claims["aud"], t.claims["azp"] = []string{"phusong", "another"}, "another" },
		"of another issuer":                claim("iss", "https://evil.example"),
		"of the issuer with a slash":       claim("iss", p.URL+"/"),
		"without an issuer":                without("iss"),
		"without an audience":              without("aud"),
		"expired":                          claim("exp", now.Add(-time.Second).Unix()),
		"without an end":                   without("exp"),
		"not yet valid":                    claim("nbf", now.Add(3*time.Minute).Unix()),
		"of tomorrow":                      claim("iat", now.Add(24*time.Hour).Unix()),
		"without a time of issue":          without("iat"),
		"of another login":                 claim("nonce", "of another login"),
		"without a nonce":                  without("nonce"),
		"with an empty nonce":              claim("nonce", ""),
		"without a subject":                without("sub"),
		"with an empty subject":            claim("sub", " "),
		"with a subject that is a number":  claim("sub", 7),
		"with a subject without end":       claim("sub", strings.Repeat("s", 256)),
		"without roles":                    without("roles"),
		"with a role nobody knows":         claim("roles", []string{"administrator"}),
		"with roles that disagree":         claim("roles", []string{"tq-planners", "vt-editors"}),
		"with roles that are a number":     claim("roles", 7),
		"signed by another key":            func(t *token) { t.key = otherRSA() },
		"by a key the provider has not":    func(t *token) { t.key, t.kid = otherRSA(), "tomorrow" },
		"of another kind of key":           func(t *token) { t.key, t.alg = otherEC(), jose.ES256 },
		"signed with the public key":       func(t *token) { t.key, t.alg = public, jose.HS256 },
		"signed with the public key's PEM": func(t *token) {
			t.key, t.alg = pem.EncodeToMemory(&pem.Block{Type: "PUBLIC KEY", Bytes: public}), jose.HS256
		},
		"signed with the client's secret": func(t *token) { t.key, t.alg = []byte("the-clients-secret-made-longer-to-fit-it"), jose.HS256 },
		"not signed": func(t *token) {
			t.raw = func(string) string { return segment(map[string]string{"alg": "none"}) + "." + segment(t.claims) + "." }
		},
		"not signed, in capitals": func(t *token) {
			t.raw = func(string) string { return segment(map[string]string{"alg": "NONE"}) + "." + segment(t.claims) + "." }
		},
		"with the signature cut off": func(t *token) { t.raw = func(s string) string { return s[:strings.LastIndex(s, ".")+1] } },
		"with claims changed after signing": func(t *token) {
			t.raw = func(s string) string {
				part := strings.Split(s, ".")
				return part[0] + "." + segment(t.claims) + "a." + part[2]
			}
		},
		"missing":         func(t *token) { t.raw = func(string) string { return "" } },
		"no token at all": func(t *token) { t.raw = func(string) string { return "<html>" } },
	}
}

func TestBadTokensOpenNothing(t *testing.T) {
	p := newIDP(t)
	o := newDoor(t, p)
	bad := badTokens(p)
	if len(bad) < 30 {
		t.Fatal(len(bad))
	}
	for name, bend := range bad {
		p.bend = bend
		if came, err := visit(t, o, p); err == nil {
			t.Errorf("a token %s lets in %+v", name, came)
		}
	}
	p.bend = func(*token) {}
	if _, err := visit(t, o, p); err != nil {
		t.Errorf("a good one after the bad: %v", err)
	}
}

func TestALoginIsFinishedOnceByWhoBeganIt(t *testing.T) {
	p := newIDP(t)
	o := newDoor(t, p)
	begin := func() (cookie, state, code string) {
		cookie, address, err := o.Start(t.Context(), "/")
		if err != nil {
			t.Fatal(err)
		}
		state, code = p.authorize(t, address)
		return cookie, state, code
	}
	type try struct{ cookie, state, code string }
	for name, bend := range map[string]func(mine, other try) try{
		"without the cookie":         func(m, _ try) try { return try{"", m.state, m.code} },
		"in another browser":         func(m, o try) try { return try{o.cookie, m.state, m.code} },
		"with another state":         func(m, o try) try { return try{m.cookie, o.state, m.code} },
		"without a state":            func(m, _ try) try { return try{m.cookie, "", m.code} },
		"with a cookie that is bent": func(m, _ try) try { return try{m.cookie[:len(m.cookie)-2] + "AA", m.state, m.code} },
		"with a cookie of no sense":  func(m, _ try) try { return try{"!!!", m.state, m.code} },
		"with a cookie without end":  func(m, _ try) try { return try{strings.Repeat("A", 10000), m.state, m.code} },
		"with another's code":        func(m, o try) try { return try{m.cookie, m.state, o.code} },
	} {
		var mine, other try
		mine.cookie, mine.state, mine.code = begin()
		other.cookie, other.state, other.code = begin()
		bent := bend(mine, other)
		if came, err := o.finish(t.Context(), bent.cookie, bent.state, bent.code); err == nil {
			t.Errorf("%s: %+v", name, came)
		}
	}
	mine, state, code := begin()
	if _, err := o.finish(t.Context(), mine, state, code); err != nil {
		t.Fatal(err)
	}
	if _, err := o.finish(t.Context(), mine, state, code); !errors.Is(err, errFlow) { // whether or not the provider takes the code again
		t.Errorf("the same answer twice: %v", err)
	}
	mine, state, code = begin()
	p.clock.step(flowLasts)
	if _, err := o.finish(t.Context(), mine, state, code); err == nil {
		t.Error("a login that took too long works")
	}
	another := newDoor(t, p)
	mine, state, code = begin()
	if _, err := another.finish(t.Context(), mine, state, code); err != nil {
		t.Errorf("another process of the same server: %v", err)
	}
}

func TestACodeWithoutItsVerifierIsWorthNothing(t *testing.T) {
	p := newIDP(t)
	o := newDoor(t, p)
	_, address, err := o.Start(t.Context(), "/")
	if err != nil {
		t.Fatal(err)
	}
	_, code := p.authorize(t, address)
	forged, err := o.flows.cookie(flow{State: "s", Nonce: p.codes[code].nonce, Verifier: "", Until: p.clock.now().Add(time.Minute)})
	if err != nil {
		t.Fatal(err)
	}
	if came, err := o.finish(t.Context(), forged, "s", code); err == nil {
		t.Errorf("without the verifier: %+v", came)
	}
}

func TestRolesAreReadWhereTheProviderKeepsThem(t *testing.T) {
	for name, tt := range map[string]struct {
		claims string
		claim  string
		rules  []RoleRule
		want   data.Audience
	}{
		"a list":                      {`{"roles":["x","tq-planners"]}`, "roles", plannersOnly(), data.Audience{Role: data.Planner}},
		"a text":                      {`{"role":"vt-editors"}`, "role", plannersOnly(), data.Audience{Role: data.OperatorEditor, Operator: geo.Viettel}},
		"an object in an object":      {`{"realm_access":{"roles":["tq-planners"]}}`, "realm_access.roles", plannersOnly(), data.Audience{Role: data.Planner}},
		"twice the same":              {`{"roles":["tq-planners","tq-planners"]}`, "roles", plannersOnly(), data.Audience{Role: data.Planner}},
		"our own words":               {`{"roles":["operator-admin:vnpt","other"]}`, "roles", nil, data.Audience{Role: data.OperatorAdmin, Operator: geo.VNPT}},
		"our own words, with rules":   {`{"roles":["administrator"]}`, "roles", plannersOnly(), data.Audience{}},
		"an operator's role, without": {`{"roles":["operator-admin"]}`, "roles", nil, data.Audience{}},
		"public":                      {`{"roles":["public"]}`, "roles", nil, data.Audience{}},
		"a path through a text":       {`{"roles":"tq-planners"}`, "roles.x", plannersOnly(), data.Audience{}},
	} {
		var claims map[string]any
		if err := json.Unmarshal([]byte(tt.claims), &claims); err != nil {
			t.Fatal(err)
		}
		claims["sub"] = "s"
		got, err := personOf(claims, tt.claim, tt.rules)
		if got.audience != tt.want || (err == nil) != (tt.want.Role != "") {
			t.Errorf("%s: %+v, %v", name, got, err)
		}
	}
	for _, text := range []string{"x", "=planner", "x=", "x=king", "x=planner:viettel", "x=operator-editor", "x=operator-editor:nobody", "x=public"} {
		if rule, err := ParseRoleRule(text); err == nil {
			t.Errorf("%q is %+v", text, rule)
		}
	}
}

func TestAProviderWithoutTLSIsRefused(t *testing.T) {
	for _, s := range []OIDCSettings{{Issuer: "http://login.example.vn", ClientID: "x"}, {Issuer: "https://login.example.vn"}} {
		if _, err := NewOIDC(s, time.Now); err == nil {
			t.Errorf("%+v", s)
		}
	}
}

// browser is a browser at the gate's two OIDC addresses.
func browser(t *testing.T, g *Gate, p *idp) (to string, session *http.Cookie, err error) {
	t.Helper()
	caller := Caller{Here: true, Base: "http://localhost"}
	address, flow, err := g.BeginOIDC(With(t.Context(), caller), "//evil.example")
	if err != nil {
		t.Fatal(err)
	}
	if !flow.HttpOnly || flow.SameSite != http.SameSiteLaxMode || flow.MaxAge != 600 {
		t.Errorf("the flow's cookie is %+v", flow)
	}
	state, code := p.authorize(t, address)
	r := httptest.NewRequest("GET", "/auth/oidc/callback?"+url.Values{"state": {state}, "code": {code}}.Encode(), nil)
	r.AddCookie(&http.Cookie{Name: flow.Name, Value: flow.Value})
	to, cookies, err := g.EndOIDC(r.WithContext(With(t.Context(), caller)))
	if len(cookies) == 0 || cookies[0].Name != flow.Name || cookies[0].MaxAge >= 0 {
		t.Errorf("the flow's cookie is not taken back: %+v", cookies)
	}
	if len(cookies) == 2 {
		session = &cookies[1]
	}
	return to, session, err
}

func TestAnAccountOfTheProviderIsMadeAndKeptAsTheClaimSays(t *testing.T) {
	p := newIDP(t)
	store := datatest.New(t)
	settings := Settings{Cost: cheap(), Sessions: data.DefaultSessionTimes(), OIDC: newDoor(t, p).settings}
	g, err := NewGate(store, settings, p.clock.now)
	if err != nil {
		t.Fatal(err)
	}
	who := func(c *http.Cookie) data.Account {
		t.Helper()
		r := httptest.NewRequest("GET", "http://localhost/", nil)
		r.AddCookie(&http.Cookie{Name: c.Name, Value: c.Value})
		caller, err := g.Identify(r, Caller{})
		if err != nil {
			t.Fatal(err)
		}
		return caller.Account
	}
	to, first, err := browser(t, g, p)
	if err != nil || to != "/" || who(first).Role != data.Planner || who(first).Name != "lan.nguyen" {
		t.Fatalf("to %q, %v", to, err)
	}
	p.bend = func(t *token) { t.claims["roles"] = []string{"vt-editors"} }
	_, second, err := browser(t, g, p)
	if err != nil || who(second).Role != data.OperatorEditor || who(second).Operator != geo.Viettel {
		t.Fatalf("with another role: %+v, %v", who(second), err)
	}
	if old := who(first); old.ID != "" {
		t.Errorf("the session with the old role lives: %+v", old)
	}
	yes := true
	if _, err := store.ChangeAccount(t.Context(), data.Actor{}, who(second).ID, data.AccountChange{Disabled: &yes}); err != nil {
		t.Fatal(err)
	}
	if _, session, err := browser(t, g, p); err == nil || session != nil {
		t.Errorf("a disabled account is let in: %v", session)
	}
	if _, _, err := g.Login(With(t.Context(), Caller{Here: true}), "lan.nguyen", "any password"); err == nil {
		t.Error("an account without a password opens by password")
	}
}

func TestAfterALoginOnlyPagesOfOursAreShown(t *testing.T) {
	for to, want := range map[string]string{
		"/audit?q=1": "/audit?q=1", "": "/", "audit": "/", "//evil.example": "/", "/\\evil.example": "/", "https://evil.example/": "/",
		"/\t/evil.example": "/", "javascript:alert(1)": "/", "/" + strings.Repeat("a", 600): "/", "/a\r\nSet-Cookie: x": "/",
	} {
		if got := localPage(to); got != want {
			t.Errorf("%q leads to %q", to, got)
		}
	}
}

func FuzzSessionCookie(f *testing.F) {
	for _, seed := range []string{"", "phusong=a", "phusong=a; phusong=b", "__Host-phusong=\"q\"", "phusong=; =;;", "a=b; phusong=\x00"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, header string) {
		r := httptest.NewRequest("GET", "/", nil)
		r.Header["Cookie"] = []string{header}
		if value := secretIn(r, "phusong"); strings.ContainsAny(value, "; \x00\r\n") {
			t.Errorf("%q gives the secret %q", header, value)
		}
	})
}
