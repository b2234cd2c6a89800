package api

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strconv"
	"time"

	"phusong/api/auth"
	"phusong/api/paper"
	"phusong/api/problem"
	"phusong/data"
	"phusong/data/derive"
	"phusong/geo"
	"phusong/geo/planning"
	"phusong/tiles"
)

// outageBody is one outage as it stands: by calls (voice) and signal at centres, in
// the release that was current when the last thing was said. Staff read of any
// operator together; an operator's people of their own network alone.
type outageBody struct {
	OutageRow
	Provenance
	Sites       []outageSite   `json:"sites" doc:"Those that are down, as far as whoever asks may see them"`
	Down        int            `json:"down"`
	Number      int            `json:"number" doc:"Of the last thing that was said"`
	At          time.Time      `json:"at" doc:"When that was said: the time of the situation"`
	History     []saidRow      `json:"history"`
	Newer       string         `json:"newerRelease,omitempty" doc:"Readers see this release by now; the figures are of the one that was current when the last thing was said"`
	Isolated    Toll           `json:"isolated" doc:"Hamlets that had signal and have none of any network; of their own for operators"`
	IsolatedIn  []fallRow      `json:"isolatedHamlets"`
	Silenced    []silencedUnit `json:"silencedCommunes" doc:"With nobody left on any network; on their own for operators"`
	Roaming     Toll           `json:"roaming" doc:"Hamlets that lost an operator and are still reached by another, each once; for staff"`
	RoamingList []roamingRow   `json:"roamingCandidates"`
}

type outageSite struct {
	StationRow
	Cause      string     `json:"cause,omitempty"`
	Power      string     `json:"power,omitempty"`
	ExpectedAt *time.Time `json:"expectedAt"`
	Since      time.Time  `json:"since" doc:"When it was first said to be down"`
	SaidAt     time.Time  `json:"saidAt"`
}

// saidRow is what was said at once, counted.
type saidRow struct {
	Number int       `json:"number"`
	At     time.Time `json:"at"`
	By     string    `json:"by,omitempty" doc:"Names of staff are shown to staff"`
	For    string    `json:"operator,omitempty" doc:"The operator whose people said it; absent for staff"`
	Of     string    `json:"release,omitempty" doc:"The release that its report is bound to; absent where it was not kept"`
	Down   int       `json:"down"`
	Back   int       `json:"back"`
}

// roamingRow is a hamlet whose customers of some operators could use others'.
type roamingRow struct {
	Code   string   `json:"code"`
	Name   string   `json:"name"`
	Within []string `json:"within" doc:"Names of the units above, the nearest first"`
	People *int     `json:"people"`
	Lost   []string `json:"lost" doc:"Operators that no longer reach it"`
	By     []string `json:"by" doc:"Operators that still do, in whole or in part"`
}

// SituationQuestion names an outage and, where it is an earlier situation that is
// asked for, the number of the last thing that was said in it.
type SituationQuestion struct {
	ID     string `path:"id" maxLength:"60"`
	Number int    `query:"number" minimum:"0" maximum:"1000000" doc:"The situation after the thing of this number had been said; as it stands where not named"`
}

// situation is an outage by one edition.
type situation struct {
	paper.Situation
	edition *tiles.Edition
	asked   askedFailure
	index   stationIndex
	newer   string // the release that readers see by now, "" where it is this one
}

// situation works out an outage by calls and signal at centres, in the release
// that its number is bound to.
func (s *server) situation(ctx context.Context, in *SituationQuestion) (situation, error) {
	who := auth.From(ctx)
	o, changes, err := s.Store.Outage(ctx, who, in.ID)
	known := data.OutageKnown(changes)
	if err == nil && in.Number > 0 {
		known, err = data.OutageAsOf(changes, in.Number)
	}
	if err != nil {
		return situation{}, err
	}
	e, r, newer, err := s.bound(ctx, known, in.Number > 0)
	if err != nil {
		return situation{}, err
	}
	operator := geo.AnyOperator
	if who.Cut() != data.StaffCut {
		operator, known = who.Operator, known.Without(who.Operator)
	}
	a := askedFailure{who: who, words: Question{setWord(geo.Voice), operatorWord(operator), definitionWord(geo.Definitions()[0].Code)}}
	if err := s.readChannel(ctx, &a, e); err != nil {
		return situation{}, err
	}
	index := indexStations(who, e)
	asked := paper.Asked{View: e.View, Reliance: r, Outage: o, Known: known, Operator: operator, Definition: a.definition, See: index.called}
	return situation{paper.NewSituation(asked), e, a, index, newer}, nil
}

// bound returns the release that was current at the last thing that was said, and
// which readers see by now where that is another. A report that is not asked for by
// its number, and cannot be worked out as it was, is of the current one.
func (s *server) bound(ctx context.Context, known data.KnownOutage, numbered bool) (e *tiles.Edition, r *planning.Reliance, newer string, err error) {
	e, err = s.edition(ctx)
	if err != nil || known.Release == nil || *known.Release == e.View.Release.ID || s.Reliances == nil {
		e, r, err = s.reliance(ctx, Past{})
		return e, r, "", err
	}
	newer = e.ID
	id := *known.Release
	if e, err = s.lists(ctx, Past{Release: strconv.FormatInt(id, 10)}); err == nil {
		r, err = s.Reliances.Reliance(ctx, id)
	}
	gone := errors.Is(err, problem.ErrNotFound) || errors.Is(err, derive.ErrOutdated) || errors.Is(err, data.ErrNoRelease)
	switch {
	case gone && numbered:
		return nil, nil, "", problem.ReportGone(known.Number, id)
	case gone:
		e, r, err = s.reliance(ctx, Past{})
		return e, r, "", err
	}
	return e, r, newer, err
}

// called is a station as a paper names it.
func (x stationIndex) called(station planning.Station) (paper.Station, bool) {
	row, sees := x.rows[station]
	return paper.Station{Operator: station.Operator, Code: row.Code, Name: row.Name}, sees
}

func (s *server) outage(ctx context.Context, in *SituationQuestion) (outageBody, error) {
	f, err := s.situation(ctx, in)
	if err != nil {
		return outageBody{}, err
	}
	b := outageBody{OutageRow: outageRowOf(f.Outage), Provenance: f.asked.provenance(f.edition), Sites: []outageSite{}, Down: f.Down, Number: f.Known.Number, At: f.At(),
		History: []saidRow{}, Newer: f.newer, IsolatedIn: []fallRow{}, Silenced: []silencedUnit{}, RoamingList: []roamingRow{}}
	for _, said := range f.Known.Said {
		row := saidRow{Number: said.Number, At: said.At, By: said.By, For: string(said.For), Down: said.Down, Back: said.Back}
		if said.Release != nil {
			row.Of = strconv.FormatInt(*said.Release, 10)
		}
		b.History = append(b.History, row)
	}
	for i, c := range f.Known.Down {
		if row, sees := f.index.rows[planning.Station{Operator: c.Operator, Code: c.Code}]; sees {
			b.Sites = append(b.Sites, outageSite{row, c.Cause, c.Power, c.ExpectedAt, f.Known.Since[i], c.SaidAt})
		}
	}
	for _, c := range f.Silenced {
		b.Silenced = append(b.Silenced, silencedUnit{c.Code, c.Name, string(c.Vintage)})
	}
	b.tell(f.Situation)
	return b, nil
}

// tell lists who is isolated and who could roam.
func (b *outageBody) tell(s paper.Situation) {
	for _, i := range s.Isolated {
		h := i.Hamlet
		b.Isolated.add(h)
		b.IsolatedIn = append(b.IsolatedIn, fallRow{string(h.Code), h.Name, i.Within(), h.People, verdictWord(i.Was.String()), verdictWord(i.Is.String())})
	}
	for _, c := range s.Roaming {
		h := c.Hamlet
		b.Roaming.add(h)
		b.RoamingList = append(b.RoamingList, roamingRow{string(h.Code), h.Name, c.Within(), h.People, operatorWords(c.Lost), operatorWords(c.By)})
	}
}

func operatorWords(all []geo.OperatorCode) (words []string) {
	for _, o := range all {
		words = append(words, string(o))
	}
	return words
}

type outageReportInput struct {
	SituationQuestion
	Format string `path:"format" enum:"pdf,xlsx" doc:"A4 document or workbook"`
}

// outageReport writes the situation for printing or filing. One that is asked for
// by its number is the same for ever, while its release is.
func (s *server) outageReport(ctx context.Context, in *outageReportInput) (*file, error) {
	f, err := s.situation(ctx, &in.SituationQuestion)
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	contentType := "application/pdf"
	if in.Format == "xlsx" {
		contentType = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
		err = paper.WriteSituationWorkbook(&out, f.Situation)
	} else {
		err = paper.WriteSituationDocument(&out, f.Situation, "")
	}
	if err != nil {
		return nil, err
	}
	name := fmt.Sprintf("su-co-%.8s-bao-cao-%d.%s", f.Outage.ID, f.Known.Number, in.Format)
	return &file{never, contentType, fmt.Sprintf("attachment; filename=%q", name), out.Bytes()}, nil
}
