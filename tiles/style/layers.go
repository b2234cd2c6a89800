package style

import "phusong/geo"

// match chooses by what an attribute says; otherwise is for everything else.
func match(attribute string, choices []any, otherwise any) []any {
	return append(append([]any{"match", []any{"get", attribute}}, choices...), otherwise)
}

// byZoom goes straight from one value to the next between zooms.
func byZoom(stops ...any) []any {
	return append([]any{"interpolate", []any{"linear"}, []any{"zoom"}}, stops...)
}

func coverage(p Palette) Layer {
	var colours []any
	for _, class := range append(classes(), geo.ClassUnknown) {
		colours = append(colours, int(class), p.Classes[class.String()])
	}
	return Layer{ID: "coverage", Type: "fill", SourceLayer: "coverage", Paint: map[string]any{
		"fill-color": match("class", colours, p.Ground), "fill-antialias": false}}
}

func classes() []geo.Class {
	return []geo.Class{geo.ClassNone, geo.ClassWeak, geo.ClassLimited, geo.ClassFair, geo.ClassGood, geo.ClassVeryGood}
}

// relief lights hills from the north-west, as maps are read; near by they would
// drown what lies on them.
func relief(p Palette) Layer {
	return Layer{ID: "relief", Type: "hillshade", Paint: map[string]any{
		"hillshade-illumination-direction": 335,
		"hillshade-exaggeration":           byZoom(9, p.Relief, 13, p.Relief*0.6),
		"hillshade-shadow-color":           p.Shadow, "hillshade-highlight-color": p.Highlight, "hillshade-accent-color": p.Shadow}}
}

func borders(units, colour string, width float64) Layer {
	return Layer{ID: units + "-borders", Type: "line", SourceLayer: units, Layout: map[string]any{"line-join": "round"},
		Paint: map[string]any{"line-color": colour, "line-width": byZoom(7, width/3, 10, width, 14, width*1.6)}}
}

// masts are those that carry a network the map is about: lists of codes with commas
// between hold its words whole.
func masts(p Palette, m Map) Layer {
	carried := []any{"any"}
	for _, t := range m.Technologies.Members() {
		carried = append(carried, lists("technologies", t.String()))
	}
	filter := []any{"all", carried}
	if m.Operator != geo.AnyOperator {
		filter = append(filter, lists("operators", string(m.Operator)))
	}
	return Layer{ID: "sites", Type: "circle", SourceLayer: "sites", MinZoom: 10, Filter: filter, Paint: map[string]any{
		"circle-color": p.Site, "circle-radius": byZoom(10, 2, 14, 5), "circle-stroke-color": p.SiteEdge, "circle-stroke-width": 1}}
}

func lists(attribute, word string) []any {
	return []any{"in", "," + word + ",", []any{"concat", ",", []any{"get", attribute}, ","}}
}

// gaps are rings from afar, the wider the more people, and outlines from near by,
// faint enough to see what lies in them.
func gaps(p Palette) []Layer {
	none := p.Verdicts[geo.None.String()]
	people := func(most float64) []any {
		return []any{"min", most, []any{"max", most / 6, []any{"*", most / 40, []any{"sqrt", []any{"get", "people"}}}}}
	}
	return []Layer{
		{ID: "gap-areas", Type: "fill", SourceLayer: "gaps", Paint: map[string]any{"fill-color": none, "fill-opacity": 0.12, "fill-antialias": false}},
		{ID: "gap-borders", Type: "line", SourceLayer: "gaps", Layout: map[string]any{"line-join": "round"}, Paint: map[string]any{
			"line-color": none, "line-width": byZoom(10, 0.8, 14, 2.2)}},
		{ID: "gap-centres", Type: "circle", SourceLayer: "gap-centres", MaxZoom: 11, Paint: map[string]any{
			"circle-color": none, "circle-opacity": 0.12, "circle-radius": byZoom(7, people(9), 11, people(24)),
			"circle-stroke-color": none, "circle-stroke-width": byZoom(7, 0.6, 11, 1.4)}},
	}
}

// centres stand for hamlets by verdict: worse is larger, so that colour is not
// the only sign. Their borders show from near by.
func centres(p Palette) []Layer {
	var colours, sizes []any
	size := map[geo.Verdict]float64{geo.Covered: 0.7, geo.Partial: 0.9, geo.None: 1.2, geo.Unknown: 0.7}
	for _, v := range geo.Verdicts() {
		colours = append(colours, v.String(), p.Verdicts[v.String()])
		sizes = append(sizes, v.String(), size[v])
	}
	radius := func(most float64) []any { return []any{"*", most, match("verdict", sizes, 0.7)} }
	return []Layer{
		{ID: "hamlet-borders", Type: "line", SourceLayer: "hamlets", MinZoom: 11, Paint: map[string]any{
			"line-color": p.Border, "line-width": byZoom(11, 0.3, 14, 1), "line-opacity": 0.55}},
		{ID: "hamlet-centres", Type: "circle", SourceLayer: "hamlet-centres", Paint: map[string]any{
			"circle-color": match("verdict", colours, p.Ground), "circle-radius": byZoom(7, radius(2), 12, radius(6)),
			"circle-stroke-color": p.Edge, "circle-stroke-width": byZoom(7, 0.3, 12, 1)}},
	}
}
