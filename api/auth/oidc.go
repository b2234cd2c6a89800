package auth

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/coreos/go-oidc/v3/oidc"
	"golang.org/x/oauth2"
)

// OIDCSettings are how accounts of another house log in here. The zero value is
// none.
type OIDCSettings struct {
	Issuer       string // where the provider is: https://…; "" for no provider
	ClientID     string
	ClientSecret string // "" for a public client; PKCE is always used
	Title        string // what the button on the login page says
	RoleClaim    string // claim that has the roles, with dots: realm_access.roles
	Rules        []RoleRule
	// Callback is where the provider sends people back to: the server's own
	// address and /auth/oidc/callback.
	Callback string
}

// errToken means that what the provider gave is no proof of who somebody is.
var errToken = errors.New("the provider's token is refused")

// OIDC logs people in by an OpenID Connect provider: authorization code with
// PKCE, state and nonce.
type OIDC struct {
	settings OIDCSettings
	now      func() time.Time
	client   *http.Client
	flows    *flows

	mu       sync.Mutex
	provider *oidc.Provider // nil until it was reached
	verifier *oidc.IDTokenVerifier
}

// NewOIDC returns the door for a provider, which need not be reachable yet.
func NewOIDC(settings OIDCSettings, now func() time.Time) (*OIDC, error) {
	if settings.ClientID == "" {
		return nil, fmt.Errorf("the OIDC provider %s needs a client id: set PHUSONG_OIDC_CLIENT_ID", settings.Issuer)
	}
	if !strings.HasPrefix(settings.Issuer, "https://") && !strings.HasPrefix(settings.Issuer, "http://127.0.0.1") && !strings.HasPrefix(settings.Issuer, "http://localhost") {
		return nil, fmt.Errorf("the OIDC issuer %s does not begin with https://", settings.Issuer)
	}
	flows, err := newFlows(settings.ClientSecret, now)
	if err != nil {
		return nil, err
	}
	return &OIDC{settings: settings, now: now, flows: flows, client: &http.Client{Timeout: 10 * time.Second, Transport: bounded{http.DefaultTransport}}}, nil
}

// bounded lets no answer of a provider be longer than a megabyte.
type bounded struct{ http.RoundTripper }

// RoundTrip is part of http.RoundTripper.
func (b bounded) RoundTrip(r *http.Request) (*http.Response, error) {
	response, err := b.RoundTripper.RoundTrip(r)
	if err == nil {
		response.Body = struct {
			io.Reader
			io.Closer
		}{io.LimitReader(response.Body, 1<<20), response.Body}
	}
	return response, err
}

// Title is what the button on the login page says.
func (o *OIDC) Title() string { return o.settings.Title }

// Start returns the cookie's value and the provider's address for a browser
// that wants to log in and see the page to afterwards.
func (o *OIDC) Start(ctx context.Context, to string) (cookie, address string, err error) {
	config, err := o.config(ctx)
	if err != nil {
		return "", "", err
	}
	f := newFlow(to, o.now())
	if cookie, err = o.flows.cookie(f); err != nil {
		return "", "", err
	}
	return cookie, config.AuthCodeURL(f.State, oidc.Nonce(f.Nonce), oauth2.S256ChallengeOption(f.Verifier)), nil
}

// arrival is who came back from the provider, and where they want to go.
type arrival struct {
	person
	to string
}

// finish turns what the provider sent back into a person.
func (o *OIDC) finish(ctx context.Context, cookie, state, code string) (arrival, error) {
	f, err := o.flows.end(cookie, state)
	if err != nil {
		return arrival{}, err
	}
	config, err := o.config(ctx)
	if err != nil {
		return arrival{}, err
	}
	ctx = oidc.ClientContext(ctx, o.client)
	given, err := config.Exchange(ctx, code, oauth2.VerifierOption(f.Verifier))
	if err != nil {
		return arrival{}, fmt.Errorf("%w: exchange the code: %w", errToken, err)
	}
	raw, _ := given.Extra("id_token").(string)
	claims, err := o.verify(ctx, raw, f.Nonce)
	if err != nil {
		return arrival{}, fmt.Errorf("%w: %w", errToken, err)
	}
	who, err := personOf(claims, o.settings.RoleClaim, o.settings.Rules)
	return arrival{who, f.To}, err
}

// verify returns the claims of a genuine token made for this login (OpenID
// Connect Core, §3.1.3.7). The library knows signature, issuer, audience and
// time; the nonce, a second audience and the time of issue are ours.
func (o *OIDC) verify(ctx context.Context, raw, nonce string) (map[string]any, error) {
	_, verifier, err := o.reach(ctx)
	if err != nil {
		return nil, err
	}
	token, err := verifier.Verify(ctx, raw)
	if err != nil {
		return nil, err
	}
	claims := map[string]any{}
	if err := token.Claims(&claims); err != nil {
		return nil, err
	}
	azp, hasParty := claims["azp"].(string)
	switch {
	case token.Nonce == "" || token.Nonce != nonce:
		return nil, errors.New("the nonce is not this login's")
	case len(token.Audience) > 1 && !hasParty, hasParty && azp != o.settings.ClientID:
		return nil, errors.New("the token was made for another party")
	case token.IssuedAt.IsZero() || token.IssuedAt.After(o.now().Add(clockSkew)):
		return nil, errors.New("the token was not issued yet")
	case notYet(claims, o.now()):
		return nil, errors.New("the token is not valid yet")
	}
	return claims, nil
}

// clockSkew is how much a provider's clock may differ from ours.
const clockSkew = time.Minute

// notYet is stricter than the library, which allows five minutes.
func notYet(claims map[string]any, now time.Time) bool {
	from, said := claims["nbf"].(float64)
	return said && time.Unix(int64(from), 0).After(now.Add(clockSkew))
}

// signatures are those with a public key. Nothing signed with a shared secret,
// and nothing unsigned, proves anything, whatever the provider offers.
func signatures() []string {
	return []string{oidc.RS256, oidc.RS384, oidc.RS512, oidc.PS256, oidc.PS384, oidc.PS512, oidc.ES256, oidc.ES384, oidc.ES512, oidc.EdDSA}
}

func (o *OIDC) config(ctx context.Context) (*oauth2.Config, error) {
	provider, _, err := o.reach(ctx)
	if err != nil {
		return nil, err
	}
	return &oauth2.Config{
		ClientID: o.settings.ClientID, ClientSecret: o.settings.ClientSecret, Endpoint: provider.Endpoint(),
		RedirectURL: o.settings.Callback, Scopes: []string{oidc.ScopeOpenID, "profile", "email"},
	}, nil
}

// reach asks the provider about itself until it has answered once.
func (o *OIDC) reach(ctx context.Context) (*oidc.Provider, *oidc.IDTokenVerifier, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.provider == nil {
		provider, err := oidc.NewProvider(oidc.ClientContext(context.WithoutCancel(ctx), o.client), o.settings.Issuer)
		if err != nil {
			return nil, nil, fmt.Errorf("reach the OIDC provider: %w", err)
		}
		o.provider = provider
		o.verifier = provider.Verifier(&oidc.Config{ClientID: o.settings.ClientID, Now: o.now, SupportedSigningAlgs: signatures()})
	}
	return o.provider, o.verifier, nil
}
