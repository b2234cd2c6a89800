package planning

import (
	"cmp"
	"slices"
	"strings"

	"phusong/geo"
)

// Kind is what may fail as one.
type Kind string

// The kinds. A mast falls with everybody's equipment on it; a site is one
// operator's equipment there; feeders and fibre nodes are those that lists name.
const (
	KindMast     Kind = "mast"
	KindSite     Kind = "site"
	KindFeeder   Kind = "feeder"
	KindFibre    Kind = "fibre"
	KindOperator Kind = "operator"
)

// Kinds returns the kinds in the order they are shown.
func Kinds() []Kind { return []Kind{KindMast, KindSite, KindFeeder, KindFibre, KindOperator} }

// Words names a kind for people.
func (k Kind) Words() (vietnamese, english string) {
	switch k {
	case KindMast:
		return "Cột (mọi nhà mạng trên đó)", "Mast, with everybody on it"
	case KindSite:
		return "Trạm của một nhà mạng", "One operator's site"
	case KindFeeder:
		return "Lộ điện", "Power feeder"
	case KindFibre:
		return "Nút truyền dẫn", "Fibre node"
	}
	return "Cả một nhà mạng", "A whole operator"
}

// Part is something that may fail as one: what it is called and the stations
// that fall silent with it. ID is the mast's, or the name of the cause; Operator
// is "" where it is of several.
type Part struct {
	Kind     Kind
	ID       string
	Operator geo.OperatorCode
	Stations []Station
	sites    []presenceAt
	called   partName
}

// presenceAt finds a presence in the sites.
type presenceAt struct{ site, presence int32 }

// Parts returns what may fail, by kind: masts and sites in the order of the
// sites, causes by name. Not every list names feeders and fibre nodes: those that
// do not are in none. A fibre node is one operator's own, a feeder may be several'.
func (r *Reliance) Parts(kind Kind) []Part {
	var parts []Part
	place := map[partName]int{}
	for i := range r.Sites {
		for j := range r.Sites[i].Presences {
			p := &r.Sites[i].Presences[j]
			name := partOf(kind, r.Sites[i].ID, p)
			if name.ID == "" {
				continue
			}
			at, known := place[name]
			if !known {
				at = len(parts)
				place[name] = at
				parts = append(parts, Part{Kind: kind, ID: name.ID, Operator: p.Operator, called: name})
			}
			part := &parts[at]
			if part.Operator != p.Operator {
				part.Operator = ""
			}
			part.Stations = append(part.Stations, Station{p.Operator, p.Code})
			part.sites = append(part.sites, presenceAt{int32(i), int32(j)})
		}
	}
	if kind != KindMast && kind != KindSite {
		slices.SortStableFunc(parts, func(a, b Part) int {
			return cmp.Or(cmp.Compare(a.ID, b.ID), cmp.Compare(a.Operator, b.Operator))
		})
	}
	return parts
}

// partName is what stations have in common that fall silent together.
type partName struct {
	Operator geo.OperatorCode
	ID       string
}

func partOf(kind Kind, mast string, p *geo.Presence) partName {
	switch kind {
	case KindMast:
		return partName{ID: mast}
	case KindSite:
		return partName{p.Operator, string(p.Code)}
	case KindFeeder:
		return partName{ID: strings.TrimSpace(p.PowerFeeder)}
	case KindFibre:
		return partName{p.Operator, strings.TrimSpace(p.FibreNode)}
	}
	return partName{p.Operator, string(p.Operator)}
}
