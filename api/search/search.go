// Package search finds hamlets, communes, districts, masts and places by the
// words people use for them: with or without diacritics, by old and new names,
// with the commune and district behind, or as coordinates.
package search

import (
	"cmp"
	"slices"
	"strings"

	"github.com/paulmach/orb"

	"phusong/data"
	"phusong/geo"
	"phusong/geo/alphabet"
	"phusong/importers/charset"
	"phusong/importers/gazetteer"
	"phusong/importers/table"
)

// Kind is what was found.
type Kind string

// The kinds, in the order they are shown among equals.
const (
	Place    Kind = "place" // coordinates
	Hamlet   Kind = "hamlet"
	Commune  Kind = "commune"
	District Kind = "district"
	Province Kind = "province"
	Mast     Kind = "mast"
)

// Hit is one answer. Vintage is the state of the boundaries in which the words
// are true, "" where they hold in none or do not name a unit; Within names the
// units above, the nearest first.
type Hit struct {
	Kind     Kind
	Code     string
	Name     string
	Vintage  geo.Vintage
	Within   []string
	Position orb.Point
}

// Index is everything of one release that has a name. It is safe for
// concurrent use.
type Index struct {
	entries []entry
	masts   []mast
}

// entry is a named place in one vintage.
type entry struct {
	Hit
	rung  geo.Level
	folds []string // the name, then the units above: folded, without their kind
	known string   // the name in small letters, for those who type diacritics
}

// New indexes a view. It needs its lists, not its surfaces.
func New(v *data.View) *Index {
	x := &Index{masts: mastsOf(v)}
	units := geo.IndexUnits(v.Units)
	for i := range v.Units {
		u := &v.Units[i]
		x.add(Hit{Kind: kindOf(u.Level), Code: string(u.Code), Name: u.Name, Vintage: u.Vintage,
			Position: u.Boundary.Bound().Center()}, u.Level, above(units, u))
	}
	for _, h := range v.Hamlets {
		if h.Hamlet.Kind == geo.HamletRest {
			continue
		}
		for _, vintage := range geo.Vintages() {
			hit := Hit{Kind: Hamlet, Code: string(h.Hamlet.Code), Name: h.Hamlet.Name, Vintage: vintage, Position: h.Hamlet.Centre}
			commune := units.Unit(h.Places[vintage].Commune, geo.LevelCommune, vintage)
			if commune != nil {
				x.add(hit, geo.LevelHamlet, append([]string{commune.Name}, above(units, commune)...))
			} else if vintage == h.Hamlet.Vintage {
				x.add(hit, geo.LevelHamlet, nil)
			}
		}
	}
	return x
}

// above names the units that u lies in, the nearest first.
func above(units geo.UnitIndex, u *geo.AdminUnit) []string {
	var all []string
	for _, parent := range units.Above(u) {
		all = append(all, parent.Name)
	}
	return all
}

func kindOf(level geo.Level) Kind {
	switch level {
	case geo.LevelProvince:
		return Province
	case geo.LevelDistrict:
		return District
	case geo.LevelCommune:
		return Commune
	}
	return Hamlet
}

func (x *Index) add(hit Hit, rung geo.Level, within []string) {
	hit.Within = within
	e := entry{Hit: hit, rung: rung, folds: []string{core(hit.Name)}, known: strings.ToLower(hit.Name)}
	for _, name := range within {
		e.folds = append(e.folds, gazetteer.Core(name))
	}
	x.entries = append(x.entries, e)
}

// core is a name folded and without its kind, of hamlets too.
func core(name string) string {
	folded := table.Fold(name)
	if _, rest, ok := cutKind(strings.Fields(folded)); ok && len(rest) > 0 {
		return strings.Join(rest, " ")
	}
	return folded
}

// Find returns the best answers to words, the best first. Masts are found by
// their id or by the site code of an operator whose masts sees allows.
func (x *Index) Find(words string, sees func(geo.OperatorCode) bool, limit int) []Hit {
	if runes := []rune(words); len(runes) > longest {
		words = string(runes[:longest])
	}
	if hit, ok := atCoordinates(words); ok {
		return []Hit{hit}
	}
	found := x.byCode(words, sees)
	found = append(found, x.byName(words)...)
	found = append(found, x.byPart(words, sees, limit, found)...)
	if unicode := inUnicode(words); len(found) == 0 && unicode != words {
		found = x.byName(unicode)
	}
	return found[:min(limit, len(found))]
}

// inUnicode is a text that was typed in TCVN3, VNI or the like as it is meant.
func inUnicode(words string) string {
	charset.Convert([]charset.Column{{Texts: []*string{&words}}})
	return words
}

// longest is the most letters of a question that are read.
const longest = 120

// scored is an entry and how well it answers: more is better.
type scored struct {
	*entry
	score int
}

func (x *Index) byName(words string) []Hit {
	typed := strings.ToLower(strings.TrimSpace(words))
	var found []scored
	for _, q := range readings(words) {
		for i := range x.entries {
			if s := q.score(&x.entries[i]); s > 0 {
				if strings.Contains(typed, x.entries[i].known) || strings.Contains(x.entries[i].known, typed) {
					s++ // the diacritics agree too
				}
				found = append(found, scored{&x.entries[i], s})
			}
		}
		if len(found) > 0 {
			break
		}
	}
	byName := alphabet.Comparer()
	slices.SortStableFunc(found, func(a, b scored) int {
		return cmp.Or(cmp.Compare(b.score, a.score), cmp.Compare(a.rung, b.rung), byName(a.Name, b.Name),
			cmp.Compare(a.Code, b.Code), cmp.Compare(b.Vintage, a.Vintage))
	})
	var hits []Hit
	twice := map[string]bool{} // a hamlet is one in both vintages; a unit's code may be another's later
	for _, f := range found {
		if f.Kind == Hamlet && twice[f.Code] {
			continue
		}
		twice[f.Code] = true
		hits = append(hits, f.Hit)
	}
	return hits
}
