package api

import (
	"context"
	"strconv"
	"time"
)

// releasesKept is how many releases are listed, the newest first.
const releasesKept = 200

type releasesBody struct {
	Rows []releaseLine `json:"rows"`
}

// releaseLine is a release that can be read again, as it was.
type releaseLine struct {
	releaseMark
	PublishedAt time.Time `json:"publishedAt"`
	Synthetic   bool      `json:"synthetic"`
	Current     bool      `json:"current" doc:"The one that readers see"`
}

// releases lists what can be compared: every release, the newest first.
func (s *server) releases(ctx context.Context, _ *struct{}) (releasesBody, error) {
	current, err := s.edition(ctx)
	if err != nil {
		return releasesBody{}, err
	}
	found, err := s.Store.Releases(ctx)
	if err != nil {
		return releasesBody{}, err
	}
	body := releasesBody{Rows: []releaseLine{}}
	for _, r := range found[:min(len(found), releasesKept)] {
		id := strconv.FormatInt(r.ID, 10)
		body.Rows = append(body.Rows, releaseLine{releaseMark{id, day(r.AsOf)}, r.PublishedAt.UTC(), r.Synthetic, id == current.ID})
	}
	return body, nil
}
