package data_test

import (
	"context"
	"errors"
	"sync"
	"testing"
	"time"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

func TestTheFirstAdministratorComesByALinkThatWorksOnce(t *testing.T) {
	store := datatest.New(t)
	if needs, err := store.NeedsAdministrator(t.Context()); err != nil || !needs {
		t.Fatalf("a new database needs an administrator: %v, %v", needs, err)
	}
	stale, err := store.Invite(t.Context(), desk(), "", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	secret, err := store.Invite(t.Context(), desk(), "", time.Hour)
	if err != nil || len(secret) < 22 {
		t.Fatalf("%q, %v", secret, err)
	}
	found, err := store.Invitation(t.Context(), secret)
	if err != nil || !found.First || found.Account.Role != data.Administrator {
		t.Errorf("%+v, %v", found, err)
	}
	answer := data.Acceptance{Secret: secret, Name: "Quan.Tri", FullName: "Quản Trị", PasswordHash: "$argon2id$x"}
	for _, worn := range []string{stale, "", secret + "x"} {
		late := answer
		late.Secret = worn
		if _, err := store.AcceptInvitation(t.Context(), desk(), late); !errors.Is(err, data.ErrNoInvitation) {
			t.Errorf("link %q: %v", worn, err)
		}
	}
	account, err := store.AcceptInvitation(t.Context(), desk(), answer)
	if err != nil || account.Name != "quan.tri" || account.Role != data.Administrator {
		t.Fatalf("%+v, %v", account, err)
	}
	if _, err := store.AcceptInvitation(t.Context(), desk(), answer); !errors.Is(err, data.ErrNoInvitation) {
		t.Errorf("the link works twice: %v", err)
	}
	if _, err := store.Invite(t.Context(), desk(), "", time.Hour); !errors.Is(err, data.ErrHasAdministrator) {
		t.Errorf("a second first administrator: %v", err)
	}
}

func TestOfManyWhoHurryOneBecomesTheFirstAdministrator(t *testing.T) {
	store := datatest.New(t)
	secret, err := store.Invite(t.Context(), desk(), "", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	made := make(chan data.Account, 8)
	for i := range cap(made) {
		all.Go(func() {
			a, err := store.AcceptInvitation(context.WithoutCancel(t.Context()), desk(), data.Acceptance{
				Secret: secret, Name: "admin" + string(rune('a'+i)), FullName: "A", PasswordHash: "$x"})
			if err == nil {
				made <- a
			}
		})
	}
	all.Wait()
	if len(made) != 1 {
		t.Errorf("%d became the first administrator", len(made))
	}
}

func TestAForgottenPasswordIsSetByALinkAndEndsSessions(t *testing.T) {
	store := datatest.New(t)
	a := add(t, store, "em", data.OperatorViewer, geo.VNPT)
	session := login(t, store, a)
	secret, err := store.Invite(t.Context(), desk(), a.ID, time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if found, err := store.Invitation(t.Context(), secret); err != nil || found.First || found.Account.ID != a.ID {
		t.Errorf("%+v, %v", found, err)
	}
	after, err := store.AcceptInvitation(t.Context(), desk(), data.Acceptance{Secret: secret, Name: "ignored", PasswordHash: "$new"})
	if err != nil || after.Name != "em" || after.FullName != a.FullName {
		t.Errorf("%+v, %v", after, err)
	}
	if _, err := store.AcceptInvitation(t.Context(), desk(), data.Acceptance{Secret: secret, PasswordHash: "$stolen"}); !errors.Is(err, data.ErrNoInvitation) {
		t.Errorf("the link works twice: %v", err)
	}
	if _, hash, _ := store.AccountByName(t.Context(), "em"); hash != "$new" {
		t.Errorf("the password is %q", hash)
	}
	if _, _, err := store.SessionBySecret(t.Context(), session); !errors.Is(err, data.ErrNoSession) {
		t.Errorf("the session goes on: %v", err)
	}
}

func TestALinkEndsByTheDatabasesClock(t *testing.T) {
	store := datatest.New(t)
	secret, err := store.Invite(t.Context(), desk(), "", time.Hour)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := store.Pool().Exec(t.Context(), `UPDATE invitations SET created_at = now() - interval '3 hours', expires_at = now()`); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Invitation(t.Context(), secret); !errors.Is(err, data.ErrNoInvitation) {
		t.Errorf("an old link: %v", err)
	}
}

func TestAnIdentityKeepsItsAccountAndTakesItsRoleFromTheClaim(t *testing.T) {
	store := datatest.New(t)
	who := data.Identity{Issuer: "https://id.example", Subject: "42", Name: "Hà Nguyễn", FullName: "Hà", Role: data.Planner}
	first, err := store.OIDCAccount(t.Context(), desk(), who)
	if err != nil || first.Role != data.Planner || first.Name != "h--nguy-n" {
		t.Fatalf("%+v, %v", first, err)
	}
	session := login(t, store, first)
	again, err := store.OIDCAccount(t.Context(), desk(), who)
	if err != nil || again.ID != first.ID {
		t.Fatalf("%+v, %v", again, err)
	}
	if _, _, err := store.SessionBySecret(t.Context(), session); err != nil {
		t.Errorf("nothing changed, but the session ended: %v", err)
	}
	who.Role, who.Operator = data.OperatorViewer, geo.MobiFone
	moved, err := store.OIDCAccount(t.Context(), desk(), who)
	if err != nil || moved.ID != first.ID || moved.Audience() != of(data.OperatorViewer, geo.MobiFone) {
		t.Fatalf("%+v, %v", moved, err)
	}
	if _, _, err := store.SessionBySecret(t.Context(), session); !errors.Is(err, data.ErrNoSession) {
		t.Errorf("the planner's session goes on: %v", err)
	}
}

func TestAnIdentityNeverTakesOverALocalName(t *testing.T) {
	store := datatest.New(t)
	local := add(t, store, "admin", data.Administrator, "")
	taken := map[string]bool{local.ID: true, local.Name: true}
	for _, subject := range []string{"1", "2"} {
		a, err := store.OIDCAccount(t.Context(), desk(), data.Identity{Issuer: "https://id.example", Subject: subject, Name: "admin", Role: data.Leader})
		if err != nil || taken[a.ID] || taken[a.Name] || a.Role != data.Leader {
			t.Errorf("%+v, %v", a, err)
		}
		taken[a.ID], taken[a.Name] = true, true
	}
}

func TestADisabledIdentityStaysOut(t *testing.T) {
	store := datatest.New(t)
	who := data.Identity{Issuer: "https://id.example", Subject: "1", Name: "gia", Role: data.Leader}
	a, err := store.OIDCAccount(t.Context(), desk(), who)
	if err != nil {
		t.Fatal(err)
	}
	yes := true
	if _, err := store.ChangeAccount(t.Context(), desk(), a.ID, data.AccountChange{Disabled: &yes}); err != nil {
		t.Fatal(err)
	}
	who.Role = data.Administrator
	if a, err = store.OIDCAccount(t.Context(), desk(), who); err != nil || !a.Disabled || a.Role != data.Leader {
		t.Errorf("%+v, %v", a, err)
	}
	if _, _, err := store.OpenSession(t.Context(), desk(), a.ID, "", data.DefaultSessionTimes()); !errors.Is(err, data.ErrNoAccount) {
		t.Errorf("a disabled account logs in: %v", err)
	}
}
