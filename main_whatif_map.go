package main

import (
	"strconv"
	"time"

	"github.com/paulmach/orb"

	"phusong/data/derive"
	"phusong/geo"
)

// mapPoint is a point as GeoJSON has it.
type mapPoint struct {
	Type        string    `json:"type"`
	Coordinates orb.Point `json:"coordinates"`
}

// mapFeature has no geometry where no place is told.
type mapFeature struct {
	Type       string         `json:"type"`
	ID         string         `json:"id"`
	Geometry   *mapPoint      `json:"geometry"`
	Properties map[string]any `json:"properties"`
}

// whatIfOnMap is GeoJSON (RFC 7946): the hamlets whose verdict changes, by their
// centres, and the changes, where they say a place.
func whatIfOnMap(s geo.Scenario, w *derive.WhatIf, asked *derive.Answer) any {
	q, features := asked.Question, []mapFeature{}
	add := func(kind, id string, at *orb.Point, says map[string]any) {
		f := mapFeature{Type: "Feature", ID: kind + "/" + id, Properties: says}
		if at != nil {
			f.Geometry = &mapPoint{"Point", *at}
		}
		says["kind"], says["base_release"], says["as_of"] = kind, strconv.FormatInt(w.Release.ID, 10), w.Release.AsOf.Format(time.DateOnly)
		says["synthetic"], says["predicted"] = w.Release.Synthetic, true
		features = append(features, f)
	}
	for _, f := range asked.Gain().Flips {
		h := f.Hamlet
		add("hamlet", string(h.Code), &h.Centre, map[string]any{"code": h.Code, "name": h.Name, "people": h.People, "households": h.Households,
			"was": f.Was.String(), "becomes": f.Becomes.String(), "technology": q.Technologies, "operator": q.Operator, "definition": q.Definition.Code})
	}
	for _, c := range s.Changes {
		add("mast", string(c.Operator)+"/"+string(c.Site), c.At, map[string]any{"change": c.Kind, "operator": c.Operator, "site": c.Site})
	}
	return map[string]any{"type": "FeatureCollection", "features": features}
}
