package sample

import (
	"github.com/paulmach/orb"

	"phusong/geo"
)

// province is the whole invented world in memory, before it becomes files.
type province struct {
	facts
	seed    uint64
	ground  *ground
	atoms   []atom
	borders topology
	hamlets []hamlet
	houses  []dwelling
}

// boundary is one unit with its drawn borders and its people.
type boundary struct {
	unit
	vintage geo.Vintage
	area    orb.MultiPolygon
}

// territory is the ground of hamlet h.
func (p *province) territory(h int) orb.MultiPolygon {
	return p.borders.area(func(a uint16) bool { return p.atoms[a].hamlet == h })
}

// whole is the province's boundary.
func (p *province) whole() boundary {
	return boundary{p.province, geo.Vintage2024, p.borders.area(func(uint16) bool { return true })}
}

// districtBoundaries returns the seven districts of 2024.
func (p *province) districtBoundaries() []boundary {
	var all []boundary
	for _, d := range p.districts {
		all = append(all, boundary{d, geo.Vintage2024, p.borders.area(func(a uint16) bool {
			return p.communes[p.hamlets[p.atoms[a].hamlet].commune].parent == d.code
		})})
	}
	return all
}

// communeBoundaries returns the communes of 2024.
func (p *province) communeBoundaries() []boundary {
	var all []boundary
	for i, c := range p.communes {
		all = append(all, boundary{c, geo.Vintage2024, p.borders.area(func(a uint16) bool {
			return p.hamlets[p.atoms[a].hamlet].commune == i
		})})
	}
	return all
}

// reformedBoundaries returns the communes of July 2025, with the people who
// live within their borders.
func (p *province) reformedBoundaries() []boundary {
	people := map[geo.AdminCode]int{}
	for _, d := range p.houses {
		people[p.atoms[d.atom].new] += d.people
	}
	var all []boundary
	for _, c := range p.reformed {
		c.people = people[c.code]
		all = append(all, boundary{c, geo.Vintage2025, p.borders.area(func(a uint16) bool {
			return p.atoms[a].new == c.code
		})})
	}
	return all
}
