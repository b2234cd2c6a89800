package api

import (
	"context"
	"net/http"

	"phusong/api/auth"
	"phusong/data"
	"phusong/geo"
)

// DemoLogin is a login of the invented province.
type DemoLogin struct {
	Role     data.Role    `json:"role"`
	Name     string       `json:"name"`
	Password string       `json:"password"`
	Operator *operatorRef `json:"operator"`
}

// NewDemoLogin returns the login of a demo account.
func NewDemoLogin(a data.Account, password string) DemoLogin {
	return DemoLogin{Role: a.Role, Name: a.Name, Password: password, Operator: operatorByCode(a.Operator)}
}

// operatorRef is an operator by code and by name.
type operatorRef struct {
	Code geo.OperatorCode `json:"code"`
	Name string           `json:"name"`
}

// operatorOf returns nil for "".
func operatorByCode(code geo.OperatorCode) *operatorRef {
	for _, o := range geo.Operators() {
		if o.Code == code {
			return &operatorRef{o.Code, o.Name}
		}
	}
	return nil
}

// AccountBody is an account as its owner and others see it.
type AccountBody struct {
	ID       string       `json:"id"`
	Name     string       `json:"name"`
	FullName string       `json:"fullName"`
	Role     data.Role    `json:"role"`
	Operator *operatorRef `json:"operator"`
}

func accountOf(a data.Account) AccountBody {
	return AccountBody{ID: a.ID, Name: a.Name, FullName: a.FullName, Role: a.Role, Operator: operatorByCode(a.Operator)}
}

// sessionBody says who is asking.
type sessionBody struct {
	Account   *AccountBody `json:"account" doc:"Null for the public and for programs with a token"`
	Cut       data.Cut     `json:"cut" doc:"The part of a release this caller sees; it stands in the address of every tile"`
	Abilities []string     `json:"abilities"`
	OIDC      *oidcBody    `json:"oidc" doc:"The other way to log in, where there is one"`
	Demo      []DemoLogin  `json:"demo" doc:"Logins that anybody may use: only of the invented province"`
}

type oidcBody struct {
	Title string `json:"title"`
	Start string `json:"start" doc:"Where to send the browser; ?to= is the page to show afterwards"`
}

func (s *server) session(ctx context.Context, _ *struct{}) (sessionBody, error) {
	return s.sessionOf(auth.Of(ctx)), nil
}

func (s *server) sessionOf(c auth.Caller) sessionBody {
	body := sessionBody{Cut: c.Who.Cut(), Abilities: s.access.abilities(c.Who)}
	if c.Account.ID != "" {
		account := accountOf(c.Account)
		body.Account = &account
	}
	if s.Gate.OIDC != nil {
		body.OIDC = &oidcBody{Title: s.Gate.OIDC.Title(), Start: s.prefix() + "/auth/oidc/start"}
	}
	if c.Here { // under a name of its own no page elsewhere can have led here
		body.Demo = s.Demo
	}
	return body
}

type loginInput struct {
	Body struct {
		Name     string `json:"name" minLength:"1" maxLength:"100"`
		Password string `json:"password" minLength:"1" maxLength:"2000"`
	}
}

func (s *server) login(ctx context.Context, in *loginInput) (*answer[sessionBody], error) {
	caller, cookie, err := s.Gate.Login(ctx, in.Body.Name, in.Body.Password)
	if err != nil {
		s.refused(ctx, "password", in.Body.Name, err)
		return nil, err
	}
	s.counters.logins.WithLabelValues("password", "in").Inc()
	return s.welcome(caller, cookie), nil
}

func (s *server) welcome(c auth.Caller, cookie http.Cookie) *answer[sessionBody] {
	return &answer[sessionBody]{CacheControl: never, SetCookie: []http.Cookie{cookie}, Body: s.sessionOf(c)}
}

func (s *server) logout(ctx context.Context, _ *struct{}) (*done, error) {
	cookie, err := s.Gate.Logout(ctx)
	return &done{SetCookie: []http.Cookie{cookie}}, err
}
