package api

import (
	"net/http"

	"github.com/prometheus/client_golang/prometheus/promhttp"

	"phusong/api/auth"
	"phusong/api/problem"
)

// alive says that the process answers; nothing more.
func (s *server) alive(w http.ResponseWriter, r *http.Request) {
	writeJSON(w, map[string]string{"status": "alive"})
}

// ready says that there is a release to show and that everything behind the
// server answers, too.
func (s *server) ready(w http.ResponseWriter, r *http.Request) {
	release, err := s.Releases.Current()
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	if err := s.Ready(r.Context()); err != nil {
		problem.Note(r.Context(), err)
		problem.Write(w, r, problem.New(http.StatusServiceUnavailable, "the database does not answer; what is at hand is still served"))
		return
	}
	writeJSON(w, map[string]string{"status": "ready", "release": release.ID})
}

// metrics tells the counters to this machine alone. What a proxy forwards is not
// of this machine, wherever the proxy stands.
func (s *server) metrics(w http.ResponseWriter, r *http.Request) {
	for _, forwarded := range []string{"X-Forwarded-For", "X-Forwarded-Host", "X-Real-Ip", "Forwarded", "Via"} {
		if r.Header.Get(forwarded) != "" {
			notFound(w, r)
			return
		}
	}
	if !auth.Address(r, 0).IsLoopback() {
		notFound(w, r)
		return
	}
	promhttp.HandlerFor(s.Metrics, promhttp.HandlerOpts{}).ServeHTTP(w, r)
}
