package sample

import (
	"math"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"phusong/geo"
)

// dirt is what is wrong with a station's coordinates in its list.
type dirt uint8

// The kinds of dirt. The first group is to be corrected, the second refused.
const (
	clean      dirt = iota
	dirtSwap        // longitude and latitude, or northing and easting, changed places
	dirtDMS         // degrees, minutes and seconds
	dirtGroups      // thousands in groups: 2.503.484,00
	dirtBlank       // no coordinates: refused
	dirtZero        // 0 and 0: refused
	dirtAbroad      // far outside Viet Nam, beyond repair: refused
)

func (d dirt) refused() bool   { return d >= dirtBlank }
func (d dirt) corrected() bool { return d != clean && !d.refused() }

// soil is how many stations of a list get which dirt, and how many are listed
// that do not radiate.
type soil struct {
	swap, dms, groups   int // among the stations on the air
	blank, zero, abroad int // extra
	paused, planned     int // extra
}

// soils returns the dirt of the four lists.
func soils() map[geo.OperatorCode]soil {
	return map[geo.OperatorCode]soil{
		geo.Viettel:      {swap: 9, dms: 6, blank: 5, zero: 1, paused: 4, planned: 6},
		geo.VNPT:         {swap: 7, dms: 4, blank: 4, abroad: 1, paused: 3, planned: 5},
		geo.MobiFone:     {swap: 5, groups: 6, blank: 3, paused: 2, planned: 3},
		geo.Vietnamobile: {swap: 3, blank: 2, zero: 1, paused: 1, planned: 2},
	}
}

// soilLists adds the dirt to the operators' stations.
func (b *builder) soilLists(lists map[geo.OperatorCode][]presence) {
	for _, o := range geo.Operators() {
		s := soils()[o.Code]
		list := lists[o.Code]
		pick := b.chance.Perm(len(list))
		mark := func(n int, d dirt) {
			for _, i := range pick[:n] {
				list[i].dirt = d
			}
			pick = pick[n:]
		}
		mark(s.swap, dirtSwap)
		mark(s.dms, dirtDMS)
		mark(s.groups, dirtGroups)
		add := func(n int, status geo.Status, d dirt) {
			for range n {
				list = append(list, b.extra(o.Code, status, d, list))
			}
		}
		add(s.blank, geo.StatusOnAir, dirtBlank)
		add(s.zero, geo.StatusOnAir, dirtZero)
		add(s.abroad, geo.StatusOnAir, dirtAbroad)
		add(s.paused, geo.StatusPaused, clean)
		add(s.planned, geo.StatusPlanned, clean)
		slices.SortStableFunc(list, func(x, y presence) int {
			return strings.Compare(string(x.commune.parent+x.commune.code), string(y.commune.parent+y.commune.code))
		})
		lists[o.Code] = list
	}
}

// extra is a station that is not among those on the air: paused on a mast of
// another operator, planned at a new place, or listed with useless coordinates.
func (b *builder) extra(o geo.OperatorCode, status geo.Status, d dirt, list []presence) presence {
	m := b.masts[b.chance.IntN(len(b.masts))]
	switch status {
	case geo.StatusPaused:
		for b.stands(list, m.at) {
			m = b.masts[b.chance.IntN(len(b.masts))]
		}
	case geo.StatusPlanned:
		m.at = b.choosePlace(m.hamlet)
	}
	p := b.station(o, m)
	p.status, p.dirt = status, d
	switch d {
	case dirtZero:
		p.at = orb.Point{0, 0}
	case dirtAbroad:
		p.at = orb.Point{p.at[0] - 64.3, p.at[1] + 21.6}
	}
	return p
}

// stands says whether a list has a station at the mast.
func (b *builder) stands(list []presence, at orb.Point) bool {
	return slices.ContainsFunc(list, func(p presence) bool {
		return math.Abs(p.at[0]-at[0]) < 0.001 && math.Abs(p.at[1]-at[1]) < 0.001
	})
}
