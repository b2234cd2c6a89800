package api

import (
	"bytes"
	"context"
	"io"
	"strings"
	"testing"

	"github.com/prometheus/client_golang/prometheus"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/data/derive"
	"phusong/geo"
	"phusong/geo/alphabet"
	"phusong/geo/planning"
)

// TestWhatWasSaidIsSaidAgain asks a server when release 3 is the newest, and
// again when 4 has come: by number or by day, the old answer is the same to the
// byte, and the new one is another.
func TestWhatWasSaidIsSaidAgain(t *testing.T) {
	both := loss(t)
	crew := newCrew(t, datatest.New(t))
	o := crew.open(t, options(t, io.Discard))
	then, now := o, o
	then.Releases, then.Metrics = both[:1], prometheus.NewRegistry()
	now.Releases, now.Metrics = both, prometheus.NewRegistry()
	before, after := New(then), New(now)
	for _, who := range []data.Audience{{Role: data.Public}, {Role: data.Leader}, {Role: data.OperatorViewer, Operator: geo.Viettel}} {
		for _, target := range []string{"/api/gaps?level=commune", "/api/gaps?level=hamlet&vintage=2025-07", "/api/hamlets?technology=4G", "/api/hamlets/h00?x=1", "/api/claims?x=1",
			"/api/release?x=1", "/api/report.xlsx?definition=people", "/api/report.pdf?technology=4G", "/api/report.csv?technology=4G", "/api/patches?technology=4G", "/api/search?q=thon+1",
			"/api/path?to=h00&technology=4G"} {
			if who.Role == data.Public && strings.HasPrefix(target, "/api/path") {
				continue // which does not exist for the public
			}
			target = strings.TrimSuffix(target, "x=1")
			was := ask(before, "GET", target, crew.cookie(who)...)
			said, _ := io.ReadAll(was.Body)
			for _, when := range []string{"&release=3", "&asOf=2026-11-21"} {
				again := ask(after, "GET", target+when, crew.cookie(who)...)
				if body, _ := io.ReadAll(again.Body); again.StatusCode != was.StatusCode || !bytes.Equal(body, said) {
					t.Errorf("%v %s%s: %s %.300s\nwas %s %.300s", who, target, when, again.Status, body, was.Status, said)
				}
			}
			if body, _ := io.ReadAll(ask(after, "GET", target, crew.cookie(who)...).Body); bytes.Equal(body, said) {
				t.Errorf("%v %s: release 4 says what 3 said", who, target)
			}
		}
	}
}

// relied tells who relies on what in release 4, and that 3 is from another program.
type relied struct {
	of    *planning.Reliance
	asked []int64
}

// Reliance is part of Reliances.
func (r *relied) Reliance(_ context.Context, release int64) (*planning.Reliance, error) {
	if r.asked = append(r.asked, release); release == 3 {
		return nil, derive.ErrOutdated
	}
	return r.of, nil
}

func TestWhatBreaksIsToldOfAnEarlierReleaseOrItIsSaidWhyNot(t *testing.T) {
	both := loss(t)
	crew := newCrew(t, datatest.New(t))
	o := crew.open(t, options(t, io.Discard))
	tells := &relied{of: reliantOn(country(t, 4)).of}
	o.Releases, o.Reliances = both, tells
	server, cookie := New(o), crew.cookie(data.Audience{Role: data.Planner})
	tell := func(target string) (int, string) {
		if strings.Contains(target, "simulate") {
			got := post(server, target, `{"operators":["viettel"],"technology":"4G"}`, cookie...)
			return got.status, got.body
		}
		answer := ask(server, "GET", target, cookie...)
		body, _ := io.ReadAll(answer.Body)
		return answer.StatusCode, string(body)
	}
	for _, target := range []string{"/api/failures?", "/api/failures/hamlets?", "/api/failures/simulate?"} {
		for when, want := range map[string]int{"": 200, "&release=4": 200, "&asOf=2026-11-22": 200, "&release=3": 409, "&asOf=2026-11-21": 409, "&release=9": 404, "&release=3&asOf=2026-11-21": 400} {
			tells.asked = nil
			status, body := tell(target + strings.TrimPrefix(when, "&"))
			if status != want || want == 409 && (!strings.Contains(body, "another version of the program") || tells.asked[0] != 3) ||
				want == 200 && (!strings.Contains(body, `"release":"4"`) || tells.asked[0] != 4) || want < 409 && want > 200 && len(tells.asked) > 0 {
				t.Errorf("%s%s: %d of %v, want %d: %.200s", target, when, status, tells.asked, want, body)
			}
		}
	}
	tells.asked, cookie = nil, crew.cookie(data.Audience{Role: data.Leader}) // who is shown no feeder, as where no list names one
	for _, target := range []string{"/api/failures?kind=feeder", "/api/failures/hamlets?kind=fibre&release=3"} {
		if status, body := tell(target); status != 200 || len(tells.asked) > 0 || !strings.Contains(body, `"named":0,`) || !strings.Contains(body, `"rows":[]`) {
			t.Errorf("none is named, but %s waits for %v: %d %.300s", target, tells.asked, status, body)
		}
	}
}

func TestAReleaseIsNamedByNumberOrByDay(t *testing.T) {
	o := options(t, io.Discard)
	o.Releases = loss(t)
	server := New(o)
	for target, want := range map[string]int{
		"/api/gaps?release=4": 200, "/api/gaps?asOf=2026-11-22": 200, "/api/gaps?asOf=2030-01-01": 200,
		"/api/gaps?release=9": 404, "/api/gaps?release=03": 404, "/api/gaps?release=latest": 404, "/api/hamlets?asOf=2026-11-20": 404, "/api/changes?from=2026-11-20": 404,
		"/api/gaps?release=3&asOf=2026-11-22": 400, "/api/gaps?asOf=2026-3-1": 400, "/api/gaps?asOf=x": 400, "/api/changes?from=2026-13-45": 400,
		"/api/changes?from=2026-11-21&to=2026-11-22": 200,
	} {
		if answer := ask(server, "GET", target); answer.StatusCode != want {
			t.Errorf("%s: %s, want %d", target, answer.Status, want)
		}
	}
	if body := askJSON[changesBody](t, server, "/api/changes?from=2026-11-21&to=2026-11-22"); body.From.ID != "3" || body.To.ID != "4" {
		t.Errorf("compared %+v with %+v", body.From, body.To)
	}
}

func TestListsAreSortedByNameAsReadersLookThemUp(t *testing.T) {
	server := newServer(t)
	order := alphabet.Comparer()
	gaps := askJSON[gapsBody](t, server, "/api/gaps?level=commune&sort=name")
	byCode := askJSON[gapsBody](t, server, "/api/gaps?level=commune")
	if len(gaps.Rows) < 2 || gaps.Total.Population != byCode.Total.Population {
		t.Fatalf("%d communes, %+v of %+v", len(gaps.Rows), gaps.Total, byCode.Total)
	}
	for i := 1; i < len(gaps.Rows); i++ {
		if a, b := gaps.Rows[i-1].Name, gaps.Rows[i].Name; order(alphabet.Bare(a), alphabet.Bare(b)) > 0 {
			t.Errorf("%s stands before %s", a, b)
		}
	}
	hamlets := askJSON[hamletsBody](t, server, "/api/hamlets?sort=name")
	for i := 1; i < len(hamlets.Rows); i++ {
		if a, b := hamlets.Rows[i-1].Name, hamlets.Rows[i].Name; order(a, b) > 0 {
			t.Errorf("%s stands before %s", a, b)
		}
	}
	if len(hamlets.Rows) < 2 {
		t.Errorf("%d hamlets", len(hamlets.Rows))
	}
}
