package api

import (
	"context"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"phusong/api/auth"
	"phusong/data"
	"phusong/tiles"
)

func (s *server) outageRoutes(api huma.API) {
	get(api, "/api/outages", "outages", "Outages, open ones first", s.outages)
	change(api, http.MethodPost, "/api/outages", "openOutage", "Open an outage", http.StatusCreated, s.openOutage)
	get(api, "/api/outages/{id}", "outage", "One outage: what is silent, who is isolated, who could let roam", s.outage)
	change(api, http.MethodPost, "/api/outages/{id}/sites", "sayOutage", "Say which sites fell silent, or are back: as free text, a file, by codes, masts or what they have in common", http.StatusOK, s.sayOutage)
	order(api, http.MethodPost, "/api/outages/{id}/close", "closeOutage", "Close an outage", s.closeOutage)
	add(api, http.MethodGet, "/api/outages/{id}/report.{format}", "outageReport", "The situation as an A4 document or a workbook", http.StatusOK, s.outageReport)
	get(api, "/api/outages/{id}/words", "outageWords", "The situation in one paragraph, to be read over the phone", s.outageWords)
}

// causes are what an outage is put down to, in words.
func causes() map[string]tiles.Text {
	words := map[string]tiles.Text{}
	for _, c := range data.OutageCauses() {
		words[c.Code] = tiles.Text{Vietnamese: c.Vietnamese, English: c.English}
	}
	return words
}

type OutageRow struct {
	ID        string     `json:"id"`
	Name      string     `json:"name"`
	StartedAt time.Time  `json:"startedAt"`
	OpenedBy  string     `json:"openedBy"`
	OpenedAt  time.Time  `json:"openedAt"`
	ClosedAt  *time.Time `json:"closedAt"`
	Reporter  string     `json:"reporter,omitempty" doc:"Operator whose own report it is: of its sites alone. Absent where staff opened it"`
}

func outageRowOf(o data.Outage) OutageRow {
	return OutageRow{o.ID, o.Name, o.StartedAt, o.OpenedBy, o.OpenedAt, o.ClosedAt, string(o.Operator)}
}

type outagesBody struct {
	Causes map[string]tiles.Text `json:"causes"`
	Rows   []OutageRow           `json:"rows"`
}

func (s *server) outages(ctx context.Context, _ *struct{}) (outagesBody, error) {
	found, err := s.Store.Outages(ctx, auth.From(ctx))
	body := outagesBody{Causes: causes(), Rows: []OutageRow{}}
	for _, o := range found {
		body.Rows = append(body.Rows, outageRowOf(o))
	}
	return body, err
}

type openOutageInput struct {
	Body struct {
		Name      string    `json:"name" minLength:"1" maxLength:"200"`
		StartedAt time.Time `json:"startedAt" required:"false" doc:"Now where not said"`
	}
}

func (s *server) openOutage(ctx context.Context, in *openOutageInput) (OutageRow, error) {
	started := in.Body.StartedAt
	if started.IsZero() {
		started = s.Now()
	}
	o, err := s.Store.OpenOutage(ctx, auth.Actor(ctx), auth.From(ctx), in.Body.Name, started)
	return outageRowOf(o), err
}

type outageInput struct {
	ID string `path:"id" maxLength:"60"`
}

func (s *server) closeOutage(ctx context.Context, in *outageInput) error {
	return s.Store.CloseOutage(ctx, auth.Actor(ctx), auth.From(ctx), in.ID)
}
