package api

import (
	"net/http"
	"strings"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/klauspost/compress/gzhttp"

	"phusong/api/problem"
)

// The most a request may carry, without a file and with one.
const (
	bodyLimit = 1 << 20
	formLimit = 64 << 10 // what an upload's form may add to its file
)

// routes is the tree of all URLs. HEAD is answered wherever GET is. Whoever adds
// a line gives it one in access.go, too: who may call it. The tree is flat, so
// that enforce knows the whole pattern.
func (s *server) routes() http.Handler {
	root := chi.NewRouter()
	root.Use(s.unprefixed, s.observe, recoverPanics, s.secure, opened, patient, s.guard, s.limitBody, middleware.GetHead)
	root.NotFound(notFound)
	root.MethodNotAllowed(methodNotAllowed(root))

	r := root.With(s.enforce)
	r.Get("/healthz", s.alive)
	r.Get("/readyz", s.ready)
	r.Get("/metrics", s.metrics)
	r.Get("/auth/oidc/start", s.startOIDC)
	r.Get("/auth/oidc/callback", s.endOIDC)

	r.With(compressed).Get("/tiles/{cut}/{release}/layers.json", s.layers)
	r.With(compressed).Get("/tiles/{cut}/{release}/{layer}.json", s.tileJSON)
	r.Get(tileRoute, s.tile)
	r.With(compressed).Get("/tiles/{cut}/{release}/style/{theme}.json", s.style)
	s.columnRoutes(r)

	api := s.openAPI(r.With(compressed)) // also /api/openapi.json
	get(api, "/api/release", "release", "The release that readers see, and how to read it", s.release)
	get(api, "/api/releases", "releases", "The releases that can be read again, the newest first", s.releases)
	get(api, "/api/gaps", "gaps", "People and hamlets by verdict, for each unit of a level", s.gaps)
	get(api, "/api/patches", "patches", "Connected inhabited places without signal, the fullest first", s.patches)
	get(api, "/api/hamlets", "hamlets", "Hamlets with their verdict under one definition", s.hamlets)
	get(api, "/api/hamlets/{code}", "hamlet", "One hamlet's card: every network, every definition", s.hamlet)
	get(api, "/api/path", "path", "Why a place has signal from a mast, or none: the profile, the obstacle, every intermediate", s.path)
	get(api, "/api/sites", "sites", "Masts with the operators and technologies on them", s.sites)
	get(api, "/api/sites/{id}", "site", "One mast: what each operator's list says of it, by the table of fields", s.siteDetail)
	get(api, "/api/search", "search", "Places by the words people use, and in which boundaries the words are true", s.search)
	get(api, "/api/changes", "changes", "Hamlets whose verdict differs between two releases, and why", s.changes)
	get(api, "/api/claims", "claims", "What somebody has said of coverage, beside what is computed", s.claims)
	change(api, http.MethodPost, "/api/claims", "addClaim", "Keep a claim with its source and day", http.StatusCreated, s.addClaim)
	order(api, http.MethodDelete, "/api/claims/{id}", "withdrawClaim", "Take a claim off the list; the log keeps it", s.withdrawClaim)
	add(api, http.MethodGet, "/api/report.{format}", "report", "The gap list as an A4 document, a workbook or CSV", http.StatusOK, s.report)
	s.definitionRoutes(api)
	s.accountRoutes(api)
	s.uploadRoutes(api)
	s.failureRoutes(api)
	s.choiceRoutes(api, r)
	s.scenarioRoutes(api)
	s.outageRoutes(api)
	s.commitmentRoutes(api)
	questionExamples(api)
	failureExamples(api)
	r.Post("/api/uploads", s.receive)
	r.Get("/api/uploads/{id}/events", s.uploadEvents)
	r.Get("/api/uploads/{id}/workbook.xlsx", s.uploadWorkbook)
	r.Get("/api/revisions/{id}/export.{format}", s.exportRevision)

	s.ogcRoutes(r)
	s.openDataRoutes(api, r)

	for _, page := range pages() {
		r.Get(page, s.shell)
	}
	r.Get("/*", s.page) // the planning map and its files
	return root
}

// accountRoutes is who may come in, and what those who manage it do.
func (s *server) accountRoutes(api huma.API) {
	get(api, "/api/session", "session", "Who is asking, and what he may do", s.session)
	add(api, http.MethodPost, "/api/session", "login", "Log in with name and password", http.StatusOK, s.login)
	add(api, http.MethodDelete, "/api/session", "logout", "Log out", http.StatusNoContent, s.logout)
	get(api, "/api/invitations/{secret}", "invitation", "What an invitation opens", s.invitation)
	add(api, http.MethodPost, "/api/invitations/{secret}", "accept", "Set the password of an invited account, and log in", http.StatusOK, s.accept)
	get(api, "/api/account", "account", "One's own account and the browsers it is logged in with", s.account)
	order(api, http.MethodPost, "/api/account/password", "password", "Change one's own password; other browsers are logged out", s.changePassword)
	order(api, http.MethodDelete, "/api/account/sessions/{id}", "endSession", "Log another browser out", s.endSession)
	get(api, "/api/users", "users", "The accounts one manages or reviews", s.users)
	change(api, http.MethodPost, "/api/users", "addUser", "Make an account; the invitation is the way into it", http.StatusCreated, s.addUser)
	change(api, http.MethodPatch, "/api/users/{id}", "changeUser", "Change an account; new role, operator or disabling log it out", http.StatusOK, s.changeUser)
	change(api, http.MethodPost, "/api/users/{id}/invitation", "inviteUser", "Make a new way into an account, for a forgotten password", http.StatusOK, s.inviteUser)
	get(api, "/api/tokens", "tokens", "Tokens for programs", s.tokens)
	change(api, http.MethodPost, "/api/tokens", "addToken", "Make a token; its secret is shown this once", http.StatusCreated, s.addToken)
	order(api, http.MethodDelete, "/api/tokens/{id}", "revokeToken", "End a token", s.revokeToken)
	get(api, "/api/audit", "audit", "Who did what, newest first", s.audit)
	get(api, "/api/fields", "fields", "Which audience sees which field of a site", s.fields)
}

// uploadRoutes is how an operator's list comes in, and what it became.
func (s *server) uploadRoutes(api huma.API) {
	get(api, "/api/uploads", "uploads", "One's own uploads, the last first", s.uploads)
	get(api, "/api/uploads/{id}", "upload", "One upload: how far it is, what its columns mean, its questions", s.upload)
	get(api, "/api/uploads/{id}/rows", "uploadRows", "The rows of an upload and where each ended", s.uploadRows)
	change(api, http.MethodPut, "/api/uploads/{id}/columns", "mapUpload", "Say what columns mean; the list is read again", http.StatusOK, s.mapUpload)
	change(api, http.MethodPost, "/api/uploads/{id}/answers", "answerUpload", "Answer questions; the list is read again", http.StatusOK, s.answerUpload)
	get(api, "/api/uploads/{id}/impact", "impact", "What an upload would change: masts, and hamlets where that was worked out", s.impact)
	change(api, http.MethodPost, "/api/uploads/{id}/impact", "computeImpact", "Work out which hamlets an upload would change", http.StatusAccepted, s.computeImpact)
	change(api, http.MethodPost, "/api/uploads/{id}/submit", "submitUpload", "Hand an upload in for approval", http.StatusOK, s.submitUpload)
	change(api, http.MethodPost, "/api/uploads/{id}/approve", "approveUpload", "Make an upload the current list", http.StatusOK, s.approveUpload)
	change(api, http.MethodPost, "/api/uploads/{id}/withdraw", "withdrawUpload", "Take an upload back", http.StatusOK, s.withdrawUpload)
	get(api, "/api/revisions", "revisions", "Site lists that were approved, the last first", s.revisions)
	get(api, "/api/revisions/{id}", "revision", "The receipt of one list", s.revision)
	change(api, http.MethodPost, "/api/revisions/{id}/restore", "restoreRevision", "Make an earlier list current again", http.StatusCreated, s.restoreRevision)
}

// pages are the addresses the web's own router knows; each is the same file.
func pages() []string {
	return []string{"/login", "/data", "/invitation/{secret}", "/account", "/users", "/tokens", "/audit", "/fields", "/home", "/uploads", "/uploads/{id}",
		"/overview", "/changes", "/claims", "/definitions", "/failures", "/outages", "/outages/{id}", "/commitments",
		"/plan", "/scenarios", "/scenarios/{id}", "/choose", "/choose/{id}"}
}

func notFound(w http.ResponseWriter, r *http.Request) { problem.Write(w, r, problem.Absent()) }

// methodNotAllowed answers for addresses that exist, but not by this method.
func methodNotAllowed(tree chi.Routes) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		var allowed []string
		for _, method := range []string{"GET", "POST", "PUT", "PATCH", "DELETE"} {
			if pattern := tree.Find(chi.NewRouteContext(), method, r.URL.Path); pattern != "" && (pattern != "/*" || r.URL.Path == "/") {
				allowed = append(allowed, method)
				if method == http.MethodGet {
					allowed = append(allowed, http.MethodHead)
				}
			}
		}
		if len(allowed) == 0 {
			notFound(w, r)
			return
		}
		w.Header().Set("Allow", strings.Join(allowed, ", "))
		problem.Write(w, r, problem.New(http.StatusMethodNotAllowed, "this address takes only "+strings.Join(allowed, ", ")))
	}
}

func (s *server) limitBody(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		limit := int64(bodyLimit)
		if uploads(r) {
			limit = formLimit
			if s.Desk != nil {
				limit += s.Desk.Limits.File
			}
		}
		if r.Body != nil && r.Body != http.NoBody {
			r.Body = http.MaxBytesReader(w, r.Body, limit)
		}
		next.ServeHTTP(w, r)
	})
}

// compressed sends answers as gzip or zstd to those who take it.
func compressed(next http.Handler) http.Handler { return gzhttp.GzipHandler(next) }
