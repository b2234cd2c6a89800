// Package problem answers a request that went wrong as application/problem+json
// (RFC 9457). It is the only place that knows which error is which HTTP status.
package problem

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"strconv"

	"phusong/data"
	"phusong/data/derive"
	"phusong/geo/propagation/explain"
	"phusong/geo/terrain"
	"phusong/tiles"
)

// MediaType is the media type of a problem.
const MediaType = "application/problem+json"

// Problem is what is sent. Detail says what happened and what to do about it.
type Problem struct {
	Title  string  `json:"title" doc:"The kind of problem, in a few words"`
	Status int     `json:"status" doc:"The HTTP status"`
	Detail string  `json:"detail" doc:"What happened, and what to do"`
	Errors []Fault `json:"errors,omitempty" doc:"What is wrong with which parameter"`

	Code    string `json:"code,omitempty" doc:"The reason, where a program must tell several apart"`
	Removed int    `json:"removed,omitempty" doc:"Sites that would go, where that must be confirmed"`
	Of      int    `json:"of,omitempty" doc:"Sites there are now"`

	Sent    int `json:"sent,omitempty" doc:"The version a change was made to, where another came meanwhile"`
	Current int `json:"current,omitempty" doc:"The version there is now"`

	wait  int  // seconds to wait before trying again; 0 for the status' own
	token bool // an Authorization header was refused
}

// Fault is what is wrong with one parameter.
type Fault struct {
	Parameter string `json:"parameter" doc:"Where it stands, such as query.technology"`
	Message   string `json:"message"`
}

// New returns a problem of a status.
func New(status int, detail string) *Problem {
	return &Problem{Title: http.StatusText(status), Status: status, Detail: detail}
}

// Error returns the detail.
func (p *Problem) Error() string { return p.Detail }

// GetStatus returns the status; huma asks for it.
func (p *Problem) GetStatus() int { return p.Status }

// ContentType returns the media type; huma asks for it.
func (p *Problem) ContentType(string) string { return MediaType }

// Headers sets what goes with a problem besides its media type.
func (p *Problem) Headers(set func(name, value string)) {
	set("Cache-Control", "no-store")
	switch {
	case p.wait > 0:
		set("Retry-After", strconv.Itoa(p.wait))
	case p.Status == http.StatusServiceUnavailable, p.Status == http.StatusTooManyRequests:
		set("Retry-After", "5")
	}
	if p.token {
		set("WWW-Authenticate", `Bearer error="invalid_token"`)
	}
}

// ErrNotFound means that a named thing does not exist; wrap it with the name.
var ErrNotFound = errors.New("not found")

// ErrParameter means that a parameter cannot be understood; wrap it with what
// to write instead.
var ErrParameter = errors.New("wrong parameter")

// From turns an error into what is sent. An error that is not known is the
// server's own fault, and its text stays in the log.
func From(err error) *Problem {
	var known *Problem
	var moved *data.ErrMoved
	var beyond terrain.ErrNoElevation
	switch {
	case errors.As(err, &known):
		return known
	case errors.As(err, &moved):
		return movedOn(moved)
	case commitment(err) != nil: // before access: a promise's fault says more than that it is invalid
		return commitment(err)
	case access(err) != nil:
		return access(err)
	case upload(err) != nil:
		return upload(err)
	case scenario(err) != nil:
		return scenario(err)
	case outage(err) != nil:
		return outage(err)
	case errors.Is(err, tiles.ErrUnpublished):
		return New(http.StatusServiceUnavailable, err.Error())
	case errors.Is(err, ErrParameter), errors.Is(err, tiles.ErrAddress), errors.Is(err, explain.ErrPath), errors.Is(err, derive.ErrNoPlace), errors.Is(err, derive.ErrChoice), errors.As(err, &beyond):
		return New(http.StatusBadRequest, err.Error())
	case errors.Is(err, ErrNotFound), errors.Is(err, tiles.ErrLayer), errors.Is(err, tiles.ErrNoRelease),
		errors.Is(err, derive.ErrNoMast), errors.Is(err, derive.ErrNoGround):
		return New(http.StatusNotFound, err.Error())
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		return New(http.StatusServiceUnavailable, "the answer was not ready in time; ask again")
	}
	return New(http.StatusInternalServerError, "something broke on the server; the log has it under this answer's X-Request-Id")
}

// Write answers with the problem err is, and notes err for the log.
func Write(w http.ResponseWriter, r *http.Request, err error) {
	Note(r.Context(), err)
	p := From(err)
	w.Header().Set("Content-Type", MediaType)
	p.Headers(w.Header().Set)
	w.WriteHeader(p.Status)
	_ = json.NewEncoder(w).Encode(p) // the reader may be gone, which is not our trouble
}

// Notes is where the errors of one request are kept for the log.
type Notes struct{ Err error }

type notesKey struct{}

// WithNotes returns a context in which Note keeps what it is told in n.
func WithNotes(ctx context.Context, n *Notes) context.Context {
	return context.WithValue(ctx, notesKey{}, n)
}

// Note keeps an error for the log of the request that ctx belongs to. The first
// one stays: it is the cause, what follows is how it was put to the reader.
func Note(ctx context.Context, err error) {
	if n, ok := ctx.Value(notesKey{}).(*Notes); ok && n.Err == nil {
		n.Err = err
	}
}
