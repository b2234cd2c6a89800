package api

import (
	"context"
	"fmt"
	"strings"
	"time"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
	"phusong/tiles"
)

type versionsBody struct {
	Rows []ScenarioRow `json:"rows"`
}

// ScenariosQuestion asks for one page of the list.
type ScenariosQuestion struct {
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"100" doc:"At most so many rows"`
	Before string `query:"before" maxLength:"100" doc:"The page that follows: next of the one before it"`
}

type scenariosBody struct {
	Rows []ScenarioRow `json:"rows"`
	Next *string       `json:"next" doc:"For before=; null at the end"`
}

// last reads where the page before ended.
func (q *ScenariosQuestion) last() (last data.Scenario, err error) {
	if q.Before == "" {
		return last, nil
	}
	saved, id, found := strings.Cut(q.Before, "~")
	last.ID = id
	if last.SavedAt, err = time.Parse(time.RFC3339Nano, saved); err != nil || !found {
		return last, fmt.Errorf("before=%.60q: %w: hand over next of the page before", q.Before, problem.ErrParameter)
	}
	return last, nil
}

// nextPage names the end of a page for the one that follows.
func nextPage(last data.Scenario) *string {
	next := last.SavedAt.Format(time.RFC3339Nano) + "~" + last.ID
	return &next
}

// ScenarioRow is a scenario as a list shows it.
type ScenarioRow struct {
	ID        string       `json:"id"`
	Name      string       `json:"name"`
	Notes     string       `json:"notes"`
	Owner     string       `json:"owner" doc:"Login name of the planner whose it is"`
	Own       bool         `json:"own" doc:"Whether the one who asks may change it"`
	Base      int64        `json:"base" doc:"Release the changes are made to"`
	Newer     *releaseMark `json:"newer" doc:"The release that readers see by now, where the base is another"`
	Version   int          `json:"version"`
	Current   int          `json:"current" doc:"The version it has now: what a change must name"`
	Count     int          `json:"count" doc:"Changes"`
	CreatedAt time.Time    `json:"createdAt"`
	SavedAt   time.Time    `json:"savedAt"`
}

// scenarioBody is one with its changes.
type scenarioBody struct {
	ScenarioRow
	Changes []geo.SiteChange `json:"changes"`
}

// ScenarioDraft is what a planner writes.
type ScenarioDraft struct {
	Name  string `json:"name" minLength:"1" maxLength:"200"`
	Notes string `json:"notes" required:"false" maxLength:"5000"`
	geo.Scenario
}

func (d ScenarioDraft) on(e *tiles.Edition) data.Draft {
	return data.Draft{Name: d.Name, Notes: d.Notes, Scenario: based(d.Scenario, e)}
}

func scenarioRowOf(ctx context.Context, e *tiles.Edition, c data.Scenario) ScenarioRow {
	return ScenarioRow{ID: c.ID, Name: c.Name, Notes: c.Notes, Owner: c.OwnerName, Own: auth.Actor(ctx).Account == c.Owner, Base: c.Base,
		Newer: newer(e, c.Base), Version: c.Version, Current: c.Current, Count: len(c.Changes), CreatedAt: c.CreatedAt, SavedAt: c.SavedAt}
}

func (s *server) scenarios(ctx context.Context, q *ScenariosQuestion) (scenariosBody, error) {
	e, err := s.edition(ctx)
	if err != nil {
		return scenariosBody{}, err
	}
	last, err := q.last()
	if err != nil {
		return scenariosBody{}, err
	}
	found, err := s.Store.Scenarios(ctx, auth.From(ctx), last, q.Limit+1)
	if err != nil {
		return scenariosBody{}, err
	}
	body := scenariosBody{Rows: []ScenarioRow{}}
	if len(found) > q.Limit {
		found = found[:q.Limit]
		body.Next = nextPage(found[q.Limit-1])
	}
	for _, c := range found {
		body.Rows = append(body.Rows, scenarioRowOf(ctx, e, c))
	}
	return body, nil
}

// ScenarioInput names a scenario, and which version of it.
type ScenarioInput struct {
	ID      string `path:"id" maxLength:"60"`
	Version int    `query:"version" minimum:"0" doc:"An earlier version; the current one where not said"`
}

func (s *server) scenario(ctx context.Context, in *ScenarioInput) (scenarioBody, error) {
	c, err := s.Store.Scenario(ctx, auth.From(ctx), in.ID, in.Version)
	return s.told(ctx, c, err)
}

// told puts a scenario in the answer's words, or hands the error on.
func (s *server) told(ctx context.Context, c data.Scenario, err error) (scenarioBody, error) {
	if err != nil {
		return scenarioBody{}, err
	}
	e, err := s.edition(ctx)
	if err != nil {
		return scenarioBody{}, err
	}
	return scenarioBody{scenarioRowOf(ctx, e, c), c.Changes}, nil
}

type addScenarioInput struct{ Body ScenarioDraft }

func (s *server) addScenario(ctx context.Context, in *addScenarioInput) (scenarioBody, error) {
	e, err := s.edition(ctx)
	if err != nil {
		return scenarioBody{}, err
	}
	c, err := s.Store.AddScenario(ctx, auth.Actor(ctx), in.Body.on(e))
	return s.told(ctx, c, err)
}

type saveScenarioInput struct {
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Version int `json:"version" minimum:"1" doc:"The version this was made from"`
		ScenarioDraft
	}
}

func (s *server) saveScenario(ctx context.Context, in *saveScenarioInput) (scenarioBody, error) {
	e, err := s.edition(ctx)
	if err != nil {
		return scenarioBody{}, err
	}
	c, err := s.Store.SaveScenario(ctx, auth.Actor(ctx), in.ID, in.Body.Version, in.Body.on(e))
	return s.told(ctx, c, err)
}

type scenarioNamed struct {
	ID string `path:"id" maxLength:"60"`
}

func (s *server) deleteScenario(ctx context.Context, in *scenarioNamed) error {
	return s.Store.DeleteScenario(ctx, auth.Actor(ctx), in.ID)
}

func (s *server) scenarioVersions(ctx context.Context, in *scenarioNamed) (versionsBody, error) {
	e, err := s.edition(ctx)
	if err != nil {
		return versionsBody{}, err
	}
	found, err := s.Store.ScenarioVersions(ctx, auth.From(ctx), in.ID)
	body := versionsBody{Rows: []ScenarioRow{}}
	for _, c := range found {
		body.Rows = append(body.Rows, scenarioRowOf(ctx, e, c))
	}
	return body, err
}

type restoreScenarioInput struct {
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Version int `json:"version" minimum:"1" doc:"The version to go back to, or forward"`
		Current int `json:"current" minimum:"1" doc:"The version it has now"`
	}
}

func (s *server) restoreScenario(ctx context.Context, in *restoreScenarioInput) (scenarioBody, error) {
	c, err := s.Store.RestoreScenario(ctx, auth.Actor(ctx), in.ID, in.Body.Current, in.Body.Version)
	return s.told(ctx, c, err)
}
