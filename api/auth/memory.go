package auth

import (
	"crypto/sha256"
	"net/http"
	"sync"
	"time"

	"phusong/data"
)

// Who has just been looked up is known for a moment, so that a map that asks for
// forty tiles asks the store once. What other servers and administrators change
// acts within that moment; what is changed through this store, at once.
const (
	moment    = time.Second
	mostKnown = 10_000
)

// memory is who came with which secret a moment ago. It holds no secrets, only
// their sums. It is safe for concurrent use.
type memory struct {
	now   func() time.Time
	mu    sync.Mutex
	known map[[sha256.Size]byte]acquaintance
}

// acquaintance is what the store said of a secret, when, and after how many changes.
type acquaintance struct {
	who     data.Audience
	account data.Account
	session data.Session
	token   data.Token
	at      time.Time
	changes uint64
}

func newMemory(now func() time.Time) *memory {
	return &memory{now: now, known: map[[sha256.Size]byte]acquaintance{}}
}

// recall returns what is known of a secret if nothing was changed since.
func (m *memory) recall(secret [sha256.Size]byte, changes uint64) (acquaintance, bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	a, known := m.known[secret]
	return a, known && a.changes == changes && m.now().Sub(a.at) < moment
}

// keep remembers what the store said; beyond so many all are forgotten.
func (m *memory) keep(secret [sha256.Size]byte, a acquaintance) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.known) >= mostKnown {
		clear(m.known)
	}
	m.known[secret] = a
}

// Recognise is Identify for questions that come by the dozen and change nothing:
// who was identified a moment ago is not looked up again.
func (g *Gate) Recognise(r *http.Request, c Caller) (Caller, error) {
	if g.store == nil {
		return g.Identify(r, c)
	}
	secret := sha256.Sum256([]byte(cookieName(c.Secure) + "=" + secretIn(r, cookieName(c.Secure)) + "\n" + r.Header.Get("Authorization")))
	changes := g.store.Changes() // before looking: what changes meanwhile is not kept as known
	if a, known := g.memory.recall(secret, changes); known {
		c.Who, c.Account, c.Session, c.Token = a.who, a.account, a.session, a.token
		c.Address, c.Agent = Address(r, g.ProxyHops), r.UserAgent()
		return c, g.count(c)
	}
	began := g.memory.now()
	c, err := g.Identify(r, c)
	if err == nil && c.known() {
		g.memory.keep(secret, acquaintance{c.Who, c.Account, c.Session, c.Token, began, changes})
	}
	return c, err
}
