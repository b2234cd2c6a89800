package ogc

import (
	"encoding/json"
	"net/http"

	"github.com/paulmach/orb"

	"phusong/tiles"
)

// provenance is what every figure carries.
type provenance struct {
	Release        string      `json:"release"`
	AsOf           string      `json:"asOf"`
	Synthetic      bool        `json:"synthetic"`
	Territory      tiles.Text  `json:"territory"`
	Technology     string      `json:"technology,omitempty"`
	Operator       string      `json:"operator,omitempty"`
	Definition     string      `json:"definition,omitempty"`
	DefinitionText *tiles.Text `json:"definitionText,omitempty"`
}

func (q *question) provenance() provenance {
	return provenance{Release: q.edition.ID, AsOf: q.asOf(), Synthetic: q.edition.View.Release.Synthetic, Territory: q.service.Territory(q.edition)}
}

// provenance says what is asked for besides, where that matters.
func (c collection) provenance(q *question) provenance {
	p := q.provenance()
	if c.on >= onNetwork {
		p.Technology, p.Operator = q.asks.Technologies.String(), string(q.asks.Operator)
	}
	if c.on >= onVerdict {
		p.Definition = q.asks.Definition.Code
		p.DefinitionText = &tiles.Text{Vietnamese: q.asks.Definition.Vietnamese, English: q.asks.Definition.English}
	}
	return p
}

func writeJSON(w http.ResponseWriter, media string, v any) error {
	body, err := json.Marshal(v)
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", media)
	_, _ = w.Write(append(body, '\n')) // the reader may be gone
	return nil
}

// landingBody is the first page: where everything else is.
type landingBody struct {
	Title       string     `json:"title"`
	Description string     `json:"description"`
	Attribution string     `json:"attribution,omitempty"`
	Extent      *extent    `json:"extent,omitempty"`
	Provenance  provenance `json:"provenance"`
	Links       []link     `json:"links"`
}

func (s *Service) landing(w http.ResponseWriter, q *question) error {
	body := landingBody{
		Title:       "PhuSong",
		Description: "Thôn nào có sóng di động, thôn nào chưa. / Which hamlets have mobile signal, which do not.",
		Provenance:  q.provenance(),
		Links: append(q.here("", mediaJSON),
			link{Href: q.to("/api"), Rel: "service-desc", Type: mediaOpenAPI, Title: "OpenAPI 3.0"},
			link{Href: q.to("/conformance"), Rel: "conformance", Type: mediaJSON, Title: "Tiêu chuẩn được tuân theo / Conformance"},
			link{Href: q.to("/collections"), Rel: "data", Type: mediaJSON, Title: "Các lớp dữ liệu / Collections"},
			link{Href: q.to("/tileMatrixSets"), Rel: relTilingSchemes, Type: mediaJSON, Title: "Lưới mảnh bản đồ / Tile matrix sets"}),
	}
	if !q.html {
		return writeJSON(w, mediaJSON, body)
	}
	return show(w, q, view{Title: body.Title, About: tiles.Text{Vietnamese: "Thôn nào có sóng di động, thôn nào chưa. Chương trình GIS chỉ cần một địa chỉ; sao chép rồi dán:",
		English: "Which hamlets have mobile signal, which do not. GIS programs need nothing but an address, to copy and paste:"}, Paste: q.pastes(), Links: body.Links})
}

func conformance() []string {
	const features, filters, tiling = "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/", "http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/", "http://www.opengis.net/spec/ogcapi-tiles-1/1.0/conf/"
	return []string{
		"http://www.opengis.net/spec/ogcapi-common-1/1.0/conf/core", "http://www.opengis.net/spec/ogcapi-common-2/1.0/conf/collections",
		features + "core", features + "geojson", features + "html", features + "oas30",
		"http://www.opengis.net/spec/ogcapi-features-2/1.0/conf/crs",
		filters + "queryables", filters + "queryables-query-parameters", filters + "filter", filters + "features-filter",
		"http://www.opengis.net/spec/cql2/1.0/conf/cql2-text", "http://www.opengis.net/spec/cql2/1.0/conf/basic-cql2", "http://www.opengis.net/spec/cql2/1.0/conf/advanced-comparison-operators",
		"http://www.opengis.net/spec/cql2/1.0/conf/basic-spatial-functions",
		tiling + "core", tiling + "tileset", tiling + "tilesets-list", tiling + "geodata-tilesets", tiling + "mvt",
	}
}

func (s *Service) conformance(w http.ResponseWriter, q *question) error {
	if !q.html {
		return writeJSON(w, mediaJSON, struct {
			ConformsTo []string `json:"conformsTo"`
		}{conformance()})
	}
	v := view{Title: "Tiêu chuẩn được tuân theo", About: tiles.Text{English: "Conformance"}, Columns: []string{"OGC"}}
	for _, c := range conformance() {
		v.Rows = append(v.Rows, []part{{Text: c}})
	}
	return show(w, q, v)
}

// extent is where and when a collection's features are.
type extent struct {
	Spatial  spatial  `json:"spatial"`
	Temporal temporal `json:"temporal"`
}

type spatial struct {
	BBox [][4]float64 `json:"bbox"`
	CRS  string       `json:"crs"`
}

type temporal struct {
	Interval [][2]*string `json:"interval"`
	TRS      string       `json:"trs"`
}

type collectionBody struct {
	ID          string     `json:"id"`
	Title       string     `json:"title"`
	Description string     `json:"description"`
	ItemType    string     `json:"itemType"`
	Extent      extent     `json:"extent"`
	CRS         []string   `json:"crs"`
	StorageCRS  string     `json:"storageCrs"`
	Provenance  provenance `json:"provenance"`
	Links       []link     `json:"links"`
}

// describe is a collection as others are told of it.
func (q *question) describe(c collection) collectionBody {
	path := "/collections/" + c.id
	body := collectionBody{
		ID: c.id, Title: c.title.Vietnamese + " / " + c.title.English, Description: c.about.Vietnamese + " / " + c.about.English, ItemType: "feature",
		Extent: extent{
			Spatial:  spatial{BBox: [][4]float64{q.bounds(c)}, CRS: crs84},
			Temporal: temporal{Interval: [][2]*string{c.valid(q).interval()}, TRS: "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian"},
		},
		CRS: systemURIs(), StorageCRS: crs84, Provenance: c.provenance(q),
		Links: []link{
			{Href: q.to(path + "/items"), Rel: "items", Type: mediaGeoJSON, Title: c.title.Vietnamese},
			{Href: q.to(path+"/items", "f", "html"), Rel: "items", Type: mediaHTML, Title: c.title.Vietnamese},
			{Href: q.to(path + "/queryables"), Rel: "http://www.opengis.net/def/rel/ogc/1.0/queryables", Type: mediaSchema, Title: "Các cột / Columns"},
		},
	}
	if _, err := q.layerOf(c); err == nil {
		body.Links = append(body.Links, link{Href: q.to(path + "/tiles"), Rel: relTilesets, Type: mediaJSON, Title: "Mảnh bản đồ vectơ / Vector tiles"})
	}
	return body
}

// bounds is the box around a collection's shapes; without any, the release's land.
func (q *question) bounds(c collection) [4]float64 {
	t, around := c.table(q), orb.Bound{Min: orb.Point{1, 1}}
	for i := range t.ids {
		if shape := t.place(i); shape != nil {
			if b := shape.Bound(); !b.IsEmpty() {
				if around.IsEmpty() {
					around = b
				}
				around = around.Union(b)
			}
		}
	}
	if around.IsEmpty() {
		return q.edition.Bounds()
	}
	return [4]float64{around.Min[0], around.Min[1], around.Max[0], around.Max[1]}
}

func (s *Service) collections(w http.ResponseWriter, q *question) error {
	body := struct {
		Links       []link           `json:"links"`
		Collections []collectionBody `json:"collections"`
		CRS         []string         `json:"crs"`
	}{q.here("/collections", mediaJSON), nil, systemURIs()}
	v := view{Title: "Các lớp dữ liệu", About: tiles.Text{English: "Collections"}, Links: body.Links, Columns: []string{"lớp", "collection", "nội dung"}}
	for _, c := range collections(q) {
		if q.html {
			v.Rows = append(v.Rows, []part{{Text: c.title.Vietnamese, Href: q.to("/collections/" + c.id)}, {Text: c.title.English}, {Text: c.about.Vietnamese}})
			continue
		}
		one := q.describe(c)
		one.Links = append(one.Links, link{Href: q.to("/collections/" + c.id), Rel: "self", Type: mediaJSON})
		body.Collections = append(body.Collections, one)
	}
	if q.html {
		return show(w, q, v)
	}
	return writeJSON(w, mediaJSON, body)
}

func (s *Service) collection(w http.ResponseWriter, q *question) error {
	c, err := q.asked()
	if err != nil {
		return err
	}
	body := q.describe(c)
	body.Links = append(q.here("/collections/"+c.id, mediaJSON), body.Links...)
	if q.html {
		return show(w, q, view{Title: c.title.Vietnamese, About: tiles.Text{Vietnamese: c.about.Vietnamese, English: c.title.English + ". " + c.about.English},
			Links: body.Links, Columns: columnTitles(), Rows: c.columnRows()})
	}
	return writeJSON(w, mediaJSON, body)
}
