package auth

import (
	"net/http"
	"net/http/httptest"
	"testing"
	"time"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

func TestWhoWasJustLookedUpIsKnownForAMomentUnlessSomethingWasChanged(t *testing.T) {
	address, by, now := datatest.URL(t), data.Actor{Name: "test"}, time.Date(2026, 5, 4, 8, 0, 0, 0, time.UTC)
	open := func() *data.Store {
		store, err := data.Open(t.Context(), address)
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(store.Close)
		return store
	}
	here, elsewhere := open(), open() // another server of the same database
	g, err := NewGate(here, Settings{Cost: cheap()}, func() time.Time { return now })
	if err != nil {
		t.Fatal(err)
	}
	account, err := here.AddAccount(t.Context(), by, data.NewAccount{Name: "anh.ba", FullName: "Anh Ba", Role: data.OperatorEditor, Operator: geo.Viettel})
	if err != nil {
		t.Fatal(err)
	}
	login := func() (cookie string) {
		secret, _, err := here.OpenSession(t.Context(), by, account.ID, "test", data.DefaultSessionTimes())
		if err != nil {
			t.Fatal(err)
		}
		return "phusong=" + secret
	}
	expect := func(when, cookie string, want data.Role) {
		t.Helper()
		r := httptest.NewRequest(http.MethodGet, "/tiles/op-viettel/latest/sites/9/405/223.mvt", nil)
		r.Header.Set("Cookie", cookie)
		if c, err := g.Recognise(r, Caller{Request: "1"}); err != nil || c.Who.Role != want || c.Request != "1" || (c.Account.ID != "") != (want != data.Public) {
			t.Errorf("%s: %+v, %v, want %s", when, c, err, want)
		}
	}
	cookie := login()
	expect("logged in", cookie, data.OperatorEditor)
	expect("another's cookie", "phusong=other", data.Public)
	if err := elsewhere.EndSessions(t.Context(), by, account.ID); err != nil {
		t.Fatal(err)
	}
	expect("ended by another server, the same moment", cookie, data.OperatorEditor)
	now = now.Add(moment)
	expect("ended by another server, a moment later", cookie, data.Public)

	cookie = login()
	expect("logged in again", cookie, data.OperatorEditor)
	role := data.OperatorViewer
	if _, err := elsewhere.ChangeAccount(t.Context(), by, account.ID, data.AccountChange{Role: &role}); err != nil {
		t.Fatal(err)
	}
	cookie = login() // through this store: what was known is looked up again
	expect("with another role", cookie, data.OperatorViewer)
	if err := here.EndSessions(t.Context(), by, account.ID); err != nil {
		t.Fatal(err)
	}
	expect("logged out here, the same moment", cookie, data.Public)
	if n := len(g.memory.known); n != 3 {
		t.Errorf("%d are known: nobody must not be among them", n)
	}
}

func TestOfManySecretsNoneFillTheMemory(t *testing.T) {
	m := newMemory(time.Now)
	for i := range mostKnown + 1 {
		m.keep([32]byte{byte(i), byte(i >> 8)}, acquaintance{})
	}
	if n := len(m.known); n != 1 {
		t.Errorf("%d are known", n)
	}
}
