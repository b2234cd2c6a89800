package api

import (
	"slices"

	"github.com/paulmach/orb"
	"github.com/paulmach/orb/planar"

	"phusong/api/problem"
	"phusong/geo"
	"phusong/geo/planning"
	"phusong/geo/terrain"
)

// outageWhere is what sites have in common: all of what is named.
type outageWhere struct {
	Operator  operatorWord `json:"operator" required:"false" doc:"Only this operator's"`
	Unit      string       `json:"unit" required:"false" maxLength:"20" doc:"Code of a unit they stand in: a district of 2024 or a commune of either vintage"`
	Feeder    string       `json:"feeder" required:"false" maxLength:"100" doc:"Power feeder, as the lists name it"`
	FibreNode string       `json:"fibreNode" required:"false" maxLength:"100" doc:"Fibre node, as the lists name it"`
	Near      *[2]float64  `json:"near" required:"false" doc:"Longitude, latitude of the middle of a circle"`
	Km        float64      `json:"km" required:"false" minimum:"0" maximum:"100" doc:"Its radius"`
	Box       *[4]float64  `json:"box" required:"false" doc:"west, south, east, north, degrees"`
}

// stations are those on the air that have all of it, as far as whoever asks may
// know that they do.
func (w outageWhere) stations(p *speech) ([]planning.Station, error) {
	if (w == outageWhere{}) || w.Near != nil && w.Km == 0 {
		return nil, errNowhere()
	}
	var area orb.MultiPolygon
	if w.Unit != "" {
		i := slices.IndexFunc(p.e.View.Units, func(u geo.AdminUnit) bool { return string(u.Code) == w.Unit })
		if i < 0 {
			return nil, problem.New(400, "không có đơn vị hành chính mang mã này: /api/search tìm theo tên · there is no unit of that code: /api/search finds it by name")
		}
		area = p.e.View.Units[i].Boundary
	}
	hanging, asked := w.hanging(p)
	var found []planning.Station
	for _, station := range p.index.stations() {
		at := p.index.rows[station].Position
		switch {
		case w.Operator != "" && geo.OperatorCode(w.Operator) != geo.AnyOperator && station.Operator != geo.OperatorCode(w.Operator):
		case area != nil && !planar.MultiPolygonContains(area, at):
		case w.Near != nil && terrain.DistanceKm(orb.Point(*w.Near), at) > w.Km:
		case w.Box != nil && !(orb.Bound{Min: orb.Point{w.Box[0], w.Box[1]}, Max: orb.Point{w.Box[2], w.Box[3]}}).Contains(at):
		case asked && !hanging[station]:
		default:
			found = append(found, station)
		}
	}
	return found, nil
}

// hanging are the stations on the feeder and the node that are named; asked says
// whether any was.
func (w outageWhere) hanging(p *speech) (on map[planning.Station]bool, asked bool) {
	on = map[planning.Station]bool{}
	for _, name := range []partName{{Kind: planning.KindFeeder, ID: w.Feeder}, {Kind: planning.KindFibre, ID: w.FibreNode}} {
		if name.ID == "" {
			continue
		}
		found, _ := p.index.stationsOf(p.r, []partName{name})
		both := map[planning.Station]bool{}
		for _, station := range found {
			both[station] = !asked || on[station]
		}
		on, asked = both, true
	}
	return on, asked
}
