package api

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"unicode/utf8"

	"github.com/paulmach/orb"

	"phusong/api/auth"
	"phusong/api/paper"
	"phusong/api/problem"
	"phusong/data"
	"phusong/data/derive"
	"phusong/geo"
	"phusong/geo/planning"
)

// chooseInput asks where to build.
type chooseInput struct {
	Body struct {
		Name       string                `json:"name" minLength:"1" maxLength:"100"`
		Operator   geo.OperatorCode      `json:"operator" enum:"viettel,vnpt,mobifone,vietnamobile" doc:"Who builds"`
		Technology string                `json:"technology" required:"false" default:"4G" enum:"2G,3G,4G,5G"`
		DarkFor    operatorWord          `json:"darkFor" required:"false" default:"any" doc:"Counts what nobody covers, or what this operator does not"`
		Objective  derive.Objective      `json:"objective" required:"false" default:"people" enum:"people,households,hamlets"`
		Definition string                `json:"definition" required:"false" maxLength:"40" doc:"Hamlets count by how far they come towards covered under it; empty: people and households where they live, hamlets by the first definition"`
		Budget     float64               `json:"budget" minimum:"0" maximum:"100000000"`
		Unit       derive.Unit           `json:"unit" required:"false" default:"masts" enum:"masts,money" doc:"Masts, or millions of đồng"`
		ApartKm    float64               `json:"apartKm" required:"false" default:"1" minimum:"0" maximum:"50"`
		MHz        float64               `json:"mhz" required:"false" default:"800" minimum:"100" maximum:"7000" doc:"The band where bands says nothing"`
		Bands      []float64             `json:"bands" required:"false" maxItems:"6" doc:"MHz of all bands that would be built, each from 100 to 7000"`
		HeightM    float64               `json:"heightM" required:"false" default:"42" minimum:"1" maximum:"400"`
		Must       []string              `json:"must" required:"false" maxItems:"500" doc:"Codes of hamlets that have to be served"`
		Points     []choicePoint         `json:"points" required:"false" maxItems:"5000"`
		From       []planning.Source     `json:"from" required:"false" maxItems:"5" doc:"Where candidates are looked for: dark, edges, hilltops, grid, shared; none and no points: dark and hilltops"`
		Count      int                   `json:"count" required:"false" default:"2000" minimum:"0" maximum:"5000"`
		GridKm     float64               `json:"gridKm" required:"false" default:"2" minimum:"0.2" maximum:"50"`
		Costs      map[string]float64    `json:"costs" required:"false" doc:"Figures of the cost model that are otherwise, by name"`
		Hops       *planning.HopSettings `json:"hops" required:"false"`
	}
}

// choose keeps a question about the release that readers see now.
func (s *server) choose(ctx context.Context, in *chooseInput) (siteChoice, error) {
	if s.Chooser == nil {
		return siteChoice{}, data.ErrNoChoice
	}
	e, err := s.edition(ctx)
	if err != nil {
		return siteChoice{}, err
	}
	question, err := s.questionOf(ctx, in)
	if err != nil {
		return siteChoice{}, err
	}
	packed, err := json.Marshal(question)
	if err != nil {
		return siteChoice{}, fmt.Errorf("write the question down: %w", err)
	}
	added, err := s.Store.AddChoice(ctx, auth.Actor(ctx), in.Body.Name, e.View.Release.ID, packed)
	if err != nil {
		return siteChoice{}, err
	}
	s.Chooser.Stir()
	return choiceOf(ctx, added)
}

func (s *server) questionOf(ctx context.Context, in *chooseInput) (derive.Choice, error) {
	b := in.Body
	network, err := geo.ParseNetwork(string(b.Operator), b.Technology)
	if err != nil {
		return derive.Choice{}, fmt.Errorf("%w: %w", problem.ErrParameter, err)
	}
	bands := b.Bands
	if len(bands) == 0 {
		bands = []float64{b.MHz}
	}
	if slices.ContainsFunc(bands, func(mhz float64) bool { return !(mhz >= 100 && mhz <= 7000) }) {
		return derive.Choice{}, fmt.Errorf("%w: bands are 100 to 7000 MHz", problem.ErrParameter)
	}
	c := derive.Choice{Network: network, DarkFor: geo.OperatorCode(b.DarkFor), Mast: derive.MastOf(network, bands, b.HeightM), Given: given(b.Points),
		Sources: b.From, Most: b.Count, GridKm: b.GridKm, Objective: b.Objective, Budget: b.Budget, Unit: b.Unit, ApartKm: b.ApartKm, Must: codes(b.Must), Hops: planning.DefaultHops()}
	if b.Hops != nil {
		c.Hops = *b.Hops
	}
	for _, source := range c.Sources {
		if _, err := planning.ParseSource(string(source)); err != nil {
			return c, fmt.Errorf("%w: %w", problem.ErrParameter, err)
		}
	}
	if len(c.Sources) == 0 && len(c.Given) == 0 {
		c.Sources = []planning.Source{planning.SourceDark, planning.SourceHilltops}
	}
	if b.Definition != "" {
		definition, err := s.definition(ctx, b.Definition)
		if err != nil {
			return c, err
		}
		c.Definition = &definition
	}
	if c.Costs, err = planning.DefaultCosts().With(b.Costs, auth.Actor(ctx).Name); err != nil {
		return c, fmt.Errorf("%w: %w", problem.ErrParameter, err)
	}
	return c, c.Check()
}

// answered is the answer of a choice, or why there is none.
func (s *server) answered(ctx context.Context, id string) (siteChoice, error) {
	c, err := s.choiceByID(ctx, id)
	if err != nil {
		return siteChoice{}, err
	}
	body, err := choiceOf(ctx, c)
	if err == nil && body.Result == nil {
		err = fmt.Errorf("choice %.40q has no answer: %w: it is %s", id, problem.ErrNotFound, c.State)
	}
	return body, err
}

type picksInput struct {
	ID   string `path:"id" maxLength:"60"`
	Body struct {
		Accept []string `json:"accept" minItems:"1" maxItems:"200" doc:"Ids of picks"`
	}
}

// picksBody is what a new scenario is made of.
type picksBody struct {
	Name    string           `json:"name"`
	Base    int64            `json:"base" doc:"The release the picks were computed for"`
	Notes   string           `json:"notes"`
	Changes []geo.SiteChange `json:"changes"`
}

// acceptPicks turns picks into the changes of a scenario, in their order.
func (s *server) acceptPicks(ctx context.Context, in *picksInput) (picksBody, error) {
	c, err := s.answered(ctx, in.ID)
	if err != nil {
		return picksBody{}, err
	}
	body := picksBody{Name: c.Name, Base: c.Result.Release, Notes: fmt.Sprintf("Chọn trạm «%s», lượt %s", c.Name, c.ID), Changes: []geo.SiteChange{}}
	for _, id := range in.Body.Accept {
		if !slices.ContainsFunc(c.Result.Picks, func(p derive.ChosenPick) bool { return p.ID == id }) {
			return picksBody{}, fmt.Errorf("%w: %.60q is no pick of this choice", problem.ErrParameter, id)
		}
	}
	for _, p := range c.Result.Picks {
		if slices.Contains(in.Body.Accept, p.ID) {
			body.Changes = append(body.Changes, changeOf(c.Result, p))
		}
	}
	scenario := geo.Scenario{Base: body.Base, Changes: body.Changes}
	return body, scenario.Check()
}

func changeOf(c *derive.Chosen, p derive.ChosenPick) geo.SiteChange {
	const most = 500
	notes := p.Why.Vietnamese
	if utf8.RuneCountInString(notes) > most {
		notes = string([]rune(notes)[:most])
	}
	change := geo.SiteChange{Kind: geo.AddSite, Operator: c.Operator, Site: p.Code, At: &orb.Point{p.Lon, p.Lat}, HeightM: p.HeightM, Notes: notes}
	for _, mhz := range c.AllBands() {
		change.Radio = append(change.Radio, geo.Radio{Technology: c.Technology, Frequency: geo.MHz(mhz), Azimuths: []float64{0, 120, 240}})
	}
	return change
}

type exportChoiceInput struct {
	ID     string `path:"id" maxLength:"60"`
	Format string `path:"format" enum:"xlsx,geojson"`
}

// exportChoice writes the work list.
func (s *server) exportChoice(ctx context.Context, in *exportChoiceInput) (*file, error) {
	c, err := s.answered(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	contentType := "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
	var out bytes.Buffer
	if in.Format == "geojson" {
		contentType = "application/geo+json"
		err = json.NewEncoder(&out).Encode(workMap(c))
	} else {
		err = paper.WriteWorkList(&out, c.Name, *c.Result)
	}
	if err != nil {
		return nil, errors.Join(errors.New("write the work list"), err)
	}
	return &file{never, contentType, fmt.Sprintf("attachment; filename=%q", fmt.Sprintf("chon-tram-%s.%s", c.ID, in.Format)), out.Bytes()}, nil
}

// workMap is a work list for any GIS: GeoJSON (RFC 7946).
func workMap(c siteChoice) any {
	type geometry struct {
		Type        string     `json:"type"`
		Coordinates [2]float64 `json:"coordinates"`
	}
	type properties struct {
		derive.ChosenPick
		Choice     string           `json:"choice"`
		Objective  derive.Objective `json:"objective"`
		Definition string           `json:"definition"`
		JudgedBy   string           `json:"judgedBy"`
		Technology string           `json:"technology"`
		Operator   geo.OperatorCode `json:"operator"`
		DarkFor    geo.OperatorCode `json:"darkFor"`
		AsOf       string           `json:"asOf"`
		Release    int64            `json:"release"`
		Synthetic  bool             `json:"synthetic"`
	}
	type feature struct {
		Type       string     `json:"type"`
		ID         string     `json:"id"`
		Geometry   geometry   `json:"geometry"`
		Properties properties `json:"properties"`
	}
	features, r := []feature{}, c.Result
	for _, p := range r.Picks {
		features = append(features, feature{"Feature", p.ID, geometry{"Point", [2]float64{p.Lon, p.Lat}},
			properties{p, c.Name, r.Objective, r.Definition, r.JudgedBy, r.Technology, r.Operator, r.DarkFor, day(r.AsOf), r.Release, r.Synthetic}})
	}
	return map[string]any{"type": "FeatureCollection", "features": features}
}
