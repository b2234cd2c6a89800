package api

import (
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"runtime/debug"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"

	"phusong/api/auth"
	"phusong/api/problem"
)

// policy lets the page load nothing from anywhere else, and neither scripts nor
// styles from its own text. MapLibre's workers come from blobs.
const policy = "default-src 'self'; script-src 'self'; worker-src 'self' blob:; img-src 'self' data: blob:; " +
	"style-src 'self'; connect-src 'self'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"

// secure sets the headers every answer carries.
func (s *server) secure(next http.Handler) http.Handler {
	// One list of values serves all answers: none is ever longer than its room.
	policies, nosniff, sameOrigin := []string{policy}, []string{"nosniff"}, []string{"same-origin"}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		head := w.Header()
		head["Content-Security-Policy"] = policies
		head["X-Content-Type-Options"] = nosniff
		head["Referrer-Policy"] = sameOrigin
		head["Cross-Origin-Opener-Policy"] = sameOrigin
		head["Cross-Origin-Resource-Policy"] = sameOrigin
		if s.encrypted(r) {
			head.Set("Strict-Transport-Security", "max-age=31536000")
		}
		next.ServeHTTP(w, r)
	})
}

// encrypted tells whether nobody between the reader and us can read along: TLS
// here, or at the proxy that BaseURL is the address of.
func (s *server) encrypted(r *http.Request) bool {
	return r.TLS != nil || strings.HasPrefix(s.BaseURL, "https://")
}

// observe names the request, counts it and writes one line about it. The line
// has the path but not the query, and no header.
func (s *server) observe(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		id := rand.Text()
		w.Header().Set("X-Request-Id", id)
		notes := &problem.Notes{}
		r = r.WithContext(auth.With(problem.WithNotes(r.Context(), notes), auth.Caller{Request: id}))
		wrapped := middleware.NewWrapResponseWriter(w, r.ProtoMajor)
		start := s.Now()
		next.ServeHTTP(wrapped, r)
		took := s.Now().Sub(start)
		status := max(wrapped.Status(), http.StatusOK)
		if r.Context().Err() != nil && (wrapped.Status() == 0 || errors.Is(notes.Err, context.Canceled)) {
			status = readerLeft
		}
		route := routeOf(r)
		s.counters.requests.WithLabelValues(route, r.Method, strconv.Itoa(status)).Inc()
		s.counters.durations.WithLabelValues(route).Observe(took.Seconds())
		level := slog.LevelDebug
		if status >= http.StatusInternalServerError {
			level = slog.LevelError
		}
		if !s.Logger.Enabled(r.Context(), level) {
			return
		}
		s.Logger.LogAttrs(r.Context(), level, "request", slog.String("id", id), slog.String("method", r.Method),
			slog.String("path", logged(r.URL.Path)), slog.Int("status", status), slog.Int("bytes", wrapped.BytesWritten()),
			slog.Duration("took", took), slog.Any("error", notes.Err))
	})
}

// readerLeft counts requests whose reader did not wait for the answer: no failure of
// ours. The number is the one that proxies use for it.
const readerLeft = 499

// logged is a path as the log may hold it: without the secret of an invitation.
func logged(path string) string {
	for _, before := range []string{"/invitation/", "/api/invitations/"} {
		if strings.HasPrefix(path, before) {
			return before + "…"
		}
	}
	return path
}

// routeOf is the pattern that answered; everything unknown is one route, so that
// strangers cannot fill the counters.
func routeOf(r *http.Request) string {
	if pattern := chi.RouteContext(r.Context()).RoutePattern(); pattern != "" && pattern != "/*" {
		return pattern
	}
	return "other"
}

// recoverPanics turns a panic into a problem and a log line; the server lives on.
func recoverPanics(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		defer func() {
			switch broken := recover(); {
			case broken == nil:
			case broken == http.ErrAbortHandler:
				panic(broken) // the server's own way to end an answer
			default:
				problem.Write(w, r, errors.New(fmt.Sprint("panic: ", broken, "\n", string(debug.Stack()))))
			}
		}()
		next.ServeHTTP(w, r)
	})
}
