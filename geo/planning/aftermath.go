package planning

import (
	"slices"

	"phusong/geo"
)

// Aftermath is what is left after stations fall silent, all technologies that
// are asked about together. Left are the hamlets for which anything changed, in
// their order; the rests of communes, which are no hamlets, are among them.
// Silenced are the communes, of every vintage, in which somebody had signal and
// now no listed hamlet has any.
type Aftermath struct {
	Left     []Left
	Silenced []Commune
}

// Left is one hamlet: element 0 of Was and Is is the best verdict of any
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
func (r *Reliance) Aftermath(stations []Station, technologies []geo.Technology, d geo.Definition) Aftermath {
	falls := r.Without(stations)
	after := make([]map[int32]geo.Reach, len(falls))
	var touched []int32
	for n, network := range geo.Networks() {
		after[n] = map[int32]geo.Reach{}
		if !slices.Contains(technologies, network.Technology) {
			continue
		}
		for _, f := range falls[n] {
			after[n][f.Hamlet] = f.Leaves
			touched = append(touched, f.Hamlet)
		}
	}
	slices.Sort(touched)
	a := Aftermath{}
	for _, h := range slices.Compact(touched) {
		l := Left{Hamlet: h, Was: make([]geo.Verdict, 1+len(geo.Operators())), Is: make([]geo.Verdict, 1+len(geo.Operators()))}
		for i := range l.Was {
			l.Was[i], l.Is[i] = geo.None, geo.None
		}
		for n, network := range geo.Networks() {
			if !slices.Contains(technologies, network.Technology) {
				continue
			}
			is, changed := after[n][h]
			if !changed {
				is = r.now[h][n]
			}
			i := 1 + geo.OperatorRank(network.Operator) // 0 for any
			l.Was[i], l.Is[i] = better(l.Was[i], d.Verdict(r.now[h][n])), better(l.Is[i], d.Verdict(is))
		}
		if !slices.Equal(l.Was, l.Is) {
			a.Left = append(a.Left, l)
		}
	}
	a.Silenced = r.silenced(a.Left, technologies, d)
	return a
}

// better is the one of two verdicts that somebody with either phone is glad of:
// covered, partial, unknown, none.
func better(a, b geo.Verdict) geo.Verdict {
	rank := func(v geo.Verdict) int {
		return slices.Index([]geo.Verdict{geo.None, geo.Unknown, geo.Partial, geo.Covered}, v)
	}
	if rank(a) >= rank(b) {
		return a
	}
	return b
}

// best is the best verdict of any operator for a hamlet as it stands.
func (r *Reliance) best(h int, technologies []geo.Technology, d geo.Definition) geo.Verdict {
	best := geo.None
	for n, network := range geo.Networks() {
		if network.Operator == geo.AnyOperator && slices.Contains(technologies, network.Technology) {
			best = better(best, d.Verdict(r.now[h][n]))
		}
	}
	return best
}

// silenced finds the communes with nobody left.
func (r *Reliance) silenced(left []Left, technologies []geo.Technology, d geo.Definition) []Commune {
	isolated, hit := map[int32]bool{}, map[Commune]bool{}
	var order []Commune
	for _, l := range left {
		if !l.Isolated() || r.Hamlets[l.Hamlet].Kind == geo.HamletRest {
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
	for i, h := range r.Hamlets {
		if isolated[int32(i)] || h.Kind == geo.HamletRest || r.best(i, technologies, d) == geo.None {
			continue
		}
		for _, v := range geo.Vintages() {
			delete(hit, Commune{v, r.Places[i][v].Commune})
		}
	}
	return slices.DeleteFunc(order, func(c Commune) bool { return !hit[c] })
}
