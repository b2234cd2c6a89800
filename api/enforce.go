package api

import (
	"mime"
	"net/http"
	"strings"

	"github.com/go-chi/chi/v5"

	"phusong/api/auth"
	"phusong/api/ogc"
	"phusong/api/problem"
	"phusong/data"
)

// enforce asks the access table before any handler. It stands inside the tree,
// after routing, so that what it judges is what will answer.
func (s *server) enforce(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		method := r.Method
		if method == http.MethodHead { // answered wherever GET is
			method = http.MethodGet
		}
		rule, known := s.access[method+" "+chi.RouteContext(r.Context()).RoutePattern()]
		cut := data.Cut(chi.URLParam(r, "cut"))
		switch {
		case !known:
			notFound(w, r)
		case changes(r) && !typed(r):
			problem.Write(w, r, problem.New(http.StatusUnsupportedMediaType, "send this as application/json, unzipped; files go as multipart/form-data to /api/uploads"))
		case rule.Same, cut == data.PublicCut:
			next.ServeHTTP(w, r) // nobody is asked who he is: no look-up, and no database needed
		default:
			s.judge(w, r, next, rule, cut)
		}
	})
}

// judge finds out who asks and lets pass whom the rule lets.
func (s *server) judge(w http.ResponseWriter, r *http.Request, next http.Handler, rule Rule, cut data.Cut) {
	caller := auth.Of(r.Context())
	caller.Base, caller.Secure = s.base(r), s.encrypted(r)
	caller.Here = auth.Loopback(r)
	identify := s.Gate.Identify
	if strings.HasPrefix(r.URL.Path, "/tiles/") {
		identify = s.Gate.Recognise
	}
	caller, err := identify(r, caller)
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	w.Header().Add("Vary", "Cookie, Authorization")
	reach := rule.Reach[caller.Who.Role]
	switch {
	case reach == ReachLogin:
		problem.Write(w, r, problem.Login())
	case reach != ReachAll && reach != ReachOwn, caller.Token.ID != "" && !caller.Token.Allows(rule.Token), cut != "" && cut != caller.Who.Cut():
		notFound(w, r)
	default:
		next.ServeHTTP(w, r.WithContext(auth.With(r.Context(), caller)))
	}
}

// guard refuses, before anything else is done, requests that another site's page
// may have sent in somebody's name, and those of addresses that ask too often.
// Questions for tiles and pages are not counted: they cost little.
func (s *server) guard(next http.Handler) http.Handler {
	return s.crossOrigin.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if changes(r) || counted(r.URL.Path) {
			if err := s.Gate.Admit(r); err != nil {
				problem.Write(w, r, err)
				return
			}
		}
		next.ServeHTTP(w, r)
	}))
}

func changes(r *http.Request) bool {
	return r.Method != http.MethodGet && r.Method != http.MethodHead && r.Method != http.MethodOptions
}

func counted(path string) bool {
	switch room, rest, _ := strings.Cut(strings.TrimPrefix(path, "/"), "/"); "/" + room {
	case "/api", "/auth", "/data":
		return true
	case ogc.Root:
		return !(strings.HasPrefix(rest, "collections/") && strings.Contains(rest, "/tiles/"))
	}
	return false
}

// typed tells whether a change comes as a type that forms of other sites cannot
// send. A deletion without a body needs none: forms cannot delete.
func typed(r *http.Request) bool {
	if r.Header.Get("Content-Encoding") != "" {
		return false
	}
	if r.Method == http.MethodDelete && r.ContentLength == 0 && r.Header.Get("Content-Type") == "" {
		return true
	}
	media, _, err := mime.ParseMediaType(r.Header.Get("Content-Type"))
	return err == nil && (media == "application/json" || media == "multipart/form-data" && uploads(r))
}

// uploads tells whether a request brings a file.
func uploads(r *http.Request) bool {
	return r.Method == http.MethodPost && r.URL.Path == "/api/uploads"
}

// foreign answers what CrossOriginProtection refuses.
func foreign(w http.ResponseWriter, r *http.Request) {
	problem.Write(w, r, problem.New(http.StatusForbidden, "this change was asked for by a page of another site and was not made"))
}

// newCrossOrigin lets through what the server's own pages send, also where a
// proxy changes the Host header.
func newCrossOrigin(baseURL string) *http.CrossOriginProtection {
	p := http.NewCrossOriginProtection()
	if baseURL != "" {
		_ = p.AddTrustedOrigin(origin(baseURL)) // what is no origin is trusted by nobody
	}
	p.SetDenyHandler(http.HandlerFunc(foreign))
	return p
}
