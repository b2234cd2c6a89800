package ogc

import (
	"bufio"
	"encoding/json"
	"maps"
	"net/http"
	"slices"
	"sort"
	"strconv"

	"github.com/go-chi/chi/v5"

	"phusong/api/ogc/cql"
	"phusong/api/problem"
)

// How many features a page holds: where nothing is said, in a browser, and at most.
const (
	usualLimit   = 1000
	browserLimit = 50
	mostItems    = 10_000
)

// filterParameters are the parameters that say which features are wanted.
func filterParameters() []string {
	return []string{"bbox", "bbox-crs", "datetime", "filter", "filter-lang", "filter-crs", "crs"}
}

// selection is the part of a table that is wanted.
type selection struct {
	question *question
	collection
	table
	area    boxes // nil for everywhere
	never   bool  // nothing is true at the time asked for
	filter  *cql.Filter
	literal system // of the boxes within the filter
	equal   map[int]cql.Value
	system  system // of the answer
	limit   int
	after   string
}

// page is what is sent: features by their places in the table.
type page struct {
	matched int
	shown   []int
	more    bool
}

func (s *Service) items(w http.ResponseWriter, q *question) error {
	c, err := q.asked()
	if err != nil {
		return err
	}
	sel, err := q.selection(c)
	if err != nil {
		return err
	}
	p := sel.page()
	w.Header().Set("Content-Crs", "<"+sel.system.URI+">")
	if q.html {
		return sel.show(w, p)
	}
	w.Header().Set("Content-Type", mediaGeoJSON)
	for _, l := range sel.links(p) {
		w.Header().Add("Link", "<"+l.Href+`>; rel="`+l.Rel+`"; type="`+l.Type+`"`)
	}
	return sel.write(w, p)
}

func (q *question) selection(c collection) (sel *selection, err error) {
	sel = &selection{question: q, collection: c, after: q.query.Get("after"), equal: map[int]cql.Value{}}
	if sel.system, err = q.readSystem("crs"); err != nil {
		return nil, err
	}
	if sel.limit, err = q.limit(); err != nil {
		return nil, err
	}
	if err := sel.readArea(); err != nil {
		return nil, err
	}
	asked, err := readSpan(q.query.Get("datetime"))
	if err != nil {
		return nil, err
	}
	sel.never = !c.valid(q).meets(asked)
	for i, p := range c.properties() {
		if !c.asks(p.Name) || !q.query.Has(p.Name) {
			continue
		}
		want, is := cql.Read(p.Type, q.query.Get(p.Name))
		if !is {
			return nil, wrong("%s is of the type %s, which %.40q is not", p.Name, p.Type, q.query.Get(p.Name))
		}
		sel.equal[i] = want
	}
	if err := sel.readFilter(); err != nil {
		return nil, err
	}
	return sel, sel.fill()
}

// fill reads the features, or refuses where the collection has no answer.
func (s *selection) fill() error {
	if s.check != nil {
		if err := s.check(s.question); err != nil {
			return err
		}
	}
	s.table = s.collection.table(s.question)
	return nil
}

func (s *selection) readArea() error {
	system, err := s.question.readSystem("bbox-crs")
	if err != nil || !s.question.query.Has("bbox") {
		return err
	}
	s.area, err = system.readBox(s.question.query.Get("bbox"))
	return err
}

func (s *selection) readFilter() (err error) {
	q := s.question
	if lang := q.query.Get("filter-lang"); q.query.Has("filter-lang") && lang != "cql2-text" {
		return wrong("filter-lang is cql2-text, not %.40q", lang)
	}
	if s.literal, err = q.readSystem("filter-crs"); err != nil || !q.query.Has("filter") {
		return err
	}
	if s.filter, err = cql.Parse(q.query.Get("filter"), s.queryable()); err != nil {
		return wrong("%w", err)
	}
	return nil
}

// limit reads how many features are wanted. More than the most is the most: the
// standard wants it so.
func (q *question) limit() (int, error) {
	text := q.query.Get("limit")
	switch n, err := strconv.ParseUint(text, 10, 63); {
	case !q.query.Has("limit") && q.html:
		return browserLimit, nil
	case !q.query.Has("limit"):
		return usualLimit, nil
	case err != nil || n == 0:
		return 0, wrong("limit is a whole number from 1 to %d, not %.20q", mostItems, text)
	default:
		return int(min(n, mostItems)), nil
	}
}

// page chooses the features: those after the last one of the page before.
func (s *selection) page() page {
	first := sort.Search(len(s.ids), func(i int) bool { return s.ids[i] > s.after })
	var p page
	var values []cql.Value
	for i := range s.ids {
		if values = values[:0]; s.keeps(i, &values) {
			p.matched++
			if i >= first && len(p.shown) < s.limit {
				p.shown = append(p.shown, i)
			} else if i >= first {
				p.more = true
			}
		}
	}
	return p
}

// keeps tells whether feature i is wanted; values is room to look at it.
func (s *selection) keeps(i int, values *[]cql.Value) bool {
	if s.never || s.area != nil && !s.area.meets(s.place(i)) {
		return false
	}
	if s.filter == nil && len(s.equal) == 0 {
		return true
	}
	*values = s.row(i, *values)
	for column, want := range s.equal {
		if !(*values)[column].Equals(want) {
			return false
		}
	}
	return s.filter.Keeps(cql.Row{Values: *values, Meets: func(box [4]float64) bool {
		area, ok := s.literal.boxesOf(box)
		return ok && area.meets(s.place(i))
	}})
}

// row appends all values of feature i, in the order of the columns.
func (s *selection) row(i int, to []cql.Value) []cql.Value {
	return s.shared(s.question, s.values(i, to))
}

// links lead on. The page after this one is of the same release, whatever is
// published meanwhile: nobody pages through two.
func (s *selection) links(p page) []link {
	q := s.question
	path := "/collections/" + s.id
	all := append(q.here(path+"/items", mediaGeoJSON), link{Href: q.to(path), Rel: "collection", Type: mediaJSON, Title: s.title.Vietnamese})
	if p.more {
		next := maps.Clone(q.query)
		next.Set("release", q.edition.ID)
		next.Set("after", s.ids[p.shown[len(p.shown)-1]])
		all = append(all, link{Href: address(q.home+path+"/items", next), Rel: "next", Type: all[0].Type, Title: "Trang sau / Next page"})
	}
	return all
}

// head is what a page says before its features.
type head struct {
	Type           string      `json:"type"`
	NumberMatched  int         `json:"numberMatched"`
	NumberReturned int         `json:"numberReturned"`
	Provenance     provenance  `json:"provenance"`
	Links          []link      `json:"links"`
	Features       []*struct{} `json:"features"`
}

// write sends the page as it is made, so that the largest takes no more memory
// than the smallest.
func (s *selection) write(w http.ResponseWriter, p page) error {
	before, err := json.Marshal(head{"FeatureCollection", p.matched, len(p.shown), s.provenance(s.question), s.links(p), []*struct{}{}})
	if err != nil {
		return err
	}
	out := bufio.NewWriterSize(w, 64<<10)
	_, _ = out.Write(before[:len(before)-len("]}")]) // the reader may be gone: what is written then is lost, and nothing is to be done
	names := s.names()
	var body []byte
	var values []cql.Value
	for n, i := range p.shown {
		values = s.row(i, values[:0])
		body = s.feature(comma(body[:0], n), i, names, values)
		if _, err := out.Write(append(body, '}')); err != nil {
			return nil // the reader is gone
		}
	}
	_, _ = out.WriteString("]}\n")
	_ = out.Flush()
	return nil
}

// names are the columns as JSON writes them, colon included.
func (c collection) names() [][]byte {
	var all [][]byte
	for _, p := range c.properties() {
		all = append(all, append(cql.AppendString(nil, p.Name), ':'))
	}
	return all
}

// feature appends feature i, but for its last brace.
func (s *selection) feature(to []byte, i int, names [][]byte, values []cql.Value) []byte {
	to = cql.AppendString(append(to, `{"type":"Feature","id":`...), s.ids[i])
	to = s.system.shape(append(to, `,"geometry":`...), s.place(i))
	to = append(to, `,"properties":{`...)
	for k, v := range values {
		to = v.AppendJSON(append(comma(to, k), names[k]...))
	}
	return append(to, '}')
}

// item answers with one feature.
func (s *Service) item(w http.ResponseWriter, q *question) error {
	c, err := q.asked()
	if err != nil {
		return err
	}
	sel := &selection{question: q, collection: c}
	if err := sel.fill(); err != nil {
		return err
	}
	if sel.system, err = q.readSystem("crs"); err != nil {
		return err
	}
	i, known := slices.BinarySearch(sel.ids, chi.URLParam(q.r, "feature"))
	if !known {
		return problem.Absent()
	}
	w.Header().Set("Content-Crs", "<"+sel.system.URI+">")
	path := "/collections/" + c.id
	links := append(q.here(path+"/items/"+sel.ids[i], mediaGeoJSON), link{Href: q.to(path), Rel: "collection", Type: mediaJSON, Title: c.title.Vietnamese})
	if q.html {
		return sel.showOne(w, i, links)
	}
	end, err := json.Marshal(struct {
		Provenance provenance `json:"provenance"`
		Links      []link     `json:"links"`
	}{c.provenance(q), links})
	if err != nil {
		return err
	}
	w.Header().Set("Content-Type", mediaGeoJSON)
	body := append(sel.feature(nil, i, c.names(), sel.row(i, nil)), ',')
	_, _ = w.Write(append(append(body, end[1:]...), '\n')) // the reader may be gone
	return nil
}
