package api

import (
	"context"
	"encoding/hex"
	"strings"
	"time"

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
	Assumptions  []assumptionBody `json:"assumptions" doc:"Values that no list stated, and how many sectors lack them"`
}

type releaseCounts struct {
	Masts     int `json:"masts"`
	Presences int `json:"presences"`
	Sectors   int `json:"sectors"`
	Hamlets   int `json:"hamlets"`
	Communes  int `json:"communes"`
	Districts int `json:"districts"`
}

type operatorBody struct {
	Code      string `json:"code"`
	Name      string `json:"name"`
	Presences int    `json:"presences"`
	Sectors   int    `json:"sectors"`
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

func (s *server) release(context.Context, *struct{}) (releaseBody, error) {
	r, err := s.Releases.Current()
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
	for _, d := range geo.Definitions() {
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
func home(r *tiles.Release) geo.Vintage {
	for i := range r.View.Hamlets {
		return r.View.Hamlets[i].Hamlet.Vintage
	}
	return geo.Vintage2024
}

// territory names the land the release is about: its province.
func territory(r *tiles.Release) tiles.Text {
	for _, u := range r.View.Units {
		if u.Level == geo.LevelProvince && u.Vintage == home(r) {
			bare := strings.TrimPrefix(u.Name, "Tỉnh ")
			return tiles.Text{Vietnamese: "tỉnh " + bare, English: bare + " province"}
		}
	}
	return tiles.Text{Vietnamese: "toàn bộ dữ liệu đã nhập", English: "everything imported"}
}

func countsOf(r *tiles.Release) releaseCounts {
	c := releaseCounts{Masts: len(r.Sites), Sectors: len(r.View.Sectors)}
	for _, site := range r.Sites {
		c.Presences += site.Presences
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

func operatorsOf(r *tiles.Release) []operatorBody {
	type presence struct {
		operator geo.OperatorCode
		code     geo.SiteCode
	}
	sectors, presences := map[geo.OperatorCode]int{}, map[geo.OperatorCode]int{}
	seen := map[presence]bool{}
	for _, s := range r.View.Sectors {
		sectors[s.Operator]++
		if p := (presence{s.Operator, s.SiteCode}); !seen[p] {
			seen[p] = true
			presences[s.Operator]++
		}
	}
	var all []operatorBody
	for _, o := range geo.Operators() {
		all = append(all, operatorBody{string(o.Code), o.Name, presences[o.Code], sectors[o.Code]})
	}
	return all
}

func inputsOf(r *tiles.Release) []inputBody {
	all := []inputBody{}
	for _, in := range r.View.Inputs {
		all = append(all, inputBody{
			Kind: string(in.Dataset.Kind), Title: in.Dataset.Title, File: in.FileName, SHA256: hex.EncodeToString(in.SHA256),
			AsOf: day(in.AsOf), Synthetic: in.Synthetic, Accepted: in.Counts.Accepted + in.Counts.Corrected, Refused: in.Counts.Refused,
		})
	}
	return all
}

func assumptionsOf(r *tiles.Release) []assumptionBody {
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
