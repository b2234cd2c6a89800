package main

import (
	"os"
	"path/filepath"
	"testing"

	"phusong/data"
)

func TestTheProvidersSettingsAreReadOrRefused(t *testing.T) {
	if s, err := (provider{}).settings("https://x"); s.Issuer != "" || err != nil {
		t.Errorf("%+v, %v", s, err)
	}
	file := filepath.Join(t.TempDir(), "secret")
	if err := os.WriteFile(file, []byte("hush\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	s, err := provider{Issuer: "https://login.example.vn", ClientID: "phusong", ClientSecretFile: file, RoleClaim: "roles",
		Role: []string{"a=planner", "b=operator-editor:vnpt"}}.settings("https://phusong.example.vn")
	if err != nil || s.ClientSecret != "hush" || s.Callback != "https://phusong.example.vn/auth/oidc/callback" || len(s.Rules) != 2 || s.Rules[0].Audience.Role != data.Planner {
		t.Errorf("%+v, %v", s, err)
	}
	for _, p := range []provider{{Issuer: "https://x", ClientSecretFile: file + ".not"}, {Issuer: "https://x", Role: []string{"king=sovereign"}}} {
		if s, err := p.settings(""); err == nil {
			t.Errorf("%+v", s)
		}
	}
}
