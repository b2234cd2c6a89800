// Package auth tells who asks: by the cookie of somebody who logged in with a
// password or through an OpenID Connect provider, or by a program's token. What
// the caller may do then is not decided here, but in the table of the api.
package auth

import (
	"context"
	"errors"
	"fmt"
	"net/http"
	"strings"
	"time"

	"phusong/data"
)

// What the gate refuses for.
var (
	// ErrLogin does not say whether it was the name or the password.
	ErrLogin = errors.New("the name or the password is wrong")
	// ErrToken means that an Authorization header opens nothing.
	ErrToken = errors.New("the token in Authorization is not known, was revoked or ran out")
	// ErrNotPrivate means that a password would travel where others can read it.
	ErrNotPrivate = errors.New("logins need https: give the server --tls-cert and --tls-key, or --base-url https://… behind a TLS proxy")
)

// ErrTooOften means that somebody does a thing too often; wait and try again.
type ErrTooOften struct{ Wait time.Duration }

// Error says how long to wait.
func (e ErrTooOften) Error() string {
	return fmt.Sprintf("too many tries; wait %d seconds", e.Seconds())
}

// Seconds is the wait in whole seconds, at least one.
func (e ErrTooOften) Seconds() int { return int((e.Wait + time.Second - 1) / time.Second) }

// Limits are the rates of what strangers can make the server do. Addresses of
// one neighbourhood count together.
type Limits struct {
	Logins  Rate // logins that failed, of one address
	Names   Rate // logins that failed with one name, by addresses that failed before
	Writes  Rate // requests that change something, of one address
	Reads   Rate // questions to the API, of one address; tiles are not counted
	Account Rate // requests of one account or token
}

// DefaultLimits leave room for an office behind one address.
func DefaultLimits() Limits {
	return Limits{
		Logins:  Rate{Burst: 20, Every: 6 * time.Second},
		Names:   Rate{Burst: 10, Every: 30 * time.Second},
		Writes:  Rate{Burst: 120, Every: 500 * time.Millisecond},
		Reads:   Rate{Burst: 2000, Every: 10 * time.Millisecond},
		Account: Rate{Burst: 2000, Every: 10 * time.Millisecond},
	}
}

// Settings are how the gate is set up; zero limits and a zero provider are none.
type Settings struct {
	Cost      Cost
	Sessions  data.SessionTimes
	Limits    Limits
	ProxyHops int // proxies of our own before the server
	OIDC      OIDCSettings
}

// DefaultSettings are those of a server without a proxy and a provider.
func DefaultSettings() Settings {
	return Settings{Cost: DefaultCost(), Sessions: data.DefaultSessionTimes(), Limits: DefaultLimits()}
}

// Gate tells who asks, and lets people in and out.
type Gate struct {
	Settings
	Passwords *Passwords
	OIDC      *OIDC // nil without a provider

	store                                  *data.Store
	memory                                 *memory
	logins, names, writes, reads, accounts *Limiter
}

// NoGate returns a gate that knows only the public and lets nobody in.
func NoGate() *Gate {
	return &Gate{logins: &Limiter{}, names: &Limiter{}, writes: &Limiter{}, reads: &Limiter{}, accounts: &Limiter{}}
}

// NewGate returns a gate over the accounts in the store.
func NewGate(store *data.Store, s Settings, now func() time.Time) (*Gate, error) {
	g := &Gate{Settings: s, Passwords: NewPasswords(s.Cost), store: store, memory: newMemory(now),
		logins: NewLimiter(s.Limits.Logins, now), names: NewLimiter(s.Limits.Names, now),
		writes: NewLimiter(s.Limits.Writes, now), reads: NewLimiter(s.Limits.Reads, now), accounts: NewLimiter(s.Limits.Account, now)}
	var err error
	if s.OIDC.Issuer != "" {
		g.OIDC, err = NewOIDC(s.OIDC, now)
	}
	return g, err
}

// Admit counts a request of an address, before anything is asked of the store.
func (g *Gate) Admit(r *http.Request) error {
	limiter := g.reads
	if r.Method != http.MethodGet && r.Method != http.MethodHead {
		limiter = g.writes
	}
	return tooOften(limiter.Take(neighbourhood(Address(r, g.ProxyHops))))
}

func tooOften(wait time.Duration) error {
	if wait > 0 {
		return ErrTooOften{wait}
	}
	return nil
}

// Identify completes the caller with who it is. A cookie that opens nothing is
// the public's; an Authorization header that opens nothing is ErrToken, because
// a program must be told.
func (g *Gate) Identify(r *http.Request, c Caller) (Caller, error) {
	c.Who, c.Address, c.Agent = data.Everyone(), Address(r, g.ProxyHops), r.UserAgent()
	said := r.Header.Get("Authorization")
	secret := secretIn(r, cookieName(c.Secure))
	var err error
	switch {
	case g.store == nil:
	case said != "":
		err = g.byToken(r.Context(), said, &c)
	case secret != "":
		err = g.bySession(r.Context(), secret, &c)
	}
	if err != nil {
		return c, err
	}
	return c, g.count(c)
}

// count counts a request of an account or a token.
func (g *Gate) count(c Caller) error {
	if !c.known() {
		return nil
	}
	return tooOften(g.accounts.Take(c.Account.ID + c.Token.ID))
}

func (g *Gate) byToken(ctx context.Context, said string, c *Caller) error {
	scheme, secret, _ := strings.Cut(said, " ")
	if !strings.EqualFold(scheme, "Bearer") || secret == "" {
		return ErrToken
	}
	token, who, err := g.store.TokenBySecret(ctx, secret)
	if errors.Is(err, data.ErrNoToken) {
		return ErrToken
	}
	if err != nil {
		return err
	}
	c.Token, c.Who = token, who
	return nil
}

func (g *Gate) bySession(ctx context.Context, secret string, c *Caller) error {
	session, account, err := g.store.SessionBySecret(ctx, secret)
	if errors.Is(err, data.ErrNoSession) {
		return nil
	}
	if err != nil {
		return err
	}
	c.Session, c.Account, c.Who = session, account, account.Audience()
	return nil
}
