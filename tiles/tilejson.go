package tiles

import (
	"fmt"

	"phusong/data"
)

// TileJSON is a layer as TileJSON 3.0.0 describes it, with the extra members
// that MapLibre reads for elevation.
type TileJSON struct {
	TileJSON     string        `json:"tilejson"`
	Name         string        `json:"name"`
	Description  string        `json:"description"`
	Version      string        `json:"version"`
	Scheme       string        `json:"scheme"`
	Tiles        []string      `json:"tiles"`
	MinZoom      int           `json:"minzoom"`
	MaxZoom      int           `json:"maxzoom"`
	Bounds       [4]float64    `json:"bounds"`
	VectorLayers []VectorLayer `json:"vector_layers"`
	Encoding     string        `json:"encoding,omitempty"`
	TileSize     int           `json:"tileSize,omitempty"`
}

// TileJSON describes the layer in the release id; base is the address of all
// tiles, "http://host/tiles". The tiles are those of this release, also when it
// was asked for as the latest: one map never mixes two. A layer that is the same
// for everybody is fetched from the public cut, whose tiles browsers may keep.
func (l Layer) TileJSON(base, release string) TileJSON {
	t := TileJSON{
		TileJSON: "3.0.0", Name: l.Name, Description: l.Title.Vietnamese + " / " + l.Title.English,
		// The specification wants a semantic version.
		Version: release + ".0.0", Scheme: "xyz",
		Tiles:   []string{fmt.Sprintf("%s/%s/%s/%s/{z}/{x}/{y}.%s", base, l.Cut, release, l.Name, l.Format)},
		MinZoom: l.MinZoom, MaxZoom: l.MaxZoom, Bounds: l.Bounds,
		VectorLayers: l.Vector,
	}
	if l.Vector == nil {
		t.VectorLayers = []VectorLayer{}
	}
	if l.Format.picture() {
		t.TileSize = groundPixels
	}
	if l.Format == PNG {
		t.Encoding = "terrarium"
	}
	return t
}

// Listing is one line of the list of layers.
type Listing struct {
	Name     string     `json:"name"`
	Title    Text       `json:"title"`
	Format   Format     `json:"format"`
	TileJSON string     `json:"tilejson"`
	MinZoom  int        `json:"minzoom"`
	MaxZoom  int        `json:"maxzoom"`
	Bounds   [4]float64 `json:"bounds"`
	Columns  *Blocks    `json:"columns,omitempty"`
}

// Listing describes the layer in one line, as it stands in a cut of the release.
func (l Layer) Listing(base string, c data.Cut, release string) Listing {
	return Listing{
		Name: l.Name, Title: l.Title, Format: l.Format, MinZoom: l.MinZoom, MaxZoom: l.MaxZoom, Bounds: l.Bounds, Columns: l.Columns,
		TileJSON: fmt.Sprintf("%s/%s/%s/%s.json", base, c, release, l.Name),
	}
}
