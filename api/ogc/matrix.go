package ogc

import (
	"fmt"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"

	"github.com/go-chi/chi/v5"

	"phusong/api/problem"
	"phusong/tiles"
)

// How links to tiles are called.
const (
	relTilesets      = "http://www.opengis.net/def/rel/ogc/1.0/tilesets-vector"
	relTilingScheme  = "http://www.opengis.net/def/rel/ogc/1.0/tiling-scheme"
	relTilingSchemes = "http://www.opengis.net/def/rel/ogc/1.0/tiling-schemes"
	matrixSetID      = "WebMercatorQuad"
	matrixSetURI     = "http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad"
	deepestMatrix    = 22
)

// matrix is one zoom of the grid.
type matrix struct {
	ID               string     `json:"id"`
	ScaleDenominator float64    `json:"scaleDenominator"`
	CellSize         float64    `json:"cellSize"`
	PointOfOrigin    [2]float64 `json:"pointOfOrigin"`
	TileWidth        int        `json:"tileWidth"`
	TileHeight       int        `json:"tileHeight"`
	MatrixWidth      int        `json:"matrixWidth"`
	MatrixHeight     int        `json:"matrixHeight"`
}

// matrices is the grid WebMercatorQuad of OGC 17-083r4, annex D.
func matrices() []matrix {
	const half, pixel = math.Pi * earthRadiusM, 0.00028 // m
	var all []matrix
	for z := range deepestMatrix + 1 {
		size := 2 * half / 256 / math.Pow(2, float64(z))
		all = append(all, matrix{strconv.Itoa(z), size / pixel, size, [2]float64{-half, half}, 256, 256, 1 << z, 1 << z})
	}
	return all
}

type matrixSetBody struct {
	ID             string   `json:"id"`
	Title          string   `json:"title"`
	URI            string   `json:"uri"`
	CRS            string   `json:"crs,omitempty"`
	OrderedAxes    []string `json:"orderedAxes,omitempty"`
	WellKnownScale string   `json:"wellKnownScaleSet,omitempty"`
	TileMatrices   []matrix `json:"tileMatrices,omitempty"`
	Links          []link   `json:"links,omitempty"`
}

func (s *Service) matrixSets(w http.ResponseWriter, q *question) error {
	one := matrixSetBody{ID: matrixSetID, Title: "Google Maps Compatible for the World", URI: matrixSetURI,
		Links: []link{{Href: q.to("/tileMatrixSets/" + matrixSetID), Rel: "self", Type: mediaJSON}}}
	if q.html {
		return show(w, q, view{Title: "Lưới mảnh bản đồ", About: tiles.Text{English: "Tile matrix sets"}, Links: one.Links})
	}
	return writeJSON(w, mediaJSON, struct {
		TileMatrixSets []matrixSetBody `json:"tileMatrixSets"`
	}{[]matrixSetBody{one}})
}

func (s *Service) matrixSet(w http.ResponseWriter, q *question) error {
	if chi.URLParam(q.r, "matrixSet") != matrixSetID {
		return problem.Absent()
	}
	if q.html {
		v := view{Title: matrixSetID, About: tiles.Text{English: matrixSetURI}, Columns: []string{"z", "m / pixel"}}
		for _, m := range matrices() {
			v.Rows = append(v.Rows, []part{{Text: m.ID}, {Text: strconv.FormatFloat(m.CellSize, 'f', 4, 64)}})
		}
		return show(w, q, v)
	}
	return writeJSON(w, mediaJSON, matrixSetBody{ID: matrixSetID, Title: "Google Maps Compatible for the World", URI: matrixSetURI, CRS: epsg3857,
		OrderedAxes: []string{"X", "Y"}, WellKnownScale: "http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible", TileMatrices: matrices()})
}

// layerOf is the layer that shows a collection, or tiles.ErrLayer.
func (q *question) layerOf(c collection) (tiles.Layer, error) {
	return q.service.Layer(q.r.Context(), q.edition, c.layer(q))
}

// tiled returns the collection that the address names and its layer.
func (q *question) tiled() (collection, tiles.Layer, error) {
	c, err := q.asked()
	if err != nil {
		return c, tiles.Layer{}, err
	}
	layer, err := q.layerOf(c)
	if set := chi.URLParam(q.r, "matrixSet"); err != nil || set != "" && set != matrixSetID {
		return c, layer, problem.Absent()
	}
	return c, layer, nil
}

// tilesetBody describes the tiles of a collection in one grid.
type tilesetBody struct {
	Title       string      `json:"title"`
	DataType    string      `json:"dataType"`
	CRS         string      `json:"crs"`
	MatrixSetID string      `json:"tileMatrixSetId"`
	MatrixSet   string      `json:"tileMatrixSetURI"`
	BoundingBox *corners    `json:"boundingBox,omitempty"`
	Limits      []limits    `json:"tileMatrixSetLimits,omitempty"`
	Layers      []layerBody `json:"layers,omitempty"`
	Provenance  *provenance `json:"provenance,omitempty"`
	Links       []link      `json:"links"`
}

type corners struct {
	LowerLeft  [2]float64 `json:"lowerLeft"`
	UpperRight [2]float64 `json:"upperRight"`
	CRS        string     `json:"crs"`
}

// limits are the tiles of one zoom that are not empty, more or less.
type limits struct {
	Matrix string `json:"tileMatrix"`
	MinRow int    `json:"minTileRow"`
	MaxRow int    `json:"maxTileRow"`
	MinCol int    `json:"minTileCol"`
	MaxCol int    `json:"maxTileCol"`
}

type layerBody struct {
	ID         string         `json:"id"`
	DataType   string         `json:"dataType"`
	Title      string         `json:"title"`
	Properties map[string]any `json:"propertiesSchema"`
}

func (s *Service) tilesets(w http.ResponseWriter, q *question) error {
	c, layer, err := q.tiled()
	if err != nil {
		return err
	}
	path := "/collections/" + c.id + "/tiles"
	one := tilesetBody{Title: layer.Title.Vietnamese + " / " + layer.Title.English, DataType: "vector", CRS: epsg3857, MatrixSetID: matrixSetID, MatrixSet: matrixSetURI,
		Links: []link{{Href: q.to(path + "/" + matrixSetID), Rel: "self", Type: mediaJSON, Title: matrixSetID}, {Href: q.to("/tileMatrixSets/" + matrixSetID), Rel: relTilingScheme, Type: mediaJSON}}}
	if q.html {
		return show(w, q, view{Title: c.title.Vietnamese + ": mảnh bản đồ", About: layer.Title, Links: one.Links[:1]})
	}
	return writeJSON(w, mediaJSON, struct {
		Links    []link        `json:"links"`
		Tilesets []tilesetBody `json:"tilesets"`
	}{q.here(path, mediaJSON), []tilesetBody{one}})
}

func (s *Service) tileset(w http.ResponseWriter, q *question) error {
	c, layer, err := q.tiled()
	if err != nil {
		return err
	}
	path := "/collections/" + c.id + "/tiles/" + matrixSetID
	from := c.provenance(q)
	body := tilesetBody{
		Title: layer.Title.Vietnamese + " / " + layer.Title.English, DataType: "vector", CRS: epsg3857, MatrixSetID: matrixSetID, MatrixSet: matrixSetURI,
		BoundingBox: &corners{[2]float64{layer.Bounds[0], layer.Bounds[1]}, [2]float64{layer.Bounds[2], layer.Bounds[3]}, crs84},
		Limits:      limitsOf(layer), Provenance: &from,
		Links: append(q.here(path, mediaJSON), q.tileLinks(path, layer)...),
	}
	for _, l := range layer.Vector {
		properties := map[string]any{}
		for name, said := range l.Fields {
			properties[name] = map[string]string{"description": said}
		}
		body.Layers = append(body.Layers, layerBody{l.ID, "vector", l.Description, map[string]any{"type": "object", "properties": properties}})
	}
	if q.html {
		return show(w, q, view{Title: c.title.Vietnamese + ": mảnh bản đồ", About: layer.Title, Links: body.Links, Provenance: from})
	}
	return writeJSON(w, mediaJSON, body)
}

// tileLinks lead to the tiles: by this standard, with the row before the column,
// and as other programs want them, with the column before the row. They are of
// this release, so that one map never mixes two.
func (q *question) tileLinks(path string, layer tiles.Layer) []link {
	said := url.Values{}
	for name, values := range q.said {
		said[name] = values
	}
	said.Set("release", q.edition.ID)
	plain := layer.TileJSON(q.service.Base(q.r)+"/tiles", q.edition.ID)
	return []link{
		{Href: address(q.home+path+"/{tileMatrix}/{tileRow}/{tileCol}", said), Rel: "item", Type: mediaMVT, Templated: true, Title: "OGC API – Tiles"},
		{Href: plain.Tiles[0], Rel: "alternate", Type: mediaMVT, Templated: true, Title: "XYZ (QGIS: Vector Tiles)"},
		{Href: fmt.Sprintf("%s/tiles/%s/%s/%s.json", q.service.Base(q.r), layer.Cut, q.edition.ID, layer.Name), Rel: "describedby", Type: mediaJSON, Title: "TileJSON"},
		{Href: q.to("/tileMatrixSets/" + matrixSetID), Rel: relTilingScheme, Type: mediaJSON, Title: matrixSetID},
	}
}

// limitsOf are the rows and columns that the layer's bounds reach over.
func limitsOf(layer tiles.Layer) []limits {
	var all []limits
	place := func(v float64, z int) int {
		side := 1 << z
		return max(0, min(side-1, int(math.Floor(v*float64(side)))))
	}
	column := func(lon float64) float64 { return lon/360 + 0.5 }
	row := func(lat float64) float64 { return 0.5 - math.Asinh(math.Tan(lat*math.Pi/180))/(2*math.Pi) }
	for z := layer.MinZoom; z <= layer.MaxZoom; z++ {
		all = append(all, limits{strconv.Itoa(z), place(row(layer.Bounds[3]), z), place(row(layer.Bounds[1]), z), place(column(layer.Bounds[0]), z), place(column(layer.Bounds[2]), z)})
	}
	return all
}

// tile answers with a tile. What lies outside the grid, or the limits that the
// tile set tells, is absent.
func (s *Service) tile(w http.ResponseWriter, q *question) error {
	_, layer, err := q.tiled()
	if err != nil {
		return err
	}
	var at [3]int
	for i, name := range []string{"z", "row", "col"} {
		text := chi.URLParam(q.r, name)
		n, err := strconv.Atoi(text)
		if err != nil || strconv.Itoa(n) != text {
			return wrong("tile matrix, row and column are whole numbers, not %.20q", text)
		}
		at[i] = n
	}
	within := func(l limits) bool {
		return l.Matrix == strconv.Itoa(at[0]) && l.MinRow <= at[1] && at[1] <= l.MaxRow && l.MinCol <= at[2] && at[2] <= l.MaxCol
	}
	if !slices.ContainsFunc(limitsOf(layer), within) {
		return problem.Absent()
	}
	s.Tile(w, q.r, q.edition, layer, at[0], at[2], at[1])
	return nil
}
