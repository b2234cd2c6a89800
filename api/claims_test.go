package api

import (
	"encoding/json"
	"io"
	"net/http/httptest"
	"strings"
	"testing"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
)

// TestAClaimStandsBesideTheFigure enters the sentence of May 2024 and reads it
// back as every audience.
func TestAClaimStandsBesideTheFigure(t *testing.T) {
	c := newCrew(t, datatest.New(t))
	server := New(c.open(t, options(t, io.Discard)))
	post := func(who data.Audience, body string) int {
		r := httptest.NewRequest("POST", "/api/claims", strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		if secret := c.secrets[who]; secret != "" {
			r.Header.Set("Cookie", "phusong="+secret)
		}
		w := httptest.NewRecorder()
		server.ServeHTTP(w, r)
		return w.Code
	}
	share := `{"words":"100 % số thôn được phủ sóng","source":"khai trương trung tâm","on":"2024-05-01","subject":"hamlets-covered-percent","value":100}`
	masts := `{"words":"1.283 trạm BTS","source":"khai trương trung tâm","on":"2024-05-01","subject":"masts","value":1283}`
	for _, who := range audiences() {
		want := 404
		if who.Role == data.Leader || who.Role == data.Planner {
			want = 201
		}
		if got := post(who, share); got != want {
			t.Errorf("%v enters a claim: %d, want %d", who, got, want)
		}
	}
	leader := data.Audience{Role: data.Leader}
	if got := post(leader, masts); got != 201 {
		t.Fatalf("masts: %d", got)
	}
	for _, wrong := range []string{strings.Replace(share, `"value":100`, `"value":101`, 1), strings.Replace(share, "2024-05-01", "May", 1),
		strings.Replace(share, `"value"`, `"district":"999","value"`, 1), strings.Replace(share, "hamlets-covered-percent", "beauty", 1)} {
		if got := post(leader, wrong); got < 400 || got >= 500 {
			t.Errorf("%s: %d, want a refusal", wrong, got)
		}
	}
	for _, who := range audiences() {
		text, _ := io.ReadAll(ask(server, "GET", "/api/claims", c.cookie(who)...).Body)
		var body claimsBody
		if err := json.Unmarshal(text, &body); err != nil || len(body.Rows) != 3 {
			t.Fatalf("%v: %d claims, %v: %s", who, len(body.Rows), err, text)
		}
		for _, row := range body.Rows {
			staff := who.Cut() == data.StaffCut
			switch {
			case row.Subject == geo.CountMasts && (row.Computed != nil) != staff:
				t.Errorf("%v is told how many masts there are: %v", who, row.Computed)
			case row.Subject == geo.ShareCovered && (row.Computed == nil || *row.Holds || len(row.Against) == 0):
				t.Errorf("%v: %+v, want a figure and the hamlets against it", who, row)
			case (row.EnteredBy != "") != staff:
				t.Errorf("%v is told who entered it: %q", who, row.EnteredBy)
			}
		}
	}
}
