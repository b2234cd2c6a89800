package ogc

import (
	"net/http"

	"phusong/geo"
)

type object = map[string]any

// openAPI describes the addresses as OpenAPI 3.0, with the columns of each
// collection that the caller may see: programs take the limits of pages and the
// names of columns from it.
func (s *Service) openAPI(w http.ResponseWriter, q *question) error {
	offered, err := s.Definitions(q.r.Context())
	if err != nil {
		return err
	}
	paths := object{
		"/":                              described("landing", "Where everything is", nil, answers("The landing page", mediaJSON)),
		"/conformance":                   described("conformance", "Which standards are followed", nil, answers("Conformance classes", mediaJSON)),
		"/collections":                   described("collections", "The collections", nil, answers("The collections", mediaJSON)),
		"/tileMatrixSets":                described("tileMatrixSets", "The grids of tiles", nil, answers("The grids", mediaJSON)),
		"/tileMatrixSets/" + matrixSetID: described("tileMatrixSet", "The grid of tiles", nil, answers("The grid", mediaJSON)),
	}
	for _, c := range collections(q) {
		q.describePaths(c, paths)
	}
	return writeJSON(w, mediaOpenAPI, object{
		"openapi": "3.0.3",
		"info":    object{"title": "PhuSong OGC API", "version": s.Version, "description": "OGC API – Features and Tiles."},
		"servers": []object{{"url": q.home}},
		"paths":   paths,
		"components": object{
			"parameters": parameters(offered),
			"schemas":    object{"problem": problemSchema()},
		},
	})
}

func (q *question) describePaths(c collection, paths object) {
	path, title := "/collections/"+c.id, c.title.English
	wanted := []object{ref("limit"), ref("after"), ref("bbox"), ref("bbox-crs"), ref("datetime"), ref("crs"), ref("filter"), ref("filter-lang"), ref("filter-crs")}
	for _, p := range c.properties() {
		if c.asks(p.Name) {
			wanted = append(wanted, object{"name": p.Name, "in": "query", "required": false, "description": p.About.English, "schema": p.schema()})
		}
	}
	paths[path] = described(c.id, title, nil, answers(title, mediaJSON))
	paths[path+"/queryables"] = described(c.id+".queryables", "Columns of "+title, nil, answers("JSON Schema", mediaSchema))
	paths[path+"/items"] = described(c.id+".items", "Features of "+title, wanted, answers("Features", mediaGeoJSON))
	paths[path+"/items/{featureId}"] = described(c.id+".item", "One feature of "+title, []object{inPath("featureId", "string"), ref("crs")}, answers("A feature", mediaGeoJSON))
	if _, err := q.layerOf(c); err == nil {
		paths[path+"/tiles"] = described(c.id+".tilesets", "Vector tiles of "+title, nil, answers("Tile sets", mediaJSON))
		paths[path+"/tiles/"+matrixSetID] = described(c.id+".tileset", "Vector tiles of "+title, nil, answers("The tile set", mediaJSON))
		paths[path+"/tiles/"+matrixSetID+"/{tileMatrix}/{tileRow}/{tileCol}"] = described(c.id+".tile", "A tile of "+title,
			[]object{inPath("tileMatrix", "string"), inPath("tileRow", "integer"), inPath("tileCol", "integer")}, answers("The tile; 204 where it is empty", mediaMVT))
	}
}

// described is one address that is read. All of them take the context.
func described(id, summary string, takes []object, responses object) object {
	all := append([]object{}, takes...)
	for _, name := range append(contextParameters(), "f") {
		all = append(all, ref(name))
	}
	return object{"get": object{"operationId": id, "summary": summary, "parameters": all, "responses": responses}}
}

func answers(what, media string) object {
	ok := object{"description": what, "content": object{media: object{"schema": object{"type": "object"}}}}
	if media == mediaMVT {
		ok["content"] = object{media: object{"schema": object{"type": "string", "format": "binary"}}}
	} else {
		ok["content"].(object)[mediaHTML] = object{"schema": object{"type": "string"}}
	}
	said := object{"200": ok, "default": object{"description": "What went wrong, and what to do (RFC 9457)",
		"content": object{"application/problem+json": object{"schema": object{"$ref": "#/components/schemas/problem"}}}}}
	if media == mediaMVT {
		said["204"] = object{"description": "Nothing lies in this tile"}
	}
	return said
}

func ref(name string) object { return object{"$ref": "#/components/parameters/" + name} }

func inPath(name, of string) object {
	return object{"name": name, "in": "path", "required": true, "schema": object{"type": of}}
}

// parameters are those that several addresses take.
func parameters(offered []geo.Definition) object {
	var technologies, operators, definitions []string
	for _, set := range geo.TechnologySets() {
		technologies = append(technologies, set.String())
	}
	operators = append(operators, string(geo.AnyOperator))
	for _, o := range geo.Operators() {
		operators = append(operators, string(o.Code))
	}
	for _, d := range offered {
		definitions = append(definitions, d.Code)
	}
	text := func(more ...any) object {
		schema := object{"type": "string"}
		for i := 0; i+1 < len(more); i += 2 {
			schema[more[i].(string)] = more[i+1]
		}
		return schema
	}
	uri := text("format", "uri", "enum", systemURIs(), "default", crs84)
	box := object{"type": "array", "minItems": 4, "maxItems": 6, "items": object{"type": "number"}}
	return object{
		"release":     query("release", "Number of the release to read; the one that readers see where not said", text()),
		"technology":  query("technology", "Technology, or several of which any will do", text("enum", technologies, "default", geo.LTE.String())),
		"operator":    query("operator", "Operator, or any for whichever serves best", text("enum", operators, "default", string(geo.AnyOperator))),
		"definition":  query("definition", "Definition of the verdict", text("enum", definitions, "default", geo.Definitions()[0].Code)),
		"f":           query("f", "Format; by Accept where not said", text("enum", []string{"json", "html"})),
		"limit":       query("limit", "At most so many features", object{"type": "integer", "minimum": 1, "maximum": mostItems, "default": usualLimit}),
		"after":       query("after", "Id of the last feature of the page before", text()),
		"bbox":        object{"name": "bbox", "in": "query", "required": false, "description": "Only features that meet this box", "schema": box, "style": "form", "explode": false},
		"bbox-crs":    query("bbox-crs", "Coordinate reference system of bbox", uri),
		"datetime":    query("datetime", "Only features that are true at this moment or in this interval", text()),
		"crs":         query("crs", "Coordinate reference system of the answer", uri),
		"filter":      query("filter", "Only features of which this CQL2 expression is true", text()),
		"filter-lang": query("filter-lang", "Language of filter", text("enum", []string{"cql2-text"}, "default", "cql2-text")),
		"filter-crs":  query("filter-crs", "Coordinate reference system of the boxes in filter", uri),
	}
}

func query(name, said string, schema object) object {
	return object{"name": name, "in": "query", "required": false, "description": said, "schema": schema, "style": "form", "explode": false}
}

func problemSchema() object {
	return object{"type": "object", "required": []string{"title", "status", "detail"}, "properties": object{
		"title": object{"type": "string"}, "status": object{"type": "integer"}, "detail": object{"type": "string"}}}
}
