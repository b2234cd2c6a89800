package api

import (
	"maps"
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/paulmach/orb"

	"phusong/api/search"
	"phusong/data"
	"phusong/geo"
	"phusong/tiles"
)

// exampled gives an operation an example of its body, where it has one, and of
// its answer.
func exampled(o *huma.Operation, body, answer any) {
	if body != nil {
		for _, media := range o.RequestBody.Content {
			media.Example = body
		}
	}
	for _, status := range []string{"200", "201"} {
		if response := o.Responses[status]; response != nil {
			response.Content["application/json"] = &huma.MediaType{Schema: response.Content["application/json"].Schema, Example: answer}
		}
	}
}

// askedLike gives parameters of an operation an example.
func askedLike(o *huma.Operation, values map[string]any) *huma.Operation {
	for _, p := range o.Parameters {
		if value, given := values[p.Name]; given {
			p.Example = value
		}
	}
	return o
}

// exampleProvenance is where the figures of examples come from.
func exampleProvenance() Provenance {
	centre := geo.Definitions()[0]
	return Provenance{Release: "3", AsOf: "2026-11-01", Synthetic: true, Territory: tiles.Text{Vietnamese: "tỉnh Tuyên Quang", English: "Tuyên Quang province"},
		Technology: "4G", Operator: "any", Definition: definitionWord(centre.Code), DefinitionText: tiles.Text{Vietnamese: centre.Vietnamese, English: centre.English}}
}

// questionExamples shows in the document what is asked of hamlets, units and
// claims, and what comes back.
func questionExamples(api huma.API) {
	paths, from := api.OpenAPI().Paths, exampleProvenance()
	question := map[string]any{"technology": "4G", "operator": "any", "definition": "centre", "vintage": "2024"}
	with := func(more map[string]any) map[string]any {
		all := maps.Clone(question)
		maps.Copy(all, more)
		return all
	}
	commune, district := &unitName{"02227", "Xã Sinh Long"}, &unitName{"072", "Huyện Na Hang"}
	place := orb.Point{105.4013, 22.5871}

	row := gapRow{Code: "072", Name: "Huyện Na Hang", Level: "district", Vintage: "2024", Parent: "08", Population: 43248, Households: 9870, AreaKm2: 863.540112,
		Counts: Counts{Covered: 38122, Partial: 3005, None: 2121}, Area: areas{Covered: 610.2, Partial: 153.3, None: 100.040112}, Hamlets: Counts{Covered: 101, Partial: 14, None: 9},
		Pieces: []pieceBody{{Hamlet: "02227-007", Name: "Thôn Tồng Đứa", Commune: "02227", Home: true, Share: 0.9312, Population: 171, Households: 40, AreaKm2: 4.1}}}
	total := row
	total.Code, total.Name, total.Level, total.Parent, total.Pieces = "08", "Tỉnh Tuyên Quang", "province", "", nil
	exampled(askedLike(paths["/api/gaps"].Get, with(map[string]any{"level": "district", "sort": "name"})), nil, gapsBody{Provenance: from, Level: "district", Vintage: "2024", Rows: []gapRow{row}, Total: total})

	hamlet := hamletRow{Code: "02227-007", Name: "Thôn Tồng Đứa", Kind: "thôn", Commune: commune, District: district, Centre: place, People: new(179), Households: new(42), Verdict: "partial", Class: geo.ClassWeak}
	exampled(askedLike(paths["/api/hamlets"].Get, with(map[string]any{"district": "072", "verdict": "partial", "sort": "name", "limit": 20})), nil,
		hamletsBody{Provenance: from, Vintage: "2024", NumberMatched: 1, Rows: []hamletRow{hamlet}})
	exampled(askedLike(paths["/api/hamlets/{code}"].Get, map[string]any{"code": "02227-007"}), nil, exampleCard(from, hamlet))

	sums := ChangeSums{Better: 1, PeopleBetter: 179, NumberMatched: 1}
	vietnamese, english := geo.CauseMastNew.Words()
	exampled(askedLike(paths["/api/changes"].Get, with(map[string]any{"from": "2", "to": "3"})), nil, changesBody{Provenance: from, From: releaseMark{"2", "2026-09-30"}, To: releaseMark{"3", "2026-11-01"}, ChangeSums: sums,
		Rows: []changeRow{{"02227-007", "Thôn Tồng Đứa", new(179), "none", "partial", string(geo.CauseMastNew), tiles.Text{Vietnamese: vietnamese, English: english}, "viettel", "TQG0166-13"}}})
	people := geo.Definitions()[1]
	flipped := from
	flipped.Definition, flipped.DefinitionText = definitionWord(people.Code), tiles.Text{Vietnamese: people.Vietnamese, English: people.English}
	exampled(askedLike(paths["/api/flips"].Get, map[string]any{"technology": "4G", "operator": "any", "from": "centre", "to": "people"}), nil, flipsBody{Provenance: flipped, From: definitionBodyOf(geo.Definitions()[0]), To: definitionBodyOf(people), ChangeSums: sums,
		Rows: []flipRow{{"02227-007", "Thôn Tồng Đứa", "thôn", commune, district, new(179), "none", "partial"}}})

	exampled(askedLike(paths["/api/patches"].Get, map[string]any{"technology": "4G", "operator": "any", "parent": "072", "limit": 20}), nil, examplePatches(from))
	exampled(askedLike(paths["/api/search"].Get, map[string]any{"q": "Thôn 5 xã Minh Hương", "limit": 1}), nil, searchBody{Release: "3", Rows: []hitBody{
		{search.Hamlet, "02395-005", "Thôn 5", "2024", []string{"Xã Minh Hương", "Huyện Hàm Yên", "Tỉnh Tuyên Quang"}, orb.Point{104.9321, 22.1207}}}})
	exampleClaims(paths, from)
}

// exampleCard is the card of a hamlet with one household cluster without signal.
func exampleCard(from Provenance, h hamletRow) hamletCard {
	verdicts := map[string]verdictWord{"centre": "partial", "people": "partial", "area": "none"}
	return hamletCard{Code: h.Code, Name: h.Name, Kind: h.Kind, Centre: h.Centre, People: h.People, Households: h.Households,
		Clusters: []geo.Cluster{{Name: "Khe Trên", At: orb.Point{105.4102, 22.5911}, Households: new(12)}},
		Places:   []placeBody{{"2024", &unitName{"08", "Tỉnh Tuyên Quang"}, h.District, h.Commune}},
		Networks: []networkBody{{Operator: "any", Technology: "4G", Class: geo.ClassGood, PeopleCovered: 0.61, AreaCovered: 0.07,
			Clusters: &clustersBody{}, Verdicts: verdicts}},
		Together: []togetherBody{{"any", "voice", verdicts}},
		Release:  from.Release, AsOf: from.AsOf, Synthetic: from.Synthetic, Territory: from.Territory}
}

func examplePatches(from Provenance) patchesBody {
	sum := PatchSum{People: 412, Households: 96, Hexes: 37, AreaKm2: 0.56}
	return patchesBody{Release: from.Release, AsOf: from.AsOf, Synthetic: from.Synthetic, Territory: from.Territory, Technology: "4G", Operator: "any",
		Rule:       tiles.Text{Vietnamese: "các ô có người ở, không có sóng, liền nhau", English: "connected inhabited hexes without signal"},
		Resolution: 10, Vintage: "2024", NumberMatched: 1, Total: sum,
		Rows: []patchRow{{Rank: 1, ID: "8a415a2f6b5ffff", PatchSum: sum, Centre: orb.Point{105.4013, 22.5871}, Box: [4]float64{105.39, 22.58, 105.41, 22.6},
			Communes: []patchPeople{{"02227", "Xã Sinh Long", 412}}, Hamlets: []patchPeople{{"02227-007", "Thôn Tồng Đứa", 171}}}}}
}

func exampleClaims(paths map[string]*huma.PathItem, from Provenance) {
	computed, holds := 93.6, false
	vietnamese, english := geo.ShareCovered.Words()
	row := claimRow{ID: "01a20708-ffd7-7b5e-8bc0-4d0ffd8f1f62", Words: "100 % số thôn có sóng", Source: "Báo cáo tháng 5/2024", On: "2024-05-01", Subject: geo.ShareCovered,
		About: tiles.Text{Vietnamese: vietnamese, English: english}, Claimed: 100, Computed: &computed, Hamlets: 1733, Holds: &holds, Against: []string{"02227-007"},
		Technology: "4G", Operator: "any", Definition: "centre", EnteredBy: "lan", EnteredAt: time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)}
	exampled(paths["/api/claims"].Get, nil, claimsBody{Release: from.Release, AsOf: from.AsOf, Synthetic: from.Synthetic, Territory: from.Territory,
		Subjects: []claimKind{{geo.ShareCovered, row.About}}, Rows: []claimRow{row}})
	exampled(paths["/api/claims"].Post, map[string]any{"words": row.Words, "source": row.Source, "on": row.On, "subject": row.Subject, "value": row.Claimed,
		"technology": row.Technology, "operator": row.Operator, "definition": row.Definition}, row)
}

// failureExamples shows in the document what is asked and said of failures and
// outages.
func failureExamples(api huma.API) {
	paths, from := api.OpenAPI().Paths, exampleProvenance()
	station := StationRow{Operator: "viettel", Code: "TQG0166-13", Name: "Sinh Long 13", Mast: "viettel:TQG0166-13", Position: orb.Point{105.41, 22.59}}
	toll := Toll{Hamlets: 1, People: 179, Households: 42}
	within := []string{"Xã Sinh Long", "Huyện Na Hang"}
	fall := fallRow{"02227-007", "Thôn Tồng Đứa", within, new(179), "partial", "none"}
	exampled(askedLike(paths["/api/failures"].Get, map[string]any{"kind": "mast", "technology": "4G", "operator": "any", "definition": "centre", "parent": "072"}), nil,
		failuresBody{Provenance: from, Kind: kindBody{"mast", 1283, 1283, tiles.Text{Vietnamese: "cột", English: "mast"}}, NumberMatched: 1,
			Rows: []failureRow{{PartBody{Kind: "mast", Stations: []StationRow{station}, Of: 1}, toll, toll, []fallRow{fall}}}})

	on := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	outage := OutageRow{ID: "0199b1c2-7d3e-7a40-9c55-2f1b8e6d4a10", Name: "Bão số 3", StartedAt: on.Add(-time.Hour), OpenedBy: "lan", OpenedAt: on}
	exampled(paths["/api/outages"].Get, nil, outagesBody{causes(), []OutageRow{outage}})
	exampled(paths["/api/outages"].Post, map[string]any{"name": outage.Name, "startedAt": outage.StartedAt}, outage)
	later := on.Add(6 * time.Hour)
	exampled(askedLike(paths["/api/outages/{id}/sites"].Post, map[string]any{"id": outage.ID}),
		map[string]any{"text": "TQG0166-13 mất điện\nNHG0123", "operator": "viettel", "cause": "power", "power": "ắc quy 4 giờ", "expectedAt": later},
		saidBody{Number: 2, Kept: 1, Unknown: []string{}, Stations: []StationRow{station}, Lines: []heardLine{
			{Line: "TQG0166-13 mất điện", Row: 1, Fate: "taken", Sites: []StationRow{station}, Unsure: []unsureWord{}, Issues: []data.Issue{}},
			{Line: "NHG0123", Row: 2, Fate: "unsure", Sites: []StationRow{}, Unsure: []unsureWord{{"NHG0123", []StationRow{}}}, Issues: []data.Issue{}}}})
}
