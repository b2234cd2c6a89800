package coverage

import (
	"phusong/geo"
	"phusong/geo/hex"
)

// Reaches returns what each surface does for each hamlet: element i of the
// result belongs to hamlet i, element j of that to surface j. A hamlet without
// shares is unknown; one that stands for the unlisted part of a commune has
// shares of people and area, but no centre that anybody could stand at.
func Reaches(grid *hex.Grid, surfaces []geo.Surface, hamlets []geo.Hamlet, shares [][]Share, scales []geo.Scale) [][]geo.Reach {
	scaleOf := map[geo.Technology]geo.Scale{}
	for _, s := range scales {
		scaleOf[s.Technology] = s
	}
	all := make([][]geo.Reach, len(hamlets))
	for i, h := range hamlets {
		all[i] = make([]geo.Reach, len(surfaces))
		centre, inGrid := grid.IndexAt(h.Centre)
		for j := range surfaces {
			if len(shares[i]) == 0 {
				all[i][j] = geo.Reach{Centre: geo.ClassUnknown, PeopleUnknown: 1, AreaUnknown: 1}
				continue
			}
			all[i][j] = reach(&surfaces[j], shares[i])
			all[i][j].Centre = geo.ClassUnknown
			if inGrid && h.Kind != geo.HamletRest {
				level := surfaces[j].Levels[centre]
				all[i][j].Centre = level.Class(scaleOf[surfaces[j].Network.Technology])
				if level != geo.BelowFloor && level != geo.UnknownLevel {
					all[i][j].CentreLevel = level.DBm()
				}
			}
		}
	}
	return all
}

// reach sums the shares of one hamlet.
func reach(s *geo.Surface, shares []Share) geo.Reach {
	var r geo.Reach
	for _, share := range shares {
		if s.Levels[share.Hex] == geo.UnknownLevel {
			r.PeopleUnknown += share.People
			r.AreaUnknown += share.Area
			continue
		}
		lit := float64(s.Covered[share.Hex]) / 100
		r.PeopleCovered += share.People * lit
		r.AreaCovered += share.Area * lit
	}
	return r
}
