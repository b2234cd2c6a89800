package data_test

import (
	"errors"
	"strings"
	"testing"
	"time"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

// later makes the database believe that sessions and tokens were last seen by
// so much earlier.
func later(t *testing.T, store *data.Store, interval string) {
	t.Helper()
	for _, sql := range []string{
		`UPDATE sessions SET opened_at = opened_at - $1::interval, seen_at = seen_at - $1::interval, ends_at = ends_at - $1::interval`,
		`UPDATE tokens SET last_used = last_used - $1::interval, expires_at = expires_at - $1::interval`,
	} {
		if _, err := store.Pool().Exec(t.Context(), sql, interval); err != nil {
			t.Fatal(err)
		}
	}
}

func TestASessionIsOpenedSeenAndEnded(t *testing.T) {
	store := datatest.New(t)
	a := add(t, store, "an", data.Leader, "")
	secret, opened, err := store.OpenSession(t.Context(), desk(), a.ID, "Mozilla\r\n5.0", data.DefaultSessionTimes())
	if err != nil || opened.Agent != `Mozilla\u{d}\u{a}5.0` || opened.Address != "192.0.2.1" {
		t.Fatalf("%+v, %v", opened, err)
	}
	found, account, err := store.SessionBySecret(t.Context(), secret)
	if err != nil || found != opened || account.ID != a.ID || account.LastLogin == nil {
		t.Errorf("%+v, %+v, %v", found, account, err)
	}
	if all, err := store.Sessions(t.Context(), a.ID); err != nil || len(all) != 1 || all[0] != opened {
		t.Errorf("%+v, %v", all, err)
	}
	other := add(t, store, "binh", data.Leader, "")
	if err := store.EndSession(t.Context(), desk(), other.ID, opened.ID); !errors.Is(err, data.ErrNoSession) {
		t.Errorf("somebody else ends it: %v", err)
	}
	if err := store.EndSession(t.Context(), desk(), a.ID, opened.ID); err != nil {
		t.Error(err)
	}
	if _, _, err := store.SessionBySecret(t.Context(), secret); !errors.Is(err, data.ErrNoSession) {
		t.Errorf("after the end: %v", err)
	}
}

func TestOnlyTheHashOfASecretIsKept(t *testing.T) {
	store := datatest.New(t)
	a := add(t, store, "an", data.OperatorEditor, geo.Viettel)
	secrets := []string{login(t, store, a)}
	token, _, err := store.NewToken(t.Context(), desk(), data.NewToken{Account: a.ID, Title: "robot", Scopes: []data.Scope{data.UploadScope}})
	if err != nil {
		t.Fatal(err)
	}
	invitation, err := store.Invite(t.Context(), desk(), a.ID, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	secrets = append(secrets, token, strings.TrimPrefix(token, "phusong_"), invitation)
	for _, table := range []string{"sessions", "tokens", "invitations", "accounts", "audit_log"} {
		var all string
		if err := store.Pool().QueryRow(t.Context(), `SELECT coalesce(string_agg(t::text, ' '), '') FROM `+table+` t`).Scan(&all); err != nil || all == "" {
			t.Fatalf("%s: %q, %v", table, all, err)
		}
		for _, secret := range secrets {
			if strings.Contains(all, secret) {
				t.Errorf("%s holds the secret %s", table, secret)
			}
		}
	}
	if len(secrets[0]) < 43 || secrets[0] == secrets[3] {
		t.Errorf("secrets %q", secrets)
	}
}

func TestASessionRunsOutUnusedAndAtLast(t *testing.T) {
	store := datatest.New(t)
	a := add(t, store, "an", data.Leader, "")
	idle := login(t, store, a)
	later(t, store, "11 hours 59 minutes")
	if _, _, err := store.SessionBySecret(t.Context(), idle); err != nil {
		t.Fatalf("after twelve hours less a minute: %v", err)
	}
	later(t, store, "11 hours 59 minutes") // seen in between
	if _, _, err := store.SessionBySecret(t.Context(), idle); err != nil {
		t.Fatalf("used in between: %v", err)
	}
	later(t, store, "12 hours 1 minute")
	if _, _, err := store.SessionBySecret(t.Context(), idle); !errors.Is(err, data.ErrNoSession) {
		t.Errorf("unused for twelve hours: %v", err)
	}
	if all, err := store.Sessions(t.Context(), a.ID); err != nil || len(all) != 0 {
		t.Errorf("it is listed: %+v, %v", all, err)
	}
	worked := login(t, store, add(t, store, "binh", data.Leader, ""))
	var kept int
	if err := store.Pool().QueryRow(t.Context(), `SELECT count(*) FROM sessions`).Scan(&kept); err != nil || kept != 1 {
		t.Errorf("%d sessions are kept, %v; the next login throws away what has run out", kept, err)
	}
	for range 15 {
		later(t, store, "11 hours")
		store.SessionBySecret(t.Context(), worked)
	}
	if _, _, err := store.SessionBySecret(t.Context(), worked); err != nil {
		t.Errorf("used every eleven hours for 165: %v", err)
	}
	later(t, store, "4 hours")
	if _, _, err := store.SessionBySecret(t.Context(), worked); !errors.Is(err, data.ErrNoSession) {
		t.Errorf("older than seven days: %v", err)
	}
}

func TestANewPasswordEndsTheOtherSessions(t *testing.T) {
	store := datatest.New(t)
	a := add(t, store, "an", data.Leader, "")
	_, mine, err := store.OpenSession(t.Context(), desk(), a.ID, "", data.DefaultSessionTimes())
	if err != nil {
		t.Fatal(err)
	}
	other := login(t, store, a)
	if err := store.SetPassword(t.Context(), desk(), a.ID, "$new", mine.ID); err != nil {
		t.Fatal(err)
	}
	if all, err := store.Sessions(t.Context(), a.ID); err != nil || len(all) != 1 || all[0].ID != mine.ID {
		t.Errorf("left are %+v, %v", all, err)
	}
	if _, _, err := store.SessionBySecret(t.Context(), other); !errors.Is(err, data.ErrNoSession) {
		t.Errorf("the other goes on: %v", err)
	}
	if err := store.EndSessions(t.Context(), desk(), a.ID); err != nil {
		t.Error(err)
	}
	if err := store.EndSessions(t.Context(), desk(), a.ID); err != nil {
		t.Errorf("ending none: %v", err)
	}
}
