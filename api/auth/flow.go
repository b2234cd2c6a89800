package auth

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"sync"
	"time"

	"golang.org/x/oauth2"
)

// flowLasts is how long somebody may take to log in at the provider.
const flowLasts = 10 * time.Minute

// errFlow means that an answer of the provider does not belong to a login that
// this browser began here a short while ago.
var errFlow = errors.New("this login was not begun here, took too long or was finished already")

// flow is one login on its way through the provider. It travels sealed in a
// cookie, so that only the browser that began it can end it, whichever process
// answers.
type flow struct {
	State    string    `json:"s"`
	Nonce    string    `json:"n"`
	Verifier string    `json:"v"` // PKCE (RFC 7636)
	To       string    `json:"t"` // page to show afterwards
	Until    time.Time `json:"u"`
}

func newFlow(to string, now time.Time) flow {
	return flow{State: rand.Text(), Nonce: rand.Text(), Verifier: oauth2.GenerateVerifier(), To: to, Until: now.Add(flowLasts)}
}

// flows seals and opens flows, and remembers which were ended.
type flows struct {
	seal cipher.AEAD
	now  func() time.Time

	mu    sync.Mutex
	ended map[string]time.Time // by state, until when they would be taken
}

// newFlows derives the key from the client's secret, which all processes of one
// server share; without a secret each process has a key of its own.
func newFlows(secret string, now func() time.Time) (*flows, error) {
	if secret == "" {
		secret = rand.Text()
	}
	key, err := hkdf.Key(sha256.New, []byte(secret), nil, "phusong login in flight", 32)
	if err != nil {
		return nil, err
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, err
	}
	seal, err := cipher.NewGCMWithRandomNonce(block)
	if err != nil {
		return nil, err
	}
	return &flows{seal: seal, now: now, ended: map[string]time.Time{}}, nil
}

// cookie returns the flow as the value of a cookie.
func (s *flows) cookie(f flow) (string, error) {
	text, err := json.Marshal(f)
	if err != nil {
		return "", err
	}
	return base64.RawURLEncoding.EncodeToString(s.seal.Seal(nil, nil, text, nil)), nil
}

// end opens the cookie's flow for the state the provider sent back, once. Every
// other cookie and state give errFlow.
func (s *flows) end(cookie, state string) (flow, error) {
	sealed, err := base64.RawURLEncoding.DecodeString(cookie)
	if err != nil || len(sealed) > 4096 {
		return flow{}, errFlow
	}
	text, err := s.seal.Open(nil, nil, sealed, nil)
	if err != nil {
		return flow{}, errFlow
	}
	var f flow
	if err := json.Unmarshal(text, &f); err != nil || f.State == "" || f.State != state || !s.now().Before(f.Until) {
		return flow{}, errFlow
	}
	return f, s.once(f)
}

// once takes each state a single time.
func (s *flows) once(f flow) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	now := s.now()
	for state, until := range s.ended {
		if !now.Before(until) {
			delete(s.ended, state)
		}
	}
	if _, again := s.ended[f.State]; again {
		return errFlow
	}
	s.ended[f.State] = f.Until
	return nil
}
