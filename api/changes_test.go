package api

import (
	"bytes"
	"context"
	"io"
	"net/url"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xuri/excelize/v2"

	"phusong/data"
	"phusong/data/datatest"
	"phusong/geo"
	"phusong/tiles"
)

func (s shelf) Lists(ctx context.Context, id string, cut data.Cut) (*tiles.Edition, error) {
	r, err := s.Release(ctx, id)
	if err != nil {
		return nil, err
	}
	return r.Edition(cut)
}

// History has a release a day, the last one of 22 November.
func (s shelf) History(context.Context) ([]data.Release, error) {
	var all []data.Release
	for i := len(s) - 1; i >= 0; i-- {
		number, _ := strconv.ParseInt(s[i].ID, 10, 64)
		all = append(all, data.Release{ID: number, PublishedAt: time.Date(2026, 11, 22-(len(s)-1-i), 10, 0, 0, 0, time.UTC)})
	}
	return all, nil
}

func (s shelf) Before(_ context.Context, id string) (string, error) {
	for i, r := range s[1:] {
		if r.ID == id {
			return s[i].ID, nil
		}
	}
	return "", tiles.ErrNoRelease
}

// loss is the country before and after the 4G of Viettel's mast TQG001 fell
// silent: what it served is dark now, for Viettel and for any operator.
func loss(t *testing.T) shelf {
	t.Helper()
	before, after := country(t, 3), country(t, 4)
	dark := map[int]bool{}
	for i, n := range geo.Networks() {
		if n.Technology != geo.LTE || n.Operator != geo.AnyOperator && n.Operator != geo.Viettel {
			continue
		}
		dark[i] = true
		for h := range after.Surfaces[i].Levels {
			after.Surfaces[i].Levels[h], after.Surfaces[i].Best[h] = geo.BelowFloor, geo.NoSector
		}
	}
	for i := range before.Hamlets {
		for n := range before.Hamlets[i].Reaches {
			if dark[n] {
				before.Hamlets[i].Reaches[n] = geo.Reach{Centre: geo.ClassGood, CentreLevel: -90, PeopleCovered: 1, AreaCovered: 1}
				after.Hamlets[i].Reaches[n] = geo.Reach{}
			}
		}
	}
	after.Sectors[0].SiteCode = "TQG001X"
	after.Presences[0].Code = "TQG001X"
	var all shelf
	for _, v := range []*data.View{before, after} {
		r, err := tiles.New(v)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, r)
	}
	return all
}

// TestARivalsMastIsNoCauseAnybodyElseIsTold compares two releases as every
// audience: who sees the network is told which mast, the others only that.
func TestARivalsMastIsNoCauseAnybodyElseIsTold(t *testing.T) {
	o := options(t, io.Discard)
	o.Releases = loss(t)
	c := newCrew(t, datatest.New(t))
	server := New(c.open(t, o))
	for _, who := range audiences() {
		for _, operator := range []geo.OperatorCode{geo.AnyOperator, geo.Viettel} {
			answer := ask(server, "GET", "/api/changes?operator="+string(operator), c.cookie(who)...)
			text, _ := io.ReadAll(answer.Body)
			told := strings.Contains(string(text), `"site":"TQG001"`)
			sees := who.Cut().SeesNetwork(operator)
			switch {
			case operator == geo.Viettel && !sees:
				if answer.StatusCode != 404 {
					t.Errorf("%v asks for Viettel alone: %s", who, answer.Status)
				}
			case answer.StatusCode != 200 || !strings.Contains(string(text), `"was":"covered","is":"none"`):
				t.Errorf("%v, %s: %s %s", who, operator, answer.Status, text)
			case told != (sees && who.Sees(geo.Viettel, data.CodeField)):
				t.Errorf("%v, %s: the mast is told: %v, may be: %v", who, operator, told, sees)
			}
			if !sees && strings.Contains(string(text), "TQG001") {
				t.Errorf("%v, %s: a rival's code is in the answer", who, operator)
			}
		}
	}
}

func TestSearchKnowsOnlyWhatTheReaderSees(t *testing.T) {
	c := newCrew(t, datatest.New(t))
	server := New(c.open(t, options(t, io.Discard)))
	for _, who := range audiences() {
		for code, operator := range map[string]geo.OperatorCode{"TQG002": geo.Viettel, "a": geo.VNPT} {
			answer := ask(server, "GET", "/api/search?q="+code, c.cookie(who)...)
			text, _ := io.ReadAll(answer.Body)
			found := strings.Contains(string(text), `"kind":"mast"`)
			if sees := who.Sees(operator, data.CodeField); answer.StatusCode != 200 || found != sees {
				t.Errorf("%v looks for the mast %s: %s, found %v, may see it %v", who, code, answer.Status, found, sees)
			}
		}
	}
	if text, _ := io.ReadAll(ask(server, "GET", "/api/search?q="+url.QueryEscape("tuyen quang")).Body); !strings.Contains(string(text), `"kind":"province"`) {
		t.Errorf("the province is not found: %s", text)
	}
}

func TestTheWorkbookToDownloadSaysWhatTheAnswerSays(t *testing.T) {
	server := newServer(t)
	answer := ask(server, "GET", "/api/report.xlsx?definition=people")
	if answer.StatusCode != 200 || !strings.Contains(answer.Header.Get("Content-Disposition"), ".xlsx") {
		t.Fatalf("%s %v", answer.Status, answer.Header)
	}
	text, _ := io.ReadAll(answer.Body)
	book, err := excelize.OpenReader(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	defer book.Close()
	gaps := askJSON[gapsBody](t, server, "/api/gaps?level=district&definition=people")
	rows, err := book.GetRows("Huyện 2024")
	if err != nil || len(rows) != len(gaps.Rows)+3 || rows[len(rows)-1][3] != strconv.Itoa(gaps.Total.Population) {
		t.Errorf("rows %q, the answer says %+v", rows, gaps.Total)
	}
	if answer := ask(server, "GET", "/api/report.pdf?district=Atlantis"); answer.StatusCode != 400 && answer.StatusCode != 422 {
		t.Errorf("a district that is none: %s", answer.Status)
	}
	if answer := ask(server, "GET", "/api/report.pdf?operator=viettel"); answer.StatusCode != 404 {
		t.Errorf("the public asks for Viettel's document: %s", answer.Status)
	}
}
