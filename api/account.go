package api

import (
	"context"
	"log/slog"
	"net/http"
	"net/url"
	"time"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/data"
)

type accountPage struct {
	Account  AccountBody   `json:"account"`
	Sessions []openSession `json:"sessions"`
}

// openSession is one browser that is logged in.
type openSession struct {
	ID       string    `json:"id"`
	OpenedAt time.Time `json:"openedAt"`
	SeenAt   time.Time `json:"seenAt" doc:"True to a minute"`
	Agent    string    `json:"agent"`
	Address  string    `json:"address"`
	Current  bool      `json:"current"`
}

func (s *server) account(ctx context.Context, _ *struct{}) (accountPage, error) {
	caller := auth.Of(ctx)
	page := accountPage{Account: accountOf(caller.Account), Sessions: []openSession{}}
	sessions, err := s.Store.Sessions(ctx, caller.Account.ID)
	for _, o := range sessions {
		page.Sessions = append(page.Sessions, openSession{o.ID, o.OpenedAt, o.SeenAt, o.Agent, o.Address, o.ID == caller.Session.ID})
	}
	return page, err
}

type passwordInput struct {
	Body struct {
		Old string `json:"old" minLength:"1" maxLength:"2000"`
		New string `json:"new" minLength:"1" maxLength:"2000"`
	}
}

func (s *server) changePassword(ctx context.Context, in *passwordInput) error {
	return s.Gate.ChangePassword(ctx, in.Body.Old, in.Body.New)
}

type idInput struct {
	ID string `path:"id" maxLength:"100"`
}

func (s *server) endSession(ctx context.Context, in *idInput) error {
	return s.Store.EndSession(ctx, auth.Actor(ctx), auth.Of(ctx).Account.ID, in.ID)
}

type secretInput struct {
	Secret string `path:"secret" maxLength:"100"`
}

type invitationBody struct {
	Name     string    `json:"name"`
	FullName string    `json:"fullName"`
	Role     data.Role `json:"role"`
	First    bool      `json:"first" doc:"The first administrator, who chooses the name himself"`
}

func (s *server) invitation(ctx context.Context, in *secretInput) (invitationBody, error) {
	if s.Store == nil {
		return invitationBody{}, data.ErrNoInvitation
	}
	found, err := s.Store.Invitation(ctx, in.Secret)
	return invitationBody{found.Account.Name, found.Account.FullName, found.Account.Role, found.First}, err
}

type acceptInput struct {
	Secret string `path:"secret" maxLength:"100"`
	Body   struct {
		Name     string `json:"name,omitempty" maxLength:"100" doc:"The first administrator's alone"`
		FullName string `json:"fullName,omitempty" maxLength:"200"`
		Password string `json:"password" minLength:"1" maxLength:"2000"`
	}
}

func (s *server) accept(ctx context.Context, in *acceptInput) (*answer[sessionBody], error) {
	answer := data.Acceptance{Secret: in.Secret, Name: in.Body.Name, FullName: in.Body.FullName}
	caller, cookie, err := s.Gate.Accept(ctx, answer, in.Body.Password)
	if err != nil {
		return nil, err
	}
	return s.welcome(caller, cookie), nil
}

// refused logs and counts a login that failed. The name is what a stranger typed:
// the log keeps it within its quotes.
func (s *server) refused(ctx context.Context, way, name string, err error) {
	c := auth.Of(ctx)
	s.counters.logins.WithLabelValues(way, "refused").Inc()
	s.Logger.LogAttrs(ctx, slog.LevelInfo, "login refused", slog.String("id", c.Request), slog.String("way", way),
		slog.String("name", name), slog.String("address", c.Address.String()), slog.Any("error", err))
}

// startOIDC sends a browser to the provider.
func (s *server) startOIDC(w http.ResponseWriter, r *http.Request) {
	if s.Gate.OIDC == nil {
		notFound(w, r)
		return
	}
	address, cookie, err := s.Gate.BeginOIDC(r.Context(), r.URL.Query().Get("to"))
	if err != nil {
		s.sendBack(w, r, err)
		return
	}
	http.SetCookie(w, &cookie)
	w.Header().Set("Cache-Control", never)
	http.Redirect(w, r, address, http.StatusSeeOther)
}

// endOIDC lets in who comes back from the provider.
func (s *server) endOIDC(w http.ResponseWriter, r *http.Request) {
	if s.Gate.OIDC == nil || s.Store == nil {
		notFound(w, r)
		return
	}
	to, cookies, err := s.Gate.EndOIDC(r)
	for _, cookie := range cookies {
		http.SetCookie(w, &cookie)
	}
	if err != nil {
		s.sendBack(w, r, err)
		return
	}
	s.counters.logins.WithLabelValues("oidc", "in").Inc()
	w.Header().Set("Cache-Control", never)
	http.Redirect(w, r, s.prefix()+to, http.StatusSeeOther)
}

// sendBack shows the login page again: a person stands before it, not a program.
// Why is in the log.
func (s *server) sendBack(w http.ResponseWriter, r *http.Request, err error) {
	s.refused(r.Context(), "oidc", "", err)
	problem.Note(r.Context(), err)
	w.Header().Set("Cache-Control", never)
	http.Redirect(w, r, s.prefix()+"/login?"+url.Values{"refused": {"oidc"}}.Encode(), http.StatusSeeOther)
}
