package tiles

import (
	"fmt"
	"strings"

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
	c := newClasses(grid, operator, technologies, func() []geo.Class { return best(r.whole.Surfaces, operator, technologies) })
	for _, p := range []painter{classAreas{c}, hexes{c}, r.gaps(c)} {
		s := framed(e.Cut, p)
		s.asked.Store(true) // it comes and goes: no atlas of it
		e.asides.add(s.layer.Name, s)
	}
	return e.asides.find(name)
}

// UnitedCoverageName is the layer of coverage by what a question asks about: one
// technology, or several of which any will do.
func UnitedCoverageName(q geo.Question) string {
	return fmt.Sprintf("%s%s-%s", coveragePrefix, q.Technologies, q.Operator)
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

// best is the best class of each hex among an operator's networks of some
// technologies: unknown where none is known to give signal and one is unknown, as
// hamlets are judged.
func best(surfaces []geo.Surface, operator geo.OperatorCode, technologies geo.TechnologySet) []geo.Class {
	var classes []geo.Class
	unknown := map[int]bool{}
	for _, t := range technologies.Members() {
		for _, s := range surfaces {
			if s.Network != (geo.Network{Operator: operator, Technology: t}) {
				continue
			}
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
	}
	for i := range unknown {
		if classes[i] < geo.ClassLimited {
			classes[i] = geo.ClassUnknown
		}
	}
	return classes
}
