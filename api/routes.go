package api

import (
	"net/http"

	"github.com/go-chi/chi/v5"
	"github.com/go-chi/chi/v5/middleware"
	"github.com/klauspost/compress/gzhttp"
	"github.com/prometheus/client_golang/prometheus/promhttp"

	"phusong/api/problem"
)

// bodyLimit is the most a request may carry. Nothing is uploaded yet.
const bodyLimit = 1 << 20

// routes is the tree of all URLs. HEAD is answered wherever GET is.
func (s *server) routes() http.Handler {
	r := chi.NewRouter()
	r.Use(s.observe, recoverPanics, secure, limitBody, middleware.GetHead)
	r.NotFound(notFound)
	r.MethodNotAllowed(methodNotAllowed)

	r.Get("/healthz", s.alive)
	r.Get("/readyz", s.ready)
	r.Method(http.MethodGet, "/metrics", promhttp.HandlerFor(s.Metrics, promhttp.HandlerOpts{}))

	r.Route("/tiles/{release}", func(r chi.Router) {
		r.With(compressed).Get("/layers.json", s.layers)
		r.With(compressed).Get("/{layer}.json", s.tileJSON)
		r.Get("/{layer}/{z}/{x}/{y}.{format}", s.tile)
	})

	r.Group(func(r chi.Router) {
		r.Use(compressed)
		api := s.openAPI(r) // also /api/openapi.json
		get(api, "/api/release", "release", "The release that readers see, and how to read it", s.release)
		get(api, "/api/gaps", "gaps", "People and hamlets by verdict, for each unit of a level", s.gaps)
		get(api, "/api/hamlets", "hamlets", "Hamlets with their verdict under one definition", s.hamlets)
		get(api, "/api/hamlets/{code}", "hamlet", "One hamlet's card: every network, every definition", s.hamlet)
		get(api, "/api/path", "path", "Why a place has signal from a mast, or none: the profile, the obstacle, every intermediate", s.path)
		get(api, "/api/sites", "sites", "Masts with the operators and technologies on them", s.sites)
	})

	r.Get("/*", s.page) // the planning map
	return r
}

func notFound(w http.ResponseWriter, r *http.Request) {
	problem.Write(w, r, problem.New(http.StatusNotFound, "nothing is at this address; /api/openapi.json lists what there is"))
}

func methodNotAllowed(w http.ResponseWriter, r *http.Request) {
	problem.Write(w, r, problem.New(http.StatusMethodNotAllowed, "this address is only read: use GET or HEAD"))
}

func limitBody(next http.Handler) http.Handler { return http.MaxBytesHandler(next, bodyLimit) }

// compressed sends answers as gzip or zstd to those who take it.
func compressed(next http.Handler) http.Handler { return gzhttp.GzipHandler(next) }
