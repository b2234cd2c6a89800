package ogc

import (
	"net/http"

	"phusong/api/ogc/cql"
	"phusong/tiles"
)

// schema is the columns as JSON Schema states them. GIS programs read from it
// which columns there are, also where a page of features has none of them.
func (c collection) schema(q *question) map[string]any {
	properties := map[string]any{
		cql.Geometry: map[string]any{"title": "hình / geometry", "x-ogc-role": "primary-geometry", "format": "geometry-" + map[string]string{"Point": "point", "MultiPolygon": "multipolygon"}[c.shape]},
	}
	for _, p := range c.properties() {
		properties[p.Name] = p.schema()
	}
	return map[string]any{
		"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": q.to("/collections/" + c.id + "/queryables"), "type": "object",
		"title": c.title.Vietnamese + " / " + c.title.English, "properties": properties, "additionalProperties": false,
	}
}

func (p property) schema() map[string]any {
	said := map[string]any{"title": p.About.Vietnamese, "description": p.About.English, "type": string(p.Type)}
	if p.Type == cql.Day {
		said["type"], said["format"] = "string", "date"
	}
	if p.Words != nil {
		said["enum"] = p.Words
	}
	return said
}

func (s *Service) queryables(w http.ResponseWriter, q *question) error {
	c, err := q.asked()
	if err != nil {
		return err
	}
	if q.html {
		return show(w, q, view{Title: c.title.Vietnamese, About: tiles.Text{Vietnamese: "Các cột có thể lọc", English: "Columns that filters may use"},
			Columns: columnTitles(), Rows: c.columnRows()})
	}
	return writeJSON(w, mediaSchema, c.schema(q))
}

func columnTitles() []string {
	return []string{"cột / column", "kiểu / type", "ý nghĩa", "meaning"}
}

// columnRows are the columns as a table for people.
func (c collection) columnRows() [][]part {
	var rows [][]part
	for _, p := range c.properties() {
		rows = append(rows, []part{{Text: p.Name}, {Text: string(p.Type)}, {Text: p.About.Vietnamese}, {Text: p.About.English}})
	}
	return rows
}
