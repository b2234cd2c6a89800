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
		for j := range surfaces {
			all[i][j] = ReachOf(grid, &surfaces[j], h, shares[i], scaleOf[surfaces[j].Network.Technology])
		}
	}
	return all
}

// ReachOf returns what one surface does for one hamlet, as Reaches does: it looks
// at the levels and covered shares of the hexes of shares and of the centre.
func ReachOf(grid *hex.Grid, s *geo.Surface, h geo.Hamlet, shares []Share, scale geo.Scale) geo.Reach {
	if len(shares) == 0 {
		return geo.Reach{Centre: geo.ClassUnknown, PeopleUnknown: 1, AreaUnknown: 1}
	}
	r := reach(s, shares)
	r.Centre = geo.ClassUnknown
	if centre, inGrid := grid.IndexAt(h.Centre); inGrid && h.Kind != geo.HamletRest {
		level := s.Levels[centre]
		r.Centre = level.Class(scale)
		if level != geo.BelowFloor && level != geo.UnknownLevel {
			r.CentreLevel = level.DBm()
		}
	}
	for _, class := range AtClusters(grid, s, h, scale) {
		r.Clusters++
		switch {
		case class == geo.ClassUnknown:
			r.ClustersUnknown++
		case class >= geo.ClassLimited:
			r.ClustersCovered++
		}
	}
	return r
}

// AtClusters returns the class of a surface at each cluster of a hamlet, in their
// order; unknown where one lies outside the grid or the surface is not shown.
func AtClusters(grid *hex.Grid, s *geo.Surface, h geo.Hamlet, scale geo.Scale) []geo.Class {
	var classes []geo.Class
	for _, c := range h.Clusters {
		class := geo.ClassUnknown
		if at, in := grid.IndexAt(c.At); in && at < len(s.Levels) {
			class = s.Levels[at].Class(scale)
		}
		classes = append(classes, class)
	}
	return classes
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
