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
	State    data.UploadState `json:"state"`
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
	w.Header().Set("Content-Type", "text/event-stream")
	w.Header().Set("Cache-Control", never)
	w.Header().Set("X-Accel-Buffering", "no") // proxies must not hold messages back
	control := http.NewResponseController(w)
	look := time.NewTicker(eventsLook)
	defer look.Stop()
	end := time.NewTimer(eventsLast)
	defer end.Stop()
	said := ""
	for {
		if u, err = s.uploadByID(r.Context(), u.ID); err != nil {
			return
		}
		message, err := json.Marshal(eventBody{u.State, s.Desk.ProgressOf(u)})
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
		if u.State != data.UploadReading && u.State != data.UploadComputing {
			return
		}
		select {
		case <-r.Context().Done():
			return
		case <-s.Desk.Closed():
			return
		case <-end.C:
			return
		case <-changes:
		case <-look.C:
		}
	}
}
