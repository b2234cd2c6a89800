package auth

import (
	"context"
	"errors"
	"net/http"
	"net/url"
	"strings"

	"phusong/data"
)

// Login opens a session for who knows the password, and returns its cookie. It
// fails with ErrLogin, ErrTooOften, ErrBusy or ErrNotPrivate. Names that do not
// exist take as long as names that do.
func (g *Gate) Login(ctx context.Context, name, password string) (Caller, http.Cookie, error) {
	if g.store == nil {
		return Caller{}, http.Cookie{}, ErrLogin
	}
	if err := g.allowTry(ctx, name); err != nil {
		return Caller{}, http.Cookie{}, err
	}
	account, hash, err := g.find(ctx, name)
	if err != nil {
		return Caller{}, http.Cookie{}, err
	}
	matches, outdated, err := g.Passwords.Check(ctx, password, hash)
	if err != nil {
		return Caller{}, http.Cookie{}, err
	}
	if !matches || account.Disabled {
		return Caller{}, http.Cookie{}, ErrLogin
	}
	g.forgetTry(ctx, name)
	if outdated {
		if err := g.rehash(ctx, account, password); err != nil {
			return Caller{}, http.Cookie{}, err
		}
	}
	return g.open(ctx, account)
}

// find returns the account of a name and the hash of its password, nothing where
// there is none.
func (g *Gate) find(ctx context.Context, name string) (data.Account, string, error) {
	name, err := data.ParseAccountName(name)
	if err != nil {
		return data.Account{}, "", nil
	}
	account, hash, err := g.store.AccountByName(ctx, name)
	if errors.Is(err, data.ErrNoAccount) {
		return data.Account{}, "", nil
	}
	return account, hash, err
}

// allowTry counts a try to log in. No number of tries locks an account: when a
// name was tried too often, addresses that have not tried yet still may.
func (g *Gate) allowTry(ctx context.Context, name string) error {
	c := Of(ctx)
	if !c.Private() {
		return ErrNotPrivate
	}
	near := neighbourhood(c.Address)
	stranger := g.logins.Fresh(near)
	if wait := g.logins.Take(near); wait > 0 {
		return ErrTooOften{wait}
	}
	if wait := g.names.Take(strings.ToLower(name)); wait > 0 && !stranger {
		return ErrTooOften{wait}
	}
	return nil
}

// forgetTry takes the try back: only those that fail count.
func (g *Gate) forgetTry(ctx context.Context, name string) {
	g.logins.Return(neighbourhood(Of(ctx).Address))
	g.names.Return(strings.ToLower(name))
}

// rehash stores the password at today's cost.
func (g *Gate) rehash(ctx context.Context, a data.Account, password string) error {
	hash, err := g.Passwords.Hash(ctx, password)
	if errors.Is(err, ErrPasswordLength) {
		return nil // taken when shorter ones were: it stays as it is
	}
	if err != nil {
		return err
	}
	return g.store.SetPassword(ctx, g.actor(ctx, a), a.ID, hash, "")
}

// open ends the session the browser had, whoever's it was, and opens a new one
// under a new secret: one that somebody slipped in leads nowhere.
func (g *Gate) open(ctx context.Context, a data.Account) (Caller, http.Cookie, error) {
	c := Of(ctx)
	if c.Session.ID != "" {
		if err := g.end(ctx, c); err != nil {
			return Caller{}, http.Cookie{}, err
		}
	}
	secret, session, err := g.store.OpenSession(ctx, g.actor(ctx, a), a.ID, c.Agent, g.Sessions)
	if errors.Is(err, data.ErrNoAccount) {
		err = ErrLogin
	}
	if err != nil {
		return Caller{}, http.Cookie{}, err
	}
	c.Account, c.Session, c.Token, c.Who = a, session, data.Token{}, a.Audience()
	return c, cookie(cookieName(c.Secure), secret, c.Secure, g.Sessions.Absolute), nil
}

func (g *Gate) actor(ctx context.Context, a data.Account) data.Actor {
	by := Actor(ctx)
	by.Account, by.Name = a.ID, a.Name
	return by
}

// Logout ends the caller's session, if there is one, and returns the cookie that
// takes the old one back.
func (g *Gate) Logout(ctx context.Context) (http.Cookie, error) {
	c := Of(ctx)
	gone := cookie(cookieName(c.Secure), "", c.Secure, 0)
	if c.Session.ID == "" {
		return gone, nil
	}
	return gone, g.end(ctx, c)
}

func (g *Gate) end(ctx context.Context, c Caller) error {
	err := g.store.EndSession(ctx, Actor(ctx), c.Account.ID, c.Session.ID)
	if errors.Is(err, data.ErrNoSession) { // it ended meanwhile
		return nil
	}
	return err
}

// ChangePassword sets the caller's password after asking for the old one. Other
// sessions of the account end.
func (g *Gate) ChangePassword(ctx context.Context, old, next string) error {
	c := Of(ctx)
	if err := g.allowTry(ctx, c.Account.Name); err != nil {
		return err
	}
	_, hash, err := g.store.AccountByName(ctx, c.Account.Name)
	if err != nil {
		return err
	}
	matches, _, err := g.Passwords.Check(ctx, old, hash)
	if err != nil {
		return err
	}
	if !matches {
		return ErrLogin
	}
	g.forgetTry(ctx, c.Account.Name)
	if hash, err = g.Passwords.Hash(ctx, next); err != nil {
		return err
	}
	return g.store.SetPassword(ctx, Actor(ctx), c.Account.ID, hash, c.Session.ID)
}

// Accept answers an invitation: the password is set, the person is in.
func (g *Gate) Accept(ctx context.Context, answer data.Acceptance, password string) (Caller, http.Cookie, error) {
	c := Of(ctx)
	if g.store == nil {
		return Caller{}, http.Cookie{}, data.ErrNoInvitation
	}
	if !c.Private() {
		return Caller{}, http.Cookie{}, ErrNotPrivate
	}
	if err := tooOften(g.logins.Take(neighbourhood(c.Address))); err != nil {
		return Caller{}, http.Cookie{}, err
	}
	if _, err := g.store.Invitation(ctx, answer.Secret); err != nil { // before the costly hash
		return Caller{}, http.Cookie{}, err
	}
	hash, err := g.Passwords.Hash(ctx, password)
	if err != nil {
		return Caller{}, http.Cookie{}, err
	}
	answer.PasswordHash = hash
	account, err := g.store.AcceptInvitation(ctx, Actor(ctx), answer)
	if err != nil {
		return Caller{}, http.Cookie{}, err
	}
	return g.open(ctx, account)
}

// BeginOIDC returns where to send a browser that logs in through the provider,
// and the cookie that binds the login to it.
func (g *Gate) BeginOIDC(ctx context.Context, to string) (address string, flow http.Cookie, err error) {
	c := Of(ctx)
	if !c.Private() {
		return "", http.Cookie{}, ErrNotPrivate
	}
	value, address, err := g.OIDC.Start(ctx, localPage(to))
	return address, cookie(flowCookieName(c.Secure), value, c.Secure, flowLasts), err
}

// EndOIDC opens a session for who the provider says came back. The cookies are
// to be set whether it succeeds or not.
func (g *Gate) EndOIDC(r *http.Request) (to string, cookies []http.Cookie, err error) {
	ctx, c := r.Context(), Of(r.Context())
	flow := flowCookieName(c.Secure)
	cookies = []http.Cookie{cookie(flow, "", c.Secure, 0)}
	if err := tooOften(g.logins.Take(neighbourhood(c.Address))); err != nil {
		return "", cookies, err
	}
	query := r.URL.Query()
	came, err := g.OIDC.finish(ctx, secretIn(r, flow), query.Get("state"), query.Get("code"))
	if err != nil {
		return "", cookies, err
	}
	account, err := g.store.OIDCAccount(ctx, Actor(ctx), data.Identity{Issuer: g.OIDC.settings.Issuer, Subject: came.subject,
		Name: came.name, FullName: came.fullName, Role: came.audience.Role, Operator: came.audience.Operator})
	if err != nil {
		return "", cookies, err
	}
	_, session, err := g.open(ctx, account)
	if err != nil {
		return "", cookies, err
	}
	return came.to, append(cookies, session), nil
}

// localPage returns the path if it is a page of this server, else the map. What
// begins with two slashes, or a slash and a backslash, leads elsewhere.
func localPage(to string) string {
	u, err := url.Parse(to)
	if err != nil || len(to) > 500 || !strings.HasPrefix(to, "/") || strings.HasPrefix(to, "//") || strings.ContainsAny(to, "\\\r\n\t") || u.Host != "" || u.Scheme != "" {
		return "/"
	}
	return to
}
