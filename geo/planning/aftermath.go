package planning

import (
	"slices"

	"phusong/geo"
)

// Aftermath is what is left after stations fall silent, of a set of technologies
// any of which will do. Left are the hamlets for which anything changed, in
// their order; the rests of communes, which are no hamlets, are among them.
// Silenced are the communes, of every vintage, in which somebody had signal and
// now no listed hamlet has any.
type Aftermath struct {
	Left     []Left
	Silenced []Commune
}

// Left is one hamlet: element 0 of Was and Is is the verdict of any
// operator together, element i+1 that of geo.Operators()[i].
type Left struct {
	Hamlet  int32
	Was, Is []geo.Verdict
}

// Commune is a unit of one vintage.
type Commune struct {
	Vintage geo.Vintage
	Code    geo.AdminCode
}

// Isolated reports whether the hamlet had signal, in whole or in part, and now
// has none on any network.
func (l Left) Isolated() bool { return Dark(l.Was[0], l.Is[0]) }

// Dark reports whether a verdict has fallen from signal, in whole or in part, to none.
func Dark(was, is geo.Verdict) bool {
	return is == geo.None && (was == geo.Covered || was == geo.Partial)
}

// Fell reports whether a verdict has fallen at all. From or to unknown nothing is
// said to have fallen.
func Fell(was, is geo.Verdict) bool { return was != geo.Unknown && is != geo.Unknown && is < was }

// Aftermath works out what is left of the technologies after stations fall silent.
func (r *Reliance) Aftermath(stations []Station, technologies geo.TechnologySet, d geo.Definition) Aftermath {
	falls, first := r.Without(stations), PlaceOf(Channel{geo.AnyOperator, technologies})
	width := 1 + len(geo.Operators())
	left := map[int32]*Left{}
	var hamlets []int32
	for i := range width {
		for _, f := range falls[first+i] {
			if left[f.Hamlet] == nil {
				left[f.Hamlet] = r.standing(f.Hamlet, first, d)
				hamlets = append(hamlets, f.Hamlet)
			}
			left[f.Hamlet].Is[i] = d.Verdict(f.Leaves)
		}
	}
	slices.Sort(hamlets)
	a := Aftermath{}
	for _, h := range hamlets {
		if l := left[h]; !slices.Equal(l.Was, l.Is) {
			a.Left = append(a.Left, *l)
		}
	}
	a.Silenced = r.silenced(a.Left, first, 0, d)
	return a
}

// SilencedOf are the communes in which somebody had signal of one operator and now
// no listed hamlet has any of it.
func (r *Reliance) SilencedOf(operator geo.OperatorCode, left []Left, technologies geo.TechnologySet, d geo.Definition) []Commune {
	return r.silenced(left, PlaceOf(Channel{geo.AnyOperator, technologies}), 1+geo.OperatorRank(operator), d)
}

// PlaceOf is the place of a channel among Channels, -1 where there is none.
func PlaceOf(c Channel) int { return slices.Index(Channels(), c) }

// standing is a hamlet for which nothing has changed yet.
func (r *Reliance) standing(hamlet int32, first int, d geo.Definition) *Left {
	l := &Left{Hamlet: hamlet}
	for i := range 1 + len(geo.Operators()) {
		l.Was = append(l.Was, d.Verdict(r.now[hamlet][first+i]))
	}
	l.Is = slices.Clone(l.Was)
	return l
}

// silenced finds the communes with nobody left by element i of the verdicts.
func (r *Reliance) silenced(left []Left, first, i int, d geo.Definition) []Commune {
	isolated, hit := map[int32]bool{}, map[Commune]bool{}
	var order []Commune
	for _, l := range left {
		if !Dark(l.Was[i], l.Is[i]) || r.Hamlets[l.Hamlet].Kind == geo.HamletRest {
			continue
		}
		isolated[l.Hamlet] = true
		for _, v := range geo.Vintages() {
			if c := (Commune{v, r.Places[l.Hamlet][v].Commune}); c.Code != "" && !hit[c] {
				hit[c] = true
				order = append(order, c)
			}
		}
	}
	for at, h := range r.Hamlets {
		if isolated[int32(at)] || h.Kind == geo.HamletRest || d.Verdict(r.now[at][first+i]) == geo.None {
			continue
		}
		for _, v := range geo.Vintages() {
			delete(hit, Commune{v, r.Places[at][v].Commune})
		}
	}
	return slices.DeleteFunc(order, func(c Commune) bool { return !hit[c] })
}
