package ogc

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/go-chi/chi/v5"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
	"phusong/tiles"
)

// context are the parameters that every address takes: which release is read and
// what verdicts are about. What a reader says of them is kept in all links, so
// that /ogc?technology=5G is an address of its own for programs that know no
// parameters.
func contextParameters() []string { return []string{"release", "technology", "operator", "definition"} }

// question is a request, understood as far as all addresses are alike.
type question struct {
	r       *http.Request
	service *Service
	edition *tiles.Edition
	home    string     // the address of the landing page
	said    url.Values // of the context
	query   url.Values
	html    bool
	asks    geo.Question
}

// answer reads what is common to all addresses, and lets a page answer. A page
// names the parameters it takes besides those of every page.
func (s *Service) answer(page func(http.ResponseWriter, *question) error, takes ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		q, err := s.read(r, takes)
		if err == nil {
			w.Header().Add("Vary", "Accept")
			w.Header().Set("Cache-Control", q.keeping())
			err = page(w, q)
		}
		if err != nil {
			problem.Write(w, r, err)
		}
	}
}

func (s *Service) read(r *http.Request, takes []string) (*question, error) {
	q := &question{r: r, service: s, home: s.Base(r) + Root, said: url.Values{}}
	var err error
	if q.query, err = url.ParseQuery(r.URL.RawQuery); err != nil {
		return nil, wrong("the query %.60q cannot be read", r.URL.RawQuery)
	}
	for _, name := range contextParameters() {
		if q.query.Has(name) {
			q.said.Set(name, q.query.Get(name))
		}
	}
	if q.html, err = prefersHTML(q.query.Get("f"), r.Header.Values("Accept")); err != nil {
		return nil, err
	}
	if q.edition, err = s.Edition(r.Context(), q.said.Get("release")); err != nil {
		return nil, err
	}
	if err := q.readQuestion(); err != nil {
		return nil, err
	}
	return q, q.check(takes)
}

// readQuestion reads whose signal is meant, of which technologies, judged how. A
// network that is not shown is as absent as one that does not exist.
func (q *question) readQuestion() (err error) {
	said := func(name, usual string) string {
		if q.said.Has(name) {
			return q.said.Get(name)
		}
		return usual
	}
	if q.asks.Technologies, err = geo.ParseTechnologySet(said("technology", geo.LTE.String())); err != nil {
		return wrong("%w", err)
	}
	if q.asks.Operator, err = geo.ParseOperator(said("operator", string(geo.AnyOperator))); err != nil {
		return wrong("%w", err)
	}
	if q.asks.Operator != geo.AnyOperator && !q.edition.Cut.SeesNetwork(q.asks.Operator) {
		return problem.Absent()
	}
	q.asks.Definition, err = q.service.Definition(q.r.Context(), said("definition", geo.Definitions()[0].Code))
	return err
}

// check refuses parameters that the address does not take, and ones said twice in
// different words. The same twice is one: GDAL and QGIS add what stands in the
// address they were given to links that have it already.
func (q *question) check(takes []string) error {
	c, _ := find(q, chi.URLParam(q.r, "collection"))
	filters := slices.Contains(takes, "filter")
	for name, values := range q.query {
		known := name == "f" || slices.Contains(takes, name) || slices.Contains(contextParameters(), name) || filters && c.asks(name)
		if !known {
			return wrong("there is no parameter %.40q here", name)
		}
		if slices.ContainsFunc(values, func(v string) bool { return v != values[0] }) {
			return wrong("%.40q is given %d times", name, len(values))
		}
		q.query[name] = values[:1]
	}
	return nil
}

func wrong(format string, args ...any) error {
	return fmt.Errorf("%w: %w", problem.ErrParameter, fmt.Errorf(format, args...))
}

// keeping is how long an answer may be kept: what somebody sees by logging in,
// not at all.
func (q *question) keeping() string {
	if auth.From(q.r.Context()).Role != data.Public {
		return "private, no-store"
	}
	return "no-cache"
}

// prefersHTML reads f, and without it Accept by RFC 9110, §12.5.1. Who says
// nothing, or likes both as well, gets JSON.
func prefersHTML(f string, accept []string) (bool, error) {
	switch f {
	case "json", "html":
		return f == "html", nil
	case "":
	default:
		return false, wrong("f is json or html, not %.20q", f)
	}
	var html, json float64
	for _, item := range strings.Split(strings.Join(accept, ","), ",") {
		media, parameters, _ := strings.Cut(strings.ToLower(strings.ReplaceAll(item, " ", "")), ";")
		weight := 1.0
		if _, q, found := strings.Cut(";"+parameters, ";q="); found {
			q, _, _ = strings.Cut(q, ";")
			weight, _ = strconv.ParseFloat(q, 64) // what is no number refuses
		}
		switch {
		case media == "text/html", media == "application/xhtml+xml":
			html = max(html, weight)
		case strings.HasSuffix(media, "json"), strings.HasSuffix(media, "/*"):
			json = max(json, weight)
		}
	}
	return html > json, nil
}
