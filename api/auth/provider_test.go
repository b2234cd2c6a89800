package auth

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"net/url"
	"sync"
	"testing"
	"time"

	"github.com/go-jose/go-jose/v4"
)

// idp is an OpenID Connect provider in this process. It checks what a provider
// must (the code once, the PKCE verifier), and bends its tokens as a test wants.
type idp struct {
	*httptest.Server
	key   *rsa.PrivateKey
	clock *clock

	mu    sync.Mutex
	codes map[string]grant
	bend  func(*token)
}

// grant is what a code stands for.
type grant struct{ nonce, challenge string }

// token is an ID token before it is signed.
type token struct {
	claims map[string]any
	alg    jose.SignatureAlgorithm
	kid    string
	key    any
	raw    func(signed string) string
}

func newIDP(t *testing.T) *idp {
	t.Helper()
	key, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		t.Fatal(err)
	}
	p := &idp{key: key, clock: noon(), codes: map[string]grant{}, bend: func(*token) {}}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /.well-known/openid-configuration", func(w http.ResponseWriter, _ *http.Request) {
		json.NewEncoder(w).Encode(map[string]any{"issuer": p.URL, "authorization_endpoint": p.URL + "/authorize", "token_endpoint": p.URL + "/token",
			"jwks_uri": p.URL + "/keys", "id_token_signing_alg_values_supported": []string{"RS256", "HS256", "none"}})
	})
	mux.HandleFunc("GET /keys", func(w http.ResponseWriter, _ *http.Request) {
		json.NewEncoder(w).Encode(jose.JSONWebKeySet{Keys: []jose.JSONWebKey{{Key: &p.key.PublicKey, KeyID: "today", Algorithm: "RS256", Use: "sig"}}})
	})
	mux.HandleFunc("POST /token", p.exchange)
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

// authorize is what the provider's login page does: it returns the code.
func (p *idp) authorize(t *testing.T, address string) (state, code string) {
	t.Helper()
	u, err := url.Parse(address)
	if err != nil {
		t.Fatal(err)
	}
	q := u.Query()
	if q.Get("code_challenge_method") != "S256" || q.Get("response_type") != "code" || q.Get("client_id") != "phusong" || q.Get("nonce") == "" || q.Get("state") == "" {
		t.Errorf("the request is %s", address)
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	code = rand.Text()
	p.codes[code] = grant{q.Get("nonce"), q.Get("code_challenge")}
	return q.Get("state"), code
}

func (p *idp) exchange(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	g, known := p.codes[r.FormValue("code")]
	delete(p.codes, r.FormValue("code"))
	sum := sha256.Sum256([]byte(r.FormValue("code_verifier")))
	_, secret, _ := r.BasicAuth()
	if !known || base64.RawURLEncoding.EncodeToString(sum[:]) != g.challenge || secret+r.FormValue("client_secret") != "the-clients-secret" {
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(http.StatusBadRequest)
		json.NewEncoder(w).Encode(map[string]string{"error": "invalid_grant"})
		return
	}
	w.Header().Set("Content-Type", "application/json")
	json.NewEncoder(w).Encode(map[string]any{"access_token": "x", "token_type": "Bearer", "id_token": p.sign(p.token(g.nonce))})
}

// token is a good token, bent.
func (p *idp) token(nonce string) *token {
	now := p.clock.now()
	t := &token{alg: jose.RS256, kid: "today", key: p.key, raw: func(s string) string { return s }, claims: map[string]any{
		"iss": p.URL, "aud": "phusong", "sub": "248289761001", "nonce": nonce, "exp": now.Add(5 * time.Minute).Unix(), "iat": now.Unix(),
		"preferred_username": "lan.nguyen", "name": "Nguyễn Thị Lan", "roles": []string{"uninteresting", "tq-planners"},
	}}
	p.bend(t)
	return t
}

func (p *idp) sign(t *token) string {
	payload, _ := json.Marshal(t.claims)
	signer, err := jose.NewSigner(jose.SigningKey{Algorithm: t.alg, Key: jose.JSONWebKey{Key: t.key, KeyID: t.kid}}, (&jose.SignerOptions{}).WithType("JWT"))
	if err != nil {
		return t.raw(err.Error())
	}
	signed, err := signer.Sign(payload)
	if err != nil {
		return t.raw(err.Error())
	}
	text, _ := signed.CompactSerialize()
	return t.raw(text)
}

func otherRSA() *rsa.PrivateKey {
	key, _ := rsa.GenerateKey(rand.Reader, 2048)
	return key
}

func otherEC() *ecdsa.PrivateKey {
	key, _ := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	return key
}
