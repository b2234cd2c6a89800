package api

import (
	"github.com/danielgtaylor/huma/v2"
	"github.com/paulmach/orb"

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
	row := map[string]any{"id": "3vk7qmbrq2a5e6v2", "name": "Sinh Long, three masts", "notes": "as discussed on Monday", "owner": "lan", "own": true, "base": 3, "newer": nil,
		"version": 2, "current": 2, "count": 3, "createdAt": "2026-11-23T02:00:00Z", "savedAt": "2026-11-23T02:05:00Z"}
	whole := map[string]any{"changes": changes}
	for field, value := range row {
		whole[field] = value
	}
	count := map[string]int{"hamlets": 2, "households": 131, "people": 604}
	nothing := map[string]int{"hamlets": 0, "households": 0, "people": 0}
	mark := map[string]any{"release": "3", "asOf": "2026-11-01", "synthetic": true, "predicted": true, "newer": nil, "technology": "4G", "operator": "any"}
	hexes := map[string]any{"resolution": 10, "ids": []uint64{68719476735}, "was": []int{0}, "becomes": []int{3}, "wasLevel": []int{-32768}, "becomesLevel": []int{-1013}}
	result := map[string]any{"definition": "centre", "changes": 3,
		"gains":   []any{map[string]any{"technology": "4G", "operator": "any", "definition": "centre", "gained": count, "lost": nothing, "unclear": nothing}},
		"reached": []any{map[string]any{"technology": "4G", "operator": "any", "was": 801234.5, "becomes": 801901.2}},
		"flips": []any{map[string]any{"code": "02239-005", "name": "Thôn 5", "commune": "Sinh Long", "lon": 105.21, "lat": 22.35, "people": 310, "households": 68,
			"was": "none", "becomes": "covered"}}}
	for field, value := range mark {
		result[field], hexes[field] = value, value
	}
	list := map[string]any{"rows": []any{row}}
	baseline := map[string]any{"release": "3", "covered": count, "partial": nothing, "none": nothing, "unknown": nothing, "reached": 801234.5, "asOf": "2026-11-01", "synthetic": true}
	compared := map[string]any{"baseline": []any{baseline}, "sameBase": true, "a": map[string]any{"name": "one", "result": result}, "b": map[string]any{"name": "another", "result": result}}
	paths := api.OpenAPI().Paths
	exampled(paths["/api/what-if"].Post, map[string]any{"base": 3, "changes": changes, "technology": "4G", "operator": "any", "definition": "centre", "hexes": true}, result)
	exampled(paths["/api/scenarios"].Get, nil, list)
	exampled(paths["/api/scenarios"].Post, draft, whole)
	exampled(paths["/api/scenario-comparison"].Get, nil, compared)
	exampled(paths["/api/scenarios/{id}"].Get, nil, whole)
	exampled(paths["/api/scenarios/{id}"].Put, saved, whole)
	exampled(paths["/api/scenarios/{id}/versions"].Get, nil, list)
	exampled(paths["/api/scenarios/{id}/restore"].Post, map[string]any{"version": 1, "current": 2}, whole)
	exampled(paths["/api/scenarios/{id}/result"].Get, nil, result)
	exampled(paths["/api/scenarios/{id}/hexes"].Get, nil, hexes)
}

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
