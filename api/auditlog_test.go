package api

import (
	"net/url"
	"testing"
	"time"

	"phusong/api/auth"
	"phusong/data"
	"phusong/geo"
)

func TestTheAuditLogTellsWhoDidWhat(t *testing.T) {
	clock := time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)
	w := newTown(t, func(o *Options, _ *auth.Settings) { o.Now = func() time.Time { return clock } })
	boss := w.enter("boss", data.Administrator, "")
	must[invitedBody](w, 201, boss, "POST", "/api/users", map[string]any{"name": "lan", "fullName": "Chị Lan\u202e", "role": "planner"})
	auditor := w.enter("auditor", data.Auditor, "")

	page := must[auditPage](w, 200, auditor, "GET", "/api/audit?actor=boss&action=account.", nil)
	if len(page.Rows) != 2 || page.Rows[0].Action != "account.invite" || page.Rows[1].Action != "account.add" || page.Rows[1].Address != "192.0.2.1" || len(page.Rows[1].Hash) != 64 {
		t.Errorf("%+v", page.Rows)
	}
	if !page.Verified.Intact || page.Verified.Entries < 5 {
		t.Errorf("%+v", page.Verified)
	}
	first := must[auditPage](w, 200, auditor, "GET", "/api/audit?limit=2", nil)
	second := must[auditPage](w, 200, auditor, "GET", "/api/audit?limit=2&before="+*first.Next, nil)
	if len(first.Rows) != 2 || first.Rows[1].ID != second.Rows[0].ID+1 {
		t.Errorf("%+v\n%+v", first, second)
	}
	today := time.Now().In(time.FixedZone("UTC+7", 7*3600)).Format(time.DateOnly)
	for query, want := range map[string]bool{
		"from=" + today + "&to=" + today: true, "to=2020-01-01": false, "q=lan": true, "q=%25": false, "q=nobody+did": false,
		"to=" + url.QueryEscape(time.Now().Add(time.Hour).Format(time.RFC3339)): true,
	} {
		if found := must[auditPage](w, 200, auditor, "GET", "/api/audit?"+query, nil); len(found.Rows) > 0 != want {
			t.Errorf("%s finds %d", query, len(found.Rows))
		}
	}
	for _, wrong := range []string{"from=yesterday", "to=2026-13-01", "q=%00", "actor=%ff"} {
		must[struct{}](w, 400, auditor, "GET", "/api/audit?"+wrong, nil)
	}
	w.gone(w.enter("rival", data.OperatorAdmin, geo.VNPT), "GET", "/api/audit", nil)
	w.gone("", "GET", "/api/audit", nil)
	before := page.Verified.Entries
	if again := must[auditPage](w, 200, auditor, "GET", "/api/audit", nil); again.Verified.Entries != before {
		t.Error("the whole log is read at every request")
	}
	clock = clock.Add(2 * time.Minute)
	if again := must[auditPage](w, 200, auditor, "GET", "/api/audit", nil); again.Verified.Entries <= before {
		t.Error("what was verified is never verified again")
	}
}
