package api

import (
	"fmt"
	"strings"
	"testing"

	"phusong/data"
	"phusong/geo"
)

// secretOf is what an invitation's link ends with.
func secretOf(link string) string { return link[strings.LastIndex(link, "/")+1:] }

func TestAnInvitationIsTheWayInOnce(t *testing.T) {
	w := newTown(t)
	boss := w.enter("boss", data.Administrator, "")
	made := must[invitedBody](w, 201, boss, "POST", "/api/users", map[string]any{"name": "Lan", "fullName": "Chị Lan", "role": "operator-admin", "operator": "vnpt"})
	if made.Account.Name != "lan" || made.Account.Operator.Code != "vnpt" || !strings.HasPrefix(made.Invitation, "http://localhost/invitation/") {
		t.Fatalf("%+v", made)
	}
	address := "/api/invitations/" + secretOf(made.Invitation)
	if seen := must[invitationBody](w, 200, "", "GET", address, nil); seen.Name != "lan" || seen.First || seen.Role != data.OperatorAdmin {
		t.Errorf("%+v", seen)
	}
	must[struct{}](w, 422, "", "POST", address, map[string]string{"password": "too short"})
	answer := w.ask("", "POST", address, map[string]string{"fullName": "Chị Lan", "password": thePassword})
	if answer.StatusCode != 200 || len(answer.Cookies()) != 1 {
		t.Fatal(answer.Status)
	}
	if page := must[accountPage](w, 200, answer.Cookies()[0].String(), "GET", "/api/account", nil); page.Account.Name != "lan" || !page.Sessions[0].Current {
		t.Errorf("%+v", page)
	}
	must[struct{}](w, 404, "", "POST", address, map[string]string{"password": thePassword})
	must[struct{}](w, 404, "", "GET", address, nil)
	w.login("lan")
}

func TestTheFirstAdministratorChoosesTheName(t *testing.T) {
	w := newTown(t)
	secret, err := w.store.Invite(t.Context(), data.Actor{Name: "test"}, "", invitationLasts)
	if err != nil {
		t.Fatal(err)
	}
	if seen := must[invitationBody](w, 200, "", "GET", "/api/invitations/"+secret, nil); !seen.First || seen.Role != data.Administrator {
		t.Errorf("%+v", seen)
	}
	s := must[sessionBody](w, 200, "", "POST", "/api/invitations/"+secret, map[string]string{"name": "chu.tich", "fullName": "Chủ tịch", "password": thePassword})
	if s.Account.Name != "chu.tich" || s.Account.Role != data.Administrator {
		t.Errorf("%+v", s.Account)
	}
}

func TestAnOperatorsAdministratorManagesHisOwnPeopleOnly(t *testing.T) {
	w := newTown(t)
	admin := w.enter("viettel.admin", data.OperatorAdmin, geo.Viettel)
	rival := w.settle("rival", data.OperatorEditor, geo.VNPT)
	staff := w.settle("staff", data.Planner, "")
	mate := w.settle("mate", data.OperatorViewer, geo.Viettel)

	list := must[rows[userBody]](w, 200, admin, "GET", "/api/users", nil)
	if len(list.Rows) != 2 {
		t.Errorf("sees %+v", list.Rows)
	}
	if list := must[rows[userBody]](w, 200, admin, "GET", "/api/users?operator=vnpt", nil); len(list.Rows) != 0 {
		t.Errorf("of a rival sees %+v", list.Rows)
	}
	for _, id := range []string{rival.ID, staff.ID, "01a205a2-d0d5-7174-8a32-56ef596af787", "x"} {
		w.gone(admin, "PATCH", "/api/users/"+id, map[string]any{"disabled": true})
		w.gone(admin, "POST", "/api/users/"+id+"/invitation", struct{}{})
	}
	for _, role := range []map[string]any{{"role": "administrator"}, {"role": "planner"}, {"operator": "vnpt"}, {"role": "operator-editor", "operator": "mobifone"}} {
		must[struct{}](w, 422, admin, "PATCH", "/api/users/"+mate.ID, role)
	}
	for _, n := range []map[string]any{
		{"name": "a", "fullName": "A", "role": "administrator"}, {"name": "b", "fullName": "B", "role": "operator-viewer", "operator": "vnpt"},
		{"name": "c", "fullName": "C", "role": "leader", "operator": "viettel"}, {"name": "d", "fullName": "D", "role": "public", "operator": "viettel"},
	} {
		must[struct{}](w, 422, admin, "POST", "/api/users", n)
	}
	changed := must[userBody](w, 200, admin, "PATCH", "/api/users/"+mate.ID, map[string]any{"role": "operator-editor"})
	if changed.Role != data.OperatorEditor || changed.Operator.Code != geo.Viettel {
		t.Errorf("%+v", changed)
	}
	made := must[invitedBody](w, 201, admin, "POST", "/api/users", map[string]any{"name": "new", "fullName": "Mới", "role": "operator-viewer"})
	if made.Account.Operator.Code != geo.Viettel {
		t.Errorf("%+v", made.Account)
	}
}

// private tiles are those of Viettel's own cut.
func privateTiles() []string {
	return []string{"/tiles/op-viettel/latest/layers.json", "/tiles/op-viettel/latest/" + strings.Replace(theTile(), "-any", "-viettel", 1)}
}

func TestChangesOfAnAccountEndItsSessionsAtTheNextRequest(t *testing.T) {
	w := newTown(t)
	boss := w.enter("boss", data.Administrator, "")
	for i, change := range []map[string]any{
		{"disabled": true}, {"role": "operator-viewer"}, {"operator": "vnpt"}, {"role": "planner", "operator": ""},
	} {
		name := fmt.Sprint("person", i)
		account := w.settle(name, data.OperatorEditor, geo.Viettel)
		cookie := w.login(name)
		must[accountPage](w, 200, cookie, "GET", "/api/account", nil)
		for _, tile := range privateTiles() {
			if answer := w.ask(cookie, "GET", tile, nil); answer.StatusCode != 200 || answer.Header.Get("Cache-Control") != "private, no-store" {
				t.Fatalf("%s: %s %v", tile, answer.Status, answer.Header)
			}
		}
		must[userBody](w, 200, boss, "PATCH", "/api/users/"+account.ID, change)
		must[struct{}](w, 401, cookie, "GET", "/api/account", nil)
		for _, tile := range privateTiles() {
			w.gone(cookie, "GET", tile, nil)
		}
		if s := must[sessionBody](w, 200, cookie, "GET", "/api/session", nil); s.Account != nil || s.Cut != data.PublicCut {
			t.Errorf("after %v the session is still %+v", change, s)
		}
	}
	renamed := w.settle("renamed", data.OperatorEditor, geo.Viettel)
	cookie := w.login("renamed")
	must[userBody](w, 200, boss, "PATCH", "/api/users/"+renamed.ID, map[string]any{"fullName": "Another Name"})
	if page := must[accountPage](w, 200, cookie, "GET", "/api/account", nil); page.Account.FullName != "Another Name" {
		t.Errorf("%+v", page.Account)
	}
}

func TestALogoutEndsTilesToo(t *testing.T) {
	w := newTown(t)
	cookie := w.enter("anh.ba", data.OperatorViewer, geo.Viettel)
	must[struct{}](w, 204, cookie, "DELETE", "/api/session", nil)
	for _, tile := range privateTiles() {
		w.gone(cookie, "GET", tile, nil)
	}
}

func TestTheLastAdministratorStays(t *testing.T) {
	w := newTown(t)
	cookie := w.enter("boss", data.Administrator, "")
	me := must[accountPage](w, 200, cookie, "GET", "/api/account", nil).Account
	must[struct{}](w, 409, cookie, "PATCH", "/api/users/"+me.ID, map[string]any{"disabled": true})
	must[struct{}](w, 409, cookie, "PATCH", "/api/users/"+me.ID, map[string]any{"role": "planner"})
	must[accountPage](w, 200, cookie, "GET", "/api/account", nil)
	must[struct{}](w, 409, cookie, "POST", "/api/users", map[string]any{"name": "BOSS", "fullName": "Twin", "role": "planner"})
}

func TestANewPasswordEndsTheOtherBrowsers(t *testing.T) {
	w := newTown(t)
	here := w.enter("chi.tu", data.Planner, "")
	there := w.login("chi.tu")
	must[struct{}](w, 401, here, "POST", "/api/account/password", map[string]string{"old": "not the old one", "new": "another good one"})
	must[struct{}](w, 422, here, "POST", "/api/account/password", map[string]string{"old": thePassword, "new": "short"})
	must[accountPage](w, 200, there, "GET", "/api/account", nil)
	must[struct{}](w, 204, here, "POST", "/api/account/password", map[string]string{"old": thePassword, "new": "another good one"})
	must[struct{}](w, 401, there, "GET", "/api/account", nil)
	must[accountPage](w, 200, here, "GET", "/api/account", nil)
	must[struct{}](w, 401, "", "POST", "/api/session", map[string]string{"name": "chi.tu", "password": thePassword})
	must[sessionBody](w, 200, "", "POST", "/api/session", map[string]string{"name": "chi.tu", "password": "another good one"})
}

func TestOneEndsOnesOwnSessionsOnly(t *testing.T) {
	w := newTown(t)
	here, there := w.enter("chi.tu", data.Planner, ""), w.login("chi.tu")
	other := w.enter("anh.ba", data.Planner, "")
	ids := map[bool]string{}
	for _, s := range must[accountPage](w, 200, here, "GET", "/api/account", nil).Sessions {
		ids[s.Current] = s.ID
	}
	w.gone(other, "DELETE", "/api/account/sessions/"+ids[false], nil)
	must[accountPage](w, 200, there, "GET", "/api/account", nil)
	must[struct{}](w, 204, here, "DELETE", "/api/account/sessions/"+ids[false], nil)
	must[struct{}](w, 401, there, "GET", "/api/account", nil)
	w.gone(here, "DELETE", "/api/account/sessions/"+ids[false], nil)
}
