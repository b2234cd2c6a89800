package api

import (
	"io"
	"strings"
	"testing"
)

func TestAPersonWhoMissedThePageIsGivenOne(t *testing.T) {
	server := newServer(t)
	for _, tt := range []struct {
		path, accept string
		page         bool
	}{
		{"/nothing/here", "text/html,*/*;q=0.8", true},
		{"/nothing/here", "application/json", false},
		{"/nothing/here", "", false},
		{"/nothing.js", "text/html", false},
		{"/assets/nothing", "text/html", false},
		{"/api/nothing", "text/html", false},
		{"/tiles/nothing", "text/html", false},
		{"/.env", "text/html", false},
	} {
		answer := ask(server, "GET", tt.path, "Accept", tt.accept)
		body, _ := io.ReadAll(answer.Body)
		page := strings.Contains(string(body), "bản đồ") && strings.HasPrefix(answer.Header.Get("Content-Type"), "text/html")
		if answer.StatusCode != 404 || page != tt.page {
			t.Errorf("%s for %q: %s, %s; want 404 and the page %v", tt.path, tt.accept, answer.Status, answer.Header.Get("Content-Type"), tt.page)
		}
		if page && answer.Header.Get("Cache-Control") != never {
			t.Errorf("%s: what is not there is kept: %q", tt.path, answer.Header.Get("Cache-Control"))
		}
	}
}
