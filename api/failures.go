package api

import (
	"cmp"
	"context"
	"fmt"
	"slices"

	"github.com/danielgtaylor/huma/v2"

	"phusong/api/auth"
	"phusong/api/problem"
	"phusong/data"
	"phusong/geo"
	"phusong/geo/planning"
	"phusong/tiles"
)

// Reliances is where it is known who relies on what.
type Reliances interface {
	// Reliance returns it for a release. The first answer takes some seconds.
	Reliance(ctx context.Context, release int64) (*planning.Reliance, error)
}

func (s *server) failureRoutes(api huma.API) {
	get(api, "/api/failures", "failures", "What may fail as one, by the people who depend on it alone", s.failures)
	get(api, "/api/failures/hamlets", "failureHamlets", "Hamlets that are one failure away from silence, and from whose", s.failureHamlets)
	change(api, "POST", "/api/failures/simulate", "simulateFailure", "What is left when any masts, sites or causes fail at once", 200, s.simulateFailure)
}

// reliance returns the release asked for, as the one who asks sees it, and who
// relies on what in it. It fails with derive.ErrOutdated where this program would
// not compute the release as it was computed.
func (s *server) reliance(ctx context.Context, p Past) (*tiles.Edition, *planning.Reliance, error) {
	e, err := s.breakable(ctx, p)
	if err != nil {
		return nil, nil, err
	}
	r, err := s.relianceIn(ctx, e)
	return e, r, err
}

// breakable returns the release asked for, to those who are told what breaks.
func (s *server) breakable(ctx context.Context, p Past) (*tiles.Edition, error) {
	e, err := s.lists(ctx, p)
	if err == nil && e.Cut == data.PublicCut {
		return nil, problem.Absent()
	}
	return e, err
}

func (s *server) relianceIn(ctx context.Context, e *tiles.Edition) (*planning.Reliance, error) {
	if s.Reliances == nil {
		return nil, problem.New(503, "this server does not work out what breaks: it serves without an engine")
	}
	return s.Reliances.Reliance(ctx, e.View.Release.ID)
}

type kindWord string

// Schema is part of huma.SchemaProvider.
func (kindWord) Schema(huma.Registry) *huma.Schema {
	var codes []any
	for _, k := range planning.Kinds() {
		codes = append(codes, string(k))
	}
	return words(codes)
}

// FailureQuestion is what is asked of failures. Operators are asked about their
// own network and their own sites alone: what any operator has left would say
// where a rival covers.
type FailureQuestion struct {
	Kind       kindWord       `query:"kind" doc:"What fails: mast (everybody on it), site (one operator's), feeder, fibre, operator. Staff: mast where not said; operators: site, and never mast or operator"`
	Technology setWord        `query:"technology" default:"4G" doc:"Technology, or several of which any will do: voice, 3G+, 4G+ (write + as %2B)"`
	Operator   operatorWord   `query:"operator" doc:"Whose customers: any for whoever may use every network, as under national roaming. Staff: any where not said; operators: their own"`
	Definition definitionWord `query:"definition" default:"centre"`
	Parent     string         `query:"parent" maxLength:"20" doc:"Only hamlets of this unit, by its code: a district of 2024, or a commune of either vintage"`
	Mast       string         `query:"mast" maxLength:"60" doc:"Only what something on this mast is part of, by its id in /api/sites"`
	Past
	Window
}

// askedFailure is a question understood.
type askedFailure struct {
	words      Question
	asked      asked
	definition geo.Definition
	place      int // of its channel
	kind       planning.Kind
	who        data.Audience
}

func (s *server) readFailure(ctx context.Context, q FailureQuestion, e *tiles.Edition) (askedFailure, error) {
	a := askedFailure{who: auth.From(ctx), kind: planning.Kind(q.Kind), words: Question{q.Technology, q.Operator, q.Definition}}
	own := e.Cut != data.StaffCut
	if a.kind == "" {
		a.kind = planning.KindMast
		if own {
			a.kind = planning.KindSite
		}
	}
	if a.words.Operator == "" {
		a.words.Operator = operatorWord(geo.AnyOperator)
		if own {
			a.words.Operator = operatorWord(a.who.Operator)
		}
	}
	if own && (geo.OperatorCode(a.words.Operator) != a.who.Operator || a.kind == planning.KindMast || a.kind == planning.KindOperator) {
		return a, problem.Absent()
	}
	return a, s.readChannel(ctx, &a, e)
}

// readChannel reads whose customers are asked about, of which technologies and
// by which definition.
func (s *server) readChannel(ctx context.Context, a *askedFailure, e *tiles.Edition) (err error) {
	a.asked.Question = geo.Question{Operator: geo.OperatorCode(a.words.Operator), Technologies: geo.TechnologySet(a.words.Technology)}
	if err := mayAsk(e, a.asked.Operator); err != nil {
		return err
	}
	if a.definition, err = s.definition(ctx, string(a.words.Definition)); err != nil {
		return err
	}
	a.asked.Definition = a.definition
	a.place = planning.PlaceOf(planning.Channel{Operator: a.asked.Operator, Technologies: a.asked.Technologies})
	if !a.definition.Plain() {
		return fmt.Errorf("%w: what breaks is told at the bounds of the classes, by the median: ask by another definition than %s, such as centre", problem.ErrParameter, a.definition.Code)
	}
	return nil
}

// provenance is what the figures of the answer carry.
func (a askedFailure) provenance(e *tiles.Edition) Provenance { return a.words.provenance(e, a.asked) }

// kindBody is a kind with how far it is known.
type kindBody struct {
	Kind  string `json:"kind"`
	Named int    `json:"named" doc:"Sites whose list says which one they hang on, of those that are shown"`
	Of    int    `json:"of"`
	tiles.Text
}

type failuresBody struct {
	Provenance
	Kind          kindBody     `json:"kind"`
	NumberMatched int          `json:"numberMatched"`
	Rows          []failureRow `json:"rows"`
}

// failureRow is a part and what it takes with it, alone.
type failureRow struct {
	PartBody
	Dark    Toll      `json:"dark" doc:"Hamlets whose verdict falls to none"`
	Fell    Toll      `json:"fell" doc:"Hamlets whose verdict falls at all, those among them"`
	Hamlets []fallRow `json:"hamlets" doc:"The first fifty that fall"`
}

// Toll is what is lost.
type Toll struct {
	Hamlets    int `json:"hamlets"`
	People     int `json:"people"`
	Households int `json:"households"`
}

func (t *Toll) add(h geo.Hamlet) {
	t.Hamlets++
	if h.People != nil {
		t.People += *h.People
	}
	if h.Households != nil {
		t.Households += *h.Households
	}
}

type fallRow struct {
	Code    string      `json:"code"`
	Name    string      `json:"name"`
	Within  []string    `json:"within" doc:"Names of the units above, the nearest first: many hamlets have the same name"`
	People  *int        `json:"people"`
	Was     verdictWord `json:"was"`
	Becomes verdictWord `json:"becomes"`
}

// shownFailure is a failure whose part is shown.
type shownFailure struct {
	part  PartBody
	falls []planning.Fall
}

// shown are the failures of a kind that may be shown, of the mast asked about, with
// what falls in the parent.
func (a askedFailure) shown(e *tiles.Edition, r *planning.Reliance, q FailureQuestion) []shownFailure {
	index, parts := indexStations(a.who, e), r.Parts(a.kind)
	var all []shownFailure
	for _, f := range r.Failures(a.kind, a.place) {
		part, sees := index.part(parts[f.Part])
		if !sees || q.Mast != "" && !index.stands(parts[f.Part], q.Mast) {
			continue
		}
		s := shownFailure{part: part}
		for _, fall := range f.Falls {
			h := r.Hamlets[fall.Hamlet]
			if h.Kind != geo.HamletRest && liesIn(r.Places[fall.Hamlet], q.Parent) && planning.Fell(a.definition.Verdict(fall.Was), a.definition.Verdict(fall.Leaves)) {
				s.falls = append(s.falls, fall)
			}
		}
		if len(s.falls) > 0 {
			all = append(all, s)
		}
	}
	return all
}

// liesIn reports whether a hamlet lies in a unit; "" is everywhere.
func liesIn(places map[geo.Vintage]geo.Place, parent string) bool {
	if parent == "" {
		return true
	}
	for _, p := range places {
		if code := geo.AdminCode(parent); p.District == code || p.Commune == code {
			return true
		}
	}
	return false
}

func (s *server) failures(ctx context.Context, q *FailureQuestion) (failuresBody, error) {
	e, err := s.breakable(ctx, q.Past)
	if err != nil {
		return failuresBody{}, err
	}
	a, err := s.readFailure(ctx, *q, e)
	if err != nil {
		return failuresBody{}, err
	}
	body := failuresBody{Provenance: a.provenance(e), Kind: a.known(e), Rows: []failureRow{}}
	if body.Kind.Named == 0 {
		return body, nil // nobody waits to be told that no list says what hangs on what
	}
	r, err := s.relianceIn(ctx, e)
	if err != nil {
		return failuresBody{}, err
	}
	rows, names := []failureRow{}, namesOf(e)
	for _, f := range a.shown(e, r, *q) {
		row := failureRow{PartBody: f.part, Hamlets: []fallRow{}}
		for _, fall := range f.falls {
			h, was, becomes := r.Hamlets[fall.Hamlet], a.definition.Verdict(fall.Was), a.definition.Verdict(fall.Leaves)
			row.Fell.add(h)
			if planning.Dark(was, becomes) {
				row.Dark.add(h)
			}
			if len(row.Hamlets) < 50 {
				row.Hamlets = append(row.Hamlets, fallRow{string(h.Code), h.Name, names.within(r.Places[fall.Hamlet]), h.People, verdictWord(was.String()), verdictWord(becomes.String())})
			}
		}
		rows = append(rows, row)
	}
	slices.SortStableFunc(rows, func(a, b failureRow) int {
		return cmp.Or(cmp.Compare(b.Dark.People, a.Dark.People), cmp.Compare(b.Fell.People, a.Fell.People), cmp.Compare(b.Fell.Hamlets, a.Fell.Hamlets))
	})
	body.NumberMatched, body.Rows = len(rows), of(q.Window, rows)
	return body, nil
}

// known says how many lists name what a kind is made of.
func (a askedFailure) known(e *tiles.Edition) kindBody {
	vietnamese, english := a.kind.Words()
	body := kindBody{Kind: string(a.kind), Text: tiles.Text{Vietnamese: vietnamese, English: english}}
	for _, p := range e.View.Presences {
		if shown, sees := data.PresenceFor(a.who, p); sees && p.Status == geo.StatusOnAir {
			body.Of++
			if a.kind == planning.KindFeeder && shown.PowerFeeder == "" || a.kind == planning.KindFibre && shown.FibreNode == "" {
				continue
			}
			body.Named++
		}
	}
	return body
}
