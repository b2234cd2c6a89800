package api

import (
	"time"

	"github.com/danielgtaylor/huma/v2"
	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
)

// scenarioExamples shows in the document what is sent and what comes back.
func scenarioExamples(api huma.API) {
	changes := []geo.SiteChange{
		{Kind: geo.AddSite, Operator: geo.Viettel, Site: "NEW-1", At: &orb.Point{105.2112, 22.3511}, Radio: []geo.Radio{{Technology: "2G"}, {Technology: "4G", Frequency: 1800}}},
		{Kind: geo.ChangeSite, Operator: geo.VNPT, Site: "NHG012", HeightM: 55, Notes: "raised by one section"},
		{Kind: geo.RemoveSite, Operator: geo.MobiFone, Site: "TQ0101"},
	}
	draft := map[string]any{"name": "Sinh Long, three masts", "notes": "as discussed on Monday", "base": 3, "changes": changes}
	saved := map[string]any{"version": 1, "name": "Sinh Long, three masts", "notes": "", "base": 3, "changes": changes}
	on := time.Date(2026, 11, 23, 2, 0, 0, 0, time.UTC)
	mark := releaseMark{"4", "2026-11-15"}
	row := ScenarioRow{ID: "0199b1c2-7d3e-7a40-9c55-2f1b8e6d4a10", Name: "Sinh Long, three masts", Notes: "as discussed on Monday", Owner: "lan", Own: true, Base: 3, Newer: &mark,
		Version: 2, Current: 2, Count: len(changes), CreatedAt: on, SavedAt: on.Add(5 * time.Minute)}
	other := row
	other.ID, other.Name = "0199b1d0-12aa-7c01-8e2b-90a4f7c3b5d2", "Sinh Long, two masts"
	whole := scenarioBody{row, changes}
	count, nothing, people, households := countBody{2, 131, 604}, countBody{}, 310, 68
	centre := geo.Definitions()[0]
	from := exampleProvenance()
	hexes := hexesBody{"3", "2026-11-01", true, true, &mark, HexesChanged{Technology: "4G", Operator: "any", Resolution: 10,
		IDs: []uint64{68719476735}, Was: []int{0}, Becomes: []int{3}, WasLevel: []geo.Level16{geo.BelowFloor}, BecomesLevel: []geo.Level16{-1013}}}
	result := whatIfBody{Provenance: from, Predicted: true, Newer: &mark, Changes: len(changes), Gains: []gainRow{{"4G", "any", centre.Code, count, nothing, nothing}},
		Reached: []reachedRow{{"4G", "any", 801234.5, 801901.2}},
		Flips:   []flippedRow{{"02239-005", "Thôn 5", "Sinh Long", 105.21, 22.35, &people, &households, "none", "covered"}}}
	list := []ScenarioRow{row}
	compared := compareBody{Provenance: from, SameBase: true, A: comparedBody{row, result}, B: comparedBody{other, result},
		Baseline: []baselineBody{{Release: "3", Covered: count, Reached: 801234.5, AsOf: "2026-11-01", Synthetic: true}}}
	paths := api.OpenAPI().Paths
	exampled(paths["/api/what-if"].Post, map[string]any{"base": 3, "changes": changes, "technology": "4G", "operator": "any", "definition": "centre", "hexes": true}, result)
	exampled(paths["/api/scenarios"].Get, nil, scenariosBody{list, nextPage(data.Scenario{ID: row.ID, SavedAt: row.SavedAt})})
	exampled(paths["/api/scenarios"].Post, draft, whole)
	exampled(paths["/api/scenario-comparison"].Get, nil, compared)
	exampled(paths["/api/scenarios/{id}"].Get, nil, whole)
	exampled(paths["/api/scenarios/{id}"].Put, saved, whole)
	exampled(paths["/api/scenarios/{id}/versions"].Get, nil, versionsBody{list})
	exampled(paths["/api/scenarios/{id}/restore"].Post, map[string]any{"version": 1, "current": 2}, whole)
	exampled(paths["/api/scenarios/{id}/result"].Get, nil, result)
	exampled(paths["/api/scenarios/{id}/hexes"].Get, nil, hexes)
}
