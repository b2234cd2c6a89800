package auth

import (
	"context"
	"net/netip"

	"phusong/data"
)

// Caller is one request as far as who asks goes. The zero Caller is the public.
type Caller struct {
	Who     data.Audience
	Account data.Account // zero for the public and for programs with a token
	Session data.Session // zero unless a cookie opened it
	Token   data.Token   // zero unless a token did

	Address netip.Addr
	Agent   string // the browser, as it calls itself
	Request string // the request's id
	Base    string // how the reader reached the server: https://host
	Secure  bool   // nobody between reader and server can read along
	Here    bool   // the address is one of this very machine
}

// Private tells whether a password may be asked for.
func (c Caller) Private() bool { return c.Secure || c.Here }

// known tells whether the caller is somebody, or a program of somebody's.
func (c Caller) known() bool { return c.Account.ID != "" || c.Token.ID != "" }

type callerKey struct{}

// With returns a context in which From, Account and Actor tell of the caller.
func With(ctx context.Context, c Caller) context.Context {
	return context.WithValue(ctx, callerKey{}, c)
}

// Of returns the caller a request's context belongs to.
func Of(ctx context.Context) Caller {
	c, _ := ctx.Value(callerKey{}).(Caller)
	return c
}

// From returns who asks: the public where nobody was asked to say.
func From(ctx context.Context) data.Audience {
	if who := Of(ctx).Who; who != (data.Audience{}) {
		return who
	}
	return data.Everyone()
}

// Account returns the account of a person who is logged in.
func Account(ctx context.Context) (data.Account, bool) {
	a := Of(ctx).Account
	return a, a.ID != ""
}

// Actor returns who asks, for the audit log.
func Actor(ctx context.Context) data.Actor {
	c := Of(ctx)
	by := data.Actor{Account: c.Account.ID, Name: c.Account.Name, Address: c.Address.String(), Request: c.Request}
	if c.Token.ID != "" {
		by.Account, by.Name = c.Token.Account, c.Token.AccountName+" (token "+c.Token.ID+")"
	}
	return by
}
