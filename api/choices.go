package api

import (
	"context"
	"encoding/json"
	"fmt"
	"net/http"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/go-chi/chi/v5"
	"github.com/paulmach/orb"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/data"
	"phusong/data/derive"
	"phusong/geo"
	"phusong/geo/planning"
	"phusong/importers/candidate"
)

// choiceRoutes is where to build: asked, computed as a job, answered.
func (s *server) choiceRoutes(api huma.API, r chi.Router) {
	get(api, "/api/choices", "choices", "Choices of sites that were asked for, the last first", s.choices)
	get(api, "/api/choice-defaults", "choiceDefaults", "What a choice is computed with where nobody says otherwise: cost figures, microwave hops, bounds", s.choiceDefaults)
	change(api, http.MethodPost, "/api/choices", "choose", "Ask where to build; the answer is computed as a job", http.StatusAccepted, s.choose)
	change(api, http.MethodPost, "/api/choice-points", "readPoints", "Read a list of places where a mast could be built; nothing is kept", http.StatusOK, s.readPoints)
	get(api, "/api/choices/{id}", "choice", "One choice of sites: how far it is, and its answer", s.choice)
	change(api, http.MethodPost, "/api/choices/{id}/cancel", "cancelChoice", "End a choice that is not over", http.StatusOK, s.cancelChoice)
	order(api, http.MethodDelete, "/api/choices/{id}", "dropChoice", "Forget a choice of one's own that is over; the log keeps that it was there", s.dropChoice)
	change(api, http.MethodPost, "/api/choices/{id}/picks", "acceptPicks", "Picks as the changes of a scenario", http.StatusOK, s.acceptPicks)
	add(api, http.MethodGet, "/api/choices/{id}/export.{format}", "exportChoice", "The work list as a workbook or for a map", http.StatusOK, s.exportChoice)
	r.Get("/api/choices/{id}/events", s.choiceEvents)
}

// siteChoice is one choice as its page shows it.
type siteChoice struct {
	ID       string           `json:"id"`
	Name     string           `json:"name"`
	State    data.ChoiceState `json:"state" enum:"waiting,computing,done,failed,cancelled"`
	Progress choiceProgress   `json:"progress"`
	Release  string           `json:"release"`
	AskedBy  string           `json:"askedBy"`
	Own      bool             `json:"own" doc:"Whether whoever reads asked it, and may forget it once it is over"`
	AskedAt  time.Time        `json:"askedAt"`
	EndedAt  *time.Time       `json:"endedAt"`
	Trouble  string           `json:"trouble" doc:"Why it failed; empty where it did not"`
	Result   *derive.Chosen   `json:"result" doc:"Null until it is done, and in lists"`
}

// choiceProgress is the step it is at: prepare, sight, reach, choose.
type choiceProgress struct {
	Step  string `json:"step"`
	Done  int    `json:"done"`
	Total int    `json:"total" doc:"0 where it is not known"`
}

func choiceOf(ctx context.Context, c data.Choice) (siteChoice, error) {
	body := siteChoice{Own: c.AskedBy == auth.Actor(ctx).Name, ID: c.ID, Name: c.Name, State: c.State, Progress: choiceProgress{c.Step, c.StepDone, c.StepTotal}, Release: fmt.Sprint(c.Release),
		AskedBy: c.AskedBy, AskedAt: c.AskedAt.UTC(), EndedAt: c.EndedAt, Trouble: c.Trouble}
	if len(c.Result) > 0 {
		body.Result = &derive.Chosen{}
		if err := json.Unmarshal(c.Result, body.Result); err != nil {
			return body, fmt.Errorf("read the answer of choice %s: %w", c.ID, err)
		}
		body.Result.Tell()
	}
	return body, nil
}

func (s *server) choices(ctx context.Context, _ *struct{}) (rows[siteChoice], error) {
	list := rows[siteChoice]{Rows: []siteChoice{}}
	if s.Store == nil {
		return list, data.ErrNoChoice
	}
	found, err := s.Store.Choices(ctx, 100)
	for _, c := range found {
		body, _ := choiceOf(ctx, c) // nothing is unpacked in lists
		list.Rows = append(list.Rows, body)
	}
	return list, err
}

type choiceInput struct {
	ID string `path:"id" maxLength:"60"`
}

// choiceByID finds a choice; whoever passes the access table sees all.
func (s *server) choiceByID(ctx context.Context, id string) (data.Choice, error) {
	if s.Chooser == nil {
		return data.Choice{}, data.ErrNoChoice
	}
	return s.Store.Choice(ctx, id)
}

func (s *server) choice(ctx context.Context, in *choiceInput) (siteChoice, error) {
	c, err := s.choiceByID(ctx, in.ID)
	if err != nil {
		return siteChoice{}, err
	}
	return choiceOf(ctx, c)
}

func (s *server) dropChoice(ctx context.Context, in *choiceInput) error {
	if _, err := s.choiceByID(ctx, in.ID); err != nil {
		return err
	}
	return s.Store.DeleteChoice(ctx, auth.Actor(ctx), in.ID)
}

func (s *server) cancelChoice(ctx context.Context, in *choiceInput) (siteChoice, error) {
	if _, err := s.choiceByID(ctx, in.ID); err != nil {
		return siteChoice{}, err
	}
	err := s.Store.CancelChoice(ctx, auth.Actor(ctx), in.ID)
	s.Chooser.Stir()
	if err != nil {
		return siteChoice{}, err
	}
	return s.choice(ctx, in)
}

// choiceEvent is what a message of the stream says.
type choiceEvent struct {
	State    data.ChoiceState `json:"state" enum:"waiting,computing,done,failed,cancelled"`
	Progress choiceProgress   `json:"progress"`
}

// choiceEvents tells of a choice's progress until there is none to tell of.
func (s *server) choiceEvents(w http.ResponseWriter, r *http.Request) {
	c, err := s.choiceByID(r.Context(), pathValue(r, "id"))
	if err != nil {
		problem.Write(w, r, err)
		return
	}
	changes, stop := s.Chooser.Watch()
	defer stop()
	events(w, r, changes, s.Chooser.Closed(), func() (any, bool, error) {
		c, err := s.Store.Choice(r.Context(), c.ID)
		return choiceEvent{c.State, choiceProgress{c.Step, c.StepDone, c.StepTotal}}, !c.State.Over(), err
	})
}

// pointsInput is a file in the body: lists of places are small.
type pointsInput struct {
	Body struct {
		Name    string `json:"name" minLength:"1" maxLength:"200"`
		Content []byte `json:"content" doc:"CSV, XLSX, GeoJSON, KML, GeoPackage or zipped Shapefile, as base64"`
	}
}

type pointsBody struct {
	Points   []takenRow   `json:"points"`
	Refused  []refusedRow `json:"refused"`
	Unlisted int          `json:"unlisted" doc:"Refused rows beyond those listed"`
}

// takenRow is a row of a list that is a place.
type takenRow struct {
	choicePoint
	Sheet string `json:"sheet"`
	Row   int    `json:"row" doc:"Counted from 1"`
}

// refusedRow is a row of a list that is no place, and why.
type refusedRow struct {
	Sheet      string `json:"sheet"`
	Row        int    `json:"row" doc:"Counted from 1"`
	Raw        string `json:"raw"`
	Code       string `json:"code"`
	Vietnamese string `json:"vi"`
	English    string `json:"en"`
}

// choicePoint is a place where a mast could be built.
type choicePoint struct {
	ID   string  `json:"id" minLength:"1" maxLength:"50"`
	Lon  float64 `json:"lon" minimum:"-180" maximum:"180"`
	Lat  float64 `json:"lat" minimum:"-85" maximum:"85"`
	Cost float64 `json:"cost" required:"false" minimum:"0" maximum:"1000000" doc:"Millions of đồng; 0: by the cost model"`
	Grid string  `json:"grid" required:"false" enum:",yes,no" doc:"Whether there is electricity; empty: nobody knows"`
}

func (s *server) readPoints(_ context.Context, in *pointsInput) (pointsBody, error) {
	list, err := candidate.Read(in.Body.Name, in.Body.Content, derive.MostGiven)
	if err != nil {
		return pointsBody{}, err
	}
	body := pointsBody{Points: []takenRow{}, Refused: []refusedRow{}, Unlisted: list.Unlisted}
	for _, i := range list.Refused {
		body.Refused = append(body.Refused, refusedRow{i.Sheet, i.Row, i.Raw, i.Code, i.Vietnamese, i.English})
	}
	for _, p := range list.Points {
		body.Points = append(body.Points, takenRow{choicePoint{p.ID, p.Position.Lon(), p.Position.Lat(), p.Cost, p.Grid}, p.Sheet, p.Row})
	}
	return body, nil
}

// defaultsBody is what a form begins with.
type defaultsBody struct {
	Costs          planning.CostModel   `json:"costs"`
	Hops           planning.HopSettings `json:"hops"`
	From           []planning.Source    `json:"from"`
	Objectives     []derive.Objective   `json:"objectives"`
	Units          []derive.Unit        `json:"units"`
	MostCandidates int                  `json:"mostCandidates"`
	MostPoints     int                  `json:"mostPoints"`
	MHz            float64              `json:"mhz" doc:"The band that is built"`
	HeightM        float64              `json:"heightM"`
	ApartKm        float64              `json:"apartKm"`
	Count          int                  `json:"count"`
}

func (s *server) choiceDefaults(context.Context, *struct{}) (defaultsBody, error) {
	return defaultsBody{Costs: planning.DefaultCosts(), Hops: planning.DefaultHops(), From: planning.Sources(),
		Objectives: []derive.Objective{derive.ForPeople, derive.ForHouseholds, derive.ForHamlets}, Units: []derive.Unit{derive.InMasts, derive.InMoney},
		MostCandidates: derive.MostCandidates, MostPoints: derive.MostGiven, MHz: 800, HeightM: 42, ApartKm: 1, Count: 2000}, nil
}

// given are the points of a question as candidates.
func given(points []choicePoint) []planning.Given {
	var all []planning.Given
	for _, p := range points {
		all = append(all, planning.Given{ID: p.ID, Position: orb.Point{p.Lon, p.Lat}, Cost: p.Cost, Grid: p.Grid})
	}
	return all
}

// codes are hamlets by code.
func codes(words []string) []geo.HamletCode {
	var all []geo.HamletCode
	for _, w := range words {
		all = append(all, geo.HamletCode(w))
	}
	return all
}
