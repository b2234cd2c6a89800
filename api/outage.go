package api

import (
	"context"
	"time"

	"phusong/api/auth"
	"phusong/data"
	"phusong/geo"
	"phusong/geo/planning"
)

// outageBody is one outage as it stands: by calls (voice) and signal at centres.
type outageBody struct {
	OutageRow
	Provenance
	Sites       []outageSite   `json:"sites" doc:"Those that are down, as far as whoever asks may see them"`
	Down        int            `json:"down"`
	Number      int            `json:"number" doc:"Of the last thing that was said"`
	History     []saidRow      `json:"history"`
	Isolated    Toll           `json:"isolated" doc:"Hamlets that had signal and have none of any network"`
	IsolatedIn  []fallRow      `json:"isolatedHamlets"`
	Silenced    []silencedUnit `json:"silencedCommunes" doc:"With nobody left on any network"`
	Roaming     Toll           `json:"roaming" doc:"Hamlets that lost an operator and are still reached by another, each once"`
	RoamingList []roamingRow   `json:"roamingCandidates"`
}

type outageSite struct {
	StationRow
	Cause      string     `json:"cause,omitempty"`
	Power      string     `json:"power,omitempty"`
	ExpectedAt *time.Time `json:"expectedAt"`
	SaidAt     time.Time  `json:"saidAt"`
}

// saidRow is what was said at once, counted.
type saidRow struct {
	Number int       `json:"number"`
	At     time.Time `json:"at"`
	By     string    `json:"by"`
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

func (s *server) outage(ctx context.Context, in *outageInput) (outageBody, error) {
	e, r, err := s.reliance(ctx)
	if err != nil {
		return outageBody{}, err
	}
	o, changes, err := s.Store.Outage(ctx, in.ID)
	if err != nil {
		return outageBody{}, outageProblem(err)
	}
	who := auth.From(ctx)
	a := askedFailure{who: who, words: Question{setWord(geo.Voice), operatorWord(geo.AnyOperator), definitionWord(geo.Definitions()[0].Code)}}
	if err := s.readChannel(ctx, &a, e); err != nil {
		return outageBody{}, err
	}
	b := outageBody{OutageRow: outageRowOf(o), Provenance: a.provenance(e), Sites: []outageSite{}, History: []saidRow{}, IsolatedIn: []fallRow{}, RoamingList: []roamingRow{}}
	var down []planning.Station
	index := indexStations(who, e)
	for _, c := range b.read(changes) {
		station := planning.Station{Operator: c.Operator, Code: c.Code}
		down = append(down, station)
		if row, sees := index.rows[station]; sees {
			b.Sites = append(b.Sites, outageSite{row, c.Cause, c.Power, c.ExpectedAt, c.SaidAt})
		}
	}
	b.Down = len(down)
	after := r.Aftermath(down, geo.Voice, a.definition)
	names := namesOf(e)
	b.tell(r, after, names)
	b.Silenced = names.silenced(after.Silenced)
	return b, nil
}

// read counts what was said, and returns the last word on each site that is down,
// in the order in which they fell.
func (b *outageBody) read(changes []data.OutageChange) []data.OutageChange {
	place := map[planning.Station]int{}
	var last []data.OutageChange
	for _, c := range changes {
		if len(b.History) == 0 || b.History[len(b.History)-1].Number != c.Number {
			b.History = append(b.History, saidRow{Number: c.Number, At: c.SaidAt, By: c.SaidBy})
		}
		said := &b.History[len(b.History)-1]
		if b.Number = c.Number; c.Down {
			said.Down++
		} else {
			said.Back++
		}
		station := planning.Station{Operator: c.Operator, Code: c.Code}
		at, known := place[station]
		if !known {
			at = len(last)
			place[station], last = at, append(last, c)
		}
		last[at] = c
	}
	var down []data.OutageChange
	for _, c := range last {
		if c.Down {
			down = append(down, c)
		}
	}
	return down
}

// tell lists who is isolated and who could roam.
func (b *outageBody) tell(r *planning.Reliance, after planning.Aftermath, names vintageNames) {
	for _, l := range after.Left {
		h := r.Hamlets[l.Hamlet]
		if h.Kind == geo.HamletRest {
			continue
		}
		within := names.within(r.Places[l.Hamlet])
		if l.Isolated() {
			b.Isolated.add(h)
			b.IsolatedIn = append(b.IsolatedIn, fallRow{string(h.Code), h.Name, within, h.People, verdictWord(l.Was[0].String()), verdictWord(l.Is[0].String())})
		}
		row := roamingRow{string(h.Code), h.Name, within, h.People, nil, nil}
		for i, o := range geo.Operators() {
			switch was, is := l.Was[i+1], l.Is[i+1]; {
			case planning.Dark(was, is):
				row.Lost = append(row.Lost, string(o.Code))
			case is == geo.Covered || is == geo.Partial:
				row.By = append(row.By, string(o.Code))
			}
		}
		if len(row.Lost) > 0 && len(row.By) > 0 {
			b.Roaming.add(h)
			b.RoamingList = append(b.RoamingList, row)
		}
	}
}
