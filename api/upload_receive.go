package api

import (
	"net/http"
	"sync"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
)

// How many files may be on their way in at once: each is held in memory until it
// is kept or given up.
const (
	receivedAtOnce     = 8
	receivedOfOperator = 3
)

// receiving counts the files on their way in, by operator; its zero value has none.
type receiving struct {
	mu  sync.Mutex
	all int
	of  map[geo.OperatorCode]int
}

// enter takes a place for one more file, if there is one.
func (r *receiving) enter(operator geo.OperatorCode) (leave func(), ok bool) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.all >= receivedAtOnce || r.of[operator] >= receivedOfOperator {
		return nil, false
	}
	if r.of == nil {
		r.of = map[geo.OperatorCode]int{}
	}
	r.all++
	r.of[operator]++
	return func() {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.all--
		r.of[operator]--
	}, true
}

// takenBody acknowledges a file: it is on disk.
type takenBody struct {
	ID      string              `json:"id"`
	State   data.UploadState    `json:"state" enum:"reading,ready,computing,submitted,approved,withdrawn,failed"`
	Receipt *data.UploadReceipt `json:"receipt,omitempty"`
}

// receive takes a file in. What is acknowledged is kept; a reader that leaves
// before leaves nothing.
func (s *server) receive(w http.ResponseWriter, r *http.Request) {
	if s.Desk == nil {
		notFound(w, r)
		return
	}
	who := auth.From(r.Context())
	leave, ok := s.receiving.enter(who.Operator)
	if !ok {
		problem.Write(w, r, problem.Busy())
		return
	}
	defer leave()
	n, err := readForm(r, who.Operator)
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	if r.URL.Query().Get("dry_run") == "true" {
		s.try(w, r, n)
		return
	}
	u, existed, err := s.Desk.Take(r.Context(), auth.Actor(r.Context()), n)
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	w.Header().Set("Location", s.prefix()+"/api/uploads/"+u.ID)
	status := http.StatusAccepted
	if existed {
		status = http.StatusOK
	}
	sendPrivate(w, status, takenBody{u.ID, u.State, u.Receipt})
}

// try reads a file and keeps nothing.
func (s *server) try(w http.ResponseWriter, r *http.Request, n data.NewUpload) {
	u, reading, err := s.Desk.Try(r.Context(), n.Operator, n)
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	body := s.uploadOf(u)
	body.explain(reading)
	sendPrivate(w, http.StatusOK, body)
}
