package sites

import (
	"cmp"
	"math"
	"reflect"
	"slices"

	"github.com/paulmach/orb"

	"phusong/geo"
	"phusong/importers/gazetteer"
)

// movedMetres is how far a mast must go to be told as moved; less is a better
// measurement of the same place.
const movedMetres = 100

// sameMetres is how near a place is the same: spreadsheets keep fifteen digits
// of a number, which is a good deal nearer.
const sameMetres = 0.001

// Key names a site among all operators'.
type Key struct {
	Operator geo.OperatorCode
	Code     geo.SiteCode
}

// KeyOf returns the key of a presence.
func KeyOf(p geo.Presence) Key { return Key{p.Operator, p.Code} }

// Terms say how a new list stands to the old one.
type Terms struct {
	// Full says that the list is of the whole network: what it does not name is
	// gone. A part never removes anything.
	Full bool
	// Unsettled are the sites of rows that were refused or wait for an answer.
	// What the old list says of them stays.
	Unsettled map[Key]bool
}

// Pair is one site in both lists. Metres is how far apart they put it. The codes
// differ where a site was given a new one.
type Pair struct {
	Was, Now geo.Presence
	Metres   float64
}

// Difference is what becomes of the sites of one list when another takes its
// place. Moved pairs may have changed otherwise, too. All are ordered by
// operator and code of the list they end in.
type Difference struct {
	New     []geo.Presence
	Changed []Pair
	Moved   []Pair
	Removed []geo.Presence
	Kept    []geo.Presence // only in the old list, and not removed
	Same    int
}

// Compare finds the difference between the list was and the list now. No list
// holds one key twice. Sites are the same by operator and code, then, in full
// lists, by operator and place, where all codes of a place were given anew.
func Compare(was, now []geo.Presence, terms Terms) Difference {
	c := comparison{terms: terms, left: map[Key]geo.Presence{}}
	for _, p := range was {
		c.left[KeyOf(p)] = p
	}
	var unknown []geo.Presence
	for _, p := range now {
		before, known := c.left[KeyOf(p)]
		if !known {
			unknown = append(unknown, p)
			continue
		}
		delete(c.left, KeyOf(p))
		c.pair(before, p)
	}
	c.New = unknown
	if terms.Full {
		c.recode(unknown)
	}
	c.leave()
	c.sort()
	return c.Difference
}

type comparison struct {
	Difference
	terms Terms
	left  map[Key]geo.Presence // of the old list, not met in the new one
}

func (c *comparison) pair(was, now geo.Presence) {
	pair := Pair{Was: was, Now: now, Metres: 1000 * gazetteer.Km(was.Position, now.Position)}
	switch {
	case pair.Metres > movedMetres:
		c.Moved = append(c.Moved, pair)
	case pair.Metres < sameMetres && alike(was, now):
		c.Same++
	default:
		c.Changed = append(c.Changed, pair)
	}
}

// alike compares all that is known of two sites but where they stand; no sectors
// and none stated are the same.
func alike(a, b geo.Presence) bool {
	a.Position, b.Position = orb.Point{}, orb.Point{}
	return reflect.DeepEqual(plain(a), plain(b))
}

func plain(p geo.Presence) geo.Presence {
	sectors := make([]geo.Sector, len(p.Sectors))
	for i, c := range p.Sectors {
		c.Assumed = append([]geo.Assumption{}, c.Assumed...)
		sectors[i] = c
	}
	p.Sectors = sectors
	return p
}

// patch is a piece of ground of about a hundred metres, so that what is within
// fifty of a place lies in its patch or one of the eight around it.
type patch struct {
	operator geo.OperatorCode
	x, y     int
}

func patchOf(p geo.Presence) patch {
	return patch{p.Operator, int(math.Floor(p.Position[0] * 1000)), int(math.Floor(p.Position[1] * 1000))}
}

// recode finds unknown sites on places that unmet ones have left. The nearest
// pairs go first.
func (c *comparison) recode(unknown []geo.Presence) {
	free := map[patch][]geo.Presence{}
	for key, p := range c.left {
		if !c.terms.Unsettled[key] {
			free[patchOf(p)] = append(free[patchOf(p)], p)
		}
	}
	var pairs []Pair
	for _, now := range unknown {
		for _, was := range around(free, patchOf(now)) {
			if metres := 1000 * gazetteer.Km(was.Position, now.Position); metres <= 1000*sameMastKm {
				pairs = append(pairs, Pair{was, now, metres})
			}
		}
	}
	slices.SortFunc(pairs, func(a, b Pair) int {
		return cmp.Or(cmp.Compare(a.Metres, b.Metres), byKey(a.Was, b.Was), byKey(a.Now, b.Now))
	})
	taken := map[Key]bool{}
	for _, pair := range pairs {
		if _, there := c.left[KeyOf(pair.Was)]; there && !taken[KeyOf(pair.Now)] {
			delete(c.left, KeyOf(pair.Was))
			taken[KeyOf(pair.Now)] = true
			c.Changed = append(c.Changed, pair)
		}
	}
	c.New = slices.DeleteFunc(slices.Clone(unknown), func(p geo.Presence) bool { return taken[KeyOf(p)] })
}

func around(free map[patch][]geo.Presence, at patch) []geo.Presence {
	var near []geo.Presence
	for x := at.x - 1; x <= at.x+1; x++ {
		for y := at.y - 1; y <= at.y+1; y++ {
			near = append(near, free[patch{at.operator, x, y}]...)
		}
	}
	return near
}

// leave decides what becomes of the sites that the new list does not have.
func (c *comparison) leave() {
	for key, p := range c.left {
		if c.terms.Full && !c.terms.Unsettled[key] {
			c.Removed = append(c.Removed, p)
		} else {
			c.Kept = append(c.Kept, p)
		}
	}
}

func (c *comparison) sort() {
	byNow := func(a, b Pair) int { return byKey(a.Now, b.Now) }
	slices.SortFunc(c.New, byKey)
	slices.SortFunc(c.Changed, byNow)
	slices.SortFunc(c.Moved, byNow)
	slices.SortFunc(c.Removed, byKey)
	slices.SortFunc(c.Kept, byKey)
}

func byKey(a, b geo.Presence) int {
	return cmp.Or(cmp.Compare(a.Operator, b.Operator), cmp.Compare(a.Code, b.Code))
}

// Apply returns the list that was becomes, ordered by operator and code.
func (d Difference) Apply(was []geo.Presence) []geo.Presence {
	list := map[Key]geo.Presence{}
	for _, p := range was {
		list[KeyOf(p)] = p
	}
	for _, p := range d.Removed {
		delete(list, KeyOf(p))
	}
	pairs := append(slices.Clone(d.Changed), d.Moved...)
	for _, pair := range pairs { // first all old codes go: a new one may be another's old one
		delete(list, KeyOf(pair.Was))
	}
	for _, pair := range pairs {
		list[KeyOf(pair.Now)] = pair.Now
	}
	for _, p := range d.New {
		list[KeyOf(p)] = p
	}
	all := make([]geo.Presence, 0, len(list))
	for _, p := range list {
		all = append(all, p)
	}
	slices.SortFunc(all, byKey)
	return all
}

// RemovedShare is the part of the old list, 0 to 1, that goes.
func (d Difference) RemovedShare() float64 {
	old := len(d.Removed) + len(d.Changed) + len(d.Moved) + len(d.Kept) + d.Same
	if old == 0 {
		return 0
	}
	return float64(len(d.Removed)) / float64(old)
}
