package sample

import (
	"github.com/paulmach/orb"

	"phusong/geo"
)

// atom is the largest piece of ground that no border of any vintage cuts: a
// hamlet, or the part of it that went to one of two new communes.
type atom struct {
	hamlet int           // place in the list of hamlets
	new    geo.AdminCode // its commune of July 2025
}

// cutAtoms relabels the raster from hamlets to atoms.
func (r *raster) cutAtoms(f facts, hamlets []hamlet) []atom {
	whole, split := map[geo.AdminCode]geo.AdminCode{}, map[geo.AdminCode][]merger{}
	for _, m := range f.mergers {
		if m.share < 1 {
			split[m.old] = append(split[m.old], m)
		}
		whole[m.old] = m.new
	}
	atoms := make([]atom, len(hamlets))
	for h := range hamlets {
		atoms[h] = atom{h, whole[f.communes[hamlets[h].commune].code]}
	}
	for c, u := range f.communes {
		if parts := split[u.code]; len(parts) == 2 {
			atoms = r.cut(c, parts, f, hamlets, atoms)
		}
	}
	r.untieKnots(func(l uint16) int {
		if l == nowhere {
			return -1
		}
		return atoms[l].hamlet
	}, r.seats(hamlets))
	return atoms
}

// cut divides one commune along a line between the rests of its two new
// communes, so that each gets its share of the area.
func (r *raster) cut(commune int, parts []merger, f facts, hamlets []hamlet, atoms []atom) []atom {
	a, b := f.middleOfRest(parts[0]), f.middleOfRest(parts[1])
	var cells []int
	var along []float64
	for i, l := range r.label {
		if l != nowhere && hamlets[atoms[l].hamlet].commune == commune {
			p := r.centre(i)
			cells = append(cells, i)
			along = append(along, (p[0]-a[0])*(b[0]-a[0])*kmPerDegreeLon*kmPerDegreeLon+
				(p[1]-a[1])*(b[1]-a[1])*kmPerDegreeLat*kmPerDegreeLat)
		}
	}
	first := int(parts[0].share*float64(len(cells)) + 0.5)
	for l := range atoms {
		if hamlets[atoms[l].hamlet].commune == commune {
			atoms[l].new = parts[0].new
		}
	}
	far := map[uint16]uint16{}
	for _, k := range ascending(along)[first:] {
		i := cells[k]
		l := r.label[i]
		if _, ok := far[l]; !ok {
			far[l] = uint16(len(atoms))
			atoms = append(atoms, atom{atoms[l].hamlet, parts[1].new})
		}
		r.label[i] = far[l]
	}
	return atoms
}

// middleOfRest is the middle of the other communes that went where m went.
func (f facts) middleOfRest(m merger) orb.Point {
	var sum orb.Point
	n := 0.0
	for _, other := range f.mergers {
		if other.new != m.new || other.old == m.old {
			continue
		}
		for _, c := range f.communes {
			if c.code == other.old {
				sum[0], sum[1], n = sum[0]+c.centroid[0], sum[1]+c.centroid[1], n+1
			}
		}
	}
	return orb.Point{sum[0] / n, sum[1] / n}
}
