package api

import (
	"context"
	"encoding/hex"
	"strings"
	"time"

	"phusong/data"
	"phusong/geo"
	"phusong/tiles"
)

// releaseBody is everything a reader needs to understand the figures.
type releaseBody struct {
	ID           string           `json:"id"`
	Hash         string           `json:"hash" doc:"Fingerprint of the results alone"`
	AsOf         string           `json:"asOf"`
	PublishedAt  time.Time        `json:"publishedAt"`
	Synthetic    bool             `json:"synthetic"`
	Label        tiles.Text       `json:"label"`
	Territory    tiles.Text       `json:"territory"`
	Bounds       [4]float64       `json:"bounds" doc:"West, south, east, north in degrees"`
	Vintages     []string         `json:"vintages"`
	HomeVintage  string           `json:"homeVintage" doc:"The vintage the hamlets were listed in"`
	Counts       releaseCounts    `json:"counts"`
	Operators    []operatorBody   `json:"operators"`
	Technologies []technologyBody `json:"technologies"`
	Definitions  []definitionBody `json:"definitions"`
	Scales       []scaleBody      `json:"scales"`
	Model        modelBody        `json:"model"`
	Inputs       []inputBody      `json:"inputs"`
	Assumptions  []assumptionBody `json:"assumptions" doc:"Values that no list stated, and how many of the sectors that are shown lack them"`
}

type releaseCounts struct {
	Masts     *int `json:"masts,omitempty" doc:"Of those that are shown; absent where none are"`
	Presences *int `json:"presences,omitempty"`
	Sectors   *int `json:"sectors,omitempty"`
	Hamlets   int  `json:"hamlets"`
	Communes  int  `json:"communes"`
	Districts int  `json:"districts"`
}

type operatorBody struct {
	Code      string `json:"code"`
	Name      string `json:"name"`
	Presences *int   `json:"presences,omitempty" doc:"Absent where the operator's network is not shown"`
	Sectors   *int   `json:"sectors,omitempty"`
}

type technologyBody struct {
	Code     string `json:"code"`
	Standard string `json:"standard"`
	Measure  string `json:"measure"`
}

type definitionBody struct {
	Code  string `json:"code"`
	Basis string `json:"basis"`
	tiles.Text
}

type modelBody struct {
	Name       string          `json:"name"`
	Parameters []parameterBody `json:"parameters"`
}

type parameterBody struct {
	Name   string `json:"name"`
	Value  string `json:"value"`
	Source string `json:"source"`
}

type inputBody struct {
	Kind      string `json:"kind"`
	Title     string `json:"title"`
	File      string `json:"file"`
	SHA256    string `json:"sha256"`
	AsOf      string `json:"asOf"`
	Synthetic bool   `json:"synthetic"`
	Accepted  int    `json:"accepted"`
	Refused   int    `json:"refused"`
}

type assumptionBody struct {
	Code    string `json:"code"`
	Sectors int    `json:"sectors"`
}

func (s *server) release(ctx context.Context, q *Past) (releaseBody, error) {
	r, err := s.whole(ctx, *q)
	if err != nil {
		return releaseBody{}, err
	}
	v := r.View
	body := releaseBody{
		ID: r.ID, Hash: hex.EncodeToString(v.Release.Hash), AsOf: day(v.Release.AsOf), PublishedAt: v.Release.PublishedAt.UTC(),
		Synthetic: v.Release.Synthetic, Label: label(v.Release.Synthetic), Territory: territory(r), Bounds: r.Bounds(),
		HomeVintage: string(home(r)), Counts: countsOf(r), Operators: operatorsOf(r),
		Scales: scales(), Model: modelBody{Name: v.Model, Parameters: []parameterBody{}},
		Inputs: inputsOf(r), Assumptions: assumptionsOf(r),
	}
	for _, each := range geo.Vintages() {
		body.Vintages = append(body.Vintages, string(each))
	}
	for _, t := range geo.Technologies() {
		body.Technologies = append(body.Technologies, technologyBody{t.String(), t.Standard(), t.Measure()})
	}
	offered, err := s.offered(ctx)
	if err != nil {
		return releaseBody{}, err
	}
	for _, d := range offered {
		body.Definitions = append(body.Definitions, definitionBody{d.Code, string(d.Basis), tiles.Text{Vietnamese: d.Vietnamese, English: d.English}})
	}
	for _, p := range v.Parameters {
		body.Model.Parameters = append(body.Model.Parameters, parameterBody(p))
	}
	return body, nil
}

func day(t time.Time) string { return t.UTC().Format(time.DateOnly) }

func label(synthetic bool) tiles.Text {
	if synthetic {
		return tiles.Text{Vietnamese: "dữ liệu mẫu", English: "invented sample"}
	}
	return tiles.Text{Vietnamese: "dữ liệu đã nhập", English: "imported data"}
}

// home is the vintage the hamlets were listed in.
func home(r *tiles.Edition) geo.Vintage {
	for i := range r.View.Hamlets {
		return r.View.Hamlets[i].Hamlet.Vintage
	}
	return geo.Vintage2024
}

// territory names the land the release is about: its province.
func territory(r *tiles.Edition) tiles.Text {
	for _, u := range r.View.Units {
		if u.Level == geo.LevelProvince && u.Vintage == home(r) {
			bare := strings.TrimPrefix(u.Name, "Tỉnh ")
			return tiles.Text{Vietnamese: "tỉnh " + bare, English: bare + " province"}
		}
	}
	return tiles.Text{Vietnamese: "toàn bộ dữ liệu đã nhập", English: "everything imported"}
}

func countsOf(r *tiles.Edition) releaseCounts {
	c := releaseCounts{}
	if r.Cut != data.PublicCut {
		stock := stockOf(r)
		c.Masts, c.Sectors, c.Presences = &stock.Masts, &stock.Sectors, &stock.Presences
	}
	for i := range r.View.Hamlets {
		if r.View.Hamlets[i].Hamlet.Kind != geo.HamletRest {
			c.Hamlets++
		}
	}
	for _, u := range r.View.Units {
		switch {
		case u.Level == geo.LevelCommune && u.Vintage == home(r):
			c.Communes++
		case u.Level == geo.LevelDistrict && u.Vintage == home(r):
			c.Districts++
		}
	}
	return c
}

func operatorsOf(r *tiles.Edition) []operatorBody {
	sectors, presences := map[geo.OperatorCode]int{}, map[geo.OperatorCode]int{}
	for _, s := range r.View.Sectors {
		sectors[s.Operator]++
	}
	for _, site := range r.Sites {
		for _, p := range site.Presences {
			presences[p.Operator]++
		}
	}
	var all []operatorBody
	for _, o := range geo.Operators() {
		body := operatorBody{Code: string(o.Code), Name: o.Name}
		if r.Cut.SeesNetwork(o.Code) {
			n, m := presences[o.Code], sectors[o.Code]
			body.Presences, body.Sectors = &n, &m
		}
		all = append(all, body)
	}
	return all
}

func inputsOf(r *tiles.Edition) []inputBody {
	all := []inputBody{}
	for _, in := range r.View.Inputs {
		all = append(all, inputBody{
			Kind: string(in.Dataset.Kind), Title: in.Dataset.Title, File: in.FileName, SHA256: hex.EncodeToString(in.SHA256),
			AsOf: day(in.AsOf), Synthetic: in.Synthetic, Accepted: in.Counts.Accepted + in.Counts.Corrected, Refused: in.Counts.Refused,
		})
	}
	return all
}

func assumptionsOf(r *tiles.Edition) []assumptionBody {
	sectors := map[geo.Assumption]int{}
	for _, s := range r.View.Sectors {
		for _, a := range s.Sector.Assumed {
			sectors[a]++
		}
	}
	all := []assumptionBody{}
	for _, a := range []geo.Assumption{geo.AssumedAzimuth, geo.AssumedHeight, geo.AssumedPower, geo.AssumedTilt, geo.AssumedFrequency} {
		if sectors[a] > 0 {
			all = append(all, assumptionBody{string(a), sectors[a]})
		}
	}
	return all
}
