package data

import (
	"slices"

	"phusong/geo"
	"phusong/geo/coverage"
)

// Seen returns what a cut shows of a release. What it does not show is not in
// there at all, so that whoever holds the answer can give nothing else away:
// other operators' masts, sectors, lists and files are left out, the networks it
// does not see are unknown everywhere, and of any operator only the hamlets'
// classes and shares are left. What an operator sees is made from its own list
// alone: a mast it shares stands where its own list says.
func (v *View) Seen(c Cut) *View {
	if c == StaffCut {
		return v
	}
	seen := *v
	seen.Inputs = slices.DeleteFunc(slices.Clone(v.Inputs), func(r Revision) bool {
		return r.Dataset.Kind == Sites && !c.SeesMasts(geo.OperatorCode(r.Dataset.Name))
	})
	seen.Presences = slices.DeleteFunc(slices.Clone(v.Presences), func(p geo.Presence) bool {
		return !c.SeesMasts(p.Operator)
	})
	places := seen.ownMasts(v)
	seen.Surfaces = make([]geo.Surface, len(v.Surfaces))
	for i, s := range v.Surfaces {
		seen.Surfaces[i] = geo.Surface{Network: s.Network}
		if c.SeesNetwork(s.Network.Operator) {
			seen.Surfaces[i] = moved(s, places)
		}
	}
	seen.Hamlets = make([]geo.HamletResult, len(v.Hamlets))
	for i, h := range v.Hamlets {
		h.Reaches = reachesSeen(c, h.Reaches)
		seen.Hamlets[i] = h
	}
	return &seen
}

// ownMasts groups the presences that are seen into masts and keeps the sectors on
// them. It returns the new place of each of the release's sectors, or NoSector.
func (v *View) ownMasts(whole *View) []int32 {
	type key struct {
		operator geo.OperatorCode
		code     geo.SiteCode
	}
	v.Masts, v.Sectors = nil, nil
	mast := map[key]int{}
	onAir := slices.DeleteFunc(slices.Clone(v.Presences), func(p geo.Presence) bool { return p.Status != geo.StatusOnAir })
	for i, site := range coverage.Sites(onAir) {
		v.Masts = append(v.Masts, Mast{ID: site.ID, Position: site.Position})
		for _, p := range site.Presences {
			mast[key{p.Operator, p.Code}] = i
		}
	}
	places := make([]int32, len(whole.Sectors))
	for i, s := range whole.Sectors {
		places[i] = geo.NoSector
		if site, own := mast[key{s.Operator, s.SiteCode}]; own {
			places[i] = int32(len(v.Sectors))
			s.Site = site
			v.Sectors = append(v.Sectors, s)
		}
	}
	return places
}

// moved is a surface whose sectors have new places.
func moved(s geo.Surface, places []int32) geo.Surface {
	move := func(column []int32) []int32 {
		to := make([]int32, len(column))
		for i, sector := range column {
			to[i] = geo.NoSector
			if sector != geo.NoSector {
				to[i] = places[sector]
			}
		}
		return to
	}
	s.Best, s.Second = move(s.Best), move(s.Second)
	return s
}

// reachesSeen leaves the own networks as they are, any operator's without its
// levels, and nothing of the rest.
func reachesSeen(c Cut, reaches []geo.Reach) []geo.Reach {
	seen := slices.Clone(reaches)
	for i, n := range geo.Networks()[:len(reaches)] {
		switch {
		case c.SeesNetwork(n.Operator):
		case n.Operator == geo.AnyOperator:
			seen[i].CentreLevel = 0
		default:
			seen[i] = geo.Reach{Centre: geo.ClassUnknown, PeopleUnknown: 1, AreaUnknown: 1}
		}
	}
	return seen
}
