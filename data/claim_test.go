package data_test

import (
	"errors"
	"testing"
	"time"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

func TestAClaimIsKeptWithItsSourceAndWithdrawnNotForgotten(t *testing.T) {
	store := datatest.New(t)
	by := data.Actor{Name: "leader"}
	said := geo.Claim{Subject: geo.ShareCovered, Value: 100, Operator: geo.AnyOperator, Technologies: geo.From4G, Definition: "centre",
		On: time.Date(2024, 5, 1, 0, 0, 0, 0, time.UTC), Source: "báo cáo khai trương", Words: "100 % số thôn được phủ sóng"}
	kept, err := store.AddClaim(t.Context(), by, said)
	if err != nil {
		t.Fatal(err)
	}
	list, err := store.Claims(t.Context())
	if err != nil || len(list) != 1 || list[0].Claim != said || list[0].EnteredBy != "leader" || list[0].ID != kept.ID {
		t.Fatalf("claims %+v, %v; want the one that was kept", list, err)
	}
	if err := store.WithdrawClaim(t.Context(), by, kept.ID); err != nil {
		t.Fatal(err)
	}
	if list, err := store.Claims(t.Context()); err != nil || len(list) != 0 {
		t.Errorf("after it was withdrawn: %+v, %v", list, err)
	}
	for _, id := range []string{kept.ID, "x", ""} {
		if err := store.WithdrawClaim(t.Context(), by, id); !errors.Is(err, data.ErrNoClaim) {
			t.Errorf("withdraw %q: %v", id, err)
		}
	}
	log, err := store.AuditLog(t.Context(), data.Audience{Role: data.Auditor}, data.AuditQuery{Text: "100 %"})
	if err != nil || len(log) != 1 || log[0].Action != "claim.add" {
		t.Errorf("the log %+v, %v; want who entered it", log, err)
	}
	for name, spoil := range map[string]func(*geo.Claim){
		"more than all":           func(c *geo.Claim) { c.Value = 101 },
		"no source":               func(c *geo.Claim) { c.Source = "" },
		"no day":                  func(c *geo.Claim) { c.On = time.Time{} },
		"of nothing":              func(c *geo.Claim) { c.Subject = "beauty" },
		"judged by no rule":       func(c *geo.Claim) { c.Definition = "hope" },
		"of no technology":        func(c *geo.Claim) { c.Technologies = "4" },
		"a number that is none":   func(c *geo.Claim) { c.Value = -1 },
		"words without an ending": func(c *geo.Claim) { c.Words = string(make([]byte, 2000)) },
	} {
		wrong := said
		spoil(&wrong)
		if _, err := store.AddClaim(t.Context(), by, wrong); !errors.Is(err, data.ErrInvalid) {
			t.Errorf("%s: %v", name, err)
		}
	}
}
