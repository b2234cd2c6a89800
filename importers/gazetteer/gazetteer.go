// Package gazetteer knows where the administrative units lie and by what names
// people call them, so that an importer can ask: is this place in the commune
// its row names?
package gazetteer

import (
	"strings"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/importers/table"
)

// Gazetteer answers questions about a fixed set of units. It is safe for
// concurrent use.
type Gazetteer struct {
	units  []geo.AdminUnit
	bounds []orb.Bound
	byName map[string][]int // communes, by the core of their folded name
	byCode map[key]int
	byRest map[string][]int // communes, by the folded name without its letters ư
	bound  orb.Bound
	whole  bool
}

type key struct {
	vintage geo.Vintage
	code    geo.AdminCode
}

// New makes a gazetteer of units of any vintages and levels. None is allowed.
func New(units []geo.AdminUnit) *Gazetteer {
	g := &Gazetteer{units: units, byName: map[string][]int{}, byCode: map[key]int{}, byRest: map[string][]int{}}
	for i, u := range units {
		g.bounds = append(g.bounds, u.Boundary.Bound())
		g.byCode[key{u.Vintage, u.Code}] = i
		if u.Level == geo.LevelCommune {
			core := Core(u.Name)
			g.byName[core] = append(g.byName[core], i)
			g.remember(i)
		}
		if len(u.Boundary) == 0 {
			continue
		}
		if !g.whole {
			g.bound, g.whole = g.bounds[i], true
		}
		g.bound = g.bound.Union(g.bounds[i])
	}
	return g
}

// Bound is the box around all units; not ok where there are none.
func (g *Gazetteer) Bound() (orb.Bound, bool) { return g.bound, g.whole }

// Unit finds a unit by its key.
func (g *Gazetteer) Unit(vintage geo.Vintage, code geo.AdminCode) (geo.AdminUnit, bool) {
	i, ok := g.byCode[key{vintage, code}]
	if !ok {
		return geo.AdminUnit{}, false
	}
	return g.units[i], true
}

// Level returns the units of one vintage and level, in the order given.
func (g *Gazetteer) Level(vintage geo.Vintage, level geo.Level) []geo.AdminUnit {
	var found []geo.AdminUnit
	for _, u := range g.units {
		if u.Vintage == vintage && u.Level == level {
			found = append(found, u)
		}
	}
	return found
}

// Named returns the communes of every vintage that are called so. Marks count
// where a name has any and one of the communes is written so: Tân Thành is not
// Tân Thanh. A district narrows the choice where it names one of their parents.
func (g *Gazetteer) Named(commune, district string) []geo.AdminUnit {
	var all, narrowed []geo.AdminUnit
	for _, i := range g.sameMarks(commune, g.byName[Core(commune)]) {
		u := g.units[i]
		all = append(all, u)
		parent, ok := g.Unit(u.Vintage, u.Parent)
		if district != "" && ok && Core(parent.Name) == Core(district) {
			narrowed = append(narrowed, u)
		}
	}
	if len(narrowed) > 0 {
		return narrowed
	}
	return all
}

// Containing returns the commune of a vintage in which p lies.
func (g *Gazetteer) Containing(p orb.Point, vintage geo.Vintage) (geo.AdminUnit, bool) {
	for i, u := range g.units {
		if u.Vintage != vintage || u.Level != geo.LevelCommune || !g.bounds[i].Contains(p) {
			continue
		}
		if contains(u.Boundary, p) {
			return u, true
		}
	}
	return geo.AdminUnit{}, false
}

// kinds are the words before a unit's own name, folded, longest first.
func kinds() []string {
	return []string{
		"thanh pho", "thi tran", "thi xa", "phuong", "huyen", "quan", "tinh", "tp", "tt", "tx", "xa", "p", "x", "h",
	}
}

// Core is a name without its kind, folded: "Phường Minh Xuân", "P. Minh Xuân"
// and "minh xuân" share one. Numbered wards keep their number.
func Core(name string) string {
	folded := table.Fold(name)
	for _, kind := range kinds() {
		rest, ok := strings.CutPrefix(folded, kind+" ")
		if ok && rest != "" {
			return rest
		}
	}
	return folded
}
