package api

import (
	"io"
	"net/url"
	"slices"
	"strings"
	"testing"

	"phusong/data"
	"phusong/geo"
	"phusong/tiles"
)

// loud is a definition by which nothing of the country has 4G: its level there is
// -94 dBm.
func loud() map[string]any {
	return map[string]any{"code": "people-loud", "vi": "Từ 90 % dân số nghe rõ", "en": "90 % hear it well", "source": "QĐ 12/2026",
		"basis": "people", "coveredFrom": 0.9, "noneBelow": 0.1, "levels": map[string]float64{"4G": -90}}
}

func TestAnAdministratorAddsADefinitionAndEverybodyAsksByIt(t *testing.T) {
	w := newTown(t)
	admin, planner, viewer := w.enter("admin", data.Administrator, ""), w.enter("planner", data.Planner, ""), w.enter("viewer", data.OperatorViewer, geo.Viettel)
	for name, cookie := range map[string]string{"the public": "", "a planner": planner, "an operator": viewer} {
		t.Run(name, func(t *testing.T) { w.gone(cookie, "POST", "/api/definitions", loud()) })
	}
	added := must[definitionRow](w, 201, admin, "POST", "/api/definitions", loud())
	if added.Levels["4G"] != -90 || added.Levels["2G"] != -95 || !slices.Equal(added.OwnLevels, []string{"4G"}) || added.Confidence != 0.5 || added.BuiltIn || added.AddedBy != "admin" {
		t.Errorf("added %+v", added)
	}
	must[any](w, 409, admin, "POST", "/api/definitions", loud())
	for name, wrong := range map[string]any{"code": "A b", "basis": "hope", "noneBelow": 2, "coveredFrom": 0.05, "confidence": 1, "levels": map[string]float64{"6G": -90}, "source": ""} {
		d := loud()
		d["code"], d[name] = "other", wrong
		if status := w.ask(admin, "POST", "/api/definitions", d).StatusCode; status != 400 && status != 422 {
			t.Errorf("a wrong %s: %d", name, status)
		}
	}
	for name, cookie := range map[string]string{"the public": "", "a planner": planner, "an operator": viewer, "the administrator": admin} {
		list := must[definitionsBody](w, 200, cookie, "GET", "/api/definitions", nil)
		if len(list.Rows) != 4 || list.Rows[0].Code != "centre" || list.Rows[0].Source == "" || list.Rows[3].Code != "people-loud" || len(list.Technologies) != 7 {
			t.Errorf("%s is offered %+v", name, list)
		}
		if (list.Rows[3].AddedBy != "") != (cookie == planner || cookie == admin) {
			t.Errorf("%s is told who added it: %q", name, list.Rows[3].AddedBy)
		}
		rows := must[hamletsBody](w, 200, cookie, "GET", "/api/hamlets?definition=people-loud", nil)
		gaps := must[gapsBody](w, 200, cookie, "GET", "/api/gaps?level=province&definition=people-loud", nil)
		if rows.NumberMatched != 12 || rows.Rows[0].Verdict != "none" || gaps.Total.Hamlets.None != 12 || gaps.DefinitionText.English != "90 % hear it well" {
			t.Errorf("%s: %+v, %+v; want nothing covered", name, rows.Rows[0], gaps.Total)
		}
		card := must[hamletCard](w, 200, cookie, "GET", "/api/hamlets/h00", nil)
		if card.Networks[0].Verdicts["people-loud"] != "covered" || len(card.Together) == 0 || card.Together[0].Verdicts["people-loud"] != "covered" {
			t.Errorf("%s: the card says %+v, %+v; want 2G to be covered as before", name, card.Networks[0], card.Together)
		}
	}
	must[any](w, 200, admin, "POST", "/api/definitions/people-loud/retire", map[string]any{})
	w.gone(planner, "POST", "/api/definitions/people-loud/retire", map[string]any{})
	w.gone(admin, "POST", "/api/definitions/never-heard/retire", map[string]any{})
	must[any](w, 422, admin, "POST", "/api/definitions/centre/retire", map[string]any{})
	if r := must[releaseBody](w, 200, "", "GET", "/api/release", nil); len(r.Definitions) != 3 {
		t.Errorf("a retired definition is offered still: %+v", r.Definitions)
	}
	if old := must[gapsBody](w, 200, "", "GET", "/api/gaps?level=province&definition=people-loud", nil); old.Total.Hamlets.None != 12 {
		t.Errorf("an old link says %+v once the definition is retired", old.Total)
	}
}

func TestAQuestionByNoDefinitionNamesThoseThereAre(t *testing.T) {
	w := newTown(t)
	for _, target := range []string{"/api/gaps?definition=hope", "/api/hamlets?definition=hope", "/api/flips?to=hope", "/api/report.xlsx?definition=hope", "/api/gaps?definition=%00"} {
		answer := w.ask("", "GET", target, nil)
		text, _ := io.ReadAll(answer.Body)
		if answer.StatusCode != 400 || !strings.Contains(string(text), "centre, people, area") {
			t.Errorf("%s: %s %s", target, answer.Status, text)
		}
	}
	answer := w.ask("", "GET", "/api/gaps?technology=4G+", nil) // a space: + was not written as %2B
	if text, _ := io.ReadAll(answer.Body); answer.StatusCode != 422 || !strings.Contains(string(text), "4G+") {
		t.Errorf("a set whose + was lost: %s %s", answer.Status, text)
	}
}

func TestFlipsAreTheSameInBothDirections(t *testing.T) {
	w := newTown(t)
	admin := w.enter("admin", data.Administrator, "")
	must[any](w, 201, admin, "POST", "/api/definitions", loud())
	for _, technology := range []string{"4G", "voice", "4G+"} {
		for _, pair := range [][2]string{{"centre", "people"}, {"area", "people-loud"}, {"people-loud", "people"}} {
			one := must[flipsBody](w, 200, "", "GET", "/api/flips?technology="+url.QueryEscape(technology)+"&from="+pair[0]+"&to="+pair[1], nil)
			two := must[flipsBody](w, 200, "", "GET", "/api/flips?technology="+url.QueryEscape(technology)+"&from="+pair[1]+"&to="+pair[0], nil)
			if one.Better != two.Worse || one.PeopleBetter != two.PeopleWorse || one.Unclear != two.Unclear || len(one.Rows) != len(two.Rows) ||
				one.Better+one.Worse+one.Unclear != one.NumberMatched {
				t.Errorf("%s, %v: %+v, back %+v", technology, pair, one, two)
			}
			for i, row := range one.Rows {
				if back := two.Rows[i]; row.Code != back.Code || row.Was != back.Is || row.Is != back.Was || row.Was == row.Is {
					t.Errorf("%s, %v: %+v, back %+v", technology, pair, row, back)
				}
			}
		}
	}
	if f := must[flipsBody](w, 200, "", "GET", "/api/flips?from=area&to=people-loud", nil); f.Worse != 12 || f.Definition != "people-loud" || f.From.Code != "area" {
		t.Errorf("from the area to those who hear it well: %+v", f)
	}
}

func TestHamletsUnderAnyDefinitionAreALayerByName(t *testing.T) {
	w := newTown(t)
	admin, viewer := w.enter("admin", data.Administrator, ""), w.enter("viewer", data.OperatorViewer, geo.Viettel)
	must[any](w, 201, admin, "POST", "/api/definitions", loud())
	before := must[struct{ Layers []tiles.Listing }](w, 200, "", "GET", "/tiles/public/latest/layers.json", nil)
	for _, layer := range []string{"hamlets-4G-any-people-loud", "hamlets-4G+-any-centre", "hamlets-4G%2B-any-centre", "hamlets-voice-any-people-loud"} {
		j := must[tiles.TileJSON](w, 200, "", "GET", "/tiles/public/latest/"+layer+".json", nil)
		tile := strings.NewReplacer("http://localhost", "", "{z}/{x}/{y}", "9/405/223").Replace(j.Tiles[0])
		if answer := w.ask("", "GET", tile, nil); answer.StatusCode != 200 {
			t.Errorf("%s: %s", tile, answer.Status)
		}
	}
	for _, layer := range []string{"hamlets-4G-any-hope", "hamlets-6G-any-centre", "hamlets-4G-nobody-centre", "hamlets-voice-viettel-centre", "hamlets-voice-vnpt-people-loud"} {
		if answer := w.ask("", "GET", "/tiles/public/latest/"+layer+".json", nil); answer.StatusCode != 404 {
			t.Errorf("the public gets %s: %s", layer, answer.Status)
		}
	}
	must[any](w, 200, viewer, "GET", "/tiles/op-viettel/latest/hamlets-voice-viettel-people-loud.json", nil)
	if answer := w.ask(viewer, "GET", "/tiles/op-viettel/latest/hamlets-voice-vnpt-people-loud.json", nil); answer.StatusCode != 404 {
		t.Errorf("a rival's hamlets: %s", answer.Status)
	}
	w.gone(viewer, "GET", "/api/hamlets?technology=voice&operator=vnpt&definition=people-loud", nil)
	w.gone("", "GET", "/api/flips?technology=voice&operator=viettel&to=people-loud", nil)
	if after := must[struct{ Layers []tiles.Listing }](w, 200, "", "GET", "/tiles/public/latest/layers.json", nil); len(after.Layers) != len(before.Layers) {
		t.Errorf("the list grew from %d to %d layers", len(before.Layers), len(after.Layers))
	}
}
