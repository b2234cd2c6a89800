package api

import (
	"context"
	"io"
	"net/http"
	"net/http/httptest"
	"testing"

	"github.com/go-chi/chi/v5"

	"phusong/api/auth"
	"phusong/data"
	"phusong/geo"
)

// Two walls stand before most of what is not everybody's: the access table, and
// the handler that asks for the caller's edition. One behind the other, neither
// is seen to be missing; here each stands alone.

// within is a request of somebody, with what the address named.
func within(who data.Audience, target string, names ...string) *http.Request {
	route := chi.NewRouteContext()
	for i := 0; i+1 < len(names); i += 2 {
		route.URLParams.Add(names[i], names[i+1])
	}
	r := httptest.NewRequest(http.MethodGet, target, nil)
	return r.WithContext(context.WithValue(auth.With(r.Context(), auth.Caller{Who: who}), chi.RouteCtxKey, route))
}

func TestTheHandlerOfTilesAloneRefusesAnothersCut(t *testing.T) {
	s := assemble(options(t, io.Discard))
	viettel := data.Audience{Role: data.OperatorViewer, Operator: geo.Viettel}
	for cut, want := range map[string]int{"public": 200, "op-viettel": 200, "op-vnpt": 404, "staff": 404} {
		w := httptest.NewRecorder()
		s.tile(w, within(viettel, "/", "cut", cut, "release", "4", "layer", "coverage-4G-any", "z", "9", "x", "405", "y", "223", "format", "mvt"))
		if w.Code != want {
			t.Errorf("a tile of %s: %d, want %d", cut, w.Code, want)
		}
		w = httptest.NewRecorder()
		if s.layers(w, within(viettel, "/", "cut", cut, "release", "latest")); w.Code != want {
			t.Errorf("the layers of %s: %d, want %d", cut, w.Code, want)
		}
		w = httptest.NewRecorder()
		if s.tileJSON(w, within(viettel, "/", "cut", cut, "release", "4", "layer", "terrain")); w.Code != want {
			t.Errorf("a layer of %s: %d, want %d", cut, w.Code, want)
		}
	}
}

func TestTheHandlersOfMastsAloneRefuseThePublic(t *testing.T) {
	s := assemble(options(t, io.Discard))
	for _, role := range []data.Role{data.Public, data.Administrator, data.Auditor} {
		ctx := within(data.Audience{Role: role}, "/").Context()
		if body, err := s.sites(ctx, &sitesQuestion{Operator: "any", Window: Window{Limit: 10}}); err == nil {
			t.Errorf("%s lists masts: %+v", role, body)
		}
		if body, err := s.siteDetail(ctx, &siteQuestion{ID: "m1"}); err == nil {
			t.Errorf("%s reads of a mast: %+v", role, body)
		}
		if body, err := s.path(ctx, &pathQuestion{To: "h00", Technology: "4G", Operator: "any"}); err == nil || len(body.Points) > 0 || err.Error() != s.nothing().Error() {
			t.Errorf("%s is told a path: %v", role, err)
		}
	}
	planner := within(data.Audience{Role: data.Planner}, "/").Context()
	if body, err := s.sites(planner, &sitesQuestion{Operator: "any", Window: Window{Limit: 10}}); err != nil || len(body.Rows) != 2 {
		t.Errorf("a planner lists %+v: %v", body.Rows, err)
	}
}

// nothing is what is said of what does not exist.
func (s *server) nothing() error {
	_, err := s.siteDetail(auth.With(context.Background(), auth.Caller{Who: data.Audience{Role: data.Planner}}), &siteQuestion{ID: "none"})
	return err
}

func TestTheTableAloneRefusesAnothersCut(t *testing.T) {
	r := newRivals(t, 4)
	s := assemble(r.open(t, withRegistry(options(t, io.Discard))))
	served := func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusTeapot) }
	tree := chi.NewRouter()
	for _, pattern := range []string{"/tiles/{cut}/{release}/layers.json", "/api/sites", "/api/users", "/api/gaps", "/not/in/the/table"} {
		tree.With(s.enforce).Get(pattern, served)
	}
	viettel := r.cookie(data.Audience{Role: data.OperatorEditor, Operator: geo.Viettel})
	for target, want := range map[string][2]int{ // for Viettel, for the public
		"/tiles/public/4/layers.json": {418, 418}, "/tiles/op-viettel/4/layers.json": {418, 404}, "/tiles/op-vnpt/4/layers.json": {404, 404},
		"/tiles/staff/4/layers.json": {404, 404}, "/api/sites": {418, 404}, "/api/users": {404, 404}, "/api/gaps": {418, 418}, "/not/in/the/table": {404, 404},
	} {
		if got := ask(tree, "GET", target, viettel...); got.StatusCode != want[0] {
			t.Errorf("%s for Viettel: %d, want %d", target, got.StatusCode, want[0])
		}
		if got := ask(tree, "GET", target); got.StatusCode != want[1] {
			t.Errorf("%s for the public: %d, want %d", target, got.StatusCode, want[1])
		}
	}
}

func TestASessionThatADisabledAccountLeftOpensNothing(t *testing.T) {
	r := newRivals(t, 4)
	planner := data.Audience{Role: data.Planner}
	if got := r.send("GET", "/api/sites", r.cookie(planner)...); got.status != http.StatusOK {
		t.Fatalf("a planner lists masts: %d", got.status)
	}
	// Disabling ends the sessions, too; here the account alone was changed.
	if _, err := r.store.Pool().Exec(t.Context(), `UPDATE accounts SET disabled_at = now() WHERE id = $1`, r.accounts[planner].ID); err != nil {
		t.Fatal(err)
	}
	if got := r.send("GET", "/api/sites", r.cookie(planner)...); got.status != http.StatusNotFound {
		t.Errorf("after the account was disabled: %d", got.status)
	}
}
