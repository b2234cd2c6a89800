package api

import (
	"cmp"
	"io"
	"net/http"
	"strings"
	"testing"
	"time"

	"phusong/api/auth"
	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

// crew is one account of every role, and of each operator's roles for two
// operators, with a browser logged in: secrets[who] is its cookie.
type crew struct {
	store    *data.Store
	accounts map[data.Audience]data.Account
	secrets  map[data.Audience]string
}

// audiences are all who may ask: every role, those of operators for two rivals.
func audiences() []data.Audience {
	var all []data.Audience
	for _, role := range data.Roles() {
		if !role.OfOperator() {
			all = append(all, data.Audience{Role: role})
			continue
		}
		all = append(all, data.Audience{Role: role, Operator: geo.Viettel}, data.Audience{Role: role, Operator: geo.VNPT})
	}
	return all
}

func newCrew(t testing.TB, store *data.Store) *crew {
	t.Helper()
	c := &crew{store: store, accounts: map[data.Audience]data.Account{}, secrets: map[data.Audience]string{}}
	for _, who := range audiences() {
		if who.Role == data.Public {
			continue
		}
		name := strings.Trim(string(who.Operator)+"."+string(who.Role), ".")
		a, err := store.AddAccount(t.Context(), data.Actor{Name: "test"}, data.NewAccount{Name: name, FullName: "Kanari of " + name, Role: who.Role, Operator: who.Operator})
		if err != nil {
			t.Fatal(err)
		}
		c.accounts[who] = a
		c.secrets[who] = c.login(t, who)
	}
	return c
}

// login opens another session of the audience's account.
func (c *crew) login(t testing.TB, who data.Audience) string {
	t.Helper()
	secret, _, err := c.store.OpenSession(t.Context(), data.Actor{Name: "test"}, c.accounts[who].ID, "test", data.SessionTimes{Idle: time.Hour, Absolute: time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

// cookie returns what the audience's browser sends, as name and value of headers.
func (c *crew) cookie(who data.Audience) []string {
	if secret := c.secrets[who]; secret != "" {
		return []string{"Cookie", "phusong=" + secret}
	}
	return nil
}

// open gives a server the crew's accounts, without limits of rate.
func (c *crew) open(t testing.TB, o Options) Options {
	t.Helper()
	settings := auth.DefaultSettings()
	settings.Limits = auth.Limits{}
	gate, err := auth.NewGate(c.store, settings, o.Now)
	if err != nil {
		t.Fatal(err)
	}
	o.Store, o.Gate = c.store, gate
	return o
}

// staffServer is a server whose every reader is a planner, if not said otherwise.
type staffServer struct {
	http.Handler
	cookie string
}

// ServeHTTP is part of http.Handler.
func (s staffServer) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	r.Header.Set("Cookie", cmp.Or(r.Header.Get("Cookie"), s.cookie))
	s.Handler.ServeHTTP(w, r)
}

func newStaffServer(t testing.TB) http.Handler {
	t.Helper()
	c := newCrew(t, datatest.New(t))
	return staffServer{New(c.open(t, options(t, io.Discard))), c.cookie(data.Audience{Role: data.Planner})[1]}
}
