package api

import (
	"net/http"

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
