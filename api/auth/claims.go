package auth

import (
	"errors"
	"fmt"
	"strings"

	"phusong/data"
	"phusong/geo"
)

// errClaims means that a token, though genuine, makes nobody an account here.
var errClaims = errors.New("claims")

// RoleRule says which value of the provider's role claim means which audience.
type RoleRule struct {
	Value    string
	Audience data.Audience
}

// ParseRoleRule reads VALUE=ROLE or VALUE=ROLE:OPERATOR, such as
// "phusong-planners=planner" and "viettel-tq=operator-editor:viettel".
func ParseRoleRule(text string) (RoleRule, error) {
	value, meaning, found := strings.Cut(text, "=")
	if !found || value == "" {
		return RoleRule{}, fmt.Errorf("%.80q: write VALUE=ROLE or VALUE=ROLE:OPERATOR", text)
	}
	role, operator, _ := strings.Cut(meaning, ":")
	audience := data.Audience{Role: data.Role(role), Operator: geo.OperatorCode(operator)}
	if !audience.Valid() || audience.Role == data.Public {
		return RoleRule{}, fmt.Errorf("%.80q: %q is no role of an account: use one of %v, and :OPERATOR for an operator's", text, meaning, data.Roles()[1:])
	}
	return RoleRule{value, audience}, nil
}

// person is what a token's claims say.
type person struct {
	subject, name, fullName string
	audience                data.Audience
}

// personOf reads the claims of a verified token. claim is where the roles are,
// with dots for objects in objects: "realm_access.roles".
func personOf(claims map[string]any, claim string, rules []RoleRule) (person, error) {
	text := func(name string) string {
		s, _ := claims[name].(string)
		return strings.TrimSpace(s)
	}
	p := person{subject: text("sub"), name: text("preferred_username"), fullName: text("name")}
	if p.subject == "" || len(p.subject) > 255 {
		return person{}, fmt.Errorf("%w: no subject", errClaims)
	}
	if p.name == "" {
		p.name = text("email")
	}
	if p.name == "" {
		p.name = p.subject
	}
	if p.fullName == "" {
		p.fullName = p.name
	}
	var err error
	p.audience, err = audienceOf(values(claims, claim), rules)
	return p, err
}

// audienceOf returns what the claim's values mean. Values without a rule mean
// nothing; without any rules the values are roles as RoleRule writes them.
// Nobody gets an account by no rule, or by two that disagree.
func audienceOf(said []string, rules []RoleRule) (data.Audience, error) {
	var found []data.Audience
	for _, value := range said {
		for _, rule := range rules {
			if rule.Value == value {
				found = append(found, rule.Audience)
			}
		}
		if rule, err := ParseRoleRule(value + "=" + value); err == nil && len(rules) == 0 {
			found = append(found, rule.Audience)
		}
	}
	for _, a := range found {
		if a != found[0] {
			return data.Audience{}, fmt.Errorf("%w: the roles %.200q mean both %v and %v", errClaims, said, found[0], a)
		}
	}
	if len(found) == 0 {
		return data.Audience{}, fmt.Errorf("%w: none of the roles %.200q is known", errClaims, said)
	}
	return found[0], nil
}

// values returns the strings at a dotted path: a text or a list of texts.
func values(claims map[string]any, path string) []string {
	var at any = claims
	for _, name := range strings.Split(path, ".") {
		object, _ := at.(map[string]any)
		at = object[name]
	}
	switch v := at.(type) {
	case string:
		return []string{v}
	case []any:
		var all []string
		for _, one := range v {
			if s, ok := one.(string); ok {
				all = append(all, s)
			}
		}
		return all
	}
	return nil
}
