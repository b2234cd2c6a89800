package main

import (
	"fmt"
	"os"
	"strings"

	"phusong/api/auth"
)

// provider is where accounts of another house log in.
type provider struct {
	Issuer           string   `help:"OpenID Connect provider that people may log in through: https://…" env:"PHUSONG_OIDC_ISSUER" placeholder:"URL"`
	ClientID         string   `help:"What the provider calls this server." env:"PHUSONG_OIDC_CLIENT_ID" name:"client-id" placeholder:"ID"`
	ClientSecret     string   `help:"The secret it gave; in the environment, not on the command line." env:"PHUSONG_OIDC_CLIENT_SECRET" name:"client-secret" hidden:""`
	ClientSecretFile string   `help:"File with the secret it gave; or set PHUSONG_OIDC_CLIENT_SECRET." env:"PHUSONG_OIDC_CLIENT_SECRET_FILE" name:"client-secret-file" placeholder:"FILE" type:"path"`
	RoleClaim        string   `help:"Claim with somebody's roles; dots lead into objects: realm_access.roles." env:"PHUSONG_OIDC_ROLE_CLAIM" name:"role-claim" default:"roles"`
	Role             []string `help:"What a value of it means: VALUE=ROLE or VALUE=ROLE:OPERATOR; may be repeated. Without any, values are roles themselves." env:"PHUSONG_OIDC_ROLE" name:"role" placeholder:"RULE"`
	Title            string   `help:"What its button on the login page says." env:"PHUSONG_OIDC_TITLE" default:"Đăng nhập một lần"`
}

// settings are the provider's, for a server that the world reaches at base; the
// zero ones without a provider.
func (p provider) settings(base string) (auth.OIDCSettings, error) {
	if p.Issuer == "" {
		return auth.OIDCSettings{}, nil
	}
	s := auth.OIDCSettings{Issuer: p.Issuer, ClientID: p.ClientID, ClientSecret: p.ClientSecret, Title: p.Title,
		RoleClaim: p.RoleClaim, Callback: base + "/auth/oidc/callback"}
	if p.ClientSecretFile != "" {
		text, err := os.ReadFile(p.ClientSecretFile)
		if err != nil {
			return s, fmt.Errorf("read the OIDC client's secret: %w", err)
		}
		s.ClientSecret = strings.TrimSpace(string(text))
	}
	for _, text := range p.Role {
		rule, err := auth.ParseRoleRule(text)
		if err != nil {
			return s, fmt.Errorf("--oidc-role %w", err)
		}
		s.Rules = append(s.Rules, rule)
	}
	return s, nil
}
