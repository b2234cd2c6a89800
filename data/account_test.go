package data_test

import (
	"context"
	"errors"
	"testing"
	"time"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

// desk is who changes things in these tests.
func desk() data.Actor { return data.Actor{Name: "desk", Address: "192.0.2.1", Request: "r1"} }

// administrator is who may read accounts, tokens and the log.
func administrator() data.Audience { return data.Audience{Role: data.Administrator} }

func of(role data.Role, operator geo.OperatorCode) data.Audience {
	return data.Audience{Role: role, Operator: operator}
}

func add(t *testing.T, store *data.Store, name string, role data.Role, operator geo.OperatorCode) data.Account {
	t.Helper()
	a, err := store.AddAccount(t.Context(), desk(), data.NewAccount{Name: name, FullName: "Nguyễn " + name, Role: role, Operator: operator, PasswordHash: "$argon2id$" + name})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func login(t *testing.T, store *data.Store, a data.Account) string {
	t.Helper()
	secret, _, err := store.OpenSession(t.Context(), desk(), a.ID, "Firefox", data.DefaultSessionTimes())
	if err != nil {
		t.Fatal(err)
	}
	return secret
}

func TestAnAccountIsFoundByNameHoweverItIsTyped(t *testing.T) {
	store := datatest.New(t)
	made := add(t, store, "An.Nguyen", data.Planner, "")
	found, hash, err := store.AccountByName(t.Context(), " an.NGUYEN ")
	if err != nil || found.ID != made.ID || hash != "$argon2id$An.Nguyen" || found.Audience() != of(data.Planner, "") {
		t.Errorf("found %+v, %q, %v", found, hash, err)
	}
	if _, _, err := store.AccountByName(t.Context(), "nobody"); !errors.Is(err, data.ErrNoAccount) {
		t.Errorf("nobody: %v", err)
	}
}

func TestAnAccountThatDoesNotFitIsRefusedInWords(t *testing.T) {
	store := datatest.New(t)
	add(t, store, "binh", data.Leader, "")
	for _, tt := range []struct {
		what string
		n    data.NewAccount
		want error
	}{
		{"a name that is taken", data.NewAccount{Name: "BINH", FullName: "B", Role: data.Leader}, data.ErrNameTaken},
		{"a name of other letters", data.NewAccount{Name: "bình", FullName: "B", Role: data.Leader}, data.ErrInvalid},
		{"an operator's role without operator", data.NewAccount{Name: "c", FullName: "C", Role: data.OperatorAdmin}, data.ErrInvalid},
		{"staff of an operator", data.NewAccount{Name: "c", FullName: "C", Role: data.Planner, Operator: geo.VNPT}, data.ErrInvalid},
		{"the public", data.NewAccount{Name: "c", FullName: "C", Role: data.Public}, data.ErrInvalid},
		{"a full name of two lines", data.NewAccount{Name: "c", FullName: "C\nD", Role: data.Leader}, data.ErrInvalid},
	} {
		if _, err := store.AddAccount(t.Context(), desk(), tt.n); !errors.Is(err, tt.want) {
			t.Errorf("%s: %v, want %v", tt.what, err, tt.want)
		}
	}
}

func TestChangingWhatAnAccountMayDoEndsItsAccessAtOnce(t *testing.T) {
	store := datatest.New(t)
	viewer, vnpt, yes := data.OperatorViewer, geo.VNPT, true
	for _, tt := range []struct {
		what   string
		change data.AccountChange
	}{
		{"role", data.AccountChange{Role: &viewer}},
		{"operator", data.AccountChange{Operator: &vnpt}},
		{"access", data.AccountChange{Disabled: &yes}},
	} {
		t.Run(tt.what, func(t *testing.T) {
			a := add(t, store, tt.what, data.OperatorEditor, geo.Viettel)
			session := login(t, store, a)
			token, _, err := store.NewToken(t.Context(), desk(), data.NewToken{Account: a.ID, Title: "robot", Scopes: []data.Scope{data.ReadScope}})
			if err != nil {
				t.Fatal(err)
			}
			invitation, err := store.Invite(t.Context(), desk(), a.ID, time.Hour)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := store.ChangeAccount(t.Context(), desk(), a.ID, tt.change); err != nil {
				t.Fatal(err)
			}
			if _, _, err := store.SessionBySecret(t.Context(), session); !errors.Is(err, data.ErrNoSession) {
				t.Errorf("the session goes on: %v", err)
			}
			if _, _, err := store.TokenBySecret(t.Context(), token); !errors.Is(err, data.ErrNoToken) {
				t.Errorf("the token goes on: %v", err)
			}
			if _, err := store.Invitation(t.Context(), invitation); !errors.Is(err, data.ErrNoInvitation) {
				t.Errorf("the invitation goes on: %v", err)
			}
		})
	}
}

func TestANewNameEndsNothing(t *testing.T) {
	store := datatest.New(t)
	a := add(t, store, "dung", data.Leader, "")
	session, name := login(t, store, a), "Lê Dung"
	after, err := store.ChangeAccount(t.Context(), desk(), a.ID, data.AccountChange{FullName: &name})
	if err != nil || after.FullName != name {
		t.Fatalf("%+v, %v", after, err)
	}
	if _, _, err := store.SessionBySecret(t.Context(), session); err != nil {
		t.Error(err)
	}
}

func TestSomeAdministratorStaysEvenIfTwoDeposeEachOther(t *testing.T) {
	store := datatest.New(t)
	one, two := add(t, store, "one", data.Administrator, ""), add(t, store, "two", data.Administrator, "")
	yes, results := true, make(chan error, 2)
	for _, a := range []data.Account{one, two} {
		go func() {
			_, err := store.ChangeAccount(context.WithoutCancel(t.Context()), desk(), a.ID, data.AccountChange{Disabled: &yes})
			results <- err
		}()
	}
	first, second := <-results, <-results
	if (first == nil) == (second == nil) || !errors.Is(errors.Join(first, second), data.ErrLastAdministrator) {
		t.Errorf("one of two goes: %v, %v", first, second)
	}
}

func TestAnAdministratorOfAnOperatorListsItsOwnAccountsOnly(t *testing.T) {
	store := datatest.New(t)
	add(t, store, "admin", data.Administrator, "")
	viettel := add(t, store, "v1", data.OperatorEditor, geo.Viettel)
	vnpt := add(t, store, "n1", data.OperatorEditor, geo.VNPT)
	for _, tt := range []struct {
		who  data.Audience
		want int
	}{
		{administrator(), 3}, {of(data.Auditor, ""), 3}, {of(data.OperatorAdmin, geo.Viettel), 1},
		{of(data.OperatorEditor, geo.Viettel), 0}, {of(data.Planner, ""), 0}, {data.Everyone(), 0},
	} {
		found, err := store.Accounts(t.Context(), tt.who, data.AccountFilter{})
		if err != nil || len(found) != tt.want {
			t.Errorf("%v sees %d accounts, %v; want %d", tt.who, len(found), err, tt.want)
		}
	}
	mine := of(data.OperatorAdmin, geo.Viettel)
	if found, err := store.AccountByID(t.Context(), mine, viettel.ID); err != nil || found != viettel {
		t.Errorf("own account: %+v, %v", found, err)
	}
	for _, id := range []string{vnpt.ID, "00000000-0000-7000-8000-000000000000", "'; --"} {
		if _, err := store.AccountByID(t.Context(), mine, id); !errors.Is(err, data.ErrNoAccount) {
			t.Errorf("account %s: %v", id, err)
		}
	}
	if _, err := store.Accounts(t.Context(), data.Audience{}, data.AccountFilter{}); !errors.Is(err, data.ErrNobody) {
		t.Errorf("nobody asks: %v", err)
	}
}
