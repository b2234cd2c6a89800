// Package style writes MapLibre style documents of our own layers: with one, any
// MapLibre client draws the map as the planning map does, but for words and
// patterns, which would need fonts and pictures. Version 8 of the specification:
// https://maplibre.org/maplibre-style-spec/
package style

import "phusong/geo"

// Document is a whole style.
type Document struct {
	Version  int               `json:"version"`
	Name     string            `json:"name"`
	Metadata map[string]any    `json:"metadata"`
	Center   [2]float64        `json:"center"` // lon, lat
	Zoom     float64           `json:"zoom"`
	Sources  map[string]Source `json:"sources"`
	Layers   []Layer           `json:"layers"`
}

// Source is where tiles come from: the address of a TileJSON document.
type Source struct {
	Type     string `json:"type"`
	URL      string `json:"url"`
	TileSize int    `json:"tileSize,omitempty"`
	Encoding string `json:"encoding,omitempty"`
}

// Layer draws a layer of a source in one way.
type Layer struct {
	ID          string         `json:"id"`
	Type        string         `json:"type"`
	Source      string         `json:"source,omitempty"`
	SourceLayer string         `json:"source-layer,omitempty"`
	MinZoom     float64        `json:"minzoom,omitempty"`
	MaxZoom     float64        `json:"maxzoom,omitempty"`
	Filter      any            `json:"filter,omitempty"`
	Layout      map[string]any `json:"layout,omitempty"`
	Paint       map[string]any `json:"paint,omitempty"`
}

// Map is what a style is made of besides colours. Base is the address of the
// tiles of one cut of one release, "https://host/tiles/public/4"; layers the cut
// has not, by Has, are left out.
type Map struct {
	Name     string
	Metadata map[string]any
	Base     string
	Centre   [2]float64
	Operator geo.OperatorCode
	// Technologies is one, or several of which any will do.
	Technologies geo.TechnologySet
	Hamlets      string // the layer of hamlets under one question
	Vintage      geo.Vintage
	Coverage     string // the layer of their classes
	Gaps         string // the layer of inhabited places without their signal
	Has          func(layer string) bool
}

// Of is the style of a map in the colours of a palette.
func Of(m Map, p Palette) Document {
	d := Document{Version: 8, Name: m.Name, Metadata: m.Metadata, Center: m.Centre, Zoom: 8, Sources: map[string]Source{},
		Layers: []Layer{{ID: "ground", Type: "background", Paint: map[string]any{"background-color": p.Ground}}}}
	d.source(m, "coverage", m.Coverage, Source{Type: "vector"}, coverage(p))
	d.source(m, "relief", "terrain", Source{Type: "raster-dem", TileSize: 256, Encoding: "terrarium"}, relief(p))
	d.source(m, "communes", "communes-"+string(m.Vintage), Source{Type: "vector"}, borders("communes", p.Border, 0.9))
	d.source(m, "districts", "districts-"+string(m.Vintage), Source{Type: "vector"}, borders("districts", p.BorderStrong, 2))
	d.source(m, "sites", "sites", Source{Type: "vector"}, masts(p, m))
	d.source(m, "gaps", m.Gaps, Source{Type: "vector"}, gaps(p)...)
	d.source(m, "hamlets", m.Hamlets, Source{Type: "vector"}, centres(p)...)
	return d
}

// source adds a source and what draws it, where the cut has its layer.
func (d *Document) source(m Map, name, layer string, s Source, drawn ...Layer) {
	if !m.Has(layer) {
		return
	}
	s.URL = m.Base + "/" + layer + ".json"
	d.Sources[name] = s
	for _, l := range drawn {
		l.Source = name
		d.Layers = append(d.Layers, l)
	}
}
