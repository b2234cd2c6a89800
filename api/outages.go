package api

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
	"phusong/geo/planning"
	"phusong/tiles"
)

func (s *server) outageRoutes(api huma.API) {
	get(api, "/api/outages", "outages", "Outages, open ones first", s.outages)
	change(api, http.MethodPost, "/api/outages", "openOutage", "Open an outage", http.StatusCreated, s.openOutage)
	get(api, "/api/outages/{id}", "outage", "One outage: what is silent, who is isolated, who could let roam", s.outage)
	change(api, http.MethodPost, "/api/outages/{id}/sites", "sayOutage", "Say which sites fell silent, or are back: as free text, by codes or by masts", http.StatusOK, s.sayOutage)
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
}

func outageRowOf(o data.Outage) OutageRow {
	return OutageRow{o.ID, o.Name, o.StartedAt, o.OpenedBy, o.OpenedAt, o.ClosedAt}
}

type outagesBody struct {
	Causes map[string]tiles.Text `json:"causes"`
	Rows   []OutageRow           `json:"rows"`
}

func (s *server) outages(ctx context.Context, _ *struct{}) (outagesBody, error) {
	found, err := s.Store.Outages(ctx)
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
	o, err := s.Store.OpenOutage(ctx, auth.Actor(ctx), in.Body.Name, started)
	return outageRowOf(o), err
}

type outageInput struct {
	ID string `path:"id" maxLength:"60"`
}

func (s *server) closeOutage(ctx context.Context, in *outageInput) error {
	return outageProblem(s.Store.CloseOutage(ctx, auth.Actor(ctx), in.ID))
}

// outageProblem tells what is not there from what cannot be changed any more.
func outageProblem(err error) error {
	switch {
	case errors.Is(err, data.ErrNoOutage):
		return problem.Absent()
	case errors.Is(err, data.ErrOutageClosed):
		return problem.New(http.StatusConflict, "đợt sự cố đã đóng: hãy mở đợt khác · the outage is closed: open another")
	}
	return err
}

type sayOutageInput struct {
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Text       string       `json:"text" required:"false" maxLength:"200000" doc:"Lines as they were sent or read out; codes are found in them"`
		Operator   operatorWord `json:"operator" required:"false" doc:"Whose codes the text has, where a line does not name one"`
		Sites      []siteName   `json:"sites" required:"false" maxItems:"4000"`
		Masts      []string     `json:"masts" required:"false" maxItems:"2000" doc:"Marked on the map: everybody's equipment on them"`
		All        bool         `json:"all" required:"false" doc:"Every site that is down now, too"`
		Restored   bool         `json:"restored" required:"false" doc:"They are back"`
		Cause      string       `json:"cause" required:"false" enum:"power,fibre,flood,landslide,wind,equipment,planned,unknown"`
		Power      string       `json:"power" required:"false" maxLength:"200" doc:"What runs the sites meanwhile: battery for 4 h, generator, nothing"`
		ExpectedAt *time.Time   `json:"expectedAt" required:"false" doc:"When they are to be back. Of sites that are down already cause, power and this stay as they were where they are not said again"`
		Unexpected bool         `json:"unexpected" required:"false" doc:"Nobody tells any more when they are to be back"`
	}
}

type saidBody struct {
	Number  int         `json:"number" doc:"Of what was said; 0 where no site was understood and nothing was kept"`
	Kept    int         `json:"kept" doc:"Sites"`
	Unknown []string    `json:"unknown" doc:"Sites and masts that are not on the air in the release"`
	Lines   []heardLine `json:"lines" doc:"Every line of the text and what became of it"`
}

type heardLine struct {
	Line   string       `json:"line"`
	Sites  []StationRow `json:"sites"`
	Unsure []unsureWord `json:"unsure" doc:"Words that look like codes and were not kept: say which is meant"`
}

type unsureWord struct {
	Word string       `json:"word"`
	Near []StationRow `json:"near"`
}

// sayOutage keeps what was understood, and answers every line: nothing is lost,
// nothing is guessed.
func (s *server) sayOutage(ctx context.Context, in *sayOutageInput) (saidBody, error) {
	e, r, err := s.reliance(ctx)
	if err != nil {
		return saidBody{}, err
	}
	b, index := in.Body, indexStations(auth.From(ctx), e)
	var all []planning.Station
	for _, part := range r.Parts(planning.KindSite) {
		all = append(all, part.Stations...)
	}
	operator := geo.OperatorCode(b.Operator)
	if operator == geo.AnyOperator {
		operator = ""
	}
	var names simulateInput
	names.Body.Masts, names.Body.Sites = b.Masts, b.Sites
	stations, unknown := index.stationsOf(r, names.names())
	body := saidBody{Unknown: unknown, Lines: []heardLine{}}
	for _, h := range planning.Hear(b.Text, operator, all) {
		stations = append(stations, h.Stations...)
		line := heardLine{Line: h.Line, Sites: index.list(h.Stations), Unsure: []unsureWord{}}
		for _, u := range h.Unsure {
			line.Unsure = append(line.Unsure, unsureWord{u.Word, index.list(u.Near)})
		}
		body.Lines = append(body.Lines, line)
	}
	changes, err := s.saying(ctx, in, stations)
	if err != nil {
		return body, outageProblem(err)
	}
	if body.Kept = len(changes); body.Kept == 0 {
		return body, nil
	}
	body.Number, err = s.Store.SayOutage(ctx, auth.Actor(ctx), in.ID, changes)
	return body, outageProblem(err)
}

// saying is what a request says of each station, once, and of all that are down
// where it speaks of those.
func (s *server) saying(ctx context.Context, in *sayOutageInput, stations []planning.Station) (changes []data.OutageChange, err error) {
	_, before, err := s.Store.Outage(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	if in.Body.All {
		for _, c := range data.OutageKnown(before).Down {
			stations = append(stations, planning.Station{Operator: c.Operator, Code: c.Code})
		}
	}
	said := map[planning.Station]bool{}
	for _, station := range stations {
		if b := in.Body; !said[station] {
			said[station] = true
			changes = append(changes, data.OutageChange{Operator: station.Operator, Code: station.Code, Down: !b.Restored, Cause: b.Cause, Power: b.Power, ExpectedAt: b.ExpectedAt, Unestimated: b.Unexpected})
		}
	}
	return changes, nil
}

// list is stations as whoever asks may see them.
func (x stationIndex) list(stations []planning.Station) []StationRow {
	rows := []StationRow{}
	for _, station := range stations {
		if row, sees := x.rows[station]; sees {
			rows = append(rows, row)
		}
	}
	return rows
}

type wordsBody struct {
	Number    int    `json:"number" doc:"Of the report: that of the last thing that was said"`
	Release   string `json:"release"`
	Synthetic bool   `json:"synthetic"`
	Text      string `json:"text"`
}

// outageWords is the situation as it is read over the phone: now, or as it was
// when the number asked for had been said.
func (s *server) outageWords(ctx context.Context, in *SituationQuestion) (wordsBody, error) {
	f, err := s.situation(ctx, in)
	if err != nil {
		return wordsBody{}, err
	}
	at := s.Now()
	if in.Number > 0 {
		at = f.At()
	}
	return wordsBody{f.Known.Number, f.edition.ID, f.Release.Synthetic, f.Words(at)}, nil
}
