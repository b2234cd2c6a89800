package api

import (
	"encoding/json"
	"math"
	"reflect"
	"strings"
	"testing"

	"phusong/api/problem"
	"phusong/geo"
)

func TestGapsAddUp(t *testing.T) {
	server := newStaffServer(t)
	for _, question := range []string{
		"level=province", "level=district", "level=commune", "level=hamlet", "level=commune&vintage=2025-07", "level=province&vintage=2025-07",
		"level=commune&parent=070", "level=hamlet&parent=070", "level=hamlet&parent=02221",
	} {
		for _, definition := range []string{"centre", "people", "area"} {
			body := askJSON[gapsBody](t, server, "/api/gaps?technology=3G&operator=vnpt&definition="+definition+"&"+question)
			var sum gapRow
			for _, row := range body.Rows {
				if total := row.Covered + row.Partial + row.None + row.Unknown; total != row.Population {
					t.Errorf("%s: %d people by verdict, %d in all in %s", question, total, row.Population, row.Name)
				}
				sum.Population += row.Population
				sum.Covered += row.Covered
				sum.Hamlets.Covered += row.Hamlets.Covered
				sum.Hamlets.None += row.Hamlets.None
			}
			if sum.Population != body.Total.Population || sum.Covered != body.Total.Covered || sum.Hamlets.Covered != body.Total.Hamlets.Covered || sum.Hamlets.None != body.Total.Hamlets.None {
				t.Errorf("%s: the rows sum to %+v, the total is %+v", question, sum, body.Total)
			}
			want := 2004 // 2·(100+200+300+400) + 4
			switch {
			case strings.Contains(question, "parent=070"):
				want = 602
			case strings.Contains(question, "parent=02221"):
				want = 401
			}
			if body.Total.Population != want {
				t.Errorf("%s: %d people, want %d", question, body.Total.Population, want)
			}
			if body.Release != "4" || body.AsOf != "2026-11-22" || !body.Synthetic || body.DefinitionText.Vietnamese == "" || body.Territory.Vietnamese != "tỉnh Tuyên Quang" {
				t.Errorf("%s does not say what it is: %+v", question, body.Provenance)
			}
		}
	}
}

func TestTheListAndTheCardSayTheSame(t *testing.T) {
	server := newStaffServer(t)
	list := askJSON[hamletsBody](t, server, "/api/hamlets?technology=4G&operator=viettel&definition=people")
	if list.NumberMatched != 12 || len(list.Rows) != 12 {
		t.Fatalf("%d of %d hamlets", len(list.Rows), list.NumberMatched)
	}
	for _, row := range list.Rows {
		card := askJSON[hamletCard](t, server, "/api/hamlets/"+row.Code)
		if len(card.Networks) != len(geo.Networks()) || len(card.Places) != 2 || card.Places[0].Commune.Name != row.Commune.Name || card.Places[1].District != nil {
			t.Fatalf("the card of %s is %+v", row.Code, card)
		}
		for _, n := range card.Networks {
			if n.Technology == "4G" && n.Operator == "viettel" && (n.Verdicts["people"] != row.Verdict || n.Class != row.Class) {
				t.Errorf("%s is %s in the list and %s on its card", row.Code, row.Verdict, n.Verdicts["people"])
			}
			if hidden := n.Class == 0 || n.Class == 15; hidden != (n.LevelDBm == nil) || !hidden && *n.LevelDBm != -97.3 {
				t.Errorf("%s: class %d with level %v", row.Code, n.Class, n.LevelDBm)
			}
			if n.Server == nil || n.Server.Site != "m1" || n.Server.DistanceKm > 25 {
				t.Errorf("%s is served by %+v", row.Code, n.Server)
			}
		}
	}
}

func TestHamletsAreChosen(t *testing.T) {
	server := newServer(t)
	for _, tt := range []struct {
		question string
		matched  int
		rows     int
	}{
		{"", 12, 12},
		{"district=071", 6, 6},
		{"commune=02220", 3, 3},
		{"vintage=2025-07&district=071", 0, 0},
		{"q=dong%20uong", 4, 4},
		{"q=%C4%90%E1%BB%93ng", 4, 4}, // Đồng
		{"q=b%E1%BA%A3n&commune=02223", 1, 1},
		{"definition=people&verdict=none", 4, 4},
		{"limit=5", 12, 5},
		{"limit=5&offset=10", 12, 2},
		{"offset=100", 12, 0},
	} {
		body := askJSON[hamletsBody](t, server, "/api/hamlets?technology=4G&"+tt.question)
		if body.NumberMatched != tt.matched || len(body.Rows) != tt.rows || body.Rows == nil {
			t.Errorf("%q: %d rows of %d, want %d of %d", tt.question, len(body.Rows), body.NumberMatched, tt.rows, tt.matched)
		}
	}
}

func TestSitesAreChosen(t *testing.T) {
	server := newStaffServer(t)
	for question, want := range map[string]string{
		"":                                 "m1 m2",
		"operator=vnpt":                    "m1",
		"operator=viettel&technology=3G":   "m2",
		"operator=vnpt&technology=4G":      "",
		"bbox=105.1,22,105.2,22.1":         "m2",
		"bbox=105.1,22,105.2,22.1&limit=0": "",
	} {
		var ids []string
		for _, row := range askJSON[sitesBody](t, server, "/api/sites?"+question).Rows {
			ids = append(ids, row.ID)
		}
		if got := strings.Join(ids, " "); got != want {
			t.Errorf("%q finds %q, want %q", question, got, want)
		}
	}
}

func TestTheReleaseExplainsItself(t *testing.T) {
	body := askJSON[releaseBody](t, newStaffServer(t), "/api/release")
	if body.ID != "4" || body.Hash != "ab04" || body.HomeVintage != "2024" || body.Label.English != "invented sample" {
		t.Errorf("%+v", body)
	}
	if want := (releaseCounts{Masts: number(2), Presences: number(3), Sectors: number(3), Hamlets: 12, Communes: 4, Districts: 2}); !reflect.DeepEqual(body.Counts, want) {
		t.Errorf("counts are %+v", body.Counts)
	}
	if !reflect.DeepEqual(body.Operators[0], operatorBody{"viettel", "Viettel", number(2), number(2)}) || len(body.Assumptions) != 1 || body.Assumptions[0].Sectors != 1 {
		t.Errorf("operators %+v, assumptions %+v", body.Operators, body.Assumptions)
	}
	scale := body.Scales[2]
	if scale.Technology != "4G" || scale.Covered != -110 || len(scale.Classes) != 7 || *scale.Classes[2].From != -110 || !scale.Classes[2].Covered || scale.Classes[1].Covered {
		t.Errorf("the scale of 4G is %+v", scale)
	}
}

func TestErrorsSayWhatToDo(t *testing.T) {
	server := newStaffServer(t)
	for _, tt := range []struct {
		target string
		status int
		says   string
	}{
		{"/api/gaps?technology=6G", 422, "query.technology: expected value to be one of \"2G, 3G, 4G, 5G, voice, 3G+, 4G+\""},
		{"/api/gaps?level=district&vintage=2025-07", 400, "districts ended on 1 July 2025"},
		{"/api/gaps?level=commune&parent=999", 404, "999"},
		{"/api/gaps?techology=4G", 422, "techology"},
		{"/api/hamlets?limit=100000000", 422, "query.limit"},
		{"/api/hamlets/nobody", 404, "/api/hamlets lists the codes"},
		{"/api/path", 422, "query.to"},
		{"/api/path?to=somewhere", 400, "105.35,22.63"},
		{"/api/path?to=105.1,22.05&from=nobody", 404, "neither a mast's id nor a site code"},
		{"/api/path?to=105.1,22.05&from=TQG001&technology=5G", 404, "no 5G sector"},
		{"/api/path?to=104.9,22.05", 400, "elevation ends"},
		{"/api/path?to=0,0", 404, "no such mast within"},
		{"/api/sites?bbox=1,2,3", 400, "west,south,east,north"},
		{"/api/sites?bbox=1,2,nan,4", 400, "west,south,east,north"},
		{"/api/nothing", 404, "/api/openapi.json"},
		{"/nothing.js", 404, "/api/openapi.json"},
		{"/.keep", 404, "/api/openapi.json"},
		{"/../api.go", 404, "/api/openapi.json"},
		{"/tiles/staff/99/sites/0/0/0.mvt", 404, "99"},
		{"/tiles/staff/3/nothing/0/0/0.mvt", 404, "nothing"},
		{"/tiles/staff/3/sites/0/0/0.png", 404, ".mvt"},
		{"/tiles/staff/3/sites/5/99/0.mvt", 400, "at zoom 5 x and y are 0…31"},
		{"/tiles/staff/3/sites/23/0/0.mvt", 400, "0…22"},
		{"/tiles/staff/3/sites/0x1/0/0.mvt", 400, "no whole number"},
		{"/tiles/staff/3/sites/+1/0/0.mvt", 400, "no whole number"},
		{"/tiles/staff/3/sites/99999999999999999999/0/0.mvt", 400, "no whole number"},
		{"/tiles/staff/3/nothing.json", 404, "nothing"},
	} {
		answer := ask(server, "GET", tt.target)
		var p problem.Problem
		err := json.NewDecoder(answer.Body).Decode(&p)
		if answer.StatusCode != tt.status || p.Status != tt.status || err != nil || answer.Header.Get("Content-Type") != problem.MediaType || !strings.Contains(p.Detail, tt.says) || p.Title == "" {
			t.Errorf("%s: %s %s %+v (%v), want %d and %q", tt.target, answer.Status, answer.Header.Get("Content-Type"), p, err, tt.status, tt.says)
		}
	}
	for _, method := range []string{"POST", "PUT", "DELETE"} {
		for _, target := range []string{"/api/gaps", "/tiles/staff/3/sites/0/0/0.mvt", "/"} {
			if answer := ask(server, method, target); answer.StatusCode != 405 || answer.Header.Get("Content-Type") != problem.MediaType {
				t.Errorf("%s %s: %s", method, target, answer.Status)
			}
		}
	}
}

func TestAPathIsExplained(t *testing.T) {
	body := askJSON[struct {
		Sentence    struct{ Vi, En string }
		DistanceKm  float64
		LineOfSight bool
		From        struct{ Name string }
		To          struct{ Name string }
		Received    struct {
			LevelDbm float64
			Covered  bool
		}
		Points  []struct{ GroundM float64 }
		Release string
	}](t, newStaffServer(t), "/api/path?to=h01&from=TQG001")
	if body.Release != "4" || body.From.Name != "TQG001" || body.To.Name != "Bản Mường Ảng" {
		t.Errorf("the answer is about %+v", body)
	}
	if !body.LineOfSight || !body.Received.Covered || body.DistanceKm < 3.3 || body.DistanceKm > 3.5 || len(body.Points) < 100 {
		t.Errorf("over 3.4 km of flat ground: %+v", body)
	}
	if !strings.Contains(body.Sentence.Vi, "TQG001") || !strings.Contains(body.Sentence.En, "TQG001") {
		t.Errorf("the sentences do not name the mast: %+v", body.Sentence)
	}
}

func TestTheCardSaysHowLikelySignalIs(t *testing.T) {
	card := askJSON[struct {
		Networks []struct {
			Operator, Technology string
			LevelDbm             *float64
			Probability          *float64
		}
	}](t, newStaffServer(t), "/api/hamlets/h01")
	likely, silent := 0, 0
	for _, n := range card.Networks {
		if (n.LevelDbm == nil) != (n.Probability == nil) {
			t.Errorf("%s %s: level %v, probability %v", n.Technology, n.Operator, n.LevelDbm, n.Probability)
		}
		switch {
		case n.Probability == nil:
			silent++
		case n.Technology == "4G":
			likely++
			// -97.3 dBm is 12.7 dB above the bound of -110: Φ(12.7/8) = 0.944.
			if math.Abs(*n.Probability-0.9438) > 0.001 {
				t.Errorf("4G at %v dBm is likely by %v", *n.LevelDbm, *n.Probability)
			}
		}
	}
	if likely == 0 || silent == 0 {
		t.Errorf("%d networks with 4G signal and %d silent ones: nothing was tested", likely, silent)
	}
}
