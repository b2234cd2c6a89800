package api

import (
	"fmt"
	"slices"
	"strings"

	"phusong/data"
)

// accessTable says who may call what: one line for each route of the tree in
// routes.go, one column for each role, the last for programs with a token. It is
// asked before any handler. A route that is not here does not exist for anybody,
// and the build's test fails on it.
//
//	all    whatever the address names
//	own    what belongs to the caller: the cut, the operator, the account. A {cut}
//	       in the address is checked here; the handlers ask the store with the
//	       caller's audience, and what is another's is absent
//	       A network that a cut sees by class alone it sees in every answer as its
//	       tiles show it: hexes of resolution 9, classes, no levels. So are the
//	       dark patches of any operator for the public and the operators
//	-      nothing: the same 404 as for what does not exist
//	login  nothing, but says so with 401: addresses that name no object and that
//	       everybody knows, where a person only has to log in first
//	*      the same answer to everybody: nobody is asked who he is
//
// Of failures and outages operators are told what hangs on their own sites within
// their own network, and nothing of any operator together: what others leave over
// would say where they cover.
//
// A token needs the scope in its column besides the role; "-" is for people only.
const accessTable = `
                                       public viewer editor op-admin planner leader administrator auditor token
GET    /healthz                        *
GET    /readyz                         *
GET    /metrics                        *
GET    /*                              *
GET    /login                          *
GET    /invitation/{secret}            *
GET    /account                        *
GET    /users                          *
GET    /tokens                         *
GET    /audit                          *
GET    /fields                         *
GET    /home                           *
GET    /uploads                        *
GET    /uploads/{id}                   *
GET    /overview                       *
GET    /changes                        *
GET    /claims                         *
GET    /definitions                    *
GET    /failures                       *
GET    /outages                        *
GET    /outages/{id}                   *
GET    /commitments                    *
GET    /plan                           *
GET    /scenarios                      *
GET    /scenarios/{id}                 *
GET    /choose                         *
GET    /choose/{id}                    *

GET    /tiles/{cut}/{release}/layers.json own    own    own    own      own     own    own           own     read
GET    /tiles/{cut}/{release}/{layer}.json own    own    own    own      own     own    own           own     read
GET    /tiles/{cut}/{release}/{layer}/{z}/{x}/{y}.{format} own    own    own    own      own     own    own           own     read
GET    /tiles/{cut}/{release}/style/{theme}.json own    own    own    own      own     own    own           own     read
GET    /tiles/{cut}/{release}/columns/{network}.hexcol own    own    own    own      own     own    own           own     read
GET    /tiles/{cut}/{release}/columns/{network}/{parent}.hexcol own    own    own    own      own     own    own           own     read

GET    /data                           *
GET    /data/catalog.jsonld            *
GET    /data/{release}/{dataset}.{format} *
GET    /api/datasets                   *

GET    /ogc/style.css                  *
GET    /ogc                            own    own    own    own      own     own    own           own     read
GET    /ogc/                           own    own    own    own      own     own    own           own     read
GET    /ogc/api                        own    own    own    own      own     own    own           own     read
GET    /ogc/conformance                own    own    own    own      own     own    own           own     read
GET    /ogc/collections                own    own    own    own      own     own    own           own     read
GET    /ogc/collections/{collection}   own    own    own    own      own     own    own           own     read
GET    /ogc/collections/{collection}/queryables own    own    own    own      own     own    own           own     read
GET    /ogc/collections/{collection}/items own    own    own    own      own     own    own           own     read
GET    /ogc/collections/{collection}/items/{feature} own    own    own    own      own     own    own           own     read
GET    /ogc/tileMatrixSets             own    own    own    own      own     own    own           own     read
GET    /ogc/tileMatrixSets/{matrixSet} own    own    own    own      own     own    own           own     read
GET    /ogc/collections/{collection}/tiles own    own    own    own      own     own    own           own     read
GET    /ogc/collections/{collection}/tiles/{matrixSet} own    own    own    own      own     own    own           own     read
GET    /ogc/collections/{collection}/tiles/{matrixSet}/{z}/{row}/{col} own    own    own    own      own     own    own           own     read

GET    /api/openapi.json               *
GET    /api/openapi.yaml               *
GET    /api/openapi-3.0.json           *
GET    /api/openapi-3.0.yaml           *
GET    /api/fields                     *
GET    /api/release                    own    own    own    own      own     own    own           own     read
GET    /api/releases                   own    own    own    own      own     own    own           own     read
GET    /api/gaps                       own    own    own    own      own     own    own           own     read
GET    /api/patches                    own    own    own    own      own     own    own           own     read
GET    /api/hamlets                    own    own    own    own      own     own    own           own     read
GET    /api/hamlets/{code}             own    own    own    own      own     own    own           own     read
GET    /api/search                     own    own    own    own      own     own    own           own     read
GET    /api/changes                    own    own    own    own      own     own    own           own     read
GET    /api/definitions                own    own    own    own      own     own    own           own     read
GET    /api/flips                      own    own    own    own      own     own    own           own     read
POST   /api/definitions                -      -      -      -        -       -      all           -       -
POST   /api/definitions/{code}/retire  -      -      -      -        -       -      all           -       -
GET    /api/claims                     own    own    own    own      own     own    own           own     read
POST   /api/claims                     -      -      -      -        all     all    -             -       -
DELETE /api/claims/{id}                -      -      -      -        all     all    -             -       -
GET    /api/report.{format}            own    own    own    own      own     own    own           own     read
GET    /api/path                       -      own    own    own      own     own    -             -       read
GET    /api/availability.{format}      -      own    own    own      own     own    -             -       read
GET    /api/sites                      -      own    own    own      own     own    -             -       read
GET    /api/sites/{id}                 -      own    own    own      own     own    -             -       read

GET    /api/failures                   -      own    own    own      own     own    -             -       read
GET    /api/failures/hamlets           -      own    own    own      own     own    -             -       read
POST   /api/failures/simulate          -      own    own    own      own     own    -             -       -
GET    /api/outages                    -      own    own    own      all     all    -             -       -
POST   /api/outages                    -      -      own    own      all     -      -             -       -
GET    /api/outages/{id}               -      own    own    own      all     all    -             -       -
POST   /api/outages/{id}/sites         -      -      own    own      all     -      -             -       -
POST   /api/outages/{id}/close         -      -      own    own      all     -      -             -       -
GET    /api/outages/{id}/words         -      own    own    own      all     all    -             -       -
GET    /api/outages/{id}/report.{format} - own    own    own      all     all    -             -       -

GET    /api/commitments                -      own    own    own      all     all    -             -       read
GET    /api/commitments.csv            -      own    own    own      all     all    -             -       read
GET    /api/commitment-summary         -      own    own    own      all     all    -             -       read
POST   /api/commitments                -      -      -      -        all     -      -             -       -
POST   /api/commitment-import          -      -      -      -        all     -      -             -       -
GET    /api/commitments/{id}           -      own    own    own      all     all    -             -       read
PATCH  /api/commitments/{id}           -      -      -      -        all     -      -             -       -
DELETE /api/commitments/{id}           -      -      -      -        all     -      -             -       -

GET    /api/choices                    -      -      -      -        all     all    -             -       read
POST   /api/choices                    -      -      -      -        all     -      -             -       -
GET    /api/choice-defaults           -      -      -      -        all     all    -             -       read
POST   /api/choice-points             -      -      -      -        all     -      -             -       -
GET    /api/choices/{id}               -      -      -      -        all     all    -             -       read
GET    /api/choices/{id}/events        -      -      -      -        all     all    -             -       read
GET    /api/choices/{id}/export.{format} -    -      -      -        all     all    -             -       read
POST   /api/choices/{id}/cancel        -      -      -      -        all     -      -             -       -
DELETE /api/choices/{id}               -      -      -      -        own     -      -             -       -
POST   /api/choices/{id}/picks         -      -      -      -        all     -      -             -       -

POST   /api/what-if                    -      -      -      -        all     -      -             -       read
POST   /api/what-if/columns            -      -      -      -        all     -      -             -       read
GET    /api/scenarios                  -      -      -      -        all     all    -             -       read
POST   /api/scenarios                  -      -      -      -        own     -      -             -       -
GET    /api/scenario-comparison        -      -      -      -        all     all    -             -       read
GET    /api/scenarios/{id}             -      -      -      -        all     all    -             -       read
PUT    /api/scenarios/{id}             -      -      -      -        own     -      -             -       -
DELETE /api/scenarios/{id}             -      -      -      -        own     -      -             -       -
GET    /api/scenarios/{id}/versions    -      -      -      -        all     all    -             -       read
POST   /api/scenarios/{id}/restore     -      -      -      -        own     -      -             -       -
GET    /api/scenarios/{id}/result      -      -      -      -        all     all    -             -       read
GET    /api/scenarios/{id}/hexes       -      -      -      -        all     all    -             -       read
GET    /api/scenarios/{id}/columns     -      -      -      -        all     all    -             -       read

GET    /auth/oidc/start                all    all    all    all      all     all    all           all     -
GET    /auth/oidc/callback             all    all    all    all      all     all    all           all     -
GET    /api/session                    own    own    own    own      own     own    own           own     read
POST   /api/session                    all    all    all    all      all     all    all           all     -
DELETE /api/session                    own    own    own    own      own     own    own           own     -
GET    /api/invitations/{secret}       all    all    all    all      all     all    all           all     -
POST   /api/invitations/{secret}       all    all    all    all      all     all    all           all     -
GET    /api/account                    login  own    own    own      own     own    own           own     -
POST   /api/account/password           login  own    own    own      own     own    own           own     -
DELETE /api/account/sessions/{id}      -      own    own    own      own     own    own           own     -

GET    /api/users                      -      -      -      own      -       -      all           all     -
POST   /api/users                      -      -      -      own      -       -      all           -       -
PATCH  /api/users/{id}                 -      -      -      own      -       -      all           -       -
POST   /api/users/{id}/invitation      -      -      -      own      -       -      all           -       -
GET    /api/tokens                     -      own    own    own      own     own    all           all     -
POST   /api/tokens                     -      own    own    own      own     own    -             -       -
DELETE /api/tokens/{id}                -      own    own    own      own     own    all           -       -
GET    /api/audit                      -      -      -      -        -       -      all           all     -

GET    /api/uploads                    login  own    own    own      -       -      -             -       upload
POST   /api/uploads                    login  -      own    own      -       -      -             -       upload
GET    /api/uploads/{id}               -      own    own    own      -       -      -             -       upload
GET    /api/uploads/{id}/events        -      own    own    own      -       -      -             -       upload
GET    /api/uploads/{id}/rows          -      own    own    own      -       -      -             -       upload
GET    /api/uploads/{id}/workbook.xlsx -      own    own    own      -       -      -             -       upload
GET    /api/uploads/{id}/impact        -      own    own    own      -       -      -             -       upload
PUT    /api/uploads/{id}/columns       -      -      own    own      -       -      -             -       upload
POST   /api/uploads/{id}/answers       -      -      own    own      -       -      -             -       upload
POST   /api/uploads/{id}/impact        -      -      own    own      -       -      -             -       upload
POST   /api/uploads/{id}/submit        -      -      own    own      -       -      -             -       upload
POST   /api/uploads/{id}/approve       -      -      own    own      -       -      -             -       upload
POST   /api/uploads/{id}/withdraw      -      -      own    own      -       -      -             -       upload
GET    /api/revisions                  login  own    own    own      -       -      -             all     read
GET    /api/revisions/{id}             -      own    own    own      -       -      -             all     read
GET    /api/revisions/{id}/export.{format} -  own    own    own      -       -      -             -       read
POST   /api/revisions/{id}/restore     -      -      own    own      -       -      -             -       -
`

// Reach is how much of what an address names a role gets.
type Reach string

// The reaches, as accessTable writes them.
const (
	ReachAll   Reach = "all"
	ReachOwn   Reach = "own"
	ReachNone  Reach = "-"
	ReachLogin Reach = "login"
)

// Rule is one line of the table. Same says that the answer does not depend on
// who asks; then every reach is ReachAll.
type Rule struct {
	Method, Pattern string
	Same            bool
	Reach           map[data.Role]Reach
	Token           data.Scope // "" where no token will do
}

// Rules returns the table line by line, as it is written.
func Rules() ([]Rule, error) {
	lines := strings.Split(strings.Trim(accessTable, "\n"), "\n")
	var rules []Rule
	for _, line := range lines[1:] {
		if strings.TrimSpace(line) == "" {
			continue
		}
		rule, err := parseRule(strings.Fields(line))
		if err != nil {
			return nil, fmt.Errorf("the access table: %q: %w", line, err)
		}
		if slices.ContainsFunc(rules, func(r Rule) bool { return r.Method == rule.Method && r.Pattern == rule.Pattern }) {
			return nil, fmt.Errorf("the access table: %q stands there twice", line)
		}
		rules = append(rules, rule)
	}
	return rules, nil
}

func parseRule(words []string) (Rule, error) {
	if len(words) < 3 {
		return Rule{}, fmt.Errorf("method, pattern and reaches are needed")
	}
	rule := Rule{Method: words[0], Pattern: words[1], Reach: map[data.Role]Reach{}}
	roles, reaches := data.Roles(), words[2:]
	if rule.Same = len(reaches) == 1 && reaches[0] == "*"; rule.Same {
		for _, role := range roles {
			rule.Reach[role] = ReachAll
		}
		rule.Token = data.ReadScope
		return rule, nil
	}
	if len(reaches) != len(roles)+1 {
		return Rule{}, fmt.Errorf("%d reaches for %d roles and the token", len(reaches), len(roles))
	}
	for i, role := range roles {
		reach := Reach(reaches[i])
		if !slices.Contains([]Reach{ReachAll, ReachOwn, ReachNone, ReachLogin}, reach) || reach == ReachLogin && role != data.Public {
			return Rule{}, fmt.Errorf("%q is no reach of %s", reach, role)
		}
		rule.Reach[role] = reach
	}
	switch scope := data.Scope(reaches[len(roles)]); scope {
	case data.ReadScope, data.UploadScope:
		rule.Token = scope
	case "-":
	default:
		return Rule{}, fmt.Errorf("%q is no scope of a token", scope)
	}
	return rule, nil
}

// access is the table for looking up by method and pattern.
type access map[string]Rule

// newAccess leaves out what cannot be read, which nobody may call then; the
// build's test fails on it.
func newAccess() access {
	rules, _ := Rules()
	table := access{}
	for _, r := range rules {
		table[r.Method+" "+r.Pattern] = r
	}
	return table
}

// can tells whether a role gets anything of a route.
func (a access) can(role data.Role, method, pattern string) bool {
	reach := a[method+" "+pattern].Reach[role]
	return reach == ReachAll || reach == ReachOwn
}

// abilities returns what the pages offer a role, read from the same table that
// refuses.
func (a access) abilities(who data.Audience) []string {
	able := []string{}
	add := func(ability string, can bool) {
		if can {
			able = append(able, ability)
		}
	}
	add("masts", a.can(who.Role, "GET", "/api/sites"))
	add("choices", a.can(who.Role, "GET", "/api/choices"))
	add("choose", a.can(who.Role, "POST", "/api/choices"))
	add("commitments", a.can(who.Role, "GET", "/api/commitments"))
	add("commit", a.can(who.Role, "POST", "/api/commitments"))
	add("availability", a.can(who.Role, "GET", "/api/availability.{format}"))
	add("paths", a.can(who.Role, "GET", "/api/path"))
	add("scenarios", a.can(who.Role, "GET", "/api/scenarios"))
	add("plan", a.can(who.Role, "POST", "/api/scenarios"))
	add("uploads", a.can(who.Role, "GET", "/api/uploads"))
	add("upload", a.can(who.Role, "POST", "/api/uploads"))
	add("approve", a.can(who.Role, "POST", "/api/uploads/{id}/approve"))
	add("users", a.can(who.Role, "GET", "/api/users"))
	add("manage", a.can(who.Role, "POST", "/api/users"))
	add("tokens", a.can(who.Role, "GET", "/api/tokens"))
	add("audit", a.can(who.Role, "GET", "/api/audit"))
	add("failures", a.can(who.Role, "GET", "/api/failures"))
	add("outages", a.can(who.Role, "GET", "/api/outages"))
	add("keepOutages", a.can(who.Role, "POST", "/api/outages"))
	add("define", a.can(who.Role, "POST", "/api/definitions"))
	add("fields", who.Role != data.Public)
	return able
}
