package data_test

import (
	"errors"
	"regexp"
	"testing"
	"time"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

func issue(t *testing.T, store *data.Store, a data.Account, scopes ...data.Scope) (string, data.Token) {
	t.Helper()
	secret, token, err := store.NewToken(t.Context(), desk(), data.NewToken{Account: a.ID, Title: "robot", Scopes: scopes, ValidFor: 24 * time.Hour})
	if err != nil {
		t.Fatal(err)
	}
	return secret, token
}

func TestATokenNeverDoesMoreThanItsAccountAndItsScopes(t *testing.T) {
	store := datatest.New(t)
	for i, tt := range []struct {
		role     data.Role
		operator geo.OperatorCode
		scopes   []data.Scope
		want     data.Audience // zero: there is none to be had
	}{
		{data.OperatorAdmin, geo.Viettel, []data.Scope{data.ReadScope}, of(data.OperatorViewer, geo.Viettel)},
		{data.OperatorAdmin, geo.Viettel, []data.Scope{data.ReadScope, data.UploadScope}, of(data.OperatorEditor, geo.Viettel)},
		{data.OperatorEditor, geo.VNPT, []data.Scope{data.UploadScope}, of(data.OperatorEditor, geo.VNPT)},
		{data.OperatorViewer, geo.VNPT, []data.Scope{data.ReadScope}, of(data.OperatorViewer, geo.VNPT)},
		{data.OperatorViewer, geo.VNPT, []data.Scope{data.UploadScope}, data.Audience{}},
		{data.Planner, "", []data.Scope{data.ReadScope}, of(data.Planner, "")},
		{data.Planner, "", []data.Scope{data.UploadScope}, data.Audience{}},
		{data.Administrator, "", []data.Scope{data.ReadScope}, data.Audience{}},
		{data.Auditor, "", []data.Scope{data.ReadScope}, data.Audience{}},
		{data.Planner, "", nil, data.Audience{}},
		{data.Planner, "", []data.Scope{"everything"}, data.Audience{}},
	} {
		a := add(t, store, "a"+string(rune('a'+i)), tt.role, tt.operator)
		secret, token, err := store.NewToken(t.Context(), desk(), data.NewToken{Account: a.ID, Title: "robot", Scopes: tt.scopes})
		if tt.want == (data.Audience{}) {
			if !errors.Is(err, data.ErrInvalid) {
				t.Errorf("%s with %v: %v", tt.role, tt.scopes, err)
			}
			continue
		}
		if err != nil {
			t.Errorf("%s with %v: %v", tt.role, tt.scopes, err)
			continue
		}
		found, who, err := store.TokenBySecret(t.Context(), secret)
		if err != nil || who != tt.want || found.ID != token.ID || found.AccountName != a.Name || !found.Allows(tt.scopes[0]) {
			t.Errorf("%s with %v asks as %v, %v; want %v", tt.role, tt.scopes, who, err, tt.want)
		}
	}
}

func TestATokenRunsOutIsRevokedAndIsSeenOnceAMinute(t *testing.T) {
	store := datatest.New(t)
	a := add(t, store, "an", data.OperatorEditor, geo.Viettel)
	secret, token := issue(t, store, a, data.ReadScope)
	used := func() time.Time {
		t.Helper()
		store.TokenBySecret(t.Context(), secret)
		found, _, err := store.TokenBySecret(t.Context(), secret)
		if err != nil || found.LastUsed == nil {
			t.Fatalf("%+v, %v", found, err)
		}
		return *found.LastUsed
	}
	first := used()
	if again := used(); !again.Equal(first) {
		t.Errorf("noted twice within a minute: %v and %v", first, again)
	}
	later(t, store, "2 minutes")
	if again := used(); again.Before(first) {
		t.Errorf("not noted after two minutes: %v and %v", first, again)
	}
	later(t, store, "24 hours")
	if _, _, err := store.TokenBySecret(t.Context(), secret); !errors.Is(err, data.ErrNoToken) {
		t.Errorf("after its end: %v", err)
	}
	secret, token = issue(t, store, a, data.ReadScope)
	who := of(data.OperatorAdmin, geo.Viettel)
	for range 2 {
		if err := store.RevokeToken(t.Context(), desk(), who, "", token.ID); err != nil {
			t.Error(err)
		}
	}
	if _, _, err := store.TokenBySecret(t.Context(), secret); !errors.Is(err, data.ErrNoToken) {
		t.Errorf("after its revocation: %v", err)
	}
}

func TestTokensAreSeenAndRevokedByTheirOwnSideOnly(t *testing.T) {
	store := datatest.New(t)
	viettel := add(t, store, "v", data.OperatorEditor, geo.Viettel)
	planner := add(t, store, "p", data.Planner, "")
	secret, token := issue(t, store, viettel, data.ReadScope)
	issue(t, store, planner, data.ReadScope)
	for _, tt := range []struct {
		who  data.Audience
		want int
	}{
		{administrator(), 2}, {of(data.Auditor, ""), 2}, {of(data.OperatorAdmin, geo.Viettel), 1},
		{of(data.OperatorAdmin, geo.VNPT), 0}, {of(data.Planner, ""), 1}, {data.Everyone(), 0},
	} {
		found, err := store.Tokens(t.Context(), tt.who, "")
		if err != nil || len(found) != tt.want {
			t.Errorf("%v sees %d tokens, %v; want %d", tt.who, len(found), err, tt.want)
		}
	}
	if own, err := store.Tokens(t.Context(), administrator(), planner.ID); err != nil || len(own) != 1 {
		t.Errorf("of one account: %+v, %v", own, err)
	}
	for _, rival := range []data.Audience{of(data.OperatorAdmin, geo.VNPT), of(data.Planner, ""), data.Everyone()} {
		if err := store.RevokeToken(t.Context(), desk(), rival, "", token.ID); !errors.Is(err, data.ErrNoToken) {
			t.Errorf("%v revokes it: %v", rival, err)
		}
	}
	if err := store.RevokeToken(t.Context(), desk(), administrator(), planner.ID, token.ID); !errors.Is(err, data.ErrNoToken) {
		t.Errorf("as one of another account: %v", err)
	}
	if _, _, err := store.TokenBySecret(t.Context(), secret); err != nil {
		t.Errorf("nobody revoked it: %v", err)
	}
}

func TestIdsAreUUIDsOfVersionSevenInOrderOfTime(t *testing.T) {
	store := datatest.New(t)
	form := regexp.MustCompile(`^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$`)
	last := ""
	for _, name := range []string{"a", "b", "c"} {
		id := add(t, store, name, data.Leader, "").ID
		if !form.MatchString(id) || id[:8] < last {
			t.Errorf("id %s after %s", id, last)
		}
		last = id[:8]
	}
}
