package api

import (
	"testing"

	"phusong/data"
	"phusong/geo"
)

func TestATokenLendsWhatItsScopesSay(t *testing.T) {
	w := newTown(t)
	cookie := w.enter("anh.ba", data.OperatorEditor, geo.Viettel)
	made := must[newTokenBody](w, 201, cookie, "POST", "/api/tokens", map[string]any{"title": "GIS", "operator": "viettel", "scopes": []string{"read"}, "days": 30})
	bearer := []string{"Authorization", "Bearer " + made.Secret}
	if s := must[sessionBody](w, 200, "", "GET", "/api/session", nil, bearer...); s.Account != nil || s.Cut != "op-viettel" {
		t.Errorf("the token is %+v", s)
	}
	for _, people := range []string{"/api/account", "/api/tokens", "/api/users"} {
		must[struct{}](w, 404, "", "GET", people, nil, bearer...)
	}
	must[struct{}](w, 404, "", "POST", "/api/tokens", map[string]any{"title": "more", "scopes": []string{"read"}}, bearer...)
	list := must[rows[tokenBody]](w, 200, cookie, "GET", "/api/tokens", nil)
	if len(list.Rows) != 1 || list.Rows[0].LastUsed == nil || list.Rows[0].ExpiresAt == nil || list.Rows[0].Operator.Code != geo.Viettel {
		t.Errorf("%+v", list.Rows)
	}
	must[struct{}](w, 204, cookie, "DELETE", "/api/tokens/"+made.Token.ID, nil)
	answer := w.ask("", "GET", "/api/session", nil, bearer...)
	if answer.StatusCode != 401 || answer.Header.Get("WWW-Authenticate") == "" {
		t.Errorf("a revoked token: %s %v", answer.Status, answer.Header)
	}
	if list := must[rows[tokenBody]](w, 200, cookie, "GET", "/api/tokens", nil); !list.Rows[0].Revoked {
		t.Errorf("%+v", list.Rows)
	}
}

func TestAnAuthorizationThatOpensNothingIsNotThePublic(t *testing.T) {
	w := newTown(t)
	cookie := w.enter("anh.ba", data.OperatorEditor, geo.Viettel)
	for _, said := range []string{"Bearer", "Bearer ", "Bearer x", "Basic YTpi", "bearer phusong_aaaa", "phusong_aaaa", "Bearer \x00"} {
		for _, with := range []string{"", cookie} {
			if answer := w.ask(with, "GET", "/api/session", nil, "Authorization", said); answer.StatusCode != 401 {
				t.Errorf("%q with cookie %v: %s", said, with != "", answer.Status)
			}
		}
	}
}

func TestNobodySeesOrEndsAnothersToken(t *testing.T) {
	w := newTown(t)
	ours := w.enter("ours", data.OperatorEditor, geo.Viettel)
	made := must[newTokenBody](w, 201, ours, "POST", "/api/tokens", map[string]any{"title": "ours", "scopes": []string{"read", "upload"}})
	for name, other := range map[string]string{
		"a rival":         w.enter("rival", data.OperatorAdmin, geo.VNPT),
		"a planner":       w.enter("planner", data.Planner, ""),
		"another of ours": w.enter("mate", data.OperatorEditor, geo.Viettel),
	} {
		if list := must[rows[tokenBody]](w, 200, other, "GET", "/api/tokens", nil); len(list.Rows) != 0 {
			t.Errorf("%s sees %+v", name, list.Rows)
		}
		w.gone(other, "DELETE", "/api/tokens/"+made.Token.ID, nil)
	}
	must[struct{}](w, 422, ours, "POST", "/api/tokens", map[string]any{"title": "theirs", "operator": "vnpt", "scopes": []string{"read"}})
	auditor := w.enter("auditor", data.Auditor, "")
	if list := must[rows[tokenBody]](w, 200, auditor, "GET", "/api/tokens", nil); len(list.Rows) != 1 {
		t.Errorf("the auditor sees %+v", list.Rows)
	}
	w.gone(auditor, "DELETE", "/api/tokens/"+made.Token.ID, nil)
	must[struct{}](w, 204, w.enter("chief", data.OperatorAdmin, geo.Viettel), "DELETE", "/api/tokens/"+made.Token.ID, nil)
}

func TestAViewersTokenUploadsNothing(t *testing.T) {
	w := newTown(t)
	viewer := w.enter("viewer", data.OperatorViewer, geo.Viettel)
	must[struct{}](w, 422, viewer, "POST", "/api/tokens", map[string]any{"title": "x", "scopes": []string{"upload"}})
	must[struct{}](w, 422, w.enter("planner", data.Planner, ""), "POST", "/api/tokens", map[string]any{"title": "x", "scopes": []string{"upload"}})
	must[struct{}](w, 422, viewer, "POST", "/api/tokens", map[string]any{"title": "x", "scopes": []string{"everything"}})
}
