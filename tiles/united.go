package tiles

import (
	"iter"
	"strings"
	"sync"

	"phusong/data"
	"phusong/geo"
)

// united makes the layers of one operator's networks of several technologies, of
// which in each hex the best counts: "coverage-4G+-any", and hexes and gaps beside
// it. There are as many as there are sets, and nobody lists them; they are drawn
// tile by tile for those who ask.
func (e *Edition) united(name string) (*shown, bool) {
	operator, technologies, is := unitedNamed(name)
	if !is || e.release == nil || !e.Cut.Judges(operator) {
		return nil, false
	}
	r, full := e.release, e.Cut.SeesNetwork(operator)
	if !full && e.Cut != data.PublicCut {
		return r.public().named(name)
	}
	grid := r.grid
	if !full {
		grid = grid.upTo(publicResolution)
	}
	surfaces := r.whole.Surfaces
	c := newClasses(grid, operator, technologies, func() []geo.Class { return best(surfaces, operator, technologies) })
	if full {
		surfaces = e.View.Surfaces
		c.members = sync.OnceValue(func() members { return membersOf(c, surfaces) })
		c.sectors, c.people = e.View.Sectors, e.View.HexPeople
	}
	for _, p := range []painter{classAreas{c}, hexes{c}, r.gaps(c)} {
		s := framed(e.Cut, p)
		s.asked.Store(true) // it comes and goes: no atlas of it
		e.asides.add(s.layer.Name, s)
	}
	return e.asides.find(name)
}

// unitedNamed reads which networks a layer draws the best of; false for those of
// one technology and any other name.
func unitedNamed(name string) (operator geo.OperatorCode, technologies geo.TechnologySet, is bool) {
	for _, prefix := range []string{coveragePrefix, hexesPrefix, gapsPrefix} {
		rest, cut := strings.CutPrefix(name, prefix)
		for _, technologies := range geo.TechnologySets() {
			code, of := strings.CutPrefix(rest, technologies.String()+"-")
			operator := geo.OperatorCode(code)
			known := operator == geo.AnyOperator || geo.OperatorRank(operator) >= 0
			if cut && of && known && len(technologies.Members()) > 1 {
				return operator, technologies, true
			}
		}
	}
	return "", "", false
}

// networksOf are the surfaces of an operator's networks of some technologies, the
// oldest first.
func networksOf(surfaces []geo.Surface, operator geo.OperatorCode, technologies geo.TechnologySet) iter.Seq[geo.Surface] {
	return func(yield func(geo.Surface) bool) {
		for _, t := range technologies.Members() {
			for _, s := range surfaces {
				if s.Network == (geo.Network{Operator: operator, Technology: t}) && !yield(s) {
					return
				}
			}
		}
	}
}

// members are the networks that are best of several, by hex of the finest rung: the
// technology, 0 where none gives signal, its level in whole dBm, or noLevel, and the
// place of its best server.
type members struct {
	technologies []geo.Technology
	levels       []int16
	best         []int32
}

// membersOf finds, for each hex that has signal, the newest technology among those of
// the best class: levels of different technologies cannot be compared.
func membersOf(c *coverage, surfaces []geo.Surface) members {
	_, shown := c.finest()
	n := len(shown.classes)
	m := members{make([]geo.Technology, n), make([]int16, n), make([]int32, n)}
	for i := range n {
		m.levels[i], m.best[i] = noLevel, geo.NoSector
	}
	for s := range networksOf(surfaces, c.operator, c.technologies) {
		for i, class := range grades(s) {
			if class != shown.classes[i] || class == geo.ClassNone || class == geo.ClassUnknown {
				continue
			}
			m.technologies[i], m.levels[i] = s.Network.Technology, wholeDBm(s.Levels[i])
			if len(s.Best) > 0 {
				m.best[i] = s.Best[i]
			}
		}
	}
	return m
}

// best is the best class of each hex among an operator's networks of some
// technologies: unknown where none is known to give signal and one is unknown, as
// hamlets are judged.
func best(surfaces []geo.Surface, operator geo.OperatorCode, technologies geo.TechnologySet) []geo.Class {
	var classes []geo.Class
	unknown := map[int]bool{}
	for s := range networksOf(surfaces, operator, technologies) {
		if classes == nil {
			classes = make([]geo.Class, len(s.Levels))
		}
		for i, class := range grades(s) {
			if class == geo.ClassUnknown {
				unknown[i] = true
			} else {
				classes[i] = max(classes[i], class)
			}
		}
	}
	for i := range unknown {
		if classes[i] < geo.ClassLimited {
			classes[i] = geo.ClassUnknown
		}
	}
	return classes
}
