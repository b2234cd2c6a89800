package ogc

import (
	"bytes"
	"embed"
	"fmt"
	"html/template"
	"net/http"

	"phusong/api/ogc/cql"
	"phusong/geo"
	"phusong/tiles"
)

//go:embed page.html style.css
var pages embed.FS

// view is one page for people: Vietnamese first, no script. Trail leads to the
// pages above.
type view struct {
	Title, Home string
	Trail       []part
	About       tiles.Text
	Provenance  provenance
	Paste       []paste
	Links       []link
	Columns     []string
	Rows        [][]part
}

// part is one field of a page's table.
type part struct{ Text, Href string }

func show(w http.ResponseWriter, q *question, v view) error {
	layout, err := template.ParseFS(pages, "page.html")
	if err != nil {
		return err
	}
	v.Home, v.Trail = q.home, q.trail()
	if v.Provenance.Release == "" {
		v.Provenance = q.provenance()
	}
	var body bytes.Buffer // half a page is none
	if err := layout.Execute(&body, v); err != nil {
		return err
	}
	w.Header().Set("Content-Type", mediaHTML+"; charset=utf-8")
	_, _ = body.WriteTo(w) // the reader may be gone
	return nil
}

// trail is where a page is, with what was said of the context kept.
func (q *question) trail() []part {
	all := []part{{"PhuSong · OGC API", q.to("", "f", "html")}, {"Các lớp dữ liệu", q.to("/collections", "f", "html")}}
	if c, err := q.asked(); err == nil {
		all = append(all, part{c.title.Vietnamese, q.to("/collections/"+c.id, "f", "html")})
	}
	return all
}

// Network is whose signal the page is about.
func (v view) Network() tiles.Text {
	if rank := geo.OperatorRank(geo.OperatorCode(v.Provenance.Operator)); rank >= 0 {
		name := geo.Operators()[rank].Name
		return tiles.Text{Vietnamese: name, English: name}
	}
	return tiles.Text{Vietnamese: "mọi nhà mạng", English: "any operator"}
}

func style(w http.ResponseWriter, r *http.Request) {
	http.ServeFileFS(w, r, pages, "style.css")
}

// show writes a page of features as a table.
func (s *selection) show(w http.ResponseWriter, p page) error {
	q := s.question
	v := view{Title: s.title.Vietnamese, Links: s.links(p), Provenance: s.provenance(q), Columns: []string{"id"},
		About: tiles.Text{Vietnamese: fmt.Sprintf("%d trong %d đối tượng", len(p.shown), p.matched), English: fmt.Sprintf("%d of %d features", len(p.shown), p.matched)}}
	for _, column := range s.own {
		v.Columns = append(v.Columns, column.Name)
	}
	for _, i := range p.shown {
		row := []part{{s.ids[i], q.to("/collections/" + s.id + "/items/" + s.ids[i])}}
		for _, value := range s.values(i, nil) {
			row = append(row, part{Text: value.String()})
		}
		v.Rows = append(v.Rows, row)
	}
	return show(w, q, v)
}

// showOne writes a feature as a table of its values.
func (s *selection) showOne(w http.ResponseWriter, i int, links []link) error {
	v := view{Title: s.title.Vietnamese + ": " + s.ids[i], About: tiles.Text{English: s.title.English}, Provenance: s.provenance(s.question),
		Links: links, Columns: []string{"cột / column", "giá trị / value", "ý nghĩa", "meaning"}}
	values := s.row(i, []cql.Value{})
	for k, p := range s.properties() {
		v.Rows = append(v.Rows, []part{{Text: p.Name}, {Text: values[k].String()}, {Text: p.About.Vietnamese}, {Text: p.About.English}})
	}
	return show(w, s.question, v)
}
