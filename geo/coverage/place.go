package coverage

import (
	"fmt"

	"github.com/paulmach/orb"

	"phusong/geo"
)

// PlaceHamlets finds the units each hamlet lies in, for every vintage among
// units. In the hamlet's own vintage the commune its list names holds, where
// there is such a unit; otherwise, and in other vintages, the commune whose
// boundary holds its centre. Of a hamlet that lies in none the place is empty.
func PlaceHamlets(hamlets []geo.Hamlet, units []geo.AdminUnit) []map[geo.Vintage]geo.Place {
	ladders := newLadders(units)
	places := make([]map[geo.Vintage]geo.Place, len(hamlets))
	for i, h := range hamlets {
		places[i] = map[geo.Vintage]geo.Place{}
		for vintage, l := range ladders {
			commune := l.units[rung{geo.LevelCommune, h.Commune}]
			if vintage != h.Vintage || commune == nil {
				commune = l.communeAt(h.Centre)
			}
			places[i][vintage] = l.place(commune)
		}
	}
	return places
}

// rung names a unit of one vintage; a code alone may stand on two levels.
type rung struct {
	level geo.Level
	code  geo.AdminCode
}

// ladder is the units of one vintage.
type ladder struct {
	units    map[rung]*geo.AdminUnit
	communes []*geo.AdminUnit
	boxes    []orb.Bound
}

func newLadders(units []geo.AdminUnit) map[geo.Vintage]*ladder {
	ladders := map[geo.Vintage]*ladder{}
	for i := range units {
		u := &units[i]
		l := ladders[u.Vintage]
		if l == nil {
			l = &ladder{units: map[rung]*geo.AdminUnit{}}
			ladders[u.Vintage] = l
		}
		l.units[rung{u.Level, u.Code}] = u
		if u.Level == geo.LevelCommune {
			l.communes = append(l.communes, u)
			l.boxes = append(l.boxes, u.Boundary.Bound())
		}
	}
	return ladders
}

func (l *ladder) communeAt(p orb.Point) *geo.AdminUnit {
	for i, u := range l.communes {
		if l.boxes[i].Contains(p) && contains(u.Boundary, p) {
			return u
		}
	}
	return nil
}

// contains is the even-odd rule; a point on a common side is in one area only.
func contains(area orb.MultiPolygon, p orb.Point) bool {
	odd := false
	for _, polygon := range area {
		for _, ring := range polygon {
			for i := range ring {
				a, b := ring[i], ring[(i+1)%len(ring)]
				if a.Lat() > b.Lat() {
					a, b = b, a
				}
				if a.Lat() <= p.Lat() && p.Lat() < b.Lat() &&
					p.Lon() < a.Lon()+(p.Lat()-a.Lat())*(b.Lon()-a.Lon())/(b.Lat()-a.Lat()) {
					odd = !odd
				}
			}
		}
	}
	return odd
}

// place climbs from a commune to the province; nil is nowhere.
func (l *ladder) place(commune *geo.AdminUnit) geo.Place {
	var p geo.Place
	for u := commune; u != nil; u = l.parent(u) {
		switch u.Level {
		case geo.LevelCommune:
			p.Commune = u.Code
		case geo.LevelDistrict:
			p.District = u.Code
		case geo.LevelProvince:
			p.Province = u.Code
		}
	}
	return p
}

// parent is the unit that u names as its own, on the nearest level above.
func (l *ladder) parent(u *geo.AdminUnit) *geo.AdminUnit {
	for level := u.Level - 1; level >= geo.LevelProvince; level-- {
		if above := l.units[rung{level, u.Parent}]; above != nil {
			return above
		}
	}
	return nil
}

// Rests returns a hamlet for each commune of a vintage in which no hamlet is
// listed: the whole commune with its people, of kind geo.HamletRest, so that
// sums over hamlets are sums over the province. Hamlets listed in another
// vintage count where their centres lie.
func Rests(units []geo.AdminUnit, hamlets []geo.Hamlet, vintage geo.Vintage) []geo.Hamlet {
	listed := map[geo.AdminCode]bool{}
	for _, place := range PlaceHamlets(hamlets, units) {
		listed[place[vintage].Commune] = true
	}
	var rests []geo.Hamlet
	for _, u := range units {
		if u.Vintage != vintage || u.Level != geo.LevelCommune || listed[u.Code] {
			continue
		}
		rests = append(rests, geo.Hamlet{
			Code:      geo.HamletCode(fmt.Sprintf("rest-%s-%s", vintage, u.Code)),
			Vintage:   vintage,
			Commune:   u.Code,
			Name:      u.Name,
			Kind:      geo.HamletRest,
			Centre:    pointIn(u.Boundary),
			Territory: u.Boundary,
			People:    u.Population,
		})
	}
	return rests
}

// PlaceOf returns what a commune of a vintage lies in, itself first; of one that
// is not among the units nothing is known.
func PlaceOf(units []geo.AdminUnit) func(geo.Vintage, geo.AdminCode) geo.Place {
	ladders := newLadders(units)
	return func(vintage geo.Vintage, commune geo.AdminCode) geo.Place {
		l := ladders[vintage]
		if l == nil {
			return geo.Place{}
		}
		return l.place(l.units[rung{geo.LevelCommune, commune}])
	}
}
