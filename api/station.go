package api

import (
	"fmt"
	"slices"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/planning"
	"phusong/tiles"
)

// PartBody names what may fail, as far as whoever asks may see it.
type PartBody struct {
	Kind     string       `json:"kind"`
	ID       string       `json:"id,omitempty" doc:"The cause's name; absent for masts and sites, which are their stations"`
	Operator string       `json:"operator,omitempty" doc:"Absent where it is of several"`
	Stations []StationRow `json:"stations" doc:"The first fifty"`
	Of       int          `json:"of" doc:"Stations that fall silent with it, of those that are shown"`
}

// StationRow is one operator's site.
type StationRow struct {
	Operator string    `json:"operator"`
	Code     string    `json:"code,omitempty" doc:"Absent where it is not shown"`
	Name     string    `json:"name,omitempty"`
	Mast     string    `json:"mast,omitempty" doc:"The mast's id in /api/sites"`
	Position orb.Point `json:"position"`
}

// stationIndex is the stations of an edition as somebody may see them.
type stationIndex struct {
	who  data.Audience
	rows map[planning.Station]StationRow
}

func indexStations(who data.Audience, e *tiles.Edition) stationIndex {
	masts := map[tiles.Named]string{}
	for _, site := range e.Sites {
		for _, p := range site.Presences {
			masts[p] = site.Mast.ID
		}
	}
	x := stationIndex{who, map[planning.Station]StationRow{}}
	for _, p := range e.View.Presences {
		mast, onAir := masts[tiles.Named{Operator: p.Operator, Code: p.Code}]
		if shown, sees := data.PresenceFor(who, p); sees && onAir {
			x.rows[planning.Station{Operator: p.Operator, Code: p.Code}] = StationRow{string(shown.Operator), string(shown.Code), shown.Name, mast, shown.Position}
		}
	}
	return x
}

// fieldOf is the field of a site that makes it part of a kind.
func fieldOf(kind planning.Kind) data.Field {
	switch kind {
	case planning.KindSite:
		return data.CodeField
	case planning.KindFeeder:
		return data.PowerFeederField
	case planning.KindFibre:
		return data.FibreNodeField
	}
	return data.PositionField
}

// part is a part as whoever asks may see it: the stations that the table of
// fields shows, and none where the cause that makes it a part is hidden. What a
// site is called may be hidden while the site is shown.
func (x stationIndex) part(p planning.Part) (PartBody, bool) {
	body := PartBody{Kind: string(p.Kind), Stations: []StationRow{}}
	operators := map[geo.OperatorCode]bool{}
	for _, station := range p.Stations {
		row, sees := x.rows[station]
		if !sees || p.Kind != planning.KindSite && !x.who.Sees(station.Operator, fieldOf(p.Kind)) {
			continue
		}
		operators[station.Operator] = true
		body.Of++
		if len(body.Stations) < 50 {
			body.Stations = append(body.Stations, row)
		}
	}
	if len(operators) == 1 {
		body.Operator = body.Stations[0].Operator
	}
	if p.Kind == planning.KindFeeder || p.Kind == planning.KindFibre {
		body.ID = p.ID
	}
	return body, body.Of > 0
}

// stands tells whether a station of a part that is shown stands on a mast.
func (x stationIndex) stands(p planning.Part, mast string) bool {
	return slices.ContainsFunc(p.Stations, func(s planning.Station) bool {
		row, sees := x.rows[s]
		return sees && row.Mast == mast
	})
}

// partName names something that may fail.
type partName struct {
	Kind     planning.Kind
	ID       string
	Operator geo.OperatorCode // "" is whoever has one of that name
}

// stationsOf are the stations of what is named, as far as whoever asks may know
// that they are in it, and what was named that is not there for him.
func (x stationIndex) stationsOf(r *planning.Reliance, names []partName) (stations []planning.Station, unknown []string) {
	unknown = []string{}
	for _, name := range names {
		found := false
		for _, part := range r.Parts(name.Kind) {
			if part.ID != name.ID || name.Operator != "" && part.Operator != name.Operator {
				continue
			}
			for _, station := range part.Stations {
				if _, shown := x.rows[station]; shown && x.who.Sees(station.Operator, fieldOf(name.Kind)) {
					stations, found = append(stations, station), true
				}
			}
		}
		if !found {
			unknown = append(unknown, fmt.Sprintf("%s %.60s", name.Kind, name.ID))
		}
	}
	return stations, unknown
}
