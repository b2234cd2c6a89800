package api

import (
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"phusong/api/problem"
	"phusong/data"
	"phusong/importers/desk"
)

// How long one stream of events may last, how often it looks by itself (the work
// may be done in another process), and how long one message may take to send.
const (
	eventsLast  = 10 * time.Minute
	eventsLook  = 2 * time.Second
	eventsWrite = 10 * time.Second
)

// eventBody is what a message of the stream says.
type eventBody struct {
	State    data.UploadState `json:"state" enum:"reading,ready,computing,submitted,approved,withdrawn,failed"`
	Progress desk.Progress    `json:"progress"`
}

// uploadEvents tells of an upload's progress until there is none to tell of.
func (s *server) uploadEvents(w http.ResponseWriter, r *http.Request) {
	u, err := s.uploadByID(r.Context(), pathValue(r, "id"))
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	changes, stop := s.Desk.Watch(u.ID)
	defer stop()
	events(w, r, changes, s.Desk.Closed(), func() (any, bool, error) {
		u, err := s.uploadByID(r.Context(), u.ID)
		if err != nil {
			return nil, false, err
		}
		return eventBody{u.State, s.Desk.ProgressOf(u)}, u.State == data.UploadReading || u.State == data.UploadComputing, nil
	})
}

// events sends what look says whenever it says something else, until it says
// that nothing more is to come, the reader leaves or closed ends.
func events(w http.ResponseWriter, r *http.Request, changes, closed <-chan struct{}, look func() (says any, going bool, err error)) {
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", never)
	w.Header().Set("X-Accel-Buffering", "no") // proxies must not hold messages back
	control := http.NewResponseController(w)
	again := time.NewTicker(eventsLook)
	defer again.Stop()
	end := time.NewTimer(eventsLast)
	defer end.Stop()
	said := ""
	for {
		says, going, err := look()
		if err != nil {
			return
		}
		message, err := json.Marshal(says)
		if err != nil {
			return
		}
		if string(message) != said {
			said = string(message)
			_ = control.SetWriteDeadline(time.Now().Add(eventsWrite)) // connections without deadlines are tests'
			if _, err := fmt.Fprintf(w, "data: %s\n\n", message); err != nil || control.Flush() != nil {
				return
			}
		}
		if !going {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-closed:
			return
		case <-end.C:
			return
		case <-changes:
		case <-again.C:
		}
	}
}
