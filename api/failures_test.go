package api

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/coverage"
	"phusong/geo/planning"
)

// reliant is who relies on what in a view: every presence lights a strip of its
// own on the networks it has, so that each is missed by somebody.
type reliant struct{ of *planning.Reliance }

// Reliance is part of Reliances.
func (r reliant) Reliance(context.Context, int64) (*planning.Reliance, error) { return r.of, nil }

func reliantOn(v *data.View) reliant {
	s := planning.Standing{Grid: v.Grid, Known: make([]bool, v.Grid.Len()), Points: 1, Scales: geo.DefaultScales(), Sites: coverage.Sites(v.Presences)}
	for i := range s.Known {
		s.Known[i] = true
	}
	for _, h := range v.Hamlets {
		s.Hamlets, s.Places = append(s.Hamlets, h.Hamlet), append(s.Places, h.Places)
	}
	s.Shares = coverage.Shares(v.Grid, s.Hamlets, v.HexPeople)
	strips := int32(len(s.Sites))
	for i, site := range s.Sites {
		var strip []int32
		for h := range int32(v.Grid.Len()) {
			if h*strips/int32(v.Grid.Len()) == int32(i) {
				strip = append(strip, h)
			}
		}
		for j, p := range site.Presences {
			for n, network := range geo.Networks() {
				if network.Operator == p.Operator {
					s.Lights = append(s.Lights, coverage.Light{Site: int32(i), Presence: int32(j), Network: n, Spots: coverage.PackRuns(strip)})
				}
			}
		}
	}
	return reliant{planning.NewReliance(s, nil)}
}

func ask200[T any](t *testing.T, r *rivals, who data.Audience, method, target string) (answer T) {
	t.Helper()
	got := r.send(method, target, r.cookie(who)...)
	if got.status != http.StatusOK {
		t.Fatalf("%s %s as %v: %d %s", method, target, who, got.status, got.body)
	}
	if err := json.Unmarshal([]byte(got.body), &answer); err != nil {
		t.Fatal(err)
	}
	return answer
}

// Staff rank whole masts; an operator is told of its own sites on its own
// network, and nothing of anything else, which does not exist for it.
func TestFailuresAreRankedByWhoDependsOnThemAlone(t *testing.T) {
	r := newRivals(t, 4)
	planner, viettel := data.Audience{Role: data.Planner}, data.Audience{Role: data.OperatorViewer, Operator: geo.Viettel}
	all := ask200[failuresBody](t, r, planner, "GET", "/api/failures")
	if len(all.Rows) == 0 || all.Kind.Kind != "mast" || all.Operator != "any" || all.Release != "4" || all.Kind.Of != 16 {
		t.Fatalf("%+v", all)
	}
	if !slices.IsSortedFunc(all.Rows, func(a, b failureRow) int { return b.Dark.People - a.Dark.People }) {
		t.Error("not those with the most people first")
	}
	if row := all.Rows[0]; row.Fell.Hamlets < row.Dark.Hamlets || len(row.Hamlets) != row.Fell.Hamlets || row.Stations[0].Code == "" {
		t.Errorf("%+v", row)
	}
	if within := all.Rows[0].Hamlets[0].Within; len(within) == 0 || within[0] == "" {
		t.Errorf("a hamlet that falls lies in %q", within)
	}
	own := ask200[failuresBody](t, r, viettel, "GET", "/api/failures")
	if len(own.Rows) == 0 || own.Kind.Kind != "site" || own.Operator != "viettel" || own.Kind.Of != 8 {
		t.Fatalf("%+v", own)
	}
	for _, kind := range []string{"site", "feeder", "fibre"} {
		for _, row := range ask200[failuresBody](t, r, viettel, "GET", "/api/failures?kind="+kind).Rows {
			for _, station := range row.Stations {
				if station.Operator != "viettel" {
					t.Errorf("%s: %+v is told of %+v", kind, viettel, station)
				}
			}
		}
	}
	for _, hidden := range []string{"?kind=mast", "?kind=operator", "?operator=any", "?operator=vnpt", "/hamlets?operator=any"} {
		if got := r.send("GET", "/api/failures"+hidden, r.cookie(viettel)...); got.status != http.StatusNotFound {
			t.Errorf("%s: %d", hidden, got.status)
		}
	}
	for _, kind := range []string{"feeder", "fibre"} {
		if rows := ask200[failuresBody](t, r, data.Audience{Role: data.Leader}, "GET", "/api/failures?kind="+kind).Rows; len(rows) > 0 {
			t.Errorf("a leader is told of %d of %s", len(rows), kind)
		}
	}
}

// One mast's row is that of the ranking; of a mast that is another's, or of nobody's,
// there is none.
func TestOneMastSaysWhatTheRankingSaysOfIt(t *testing.T) {
	r := newRivals(t, 4)
	planner, viettel := data.Audience{Role: data.Planner}, data.Audience{Role: data.OperatorViewer, Operator: geo.Viettel}
	for _, who := range []data.Audience{planner, viettel} {
		for _, row := range ask200[failuresBody](t, r, who, "GET", "/api/failures").Rows {
			mast := row.Stations[0].Mast
			one := ask200[failuresBody](t, r, who, "GET", "/api/failures?mast="+mast)
			if len(one.Rows) != 1 || one.NumberMatched != 1 || one.Rows[0].Dark != row.Dark || one.Rows[0].Fell != row.Fell {
				t.Errorf("%v, mast %s: %+v, the ranking says %+v", who.Role, mast, one.Rows, row)
			}
		}
	}
	release := r.releases[1]
	for _, mast := range []string{mastOf(t, release, data.OperatorCut(geo.VNPT)), "bbbbbbbbbb"} {
		if one := ask200[failuresBody](t, r, viettel, "GET", "/api/failures?mast="+mast); len(one.Rows) > 0 {
			t.Errorf("viettel is told what hangs on %s: %+v", mast, one.Rows)
		}
	}
}

// A hamlet's dependence is what the ranking says of it, the other way round.
func TestHamletsHangOnWhatTheRankingSays(t *testing.T) {
	r := newRivals(t, 4)
	planner := data.Audience{Role: data.Planner}
	people, hooks := 0, 0
	for _, row := range ask200[failuresBody](t, r, planner, "GET", "/api/failures?kind=mast").Rows {
		people, hooks = people+row.Fell.People, hooks+row.Fell.Hamlets
	}
	hamlets := ask200[dependenceBody](t, r, planner, "GET", "/api/failures/hamlets?kind=mast&effect=fell")
	for _, row := range hamlets.Rows {
		hooks -= len(row.HangsOn)
		people -= len(row.HangsOn) * peopleOf(row.People)
	}
	if len(hamlets.Rows) == 0 || people != 0 || hooks != 0 || len(hamlets.Units) == 0 {
		t.Errorf("%d people and %d hooks are left over, %+v", people, hooks, hamlets)
	}
	one := ask200[dependenceBody](t, r, planner, "GET", "/api/failures/hamlets?effect=fell&hamlet="+hamlets.Rows[0].Code)
	if one.NumberMatched != 1 || one.Total.Hamlets != 1 {
		t.Errorf("%+v", one)
	}
}

// When every mast fails everybody is dark, by any operator and under roaming;
// when nothing fails nothing falls.
func TestAStormIsTried(t *testing.T) {
	r := newRivals(t, 4)
	planner := data.Audience{Role: data.Planner}
	try := func(body string) (b simulateBody) {
		got := r.post("/api/failures/simulate", body, r.cookie(planner)...)
		if err := json.Unmarshal([]byte(got.body), &b); got.status != http.StatusOK || err != nil {
			t.Fatalf("%s: %d %s, %v", body, got.status, got.body, err)
		}
		return b
	}
	if b := try(`{}`); b.Stations != 0 || b.Fell.Hamlets != 0 || b.Technology != "voice" {
		t.Errorf("nothing fails: %+v", b)
	}
	b := try(`{"operators":["viettel","vnpt"],"technology":"4G","masts":["none"]}`)
	if b.Stations != 16 || b.Dark.Hamlets == 0 || len(b.Silenced) == 0 || len(b.Unknown) != 1 {
		t.Errorf("all fail: %+v", b)
	}
	alone, roaming := try(`{"operators":["viettel"],"operator":"viettel"}`), try(`{"operators":["viettel"],"operator":"viettel","roaming":true}`)
	if alone.Dark.People <= roaming.Dark.People {
		t.Errorf("alone %+v, roaming %+v", alone.Dark, roaming.Dark)
	}
}

func (r *rivals) post(target, body string, headers ...string) reply {
	return post(r.server, target, body, headers...)
}

// post sends a body.
func post(server http.Handler, target, body string, headers ...string) reply {
	request := httptest.NewRequest(http.MethodPost, target, strings.NewReader(body))
	request.Header.Set("Content-Type", "application/json")
	for i := 0; i+1 < len(headers); i += 2 {
		request.Header.Set(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	server.ServeHTTP(w, request)
	return reply{w.Code, "", w.Body.String()}
}
